"""What a robots.txt lets us do."""

from __future__ import annotations

import json
import tarfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.ingest.robots import allows, decoded, delay, kept_from, unreachable

ARCHIVE = Path(__file__).parents[2].parent / "shared" / "data" / "warc.tar.xz"
# In these Google's own matcher differs. RFC 9309 (2.2.2) compares addresses with what is percent-encoded
# made alike, which it does not do; and an agent of two words is none, so that ours can never be one.
DIFFERS = {
    "google-GoogleOnly_AcceptUserAgentUpToFirstSpace-40",
    "google-ID_Encoding-63",
    "google-ID_Encoding-65",
    "google-ID_Encoding-66",
}


def cases() -> list[dict[str, Any]]:
    if not ARCHIVE.exists():
        pytest.skip(f"{ARCHIVE.name} is absent")
    with tarfile.open(ARCHIVE) as archive:
        file = archive.extractfile("warc/robots/google_cases.jsonl")
        assert file is not None
        return [json.loads(line) for line in file]


def test_the_cases_of_googles_parser_come_out_right_or_are_listed() -> None:
    all_cases = cases()
    differ = {
        one["id"] for one in all_cases if allows(one["robots"], one["url"], one["agent"]) != one["allowed"]
    }
    assert len(all_cases) == 140
    assert differ == DIFFERS


RULES = """
# The Ostrey Courier
User-agent: GreedyBot
User-agent: onrecord/2.0
Sitemap: https://ostrey.example/sitemap.xml
Disallow: /archive
Allow: /archive/open
Crawl-delay: 7.5

User-agent: *
Disallow: /*?print=
"""


@pytest.mark.parametrize(
    ("path", "agent", "is_allowed"),
    [
        ("/news", "onrecord", True),
        ("/archive/1990", "onrecord", False),
        ("/archive/open/1990", "onrecord", True),
        ("/a?print=1", "onrecord", True),
        ("/a?print=1", "other", False),
        ("/archive/1990", "other", True),
        ("/archive/1990", "GREEDYBOT", False),
    ],
)
def test_the_group_that_names_us_holds_and_in_it_the_longest_rule(
    path: str, agent: str, is_allowed: object
) -> None:
    assert allows(RULES, f"https://ostrey.example{path}", agent) is is_allowed


def test_the_host_says_how_long_to_wait() -> None:
    assert delay(RULES, "onrecord") == 7.5
    assert delay(RULES, "other") == 0
    for wrong in ("-3", "soon", "nan", "inf", ""):
        assert delay(f"User-agent: *\nCrawl-delay: {wrong}\n", "onrecord") == 0


def test_while_it_cannot_be_had_nobody_may_fetch_anything() -> None:
    rules = kept_from("no answer\nAllow: /")
    assert not allows(rules, "https://ostrey.example/", "onrecord")
    assert unreachable(rules) == "no answer Allow: /"
    assert unreachable(RULES) == ""


@given(st.binary(), st.text())
def test_whatever_stands_there_something_is_answered(data: bytes, path: str) -> None:
    assert allows(decoded(data), f"https://ostrey.example/{path}", "onrecord") in (True, False)
    assert delay(decoded(data), "onrecord") >= 0
