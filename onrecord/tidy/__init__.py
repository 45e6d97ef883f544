"""From documents to articles: dumps taken apart, teasers and repeats set aside, headlines told from words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from onrecord.record import Article, Document, Dropped
from onrecord.tidy.dump import articles_of
from onrecord.tidy.hung import inside, unhung
from onrecord.tidy.stated import article_of

__all__ = ["articles"]


def articles(documents: Iterable[Document], given: date | None) -> Iterator[Article | Dropped]:
    """The documents' articles in order, each followed directly by what was dropped for it.

    ``given`` is the day on which, so the user says, the articles were published that do not state one.
    """
    for whole in documents:
        document, hung = unhung(whole)
        for found in _found(document, given):
            yield found
            if isinstance(found, Article):
                is_one = document.stated is not None
                yield from (replace(box, article=found.id) for box in hung) if is_one else inside(found, hung)


def _found(document: Document, given: date | None) -> Iterator[Article | Dropped]:
    if document.stated is None:
        yield from articles_of(document, given)
    else:
        yield article_of(document, document.stated, given)
