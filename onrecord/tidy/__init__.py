"""From documents to articles: dumps taken apart, teasers and repeats set aside, headlines told from words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from onrecord.record import Article, Document, Dropped
from onrecord.tidy.dump import articles_of
from onrecord.tidy.stated import article_of

__all__ = ["articles"]


def articles(documents: Iterable[Document], given: date | None) -> Iterator[Article | Dropped]:
    """The documents' articles in order, each followed directly by what was dropped for it.

    ``given`` is the day on which, so the user says, the articles were published that do not state one.
    """
    for document in documents:
        if document.stated is None:
            yield from articles_of(document, given)
        else:
            yield article_of(document, document.stated, given)
