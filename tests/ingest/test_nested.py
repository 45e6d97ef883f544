"""Members of captures: told apart, read in turn, placed and bounded."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from functools import partial

import pytest
from fastwarc.stream_io import ZstdWriter
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import InputError, TooLarge
from onrecord.record import Article, Document, Dropped
from onrecord.settings import Settings
from onrecord.tidy import articles

from .conftest import FILES

Read = Callable[..., list[Document | Dropped]]

TEXT = "“The sluice is shut,” said Ada Marsh of Ostrey.\n".encode()


def zipped(*members: tuple[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return file.getvalue()


def tarred(*members: tuple[str, bytes]) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return file.getvalue()


def zstd(data: bytes) -> bytes:
    file = io.BytesIO()
    writer = ZstdWriter(file)
    writer.write(data)
    writer.finish()
    writer.flush()
    return file.getvalue()


def told(found: list[Document | Dropped]) -> list[tuple[str, str | None]]:
    """Where each stands, and its text or what was wrong."""
    return [
        (one.locator, one.text) if isinstance(one, Document) else (one.origin.locator, one.detail)
        for one in found
    ]


@pytest.mark.parametrize(
    ("pack", "media_type"),
    [
        (gzip.compress, "application/gzip"),
        (bz2.compress, "application/x-bzip2"),
        (lzma.compress, "application/x-xz"),
        (zstd, "application/zstd"),
    ],
)
def test_a_packed_file_is_read_as_what_comes_out_of_it(
    read: Read, pack: Callable[[bytes], bytes], media_type: str
) -> None:
    (document,) = read(pack(TEXT))
    assert isinstance(document, Document)
    assert (document.text, document.locator, document.stated) == (TEXT.decode(), "", None)
    assert document.capture.media_type == media_type


@pytest.mark.parametrize("bundle", [zipped, tarred])
def test_each_file_of_a_bundle_is_read_by_what_it_holds(read: Read, bundle: Callable[..., bytes]) -> None:
    page = (FILES / "html/article.html").read_bytes()
    lines = b'{"text": "So she said.", "id": 7}\n{"text": "So he said."}\n'
    found = read(bundle(("a/one.dat", page), ("two", lines), ("three.html", TEXT)))
    assert [one.locator for one in found if isinstance(one, Document)] == [
        "a/one.dat",
        "two > line 1",
        "two > line 2",
        "three.html",
    ]
    assert len({one.capture for one in found if isinstance(one, Document)}) == 1
    first, second, *_ = (one for one in found if isinstance(one, Document))
    assert first.stated is not None
    assert first.stated.title == "Harbour tolls to rise by a third"
    assert second.stated is not None
    assert second.stated.key == "7"


def test_bundles_inside_each_other_are_taken_apart(read: Read) -> None:
    data = zipped(("in.tar.gz", gzip.compress(tarred(("deep/mail.zip", zipped(("a.txt", TEXT)))))))
    assert told(read(data)) == [("in.tar.gz > deep/mail.zip > a.txt", TEXT.decode())]


def test_articles_of_a_dump_inside_say_where_in_it_they_are(read: Read) -> None:
    dump = "\n".join(f"Ostrey, Feb {day} — The board met.\n\n“No,” said Ada Marsh.\n" for day in (1, 2)) * 2
    (document,) = read(zipped(("dump.txt", dump.encode())))
    assert isinstance(document, Document)
    for article in articles([document], None):
        assert article.origin.locator.startswith("dump.txt > line")
        for at, place, length in article.origin.pieces:
            there = article.text if isinstance(article, Article) else article.begins
            assert there[at : at + length] == dump[place : place + length]


def test_what_is_hidden_is_left_out_as_in_a_folder(read: Read) -> None:
    found = read(
        zipped(("__MACOSX/._a.txt", b"\0\5"), (".git/x", TEXT), ("a/.DS_Store", b"\1"), ("a.txt", TEXT))
    )
    assert told(found) == [("a.txt", TEXT.decode())]


@pytest.mark.parametrize("name", ["../a.txt", "/etc/a.txt", "a/../../b.txt", "C:/a.txt", "..\\a.txt"])
@pytest.mark.parametrize("bundle", [zipped, tarred])
def test_names_that_point_outside_are_not_read(read: Read, bundle: Callable[..., bytes], name: str) -> None:
    outside, inside = told(read(bundle((name, TEXT), ("b.txt", TEXT))))
    assert (outside[1] or "").endswith("its name points outside the archive")
    assert inside == ("b.txt", TEXT.decode())


def test_links_and_devices_are_told_and_not_followed(read: Read) -> None:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name, kind in (("link", tarfile.SYMTYPE), ("hard", tarfile.LNKTYPE), ("null", tarfile.CHRTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    assert [wrong for _, wrong in told(read(file.getvalue()))] == [
        f"{name}: no file but a link or a device" for name in ("link", "hard", "null")
    ]


def test_a_member_that_cannot_be_read_is_told_and_the_rest_is_read(read: Read) -> None:
    found = read(zipped(("a.png", b"\x89PNG" + bytes(99)), ("empty.txt", b""), ("b.txt", TEXT)))
    assert told(found) == [
        ("a.png", "a.png: an image, which is not read"),
        ("empty.txt", "empty.txt: no words in it"),
        ("b.txt", TEXT.decode()),
    ]


def test_a_locked_member_is_told(read: Read) -> None:
    data = bytearray(zipped(("a.txt", TEXT)))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert told(read(bytes(data))) == [("a.txt", "a.txt: locked by a password")]


def test_a_member_with_a_wrong_sum_is_told(read: Read) -> None:
    data = bytearray(zipped(("a.txt", TEXT), ("b.txt", TEXT)))
    data[data.index(b"PK\x01\x02") + 16] ^= 1
    data[14] ^= 1
    (_, wrong), (_, words) = told(read(bytes(data)))
    assert "Bad CRC-32" in (wrong or "")
    assert words == TEXT.decode()


def test_an_office_file_is_no_folder_of_xml(read: Read) -> None:
    with pytest.raises(InputError, match="a book or an office file, which is not read"):
        read(zipped(("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<x/>")))


@pytest.mark.parametrize("pack", [gzip.compress, partial(bz2.compress, compresslevel=1), lzma.compress])
def test_what_is_cut_off_is_read_up_to_there(read: Read, pack: Callable[[bytes], bytes]) -> None:
    words = "".join(f"{number}: {number * 7919 % 10_007}\n" for number in range(60_000))
    packed = pack(words.encode())
    document, dropped = read(packed[: len(packed) // 2])
    assert isinstance(document, Document)
    assert len(document.text) > 20_000
    assert words.startswith(document.text)
    assert isinstance(dropped, Dropped)
    assert (dropped.detail or "").startswith("damaged, and read up to there")


def test_what_is_damaged_from_the_start_is_refused(read: Read) -> None:
    with pytest.raises(InputError, match="input: damaged"):
        read(gzip.compress(TEXT)[:10])


def test_a_tar_that_is_cut_off_gives_what_comes_before(read: Read) -> None:
    data = tarred(("a.txt", TEXT), ("b.txt", TEXT * 100))
    (_, words), *rest = told(read(data[:2600]))
    assert words == TEXT.decode()
    assert any("damaged" in (wrong or "") for _, wrong in rest)


def test_a_bomb_is_told_and_costs_no_more_than_the_limits_allow(read: Read) -> None:
    settings = Settings(largest_capture=100_000)
    bomb = bytes(1_000_000)
    found = read(zipped(("bomb", bomb), ("a.txt", TEXT)), settings)
    assert told(found) == [("bomb", "bomb: more than 100,000 bytes"), ("a.txt", TEXT.decode())]
    with pytest.raises(TooLarge, match="more than 100,000 bytes"):
        read(gzip.compress(bomb), settings)


def test_a_bomb_in_many_members_stops_the_source(read: Read) -> None:
    data = zipped(*((f"{number}.txt", TEXT + b" " * 90_000) for number in range(60)))
    with pytest.raises(TooLarge, match="input: more than 100 times its bytes come out"):
        read(data, Settings(largest_capture=100_000))


def test_archives_inside_each_other_end_somewhere(read: Read) -> None:
    data = TEXT
    for _ in range(12):
        data = zipped(("in.zip", data))
    ((_, wrong),) = told(read(data))
    assert (wrong or "").endswith("the 8th archive inside another, and more in it")


@pytest.mark.parametrize(
    ("codec", "words"),
    [
        ("koi8-r", "Шлюз закрыт"),
        ("iso-2022-jp", "水門は閉じた"),
        ("utf-7", "Fröße"),
        ("windows-1253", "Η πύλη"),
    ],
)
def test_a_charset_that_the_wrapping_states_is_believed(read: Read, codec: str, words: str) -> None:
    head = f"From: a\nTo: b\nContent-Type: text/plain; charset={codec}\n\n".encode()
    (document,) = read(head + words.encode(codec))
    assert isinstance(document, Document)
    assert document.text == words


@given(st.binary(max_size=300), st.sampled_from([zipped, tarred]), st.data())
def test_any_bytes_in_any_bundle_are_read_or_told(
    read: Read, data: bytes, bundle: Callable[..., bytes], draw: st.DataObject
) -> None:
    whole = bytearray(bundle(("a", data), ("b.txt", TEXT)))
    for _ in range(draw.draw(st.integers(0, 3))):
        whole[draw.draw(st.integers(0, len(whole) - 1))] = draw.draw(st.integers(0, 255))
    try:
        found = read(bytes(whole))
    except InputError:
        found = []
    assert all(isinstance(one, (Document, Dropped)) for one in found)
