"""Fit what decoding is told on ``tune``, the articles kept out of training."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from onrecord.analyse.attributions import Sight, look, seen_in, told
from onrecord.analyse.decode import SIGNS, Candidate, Thresholds, Told, candidates, likely
from onrecord.network.session import Network
from onrecord.network.windows import Window
from onrecord.record import Attribution

# Words that make no content by themselves: what a tag leaves over when it slips by one.
FUNCTION_WORDS = sorted(
    {*"a an and as at but by for from he her him his i if in is it its me my not of on or our she so".split()}
    | {*"that the their them they this to was we were which who will with you your".split()}
)

# What the mean is taken of, beside alpha: whole statements, their sources, their edges, quotations, words.
FELT = (
    "attribution",
    "with source",
    "exact content",
    "direct attribution",
    "direct with source",
    "tokens content",
)
# Where the search starts: what trials came to. The weights are fitted, whatever stands here.
_START = Thresholds(
    no_source=0.0,
    gap=3,
    least_piece=0.5,
    least_score=0.35,
    sure=1.0,
    piece=(0.0,) * SIGNS,
    statement=(0.0,) * SIGNS,
)
_CHOICES: dict[str, tuple[Any, ...]] = {
    "no_source": (-0.5, 0.0, 0.5, 1.0),
    "gap": (0, 1, 3, 5),
    "least_piece": (0.3, 0.4, 0.5, 0.6),
    "least_score": (0.0, 0.25, 0.3, 0.35, 0.4),
}
# A gain below it is noise: in trials two seeds of one recipe lay .005 apart on attribution alone.
_NOISE = 0.002
# So many in 100 of the statements that are called sure are right on ``tune``: two more than is promised.
_SURE = 0.94
# Weights are kept small by a Gaussian prior of this precision; rounds of Newton's method.
_PRIOR, _ROUNDS = 1.0, 30


@dataclass(frozen=True, slots=True)
class Seen:
    """A document of ``tune`` with the network's output for all of its windows."""

    document: dict[str, Any]
    sight: Sight

    @property
    def told(self) -> Told:
        """What decoding is told of the document's words."""
        return told(self.document["text"], self.sight, frozenset(FUNCTION_WORDS))

    def candidates(self, thresholds: Thresholds) -> Iterator[tuple[Window, Candidate]]:
        """What may be attributions, each with its window, the windows' edges left out."""
        known = self.told
        for window, output in self.sight.outputs:
            for one in candidates(output.outer, known.within(window.words), thresholds):
                if window.words.start + one.cue.start in window.core:
                    yield window, one


def seen(path: Path, ids: Iterable[str], network: Network) -> list[Seen]:
    """The documents of a file of PolNeAR that have these ids, read by the network."""
    wanted = set(ids)
    with path.open(encoding="utf-8") as lines:
        documents = [document for document in map(json.loads, lines) if document["id"] in wanted]
    found = []
    for document in documents:
        sight = look(document["text"], (), network)
        found.append(Seen(document, replace(sight, outputs=list(sight.outputs))))
    return found


def chosen(tune: Sequence[Seen], scorer: Path) -> Thresholds:
    """The weights that fit ``tune``, then the thresholds with the best mean of what readers feel.

    Thresholds are chosen one at a time. What trials came to stays, unless another value is better by more
    than noise.
    """
    best = fitted(tune, _START, scorer)

    def worth(thresholds: Thresholds) -> float:
        found = measures(tune, thresholds, scorer)
        figures = [found["f1"][name]["f1"] for name in FELT] + [found["rates"]["alpha"]]
        return float(sum(figures)) / len(figures)

    for name, values in _CHOICES.items():
        scores = {value: worth(replace(best, **{name: value})) for value in values}
        value = max(values, key=scores.__getitem__)
        if scores[value] >= scores[getattr(best, name)] + _NOISE:
            best = replace(best, **{name: value})
        print(name, *(f"{tried}:{score:.4f}" for tried, score in scores.items()), flush=True)
    return fitted(tune, best, scorer)


