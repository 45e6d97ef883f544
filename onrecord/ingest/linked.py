"""The articles that a page tells of in JSON-LD, in the words of schema.org."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Node = Mapping[str, object]

_ARTICLE = re.compile(r"(?:Article|Posting|Report|ClaimReview)\Z")
_PAGE = re.compile(r"WebPage\Z")
# Where a page's article stands inside what tells of the page.
_INSIDE = ("@graph", "mainEntity", "mainEntityOfPage")
_MOST_NODES = 2000
_BEGINS = re.compile(r"[\[{]")
_DECODER = json.JSONDecoder(strict=False)


def articles(page: HtmlElement) -> list[Node]:
    """The articles, those with a headline first, last the page where it is dated as a whole.

    A reference to another node (``@id``) is replaced by it.
    """
    told = [one for script in page.iter("script") for one in _told(script)]
    nodes = {str(node["@id"]): node for node in _nodes(told) if len(node) > 1 and "@id" in node}
    found = [_resolved(article, nodes) for one in told for article in _articles(one)]
    return sorted(found, key=lambda one: (not _is(_ARTICLE, one), "headline" not in one))


def _is(kind: re.Pattern[str], node: object) -> bool:
    return any(kind.search(name) for name in types(node))


def types(node: object) -> tuple[str, ...]:
    """What the node says that it is."""
    told = node.get("@type") if isinstance(node, Mapping) else None
    return tuple(str(kind) for kind in (told if isinstance(told, list) else [told]) if kind)


def listed(value: object) -> list[object]:
    """The value as a list: in JSON-LD one of a thing stands without."""
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def _told(script: HtmlElement) -> Iterator[object]:
    """What a script tells, if it is JSON-LD. What a page cannot say in JSON it does not state."""
    if (script.get("type") or "").strip().lower() != "application/ld+json":
        return
    words = script.text or ""
    begins = _BEGINS.search(words)
    try:
        if begins:  # comments and CDATA marks may stand around it
            yield _DECODER.raw_decode(words, begins.start())[0]
    except (ValueError, RecursionError):
        return


def _nodes(told: list[object]) -> Iterator[Node]:
    """Everything that is an object, however deep."""
    waiting = told[::-1]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        one = waiting.pop()
        if isinstance(one, dict):
            yield one
            waiting.extend(value for value in one.values() if isinstance(value, (dict, list)))
        elif isinstance(one, list):
            waiting.extend(reversed(one))


def _articles(told: object) -> Iterator[Node]:
    waiting = [told]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        one = waiting.pop()
        if isinstance(one, list):
            waiting.extend(reversed(one))
        elif isinstance(one, dict):
            is_article = _is(_ARTICLE, one)
            if is_article or (_is(_PAGE, one) and "datePublished" in one):
                yield one
            if not is_article:
                waiting.extend(one[name] for name in reversed(_INSIDE) if name in one)


def _resolved(article: Node, nodes: Mapping[str, Node]) -> Node:
    """The article with its people and bodies in place of references to them."""

    def whole(value: object) -> object:
        if isinstance(value, list):
            return [whole(one) for one in value]
        if isinstance(value, dict) and "name" not in value:
            return nodes.get(str(value.get("@id")), value)
        return value

    return {**article, **{name: whole(article[name]) for name in ("author", "publisher") if name in article}}
