"""The paragraphs of a page's article, told from what else the page shows."""

from __future__ import annotations

import logging
from copy import copy
from typing import TYPE_CHECKING

from onrecord.ingest.headline import bare

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Favouring precision, trafilatura now and then keeps a lead and loses all below it. So it is held against the
# page's own paragraphs: where it has less than this share of their letters, it is asked for more.
_SHARE = 0.8
_MORE = 1.2  # and that is taken where it is so much more, and not more than the paragraphs by as much
_SHORTEST = 80  # letters of a paragraph that is prose
_AROUND = frozenset(["aside", "form", "figure", "figcaption", "li", "td"])
# What trafilatura takes out itself, after it has looked at each of them many times: without them it gives
# the same paragraphs of all but one in a hundred pages, in three quarters of the time.
_NO_PROSE = (
    *("script", "style", "noscript", "template", "link", "meta"),
    *("nav", "footer", "button", "input", "select", "time"),
    *("audio", "canvas", "embed", "iframe", "map", "object", "picture", "source", "svg", "video"),
)


def body(page: HtmlElement) -> list[str]:
    """The paragraphs, each on one line; none where trafilatura sees none."""
    page = _bare(page)
    found = _extracted(page, favor_precision=True)
    least = _paragraphs(page)
    if _size(found) < _SHARE * least:
        wider = _extracted(page, favor_precision=False)
        if _MORE * _size(found) < _size(wider) < _MORE * least:
            return wider
    return found


def _bare(page: HtmlElement) -> HtmlElement:
    """The page without what is no prose in any."""
    from lxml import etree

    page = copy(page)
    etree.strip_elements(page, *_NO_PROSE, with_tail=False)
    return page


def _extracted(page: HtmlElement, *, favor_precision: bool) -> list[str]:
    import trafilatura  # late: half a second
    from trafilatura.xml import xmltotxt

    # What it has to say of a page it says in its log.
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    try:
        found = trafilatura.bare_extraction(page, favor_precision=favor_precision, include_comments=False)
    except RecursionError:
        return []
    if not isinstance(found, trafilatura.settings.Document):
        return []
    for element in found.body.iter("item", "cell", "list", "row", "table"):
        element.tag = "p" if element.tag in ("item", "cell") else "div"  # or it writes them with "-" and "|"
    lines = [" ".join(line.split()) for line in xmltotxt(found.body, include_formatting=False).splitlines()]
    return [line for line in lines if line] if any(map(bare, lines)) else []


def _size(lines: list[str]) -> int:
    return sum(map(len, lines))


def _paragraphs(page: HtmlElement) -> int:
    """How many letters stand in paragraphs of prose, each counted once."""
    prose = set()
    for paragraph in page.iter("p"):
        words = " ".join("".join(paragraph.itertext()).split())
        if len(words) >= _SHORTEST and not any(one.tag in _AROUND for one in paragraph.iterancestors()):
            prose.add(words)
    return sum(map(len, prose))
