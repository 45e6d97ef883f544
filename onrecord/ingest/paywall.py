"""Whether a page holds but the beginning of an article, the rest being for those who pay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from onrecord.ingest.linked import Node, listed

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# "isAccessibleForFree" and "hasPart" as search engines ask for them: https://schema.org/isAccessibleForFree
_NO = (False, "false", "no", "http://schema.org/false", "https://schema.org/false")
_SELECTOR = re.compile(r"([.#])([\w-]+)\Z")
_SHORTEST_PART = 400  # letters behind a paywall that are there after all
_SHORTEST_WHOLE = 1500  # letters; a shorter article for those who pay is a beginning


def is_teaser(article: Node, page: HtmlElement, body: str) -> bool:
    """Whether the page says that not all may read the article, and its body is not all of it."""
    if not (_is_no(article.get("isAccessibleForFree")) or _is_locked(page)):
        return False
    words = str(article.get("wordCount") or "")
    if words.isdecimal() and int(words):
        return 2 * len(body.split()) < int(words)
    if any(len("".join(part.itertext())) >= _SHORTEST_PART for part in _parts(article, page)):
        return False
    return len(body) < _SHORTEST_WHOLE


def _is_no(value: object) -> bool:
    return (value.lower() if isinstance(value, str) else value) in _NO


def _is_locked(page: HtmlElement) -> bool:
    return any(
        tag.get("property") == "article:content_tier" and tag.get("content") == "locked"
        for tag in page.iter("meta")
    )


def _parts(article: Node, page: HtmlElement) -> Iterator[HtmlElement]:
    """What the page names as the part for those who pay."""
    for part in listed(article.get("hasPart")):
        told = part.get("cssSelector") if isinstance(part, dict) else None
        if isinstance(told, str) and (found := _SELECTOR.search(told.strip())):
            name = "class" if found[1] == "." else "id"
            yield from (
                one for one in page.xpath(f"descendant::*[@{name}]") if found[2] in one.get(name).split()
            )
