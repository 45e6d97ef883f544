"""Corrections in an archive: seen everywhere at once, and whatever is read later."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from onrecord import pipeline
from onrecord.archive import Archive
from onrecord.errors import NotOnRecord, UsageError
from onrecord.export import spreadsheet, training, whole
from onrecord.export.whole import lines
from onrecord.network.session import shipped
from onrecord.pipeline import Tidied
from onrecord.record import Analysis, Article, Correction, Decision, Reading, Signed, Statement
from onrecord.train.labelled import labelled
from onrecord.train.polnear import documents
from tests.archives import filled, german, named, reading

AT = datetime(2026, 11, 25, 12, 30, tzinfo=UTC)
NEWS = reading(
    1,
    (named("Ines Keller"), "“The bridge will close in May,” the mayor said."),
    (named("Tom Weller"), "“It will not,” he said."),
    (named("Ines Keller"), "“The bridge will close in May,” the mayor said again, and it rained."),
)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(filled(tmp_path / "news.db", NEWS, reading(2, (named("Ada Pryce"), "It rains.")))) as made:
        yield made


@pytest.fixture
def read(tmp_path: Path) -> Iterator[Archive]:
    """An archive of articles that were read, so that they can be read again."""
    with Archive(tmp_path / "read.db") as made:
        made.add(str(german(tmp_path / "news.jsonl", range(3))))
        yield made


def correct(archive: Archive, statement: str, **told: object) -> Decision:
    return archive.correct(statement, Correction(**told), by="Zoë", at=AT).decision  # type: ignore[arg-type]


def add(archive: Archive, *words: str, article: str = "a-0001", **told: object) -> Decision:
    correction = Correction(content=words, **told)  # type: ignore[arg-type]
    return archive.add_missing(article, correction, by="Zoë", at=AT).decision


def said(archive: Archive) -> dict[str, tuple[Statement, ...]]:
    """The statements of each article; whose voice they are, `test_voices` knows."""
    return {one.article.id: tuple(map(without_voice, one.statements)) for one, _ in archive.readings()}


def without_voice(one: Statement) -> Statement:
    return replace(one, speaker=replace(one.speaker, voice=None))


def standing(archive: Archive) -> list[Decision]:
    return [one for one in archive.decisions() if one.undone is None]


# seen everywhere


def test_a_correction_is_seen_everywhere_at_once(archive: Archive) -> None:
    correct(archive, "s-00010", speakers=("Ada Łukasz",), role="mayor", stance="denial")
    for one in (archive.statement("s-00010").statement, archive.who("ada lukasz")[0].statement):
        assert (one.speaker.name, one.stance) == ("Ada Łukasz", "denial")
        assert one.speaker.role is not None
        assert one.speaker.role.span.of(NEWS.article.text) == "mayor"
    assert [one.name for one in archive.names("keller")] == ["Ines Keller"]
    assert len(archive.who("ines keller")) == 1
    article, *_ = (json.loads(line) for line in lines(archive))
    assert article["statements"][0]["speaker"]["name"] == "Ada Łukasz"
    table = b"".join(spreadsheet.lines(whole.entries(archive.reading("a-0001")))).decode()
    assert "Ada Łukasz" in table
    (decision,) = (json.loads(line) for line in lines(archive) if b'"kind":"decision"' in line)
    assert (decision["made"], decision["about"]["statement"]) == (
        {"by": "Zoë", "at": "2026-11-25T12:30:00Z"},
        "s-00010",
    )


def test_undoing_gives_back_exactly_what_the_machine_said(archive: Archive) -> None:
    before = said(archive)
    decisions = [
        correct(archive, "s-00010", speakers=("Ada Łukasz",)),
        correct(archive, "s-00010", content=("The bridge will close",)),
        correct(archive, "s-00011", is_statement=False),
        add(archive, "it rained", speakers=("Tom Weller",)),
    ]
    assert said(archive) != before
    for one in random.Random(3).sample(decisions, len(decisions)):
        archive.undo(one.id, by="Ede", at=AT)
    assert said(archive) == before
    assert archive.search("rained")[0].statement.id == "s-00012"
    assert {one.undone for one in archive.decisions()} == {Signed("Ede", "2026-11-25T12:30:00Z")}
    assert archive.names("ada") == [archive.names("pryce")[0]]
    assert archive.health().is_well


def test_undoing_the_later_one_brings_the_earlier_back(archive: Archive) -> None:
    correct(archive, "s-00010", speakers=("Ada Pryce",))
    later = correct(archive, "s-00010", speakers=("Tom Weller",))
    assert archive.statement("s-00010").statement.speaker.name == "Tom Weller"
    archive.undo(later.id, by="Zoë")
    assert archive.statement("s-00010").statement.speaker.name == "Ada Pryce"


def test_an_id_leads_on_to_the_corrected_words_and_back(archive: Archive) -> None:
    one = correct(archive, "s-00010", content=("The bridge",))
    now = archive.current("s-00010")
    assert now != "s-00010"
    assert archive.statement("s-00010").statement.content[0].of(NEWS.article.text) == "The bridge"
    more = correct(archive, now, speakers=("Ada Pryce",))
    assert more.target == one.target
    archive.undo(one.id, by="Zoë")
    assert archive.current(now) == "s-00010"
    assert archive.statement(now).statement.speaker.name == "Ada Pryce"


def test_who_asks_for_what_a_person_took_out_is_told_who(archive: Archive) -> None:
    one = correct(archive, "s-00011", is_statement=False)
    with pytest.raises(NotOnRecord, match="no statement, as Zoë decided on 2026-11-25") as told:
        archive.statement("s-00011")
    assert one.id in told.value.remedy
    new = add(archive, "it rained")
    archive.undo(new.id, by="Ede", at=AT)
    with pytest.raises(NotOnRecord, match="as Ede decided"):
        archive.statement(new.statement)


def test_a_decision_says_who_and_when_for_its_statement(archive: Archive) -> None:
    first = correct(archive, "s-00010", speakers=("Ada Pryce",))
    undone = correct(archive, "s-00010", stance="denial")
    archive.undo(undone.id, by="Zoë")
    assert archive.decided("a-0001") == {"s-00010": [first]}
    assert archive.decided("a-0002") == {}


# what cannot be decided


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ({}, "nothing is corrected"),
        ({"content": ("It snows.",)}, "“It snows.” is not in the article"),
        ({"content": ("bridge will close", "close in May")}, "stands 2 times|overlap"),
        ({"content": ("said",), "cue": ("900-950",)}, "900-950 is nowhere"),
        ({"content": ("20-10",)}, "nowhere"),
        ({"content": (" ",)}, "no words"),
        ({"content": ()}, "has words"),
        ({"role": "minister"}, "not in the article"),
        ({"speakers": ("x" * 301,)}, "too long a name"),
        ({"speakers": tuple(map(str, range(21)))}, "too many"),
        ({"content": ("x" * 20_001,)}, "too long to look for"),
        ({"content": ("1-2",) * 101}, "too many"),
    ],
)
def test_what_makes_no_sense_is_told_and_changes_nothing(
    archive: Archive, told: dict[str, object], message: str
) -> None:
    before = b"".join(lines(archive))
    with pytest.raises(UsageError, match=message):
        correct(archive, "s-00011", **told)
    assert b"".join(lines(archive)) == before


def test_words_that_stand_more_than_once_are_meant_where_the_statement_is_or_want_more(
    archive: Archive,
) -> None:
    one = correct(archive, "s-00012", content=("The bridge will close in May",))
    assert archive.statement(one.statement).statement.content[0].start > 70
    with pytest.raises(UsageError, match="stands 2 times in the article"):
        add(archive, "the mayor said")
    add(archive, "the mayor said again")


def test_words_are_found_whatever_their_white_space_and_marks(archive: Archive) -> None:
    one = correct(archive, "s-00011", content=('"It  will\n not,"',))
    assert archive.statement(one.statement).statement.content[0].of(NEWS.article.text) == "“It will not,”"


def test_what_is_a_statement_already_is_not_missing(archive: Archive) -> None:
    with pytest.raises(UsageError, match="statement already") as told:
        add(archive, "“It will not,” he said")
    assert "s-00011" in told.value.remedy
    with pytest.raises(UsageError, match="a statement; what is missing"):
        add(archive, "it rained", article="s-00011")


def test_ids_that_are_not_there_and_nobody_s_decisions_are_told(archive: Archive) -> None:
    with pytest.raises(NotOnRecord, match="not in the archive"):
        correct(archive, "s-nowhere", stance="denial")
    with pytest.raises(NotOnRecord, match="no decision"):
        archive.undo("d-nowhere", by="Zoë")
    with pytest.raises(UsageError, match="who decides"):
        archive.correct("s-00010", Correction(stance="denial"), by=" \x00")
    one = correct(archive, "s-00010", stance="denial")
    archive.undo(one.id[:8], by="Zoë", at=AT)
    with pytest.raises(UsageError, match="taken back already by Zoë on 2026-11-25"):
        archive.undo(one.id, by="Zoë")


# whatever is read later

resolved = pipeline.resolved


def test_reading_again_from_any_stage_keeps_what_was_decided(read: Archive) -> None:
    one = read.search("Nummer 10")[0].statement
    correct(read, one.id, speakers=("Ada Pryce",))
    correct(read, read.search("Nummer 20")[0].statement.id, is_statement=False)
    before = b"".join(lines(read))
    for start in ("resolve", "tidy"):
        assert not any(one.changed for one in read.reread(start))  # type: ignore[union-attr, arg-type]
        assert b"".join(lines(read)) == before


def test_newer_rules_change_what_nobody_decided_and_nothing_else(
    read: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (read.search(f'"Nummer {number}"')[0].statement.id for number in (10, 11))
    correct(read, first, speakers=("Ada Pryce",))
    stance = correct(read, second, stance="doubt")

    def newer(article: Article, analysis: Analysis, threshold: float | None) -> tuple[Statement, ...]:
        told = resolved(article, analysis, threshold)
        return tuple(replace(one, speaker=named("Newer Rules"), stance="denial") for one in told)

    monkeypatch.setattr(pipeline, "resolved", newer)
    list(read.reread("resolve"))
    one, two = read.statement(first).statement, read.statement(second).statement
    assert (one.speaker.name, one.stance) == ("Ada Pryce", "denial")
    assert (two.speaker.name, two.stance) == ("Newer Rules", "doubt")
    read.undo(stance.id, by="Zoë")
    assert read.statement(second).statement.stance == "denial"


def test_a_network_with_other_spans_leaves_each_decision_on_its_words(
    read: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    olds = [entry.statement for entry in read.search("Nummer")]
    for number, one in enumerate(olds):
        correct(read, one.id, speakers=(f"Speaker {number}",))
    texts = {one.id: read.statement(one.id).quote(one.content) for one in olds}

    def other(article: Article, analysis: Analysis, threshold: float | None) -> tuple[Statement, ...]:
        told = resolved(article, analysis, threshold)
        cut = [replace(one.content[0], end=one.content[0].end - 9) for one in told[:-2]]
        return tuple(
            replace(one, id=f"{one.id}x", content=(span,))
            for one, span in zip(told[1:], cut[1:], strict=False)
        )

    monkeypatch.setattr(pipeline, "resolved", other)
    list(read.reread("resolve"))
    assert [one.lost for one in read.decisions()] == [None] * len(olds)
    for number, one in enumerate(olds):
        entry = read.statement(one.id)
        assert entry.statement.speaker.name == f"Speaker {number}"
        assert entry.quote(entry.statement.content)[:20] == texts[one.id][:20]
    assert read.health().is_well


def retidied(monkeypatch: pytest.MonkeyPatch, change: dict[str, str]) -> None:
    """As if a newer tidy gave the articles other texts."""
    captured = pipeline.captured

    def otherwise(*asked: object) -> Iterator[Tidied]:
        for one in captured(*asked):  # type: ignore[arg-type]
            assert isinstance(one, Tidied)
            text = one.article.text
            for old, new in change.items():
                text = text.replace(old, new)
            identity = one.article.id + ("x" if text != one.article.text else "")
            yield replace(one, article=replace(one.article, id=identity, text=text))

    monkeypatch.setattr(pipeline, "captured", otherwise)


def test_a_changed_text_keeps_decisions_on_their_words_and_tells_which_are_lost(
    read: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = said(read)
    kept, cut = (read.search(f'"Nummer {number}"')[0].statement for number in (10, 12))
    correct(read, kept.id, speakers=("Ada Pryce",))
    lost = correct(read, cut.id, speakers=("Tom Weller",))
    with monkeypatch.context() as patch:
        look_alike = "„Die Brücke Nummer 10 bleibt offen“, hieß es im Hafen."
        retidied(
            patch,
            {"Nummer 12 bleibt offen": "Nummer 12 offen", "„Im Hafen": f"{look_alike}\n\n„Im Hafen"},
        )
        list(read.reread("tidy"))
    one, two = read.decisions()
    assert (one.lost, one.target.article) == (None, one.target.article.removesuffix("x") + "x")
    entry = read.statement(kept.id)
    assert entry.statement.speaker.name == "Ada Pryce"
    assert entry.article.text[entry.statement.content[0].end :].startswith(", sagte Ines Keller am Freitag")
    assert two.id == lost.id
    assert "Nummer 12" in str(two.lost)
    assert read.names("weller") == []
    assert len(read.who("ada pryce")) == 1
    # The text as it was, and the lost one has its place again.
    list(read.reread("tidy"))
    assert [one.lost for one in read.decisions()] == [None, None]
    assert len(read.who("tom weller")) == 1
    for one in standing(read):
        read.undo(one.id, by="Zoë")
    assert said(read) == before


# forgetting, copies, kills


def contents(archive: Archive) -> bytes:
    return b"".join(file.read_bytes() for file in archive.path.parent.glob(f"{archive.path.name}*"))


def test_a_forgotten_article_takes_the_words_of_its_decisions_along(archive: Archive) -> None:
    correct(archive, "s-00010", speakers=("Ada Łukasz",))
    archive.undo(add(archive, "it rained").id, by="Zoë")
    correct(archive, "s-00020", speakers=("Kit Moss",))
    archive.forget("a-0001", "withdrawn")
    assert [one.target.article for one in archive.decisions()] == ["a-0002"]
    for word in ("Łukasz", "it rained", "bridge"):
        assert word.encode() not in contents(archive)
    assert archive.health().is_well


def test_lost_decisions_are_forgotten_with_what_took_the_place_of_their_article(
    read: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = read.search('"Nummer 12"')[0]
    correct(read, entry.statement.id, speakers=("Tom Weller",))
    retidied(monkeypatch, {"Nummer 12 bleibt offen": "Nummer 12 offen"})
    list(read.reread("tidy"))
    assert [one.lost is None for one in read.decisions()] == [False]
    read.forget(entry.article.id, "withdrawn")
    assert list(read.decisions()) == []
    assert b"Nummer 12 bleibt" not in contents(read)


def test_decisions_whose_article_is_gone_can_be_forgotten(
    read: Archive, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    entry = read.search('"Nummer 12"')[0]
    correct(read, entry.statement.id, speakers=("Tom Weller",))
    monkeypatch.setattr(pipeline, "captured", lambda *_: iter(()))
    list(read.reread("tidy"))
    (one,) = read.decisions()
    assert "none took its place" in str(one.lost)
    read.undo(one.id, by="Zoë")
    read.forget(entry.article.id, "withdrawn")
    assert list(read.decisions()) == []
    assert b"Nummer 12" not in contents(read)


def test_a_copy_has_the_decisions_and_can_take_them_back(archive: Archive, tmp_path: Path) -> None:
    before = said(archive)
    one = correct(archive, "s-00010", speakers=("Ada Łukasz",))
    archive.backup(tmp_path / "copy.db")
    with Archive(tmp_path / "copy.db") as copy:
        assert b"".join(lines(copy)) == b"".join(lines(archive))
        copy.undo(one.id, by="Zoë")
        assert said(copy) == before


CORRECT = """
import sys
from onrecord.archive import Archive
from onrecord.record import Correction
with Archive(sys.argv[1]) as archive:
    for number in range(int(sys.argv[2]), 1000):
        one = archive.correct("s-00010", Correction(speakers=(f"Speaker {number}",)), by="Zoë")
        print(number, flush=True)
        if number % 2:
            archive.undo(one.decision.id, by="Zoë")
