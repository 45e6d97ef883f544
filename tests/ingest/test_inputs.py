"""What a user's paths lead to."""

from __future__ import annotations

import io
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import ingest
from onrecord.errors import InputError, NothingToRead, TooLarge
from onrecord.record import Document
from onrecord.settings import Settings


def names(*paths: str | Path) -> list[str]:
    return [item.name if isinstance(item, ingest.Source) else item.message for item in ingest.sources(paths)]


def standard_input(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_files_come_as_given_and_in_the_order_given(tmp_path: Path) -> None:
    for name in "ba":
        (tmp_path / name).write_text("words")
    assert names(f"{tmp_path}/b", tmp_path / "a", f"{tmp_path}/b") == [
        f"{tmp_path}/b",
        f"{tmp_path}/a",
        f"{tmp_path}/b",
    ]


def test_a_folder_is_walked_in_the_order_of_names_without_what_is_hidden(tmp_path: Path) -> None:
    for name in ["b/two.txt", "b/one.txt", "c.txt", "a.txt", ".hidden/x.txt", ".hidden.txt", "b/.x"]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("words")
    assert names(tmp_path) == [f"{tmp_path}/{name}" for name in ["a.txt", "b/one.txt", "b/two.txt", "c.txt"]]


def test_a_hidden_file_that_is_named_is_read(tmp_path: Path) -> None:
    (tmp_path / ".hidden.txt").write_text("words")
    assert names(tmp_path / ".hidden.txt") == [f"{tmp_path}/.hidden.txt"]


def test_a_missing_path_is_an_error_in_its_place_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("words")
    assert names("nowhere.txt", tmp_path / "a", "no\0where") == [
        "nowhere.txt: no such file or folder",
        f"{tmp_path}/a",
        "no\0where: no such file or folder",
    ]


def test_a_folder_without_files_is_nothing_to_read(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / ".hidden").write_text("words")
    (error,) = ingest.sources([tmp_path])
    assert isinstance(error, NothingToRead)
    assert error.message == f"{tmp_path}: a folder without files"


def test_links_to_files_are_followed_and_links_to_folders_are_not(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words")
    (tmp_path / "b.txt").symlink_to("a.txt")
    (tmp_path / "circle").symlink_to(tmp_path)
    assert names(tmp_path) == [f"{tmp_path}/a.txt", f"{tmp_path}/b.txt"]


def test_a_link_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    (tmp_path / "lost.txt").symlink_to("nowhere")
    (source,) = ingest.sources([tmp_path])
    assert isinstance(source, ingest.Source)
    with pytest.raises(InputError, match=r"lost\.txt: cannot be read"):
        next(ingest.documents(source, Settings()))


@pytest.fixture
def deep_folder(tmp_path: Path) -> Iterator[Path]:
    """Folders in folders, more than Python calls may nest, the last with a file in it."""
    here, depth = Path.cwd(), 1100
    os.chdir(tmp_path)
    for _ in range(depth):
        Path("d").mkdir()
        os.chdir("d")
    Path("a.txt").write_text("words")
    yield tmp_path
    Path("a.txt").unlink()
    for _ in range(depth):  # step by step, as pytest's own cleaning nests its calls
        os.chdir("..")
        Path("d").rmdir()
    os.chdir(here)


def test_a_folder_nested_deeper_than_python_calls_is_walked(deep_folder: Path) -> None:
    (source,) = ingest.sources([deep_folder])
    assert isinstance(source, ingest.Source)
    assert source.name.endswith("/d/a.txt")


def test_pipes_in_a_folder_are_left_alone(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "a.txt").write_text("words")
    assert names(tmp_path) == [f"{tmp_path}/a.txt"]


def test_a_pipe_that_is_named_is_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(b'{"text": "From a pipe."}\n',))
    writer.start()
    (document,) = ingest.documents(ingest.Source("pipe", str(pipe)), Settings())
    writer.join()
    assert isinstance(document, Document)
    assert document.text == "From a pipe."


def test_a_name_that_is_no_text_is_shown_by_escapes_and_still_read(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    Path(os.fsdecode(path)).write_text("words")
    (source,) = ingest.sources([tmp_path])
    assert isinstance(source, ingest.Source)
    (document,) = ingest.documents(source, Settings())
    assert isinstance(document, Document)
    assert document.capture.source == f"{tmp_path}/caf\\udce9.txt"


@given(st.text(st.characters(), min_size=1))
def test_every_name_can_be_stored(path: str) -> None:
    for name in names(path):
        name.encode()


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    standard_input(monkeypatch, b'{"text": "From a pipe."}\n')
    (source,) = ingest.sources(["-"])
    assert isinstance(source, ingest.Source)
    (document,) = ingest.documents(source, Settings())
    assert isinstance(document, Document)
    assert (document.capture.source, document.locator, document.text) == ("-", "line 1", "From a pipe.")


def test_empty_standard_input_is_nothing_to_read(monkeypatch: pytest.MonkeyPatch) -> None:
    standard_input(monkeypatch, b"")
    with pytest.raises(NothingToRead, match=r"^-: no words in it"):
        next(ingest.documents(ingest.Source("-", None), Settings()))


def test_input_without_an_end_stops_at_the_largest_capture() -> None:
    zeros = ingest.Source("zeros", "/dev/zero")
    if not Path("/dev/zero").exists():
        pytest.skip("this system has no /dev/zero")
    with pytest.raises(TooLarge, match=r"^zeros: more than 5,000,000 bytes"):
        next(ingest.documents(zeros, Settings(largest_capture=5_000_000)))


def test_what_the_system_refuses_is_an_error_of_that_input(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="folder: cannot be read"):
        next(ingest.documents(ingest.Source("folder", str(tmp_path)), Settings()))


def test_nothing_stays_open_where_reading_stops_halfway(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "one"}\n{"text": "two"}\n')
    documents = ingest.documents(ingest.Source("a.jsonl", str(path)), Settings())
    next(documents)
    documents.close()  # type: ignore[attr-defined]  # a generator: warnings are errors here, an open file is one
