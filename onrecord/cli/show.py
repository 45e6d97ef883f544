"""`onrecord show`: a statement in its paragraph, or an article with all that was said in it."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from onrecord.cli.plain import plain
from onrecord.cli.search import json_option
from onrecord.cli.where import archive_option, to_read
from onrecord.record import Decision, Entry, Reading, Sighting, Span, Statement

_WIDEST = 100
# Around what was said. Papers do not write them, so they are not taken for the article's own.
_OPENS, _CLOSES = "⟦⟧"
_OF_FIGURES = "from the number and the words around it"


@click.command("show")
@click.argument("identity", metavar="ID")
@archive_option
@click.option("--why", is_flag=True, help="Say what each part of the answer rests on.")
@json_option
def command(identity: str, path: Path | None, why: bool, as_json: bool) -> None:  # noqa: FBT001
    """Print a statement in its paragraph, or an article.

    What was said is marked ⟦so⟧, and followed by where its bytes are. The first characters of an ID will
    do. One that a later reading replaced leads to what took its place.

    \b
    Example:
      onrecord show s-0a4d2c66d7a01a9e --why
    """
    from onrecord.cli.kin import kin_lines
    from onrecord.cli.pretty import entry_lines, lines, link_lines
    from onrecord.export.jsonl import line

    with to_read(path) as archive:
        current = archive.current(identity)
        if not current.startswith(identity):
            click.echo(f"{plain(identity)} is now {current}", err=True)
        entry = archive.answering([archive.statement(current)])[0] if current.startswith("s-") else None
        reading = archive.reading(entry.article.id if entry is not None else current)
        places = archive.sightings(reading.article.id)
        decided = archive.decided(reading.article.id).get(current, [])
        kin = list(kin_lines(archive, reading))
    if as_json:
        sys.stdout.buffer.write(line(entry or reading))
    elif entry is None:
        _print([*lines(reading), *_stands(places, ()), *kin])
    else:
        links = link_lines(reading, current)
        _print(
            [
                *entry_lines(entry),
                *links,
                *_paragraph(entry),
                "",
                *_stands(places, entry.statement.content),
                *kin,
            ]
        )
        _print(
            ["", *_reasons(entry, reading), *_links(entry, reading), *map(_decided, decided)] if why else []
        )


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


def _paragraph(entry: Entry) -> Iterator[str]:
    """The paragraphs that hold the statement, what was said marked in them."""
    text, content = entry.article.text, entry.statement.content
    spans = [*content, *entry.statement.cue, *entry.statement.source]
    start = text.rfind("\n", 0, min(span.start for span in spans)) + 1
    end = text.find("\n", max(span.end for span in spans))
    marked, at = "", start
    for span in content:
        marked += plain(text[at : span.start]) + _OPENS + plain(span.of(text)) + _CLOSES
        at = span.end
    marked += plain(text[at : end if end >= 0 else len(text)])
    width = max(40, min(_WIDEST, shutil.get_terminal_size().columns))
    yield from textwrap.wrap(marked.strip(), width, break_on_hyphens=False)


def _stands(places: list[Sighting], content: tuple[Span, ...]) -> Iterator[str]:
    """A line for each place where the article stands, with the characters of the content there."""
    for place in places:
        origin = place.origin
        runs = [run for span in content for run in origin.in_capture(span)]
        characters = "characters " + " and ".join(f"{run.start}–{run.end}" for run in runs) if runs else ""
        told = (origin.capture.source, origin.locator, characters)
        yield plain("stands in " + ", ".join(part for part in told if part))


def _reasons(entry: Entry, reading: Reading) -> Iterator[str]:
    """What each part of the answer rests on."""
    said, speaker, text = entry.statement, entry.statement.speaker, entry.article.text
    yield _reason("found by", said.found_by, f"score {said.score:.2f}")
    yield _reason("network", f"sha256:{reading.analysis.network}" if reading.analysis.network else "none")
    for name, spans in (("content", said.content), ("cue", said.cue), ("source", said.source)):
        yield _reason(name, *(_words(text, span) for span in spans))
    score = f"score {speaker.score:.2f}" if speaker.score is not None else ""
    yield _reason("speaker", speaker.name or "not worked out", speaker.standing or "no standing", score)
    if speaker.role is not None:
        yield _reason("role", _words(text, speaker.role.span))
    if speaker.meant is not None:
        yield _reason("meant", speaker.meant)
    if speaker.speaking_for is not None:
        yield _reason("speaking for", speaker.speaking_for)
    for number, step in enumerate(said.via, 1):
        places = (_words(text, span) for span in step.spans)
        yield _reason(f"step {number}", step.relation, step.name or "no name", step.rule, *places)
    yield from _circumstances(said, text)


def _circumstances(said: Statement, text: str) -> Iterator[str]:
    """What is told of a statement besides who made it."""
    from onrecord.export.words import figure_words

    if said.parent is not None:
        yield _reason("inside", f"the words of {said.parent}")
    yield _reason("manner", said.manner, "from the quotation marks")
    yield _reason("stance", f"{said.stance}, {said.act}", "from the cue")
    if said.medium is not None:
        yield _reason("medium", _words(text, said.medium.span))
    if said.addressee is not None:
        yield _reason("addressee", said.addressee)
    for number, figure in enumerate(said.figures, 1):
        yield _reason(f"figure {number}", _words(text, figure.words.span), figure_words(figure), _OF_FIGURES)
    if said.when is not None:
        yield _reason("when", _words(text, said.when.span), f"{said.when.first} to {said.when.last}")


def _links(entry: Entry, reading: Reading) -> Iterator[str]:
    for link in reading.links:
        if link.start == entry.statement.id:
            sure = "sure" if link.is_sure else "not sure"
            yield _reason(
                link.relation, link.end or "nobody's words", link.reason, f"{sure}, score {link.score:.2f}"
            )


def _decided(one: Decision) -> str:
    from onrecord.export.words import verdict_words

    return _reason("decided", verdict_words(one.verdict), f"by {one.made.by} on {one.made.at[:10]}", one.id)


def _reason(name: str, *told: str) -> str:
    return f"{name:14}" + plain("; ".join(part for part in told if part) or "none")


def _words(text: str, span: Span) -> str:
    return f"“{span.of(text)}” at {span.start}–{span.end}"
