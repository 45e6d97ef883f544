"""Learn where one article ends and another begins: `python -m onrecord.train.turns --data DATA`.

Runs articles of AllSides (`articles/allsides.jsonl.xz`) together, with a headline above each or with nothing
but a blank line between them, and fits boosted trees to the signs at each place. One article in five by its
id's hash, and all of which `dumps.tar.xz` holds a text run together, are kept from the fitting; what is
printed is measured on the fifth.
"""

from __future__ import annotations

import argparse
import json
import lzma
import tarfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import NamedTuple

import numpy as np

from onrecord.tidy.lines import Line, lines
from onrecord.tidy.trees import Trees
from onrecord.tidy.turn import Words, could_open
from onrecord.tidy.turn import signs as signs_of_headline
from onrecord.tidy.unmarked import signs as signs_of_paragraphs

_HELD_OUT = 5  # one article in so many
_MOST = 8  # articles in a text
_SHORTEST, _LONGEST = 400, 40_000  # characters of an article
# Friedman's shrinkage and the share of rows that each tree sees; leaves, and the weight that one must have.
_RATE, _SEEN, _LEAVES, _LIGHTEST = 0.1, 0.5, 12, 5.0
_TREES = 150
_BINS = 48
_RIDGE = 1.0


class Told(NamedTuple):
    """One article."""

    key: str
    topic: str
    title: str
    text: str

    @property
    def is_held_out(self) -> bool:
        """Whether it is kept from the fitting."""
        return int(sha256(self.key.encode()).hexdigest(), 16) % _HELD_OUT == 0


@dataclass(frozen=True, slots=True)
class Run:
    """Articles run together: the text, and the offsets at which those behind the first begin."""

    text: str
    turns: frozenset[int]


class Rows(NamedTuple):
    """The signs of places, [places, signs], and which of them are turns."""

    signs: np.ndarray
    right: np.ndarray


