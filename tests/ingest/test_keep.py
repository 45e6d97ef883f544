"""Responses kept in a WARC file."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.ingest import keep
from onrecord.ingest.fetch import Response

DAY = datetime(2025, 3, 4, 12, tzinfo=UTC)


def response(body: bytes = b"words", *headers: tuple[str, str]) -> Response:
    told = (("Content-Type", "text/html"), *headers, ("Content-Length", str(len(body))))
    return Response("https://ostrey.example/a", 200, "OK", told, body, "8.8.8.8")


def test_what_is_kept_is_read_again_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "news.warc.gz"
    packed = response(gzip.compress(b"packed"), ("Content-Encoding", "gzip"), ("X-Odd", "caf\xe9"))
    ones = [response(), packed, response(b"")]
    kept = [keep.append(path, one, DAY) for one in ones]
    assert [keep.response(str(path), one.start) for one in kept] == ones
    assert keep.response(str(path), kept[1].start).content(100) == b"packed"


def test_the_file_is_what_others_read(tmp_path: Path) -> None:
    path = tmp_path / "news.warc.gz"
    for number in range(3):
        keep.append(path, response(b"words %d" % number), DAY)
    with path.open("rb") as file:
        records = [
            (one.record_type, one.verify_block_digest(), one.headers["WARC-Date"])
            for one in ArchiveIterator(file, parse_http=False)
        ]
    assert records == [
        (WarcRecordType.warcinfo, True, "2025-03-04T12:00:00Z"),
        *[(WarcRecordType.response, True, "2025-03-04T12:00:00Z")] * 3,
    ]
    with path.open("rb") as file:
        assert all(
            one.verify_payload_digest() for one in ArchiveIterator(file, record_types=WarcRecordType.response)
        )


def test_a_body_that_came_in_chunks_is_kept_without_them(tmp_path: Path) -> None:
    path = tmp_path / "news.warc.gz"
    kept = keep.append(path, response(b"words", ("Transfer-Encoding", "chunked")), DAY)
    again = keep.response(str(path), kept.start)
    assert (again.body, again.header("transfer-encoding"), again.header("content-length")) == (
        b"words",
        "",
        "5",
    )


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes, list[int]]:
    """A file of three responses, and where each record in it ends."""
    path = tmp_path_factory.mktemp("keep") / "news.warc.gz"
    kept = [keep.append(path, response(b"words %d" % number), DAY) for number in range(3)]
    return path, path.read_bytes(), [0, kept[0].start, *[one.end for one in kept]]


@given(st.floats(0, 1), st.floats(0, 1))
def test_wherever_the_writer_dies_all_whole_records_are_left_and_the_next_goes_on(
    whole: tuple[Path, bytes, list[int]], dies_at: float, known_to: float
) -> None:
    path, data, ends = whole
    end = round(dies_at * len(data))
    known = max(one for one in ends if one <= known_to * end)
    path.write_bytes(data[:end])
    keep.mend(path, known)
    assert path.stat().st_size == max(one for one in ends if one <= end)
    again = keep.append(path, response(b"the next"), DAY)
    assert keep.response(str(path), again.start).body == b"the next"


def test_mending_a_whole_file_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "news.warc.gz"
    kept = keep.append(path, response(), DAY)
    before = path.read_bytes()
    keep.mend(path, kept.end)
    keep.mend(path, 0)
    keep.mend(tmp_path / "none.warc.gz", 0)
    assert path.read_bytes() == before


def test_what_is_not_there_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"no WARC at all")
    for path, start in ((tmp_path / "none", 0), (tmp_path / "other", 0), (tmp_path / "other", 99)):
        with pytest.raises(InputError, match=f"no response at byte {start}"):
            keep.response(str(path), start)
