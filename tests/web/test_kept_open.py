"""An archive that stays open for those who read: what others write shows, and nobody reads what is gone."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.archive import Archive
from onrecord.errors import NoArchive, NotOnRecord
from onrecord.store.connection import to_write
from onrecord.web.kept_open import KeptOpen
from tests.archives import filled, keep, named, reading

FIRST, SECOND = (reading(day, (named("Ines Keller"), f"Bridge {day} stays open.")) for day in (1, 2))


def articles(kept_open: KeptOpen) -> int:
    with kept_open.archive() as archive:
        return archive.counts().articles


def test_who_reads_after_another_finds_it_open_and_what_was_written_meanwhile(tmp_path: Path) -> None:
    path = filled(tmp_path / "news.db", FIRST)
    kept_open = KeptOpen(path)
    with kept_open.archive() as one:
        pass
    connection = to_write(path)
    keep(connection, [SECOND])
    connection.close()
    with kept_open.archive() as other:
        assert other is one
        assert other.counts().articles == 2
    kept_open.close()


def test_two_who_read_side_by_side_share_nothing(tmp_path: Path) -> None:
    kept_open = KeptOpen(filled(tmp_path / "news.db", FIRST))
    with kept_open.archive() as one, kept_open.archive() as other:
        assert one is not other
    kept_open.close()


def test_an_archive_put_in_the_place_of_another_is_the_one_that_is_read(tmp_path: Path) -> None:
    path = filled(tmp_path / "news.db", FIRST, SECOND)
    with Archive.to_read(filled(tmp_path / "other.db", FIRST)) as other:
        other.backup(tmp_path / "backup.db")
    kept_open = KeptOpen(path)
    assert articles(kept_open) == 2
    (tmp_path / "backup.db").replace(path)
    assert articles(kept_open) == 1
    path.unlink()
    with pytest.raises(NoArchive):
        articles(kept_open)
    kept_open.close()


def test_after_a_question_that_goes_wrong_the_next_is_answered(tmp_path: Path) -> None:
    kept_open = KeptOpen(filled(tmp_path / "news.db", FIRST))
    with pytest.raises(NotOnRecord), kept_open.archive() as archive:
        archive.statement("s-nothing")
    assert articles(kept_open) == 1
    kept_open.close()