def main() -> None:
    """Fit both kinds of trees, and say how well each tells the held out."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="the folder of the data sets")
    parser.add_argument("--out", type=Path, default=Path("onrecord/tidy/turns.json"))
    arguments = parser.parse_args()
    told = list(articles(arguments.data))
    made: dict[str, Trees] = {}
    train = [one for one in told if not one.is_held_out]
    rest = [one for one in told if one.is_held_out]
    for name, kind in KINDS.items():
        seen = rows(runs(train, kind.texts, kind.shown), kind.places)
        print(f"{name}: {len(seen.right):,} places, {int(seen.right.sum()):,} of them turns", flush=True)
        trees = fitted(seen)
        held = rows(runs(rest, kind.texts // 5, kind.shown), kind.places)
        odds = np.array([trees.odds(row) for row in held.signs.tolist()])
        for least in (0.0, 1.0, 2.0, 3.0):
            print(f"  held out, at {least}: " + _scored(odds >= least, held.right), flush=True)
        made[name] = trees
    arguments.out.write_text(json.dumps({name: one._asdict() for name, one in made.items()}) + "\n", "utf-8")


def _scored(found: np.ndarray, right: np.ndarray) -> str:
    hits = int((found & right).sum())
    return f"precision {hits / max(1, found.sum()):.3f}, recall {hits / max(1, right.sum()):.3f}"


def articles(data: Path) -> Iterator[Told]:
    """The articles of AllSides that stand in none of the texts by which the cutting is measured."""
    measured = set(_measured(data / "dumps.tar.xz"))
    with lzma.open(data / "articles" / "allsides.jsonl.xz", "rt", encoding="utf-8") as file:
        for line in file:
            told = json.loads(line)
            one = Told(told["id"], told.get("topic") or "", told["title"] or "", told["text"])
            if one.key not in measured and _SHORTEST <= len(one.text) <= _LONGEST and one.title.strip():
                yield one


def _measured(path: Path) -> Iterator[str]:
    with tarfile.open(path) as packed:
        for member in packed:
            if member.name.endswith("derived_run_together.jsonl"):
                for line in packed.extractfile(member) or ():
                    yield from (part["article"] for part in json.loads(line)["parts"])


def runs(told: Iterable[Told], count: int, shown: Callable[[Told], str], seed: int = 7) -> Iterator[Run]:
    """So many texts of one to eight articles, as ``shown``; every other one of articles on one topic."""
    chance = Random(seed)
    everything = list(told)
    of_topic: dict[str, list[Told]] = defaultdict(list)
    for one in everything:
        of_topic[one.topic].append(one)
    for number in range(count):
        among = of_topic[chance.choice(everything).topic] if number % 2 else everything
        yield run(map(shown, chance.sample(among, min(len(among), chance.randint(1, _MOST)))))


def run(parts: Iterable[str]) -> Run:
    """The articles with a blank line between them."""
    text, turns = "", []
    for part in parts:
        text += "\n\n" * bool(text)
        turns.append(len(text))
        text += part
    return Run(text, frozenset(turns[1:]))


Places = Callable[[list[Line], Words], Iterator[tuple[int, Sequence[float]]]]


def _headlines(page: list[Line], words: Words) -> Iterator[tuple[int, Sequence[float]]]:
    for place in range(1, len(page)):
        if could_open(page, place):
            yield place, signs_of_headline(page, words, place)


def _paragraphs(page: list[Line], words: Words) -> Iterator[tuple[int, Sequence[float]]]:
    yield from enumerate(signs_of_paragraphs(page, words), 1)


class Kind(NamedTuple):
    """What is to be told apart, and in how many texts: of paragraphs there are more in each."""

    texts: int
    shown: Callable[[Told], str]
    places: Places


KINDS = {
    "headlines": Kind(1_000, lambda told: f"{told.title.strip()}\n\n{told.text.strip()}", _headlines),
    "paragraphs": Kind(500, lambda told: told.text.strip(), _paragraphs),
}


def rows(texts: Iterable[Run], places: Places) -> Rows:
    """The signs at each place of the texts."""
    signs, right = [], []
    for one in texts:
        page = lines(one.text)
        for place, found in places(page, Words(page)) if len(page) > 1 else ():
            signs.append(found)
            right.append(page[place].start in one.turns)
    return Rows(np.array(signs, dtype=np.float32), np.array(right, dtype=bool))


def fitted(told: Rows, count: int = _TREES, seed: int = 7) -> Trees:
    """Trees that tell the right places: stochastic gradient boosting (Friedman 2002) of the log loss.

    Raises ValueError where all places are right or none is.
    """
    if told.right.all() or not told.right.any():
        raise ValueError("places of one kind only: there is nothing to tell apart")
    chance = np.random.default_rng(seed)
    share = float(told.right.mean())
    base = round(float(np.log(share / (1 - share))), 4)
    edges = [_edges(column) for column in told.signs.T]
    bins = np.stack([np.searchsorted(e, column) for e, column in zip(edges, told.signs.T, strict=True)])
    odds = np.full(len(told.right), base)
    trees = []
    for _ in range(count):
        likely = 1 / (1 + np.exp(-odds))
        seen = np.flatnonzero(chance.random(len(odds)) < _SEEN)
        tree = _grown(bins, seen, told.right - likely, likely * (1 - likely))
        odds += _reached(tree, bins)
        trees.append([[n[0], float(edges[int(n[0])][int(n[1])]), *n[2:]] if len(n) > 1 else n for n in tree])
    return Trees(base, trees)


def _edges(column: np.ndarray) -> np.ndarray:
    """Thresholds between which about equally many rows lie."""
    return np.unique(np.quantile(column, np.linspace(0, 1, _BINS + 1)[1:-1]).round(4))


class _Split(NamedTuple):
    """What a leaf would win by being split, and where."""

    gain: float
    sign: int
    threshold: int


def _grown(bins: np.ndarray, seen: np.ndarray, pull: np.ndarray, weight: np.ndarray) -> list[list[float]]:
    """A tree as `Trees` has them, its thresholds numbers of bins: the leaf that wins most is split first."""
    tree: list[list[float]] = [_leaf(seen, pull, weight)]
    leaves = {0: seen}
    splits = {0: _best(bins, seen, pull, weight)}
    while len(leaves) < _LEAVES:
        at = max(splits, key=lambda leaf: splits[leaf].gain)
        gain, sign, threshold = splits.pop(at)
        if gain <= 0:
            break
        inside = leaves.pop(at)
        is_left = bins[sign, inside] <= threshold
        tree[at] = [sign, threshold, len(tree), len(tree) + 1]
        for part in (inside[is_left], inside[~is_left]):
            leaves[len(tree)] = part
            splits[len(tree)] = _best(bins, part, pull, weight)
            tree.append(_leaf(part, pull, weight))
    return tree


def _leaf(inside: np.ndarray, pull: np.ndarray, weight: np.ndarray) -> list[float]:
    return [round(float(_RATE * pull[inside].sum() / (weight[inside].sum() + _RIDGE)), 4)]


def _best(bins: np.ndarray, inside: np.ndarray, pull: np.ndarray, weight: np.ndarray) -> _Split:
    """The split that lowers the loss most, both sides heavy enough; a gain of 0 where there is none."""
    best = _Split(0.0, 0, 0)
    pulls, weights = pull[inside], weight[inside]
    whole = pulls.sum() ** 2 / (weights.sum() + _RIDGE)
    for sign, column in enumerate(bins):
        own = column[inside]
        left = np.cumsum(np.bincount(own, pulls, _BINS))
        heavy = np.cumsum(np.bincount(own, weights, _BINS))
        right, light = left[-1] - left, heavy[-1] - heavy
        gains = left**2 / (heavy + _RIDGE) + right**2 / (light + _RIDGE) - whole
        gains[(heavy < _LIGHTEST) | (light < _LIGHTEST)] = 0.0
        at = int(gains.argmax())
        if gains[at] > best.gain:
            best = _Split(float(gains[at]), sign, at)
    return best


def _reached(tree: list[list[float]], bins: np.ndarray) -> np.ndarray:
    """The log odds of the leaf that each row comes to."""
    found = np.zeros(bins.shape[1])
    waiting = [(0, np.arange(bins.shape[1]))]
    while waiting:
        at, inside = waiting.pop()
        node = tree[at]
        if len(node) == 1:
            found[inside] = node[0]
            continue
        is_left = bins[int(node[0]), inside] <= node[1]
        waiting += [(int(node[2]), inside[is_left]), (int(node[3]), inside[~is_left])]
    return found


if __name__ == "__main__":
    main()
