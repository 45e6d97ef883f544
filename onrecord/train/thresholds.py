"""Choose the thresholds of decoding on ``tune``, the articles kept out of training."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any

from onrecord.analyse.attributions import Sight, attributions_in, look
from onrecord.analyse.decode import Thresholds
from onrecord.network.session import Network
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
# Where the search starts: what trials of this recipe came to.
_START = Thresholds(no_source=0.0, link_weight=0.0, short_piece=8, least_link=-0.7, least_score=0.0)
_CHOICES: dict[str, tuple[Any, ...]] = {
    "no_source": (-1.5, -1.0, -0.5, -0.2, 0.0, 0.2, 0.5, 1.0),
    "link_weight": (0.0, 0.25, 0.5, 1.0),
    "short_piece": (0, 4, 8, 12),
    "least_link": (-2.0, -1.4, -1.0, -0.7, -0.5, -0.35),
    "least_score": (0.0, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6),
}
# Pieces are dropped that are both short and loose, so neither is right before the other is.
_ROUNDS = 2
# A gain below it is noise: in trials two seeds of one recipe lay .005 apart on attribution alone.
_NOISE = 0.002


@dataclass(frozen=True, slots=True)
class Seen:
    """A document of ``tune`` with the network's output for all of its windows."""

    document: dict[str, Any]
    sight: Sight


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
    """The thresholds with the best mean of what readers feel, chosen one at a time, twice over.

    What earlier trials came to stays, unless another value is better by more than noise.
    """
    best = _START

    def worth(thresholds: Thresholds) -> float:
        found = measures(tune, thresholds, scorer)
        figures = [found["f1"][name]["f1"] for name in FELT] + [found["rates"]["alpha"]]
        return float(sum(figures)) / len(figures)

    for _ in range(_ROUNDS):
        for name, values in _CHOICES.items():
            scores = {value: worth(replace(best, **{name: value})) for value in values}
            value = max(values, key=scores.__getitem__)
            if scores[value] >= scores[getattr(best, name)] + _NOISE:
                best = replace(best, **{name: value})
            print(name, *(f"{tried}:{score:.4f}" for tried, score in scores.items()), flush=True)
    return best


def measures(tune: Sequence[Seen], thresholds: Thresholds, scorer: Path) -> dict[str, Any]:
    """All that the scorer measures."""
    module = _loaded(scorer)
    gold = {one.document["id"]: one.document for one in tune}
    pred = {
        one.document["id"]: {
            "attributions": [
                _spans(attribution)
                for attribution in attributions_in(
                    one.document["text"], one.sight, thresholds, frozenset(FUNCTION_WORDS)
                )
            ]
        }
        for one in tune
    }
    found: dict[str, Any] = module.score(module.system(gold, pred, drop_nested=True))["all"]
    return found


def _loaded(scorer: Path) -> ModuleType:
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
