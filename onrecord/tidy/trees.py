"""Trees of decisions that were fitted: the log odds that they give to a row of signs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

_FILE = Path(__file__).with_name("turns.json")


class Trees(NamedTuple):
    """Boosted trees (Friedman 2001): a node is ``[sign, threshold, left, right]``, a leaf ``[log odds]``.

    A row goes left where its sign is at most the threshold. Each tree's root is its first node.
    """

    base: float
    trees: list[list[list[float]]]

    def odds(self, signs: Sequence[float]) -> float:
        """The log odds that a row of signs is one of those looked for."""
        total = self.base
        for tree in self.trees:
            node = tree[0]
            while len(node) > 1:
                node = tree[int(node[2] if signs[int(node[0])] <= node[1] else node[3])]
            total += node[0]
        return total


@cache
def told(kind: str) -> Trees:
    """The trees of a kind of place that `onrecord.train.turns` fitted: "headlines" or "paragraphs"."""
    found = json.loads(_FILE.read_text("utf-8"))[kind]
    return Trees(found["base"], found["trees"])
