"""What people corrected as training data: articles in the form of PolNeAR, with who said it beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from onrecord.archive import Archive
from onrecord.record import Decision, Reading, Span, Statement

# PolNeAR names those who marked an article by four digits.
_ANNOTATOR = "onrecord"

_encoder = msgspec.json.Encoder()


def lines(archive: Archive) -> Iterator[bytes]:
    """A line for each article in which a decision stands: all that is said in it, as people left it.

    ``corrected`` numbers the attributions that somebody decided on: of the others a machine is the source.
    ``refused`` are those that somebody took out, ``speakers`` who said the corrected ones.
    """
    with archive.still():
        standing: dict[str, list[Decision]] = {}
        for one in archive.decisions():
            if one.undone is None and one.lost is None:
                standing.setdefault(one.target.article, []).append(one)
        for article in sorted(standing):
            reading = archive.reading(article)
            ids = archive.decided(article)
            decided = [number for number, said in enumerate(reading.statements) if said.id in ids]
            yield _encoder.encode(_document(reading, decided, standing[article])) + b"\n"


def _document(reading: Reading, decided: list[int], decisions: Iterable[Decision]) -> dict[str, Any]:
    article, said = reading.article, reading.statements
    return {
        "id": article.id,
        "outlet": article.outlet,
        "date": article.published.value[:10] if article.published is not None else "",
        "title": article.title.of(article.text) if article.title is not None else None,
        "text": article.text,
        "annotations": {_ANNOTATOR: [_attribution(one) for one in said]},
        "corrected": decided,
        "refused": [
            _spans(anchor.span for anchor in one.target.content)
            for one in decisions
            if one.verdict.is_statement is False
        ],
        "speakers": [_speaker(number, said[number]) for number in decided],
    }


def _attribution(said: Statement) -> dict[str, list[list[int]]]:
    return {"source": _spans(said.source), "cue": _spans(said.cue), "content": _spans(said.content)}


def _speaker(number: int, said: Statement) -> dict[str, Any]:
    speaker = said.speaker
    return {
        "attribution": number,
        "name": speaker.name,
        "names": speaker.names,
        "standing": speaker.standing,
        "role": speaker.role.text if speaker.role is not None else None,
    }


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
