"""Which words of a set are names, of which kind, and of which nothing is known."""

import json
from pathlib import Path

import pytest

from onrecord.train.marked import Marked
from onrecord.train.names import documents, is_dev

TEXT = "Prime Minister Jane Roe met 40 Danes in Oslo on 3 May. The prime minister paid $5 million."
NAME = next(f"d{number}" for number in range(9) if not is_dev(f"d{number}"))


def entity(kind: str, words: str) -> dict[str, object]:
    return {"start": TEXT.index(words), "end": TEXT.index(words) + len(words), "type": kind}


def read(folder: Path, *entities: dict[str, object]) -> Marked:
    path = folder / "all.jsonl"
    held_out = next(f"d{number}" for number in range(99) if is_dev(f"d{number}"))
    lines = [{"id": name, "text": TEXT, "entities": entities} for name in (NAME, held_out)]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    (found,) = documents(path)
    return found


def names(found: Marked) -> set[tuple[str, str]]:
    return {(TEXT[slice(*at)], kind.value) for at, kind in found.names}


def test_a_newspapers_names(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        *(entity("Person", "Jane Roe"), entity("NORP", "Danes"), entity("Location", "Oslo")),
        *(entity("Date", "3 May"), entity("Money", "$5 million")),
    )
    assert names(found) == {
        ("Prime Minister", "title"), ("Jane Roe", "person"), ("40", "number"), ("Danes", "group"),
        ("Oslo", "place"), ("3 May", "date"), ("$5 million", "number"),
    }  # fmt: skip
    assert found.doubted_names == []


def test_where_dates_are_not_marked_they_give_nothing_to_learn(tmp_path: Path) -> None:
    found = read(tmp_path, entity("PER", "Jane Roe"), entity("LOC", "Oslo"), entity("MISC", "Danes"))
    assert {"May", "3", "Danes"} <= {TEXT[slice(*at)] for at in found.doubted_names}
    assert ("Oslo", "place") in names(found)


@pytest.mark.parametrize("kind", ["Person", "PER"])
def test_of_statements_nothing_is_known(tmp_path: Path, kind: str) -> None:
    found = read(tmp_path, entity(kind, "Jane Roe"))
    assert found.doubted == found.doubted_inside == [(0, len(TEXT))]