def fitted(tune: Sequence[Seen], thresholds: Thresholds, scorer: Path) -> Thresholds:
    """The thresholds with weights that fit ``tune``, and what is sure by them.

    A piece is right where half of its words belong to what people marked for its cue, a statement where the
    scorer pairs it with one of theirs.
    """
    module = loaded(scorer)
    marked = [_marked(one, module) for one in tune]
    signs, right = [], []
    for one, gold in zip(tune, marked, strict=True):
        for window, candidate in one.candidates(thresholds):
            signs.append(candidate.signs)
            right += _right_pieces(window.words.start, candidate, gold)
    with_pieces = replace(thresholds, piece=logistic(np.concatenate(signs), np.array(right)))
    wholes, is_right = _statements(tune, marked, with_pieces, module)
    statement = logistic(wholes, is_right)
    sure = least_sure(likely(wholes, statement), is_right, _SURE)
    return replace(with_pieces, statement=statement, sure=sure)


def logistic(signs: np.ndarray, right: np.ndarray) -> tuple[float, ...]:
    """The weights under which the signs, ``[rows, SIGNS]``, best tell what is right; Newton's method."""
    weights = np.zeros(signs.shape[1])
    prior = np.eye(len(weights)) * _PRIOR
    for _ in range(_ROUNDS):
        found = likely(signs, tuple(weights))
        slope = signs.T @ (found - right) + prior @ weights
        bend = (signs * (found * (1 - found))[:, None]).T @ signs + prior
        weights -= np.linalg.solve(bend, slope)
    return tuple(round(float(weight), 4) for weight in weights)


def least_sure(scores: np.ndarray, right: np.ndarray, share: float) -> float:
    """The least score from which on at least this share is right; 1 where there is none."""
    order = np.argsort(-scores, kind="stable")
    shares = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(shares >= share)
    return round(float(scores[order[enough[-1]]]), 4) if len(enough) else 1.0


def _statements(
    tune: Sequence[Seen], marked: Sequence[Sequence[Any]], thresholds: Thresholds, module: ModuleType
) -> tuple[np.ndarray, np.ndarray]:
    """The signs of all statements, and which of them are right."""
    signs, right = [], []
    for one, gold in zip(tune, marked, strict=True):
        said = []
        for window, candidate in one.candidates(thresholds):
            kept = candidate.kept(thresholds)
            signs.append(candidate.whole(kept))
            said.append(_words(window.words.start, candidate, kept, module))
        paired = {id(guess) for _, guess in module.match(gold, said)}
        right += [id(guess) in paired for guess in said]
    return np.array(signs), np.array(right)


def _marked(one: Seen, module: ModuleType) -> list[Any]:
    """The document's attributions as people marked them, by words; the scorer's words are ours."""
    text = module.Text(one.document["text"])
    annotations = one.document["annotations"]
    return [text.read(attribution) for attribution in annotations[min(annotations)]]


def _right_pieces(offset: int, candidate: Candidate, gold: Sequence[Any]) -> list[bool]:
    cue = {offset + word for word in candidate.cue}
    pieces = [{offset + word for word in piece} for piece in candidate.pieces]
    said = set().union(*pieces)
    own = [one for one in gold if one.cue & cue] or [one for one in gold if one.content & said]
    meant = max(own, key=lambda one: len(one.content & said)).content if own else frozenset()
    return [2 * len(piece & meant) >= len(piece) for piece in pieces]


def _words(offset: int, candidate: Candidate, kept: Sequence[int], module: ModuleType) -> Any:
    def words(*spans: range) -> frozenset[int]:
        return frozenset(offset + word for span in spans for word in span)

    source = words(candidate.source) if candidate.source is not None else frozenset()
    return module.Attribution(
        source, words(candidate.cue), words(*(candidate.pieces[number] for number in kept)), direct=False
    )


def measures(tune: Sequence[Seen], thresholds: Thresholds, scorer: Path) -> dict[str, Any]:
    """All that the scorer measures."""
    module = loaded(scorer)
    gold = {one.document["id"]: one.document for one in tune}
    pred = {
        one.document["id"]: {
            "attributions": [
                _spans(attribution)
                for attribution in seen_in(
                    one.document["text"], one.sight, thresholds, frozenset(FUNCTION_WORDS)
                )[0]
            ]
        }
        for one in tune
    }
    found: dict[str, Any] = module.score(module.system(gold, pred, drop_nested=True))["all"]
    return found


def loaded(scorer: Path) -> ModuleType:
    """A scorer as a module, for what it does not print. Raises ImportError where it is no Python file."""
    spec = importlib.util.spec_from_file_location("scorer", scorer)
    if spec is None or spec.loader is None:
        raise ImportError(f"{scorer} is no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _spans(attribution: Attribution) -> dict[str, list[tuple[int, int]]]:
    return {
        role: [(span.start, span.end) for span in getattr(attribution, role)]
        for role in ("source", "cue", "content")
    }
