"""Readers of links cannot know which are real, and where they differ a link counts as wrong."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from evaluation.blind import draw, kappa, labelled, score
from onrecord.archive import Archive
from tests.archives import filled, named, reading
from tests.web.opened import connected

SAID = "The harbour wall at Oxtarn will not be raised before the herring fleet has left in autumn."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sheet of twenty repeats."""
    others = [(named("Tom Brandt"), "The harbour is old."), (named("Marta Sund"), "Nobody asked us.")]
    said = [reading(day, (named("Ines Keller"), SAID), *others) for day in range(1, 22, 4)]
    path = connected(filled(tmp_path / "news.db", *said))
    with Archive.to_read(path) as archive:
        draw(archive, tmp_path / "sheets", ())
    return tmp_path / "sheets"


def test_nothing_is_drawn_of_what_was_learned_from(tmp_path: Path) -> None:
    said = [reading(day, (named("Ines Keller"), SAID)) for day in (1, 5, 9)]
    said = [replace(one, article=replace(one.article, key=f"key {day}")) for day, one in enumerate(said)]
    (tmp_path / "in.jsonl").write_text('{"id": "key 0"}\n')
    (tmp_path / "across.jsonl").write_text('{"ids": ["key 0", "key 1"]}\n')
    with Archive.to_read(connected(filled(tmp_path / "news.db", *said))) as archive:
        for labels, most in (("in.jsonl", 1), ("across.jsonl", 0)):
            draw(archive, tmp_path / labels[:2], set(labelled(tmp_path / labels)))
            real = [row for row in rows(tmp_path / labels[:2] / "key.jsonl") if row["real"]]
            assert len(real) == most


def rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_the_sheet_does_not_tell_what_is_real(folder: Path) -> None:
    sheet, key = rows(folder / "sheet.jsonl"), rows(folder / "key.jsonl")
    assert [row["number"] for row in sheet] == [row["number"] for row in key]
    assert {row["real"] for row in key} == {True, False}
    assert {tuple(row) for row in sheet} == {("number", "asked", "first", "second")}
    assert len({json.dumps(row["first"]).count("speaker") for row in sheet}) == 1


def test_a_link_is_right_where_both_say_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = rows(folder / "key.jsonl")
    real = {row["number"]: row["real"] for row in key}
    one, two = folder / "one.jsonl", folder / "two.jsonl"
    one.write_text("".join(json.dumps({"number": n, "yes": yes}) + "\n" for n, yes in real.items()))
    first = next(row["number"] for row in key if row["real"] and row["kind"] == "repeats")
    two.write_text(
        "".join(json.dumps({"number": n, "yes": yes and n != first}) + "\n" for n, yes in real.items())
    )
    assert score(folder, one, one) == 0
    there = sum(row["real"] is True and row["kind"] == "repeats" for row in key)
    assert f"right by both {there:4} of {there:4}" in capsys.readouterr().out
    assert score(folder, one, two) == 0
    assert f"right by both {there - 1:4} of {there:4}" in capsys.readouterr().out


def test_what_one_reader_has_not_read_is_told(folder: Path) -> None:
    (folder / "none.jsonl").write_text("")
    assert score(folder, folder / "none.jsonl", folder / "none.jsonl") == 2


def test_agreement_is_counted_beyond_chance() -> None:
    assert kappa([(True, True), (False, False)]) == 1
    assert kappa([(True, True), (True, False), (False, True), (False, False)]) == 0
