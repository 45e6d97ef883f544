"""The command as a user types it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

TEXT = "The mayor said on Friday that the bridge [from Aldmoor] is safe.\n"


def onrecord(*arguments: str, given: bytes = b"", **environment: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "onrecord.cli", *arguments],
        input=given,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_read_says_who_said_what(news: Path) -> None:
    done = onrecord("read", str(news))
    assert done.returncode == 0
    assert done.stderr == ""
    assert "said" in done.stdout
    assert "the bridge [from Aldmoor] is safe" in done.stdout
    assert "\x1b" not in done.stdout


def test_standard_input_is_read(news: Path) -> None:
    assert "the bridge" in onrecord("read", "-", given=TEXT.encode()).stdout


def test_json_is_one_article_a_line_in_utf_8(news: Path) -> None:
    done = onrecord("read", "--json", "--published", "2025-02-21", str(news), PYTHONIOENCODING="ascii")
    (told,) = map(json.loads, done.stdout.splitlines())
    assert told["statements"][0]["when"]["from"] == "2025-02-21"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("image.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40),
        ("blank.txt", b" \n\n \n"),
        ("zip.txt", b"PK\x03\x04" + bytes(500)),
    ],
)
def test_what_is_no_news_is_told_in_two_lines_and_the_rest_is_read(
    news: Path, name: str, content: bytes
) -> None:
    bad = news.parent / name
    bad.write_bytes(content)
    done = onrecord("read", str(bad), str(news))
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 2
    assert name in done.stderr.splitlines()[0]
    assert "the bridge" in done.stdout


@pytest.mark.parametrize(
    "content", [b"\xff\xfe\x00broken \xc3( utf-8 said he", b"NUL \x00 said the mayor", b"\xed\xa0\x80 said"]
)
def test_broken_text_never_ends_in_a_stack_trace(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.txt"
    path.write_bytes(content * 20)
    done = onrecord("read", "--json", str(path))
    assert done.returncode in (0, 1)
    assert "Traceback" not in done.stderr
    for told in map(json.loads, done.stdout.splitlines()):
        assert "\x00" not in told["text"]


def test_a_missing_file_is_told_with_its_name(tmp_path: Path) -> None:
    done = onrecord("read", str(tmp_path / "nowhere.txt"))
    assert done.returncode == 1
    assert "nowhere.txt" in done.stderr.splitlines()[0]
    assert "Traceback" not in done.stderr


def test_a_broken_json_line_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_text(
        '{"text": "The mayor said that it rains."}\n["no"]\n{"title": "no text"}\n', encoding="utf-8"
    )
    done = onrecord("read", "--json", str(path))
    assert done.returncode == 1
    kinds = [json.loads(told)["kind"] for told in done.stdout.splitlines()]
    assert kinds == ["article", "dropped", "dropped"]


@pytest.mark.parametrize(
    "arguments",
    [["read"], ["raed", "x"], ["read", "--published", "Friday", "x"], ["read", "--processes", "0", "x"]],
)
def test_wrong_usage_exits_with_2(arguments: list[str]) -> None:
    done = onrecord(*arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_a_wrong_setting_exits_with_2(news: Path) -> None:
    done = onrecord("read", str(news), ONRECORD_LARGEST_ARTICLE="many")
    assert done.returncode == 2
    assert "ONRECORD_LARGEST_ARTICLE" in done.stderr


@pytest.mark.parametrize("command", [[], ["read"], ["demo"], ["doctor"], ["schema"]])
def test_every_help_has_an_example(command: list[str]) -> None:
    done = onrecord(*command, "--help")
    assert done.returncode == 0
    assert "Example:\n" in done.stdout
    assert f"onrecord {' '.join(command)}" in done.stdout


def test_doctor_tries_the_network() -> None:
    done = onrecord("doctor")
    assert done.returncode == 0
    assert "read as it should be" in done.stdout
    assert "onnxruntime" in done.stdout


def test_schema_is_a_json_schema() -> None:
    assert json.loads(onrecord("schema").stdout)["$schema"].startswith("https://json-schema.org/")


def test_demo_reads_the_example_corpus() -> None:
    done = onrecord("demo")
    assert done.returncode == 0
    assert done.stderr == ""


def test_whoever_closes_the_pipe_early_sees_no_complaint(news: Path) -> None:
    script = f"{sys.executable} -m onrecord.cli read --json {news} {news} {news} | head -c 10"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)
    assert done.stderr == ""
