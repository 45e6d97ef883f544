"""JSON Lines."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import ingest
from onrecord.record import Document, Dropped, Stated
from onrecord.settings import Settings

Read = Callable[..., list[Document | Dropped]]
FILES = Path(__file__).parent.parent / "data"


def articles(items: list[Document | Dropped]) -> list[Document]:
    return [item for item in items if isinstance(item, Document)]


def told(items: list[Document | Dropped]) -> list[str | None]:
    return [item.detail for item in items if isinstance(item, Dropped)]


def test_a_line_is_an_article_with_what_its_fields_state(read: Read) -> None:
    first, second = articles(read("articles.jsonl"))
    assert (first.locator, first.text) == ("line 1", "The sluice is shut, the mayor said.")
    assert first.stated == Stated(
        key="1", title="Sluice shut", outlet="Ostrey Courier", published="2025-03-07"
    )
    assert (second.locator, second.text) == ("line 3", "It opens at six.\nSo the mayor said.")
    assert second.stated == Stated(
        key="b-2",
        standfirst="Water to flow again",
        byline="By Ana Mott",
        url="https://courier.example/2",
        published="2025-03-07T18:30:00Z",
        language="en",
    )


def test_every_line_has_the_digest_of_the_whole_file(read: Read) -> None:
    digest = sha256((FILES / "articles.jsonl").read_bytes()).hexdigest()
    assert {document.capture.sha256 for document in articles(read("articles.jsonl"))} == {digest}


def test_a_line_that_cannot_be_read_is_told_and_the_rest_goes_on(read: Read) -> None:
    items = read("broken-lines.jsonl")
    assert [document.text for document in articles(items)] == [
        "Good in the middle.",
        "Good at the end, without a line end.",
    ]
    assert told(items) == [
        "line 1: broken JSON at column 10 (Unterminated string starting at)",
        "line 2: not a JSON object",
        "line 3: not a JSON object",
        "line 4: no `text`",
        "line 5: no `text`",
        "line 6: `text` is no string",
        "line 7: `text` is empty",
        "line 9: JSON that is out of bounds",
        "line 10: JSON that is out of bounds",
    ]


def test_what_is_dropped_says_how_the_line_begins_and_where_it_stands(read: Read) -> None:
    dropped = read("broken-lines.jsonl")[1]
    assert isinstance(dropped, Dropped)
    assert (dropped.reason, dropped.begins) == ("unreadable", '["text", "a list"]')
    assert (dropped.origin.locator, dropped.origin.pieces) == ("line 2", ())


def test_a_field_that_makes_no_sense_is_told_and_does_not_cost_the_article(read: Read) -> None:
    items = read("wrong-fields.jsonl")
    assert [document.stated for document in articles(items)] == [
        Stated(byline="Ana Mott"),
        Stated(published="2025-03-07"),
        Stated(key="12", title="1984"),
    ]
    assert told(items) == [
        "line 1: `title` is no string, the article is kept without it",
        "line 1: `url` is no string, the article is kept without it",
        "line 1: `published` is no date or time, the article is kept without it",
    ]


def test_lone_surrogates_and_nuls_become_replacement_characters_in_every_field(read: Read) -> None:
    (document,) = articles(read("surrogates.jsonl"))
    assert document.text == "half \ufffd of a smile, a whole 😀, a NUL \ufffd."
    assert document.stated == Stated(key="\ufffd", title="\ufffd alone")


def test_each_line_finds_its_own_charset(read: Read) -> None:
    assert [document.text for document in articles(read("cp1252.jsonl"))] == [
        "Zoë Brandão said so.",
        "Zoë Brandão said “so”.",
        "A stray \ufffd in “UTF-8”.",
    ]


def test_lines_in_utf_16_end_at_line_feeds_and_not_at_their_bytes(read: Read) -> None:
    assert [document.text for document in articles(read("utf-16.jsonl"))] == [
        "Zoë Brandão said so.",
        "Ċ, whose bytes hold a line feed.",
    ]


def test_a_byte_order_mark_may_stand_before_any_line(read: Read) -> None:
    assert len(articles(read("bom.jsonl"))) == 2


def test_a_line_of_the_largest_length_is_read_and_one_character_more_is_not(read: Read) -> None:
    line = '{"text": "é"}'
    items = read(f"{line}\r\n{line} x\n{line}".encode(), Settings(largest_article=len(line) + 1))
    assert [document.locator for document in articles(items)] == ["line 1", "line 3"]
    assert told(items) == ["line 2: longer than 14 characters"]


def test_a_line_over_the_limit_is_never_held(tmp_path: Path) -> None:
    path = tmp_path / "long.jsonl"
    path.write_bytes(b'{"text": "' + b"a" * 50_000_000 + b'"}\n{"text": "after"}\n')
    tracemalloc.start()
    items = list(ingest.documents(ingest.Source("long", str(path)), Settings(largest_article=1_000_000)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [document.text for document in articles(items)] == ["after"]
    assert peak < 5_000_000


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("2025-02-21", "2025-02-21"),
        ("2025-02-21T10:00:00+02:00", "2025-02-21T10:00:00+02:00"),
        ("2025-02-21 10:00", "2025-02-21 10:00"),
        ("2025-02-21 at ten", "2025-02-21"),
        ("21 February 2025", "2025-02-21"),
        ("1740132000", "2025-02-21T10:00:00+00:00"),
        ("on a Friday", None),
        ("2025-02-30", None),
    ],
)
def test_a_date_is_kept_as_it_stands_where_its_day_is_known(
    read: Read, written: str, kept: str | None
) -> None:
    (document,) = articles(read(json.dumps({"text": "So he said.", "published": written}).encode()))
    assert document.stated is not None
    assert document.stated.published == kept


WORDS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1).filter(
    str.strip
)


@given(st.lists(st.fixed_dictionaries({"text": WORDS}, optional={"id": WORDS, "title": WORDS}), min_size=1))
def test_what_goes_in_comes_out(read: Read, rows: list[dict[str, str]]) -> None:
    documents = read("\n".join(json.dumps(row) for row in rows).encode())
    assert [
        (document.text, document.stated.key, document.stated.title)
        for document in articles(documents)
        if document.stated
    ] == [(row["text"], row.get("id"), row.get("title")) for row in rows]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
FIELDS = st.sampled_from(["text", "id", "title", "published", "byline", "other"])


@given(st.lists(st.dictionaries(FIELDS, JSON), max_size=5))
def test_every_line_of_json_gives_an_article_or_says_why_not(
    read: Read, rows: list[dict[str, object]]
) -> None:
    items = read("\n".join(['{"id": "first"}', *map(json.dumps, rows)]).encode())
    assert {item.locator if isinstance(item, Document) else item.origin.locator for item in items} == {
        f"line {number}" for number in range(1, len(rows) + 2)
    }
