"""Weights of pronouns are learned from texts in which people marked whom they mean."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.train import pronouns
from onrecord.train.pronouns import Asked, Pair, chosen, fitted

if TYPE_CHECKING:
    import pytest

_ITEM = {
    "id": "development-7",
    "url": "http://encyclopedia.example/wiki/Anna_Weber_(novelist)",
    "text": "Anna Weber wrote to Eva Berg. She was late.",
    "pronoun": [30, 33],
    "a": [0, 10],
    "b": [20, 28],
    "a_coref": True,
    "b_coref": False,
}


def test_an_item_keeps_its_places_behind_its_title() -> None:
    pair = Pair.of(_ITEM)
    assert pair.scene.text == "Anna Weber\n\nAnna Weber wrote to Eva Berg. She was late."
    assert pair.pronoun.of(pair.scene.text) == "She"
    assert [getattr(pair.person(key), "name", None) for key in ("a", "b")] == ["Anna Weber", "Eva Berg"]


def test_of_two_names_one_is_right_and_nobody_is_not(tmp_path: Path) -> None:
    (tmp_path / "gap").mkdir()
    path = tmp_path / "gap" / "train.jsonl"
    path.write_text(json.dumps(_ITEM) + "\n", encoding="utf-8")
    (asked,) = pronouns.pronouns(path)
    assert (sum(asked.right), asked.right[-1], len(asked.traits)) == (1, False, 3)


def test_what_is_always_right_is_learned_to_be_likely() -> None:
    made = [
        Asked(str(n), "gap", [{"near": 1.0}, {"far": 1.0}, {"nobody": 1.0}], [True, False, False])
        for n in range(20)
    ]
    weights = fitted(made)
    assert weights["near"] > weights["far"]
    assert weights["near"] > weights["nobody"]


def test_the_threshold_is_the_least_that_is_right_often_enough(capsys: pytest.CaptureFixture[str]) -> None:
    sure = Asked("1", "polnear", [{"near": 3.0}, {"nobody": 1.0}], [True, False])
    unsure = Asked("2", "polnear", [{"near": 0.5}, {"nobody": 1.0}], [False, True])
    assert chosen([sure] * 9 + [unsure], {"near": 1.0, "nobody": 0.0}) <= 0.65
    assert chosen([sure] * 5 + [unsure] * 5, {"near": 1.0, "nobody": 0.0}) > 0.6
    assert "named" in capsys.readouterr().out