"""


def test_killed_at_any_moment_each_decision_is_whole_or_not_there(tmp_path: Path) -> None:
    path = filled(tmp_path / "news.db", NEWS)
    chance, told = random.Random(7), 0
    for _ in range(int(os.environ.get("ONRECORD_KILLS", "2"))):
        running = subprocess.Popen(
            [sys.executable, "-c", CORRECT, str(path), str(told)], stdout=subprocess.PIPE, text=True
        )
        assert running.stdout is not None
        for _ in range(chance.randrange(1, 9)):
            running.stdout.readline()
        time.sleep(chance.random() * 0.01)
        running.send_signal(signal.SIGKILL)
        running.communicate()
        with Archive(path) as archive:
            assert archive.health().is_well
            made = list(archive.decisions())
            told = len(made)
            last = next((one for one in reversed(made) if one.undone is None), None)
            name = last.verdict.speakers[0] if last is not None and last.verdict.speakers else "Ines Keller"
            assert archive.statement("s-00010").statement.speaker.name == name
    with Archive(path) as archive:
        for one in standing(archive):
            archive.undo(one.id, by="Zoë")
        assert said(archive) == {"a-0001": NEWS.statements}


# as training data


def test_corrected_articles_are_training_data_in_the_form_of_polnear(archive: Archive) -> None:
    correct(archive, "s-00010", speakers=("Ada Pryce",), cue=("said",), source=("the mayor",))
    correct(archive, "s-00011", is_statement=False)
    add(archive, "it rained", source=("the mayor said again",), cue=())
    (line,) = training.lines(archive)
    document = json.loads(line)
    text = document["text"]
    told = document["annotations"]["onrecord"]
    assert [[text[a:b] for a, b in one["source"]] for one in told] == [
        ["the mayor"],
        [],
        ["the mayor said again"],
    ]
    assert document["corrected"] == [0, 2]
    assert [[text[a:b] for a, b in one] for one in document["refused"]] == [["“It will not,” he said."]]
    assert (document["speakers"][0]["attribution"], document["speakers"][0]["name"]) == (0, "Ada Pryce")
    assert (document["id"], document["date"]) == ("a-0001", "2025-01-02")


def test_the_trainer_reads_them(archive: Archive, tmp_path: Path) -> None:
    network = shipped("en")
    assert network is not None
    correct(archive, "s-00010", cue=("said",), source=("the mayor",))
    add(archive, "it rained")
    path = tmp_path / "corrected.jsonl"
    path.write_bytes(b"".join(training.lines(archive)))
    (document,) = documents(path)
    assert (document.id, document.date) == ("a-0001", "2025-01-02")
    assert {at for at in labelled(document, network.wordpiece).outer.cue_of if at >= 0} == {11}


def test_an_archive_without_decisions_is_as_it_was(archive: Archive) -> None:
    assert list(training.lines(archive)) == []
    assert list(archive.decisions()) == []
    assert isinstance(archive.reading("a-0001"), Reading)


def test_old_ids_of_what_was_taken_out_lead_on_when_it_comes_back(
    read: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = read.search('"Nummer 10"')[0].statement.id
    cut = correct(read, old, content=("Nummer 10 bleibt offen",))
    now = read.current(old)
    none = correct(read, now, is_statement=False)

    def renamed(article: Article, analysis: Analysis, threshold: float | None) -> tuple[Statement, ...]:
        told = resolved(article, analysis, threshold)
        return tuple(replace(one, id=f"{one.id}x") for one in told)

    monkeypatch.setattr(pipeline, "resolved", renamed)
    list(read.reread("resolve"))
    for identity in (old, now):
        with pytest.raises(NotOnRecord, match="no statement, as Zoë decided"):
            read.current(identity)
    read.undo(none.id, by="Zoë")
    assert read.current(old) == read.current(now) == now
    read.undo(cut.id, by="Zoë")
    assert read.current(old) == read.current(now) == f"{old}x"
