"""An archive tells which articles are kin as memory does, and keeps it whatever happens to them."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import Archive, kinships
from onrecord.export import whole
from onrecord.record import Analysis, Article, Kinship, Reading
from onrecord.store import kin, migrate, write
from onrecord.store.connection import to_write
from onrecord.store.transaction import transaction
from tests.archives import MADE_BY, PLACE
from tests.connect.stories import kin as in_memory
from tests.connect.stories import story
from tests.connect.test_copies import POOL


def lines(path: Path, *texts: tuple[str, str]) -> Path:
    with path.open("w", encoding="utf-8") as out:
        for outlet, text in texts:
            url = f"https://{outlet}.example/bridge"
            line = {"text": text, "outlet": outlet, "url": url, "language": "de", "published": "2025-02-21"}
            out.write(json.dumps(line) + "\n")
    return path


def kept(path: Path) -> list[Kinship]:
    with Archive(path) as archive:
        return list(archive.kinships())


def test_copies_are_found_as_they_are_added_and_exported(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with Archive(path) as archive:
        archive.add(str(lines(tmp_path / "1.jsonl", ("Bote", story(1)))))
        archive.add(str(lines(tmp_path / "2.jsonl", ("Reuters", story(1)))))
        (found,) = archive.kinships()
        exported = [json.loads(line) for line in whole.lines(archive)]
        assert archive.kin(found.article) == archive.kin(found.of) == [found]
        assert archive.reading(found.of).article.outlet == "Reuters"
    (line,) = [one for one in exported if one["kind"] == "kinship"]
    assert (line["relation"], line["from"], line["to"]) == ("copy", found.article, found.of)


def test_whoever_is_forgotten_is_kin_to_nobody(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with Archive(path) as archive:
        archive.add(str(lines(tmp_path / "1.jsonl", ("Bote", story(1)), ("Reuters", story(1)))))
        (found,) = archive.kinships()
        archive.forget(found.of, "a test")
        assert archive.kin(found.article) == []
    with Archive(path) as archive:
        assert archive.health().is_well


def test_what_was_added_before_copies_were_looked_for_is_compared_when_read_again(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with Archive(path) as archive:
        archive.add(str(lines(tmp_path / "1.jsonl", ("Bote", story(1)), ("Reuters", story(1)))))
    before = kept(path)
    connection = to_write(path)
    for table in ("compared", "stands_for", "repeated", "kinship"):
        connection.execute(f"DELETE FROM {table}")
    connection.close()
    with Archive(path) as archive:
        list(archive.reread("resolve"))
    assert kept(path) == before != []


@settings(max_examples=10)
@given(st.permutations(POOL))
def test_an_archive_says_what_memory_says(articles: list[Article]) -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    migrate.migrate(connection)
    for one in articles:
        with transaction(connection):
            write.reading(connection, Reading(one, (), (), Analysis(one.id, (), None)), MADE_BY, PLACE)
            kinships.added(connection, one)
    assert kin.every(connection) == in_memory(*POOL)
    connection.close()
