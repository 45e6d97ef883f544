"""The archive as a library: what is kept, what stays the same, what is read again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import onrecord
from onrecord import pipeline
from onrecord.archive import Archive
from onrecord.errors import (
    ArchiveBusy,
    ArchiveError,
    ArchiveFull,
    ArchiveReadOnly,
    ArchiveTooNew,
    CaptureGone,
    NoArchive,
    NotAnArchive,
    NotOnRecord,
    UsageError,
)
from onrecord.export.whole import lines
from onrecord.record import Analysis, Article, Reading, Statement
from onrecord.reread import Reread
from tests.archives import filled, german, named, reading


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "news.db") as made:
        yield made


@pytest.fixture
def news(tmp_path: Path) -> Path:
    return german(tmp_path / "news.jsonl", range(5))


def export(archive: Archive) -> bytes:
    return b"".join(lines(archive))


def is_well(archive: Archive) -> bool:
    return archive.health().is_well


def test_adding_twice_is_adding_once(archive: Archive, news: Path) -> None:
    added = archive.add(str(news))
    assert (added.articles, added.statements, added.again) == (5, 20, 0)
    once = export(archive)
    added = archive.add(str(news))
    assert (added.articles, added.statements, added.again) == (0, 0, 5)
    assert export(archive) == once


def test_what_a_newer_version_works_out_otherwise_is_so_when_anything_is_added(tmp_path: Path) -> None:
    again = "“The ferry to Skarholm will sail in May, and not a day later.”"
    path = filled(tmp_path / "old.db", *(reading(number, (named("Ines Keller"), again)) for number in (1, 2)))
    with Archive(path) as archive:
        archive.add(str(german(tmp_path / "one.jsonl", range(1))))
        told = list(archive.voices()), archive.trace("s-00010")
        with sqlite3.connect(path) as emptied:
            for table in ("link", "met_by", "side", "connected", "appearance", "company"):
                emptied.execute(f"DELETE FROM {table}")
        emptied.close()
        assert (list(archive.voices()), archive.trace("s-00010")) != told
        archive.add(str(german(tmp_path / "one.jsonl", range(1))))
        assert (list(archive.voices()), archive.trace("s-00010")) == told


def test_what_is_added_is_what_is_read(archive: Archive, news: Path) -> None:
    archive.add(str(news), published=date(2025, 2, 21))
    kept = sorted((one for one, _ in archive.readings()), key=lambda one: one.article.id)
    read = sorted(onrecord.read(str(news), published=date(2025, 2, 21)), key=lambda one: one.article.id)
    assert kept == read


def test_the_export_does_not_tell_who_came_first(tmp_path: Path) -> None:
    paths = [str(german(tmp_path / f"{number}.jsonl", range(number, number + 3))) for number in range(4)]
    told = []
    for name, order in (("there", paths), ("back", paths[::-1])):
        with Archive(tmp_path / f"{name}.db") as archive:
            archive.add(*order)
            told.append(export(archive))
    assert told[0] == told[1]
    assert [json.loads(line)["kind"] for line in told[0].splitlines()] == [
        *["article"] * 6,
        *["sighting"] * 6,
        *["kinship"] * 15,  # all six say nearly the same
    ]


def test_the_same_article_in_another_capture_is_another_sighting(archive: Archive, news: Path) -> None:
    copy = news.with_name("copy.jsonl")
    copy.write_bytes(news.read_bytes())
    archive.add(str(news))
    assert archive.add(str(copy)).again == 5
    ((one, _), *_) = archive.readings()
    sources = [place.origin.capture.source for place in archive.sightings(one.article.id)]
    assert sources == [str(copy), str(news)]
    assert one.article.origin.capture.source == str(copy)
    assert {entry.article.origin.capture.source for entry in archive.search("Nummer")} == {str(copy)}


def test_a_known_article_is_not_read_again(
    archive: Archive, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.add(str(news))
    monkeypatch.setattr(pipeline, "reading", None)
    assert archive.add(str(news)).again == 5


def test_a_day_that_is_given_later_is_taken_up(archive: Archive, news: Path) -> None:
    archive.add(str(news))
    archive.add(str(news), published=date(2025, 2, 21))
    dated = export(archive)
    assert {one.article.published.day for one, _ in archive.readings() if one.article.published} == {
        date(2025, 2, 21)
    }
    archive.add(str(news))
    assert export(archive) == dated
    assert len(archive.search(onrecord.Question(first=date(2025, 2, 21)))) == 20
    assert list(archive.successions()) == []


def test_what_was_dropped_is_kept_once_and_in_order(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "broken.jsonl"
    path.write_text("".join(f'{{"text": {number}}}\n' for number in range(13)))
    for _ in range(2):
        archive.add(str(path))
    assert [one.origin.locator for one in archive.dropped()] == [f"line {number}" for number in range(1, 14)]


def test_an_input_that_fails_is_told_and_the_rest_is_kept(archive: Archive, news: Path) -> None:
    added = archive.add("nowhere.txt", str(news))
    assert added.articles == 5
    assert "nowhere.txt" in str(added.failed[0])


# forgetting


def test_a_forgotten_article_leaves_a_reason_and_no_word_and_is_not_added_again(
    archive: Archive, news: Path
) -> None:
    archive.add(str(news))
    (entry,) = archive.search('"Nummer 20"')
    article = entry.article.id
    archive.forget(article, "withdrawn", day=date(2026, 1, 2))
    assert archive.search('"Nummer 20"') == []
    assert archive.add(str(news)).forgotten == 1
    with pytest.raises(NotOnRecord, match=r"2026-01-02 \(withdrawn\)"):
        archive.reading(article)
    assert json.loads(export(archive).splitlines()[-1])["reason"] == "withdrawn"
    assert is_well(archive)
    for file in archive.path.parent.glob("news.db*"):
        assert b"Nummer 20 " not in file.read_bytes()
    archive.remember(article)
    assert archive.add(str(news)).articles == 1


def test_a_name_that_nobody_bears_any_more_is_gone_too(tmp_path: Path) -> None:
    path = filled(tmp_path / "news.db", reading(1, (named("Ines Keller"), "It rains.")))
    with Archive(path) as archive:
        archive.forget("a-0001", "a wrong name")
        assert archive.names("keller") == []
    assert b"Keller" not in path.read_bytes()


def test_forgetting_wants_a_reason_and_a_whole_article(tmp_path: Path) -> None:
    with Archive(filled(tmp_path / "news.db", reading(1, (named("A B"), "It rains.")))) as archive:
        with pytest.raises(UsageError, match="reason"):
            archive.forget("a-0001", " ")
        with pytest.raises(UsageError, match="whole"):
            archive.forget("s-00010", "because")
        with pytest.raises(NotOnRecord):
            archive.remember("a-0001")
        assert len(archive.search("rains")) == 1


# reading again


def cut_short(article: Article, analysis: Analysis, threshold: float | None) -> tuple[Statement, ...]:
    """As if newer rules ended each content a word earlier, and left out the last statement."""
    told = resolved(article, analysis, threshold)[:-1]
    return tuple(
        replace(
            one,
            id=one.id + "x",
            content=(replace(one.content[0], end=article.text.rindex(" ", 0, one.content[0].end)),),
        )
        for one in told
    )


resolved = pipeline.resolved


def test_reading_again_from_resolve_changes_nothing_where_nothing_changed(
    archive: Archive, news: Path
) -> None:
    archive.add(str(news))
    before = export(archive)
    assert [one.changed for one in archive.reread("resolve") if isinstance(one, Reread)] == [False] * 5
    assert [one.changed for one in archive.reread("tidy") if isinstance(one, Reread)] == [False] * 5
    assert export(archive) == before


def test_old_ids_lead_to_what_took_their_place(
    archive: Archive, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.add(str(news))
    olds = {one.article.id: one.statements for one, _ in archive.readings()}
    monkeypatch.setattr(pipeline, "resolved", cut_short)
    assert all(isinstance(one, Reread) and one.changed for one in archive.reread("resolve"))
    for said in olds.values():
        for old in said[:-1]:
            assert archive.current(old.id) == old.id + "x"
            assert archive.statement(old.id).statement.content[0].start == old.content[0].start
        with pytest.raises(NotOnRecord, match="nothing in its place"):
            archive.statement(said[-1].id)
    monkeypatch.setattr(pipeline, "resolved", resolved)
    list(archive.reread("resolve"))
    assert {one.article.id: one.statements for one, _ in archive.readings()} == olds
    assert all(archive.current(old.id + "x") == old.id for said in olds.values() for old in said[:-1])
    assert is_well(archive)


def test_reading_again_by_two_processes_is_the_same(archive: Archive, news: Path) -> None:
    archive.add(str(news), processes=2)
    before = export(archive)
    assert len(list(archive.reread("resolve", processes=2))) == 5
    assert export(archive) == before


def misread(archive: Archive) -> None:
    """As if older rules had been less sure of every second statement."""
    archive._connection.execute(
        "UPDATE saying SET noun = json_set(noun, '$.score', 0.125) WHERE statement % 2 = 0"
    )


@pytest.mark.parametrize("processes", [1, 2])
def test_what_newer_rules_read_otherwise_is_put_right_in_order(
    archive: Archive, tmp_path: Path, processes: int
) -> None:
    archive.add(str(german(tmp_path / "many.jsonl", range(40))))
    before = export(archive)
    misread(archive)
    assert export(archive) != before
    told = list(archive.reread("resolve", processes=processes))
    assert told == [Reread(one.article.id, 4, changed=True) for one, _ in archive.readings()]
    assert export(archive) == before
    assert is_well(archive)


def test_what_is_written_while_it_is_read_again_is_not_lost(archive: Archive, news: Path) -> None:
    archive.add(str(news))
    misread(archive)
    again = archive.reread("resolve")
    next(again)
    articles = [one.article.id for one, _ in archive.readings()]
    archive.add(str(news), published=date(2025, 2, 21))
    archive.forget(articles[-1], "withdrawn")
    list(again)
    assert [one.article.id for one, _ in archive.readings()] == articles[:-1]
    assert all(one.article.published for one, _ in archive.readings())
    assert not any(one.changed for one in archive.reread("resolve") if isinstance(one, Reread))
    assert is_well(archive)


def test_an_archive_is_read_again_from_another_folder(news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(news.parent)
    with Archive("here.db") as archive:
        archive.add(news.name)
        monkeypatch.chdir("/")
        assert len(list(archive.reread("resolve"))) == 5


def test_an_article_that_is_cut_otherwise_now_gives_its_place_to_what_has_its_words(
    archive: Archive, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.add(str(news))
    olds = [one for one, _ in archive.readings()]
    captured = pipeline.captured

    def otherwise(*asked: object) -> Iterator[pipeline.Tidied]:
        for one in captured(*asked):  # type: ignore[arg-type]
            assert isinstance(one, pipeline.Tidied)
            article = one.article
            text = article.text[: article.text.rindex("\n\n")]
            yield replace(one, article=replace(article, id=article.id + "x", text=text))

    monkeypatch.setattr(pipeline, "captured", otherwise)
    list(archive.reread("tidy"))
    assert sorted(one.article.id for one, _ in archive.readings()) == sorted(
        one.article.id + "x" for one in olds
    )
    for old in olds:
        assert archive.reading(old.article.id).article.id == old.article.id + "x"
        news_ids = [archive.current(said.id) for said in old.statements[:-1]]
        assert news_ids == [said.id for said in archive.reading(old.article.id).statements]
        with pytest.raises(NotOnRecord):
            archive.statement(old.statements[-1].id)
    assert is_well(archive)


def test_where_a_capture_is_gone_or_another_its_articles_stay(archive: Archive, news: Path) -> None:
    archive.add(str(news))
    before = export(archive)
    news.write_text(news.read_text("utf-8") + "\n", encoding="utf-8")
    (told,) = archive.reread("tidy")
    assert isinstance(told, CaptureGone)
    assert "changed" in told.message
    news.unlink()
    (told,) = archive.reread("tidy")
    assert isinstance(told, CaptureGone)
    assert "not there" in told.message
    assert [one.message for one in archive.health().gone] == [told.message]
    assert export(archive) == before


def test_a_capture_is_found_again_from_another_folder(
    archive: Archive, news: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(news.parent)
    archive.add(news.name)
    monkeypatch.chdir("/")
    assert all(isinstance(one, Reread) for one in archive.reread("tidy"))
    assert archive.health().gone == ()


# wrong archives


def test_a_copy_is_whole_and_takes_the_place_of_nothing(archive: Archive, news: Path, tmp_path: Path) -> None:
    archive.add(str(news))
    archive.backup(tmp_path / "copy.db")
    with Archive.to_read(tmp_path / "copy.db") as copy:
        assert export(copy) == export(archive)
    with pytest.raises(UsageError, match="there already"):
        archive.backup(tmp_path / "copy.db")
    with pytest.raises(UsageError, match="cannot be written"):
        archive.backup(tmp_path / "nowhere" / "copy.db")
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize("open_", [Archive, Archive.to_read])
def test_what_is_no_archive_is_left_as_it_is(tmp_path: Path, open_: type[Archive]) -> None:
    text = tmp_path / "news.txt"
    text.write_text("The mayor said that it rains.\n" * 99)
    other = tmp_path / "other.db"
    database = sqlite3.connect(other)
    database.execute("CREATE TABLE mine (x)")
    database.commit()
    database.close()
    for path in (text, other):
        before = path.read_bytes()
        with pytest.raises(NotAnArchive, match=path.name):
            open_(path)
        assert path.read_bytes() == before
    with pytest.raises(NotAnArchive):
        open_(tmp_path)


@pytest.mark.parametrize("open_", [Archive, Archive.to_read])
def test_an_archive_of_a_newer_onrecord_is_told(tmp_path: Path, open_: type[Archive]) -> None:
    path = filled(tmp_path / "news.db")
    database = sqlite3.connect(path)
    database.execute("PRAGMA user_version = 999")
    database.close()
    with pytest.raises(ArchiveTooNew, match="999"):
        open_(path)


def test_no_archive_is_made_by_asking(tmp_path: Path) -> None:
    with pytest.raises(NoArchive, match="no archive"):
        Archive.to_read(tmp_path / "news.db")
    (tmp_path / "empty.db").touch()
    with pytest.raises(NoArchive, match="empty"):
        Archive.to_read(tmp_path / "empty.db")
    assert [path.name for path in tmp_path.iterdir()] == ["empty.db"]


def test_who_waits_too_long_for_another_writer_is_told(tmp_path: Path, news: Path) -> None:
    path = filled(tmp_path / "news.db", reading(1, (named("A B"), "It rains.")))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Archive(path, patience=0.05) as archive:
        with pytest.raises(ArchiveBusy, match="busy"):
            archive.add(str(news))
        assert archive.search("rains")
        with Archive.to_read(path) as reader:
            assert reader.search("rains")
    other.close()


def test_a_full_archive_keeps_what_it_had_and_goes_on_when_there_is_room(
    archive: Archive, news: Path
) -> None:
    archive.add(str(german(news.with_name("more.jsonl"), range(100, 130))))
    before = export(archive)
    connection = archive._connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(ArchiveFull, match="no room left"):
        archive.add(str(german(news.with_name("many.jsonl"), range(200, 260))))
    connection.execute("PRAGMA max_page_count = 1000000")
    assert is_well(archive)
    assert export(archive).startswith(before[:100])
    assert archive.add(str(news.with_name("many.jsonl"))).again < 60
    assert sum(1 for _ in archive.readings()) == 90


def test_an_archive_that_may_only_be_read_is_read_and_not_written(tmp_path: Path, news: Path) -> None:
    path = filled(tmp_path / "news.db", reading(1, (named("A B"), "It rains.")))
    with Archive.to_read(path) as archive:
        assert archive.search("rains")
        with pytest.raises(ArchiveReadOnly, match="not written"):
            archive.add(str(news))


def test_a_damaged_archive_is_told(tmp_path: Path) -> None:
    path = filled(
        tmp_path / "news.db", *(reading(n, (named("A B"), f"It rains {n}. " * 200)) for n in range(40))
    )
    data = bytearray(path.read_bytes())
    data[8192:] = bytes(len(data) - 8192)
    path.write_bytes(data)
    with pytest.raises(ArchiveError), Archive.to_read(path) as archive:
        list(archive.readings())


def test_an_index_that_disagrees_is_found_and_made_anew(tmp_path: Path) -> None:
    path = filled(tmp_path / "news.db", reading(1, (named("A B"), "It rains.")))
    with Archive(path) as archive:
        archive._connection.execute("INSERT INTO statement_words (statement_words) VALUES ('delete-all')")
        assert archive.health().indexes == ("statement_words",)
        archive.rebuild_indexes()
        assert is_well(archive)
        assert archive.search("rains")


def test_several_networks_are_told(tmp_path: Path) -> None:
    one, other = reading(1, (named("A B"), "It rains.")), reading(2, (named("A B"), "It snows."))
    other = replace(other, analysis=replace(other.analysis, network="def"))
    with Archive(filled(tmp_path / "news.db", one, other)) as archive:
        assert archive.health().networks == (("abc", 1), ("def", 1))


@pytest.mark.parametrize(("begins", "found"), [("a-0001", "a-0001"), ("a-00", None), ("s-00010", "s-00010")])
def test_the_beginning_of_an_id_will_do(tmp_path: Path, begins: str, found: str | None) -> None:
    path = filled(tmp_path / "news.db", *(reading(n, (named("A B"), "It rains.")) for n in (1, 2)))
    with Archive.to_read(path) as archive:
        if found is not None:
            assert archive.current(begins) == found
        else:
            with pytest.raises(NotOnRecord, match="more than one"):
                archive.current(begins)
        for unknown in ("", "a", "zzz", "a-9999", "\ud800", "a-%"):
            with pytest.raises(NotOnRecord):
                archive.current(unknown)


def test_every_reading_of_an_archive_is_a_reading(archive: Archive, news: Path) -> None:
    archive.add(str(news))
    assert all(isinstance(one, Reading) and one.analysis.network is None for one, _ in archive.readings())
