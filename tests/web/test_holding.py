"""Pages hold, however little or much there is."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.archive import Archive
from tests.archives import NOBODY, filled, named, reading
from tests.web.opened import client, connected, page, words

_EVERYWHERE = (
    *("/", "/articles", "/search", "/disputes", "/stories", "/decisions", "/dropped"),
    *("/add", "/saved", "/feeds", "/settings"),
)
_WITH_ONE = ("/articles/a-0001", "/statements/s-00010", "/search?words=bridge", "/search?speaker=keller")
_LONG = "Ines " + "K" * 395


def _voice(path: Path) -> str:
    """The address of the voice with most statements."""
    with Archive.to_read(path) as archive:
        return f"/voices/{max(archive.voices(), key=lambda one: one.statements).id}"


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    return filled(tmp_path / "news.db")


@pytest.mark.parametrize("address", _EVERYWHERE)
def test_with_nothing_on_record_each_page_says_what_to_do(empty: Path, address: str) -> None:
    with client(empty) as pages:
        (main,) = page(pages, address).xpath("//main")
    does = main.xpath(".//form | .//*[contains(@class, 'empty')] | .//code")
    assert does or "Take something away" in words(main), words(main)


@pytest.mark.parametrize("address", ["/articles/a-1", "/statements/s-1", "/voices/Nobody", "/voices/v-1"])
def test_what_is_not_there_leads_to_the_search(empty: Path, address: str) -> None:
    with client(empty) as pages:
        answer = pages.get(address)
    assert answer.status_code == 404
    assert 'action="/search"' in answer.text


@pytest.mark.parametrize("address", [*_EVERYWHERE, *_WITH_ONE])
def test_with_one_statement_each_page_opens(tmp_path: Path, address: str) -> None:
    path = connected(filled(tmp_path / "news.db", reading(1, (named("Ines Keller"), "The bridge is open."))))
    with client(path) as pages:
        page(pages, address)
        assert "Ines Keller" in words(page(pages, _voice(path)))


def test_a_statement_of_nobody_opens_too(tmp_path: Path) -> None:
    with client(
        connected(filled(tmp_path / "news.db", reading(1, (NOBODY, "The bridge is open."))))
    ) as pages:
        for address in (*_EVERYWHERE, *_WITH_ONE[:2]):
            page(pages, address)


@pytest.mark.parametrize("name", ["Ines Keller", _LONG])
def test_an_article_with_three_hundred_statements_is_read_in_pages(tmp_path: Path, name: str) -> None:
    said = [(named(name), f"Bridge {number} stays open, and so does the harbour.") for number in range(300)]
    path = connected(filled(tmp_path / "news.db", reading(1, *said)))
    with client(path) as pages:
        at, seen = "/articles/a-0001?start=0", set[str]()
        while at:
            found = page(pages, at)
            seen.update(found.xpath("//aside[starts-with(@id, 's-')]/@id"))
            (at, *_) = [*(f"/articles/a-0001{one}" for one in found.xpath("//a[@rel='next']/@href")), ""]
        assert len(seen) == 300
        for address in ("/", "/search", "/statements/s-0001299", _voice(path), f"{_voice(path)}/quoted"):
            page(pages, address)


@pytest.mark.parametrize("between", ["\n\n", " "])
def test_an_article_of_five_megabytes_is_read_in_pages(tmp_path: Path, between: str) -> None:
    sentence = (
        "The bridge over the Tarn stays open, and whoever wants to cross it may do so until the evening."
    )
    text = between.join([sentence] * (5_000_000 // len(sentence)))
    path = filled(tmp_path / "news.db", reading(1, (named("Ines Keller"), text)))
    with client(path) as pages:
        for address in ("/", "/articles", "/search", "/statements/s-00010", "/articles/a-0001"):
            page(pages, address)
        for start in (0, 2_500_000, len(text) - 1):
            (main,) = page(pages, f"/articles/a-0001?start={start}").xpath("//main")
            assert "whoever wants to cross it" in words(main)


@pytest.mark.parametrize("kind", ["outlet", "speaker", "words"])
def test_names_and_words_that_do_not_end_break_no_page(tmp_path: Path, kind: str) -> None:
    said = "W" * 100_000 if kind == "words" else "The bridge stays open."
    speaker = named(_LONG if kind == "speaker" else "Ines Keller")
    outlet = "O" * 400 if kind == "outlet" else "The Courier"
    path = connected(
        filled(tmp_path / "news.db", *(reading(day, (speaker, said), outlet=outlet) for day in (1, 2)))
    )
    with client(path) as pages:
        voice = _voice(path)
        for address in (*_EVERYWHERE, *_WITH_ONE[:2], voice, f"{voice}/quoted"):
            page(pages, address)
