"""PolNeAR's documents, by their first annotator (Newell, Margolin and Ruths, LREC 2018).

It marks the outermost statements alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from onrecord.analyse.tags import Role
from onrecord.train.marked import Marked, Place, Statement


def documents(path: Path) -> list[Marked]:
    """The marked documents of a file of PolNeAR; of their names nothing is known."""
    with path.open(encoding="utf-8") as lines:
        return [_marked(json.loads(line)) for line in lines]


def held_out(marked: Iterable[Marked]) -> tuple[list[Marked], list[Marked]]:
    """The documents to train on, and ``tune``: the latest tenth by date, on which thresholds are chosen."""
    by_date = sorted(marked, key=lambda document: (document.date, document.id))
    cut = len(by_date) - len(by_date) // 10
    return by_date[:cut], by_date[cut:]


def statement(raw: dict[str, Any]) -> Statement:
    """A statement as files hold it: lists of starts and ends by the names of the roles."""
    return {role: [_place(piece) for piece in raw[role.value]] for role in Role}


def _place(piece: list[int]) -> Place:
    start, end = piece
    return start, end


def _marked(document: dict[str, Any]) -> Marked:
    annotations = document["annotations"]
    outer = [statement(raw) for raw in annotations[min(annotations)]]
    whole = [(0, len(document["text"]))]
    return Marked(document["id"], document["date"], document["text"], outer, doubted_names=whole)
