"""Archives made by hand, so that they can be asked without a network."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from onrecord.record import (
    Analysis,
    Article,
    Capture,
    MadeBy,
    Origin,
    Piece,
    Published,
    Reading,
    Span,
    Speaker,
    Statement,
)
from onrecord.store import write
from onrecord.store.connection import to_write
from onrecord.store.transaction import transaction

MADE_BY = MadeBy("0.1.0", "made by hand")
PLACE = write.Place("/news", None)
NOBODY = Speaker(None, None, None, None, None, None, None)


def named(name: str) -> Speaker:
    return Speaker(name, None, "named", None, None, None, 0.9)


def reading(number: int, *said: tuple[Speaker, str], outlet: str = "The Courier") -> Reading:
    """An article of a day of its own that is nothing but the words of its statements, a paragraph each."""
    text = "\n\n".join(words for _, words in said)
    statements, at = [], 0
    for place, (speaker, words) in enumerate(said):
        span = Span(at, at + len(words))
        at = span.end + 2
        statements.append(
            Statement(
                f"s-{number:04}{place}",
                (span,),
                (),
                (),
                speaker,
                "said",
                "direct",
                "neutral",
                None,
                "network",
                0.9,
            )
        )
    capture = Capture(f"{number}.txt", f"{number:064}", "text/plain")
    return Reading(
        Article(
            id=f"a-{number:04}",
            key=None,
            text=text,
            title=None,
            standfirst=None,
            byline=None,
            dateline=None,
            outlet=outlet,
            url=None,
            published=Published((date(2025, 1, 1) + timedelta(number)).isoformat(), "stated"),
            modified=None,
            language="en",
            teaser_only=False,
            origin=Origin(capture, "", (Piece(0, 0, len(text)),)),
        ),
        tuple(statements),
        (),
        Analysis(f"a-{number:04}", (), "abc"),
    )


def changed(one: Reading, **statement: object) -> Reading:
    """The same with something else about its statements."""
    return replace(one, statements=tuple(replace(said, **statement) for said in one.statements))  # type: ignore[arg-type]


def keep(connection: sqlite3.Connection, readings: Iterable[Reading]) -> None:
    for one in readings:
        with transaction(connection):
            write.reading(connection, one, MADE_BY, PLACE)


def filled(path: Path, *readings: Reading) -> Path:
    connection = to_write(path)
    keep(connection, readings)
    connection.close()
    return path


def german(path: Path, numbers: Iterable[int]) -> Path:
    """Articles as JSON Lines in a language without a network: read in no time, by their quotation marks."""
    with path.open("w", encoding="utf-8") as out:
        for number in numbers:
            bridges = (
                f"„Die Brücke Nummer {number * 10 + part} bleibt offen“, sagte Ines Keller am Freitag."
                for part in range(3)
            )
            text = "\n\n".join([*bridges, "„Im Hafen liegt Eis, und niemand fährt hinaus“, hieß es."])
            line = {"id": f"n{number}", "text": text, "language": "de", "outlet": "Der Bote"}
            out.write(json.dumps(line) + "\n")
    return path
