"""Tables: which column holds what, and rows that hold no article."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.archive import Archive
from onrecord.errors import InputError
from onrecord.ingest import columns
from onrecord.record import Document, Dropped, Stated
from onrecord.settings import COLUMNS, Settings

Read = Callable[..., list[Document | Dropped]]
SAID = Stated(title="Sluice shut", byline="Ana Mott", outlet="Ostrey Courier", published="2025-03-07")


def test_columns_are_found_by_what_others_call_them(read: Read) -> None:
    (document,) = read(
        b"Headline,Author,Publication date,Source,Article Body\r\n"
        b'Sluice shut,Ana Mott,"March 7, 2025",Ostrey Courier,"The sluice, she said,\r\nis shut."\r\n'
    )
    assert isinstance(document, Document)
    assert (document.stated, document.locator) == (SAID, "row 1")
    assert document.text == "The sluice, she said,\r\nis shut."


@pytest.mark.parametrize("delimiter", ["\t", ";", "|"])
def test_other_delimiters_and_a_column_that_the_user_names(read: Read, delimiter: str) -> None:
    rows = [["kopf", "wann", "was"], ["Sluice shut", "07.03.2025", "It is shut."], ["B", "", "It opens."]]
    data = "\n".join(delimiter.join(row) for row in rows).encode()
    mapped = Settings(columns={"text": "was", "title": "kopf"})
    first, second = read(data, mapped)
    assert isinstance(first, Document)
    assert (first.text, first.stated) == ("It is shut.", Stated(title="Sluice shut"))
    assert isinstance(second, Document)


def test_a_table_whose_text_is_not_plain_says_what_columns_there_are(read: Read) -> None:
    with pytest.raises(InputError, match=r"which column holds the text is not plain \(there are: a, b\)"):
        read(b"a,b\n1,2\n3,4\n")
    with pytest.raises(InputError, match=r"no column `c` \(there are: a, b\)"):
        read(b"a,b\n1,2\n3,4\n", Settings(columns={"text": "c"}))


def test_rows_without_an_article_are_told_and_cost_no_other(read: Read) -> None:
    items = read(b"id,text,date\n1,,2025-03-07\n2,It is shut.,soon\n\n3,It opens.,20250307\n")
    assert [item.text if isinstance(item, Document) else item.detail for item in items] == [
        "row 1: `text` is empty",
        "It is shut.",
        "It opens.",
    ]


def test_prose_with_commas_is_no_table(read: Read) -> None:
    (document,) = read(b"Ostrey, Friday.\nThe sluice, she said, is shut.\nIt opens, he said.\n")
    assert isinstance(document, Document)
    assert document.stated is None


def test_json_lists_and_what_is_around_them(read: Read) -> None:
    items = read(
        b'{"status": "ok", "response": {"docs": [{"body": "It is shut.",'
        b' "source": {"name": "Ostrey Courier"},'
        b' "authors": ["Ana Mott", {"name": "Jory Munt"}], "publishedAt": "2025-03-07T01:00:00Z"}, 7]}}'
    )
    (document,) = items
    assert isinstance(document, Document)
    assert document.stated == Stated(
        byline="Ana Mott, Jory Munt", outlet="Ostrey Courier", published="2025-03-07T01:00:00Z"
    )


def test_a_field_inside_an_object_can_be_named(read: Read) -> None:
    (document,) = read(
        b'{"content": {"rendered": "It is shut."}}\n', Settings(columns={"text": "content.rendered"})
    )
    assert isinstance(document, Document)
    assert document.text == "It is shut."


def test_broken_json_says_where(read: Read) -> None:
    with pytest.raises(InputError, match="broken JSON at line 3, column 1"):
        read(b'[\n{"text": "It is shut."},\n')


def test_parquet_without_duckdb_says_what_to_install(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(InputError, match="needs duckdb") as told:
        read(b"PAR1 and so on")
    assert told.value.remedy == "Install it: pip install 'onrecord[parquet]'"


def test_parquet(read: Read, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    path = tmp_path / "articles.parquet"
    duckdb.sql(
        "COPY (SELECT 'It is shut.' AS body, DATE '2025-03-07' AS published, ['Ana Mott'] AS authors)"
        f" TO '{path}' (FORMAT parquet)"
    )
    (document,) = read(path.read_bytes())
    assert isinstance(document, Document)
    assert (document.text, document.stated) == (
        "It is shut.",
        Stated(byline="Ana Mott", published="2025-03-07"),
    )
    with pytest.raises(InputError, match="a Parquet file that cannot be read"):
        read(path.read_bytes()[:100])


@given(
    st.dictionaries(
        st.sampled_from(COLUMNS),
        st.text(st.characters(max_codepoint=255, exclude_characters="\0"), min_size=1),
    )
)
def test_a_media_type_remembers_the_columns(given_: dict[str, str]) -> None:
    assert columns.named_in(columns.media_type("text/csv", given_)) == given_


def test_a_table_is_read_again_with_the_columns_it_was_added_with(tmp_path: Path) -> None:
    table = tmp_path / "news.jsonl"
    table.write_text('{"was": "“It is shut,” Ana Mott said on Friday."}\n', encoding="utf-8")
    with Archive(tmp_path / "archive.db") as archive:
        list(archive.adding([str(table)], columns={"text": "was"}))
        (again,) = archive.reread("tidy")
        assert not isinstance(again, Exception)
        assert not again.changed
