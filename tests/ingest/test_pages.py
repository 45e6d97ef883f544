"""Whole pages of fictional outlets, each with what is to be read of it beside it (`data/html/*.toml`)."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.errors import InputError
from onrecord.ingest import charset, html
from onrecord.record import Article, Document, Dropped, Stated
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


SHELL = "<!doctype html><html><head>{head}</head><body><article>{top}{body}</article></body></html>"
BODY = "<p>“The sluice is shut,” said Ada Marsh, the harbour master of Ostrey, on Monday evening.</p>\n" + (
    "<p>Nobody in the harbour knows for how long, and nobody at the ministry answers the telephone.</p>\n"
    "<p>The skippers’ association has asked for a meeting with the board before the end of the week.</p>\n"
)


def stated(read: Read, head: str = "", top: str = "<h1>Sluice shut</h1>") -> Stated:
    found = read(SHELL.format(head=head, top=top, body=BODY).encode())
    said = next(one.stated for one in found if isinstance(one, Document))
    assert said is not None
    return said


def linked(**fields: object) -> str:
    told = {"@type": "NewsArticle", **fields}
    return f'<script type="application/ld+json">{json.dumps(told)}</script>'


def named(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


@pytest.mark.parametrize(
    ("head", "top", "title"),
    [
        ("", "<h1>Sluice shut</h1>", "Sluice shut"),
        ("<title>Sluice shut | Courier</title>" + named("og:site_name", "Courier"), "", "Sluice shut"),
        ("<title>Sluice shut: what now?</title>", "", "Sluice shut: what now?"),
        (named("og:title", "Sluice shut - Courier"), "<h1>Sluice shut</h1>", "Sluice shut"),
        (
            "<title>Ostrey sluice: news</title>"
            + named("og:title", "“It is shut”")
            + linked(headline="Ostrey sluice: news"),
            "<h1>Ostrey sluice: news</h1>",
            "“It is shut”",
        ),
        (
            "<title>Ostrey sluice: news</title>"
            + named("og:title", "Ostrey sluice: news")
            + linked(headline="“It is shut”"),
            "<h1>Ostrey sluice: news</h1>",
            "“It is shut”",
        ),
    ],
    ids=["heading", "without the site", "colon", "site behind a dash", "open graph", "json-ld"],
)
def test_the_title_is_the_newsrooms_without_the_sites_name(
    read: Read, head: str, top: str, title: str
) -> None:
    assert stated(read, head, top).title == title


@pytest.mark.parametrize(
    ("head", "top", "byline"),
    [
        (linked(author=["Tilda Groat", {"name": "Abel Finch"}]), "", "Tilda Groat, Abel Finch"),
        (linked(author={"name": "By Tilda Groat and Abel Finch"}), "", "Tilda Groat, Abel Finch"),
        (named("author", "Tilda Groat, Political Editor"), "", "Tilda Groat"),
        (named("author", "tilda.groat@courier.example"), "", None),
        (named("article:author", "https://social.example/courier"), "", None),
        (named("author", "@courier"), "", None),
        (named("author", "admin"), "", None),
        (named("author", "Ida Di Maio"), "", "Ida Di Maio"),
        ("", '<p class="byline">Von Jürgen Groß, Ostrey</p>', "Jürgen Groß"),
        ("", '<span class="author vcard"><a class="fn" rel="author">Abel Finch</a></span>', "Abel Finch"),
        (
            "",
            '<div itemprop="author"><span itemprop="name">Abel Finch</span> was born here</div>',
            "Abel Finch",
        ),
        ("", '<div class="comment"><span class="author">Gull 77</span></div>', None),
        (
            named("og:site_name", "Courier") + linked(author={"@type": "Organization", "name": "Courier"}),
            '<p class="byline">By Abel Finch</p>',
            "Abel Finch",
        ),
        (named("og:site_name", "Courier") + linked(author={"name": "Courier"}), "", "Courier"),
    ],
)
def test_a_byline_names_people_once_and_nothing_else(
    read: Read, head: str, top: str, byline: str | None
) -> None:
    assert stated(read, head, f"<h1>Sluice shut</h1>{top}").byline == byline


@pytest.mark.parametrize(
    ("head", "top", "published", "source"),
    [
        (linked(datePublished="2025-03-04T10:00:00Z"), "", "2025-03-04T10:00:00Z", "stated"),
        (linked(datePublished="04.03.2025 10:00"), "", "2025-03-04", "stated"),
        (
            named("date", "Tue, 4 Mar 2025 10:00:00 +0100"),
            "",
            "2025-03-04T10:00:00+01:00",
            "stated",
        ),
        (named("date", "03/04/2025"), "", None, "stated"),
        (linked(datePublished="0001-01-01T00:00:00Z"), "", None, "stated"),
        ("", '<time class="entry-date published" datetime="2025-03-04">x</time>', "2025-03-04", "stated"),
        ("", "<p>4. 3. 2025</p>", "2025-03-04", "stated"),
        ("", "<p>March 4, 2025 at noon</p>", "2025-03-04", "stated"),
        ("", "<p>Dienstag, 4. März 2025, 10 Uhr</p>", "2025-03-04", "stated"),
        ("", "<p>4 de marzo de 2025</p>", "2025-03-04", "stated"),
        ("", "<p>4 марта 2025, 10:00</p>", "2025-03-04", "stated"),
        ("", "<p>2025年3月4日</p>", "2025-03-04", "stated"),
        ("", "<p>2025. 3. 4. 10:00</p>", "2025-03-04", "stated"),
        ("", "<p>2025/03/04 10:00</p>", "2025-03-04", "stated"),
        ("", "<p>03/04/2025</p>", None, "stated"),
        ("", "<p>14/03/2025</p>", "2025-03-14", "stated"),
        ("", "<p>03/14/2025</p>", "2025-03-14", "stated"),
        ("", '<p itemprop="datePublished">4 mars 2025</p>', "2025-03-04", "stated"),
        ("<title>Sluice shut | Courier | 04.03.2025</title>", "", "2025-03-04", "stated"),
        (linked(**{"@type": "WebPage", "datePublished": "2025-03-04"}), "", "2025-03-04", "stated"),
        ("", "<p>Updated on 4 March 2025</p>", None, "stated"),
        ("", "<p>Oppdatert 4. mars 2025</p>", None, "stated"),
        ("", "<p>更新：2025年3月4日</p>", None, "stated"),
        ("", "<p>Since March 4, 2025, nobody has been seen in the control room.</p>", None, "stated"),
        ('<link rel="canonical" href="https://c.example/2025/03/04/sluice">', "", "2025-03-04", "address"),
        ('<link rel="canonical" href="https://c.example/2025/13/04/sluice">', "", None, "stated"),
    ],
)
def test_a_day_is_taken_from_data_then_a_line_of_its_own_then_the_address(
    read: Read, head: str, top: str, published: str | None, source: str
) -> None:
    said = stated(read, head, f"<h1>Sluice shut</h1>{top}")
    assert (said.published, said.published_from) == (published, source)


def page_with(read: Read, above: str, below: str = "") -> str | None:
    said = next(
        one.stated
        for one in read(SHELL.format(head="", top=above, body=BODY + below).encode())
        if isinstance(one, Document)
    )
    return said.published if said else None


def test_a_day_just_above_the_heading_is_the_article_s(read: Read) -> None:
    assert page_with(read, "<p>4 March 2025</p><h1>Sluice shut</h1>") == "2025-03-04"
    assert page_with(read, "<h1><span>04.03.2025</span> Sluice shut</h1>") == "2025-03-04"
    assert page_with(read, "<nav>5 March 2025</nav><h1>Sluice shut</h1>") is None


def test_days_marked_as_such_count_where_all_say_the_same(read: Read) -> None:
    top = f"<h1>Sluice shut</h1><p>{'It has been shut before. ' * 10}</p>"
    day, other = ('<p class="date">4 March 2025</p>', '<p class="date">5 March 2025</p>')
    assert page_with(read, top, day) == "2025-03-04"
    assert page_with(read, top, day + other) is None
    assert page_with(read, top, f"<aside>{day}</aside>") is None


def test_an_article_of_which_all_is_there_is_no_teaser(read: Read) -> None:
    assert not stated(read, linked(isAccessibleForFree=False, wordCount=45)).summary_only
    assert stated(read, linked(isAccessibleForFree=False, wordCount=450)).summary_only
    assert not stated(read, linked(wordCount=450)).summary_only


def test_a_ticker_told_by_json_ld_alone_has_the_entries_that_are_shown(read: Read) -> None:
    update = {"@type": "BlogPosting", "datePublished": "2025-03-04T10:00:00Z", "headline": "Shut"}
    entries = [
        {**update, "articleBody": f"The sluice is shut, report {number} says."} for number in (1, 2, 3)
    ]
    found = read(
        SHELL.format(
            head=linked(**{"@type": "LiveBlogPosting", "headline": "Live", "liveBlogUpdate": entries}),
            top="<h1>Live</h1>",
            body=BODY + "".join(f"<div>{entry['articleBody']}</div>" for entry in entries[:2]),
        ).encode()
    )
    documents = [one for one in found if isinstance(one, Document)]
    assert [one.locator for one in documents] == ["", "entry 1", "entry 2"]
    assert documents[2].text == "Shut\n\nThe sluice is shut, report 2 says."


@pytest.mark.parametrize(
    "flood",
    [
        '<meta property="og:title" content="' + "a | " * 50_000 + '">',
        '<meta name="author" content="' + "a" * 300_000 + '">',
        '<span class="author">' * 4_000,
        '<p class="entry-date" title="x">' * 4_000,
        "<article class=live-blog><time datetime=2025-03-04>" * 2_000,
        '<script type="application/ld+json">' + "[" * 500_000 + "</script>",
        "<h1>Sluice shut</h1>" * 4_000,
    ],
    ids=["title", "author", "bylines", "times", "entries", "json", "headings"],
)
def test_a_flood_of_what_is_stated_is_read_or_refused(read: Read, flood: str) -> None:
    try:
        said = stated(read, "", f"<h1>Sluice shut</h1>{flood}")
    except InputError:
        return
    assert said.title is not None


def test_what_stands_twice_counts_once_and_what_a_recipe_repeats_stays(read: Read) -> None:
    step = "<li>Stir for ten minutes, then wait for ten</li>"
    words = "The barrier stayed open all night, and the water took what it wanted"
    twice = f"<p>{words}, said the harbour master of Ostrey.</p>"
    found = read(SHELL.format(head="", top="<h1>Sluice shut</h1>", body=f"{twice}{BODY}{twice}").encode())
    assert [one.begins[:11] for one in found if isinstance(one, Dropped)] == ["The barrier"]
    found = read(SHELL.format(head="", top="<h1>Soup</h1>", body=f"{BODY}<ol>{step * 3}</ol>").encode())
    assert not any(isinstance(one, Dropped) for one in found)
