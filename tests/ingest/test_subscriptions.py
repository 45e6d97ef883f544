"""Lists of feeds."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.ingest.subscriptions import feeds, opml

OPML = b"""\xef\xbb\xbf<?xml version="1.0"?>
<!-- ours -->
<opml version="2.0"><body>
  <outline text="Harbours"><outline xmlUrl="https://ostrey.example/feed" text="Ostrey &amp; co"/></outline>
  <outline XMLURL=" http://velmark.example/rss?a=1&amp;b=2 "/><outline xmlUrl="https://ostrey.example/feed"/>
  <outline xmlUrl="file:///etc/passwd"/><outline text="no feed"/>
</body></opml>"""
ADDRESSES = ["https://ostrey.example/feed", "http://velmark.example/rss?a=1&b=2"]


def test_opml_is_read_at_any_depth_each_feed_once() -> None:
    assert feeds(OPML, "feeds.opml") == ADDRESSES


def test_a_text_has_an_address_a_line_and_comments() -> None:
    text = "# ours\n\nhttps://ostrey.example/feed   # the harbour\r\nhttp://velmark.example/a#b\n"
    assert feeds(text.encode(), "feeds.txt") == ["https://ostrey.example/feed", "http://velmark.example/a#b"]


def test_what_is_written_out_is_read_back() -> None:
    assert feeds(opml(ADDRESSES).encode(), "feeds.opml") == ADDRESSES


def test_entities_are_not_followed_and_broken_opml_is_read_as_far_as_it_goes() -> None:
    trap = b'<!DOCTYPE o [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    bad = OPML.replace(b"<!-- ours -->", trap).replace(b"Harbours", b"&x;").replace(b"</body></opml>", b"")
    with pytest.raises(InputError):  # a document type before it: nobody's list has one
        feeds(bad, "feeds.opml")
    assert feeds(OPML.replace(b"</body></opml>", b"<"), "feeds.opml") == ADDRESSES


@pytest.mark.parametrize(
    "data", [b"", b"<opml/>", b"<opml><", b"not an address\n", b"/etc/passwd", b"<html></html>"]
)
def test_what_is_no_list_is_one_clear_line(data: bytes) -> None:
    with pytest.raises(InputError, match="feeds") as told:
        feeds(data, "feeds")
    assert "\n" not in told.value.message


@given(st.binary())
def test_whatever_stands_in_it_it_is_a_list_or_an_input_error(data: bytes) -> None:
    for begun in (data, b"<opml>" + data):
        with suppress(InputError):
            assert feeds(begun, "feeds")
