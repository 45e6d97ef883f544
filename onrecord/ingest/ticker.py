"""A live ticker: a page that grows by entries, each of them an article with a time of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.ingest import page_times, paragraphs
from onrecord.ingest.headline import bare
from onrecord.ingest.linked import Node, listed, types

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LIVE = re.compile(r"live[-_]?(?:blog|ticker|feed|updates?)\b", re.IGNORECASE)
_ENTRIES = "descendant::article | descendant::*[contains(@itemprop, 'liveBlogUpdate')]"
_FEWEST = 2  # entries that make a ticker
_MOST = 2000
_SHORTEST = 30  # letters of an entry's words; less is a label
_HEADINGS = ("h2", "h3", "h4", "h5")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its heading, its paragraphs, when it was written and where on the page it stands."""

    title: str | None
    lines: tuple[str, ...]
    published: str
    anchor: str | None


def entries(page: HtmlElement, article: Node) -> list[Entry]:
    """The entries in the order of the page, empty where it is no ticker.

    Those that the page shows count before those that its JSON-LD tells (``liveBlogUpdate`` of schema.org),
    whose words may not be shown at all.
    """
    live = "LiveBlogPosting" in types(article)
    marked = page.xpath(_ENTRIES)[:_MOST]
    shown = list(_shown(marked if live else [element for element in marked if _is_live(element)]))
    if len(shown) >= _FEWEST:
        return shown
    told = list(_told(article)) if live else []
    return told if len(told) >= _FEWEST else []


def _shown(marked: list[HtmlElement]) -> Iterator[Entry]:
    for element in marked:
        time = next((one.get("datetime") for one in element.iter("time") if one.get("datetime")), None)
        published = page_times.iso(time)
        inner = next((one for one in element.iter("article") if one is not element), None)
        if published is None or inner is not None:
            continue
        heading = next((one for one in element.iter(*_HEADINGS)), None)
        title = " ".join("".join(heading.itertext()).split()) if heading is not None else ""
        lines = tuple(line for line in _lines(element) if _is_prose(line, title))
        if sum(map(len, lines)) >= _SHORTEST:
            yield Entry(title or None, lines, published, element.get("id"))


def _is_live(element: HtmlElement) -> bool:
    if "liveBlogUpdate" in (element.get("itemprop") or ""):
        return True
    around = (element, *element.iterancestors())
    return any(_LIVE.search(f"{one.get('class')} {one.get('id')} {one.get('itemtype')}") for one in around)


def _lines(element: HtmlElement) -> list[str]:
    from lxml import etree

    return paragraphs.of_html(etree.tostring(element, encoding="unicode", with_tail=False))


def _is_prose(line: str, title: str) -> bool:
    """Whether the line is neither the entry's heading nor a time or a name above it."""
    return bare(line) != bare(title) and (len(line.split()) > 3 or line[-1] in ".!?”\"'’»")


def _told(article: Node) -> Iterator[Entry]:
    for one in listed(article.get("liveBlogUpdate"))[:_MOST]:
        if not isinstance(one, dict):
            continue
        body, title, when = (one.get(name) for name in ("articleBody", "headline", "datePublished"))
        published = page_times.iso(when if isinstance(when, str) else None)
        lines = tuple(paragraphs.of_html(body)) if isinstance(body, str) else ()
        if published and sum(map(len, lines)) >= _SHORTEST:
            yield Entry(" ".join(title.split()) if isinstance(title, str) else None, lines, published, None)
