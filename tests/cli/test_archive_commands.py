"""The archive's commands as a user types them."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from onrecord import voices
from onrecord.archive import Archive
from onrecord.cli import main
from onrecord.export.contract import schema
from onrecord.record import Words
from onrecord.store import migrate
from onrecord.store.connection import to_write
from tests.archives import filled, german, named, reading
from tests.readings import reading as made_by_hand

COMMANDS = (
    *("add", "search", "who", "show", "correct", "voice", "undo", "decisions"),
    *("export", "reread", "forget", "backup", "completion"),
)


class Done:
    """What a command gave back."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err

    def lines(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Done]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = filled(
        tmp_path / "news.db",
        made_by_hand(),
        reading(1, (named("Ines Keller"), "The bridge will close.")),
        reading(2, (named("Tom Keller"), "=HYPERLINK(1)"), (named("Zoë Łukasz"), "It rains.")),
    )
    with closing(to_write(made)) as connection:
        voices.completed(connection)
    return made


@pytest.fixture
def run(path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Runs the command in this process, on the archive of ``path``."""
    monkeypatch.setenv("ONRECORD_ARCHIVE", str(path))

    def run(*arguments: str) -> Done:
        capfdbinary.readouterr()
        monkeypatch.setattr(sys, "argv", ["onrecord", *arguments])
        with pytest.raises(SystemExit) as end:
            main()
        told = capfdbinary.readouterr()
        return Done(int(end.value.code or 0), told.out.decode(), told.err.decode())

    return run


def test_add_says_what_it_added_and_twice_that_it_was_there(run: Run, tmp_path: Path) -> None:
    news = str(german(tmp_path / "news.jsonl", range(3)))
    assert "3 articles with 12 statements added" in run("add", news).out
    assert "0 articles with 0 statements added; 3 were there already" in run("add", news).out


def test_what_cannot_be_added_is_told_and_the_rest_is_kept(run: Run, tmp_path: Path) -> None:
    news = german(tmp_path / "news.jsonl", range(3))
    with news.open("a") as out:
        out.write("{broken\n")
    done = run("add", "nowhere.txt", str(news))
    assert done.status == 1
    assert "nowhere.txt: no such file" in done.err
    assert "line 4" in done.err
    assert "3 articles" in done.out


def test_search_prints_who_said_what_and_where(run: Run) -> None:
    out = run("search", "unsafe", "bridge").out
    assert "Ines Keller (mayor of Aldmoor) denied" in out
    assert "the bridge is unsafe" in out
    assert "The Aldmoor Courier · 2025-02-21" in out
    assert "s-1" in out


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (["bridge"], ["s-1", "s-00010"]),
        (["bridge", "--stance", "denial"], ["s-1"]),
        (["--speaker", "keller", "--manner", "direct"], ["s-2", "s-00020", "s-00010"]),
        (["--speaker", "lukasz"], ["s-00021"]),
        (["--outlet", "aldmoor", "--standing", "named"], ["s-1", "s-2"]),
        (["bridge", "--to", "2025-01-31"], ["s-00010"]),
        (["bridge", "--from", "2025-02-01"], ["s-1"]),
        (["--about", "harbour"], ["s-1", "s-2", "s-3"]),
        (["bridge", "--best", "--limit", "1"], ["s-00010"]),
        (["bridge", "--newest", "--limit", "1"], ["s-1"]),
    ],
)
def test_search_asks_with_every_filter(run: Run, arguments: list[str], found: list[str]) -> None:
    done = run("search", "--json", *arguments)
    assert [line["statement"]["id"] for line in done.lines()] == found  # type: ignore[index]


def test_a_search_that_finds_nothing_says_so_and_is_no_failure(run: Run) -> None:
    done = run("search", "elephant")
    assert (done.status, done.out, done.err) == (0, "", "nothing on record\n")


def test_every_json_line_keeps_the_schema(run: Run) -> None:
    run("forget", "a-0002", "--reason", "withdrawn")
    run("correct", "s-1", "--speaker", "", "--role", "mayor", "--span", "unsafe")
    run("undo", run("decisions").out[:18])
    run("correct", "a-1", "--missing", "the harbour")
    (ines,) = ids(run("who", "ines").out)
    run("voice", "rename", ines, "Mayor Keller")
    validator = jsonschema.Draft202012Validator(schema())
    told = [
        *run("search", "bridge", "--json").lines(),
        *run("who", "ines keller", "--json").lines(),
        *run("show", "s-1", "--json").lines(),
        *run("show", "a-1", "--json").lines(),
        *run("decisions", "--json").lines(),
        *run("export").lines(),
    ]
    for line in told:
        validator.validate(line)
    assert {line["kind"] for line in told} == {
        *("statement", "article", "voice", "forgotten", "decision", "voice_decision", "was"),
    }


def test_who_says_everything_by_day_whatever_case_and_accents(run: Run) -> None:
    done = run("who", "INES", "kéller")
    assert done.out.index("The bridge will close.") < done.out.index("the bridge is unsafe")
    assert "Tom Keller" not in done.out


def test_a_name_of_several_is_listed_and_nobody_s_words_are_given_to_another(run: Run) -> None:
    done = run("who", "keller")
    listed = [re.sub("v-[0-9a-f]{16}", "ID", line) for line in done.out.splitlines()]
    assert listed == [
        "Several are on record. Which one? Give the id:",
        "       3  ID  Ines Keller, mayor of Aldmoor",
        "       1  ID  Tom Keller",
    ]
    assert "Tom Keller" in run("who", ids(done.out)[1]).out
    done = run("who", "keller", "--json")
    assert (done.status, done.out) == (2, "")
    assert "Zoë Łukasz\n    It rains.\n" in run("who", "lukasz").out
    assert run("who", "nobody").status == 1


def ids(told: str) -> list[str]:
    """The ids of the voices that are told of, in order, each once."""
    return list(dict.fromkeys(re.findall("v-[0-9a-f]{16}", told)))


def test_who_tells_the_names_and_roles_of_a_voice_before_its_words(run: Run) -> None:
    (voice,) = ids(run("who", "ines", "keller").out)
    head, words, *_ = run("who", "ines keller").out.split("\n\n")
    assert head.splitlines() == [
        "Ines Keller",
        f"    {voice} · person · 3 statements · 2 articles",
        "    as mayor of Aldmoor (2025-02-21)",
    ]
    assert words.startswith("  Ines Keller")
    assert run("voice", "show", voice[:9]).out == f"{head}\n\n"


def test_people_say_who_is_who_and_take_it_back(run: Run) -> None:
    before = run("who", "keller").out
    ines, tom = ids(before)
    done = run("voice", "merge", ines, tom, "--by", "Zoë")
    one = f"Ines Keller ({ines}) and Tom Keller ({tom}) are one voice"
    assert done.out.endswith(f"Zoë: {one}\n")
    assert "named Ines Keller (3), Tom Keller (1)" in run("who", "tom keller").out
    assert one in run("decisions").out
    assert run("undo", done.out[:18]).out == f"{done.out[:18]} is taken back\n"
    assert run("who", "keller").out == before
    assert "taken back by" in run("decisions").out
    run("voice", "split", ines, "a-0001")
    assert run("who", "ines keller").out.startswith("Several are on record.")
    run("voice", "alias", tom, "Zoë Łukasz")
    assert "named Tom Keller (1), Zoë Łukasz (1)" in run("who", "lukasz").out
    assert run("voice", "merge", ines, "v-00000000").status == 1


def test_a_table_is_imported(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "mayors.jsonl"
    table.write_text('{"id": "m:1", "name": "Ines Keller", "roles": [{"role": "mayor"}]}\n', "utf-8")
    assert run("voice", "import", str(table)).out == "1 rows\n"
    assert "listed as m:1" in run("who", "ines keller").out
    table.write_text("[1", "utf-8")
    assert run("voice", "import", str(table)).status == 2


def test_show_marks_the_words_in_their_paragraph_and_names_their_bytes(run: Run) -> None:
    out = run("show", "s-2").out
    assert "⟦“It will open in May,”⟧ she said, ⟦“not a day later.”⟧" in out.replace("\n", " ")
    text = made_by_hand().article.text
    start = text.index("“It will") + 50  # its piece begins 50 characters into the capture
    assert f"stands in feed.txt, lines 2-4, characters {start}–{start + 22} and" in out


def test_show_why_names_what_each_part_rests_on(run: Run) -> None:
    out = run("show", "s-1", "--why").out
    for told in (
        "found by",
        "“denied” at",
        "“The mayor of Aldmoor, Ines Keller,” at",
        "“mayor of Aldmoor” at",
    ):
        assert told in out
    assert "score 0.97" in out
    assert "2025-02-21 to 2025-02-21" in out


def test_show_takes_an_article_too_and_the_beginning_of_an_id(run: Run) -> None:
    out = run("show", "a-1").out
    assert "3 statements" in out
    assert "stands in feed.txt" in out
    assert run("show", "s-0001").out == run("show", "s-00010").out
    assert "not in the archive" in run("show", "s-77").err


def test_what_the_news_says_is_never_obeyed(run: Run) -> None:
    for arguments in (["search", "may"], ["show", "s-3", "--why"], ["show", "a-1"], ["who", "ines keller"]):
        out = run(*arguments).out
        assert "\x1b" not in out
        assert "\u202e" not in out
    assert "<U+001B>[31mred<U+202E>" in run("show", "s-3").out
    assert "[from the harbour] An engineer" in run("show", "s-3").out


def test_no_cell_of_the_csv_is_a_formula(path: Path, run: Run) -> None:
    evil = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "\ufeff=1"]
    one = reading(9, *((named(name), f"{name} said.") for name in evil))
    one = replace(one, article=replace(one.article, outlet="=cmd|' /C calc'!A0", url="@x"))
    role = one.statements[0].content[0]
    one = replace(
        one,
        statements=tuple(
            replace(said, speaker=replace(said.speaker, role=Words(role.of(one.article.text), role)))
            for said in one.statements
        ),
    )
    filled(path, one)
    rows = list(csv.DictReader(io.StringIO(run("export", "--format", "csv").out, newline="")))
    assert len(rows) == 3 + 1 + 2 + len(evil)
    for row in rows:
        for cell in row.values():
            assert not cell.lstrip(" \t\r\n\ufeff\xa0").startswith(tuple("=+-@＝＋－＠"))
    assert {row["speaker"].removeprefix("'") for row in rows} >= set(evil)
    assert rows[0]["statement"] == "s-00010"
    (hyperlink,) = [row for row in rows if "HYPERLINK" in row["content"]]
    assert hyperlink["content"] == "'=HYPERLINK(1)"


def test_export_is_what_read_prints(run: Run, tmp_path: Path) -> None:
    news = str(german(tmp_path / "news.jsonl", range(3)))
    run("add", news, "--archive", str(tmp_path / "other.db"))
    read = sorted(run("read", "--json", news).out.splitlines(), key=lambda line: json.loads(line)["id"])
    exported = run("export", "--archive", str(tmp_path / "other.db")).out.splitlines()
    assert [line for line in exported if json.loads(line)["kind"] == "article"] == read


def test_reread_says_how_many_changed(run: Run, tmp_path: Path) -> None:
    archive = ["--archive", str(tmp_path / "other.db")]
    news = german(tmp_path / "news.jsonl", range(3))
    run("add", str(news), *archive)
    told = "3 articles read again, 0 of them read otherwise now\n"
    assert run("reread", *archive).out == told
    assert run("reread", "--from", "tidy", *archive).out == told
    news.unlink()
    done = run("reread", "--from", "tidy", *archive)
    assert done.status == 1
    assert len(done.err.splitlines()) == 2


def test_backup_is_an_archive_and_takes_no_file_s_place(run: Run, tmp_path: Path) -> None:
    copy = str(tmp_path / "copy.db")
    assert run("backup", copy).status == 0
    assert run("export", "--archive", copy).out == run("export").out
    done = run("backup", copy)
    assert done.status == 2
    assert "is there already" in done.err


def test_forget_wants_a_reason_and_may_be_taken_back(run: Run) -> None:
    assert run("forget", "a-0001").status == 2
    assert run("forget", "a-0001", "--reason", "withdrawn").status == 0
    assert "withdrawn" in run("show", "a-0001").err
    assert run("forget", "a-0001", "--undo").status == 0
    assert "not in the archive" in run("show", "a-0001").err


def test_a_correction_is_told_shown_and_taken_back(run: Run) -> None:
    before = run("export").out
    done = run("correct", "s-2", "--speaker", "Tom Keller", "--stance", "doubt", "--by", "Zoë")
    decision = done.out[:18]
    assert done.status == 0
    assert f"{decision}: s-2: speaker “Tom Keller”, stance doubt\n  Tom Keller said\n" in done.out
    assert f"`onrecord undo {decision}` takes it back" in done.err
    why = run("show", "s-2", "--why").out
    assert "decided       speaker “Tom Keller”, stance doubt; by Zoë on 20" in why
    assert "Tom Keller" in run("search", "May").out
    assert "Tom Keller" in run("export", "--format", "csv").out
    assert "Zoë: speaker “Tom Keller”" in run("decisions").out
    assert run("undo", decision).out == f"{decision} is taken back\n"
    assert "taken back by" in run("decisions").out
    assert [
        line for line in run("export").out.splitlines() if '"kind":"decision"' not in line
    ] == before.splitlines()
    assert "decided" not in run("show", "s-2", "--why").out
    assert run("decisions", "--lost").err == "no decisions\n"


def test_what_somebody_added_says_so(run: Run) -> None:
    out = run("correct", "a-1", "--missing", "the harbour", "--speaker", "Tom", "--speaker", "Zoë").out
    assert "  Tom and Zoë\n    the harbour\n    indirect, added by a person" in out
    assert json.loads(run("decisions", "--training").out)["corrected"] == [2]


def test_a_corrected_span_says_where_the_id_leads(run: Run) -> None:
    done = run("correct", "s-1", "--span", "the bridge")
    now = done.out.splitlines()[1].removeprefix("s-1 is now ")
    assert f"· {now}" in done.out
    assert run("show", now).out == run("show", "s-1").out
    assert run("correct", now, "--not-a-statement").out.endswith(f": {now}: no statement\n")
    assert "no statement, as" in run("show", "s-1").err


def test_who_corrects_is_the_one_named_the_setting_or_the_user(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "the-user")
    run("correct", "s-1", "--stance", "doubt")
    monkeypatch.setenv("ONRECORD_BY", "The Desk")
    run("correct", "s-1", "--stance", "doubt")
    run("correct", "s-1", "--stance", "doubt", "--by", "Zoë")
    told = [line["made"]["by"] for line in run("decisions", "--json").lines()]  # type: ignore[index]
    assert told == ["the-user", "The Desk", "Zoë"]


def test_a_hostile_name_is_shown_and_not_obeyed(run: Run) -> None:
    evil = "=1+1 \x1b[31mred\u202e"
    run("correct", "s-1", "--speaker", evil, "--by", evil)
    for arguments in (["show", "s-1", "--why"], ["decisions"], ["search", "unsafe"], ["who", "31mred"]):
        out = run(*arguments).out
        assert "<U+001B>[31mred<U+202E>" in out
        assert "\x1b" not in out
        assert "\u202e" not in out
    assert "'=1+1" in run("export", "--format", "csv").out


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["correct", "s-1", "--stance", "doubt", "--archive", "{folder}/nowhere.db"], 2, "no archive there"),
        (["correct", "s-nothing", "--stance", "doubt"], 1, "not in the archive"),
        (["correct", "a-1", "--stance", "doubt"], 1, "an article, not a statement"),
        (["correct", "s-1"], 2, "nothing is corrected"),
        (["correct", "s-1", "--span", "not there"], 2, "“not there” is not in the article"),
        (["correct", "a-1", "--missing", "bridge"], 2, "“bridge” stands 2 times in the article"),
        (["correct", "s-1", "--missing", "red"], 2, "a statement; what is missing"),
        (["correct", "a-1", "--missing", "red", "--not-a-statement"], 2, "goes with neither"),
        (["correct", "s-1", "--stance", "doubt", "--not-a-statement"], 2, "has nothing else"),
        (["correct", "s-1", "--stance", "doubt", "--by", " "], 2, "who decides is not known"),
        (["undo", "d-nothing"], 1, "no decision"),
        (["search", "x", "--archive", "{folder}/nowhere.db"], 2, "no archive there"),
        (["reread", "--archive", "{folder}/nowhere.db"], 2, "no archive there"),
        (["forget", "a-1", "--reason", "x", "--archive", "{folder}/nowhere.db"], 2, "no archive there"),
        (["search", "x", "--archive", "{folder}/text.db"], 2, "not an archive"),
        (["add", "{folder}/text.db", "--archive", "{folder}/text.db"], 2, "not an archive"),
        (["export", "--archive", "{folder}"], 2, "a folder"),
        (["add", "x", "--archive", "{folder}/text.db/news.db"], 1, "its folder cannot be made"),
        (["search", "—"], 2, "no words to search for"),
        (["show", "s-nothing"], 1, "not in the archive"),
        (["backup", "{folder}/nowhere/copy.db"], 2, "cannot be written"),
    ],
)
def test_what_is_wrong_is_told_in_two_lines(
    run: Run, tmp_path: Path, arguments: list[str], status: int, told: str
) -> None:
    (tmp_path / "text.db").write_text("The mayor said that it rains.\n" * 99)
    done = run(*(argument.format(folder=tmp_path) for argument in arguments))
    assert done.status == status
    assert len(done.err.splitlines()) == 2
    assert told in done.err
    assert done.out == ""
    assert not (tmp_path / "nowhere.db").exists()


def test_doctor_looks_after_the_archive(run: Run, path: Path) -> None:
    done = run("doctor")
    assert "3 articles, 6 statements, 3 names" in done.out
    assert f"version {migrate.latest()}, whole" in done.out
    assert "not there any more" in done.out
    assert done.status == 1
    with Archive(path) as archive:
        archive._connection.execute("INSERT INTO article_words (article_words) VALUES ('delete-all')")
    assert "article_words does not agree" in run("doctor").out
    assert "article_words" not in run("doctor", "--rebuild").out


def test_doctor_makes_no_archive(run: Run, tmp_path: Path) -> None:
    assert "not made yet" in run("doctor", "--archive", str(tmp_path / "no.db")).out
    assert not (tmp_path / "no.db").exists()


def test_without_a_place_the_archive_is_among_the_user_s_data(tmp_path: Path) -> None:
    news = german(tmp_path / "news.jsonl", range(1))
    environment = {key: value for key, value in os.environ.items() if key != "ONRECORD_ARCHIVE"}
    done = subprocess.run(
        [sys.executable, "-m", "onrecord.cli", "add", str(news)],
        env={**environment, "XDG_DATA_HOME": str(tmp_path / "data"), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert len(list(tmp_path.rglob("archive.db"))) == 1


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_a_shell_is_told_how_to_complete(run: Run, shell: str) -> None:
    assert "_ONRECORD_COMPLETE" in run("completion", shell).out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_help_has_an_example(run: Run, command: str) -> None:
    done = run(command, "--help")
    assert done.status == 0
    assert "Example:\n" in done.out
