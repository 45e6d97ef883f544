"""Web archives: which records are read, what they state, and what damage costs."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.ingest import frames
from onrecord.ingest.records import Damage, Record, records
from onrecord.record import Document, Dropped, Stated

from .webarchives import ADDRESS, HTML, PAGE, answer, members, record

Read = Callable[..., list[Document | Dropped]]

TITLE = "Sluice shut"
GOOD = record(answer(PAGE))
THREE = [record(answer(PAGE), number=number) for number in (1, 2, 3)]


def articles(found: list[Document | Dropped]) -> list[str | None]:
    """The keys of the documents, each of them checked to be our page."""
    documents = [one for one in found if isinstance(one, Document)]
    assert all(one.text.startswith(TITLE) for one in documents)
    return [one.stated and one.stated.key for one in documents]


def wrong(found: list[Document | Dropped]) -> list[str | None]:
    return [one.detail for one in found if isinstance(one, Dropped)]


def in_chunks(body: bytes) -> bytes:
    runs = [body[at : at + 100] for at in range(0, len(body), 100)]
    return b"".join(b"%x;note\r\n%b\r\n" % (len(run), run) for run in runs) + b"0\r\n\r\n"


def test_an_answer_is_read_with_what_its_record_states(read: Read) -> None:
    data = record(b"software: ours", "warcinfo", media_type="application/warc-fields")
    (document,) = read(data + GOOD)
    assert isinstance(document, Document)
    assert document.stated == Stated(key="urn:uuid:1", title=TITLE, url=ADDRESS)
    assert document.locator == f"record at byte {len(data)}"
    assert (document.capture.media_type, document.capture.fetched) == (
        "application/warc",
        "2025-02-21T09:30:00Z",
    )


def test_a_page_s_own_address_stands_before_the_one_it_was_fetched_from(read: Read) -> None:
    own = PAGE.replace(
        b"<body>", b'<head><link rel="canonical" href="https://courier.example/own"></head><body>'
    )
    (document,) = read(record(answer(own)))
    assert isinstance(document, Document)
    assert document.stated is not None
    assert document.stated.url == "https://courier.example/own"


def test_pieces_count_the_page_as_decoded_inside_the_record(read: Read) -> None:
    (document,) = read(members([record(answer(in_chunks(gzip.compress(PAGE)), HTML, *CHUNKED_GZIP))]))
    assert isinstance(document, Document)
    assert document.pieces
    source = PAGE.decode()
    for at, place, length in document.pieces:
        assert document.text[at : at + length] == source[place : place + length]


CHUNKED_GZIP = ("Transfer-Encoding: chunked", "Content-Encoding: gzip")


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


def zstd(data: bytes) -> bytes:
    from fastwarc.stream_io import ZstdWriter

    file = io.BytesIO()
    writer = ZstdWriter(file)
    writer.write(data)
    writer.finish()
    writer.flush()
    return file.getvalue()


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        (PAGE, ()),
        (in_chunks(PAGE), ("Transfer-Encoding: chunked",)),
        (in_chunks(gzip.compress(PAGE)), CHUNKED_GZIP),
        (zlib.compress(PAGE), ("Content-Encoding: deflate",)),
        (raw_deflate(PAGE), ("Content-Encoding: deflate",)),
        (brotli.compress(PAGE), ("Content-Encoding: br",)),
        (zstd(PAGE), ("Content-Encoding: zstd",)),
        (brotli.compress(gzip.compress(PAGE)), ("content-encoding: GZIP, br",)),
        (PAGE, CHUNKED_GZIP),  # unwrapped by the archive, and its header left as it was
        (PAGE.decode().encode("cp1252"), ("Content-Type: text/html; charset=windows-1252",)),
        (PAGE, ("Content-Type: text/html; charset=iso-8859-1",)),  # which it is not
    ],
)
def test_the_body_is_unwrapped_as_far_as_it_is_wrapped(
    read: Read, body: bytes, fields: tuple[str, ...]
) -> None:
    (document,) = read(record(answer(body, *fields)))
    assert isinstance(document, Document)
    assert "“The sluice is shut,” said Ada Marsh" in document.text


@pytest.mark.parametrize(
    "other",
    [
        record(answer(PAGE, status="404 Not Found")),
        record(answer(PAGE, status="301 Moved")),
        record(answer(b"\x89PNG", "Content-Type: image/png")),
        record(answer(b"p {}", "Content-Type: text/css")),
        record(
            answer(b"User-agent: *", "Content-Type: text/plain"), address="https://courier.example/robots.txt"
        ),
        record(b"GET / HTTP/1.1\r\n\r\n", "request", media_type="application/http; msgtype=request"),
        record(
            b"20250221 courier.example 10.0.0.1",
            "response",
            address="dns:courier.example",
            media_type="text/dns",
        ),
        record(answer(b""), "revisit"),
        record(b"via: https://courier.example/", "metadata", media_type="application/warc-fields"),
    ],
)
def test_what_is_no_news_is_passed_over_without_a_word(read: Read, other: bytes) -> None:
    assert articles(read(other + GOOD)) == ["urn:uuid:1"]
    assert wrong(read(other + GOOD)) == []


def test_texts_and_things_kept_without_their_answer_are_read(read: Read) -> None:
    text = record("“We wait,” said Tilda Groat.".encode(), "conversion", media_type="text/plain")
    page = record(PAGE, "resource", media_type="text/html", number=2)
    first, second = read(text + page)
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert first.text == "“We wait,” said Tilda Groat."
    assert second.text.startswith(TITLE)


@pytest.mark.parametrize(
    ("data", "places"),
    [
        (b"".join(THREE), ["byte 0", f"byte {len(GOOD)}", f"byte {2 * len(GOOD)}"]),
        (members(THREE), [f"byte {len(members(THREE[:n]))}" for n in range(3)]),
        (gzip.compress(b"".join(THREE)), ["byte 0", f"byte 0+{len(GOOD)}", f"byte 0+{2 * len(GOOD)}"]),
        (zstd(b"".join(THREE)), [f"unpacked byte {n * len(GOOD)}" for n in range(3)]),
        (members([b""]).join(map(gzip.compress, THREE)), None),
        (members(THREE) + bytes(512), None),
    ],
)
def test_packed_or_not_each_record_is_read_and_says_where_it_is(
    read: Read, data: bytes, places: list[str] | None
) -> None:
    found = read(data)
    assert articles(found) == ["urn:uuid:1", "urn:uuid:2", "urn:uuid:3"]
    assert wrong(found) == []
    if places:
        assert [one.locator for one in found if isinstance(one, Document)] == [
            f"record at {one}" for one in places
        ]


ARC_HEADER = b"1 0 Harbour\nURL IP-address Archive-date Content-type Archive-length\n"
ARC = b"filedesc://courier.arc 0.0.0.0 20250221093000 text/plain %d\n%b\n" % (len(ARC_HEADER), ARC_HEADER)


def arc_record(address: str = ADDRESS, time: str = "20250221093000", length: int | None = None) -> bytes:
    content = answer(PAGE)
    length = len(content) if length is None else length
    return f"{address} 10.0.0.1 {time} text/html {length}\n".encode() + content + b"\n"


def test_arc_files_are_read_as_warc_files_are(read: Read) -> None:
    (document,) = read(ARC + arc_record())
    assert isinstance(document, Document)
    assert document.stated == Stated(title=TITLE, url=ADDRESS)
    assert document.capture.fetched == "2025-02-21T09:30:00Z"


@pytest.mark.parametrize("time", ["20250221093000xx", "soon", "99999999999999"])
def test_an_arc_record_whose_time_makes_no_sense_is_read_without_it(read: Read, time: str) -> None:
    (document,) = [one for one in read(ARC + arc_record(time=time)) if isinstance(one, Document)]
    assert document.capture.fetched in (None, "2025-02-21T09:30:00Z")


@pytest.mark.parametrize("length", ["50", "some", "-1", "9" * 30])
def test_a_wrong_length_costs_one_record_and_is_told(read: Read, length: str) -> None:
    right = f"Content-Length: {len(answer(PAGE))}".encode()
    broken = THREE[1].replace(right, f"Content-Length: {length}".encode())
    for data in (THREE[0] + broken + THREE[2], members([THREE[0], broken, THREE[2]])):
        found = read(data)
        assert articles([one for one in found if not is_cut(one)]) == ["urn:uuid:1", "urn:uuid:3"]
        assert wrong(found)


def test_a_length_that_is_too_long_costs_nothing_where_the_next_member_shows_it(read: Read) -> None:
    size = len(answer(PAGE))
    broken = THREE[1].replace(f"Length: {size}".encode(), f"Length: {10 * size}".encode())
    found = read(members([THREE[0], broken, THREE[2]]))
    assert articles(found) == ["urn:uuid:1", "urn:uuid:2", "urn:uuid:3"]
    assert [one for one in wrong(found) if one and "before its end" in one]


def is_cut(one: Document | Dropped) -> bool:
    return isinstance(one, Document) and not one.text.startswith(TITLE)


@pytest.mark.parametrize("at", ["head", "body", "sum"])
def test_behind_a_damaged_member_it_goes_on_with_the_next(read: Read, at: str) -> None:
    packed = [bytearray(gzip.compress(one)) for one in THREE]
    place = {"head": 1, "body": 90, "sum": -6}[at]
    packed[1][place] ^= 0xFF
    found = read(b"".join(packed))
    assert [key for key in articles(found) if key != "urn:uuid:2"] == ["urn:uuid:1", "urn:uuid:3"]
    assert any(f"byte {len(packed[0])}" in (one or "") for one in wrong(found))


def test_a_file_that_is_cut_off_is_read_up_to_there(read: Read) -> None:
    found = read(members(THREE)[:-300])
    assert articles(found)[:2] == ["urn:uuid:1", "urn:uuid:2"]
    assert "cut off" in (wrong(found)[-1] or "")


def test_what_is_cut_off_before_its_article_is_not_called_a_page_without_one(read: Read) -> None:
    found = read(THREE[0] + THREE[1][: THREE[1].index(b"<html") + 20])
    assert articles(found) == ["urn:uuid:1"]
    assert "damaged (cut off" in (wrong(found)[-1] or "")


def test_bytes_between_records_are_told_once_and_passed_over(read: Read) -> None:
    found = read(THREE[0] + b"The monkeys\r\nare coming\r\n\r\n" + THREE[1])
    assert articles(found) == ["urn:uuid:1", "urn:uuid:2"]
    assert wrong(found) == [f"byte {len(GOOD)}: no record begins here"]


@given(st.data())
def test_whatever_is_done_to_an_archive_it_ends_and_says_what_is_there(data: st.DataObject) -> None:
    pristine = data.draw(st.sampled_from([b"".join(THREE), members(THREE), ARC + arc_record()]))
    broken = bytearray(pristine)
    for _ in range(data.draw(st.integers(1, 8))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(broken)))
    for one in records(io.BytesIO(broken[:cut])):
        assert isinstance(one, (Record, Damage))
        assert one.place.offset <= len(broken)


@given(st.binary(max_size=400).map(lambda rest: b"WARC/1.0\r\n" + rest))
def test_any_bytes_below_a_first_line_are_read_or_refused(read: Read, data: bytes) -> None:
    try:
        found = read(data)
    except InputError:
        found = []
    assert all(isinstance(one, (Document, Dropped)) for one in found)


def test_members_that_never_end_are_not_unpacked_again_and_again() -> None:
    stacked = gzip.compress(record(b"x" * 2000))[:-12] * 500
    *_, last = records(io.BytesIO(stacked))
    assert isinstance(last, Damage)


def test_of_a_record_that_unpacks_to_far_more_than_the_file_only_so_much_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(frames, "_LEAST_GROWTH", 1000)
    bomb = gzip.compress(record(answer(bytes(1_000_000), "Content-Type: image/png")))
    assert len(bomb) * 1000 > 1_000_000
    *_, last = records(io.BytesIO(bomb))
    assert isinstance(last, Damage)
    assert last.wrong == "more than 100 times its bytes come out"
