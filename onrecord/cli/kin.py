"""What an article is to others of its archive, as a person reads it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from itertools import islice

from onrecord.archive import Archive
from onrecord.cli.plain import plain
from onrecord.connect.notes import notes
from onrecord.connect.versions import changes
from onrecord.record import Article, Entry, Kinship, Reading

_MOST = 10
_LONGEST, _LONGEST_NOTE = 80, 200

_IS = {"copy": "copy of", "abridges": "shorter than", "version": "version after"}
_HAS = {"copy": "copied by", "abridges": "cut to", "version": "version before"}


def kin_lines(archive: Archive, reading: Reading) -> Iterator[str]:
    """What it says of its versions; then a line for each article that it is a copy, a cut or a version of.

    Then one for each that is one of it.

    Below a version stand the statements that went, came or changed since the one before.
    """
    article = reading.article
    for note in notes(article):
        said = textwrap.shorten(plain(note.span.of(article.text)), _LONGEST_NOTE, placeholder=" …")
        yield f"{note.kind}: “{said}”"
    kin = archive.kin(article.id)
    above = [one for one in kin if one.article == article.id]
    # What copies nothing itself is likely where it comes from.
    roots = {one.of for one in above if all(other.of == one.of for other in archive.kin(one.of))}
    for one in sorted(above, key=lambda one: (one.of not in roots, -one.score)):
        other = archive.reading(one.of)
        is_root = one.of in roots and one.relation != "version"
        yield _line(_IS[one.relation], other.article, one, "likely the origin" if is_root else None)
        if one.relation == "version":
            yield from _changes(other, reading)
    below = [one for one in kin if one.of == article.id]
    for one in islice(below, _MOST):
        yield _line(_HAS[one.relation], archive.reading(one.article).article, one, None)
    if len(below) > _MOST:
        yield f"and {len(below) - _MOST} more: `onrecord export` has all of them"


def _line(begins: str, other: Article, one: Kinship, ends: str | None) -> str:
    day = other.published.value[:10] if other.published is not None else "no date"
    where = ", ".join(part for part in (other.outlet, day) if part)
    return plain(f"{begins} {other.id} ({where}): " + "; ".join(part for part in (one.reason, ends) if part))


def _changes(old: Reading, new: Reading) -> Iterator[str]:
    became = changes(old, new)
    for name, entries in (("gone", became.gone), ("new", became.new)):
        for one in entries:
            yield f"  {name}: {_said(one)}"
    for was, now in became.changed:
        yield f"  changed: {_said(was)}"
        yield f"       to: {_said(now)}"


def _said(entry: Entry) -> str:
    words = plain(entry.quote(entry.statement.content))
    who = plain(entry.statement.speaker.name or "(unknown)")
    return f"{who}: {textwrap.shorten(words, _LONGEST, placeholder=' …')} [{entry.statement.id}]"
