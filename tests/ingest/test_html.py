"""One web page: its article, what the page states of it, and where its words stand in the source."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import InputError, TooLarge
from onrecord.ingest import markup, verbatim
from onrecord.record import Document, Dropped, Stated
from onrecord.tidy import articles

from .conftest import FILES

Read = Callable[..., list[Document | Dropped]]

PARAGRAPH = "<p>“The sluice is shut,” said Ada Marsh, the harbour master of Ostrey, on Monday evening.</p>\n"
PAGE = f"<!doctype html><html><body><article><h1>Sluice shut</h1>{PARAGRAPH * 4}"


def page(read: Read, data: bytes | str) -> Document:
    (document,) = read(data)
    assert isinstance(document, Document)
    return document


def verbatim_words(document: Document, source: str) -> list[str]:
    """The runs of the text that its pieces find in the source, each of them checked."""
    assert document.pieces is not None
    for at, place, length in document.pieces:
        assert document.text[at : at + length] == source[place : place + length]
    return [document.text[at : at + length] for at, _, length in document.pieces]


def test_a_page_is_one_article_below_its_title_and_standfirst(read: Read) -> None:
    assert page(read, "html/article.html").text.split("\n\n") == [
        "Harbour tolls to rise by a third",
        "Skippers say that they were not asked",
        "Tolls in Ostrey harbour will rise by a third in April, the harbour board said on Tuesday, and the "
        "board’s chairwoman told reporters that there was no other way.",
        "“We cannot help it,” said Ada Marsh. “The crane is older than I am, and the crane is tired.”",
        "We were told about it by the milkman.",
        "That is what the skippers’ association wrote to the board. It listed three demands:",
        "a say in next year’s tolls, as the board had promised,",
        "a crane that lifts more than two boats a day.",
        "We cannot help it, the board answered. The crane is older than I am, its chairwoman repeated.",
    ]


def test_what_the_page_states_is_stated(read: Read) -> None:
    document = page(read, "html/article.html")
    assert document.capture.media_type == "text/html"
    assert document.stated == Stated(
        key=None,
        title="Harbour tolls to rise by a third",
        standfirst="Skippers say that they were not asked",
        byline="Tilda Groat, Abel Finch",
        outlet="Ostrey Courier",
        url="https://courier.example/2025/03/tolls",
        published="2025-03-04T09:30:00+01:00",
        language="en-GB",
    )


def test_words_lead_back_to_the_place_in_the_source_that_they_come_from(read: Read) -> None:
    document = page(read, "html/article.html")
    source = (FILES / "html/article.html").read_text("utf-8")
    assert document.pieces is not None
    verbatim_words(document, source)
    place = {at: there for at, there, _ in document.pieces}
    assert place[0] == source.index("<h1>") + 4  # and not in the title of the window or the teaser
    last = document.text.index("We cannot help it, the board")
    assert place[last] == source.index("We cannot help it, the board")


def test_letters_written_as_entities_lie_in_no_piece(read: Read) -> None:
    document = page(read, "html/article.html")
    source = (FILES / "html/article.html").read_text("utf-8")
    found = verbatim_words(document, source)
    assert "We cannot help it," in found
    told = "".join(found)
    assert not set("“”") & set(told)
    assert told.count("’") == 1  # the one that is written as it is


def test_an_article_made_of_a_page_keeps_its_pieces(read: Read) -> None:
    document = page(read, "html/article.html")
    (article,) = articles([document], None)
    assert not isinstance(article, Dropped)
    assert article.text == document.text
    assert article.origin.pieces == document.pieces
    assert article.title is not None
    assert article.title.of(article.text) == "Harbour tolls to rise by a third"


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta property="article:published_time" content="2025-03-04T10:00:00Z">', "2025-03-04T10:00:00Z"),
        ('<meta name="date" content="2025-03-04 10:00 o’clock">', "2025-03-04"),
        ('<meta name="date" content="yesterday">', None),
        ("<p>Updated on 4 March 2025</p>", None),
    ],
)
def test_a_day_is_stated_or_unknown_and_never_guessed(read: Read, head: str, published: str | None) -> None:
    document = page(read, PAGE.replace("<body>", f"{head}<body>").encode())
    assert document.stated is not None
    assert document.stated.published == published


def test_a_description_that_is_not_shown_is_no_standfirst(read: Read) -> None:
    head = '<meta name="description" content="All about sluices, tolls and fish.">'
    document = page(read, PAGE.replace("<body>", f"{head}<body>").encode())
    assert document.stated is not None
    assert document.stated.standfirst is None


@pytest.mark.parametrize("declared", ["iso-8859-2", "windows-1250"])
def test_a_page_is_read_in_the_charset_that_it_names(read: Read, declared: str) -> None:
    words = PAGE.replace("<html>", f'<html><meta charset="{declared}">').replace("Ada Marsh", "Jiří Žižka")
    assert "Jiří Žižka" in page(read, words.encode(declared.replace("windows-", "cp"), "replace")).text


def test_a_mark_and_whole_utf8_win_over_a_charset_that_is_named_wrongly(read: Read) -> None:
    words = PAGE.replace("<html>", '<html><meta charset="windows-1251">').replace("Ada Marsh", "Jiří Žižka")
    for data in (words.encode(), words.encode("utf-16")):
        assert "“The sluice is shut,” said Jiří Žižka" in page(read, data).text


@pytest.mark.parametrize("named", ["base64", "idna", "utf-7", "no-such-charset", "unicode_escape"])
def test_a_charset_that_is_none_is_not_believed(read: Read, named: str) -> None:
    words = PAGE.replace("<html>", f"<html><meta charset={named}>")
    assert "“The sluice is shut,”" in page(read, words.encode("cp1252")).text


@pytest.mark.parametrize(
    "nothing",
    [
        "<html></html>",
        "<!doctype html>",
        "<html><body><script>said()</script>",
        "<html><!-- said -->",
    ],
)
def test_a_page_without_an_article_is_told(read: Read, nothing: str) -> None:
    with pytest.raises(InputError, match="no article found in the page"):
        read(nothing.encode())


@pytest.mark.parametrize("opening", ["<div>", "<b>", "<ul><li>", "<blockquote>", "<table><tr><td>"])
def test_elements_nested_without_end_are_read_or_refused(read: Read, opening: str) -> None:
    try:
        document = page(read, (PAGE + opening * 700 + PARAGRAPH).encode())
    except InputError:
        return
    assert "sluice" in document.text


@pytest.mark.parametrize(
    "flood", ["<a ", "<!--", "<a ='>' ", "&amp;", "<", '<a b="', "</", "<script>", "&#x41"]
)
def test_a_flood_of_markup_is_read_or_refused(read: Read, flood: str) -> None:
    try:
        document = page(read, (PAGE + flood * 50_000).encode())
    except InputError:
        return
    verbatim_words(document, PAGE + flood * 50_000)


def test_more_words_than_news_has_are_refused(read: Read) -> None:
    with pytest.raises(TooLarge):
        read((PAGE + PARAGRAPH * 15_000).encode())


def test_nul_becomes_a_mark_and_moves_nothing(read: Read) -> None:
    document = page(read, PAGE.replace("harbour master", "harbour\0master").encode())
    verbatim_words(document, PAGE.replace("harbour master", "harbour\ufffdmaster"))


UNSEEN = dict.fromkeys(map(ord, " \n\u00ad"))
WORDS = st.sampled_from(
    ["the", "tide", "said", "No.", "“Yes,”", "it", "a", "é", "mud\u00adbank", "\ufffd", "潮"]
)
LINES = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)
MARKUP = st.sampled_from(
    ["<p>", "</p>", "<b x='>'>", "<!-- said -->", "<script>said</script>", "&amp;", "&#233;", "<"]
)


@given(st.lists(LINES, max_size=12), st.lists(LINES | MARKUP, max_size=40))
def test_every_piece_says_what_the_source_says(lines: list[str], parts: list[str]) -> None:
    text, source = "\n\n".join(lines), " ".join(parts)
    found = verbatim.pieces(text, source, markup.shown(source, len(source)))
    ends = (0, 0)
    for at, place, length in found:
        assert length > 0
        assert text[at : at + length] == source[place : place + length]
        assert at >= ends[0]
        assert place >= ends[1]
        ends = (at + length, place + length)


@given(st.lists(LINES, max_size=12))
def test_words_that_stand_many_times_are_found_by_what_stands_around_them(lines: list[str]) -> None:
    first = "Only this line is like no other, and the rest of them follow from it."
    body = "".join(f"<p>{line}</p>\n" for line in [first, *lines])
    found = verbatim.pieces("\n\n".join([first, *lines]), body, markup.shown(body, len(body)))
    letters = "".join([first, *lines]).translate(UNSEEN)
    assert "".join(body[place : place + length] for _, place, length in found).translate(UNSEEN) == letters
