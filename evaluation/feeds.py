"""Feeds and outlet lists: what is found in those of the intake data, and what it costs.

Run as `python -m evaluation.feeds --shared PATH`. Counted by rule 7 of README-intake: the bytes alone are
given, entries are the `item` and `entry` start tags, or the `items` of a JSON Feed.
"""

from __future__ import annotations

import argparse
import ast
import io
import json
import re
import resource
import sys
import tarfile
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any

from onrecord.errors import InputError
from onrecord.ingest import charset, html, markup, opml, paragraphs, sniff
from onrecord.ingest.member import Member
from onrecord.ingest.moment import moment
from onrecord.record import Document, Dropped
from onrecord.settings import Settings

_FLOORS = Path(__file__).parent / "floors.toml"
_KINDS = ("rss", "atom", "rdf", "cdf", "jsonfeed")
_LARGE = 10_000  # bytes, of the feeds that speed is told on
_MAIL = re.compile(r"\s*\(?[^\s()]+@[^\s()]+\)?")
_SETTINGS = Settings()
# What feedparser calls it, and which of our values is to agree.
_FIELDS = {
    "title": "title",
    "title_detail": "title",
    "link": "link",
    "summary": "text",
    "summary_detail": "text",
    "description": "text",
    "content": "text",
    "published": "date",
    "published_parsed": "date",
    "updated": "date",
    "updated_parsed": "date",
    "created": "date",
    "created_parsed": "date",
    "author": "author",
    "author_detail": "author",
    "authors": "author",
    "id": "id",
    "guid": "id",
}
# Of the details only the words and the name: types, languages and addresses of mail are not kept.
_PARTS = ("value", "name")


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed of the data, and what is known of it."""

    name: str
    data: bytes
    known: dict[str, Any]


def main() -> int:
    """Print a row for each figure, held to `floors.toml`; the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    path = parser.parse_args().shared / "data" / "feeds.tar.xz"
    if not path.is_file():
        print(f"{path}: absent, so nothing was measured", file=sys.stderr)
        return 2
    found = Counter[str]()
    slowest = (0.0, "")
    spent = 0.0
    files = list(_files(path))
    for feed in (file for file in files if file.known["kind"] in _KINDS):
        start = time.process_time()
        items = _read(feed)
        took = time.process_time() - start
        slowest = max(slowest, (took, feed.name))
        if len(feed.data) >= _LARGE:
            found["large files"] += 1
            spent += took
        _count(found, feed, items)
    for name in ("files", "raised", "entries", "entries found", "without words", "summaries only"):
        _row(name, found[name])
    _row("letters in pieces", found["placed"] / max(found["letters"], 1))
    _row("wrong pieces", found["wrong"])
    for field in dict.fromkeys(_FIELDS.values()):
        _row(f"expected {field}", f"{found[f'right {field}']} of {found[f'asked {field}']}")
    right = sum(found[f"right {field}"] for field in set(_FIELDS.values()))
    asked = sum(found[f"asked {field}"] for field in set(_FIELDS.values()))
    _row("expected, all", f"{right} of {asked} ({right / asked:.3f})")
    _row(f"feeds/s, the {found['large files']} of 10 kB and more", found["large files"] / spent)
    _row("longest, s", f"{slowest[0]:.2f} ({slowest[1]})")
    lists = _lists(file for file in files if file.known["kind"] == "opml")
    _row("peak memory, MB", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    measured = {
        "raised": found["raised"],
        "entries found": found["entries found"],
        "wrong pieces": found["wrong"],
        "expected": right / asked,
        "feeds in lists": lists,
    }
    return int(any(_falls_short(name, value) for name, value in measured.items()))


def _falls_short(name: str, value: float) -> bool:
    floor = tomllib.loads(_FLOORS.read_text(encoding="utf-8"))["feeds"][name]
    short: bool = value > floor[1] if isinstance(floor, list) else value < floor
    if short:
        print(f"SHORT {name}: {value}, floor {floor}")
    return short


def _row(name: str, value: object) -> None:
    print(f"{name:40}{value:.3f}" if isinstance(value, float) else f"{name:40}{value}", flush=True)


def _files(path: Path) -> Iterator[Feed]:
    with tarfile.open(path) as archive:
        held = {member.name.removeprefix("feeds/"): member for member in archive if member.isfile()}
        for line in _bytes(archive, held["manifest.jsonl"]).splitlines():
            known = json.loads(line)
            if known["kind"] in (*_KINDS, "opml"):
                yield Feed(known["file"], _bytes(archive, held[known["file"]]), known)


def _bytes(archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    file = archive.extractfile(member)
    return file.read() if file else b""


def _read(feed: Feed) -> list[Document | Dropped] | None:
    """What the feed holds, ``None`` where it was refused."""
    try:
        reader = sniff.reader(io.BytesIO(feed.data), feed.name)
        found = reader(io.BytesIO(feed.data), feed.name, _SETTINGS)
        return [one for one in found if not isinstance(one, Member)]
    except InputError as error:
        print(f"refused: {error}", file=sys.stderr)
        return None


def _count(found: Counter[str], feed: Feed, items: list[Document | Dropped] | None) -> None:
    found["files"] += 1
    found["entries"] += feed.known["entries_ref"]
    if items is None:
        found["raised"] += 1
        return
    found["entries found"] += min(len(items), feed.known["entries_ref"])
    source = charset.decoded(feed.data, html.declared(feed.data))
    documents = [item for item in items if isinstance(item, Document)]
    for document in documents:
        found["without words"] += not document.text
        found["summaries only"] += bool(document.stated and document.stated.summary_only)
        found["letters"] += len(document.text)
        for at, place, length in document.pieces or ():
            found["placed"] += length
            found["wrong"] += document.text[at : at + length] != source[place : place + length]
    for field, number, expected in _asked(feed.known):
        found[f"asked {field}"] += 1
        if number < len(documents) and _CHECKS[field](documents[number], expected):
            found[f"right {field}"] += 1
        else:
            told = documents[number] if number < len(documents) else None
            print(f"other {field}: {feed.name}: {expected!r}, not {told and told.stated}", file=sys.stderr)


def _asked(known: dict[str, Any]) -> Iterator[tuple[str, int, Any]]:
    """What feedparser's test expects of an entry: the field, which entry, the value."""
    if known.get("header") or "127.0.0.1" in (known.get("expect") or ""):  # the bytes alone do not say it
        return
    try:
        tree = ast.parse(known.get("expect") or "", mode="eval")
    except SyntaxError:
        return
    for one in ast.walk(tree):
        if not isinstance(one, ast.Compare) or not all(isinstance(op, ast.Eq) for op in one.ops):
            continue
        sides = [one.left, *one.comparators]
        literals = [side for side in sides if isinstance(side, (ast.Constant, ast.Tuple))]
        for path in (_path(side) for side in sides):
            if literals and len(path) > 2 and path[0] == "entries" and _matters(path[2:]):
                yield _FIELDS[path[2]], path[1], ast.literal_eval(literals[0])


def _matters(path: list[Any]) -> bool:
    names = [part for part in path if isinstance(part, str)]
    return names[0] in _FIELDS and (len(names) == 1 or names[1] in _PARTS)


def _path(side: ast.expr) -> list[Any]:
    """`entries[0]['title']` and `entries[0].title` as their parts."""
    if isinstance(side, ast.Name):
        return [side.id]
    if isinstance(side, ast.Attribute):
        return [*_path(side.value), side.attr]
    if isinstance(side, ast.Subscript) and isinstance(side.slice, ast.Constant):
        return [*_path(side.value), side.slice.value]
    return []


def _letters(words: str) -> str:
    return markup.plain(words).run


def _ways(expected: Any) -> set[str]:
    """The letters of what is expected, taken as HTML (so feedparser gives it) and as plain text."""
    return {_letters(" ".join(paragraphs.of_html(str(expected)))), _letters(unescape(str(expected)))}


def _is_text(document: Document, expected: Any) -> bool:
    title = (document.stated and document.stated.title) or ""
    said = _letters(document.text.removeprefix(title))
    return any(
        way == said or way == _letters(document.text) or (way and way in said) for way in _ways(expected)
    )


def _is_title(document: Document, expected: Any) -> bool:
    return _letters((document.stated and document.stated.title) or "") in _ways(expected)


def _is_author(document: Document, expected: Any) -> bool:
    name = _MAIL.sub("", str(expected)).strip()
    byline = (document.stated and document.stated.byline) or ""
    return name == byline or name in byline.split(", ")


def _is_date(document: Document, expected: Any) -> bool:
    wanted = (
        _time("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}".format(*expected))
        if isinstance(expected, tuple)
        else _time(moment(expected))
    )
    stated = document.stated
    return stated is not None and wanted in (_time(stated.published), _time(stated.modified))


def _time(value: str | None) -> datetime | None:
    if value is None:
        return None
    time = datetime.fromisoformat(value)
    return time if time.tzinfo else time.replace(tzinfo=UTC)


_CHECKS: dict[str, Callable[[Document, Any], bool]] = {
    "title": _is_title,
    "text": _is_text,
    "author": _is_author,
    "date": _is_date,
    "link": lambda document, expected: (document.stated and document.stated.url) == expected,
    "id": lambda document, expected: (document.stated and document.stated.key) == expected,
}


def _lists(files: Iterator[Feed]) -> int:
    """OPML: the addresses in it, found, and the same after being written out; how many were found."""
    named = found = again = 0
    for file in files:
        named += len(set(re.findall(rb"""xmlUrl\s*=\s*["']([^"']+)""", file.data)))
        listed = list(opml.subscriptions(file.data, file.name))
        found += len(listed)
        written = opml.as_opml(listed, "Outlets").encode()
        again += [one.url for one in opml.subscriptions(written, file.name)] == [one.url for one in listed]
    _row("OPML: feeds named, found", f"{named}, {found}")
    _row("OPML: lists equal after writing", again)
    return found


if __name__ == "__main__":
    sys.exit(main())
