"""Outlet lists: OPML as feed readers exchange it, and lines of text as people write them.

A list in text has one feed a line, its address and, where known, the outlet's name behind it; a line in
square brackets names the group of those below it, and ``#`` behind a blank begins a remark:

    [Northern papers]
    https://courier.example/feed.xml  Ostrey Courier
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import BinaryIO

from onrecord.errors import InputError
from onrecord.ingest import charset, elements, html, root
from onrecord.record import Document
from onrecord.settings import Settings

_ADDRESS = re.compile(r"(?:https?|feed)://[^\s/]", re.IGNORECASE)
_REMARK = re.compile(r"(?:^|\s)#.*")
_GROUP = re.compile(r"\[(.*)\]\Z")
_OUTLINE = re.compile(r"<outline(?=[\s/>])|</outline\s*>|</(?:body|opml)\b|\Z", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
# Lists hold descriptions with tags and quotation marks as they are: a value ends where another begins.
_ATTRIBUTE = re.compile(
    r"""([\w:]+)\s*=\s*(["'])(.{0,4000}?)\2(?=\s+[\w:]+\s*=\s*["']|\s*/?\s*>\s*\Z)""", re.DOTALL
)
_DEEPEST = 50  # outlines within outlines; what lies deeper belongs to the same group


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed that somebody follows.

    ``url`` is the feed's address, ``outlet`` what the list calls it, ``page`` its site, ``group`` the names
    of the groups that it stands in, the outermost first.
    """

    url: str
    outlet: str | None
    page: str | None
    group: tuple[str, ...]


def begins(head: str) -> bool:
    """Whether a file that begins so is OPML."""
    return root.name(head) == "opml"


def documents(file: BinaryIO, name: str, settings: Settings) -> Iterator[Document]:
    """Nothing: raises InputError, since a list of feeds has no article in it."""
    count = len(subscriptions(file.read(settings.largest_capture), name))
    raise InputError(
        f"{name}: a list of feeds ({count:,}), which has no article in it",
        "Give it to `onrecord watch`, or give the feeds that it names.",
    )
    yield  # a reader like any other


def subscriptions(data: bytes, name: str) -> list[Subscription]:
    """The feeds of a list, OPML or text, in its order, each address once. Raises InputError."""
    source = charset.decoded(data, html.declared(data))
    found: dict[str, Subscription] = {}
    for one in _of_opml(source) if begins(source) else _of_lines(source, name):
        found.setdefault(one.url, one)
    if not found:
        raise InputError(f"{name}: no feeds in it", "Give OPML, or a text with an address on each line.")
    return list(found.values())


def as_opml(listed: Iterable[Subscription], title: str) -> str:
    """The list as OPML 2.0, for a feed reader."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        f"<head><title>{_escaped(title)}</title></head>",
        "<body>",
    ]
    open_groups: tuple[str, ...] = ()
    for one in listed:
        common = _common(open_groups, one.group)
        lines.extend("</outline>" for _ in open_groups[common:])
        lines.extend(f'<outline text="{_escaped(group)}">' for group in one.group[common:])
        open_groups = one.group
        name = _escaped(one.outlet or one.url)
        page = f' htmlUrl="{_escaped(one.page)}"' if one.page else ""
        lines.append(f'<outline type="rss" text="{name}" title="{name}" xmlUrl="{_escaped(one.url)}"{page}/>')
    lines.extend("</outline>" for _ in open_groups)
    return "\n".join([*lines, "</body>", "</opml>", ""])


def _of_opml(source: str) -> Iterator[Subscription]:
    groups: list[str | None] = []  # of the outlines that are open
    marks = list(_OUTLINE.finditer(_COMMENT.sub("", source)))
    for mark, following in pairwise(marks):
        if mark[0].startswith("</"):
            del groups[-1:]
            continue
        written = mark.string[mark.end() : following.start()]
        told = {name.lower(): value for name, _, value in _ATTRIBUTE.findall(written)}
        url = _value(told, "xmlurl") or _value(told, "url")
        outlet = _value(told, "title") or _value(told, "text")
        if url and _ADDRESS.match(url):
            yield Subscription(_plain(url), outlet, _value(told, "htmlurl"), tuple(filter(None, groups)))
        if not written.rstrip().endswith("/>"):
            groups.append(None if url or len(groups) >= _DEEPEST else outlet)


def _of_lines(source: str, name: str) -> Iterator[Subscription]:
    group: tuple[str, ...] = ()
    for number, written in enumerate(source.lstrip("\ufeff").splitlines(), 1):
        line = _REMARK.sub("", written).strip()
        if not line:
            continue
        if named := _GROUP.match(line):
            group = tuple(part.strip() for part in named[1].split(" / ") if part.strip())
            continue
        url, _, outlet = line.partition(" ") if "\t" not in line else line.partition("\t")
        if not _ADDRESS.match(url):
            raise InputError(
                f"{name}, line {number}: no address of a feed",
                "Write one feed a line, https:// first, then the outlet's name; # begins a remark.",
            )
        yield Subscription(_plain(url), outlet.strip() or None, None, group)


def _value(told: Mapping[str, str], name: str) -> str | None:
    return " ".join(charset.storable(elements.words(told.get(name, ""), {})).split()) or None


def _plain(url: str) -> str:
    """The address as a browser takes it: "feed://" is a reader's own name for "http://"."""
    return re.sub(r"\Afeed://", "http://", url, flags=re.IGNORECASE)


def _common(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """How many groups the two are in together."""
    return next(
        (at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]),
        min(len(one), len(other)),
    )


def _escaped(words: str) -> str:
    return escape(words, quote=True)
