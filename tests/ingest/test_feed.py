"""Feeds: each entry one article or the summary of one, whatever the feed is written in."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import InputError, TooLarge
from onrecord.ingest import feed, html, paragraphs, sniff
from onrecord.ingest.moment import moment
from onrecord.record import Article, Document, Dropped, Published, Stated
from onrecord.settings import Settings
from onrecord.tidy import articles

from .conftest import FILES

Read = Callable[..., list[Document | Dropped]]

HEAD = '<rss version="2.0"><channel><title>Ostrey Courier</title><link>https://courier.example/</link>'


def documents(read: Read, data: bytes | str) -> list[Document]:
    found = read(data)
    assert all(isinstance(one, Document) for one in found)
    return [one for one in found if isinstance(one, Document)]


def stated(document: Document) -> Stated:
    assert document.stated is not None
    return document.stated


def item(read: Read, inside: str) -> Document:
    (document,) = documents(read, f"{HEAD}<item>{inside}</item></channel></rss>".encode())
    return document


def assert_verbatim(document: Document, source: str) -> None:
    assert document.pieces is not None
    for at, place, length in document.pieces:
        assert length > 0
        assert document.text[at : at + length] == source[place : place + length]


def test_an_entry_is_its_title_standfirst_and_paragraphs_and_nothing_around_them(read: Read) -> None:
    first = documents(read, "feeds/courier.rss")[0]
    assert first.text.split("\n\n") == [
        "Harbour tolls to rise & fall",
        "Skippers say that they were not asked",
        "Tolls in Ostrey harbour will rise, the harbour board said.",
        "“We cannot help it,” said Ada Marsh.",
        "a say in next year’s tolls",
        "a crane",
    ]


def test_what_the_feed_says_of_an_entry_is_stated(read: Read) -> None:
    first, second, third, _ = documents(read, "feeds/courier.rss")
    assert stated(first) == Stated(
        key="https://courier.example/?p=41",
        title="Harbour tolls to rise & fall",
        standfirst="Skippers say that they were not asked",
        byline="Tilda Groat, Abel Finch",
        outlet="Ostrey Courier",
        url="https://courier.example/2025/03/tolls",
        published="2025-03-04T09:30:00+01:00",
        published_from="feed",
        modified="2025-03-04T11:00:00+01:00",
        language="en-GB",
        summary_only=False,
    )
    assert (stated(second).byline, stated(second).url) == (
        "Jory Munt",
        "https://courier.example/2025/03/ferry",
    )
    assert stated(second).published == "2025-03-03T18:05:00-05:00"
    assert stated(third).url == stated(third).key == "https://courier.example/2025/03/sluice"


def test_an_entry_without_its_article_is_a_summary_and_says_where_the_article_stands(read: Read) -> None:
    found = documents(read, "feeds/courier.rss")
    assert [stated(one).summary_only for one in found] == [False, True, True, True]
    assert [stated(one).url for one in found if stated(one).summary_only and stated(one).url] == [
        "https://courier.example/2025/03/ferry",
        "https://courier.example/2025/03/sluice",
    ]


def test_a_summary_becomes_a_teaser_and_the_day_is_the_feeds(read: Read) -> None:
    made = list(articles(documents(read, "feeds/courier.rss"), date(1999, 1, 1)))
    first, second, third, last = made
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert isinstance(third, Article)
    assert [one.teaser_only for one in (first, second, third)] == [False, True, True]
    assert first.published == Published("2025-03-04T09:30:00+01:00", "feed")
    assert (first.modified, third.published) == ("2025-03-04T11:00:00+01:00", None)
    assert first.standfirst is not None
    assert first.standfirst.of(first.text) == "Skippers say that they were not asked"
    assert isinstance(last, Dropped)  # an entry without a word is told, not passed over
    assert (last.reason, last.origin.locator) == ("unreadable", "entry 4")


def test_broken_markup_costs_no_words(read: Read) -> None:
    third = documents(read, "feeds/courier.rss")[2]
    assert " ".join(third.text.split()) == "Sluice shut “It is shut,” said AT&T & co and 5 < 6 so …"


def test_atom_is_read_by_its_own_rules(read: Read) -> None:
    first, second = documents(read, "feeds/tern.atom")
    assert first.text == "History of the <blink> tag\n\n“It blinked,” she said.\n\nIt did."
    assert stated(first).url == "https://tern.example/news/7"
    assert (stated(first).byline, stated(first).language) == ("Ola Tern", "nn")
    assert stated(first).published == "2025-03-04T09:30:00+00:00"
    assert (stated(second).byline, stated(second).outlet) == ("Ada Marsh", "Ostrey Courier")
    assert stated(second).published == stated(second).modified == "2025-03-06T10:00:00+00:00"
    assert (second.text, stated(second).summary_only) == ("Elsewhere\n\nThe board <met>.", True)


def test_a_json_feed_is_read(read: Read) -> None:
    first, second = documents(read, "feeds/gull.json")
    assert first.text == "Nets\n\n“Nets,” said Ina Gull.\n\nShe left."
    assert stated(first) == Stated(
        key="1",
        title="Nets",
        byline="Ina Gull",
        outlet="The Gull",
        url="https://gull.example/1",
        published="2025-03-04T09:30:00+01:00",
        published_from="feed",
        modified="2025-03-05T09:30:00+01:00",
        language="en",
    )
    assert (stated(second).byline, stated(second).url) == (
        "Abel Finch, Tilda Groat",
        "https://gull.example/2",
    )
    assert stated(second).summary_only


def test_a_json_feed_cut_short_keeps_what_came_before(read: Read) -> None:
    data = (FILES / "feeds/gull.json").read_bytes()
    reader = feed.documents(io.BytesIO(data[: data.index(b"A gull")]), "gull", Settings())
    first = next(reader)
    assert isinstance(first, Document)
    assert first.text.startswith("Nets")
    with pytest.raises(InputError, match="broken JSON"):
        next(reader)


@pytest.mark.parametrize("name", ["feeds/courier.rss", "feeds/tern.atom", "feeds/gull.json"])
def test_words_lead_back_to_where_they_stand_in_the_feed(read: Read, name: str) -> None:
    source = (FILES / name).read_text("utf-8")
    for document in documents(read, name):
        assert_verbatim(document, source)
    first = documents(read, name)[0]
    assert first.pieces
    assert sum(length for _, _, length in first.pieces) > len(first.text) / 2


@pytest.mark.parametrize(
    ("data", "names"),
    [
        (
            "<rdf:RDF><channel><title>C</title></channel><item><title>One</title></item></rdf:RDF>",
            ["C"],
        ),
        (
            "<!-- <html> --><CHANNEL><TITLE>C</TITLE><ITEM HREF='/1'><TITLE>One</TITLE></ITEM>",
            ["C"],
        ),
        (
            "Warning: old PHP\n<?xml version='1.0'?><rss><channel><title>C</title><item><title>One</item>",
            ["C"],
        ),
        (
            "\n<rss><channel><title>C</title><item><title>One<link>https://c.example/1</link><item>",
            ["C", "C"],
        ),
    ],
)
def test_what_is_nearly_a_feed_is_read_as_one(read: Read, data: str, names: list[str]) -> None:
    found = documents(read, data.encode())
    assert found[0].text == "One"
    assert [stated(one).outlet for one in found] == names


@pytest.mark.parametrize("codec", ["utf-16", "utf-32-le", "utf-32-be", "cp1251"])
def test_a_feed_is_read_in_its_charset(read: Read, codec: str) -> None:
    words = f"<?xml version='1.0' encoding='windows-1251'?>{HEAD}<item><title>Судно</title></item>"
    assert documents(read, words.encode(codec))[0].text == "Судно"


def test_a_page_in_place_of_a_feed_is_read_as_a_page() -> None:
    data = b"<?xml version='1.0'?>\n<!doctype html><html><body><p>No such feed: &lt;rss></p></body></html>"
    assert sniff.reader(io.BytesIO(data), "feed.xml") is html.documents


def test_an_address_keeps_what_looks_like_an_entity(read: Read) -> None:
    assert stated(item(read, "<link>https://c.example/?a=1&copy=2&amp;b=3</link>")).url == (
        "https://c.example/?a=1&copy=2&b=3"
    )


def test_an_item_in_escaped_markup_is_no_entry(read: Read) -> None:
    document = item(read, "<description><![CDATA[<item>one</item>]]></description><!-- <item> -->")
    assert document.text == "one"


@pytest.mark.parametrize(
    ("inside", "is_summary"),
    [
        ("<description>Short.</description>", True),
        (f"<description>{'A long one. ' * 100}</description>", False),
        ("<encoded>Whole.</encoded>", False),
        ("<description>Same.</description><encoded>Same.</encoded>", True),
        ('<encoded><![CDATA[<p>Begun</p><p><a href="https://c.example/1">Read on</a></p>]]></encoded>', True),
    ],
)
def test_whether_there_is_more_than_the_feed_gives(read: Read, inside: str, is_summary: object) -> None:
    document = item(read, f"<title>T</title><link>https://c.example/1</link>{inside}")
    assert stated(document).summary_only == is_summary


def test_a_summary_cut_from_the_article_is_no_standfirst(read: Read) -> None:
    inside = "<description>The ferry was late […]</description><encoded>The ferry was late again.</encoded>"
    assert item(read, inside).text == "The ferry was late again."


# what is hostile

BOMB = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'


def test_entities_made_of_entities_are_refused(read: Read) -> None:
    with pytest.raises(InputError, match="entities made of entities"):
        read(f"{BOMB}{HEAD}<item><title>&b;</title></item></channel></rss>".encode())


def test_files_that_entities_name_are_never_read(
    read: Read, tmp_path_factory: pytest.TempPathFactory
) -> None:
    secret = tmp_path_factory.mktemp("secret") / "secret.txt"
    secret.write_text("the secret")
    declared = f'<!DOCTYPE rss [<!ENTITY s SYSTEM "file://{secret}"><!ENTITY name "Ada">]>'
    (document,) = documents(read, f"{declared}{HEAD}<item><title>&s; by &name;</title></item>".encode())
    assert document.text == "&s; by Ada"


@pytest.mark.parametrize(
    "flood",
    ["<item>", '<a b="', "<!--", "<![CDATA[", "<item><![CDATA[", "<b>", "<b></i>", "&", "<!DOCTYPE x [",
     "<title>", "&lt;div>", "<author>a</author>", "<item/>"],
)  # fmt: skip
def test_a_flood_is_read_or_refused_in_time(read: Read, flood: str) -> None:
    start = time.process_time()
    for inside in ("<item><description>", ""):
        try:
            read(f"{HEAD}{inside}{flood * (20_000 // len(flood))}".encode())
        except InputError:
            continue
    assert time.process_time() - start < 5  # a tenth is usual; what takes its square takes minutes


def test_a_feed_too_large_is_refused(read: Read) -> None:
    with pytest.raises(TooLarge, match="more in it than a feed of news has"):
        read(HEAD.encode() + b"<item>" * 600_001)


def test_an_entry_too_large_is_dropped_and_the_others_are_read(read: Read) -> None:
    long = "word " * 200_001
    found = read(f"{HEAD}<item><title>{long}</title></item><item><title>One</title></item>".encode())
    assert isinstance(found[0], Dropped)
    assert isinstance(found[1], Document)
    assert found[1].text == "One"


PARTS = st.sampled_from(
    "<item> </item> <entry> <title> </title> <description> </description> <link> <![CDATA[ ]]> <!-- -->"
    " &lt;p&gt; <p> &amp; &nbsp; & < > <br/> “Yes,” said Ada. \ufffd 潮 <a:b c='d'> </a:b> <guid>".split()
)


@settings(max_examples=50)
@given(st.lists(PARTS, max_size=40).map(" ".join))
def test_every_piece_says_what_the_feed_says(words: str) -> None:
    source = HEAD + words
    for document in feed.documents(io.BytesIO(source.encode()), "feed", Settings()):
        assert isinstance(document, Document)
        assert_verbatim(document, source)


@settings(max_examples=50)
@given(st.binary(max_size=300))
def test_any_bytes_in_a_feed_are_read_or_refused(data: bytes) -> None:
    for beginning in (b"<rss><item>", b'{"version": "https://jsonfeed.org/version/1", "items": ['):
        try:
            found = list(feed.documents(io.BytesIO(beginning + data), "feed", Settings()))
        except InputError:
            continue
        assert all(isinstance(one, (Document, Dropped)) for one in found)


# its parts


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("Thu, 01 Jan 2004 19:48:21 GMT", "2004-01-01T19:48:21+00:00"),
        ("1 Jan 04 19:48 -0500", "2004-01-01T19:48:00-05:00"),
        ("2003-12-31T10:14:55.123Z", "2003-12-31T10:14:55+00:00"),
        ("2003-12-31T10:14:55", "2003-12-31T10:14:55"),
        ("20031231", "2003-12-31"),
        ("2003-12-31T24:00:00Z", "2004-01-01T00:00:00+00:00"),
        ("2003-12", None),
        ("2003-02-30", None),
        ("yesterday", None),
        ("", None),
        (None, None),
    ],
)
def test_a_time_is_read_with_its_zone_or_not_at_all(words: str | None, value: str | None) -> None:
    assert moment(words) == value


@settings(max_examples=50)
@given(st.text("0123456789T:+Z- GMTJan,", max_size=30))
def test_no_words_break_the_reading_of_times(words: str) -> None:
    value = moment(words)
    assert value is None or date.fromisoformat(value[:10])


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("one<br>two<br/><br/>three", ["one", "two", "three"]),
        ("<p>a <b>b</b>\n c</p>tail<div>d</div>", ["a b c", "tail", "d"]),
        ('<p>a</p><iframe src="x"/><p>b</p>', ["a", "b"]),
        ("<p>a</p><div class='feedflare'>share</div><p>b", ["a", "b"]),
        ("a<script>b</script><style>c</style>d", ["ad"]),
        ("<p>Text.</p><p>Der Beitrag <a>Text</a> erschien zuerst auf <a>Blatt</a>.</p>", ["Text."]),
        ("<p>The post office appeared first on the list, he said.</p><p>b</p><p>c</p><p>d</p>",
         ["The post office appeared first on the list, he said.", "b", "c", "d"]),
        ("a &amp; b", ["a & b"]),
        ("", []),
        ("<!-- a -->", []),
    ],
)  # fmt: skip
def test_markup_becomes_paragraphs(markup: str, lines: list[str]) -> None:
    assert paragraphs.of_html(markup) == lines
