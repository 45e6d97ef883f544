"""Outlet lists: OPML in and out, and lines that people edit."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.ingest import opml
from onrecord.ingest.opml import Subscription
from onrecord.record import Document, Dropped

Read = Callable[..., list[Document | Dropped]]

OPML = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>Papers</title></head><body>
<outline text="North"><outline text="Isles">
  <outline type="rss" text="Ostrey &amp; Sons" xmlUrl="https://courier.example/feed?a=1&amp;b=2" htmlUrl="https://courier.example/"/>
</outline></outline>
<outline text="Tern" description="All <b>terns</b>, "twice" a day" xmlUrl='feed://tern.example/atom'>
<outline text="Again" xmlUrl="https://courier.example/feed?a=1&amp;b=2"/>
<outline text="No feed" xmlUrl="javascript:alert(1)"/>
</body></opml>"""

COURIER = Subscription(
    "https://courier.example/feed?a=1&b=2", "Ostrey & Sons", "https://courier.example/", ("North", "Isles")
)


def subscriptions(data: str) -> list[Subscription]:
    return list(opml.subscriptions(data.encode(), "list"))


def test_a_list_gives_each_feed_once_with_its_groups() -> None:
    assert subscriptions(OPML) == [COURIER, Subscription("http://tern.example/atom", "Tern", None, ())]


def test_a_list_is_written_by_hand_in_lines() -> None:
    lines = "\ufeff# mine\n[North / Isles]\nhttps://courier.example/feed  Ostrey & Sons\n\n[]\nhttps://tern.example/\r\n"
    assert subscriptions(lines) == [
        Subscription("https://courier.example/feed", "Ostrey & Sons", None, ("North", "Isles")),
        Subscription("https://tern.example/", None, None, ()),
    ]


def test_a_line_that_is_no_address_is_told_with_its_number() -> None:
    with pytest.raises(InputError, match=r"^list, line 2: no address of a feed"):
        subscriptions("https://courier.example/feed\ncourier.example\n")


def test_a_list_has_no_article(read: Read) -> None:
    with pytest.raises(InputError, match=r"a list of feeds \(2\), which has no article in it"):
        read(OPML.encode())


def test_a_remark_may_stand_behind_an_address() -> None:
    (one,) = subscriptions("https://courier.example/feed#top  Courier  # ours")
    assert (one.url, one.outlet) == ("https://courier.example/feed#top", "Courier")


def test_entities_in_a_list_are_not_expanded() -> None:
    bomb = '<!DOCTYPE opml [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    (one,) = subscriptions(f'{bomb}<opml><outline text="&b;" xmlUrl="https://c.example/"/></opml>')
    assert one.outlet == "&b;"


NAMES = st.text(st.sampled_from("ab&<>\"'é潮]["), min_size=1, max_size=5)
LISTED = st.builds(
    Subscription,
    st.from_regex(r"https://[a-z]{1,3}\.example/[a-z?&=]{0,6}", fullmatch=True),
    NAMES,
    st.none() | st.just("https://c.example/"),
    st.lists(NAMES, max_size=3).map(tuple),
)


@settings(max_examples=50)
@given(st.lists(LISTED, min_size=1, max_size=5, unique_by=lambda one: one.url))
def test_what_is_written_as_opml_is_read_again(listed: list[Subscription]) -> None:
    assert subscriptions(opml.as_opml(listed, "Papers")) == listed


BY_HAND = b"""\xef\xbb\xbf<?xml version="1.0"?>
<!-- ours -->
<opml version="2.0"><body>
  <outline text="Harbours"><outline xmlUrl="https://ostrey.example/feed" text="Ostrey &amp; co"/></outline>
  <outline XMLURL=" http://velmark.example/rss?a=1&amp;b=2 "/><outline xmlUrl="https://ostrey.example/feed"/>
  <outline xmlUrl="file:///etc/passwd"/><outline text="no feed"/>
</body></opml>"""
ADDRESSES = ["https://ostrey.example/feed", "http://velmark.example/rss?a=1&b=2"]


def addresses(data: bytes, name: str = "feeds") -> list[str]:
    return [one.url for one in opml.subscriptions(data, name)]


def test_opml_is_read_at_any_depth_each_feed_once() -> None:
    assert addresses(BY_HAND) == ADDRESSES


def test_a_text_has_an_address_a_line_and_remarks() -> None:
    text = "# ours\n\nhttps://ostrey.example/feed   # the harbour\r\nhttp://velmark.example/a#b\n"
    assert addresses(text.encode()) == ["https://ostrey.example/feed", "http://velmark.example/a#b"]


def test_entities_are_not_followed_and_broken_opml_is_read_as_far_as_it_goes() -> None:
    trap = b'<!DOCTYPE o [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    bad = BY_HAND.replace(b"<!-- ours -->", trap).replace(b"Harbours", b"&x;").replace(b"</body></opml>", b"")
    assert addresses(bad) == ADDRESSES
    assert not any("root" in group for one in opml.subscriptions(bad, "feeds") for group in one.group)
    assert addresses(BY_HAND.replace(b"</body></opml>", b"<")) == ADDRESSES


@pytest.mark.parametrize(
    "data", [b"", b"<opml/>", b"<opml><", b"not an address\n", b"/etc/passwd", b"<html></html>"]
)
def test_what_is_no_list_is_one_clear_line(data: bytes) -> None:
    with pytest.raises(InputError, match="feeds") as told:
        addresses(data)
    assert "\n" not in told.value.message


@given(st.binary())
def test_whatever_stands_in_it_it_is_a_list_or_an_input_error(data: bytes) -> None:
    for begun in (data, b"<opml>" + data):
        with suppress(InputError):
            assert addresses(begun)
