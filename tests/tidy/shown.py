"""Tidy a text and show what came of it in lines that a reporter can read and write."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from onrecord.record import Article, Capture, Document, Dropped, Stated
from onrecord.tidy import articles

CAPTURE = Capture("dump.txt", "0" * 64, "text/plain")


def document(text: str, stated: Stated | None = None) -> Document:
    return Document(CAPTURE, "", text, stated, None)


def tidied(text: str, stated: Stated | None = None, given: date | None = None) -> list[Article | Dropped]:
    return list(articles([document(text, stated)], given))


def articles_in(text: str) -> list[Article]:
    return [found for found in tidied(text) if isinstance(found, Article)]


def shown(found: list[Article | Dropped]) -> Iterator[str]:
    """A line for each article and for each of its parts, and one for everything dropped."""
    for one in found:
        if isinstance(one, Dropped):
            yield f"{one.reason}  {_ends(one.begins)}"
            continue
        yield f"{'teaser alone' if one.teaser_only else 'article'}  {_ends(one.text)}"
        for name in ("title", "standfirst", "byline", "dateline"):
            if span := getattr(one, name):
                yield f"    {name}  {span.of(one.text)}"
        for name, value in (("outlet", one.outlet), ("address", one.url)):
            if value:
                yield f"    {name}  {value}"
        if one.published:
            yield f"    published  {one.published.value} ({one.published.source})"


def _ends(text: str) -> str:
    words = text.split()
    return " ".join(words if len(words) <= 9 else [*words[:5], "…", *words[-3:]])
