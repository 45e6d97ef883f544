"""What an epoch is made of: PolNeAR, what a teacher marked, and the sets whose names are marked."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

from onrecord.train import names
from onrecord.train.marked import Marked
from onrecord.train.polnear import statement
from onrecord.train.varied import varied
from onrecord.train.wrapping import Frames, sorted_inside, wrapped

# Of the sentences of PolNeAR that can be put into a frame, so many are, others in each epoch.
_WRAPPED = 0.1


@dataclass(frozen=True, slots=True)
class Sets:
    """The texts to learn from: ``polnear`` in each epoch, the ``others`` once, spread over all ``epochs``."""

    polnear: Sequence[Marked]
    others: Sequence[Marked]
    frames: Frames
    epochs: int

    def __call__(self, epoch: int, chance: Random) -> list[Marked]:
        """The texts of an epoch, each as it is met this time."""
        wrapping = [wrapped(text, self.frames, _WRAPPED, chance) for text in self.polnear]
        return [varied(text, chance) for text in [*wrapping, *self.others[epoch :: self.epochs]]]


def sets(polnear: Sequence[Marked], silver: Path, named: Sequence[Path], epochs: int) -> Sets:
    """The sets with what the file ``silver`` of ``onrecord.train.silver`` says of their texts.

    A text of ``named`` that it does not tell of is learned from for its names alone.
    """
    with silver.open(encoding="utf-8") as lines:
        told = {line["id"]: line for line in map(json.loads, lines)}
    gold = [_taught(text, told.pop(text.id)) if text.id in told else _unread(text) for text in polnear]
    others = [
        _taught(text, told.pop(text.id)) if text.id in told else text
        for path in named
        for text in names.documents(path)
    ]
    others += [_taught(_unnamed(line["id"], line["text"]), line) for line in told.values() if "text" in line]
    Random(0).shuffle(others)
    return Sets(gold, others, Frames.of(polnear), epochs)


def _unread(text: Marked) -> Marked:
    return replace(text, doubted_inside=[(0, len(text.text))])


def _unnamed(identifier: str, text: str) -> Marked:
    return Marked(identifier, "", text, doubted_names=[(0, len(text))])


def _taught(text: Marked, line: Mapping[str, Any]) -> Marked:
    """The text with what the teacher found inside its statements, and the statements where it read them."""
    inner, doubtful = sorted_inside(text.text, map(statement, line["inner"]))
    doubted_inside = [*doubtful, *((start, end) for start, end in line["doubted_inside"])]
    if "outer" not in line:
        return replace(text, inner=inner, doubted_inside=doubted_inside)
    outer = [statement(raw) for raw in line["outer"]]
    doubted = [(start, end) for start, end in line["doubted"]]
    return replace(text, outer=outer, inner=inner, doubted=doubted, doubted_inside=doubted_inside)
