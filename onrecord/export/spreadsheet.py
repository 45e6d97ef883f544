"""Statements as CSV, for spreadsheets: one row a statement."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from onrecord.record import Audit, Entry, Span

_COLUMNS = (
    *("statement", "article", "published", "outlet", "title", "url", "language"),
    *("speaker", "standing", "role", "meant", "voice", "cue", "content", "source"),
    *("act", "manner", "stance", "said_from", "said_to", "figures", "found_by", "score"),
    *("capture", "locator", "start", "end"),
)

_AUDIT_COLUMNS = (
    *("outlet", "articles", "stories", "single_source"),
    *("named", "unnamed", "group", "document", "by_outlet", "unknown"),
    *("no_steps", "one_step", "two_steps", "more_steps", "doubt"),
)

# What a spreadsheet takes for a formula's beginning, in half and full width, and what it skips before one.
_FORMULA = tuple("=+-@＝＋－＠")
_SKIPPED = " \t\r\n\xa0\ufeff"


def lines(entries: Iterable[Entry]) -> Iterator[bytes]:
    """The rows as UTF-8, the names of the columns first."""
    yield _row(_COLUMNS)
    for entry in entries:
        yield _row(_cells(entry))


def audits(found: Iterable[Audit]) -> Iterator[bytes]:
    """A row for each outlet's audit, the names of the columns first; who is doubted is left out."""
    yield _row(_AUDIT_COLUMNS)
    for one in found:
        counts = one.standings
        yield _row(
            (
                *(one.outlet, one.articles, one.stories, one.single_source),
                *(counts.named, counts.unnamed, counts.group, counts.document, counts.outlet, counts.unknown),
                *one.steps,
                one.doubt,
            )
        )


def _cells(entry: Entry) -> tuple[object, ...]:
    article, said = entry.article, entry.statement
    speaker, when = said.speaker, said.when
    return (
        *(said.id, article.id),
        article.published.value if article.published is not None else None,
        article.outlet,
        article.title.of(article.text) if article.title is not None else None,
        *(article.url, article.language),
        *(
            speaker.name,
            speaker.standing,
            speaker.role.text if speaker.role is not None else None,
            speaker.meant,
            _voices(speaker.voice),
        ),
        *(entry.quote(said.cue), entry.quote(said.content), entry.quote(said.source)),
        *(said.act, said.manner, said.stance),
        *((when.first, when.last) if when is not None else (None, None)),
        "; ".join(figure.words.text for figure in said.figures) or None,
        *(said.found_by, round(said.score, 4)),
        *(article.origin.capture.source, article.origin.locator),
        *_ends(said.content),
    )


def _voices(voice: str | tuple[str | None, ...] | None) -> str | None:
    """The id of the voice; where several speak one for each name, empty for one who has none."""
    return "; ".join(one or "" for one in voice) if isinstance(voice, tuple) else voice


def _ends(content: tuple[Span, ...]) -> tuple[int | None, int | None]:
    return (content[0].start, content[-1].end) if content else (None, None)


def _row(cells: Iterable[object]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerow([_harmless(str(cell)) if cell is not None else "" for cell in cells])
    return out.getvalue().encode()


def _harmless(cell: str) -> str:
    """The cell, with an apostrophe before it where a spreadsheet would run it instead of showing it.

    >>> _harmless("=HYPERLINK(1)"), _harmless("a = b")
    ("'=HYPERLINK(1)", 'a = b')
    """
    is_run = cell.lstrip(_SKIPPED).startswith(_FORMULA) or cell.startswith(("\t", "\r", "\n"))
    return f"'{cell}" if is_run else cell
