"""Whole pages of fictional outlets, each with what is to be read of it beside it (`files/html/*.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.ingest import charset, html
from onrecord.record import Article, Document, Dropped
from onrecord.tidy import articles

from .conftest import FILES

Read = Callable[..., list[Document | Dropped]]

PAGES = sorted(path.with_suffix("").name for path in (FILES / "html").glob("*.toml"))
STATED = ("title", "byline", "outlet", "url", "published", "modified", "language")


def expected(name: str) -> dict[str, object]:
    return tomllib.loads((FILES / "html" / f"{name}.toml").read_text("utf-8"))


def told(document: Document, article: Article) -> dict[str, object]:
    """What was read, in the words of the files beside the pages; what is not known is left out."""
    assert document.stated is not None
    fields: dict[str, object] = {name: getattr(document.stated, name) for name in STATED}
    fields["language"] = document.stated.language or article.language
    if document.stated.published_from != "stated":
        fields["published_from"] = document.stated.published_from
    fields["teaser_only"] = article.teaser_only or None
    fields["text"] = f"{article.text}\n"
    return {name: value for name, value in fields.items() if value is not None}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_read_as_the_file_beside_it_says(read: Read, name: str) -> None:
    found = read(f"html/{name}.html")
    documents = [one for one in found if isinstance(one, Document)]
    made = [one for one in articles(documents, None) if isinstance(one, Article)]
    wanted = expected(name)
    assert [told(document, article) for document, article in zip(documents, made, strict=True)] == wanted[
        "article"
    ]
    dropped = [one for one in found if isinstance(one, Dropped)]
    assert [one.begins for one in dropped] == wanted.get("dropped", [])
    assert all(one.reason == "repeat" for one in dropped)


@pytest.mark.parametrize("name", PAGES)
def test_every_word_of_a_page_leads_back_to_its_source(read: Read, name: str) -> None:
    data = Path(FILES / "html" / f"{name}.html").read_bytes()
    source = charset.decoded(data, html.declared(data))
    for document in (one for one in read(f"html/{name}.html") if isinstance(one, Document)):
        assert document.pieces is not None
        for at, place, length in document.pieces:
            assert document.text[at : at + length] == source[place : place + length]
        placed = sum(length for _, _, length in document.pieces)
        assert placed > 0.9 * len(document.text)
