"""Sitemaps: addresses one at a time, however many, and the headlines of news sitemaps."""

from __future__ import annotations

import gzip
import io
import tempfile
import tracemalloc
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import InputError, NothingToRead
from onrecord.ingest import nested, sitemap
from onrecord.ingest.sitemap import Place
from onrecord.record import Article, Document, Dropped, Published
from onrecord.settings import Settings
from onrecord.tidy import articles

Read = Callable[..., list[Document | Dropped]]

NEWS = b"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
  xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
  xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> https://courier.example/tolls </loc><lastmod>2025-03-04</lastmod>
  <image:image><image:loc>https://courier.example/a.jpg</image:loc><image:title>A crane</image:title></image:image>
  <news:news><news:publication><news:name>Ostrey Courier</news:name><news:language>en</news:language></news:publication>
  <news:publication_date>2025-03-04T09:30:00+01:00</news:publication_date><news:title>Tolls &amp; cranes</news:title></news:news>
</url>
<url><loc>https://courier.example/about</loc></url>
<url><loc>javascript:alert(1)</loc></url>
</urlset>"""  # noqa: E501


def places(data: bytes) -> list[Place]:
    return list(sitemap.places(io.BytesIO(data), "sitemap.xml"))


def test_a_news_sitemap_says_what_stands_at_an_address() -> None:
    first, second = places(NEWS)
    assert first == Place(
        url="https://courier.example/tolls",
        is_sitemap=False,
        modified="2025-03-04",
        title="Tolls & cranes",
        outlet="Ostrey Courier",
        language="en",
        published="2025-03-04T09:30:00+01:00",
    )
    assert second == Place("https://courier.example/about", False, None, None, None, None, None)  # noqa: FBT003


def test_its_headlines_are_teasers_and_what_has_none_is_told(read: Read) -> None:
    document, dropped = read(NEWS)
    assert isinstance(document, Document)
    assert isinstance(dropped, Dropped)
    assert dropped.detail == "1 addresses without a headline"
    (article,) = articles([document], None)
    assert isinstance(article, Article)
    assert (article.text, article.teaser_only) == ("Tolls & cranes", True)
    assert article.published == Published("2025-03-04T09:30:00+01:00", "feed")


def test_an_index_names_other_sitemaps() -> None:
    data = b"<sitemapindex><sitemap><loc>https://courier.example/1.xml</loc></sitemap></sitemapindex>"
    assert [(one.url, one.is_sitemap) for one in places(data)] == [("https://courier.example/1.xml", True)]


def test_addresses_alone_are_nothing_to_read(read: Read) -> None:
    with pytest.raises(NothingToRead, match=r"a sitemap, which has addresses \(1\) and no words"):
        read(b"<urlset><url><loc>https://courier.example/1</loc></url></urlset>")


def test_many_addresses_take_no_more_memory_than_few() -> None:
    entry = b"<url>\n<loc>https://courier.example/1</loc>\n</url>\n"
    peaks = []
    for count in (1_000, 20_000):
        file = io.BytesIO(b"<urlset>" + entry * count + b"</urlset>")
        tracemalloc.start()
        assert sum(1 for _ in sitemap.places(file, "sitemap.xml")) == count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 2 * peaks[0]


def test_a_packed_news_sitemap_is_told_by_what_it_holds_and_never_held_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(nested, "_HELD", 1 << 17)  # what unpacks to more goes to a temporary file
    entry = NEWS[NEWS.index(b"<url>") : NEWS.index(b"<url><loc>https://courier.example/about")]
    head = NEWS[: NEWS.index(b"<url>")]
    peaks = []
    for count in (1_000, 4_000):
        with tempfile.TemporaryFile() as file:
            with gzip.GzipFile(fileobj=file, mode="wb", compresslevel=1) as packed:
                packed.write(head + entry * count + b"</urlset>")
            file.seek(0)
            tracemalloc.start()
            assert sum(1 for _ in nested.documents(file, "news.dat", Settings())) == count
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    assert peaks[1] < 1.2 * peaks[0]


def test_entities_are_refused() -> None:
    bomb = b'<!DOCTYPE urlset [<!ENTITY a "ha">]><urlset><url><loc>https://c.example/&a;</loc></url></urlset>'
    with pytest.raises(InputError, match="declares entities of its own"):
        places(bomb)


def test_what_is_cut_short_keeps_the_addresses_before_the_cut() -> None:
    entry = b"<url><loc>https://courier.example/1</loc></url>"
    assert len(places(b"<urlset>" + entry * 2 + b"<url><loc>https://cou")) >= 2


@settings(max_examples=50)
@given(st.binary(max_size=200))
def test_any_bytes_in_a_sitemap_are_read_or_refused(data: bytes) -> None:
    try:
        found = places(b"<urlset><url><loc>" + data)
    except InputError:
        return
    assert all(isinstance(one, Place) for one in found)
