"""Outlet lists: OPML in and out, and lines that people edit."""

from __future__ import annotations

from collections.abc import Callable

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
    with pytest.raises(InputError, match="a list of 2 feeds, which has no article in it"):
        read(OPML.encode())


def test_a_list_in_lines_can_be_made_of_opml() -> None:
    assert opml.as_lines([COURIER]) == (
        "[North / Isles]\nhttps://courier.example/feed?a=1&b=2  Ostrey & Sons\n"
    )


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
@given(st.lists(LISTED, max_size=5, unique_by=lambda one: one.url))
def test_what_is_written_as_opml_is_read_again(listed: list[Subscription]) -> None:
    assert subscriptions(opml.as_opml(listed, "Papers")) == listed


@settings(max_examples=50)
@given(st.lists(LISTED, max_size=5, unique_by=lambda one: one.url))
def test_what_is_written_as_lines_keeps_addresses_and_names(listed: list[Subscription]) -> None:
    again = subscriptions(opml.as_lines(listed))
    assert [(one.url, one.outlet) for one in again] == [(one.url, one.outlet) for one in listed]
