"""Where articles turn is learned from articles run together."""

from __future__ import annotations

import json
import lzma
import tarfile
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

from onrecord.tidy import trees
from onrecord.tidy.turn import Signs
from onrecord.train.turns import KINDS, Rows, Told, articles, fitted, rows, run, runs


def told(key: str, topic: str = "tolls") -> Told:
    return Told(
        key, topic, f"Tolls rise in {key}", f"The harbour of {key} wants more.\n\nNobody wants to pay it."
    )


def test_a_turn_is_where_an_article_begins_and_not_the_text() -> None:
    one = run(["One.\n\nStill one.", "Two.", "Three."])
    assert one.text == "One.\n\nStill one.\n\nTwo.\n\nThree."
    assert {one.text[at:][:3] for at in one.turns} == {"Two", "Thr"}
    assert 0 not in one.turns


def test_the_same_articles_make_the_same_texts() -> None:
    some = [told(f"Port {n}") for n in range(9)]
    shown = KINDS["headlines"].shown
    assert list(runs(some, 5, shown)) == list(runs(some, 5, shown))


def test_every_place_but_the_first_has_its_signs() -> None:
    one = run(told(name).text for name in ("Ostrey", "Lowick"))
    found = rows([one], KINDS["paragraphs"].places)
    assert found.right.tolist() == [False, True, False]
    assert found.signs.shape[0] == 3


def test_what_an_article_is_measured_by_is_not_learned_from(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    lines = [
        {"id": key, "title": "Tolls", "topic": "tolls", "text": "The tolls rise. " * 40} for key in ("a", "b")
    ]
    with lzma.open(tmp_path / "articles" / "allsides.jsonl.xz", "wt") as file:
        file.writelines(json.dumps(line) + "\n" for line in lines)
    dump = json.dumps({"parts": [{"article": "a"}]}).encode()
    with tarfile.open(tmp_path / "dumps.tar.xz", "w:xz") as packed:
        member = tarfile.TarInfo("dumps/derived_run_together.jsonl")
        member.size = len(dump)
        packed.addfile(member, BytesIO(dump))
    assert [one.key for one in articles(tmp_path)] == ["b"]


def test_trees_learn_what_no_single_sign_tells() -> None:
    chance = np.random.default_rng(1)
    signs = chance.random((2_000, 3))
    right = (signs[:, 0] > 0.5) ^ (signs[:, 1] > 0.5)
    found = fitted(Rows(signs, right), count=40)
    told = np.array([found.odds(row) > 0 for row in signs.tolist()])
    assert (told == right).mean() > 0.95
    assert found == fitted(Rows(signs, right), count=40)


@pytest.mark.parametrize("right", [True, False])
def test_places_of_one_kind_teach_nothing(right: bool) -> None:  # noqa: FBT001
    with pytest.raises(ValueError, match="places of one kind only"):
        fitted(Rows(np.zeros((4, 1)), np.full(4, right)))


@pytest.mark.parametrize("kind", KINDS)
def test_the_shipped_trees_ask_for_signs_that_there_are(kind: str) -> None:
    count = {"headlines": len(Signs._fields), "paragraphs": 35}[kind]
    nodes = [node for tree in trees.told(kind).trees for node in tree]
    assert all(0 <= node[0] < count for node in nodes if len(node) > 1)
