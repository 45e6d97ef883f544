"""The schema: what `schema.sql` says is what the migrations make."""

import re
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.archive import Archive
from onrecord.store import connection, migrate
from tests.archives import filled, named, reading

SCHEMA = Path(migrate.__file__).with_name("schema.sql")
FIRST = Path(__file__).with_name("first_migration.db")


def shape(database: sqlite3.Connection) -> dict[str, object]:
    """Everything about the tables that SQLite knows, and the words of triggers and full-text tables."""
    told: dict[str, object] = {"application": database.execute("PRAGMA application_id").fetchone()}
    for kind, name, sql in database.execute("SELECT type, name, sql FROM sqlite_schema").fetchall():
        if kind == "table" and "VIRTUAL" not in sql:
            told[name] = [
                database.execute(f"PRAGMA {pragma}({name})").fetchall()
                for pragma in ("table_xinfo", "foreign_key_list")
            ]
            told[f"{name} is"] = database.execute(
                "SELECT wr, strict FROM pragma_table_list WHERE name = ?", (name,)
            ).fetchall()
        elif kind == "index":
            told[name] = database.execute(f"PRAGMA index_xinfo({name})").fetchall()
        else:
            told[name] = re.sub(r"\s+", " ", sql)
    return told


def test_the_schema_is_what_the_migrations_make() -> None:
    today, migrated = sqlite3.connect(":memory:"), sqlite3.connect(":memory:", isolation_level=None)
    today.executescript(SCHEMA.read_text("utf-8"))
    migrate.migrate(migrated)
    assert shape(today) == shape(migrated)
    today.close()
    migrated.close()


def test_every_table_is_strict() -> None:
    database = sqlite3.connect(":memory:")
    database.executescript(SCHEMA.read_text("utf-8"))
    loose = database.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT strict"
        " AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    database.close()
    assert loose == []


def test_migrations_are_numbered_without_a_gap() -> None:
    assert [number for number, _ in migrate.steps()] == list(range(1, migrate.latest() + 1))


def test_an_archive_of_the_first_migration_opens_after_every_later_one(tmp_path: Path) -> None:
    path = tmp_path / "first.db"
    path.write_bytes(FIRST.read_bytes())
    with Archive.to_read(path) as archive:
        (told,) = [one for one, _ in archive.readings()]
        kept = reading(1, (named("Ines Keller"), "The bridge is safe."))
        # What its network saw had another shape: no statements inside statements, no names.
        assert told == replace(kept, analysis=replace(kept.analysis, shape=1))
        assert [entry.statement.id for entry in archive.search("bridge")] == ["s-00010"]
    with Archive(path) as archive:
        health = archive.health()
    assert health.is_well
    assert health.version == migrate.latest()


def test_a_later_migration_is_taken_once_and_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = filled(tmp_path / "news.db", reading(1, (named("Ines Keller"), "The bridge is safe.")))
    number = migrate.latest() + 1
    steps = migrate.steps()
    broken = [*steps, (number, "CREATE TABLE later (x TEXT) STRICT;\nCREATE TABLE later (x TEXT) STRICT;\n")]
    monkeypatch.setattr(migrate, "steps", lambda: broken)
    with pytest.raises(sqlite3.OperationalError):
        Archive(path)
    monkeypatch.setattr(migrate, "steps", lambda: steps)
    with Archive(path) as archive:
        assert archive.health().version == number - 1
    whole = [*steps, (number, "CREATE TABLE later (x TEXT) STRICT;\n-- the end\nSELECT 1;\n")]
    monkeypatch.setattr(migrate, "steps", lambda: whole)
    for _ in range(2):
        with Archive.to_read(path) as archive:
            assert archive.search("bridge")
        with Archive(path) as archive:
            assert archive.health().version == number


def test_the_statements_of_a_script_are_told_apart_also_in_triggers() -> None:
    script = SCHEMA.read_text("utf-8")
    assert "".join(migrate.statements(script)).strip() == script.strip()
    assert sum("CREATE TRIGGER" in one for one in migrate.statements(script)) == 9
    assert connection.APPLICATION.to_bytes(4, "big") == b"onre"
