"""What a page says twice: a pull quote, a paragraph that its phone view repeats."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from onrecord.ingest.headline import bare

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SHORTEST = 30  # letters and figures; less stands twice for other reasons
_SHORTEST_PARAGRAPH = 80  # the same of whole paragraphs; recipes and tables repeat shorter lines, and mean it
_STOPS = ".!?”\"’'»…。"
_LONGEST_QUOTE = 400
_MOST_QUOTES, _MOST_PARTS = 500, 40
_PULLED = re.compile(r"pull-?_?quote|blockquote", re.IGNORECASE)


def repeats(lines: list[str], page: HtmlElement) -> set[int]:
    """Which lines others say: paragraphs equal to one above, and pull quotes that stand within another.

    A short line that stands within another and is no quote is a label or a heading, and stays.
    """
    letters = [bare(line) for line in lines]
    first: dict[str, int] = {}
    found = {
        at
        for at, line in enumerate(letters)
        if len(line) >= _SHORTEST_PARAGRAPH and lines[at][-1] in _STOPS and first.setdefault(line, at) != at
    }
    pulled = _pulled(page)
    whole = "\n".join(line for at, line in enumerate(letters) if at not in found)
    quotes = [at for at, line in enumerate(letters) if line in pulled and at not in found]
    return found | {at for at in quotes[:_MOST_QUOTES] if whole.count(letters[at]) > 1}


def _pulled(page: HtmlElement) -> set[str]:
    """The letters of what is marked as a quotation set apart, and of each paragraph in it."""
    marked = (
        element
        for element in page.iter("blockquote", "aside", "div", "p", "figure", "q")
        if element.tag in ("blockquote", "q", "aside") or _PULLED.search(element.get("class") or "")
    )
    parts = (
        one
        for outer in islice(marked, _MOST_QUOTES)
        for one in (outer, *islice(outer.iter("p"), _MOST_PARTS))
    )
    texts = (bare("".join(islice(one.itertext(), _MOST_PARTS))) for one in parts)
    return {text for text in texts if _SHORTEST <= len(text) <= _LONGEST_QUOTE}
