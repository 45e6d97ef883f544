"""Pairs of texts: `python -m evaluation.pairs --shared SHARED`.

What the pair network makes of the dev parts of the sets in `README-connect.md`: who affirms and who denies,
what follows and what contradicts, which claim is the same. Sets that forbid commerce (`sick`, `anli-*`) are
told apart.
"""

from __future__ import annotations

import argparse
import sys
import time
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.network.pairs import Judgement, Pairs, shipped
from onrecord.train.pairs.measures import f1, macro_f1
from onrecord.train.pairs.search import found, known_lie, reciprocal_rank, verified_tweets
from onrecord.train.pairs.sets import FORBIDDEN, lines

_FLOORS = Path(__file__).parent / "floors.toml"
_NLI = ("entailment", "neutral", "contradiction")
_HEADLINE = ("for", "observing", "against")
_DIFFERENCE = ("strengthens", "unrelated", "weakens")

Figures = Iterator[tuple[str, float]]


def main() -> int:
    """Print a row for each figure, held to `floors.toml`; 2 where the data is absent."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    data: Path = parser.parse_args().shared / "data"
    if not (data / "emergent" / "dev.jsonl").exists():
        print(f"{data}: absent, so nothing was measured", file=sys.stderr)
        return 2
    floors = tomllib.loads(_FLOORS.read_text(encoding="utf-8"))["pairs"]
    is_short = 0
    for figures in (headlines, inference, differences, paraphrases, searches):
        for name, value in figures(data, shipped()):
            is_short |= row(name, value, floors.get(name))
    return is_short


def headlines(data: Path, network: Pairs) -> Figures:
    """Emergent: a headline and the claim that it is about, by what follows and what contradicts.

    The scores that Emergent's own headlines taught are no better (.46): they were learned by heart.
    """
    read = list(lines(data / "emergent" / "dev.jsonl"))
    judged = network.judged([(one["headline"], one["claim"]) for one in read])
    given = np.array([likeliest(one) for one in judged])
    labels = np.array([_HEADLINE.index(one["label"]) for one in read])
    yield "emergent macro F1", macro_f1(given, labels)
    yield "emergent accuracy", float((given == labels).mean())
    for number, name in enumerate(_HEADLINE):
        yield f"emergent {name} F1 of {(labels == number).sum()}", f1(given == number, labels == number)


def inference(data: Path, network: Pairs) -> Figures:
    """Premise and hypothesis; where only entailment or not was marked, the rest counts as one."""
    read = list(lines(data / "nli-mixed" / "dev.jsonl.xz"))
    began = time.process_time()
    judged = network.judged([(one["premise"], one["hypothesis"]) for one in read])
    seconds = time.process_time() - began
    by_set: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for one, judgement in zip(read, judged, strict=True):
        if one["label"] in _NLI:
            by_set[one["set"]].append((likeliest(judgement), _NLI.index(one["label"])))
        else:
            by_set[one["set"] + ", entailed or not"].append(
                (int(judgement.entails > 0.5), int(one["label"] == "entailment"))
            )
    ours = np.array(
        [
            pair
            for name, some in by_set.items()
            if not name.startswith(FORBIDDEN) and ", " not in name
            for pair in some
        ]
    )
    yield "nli accuracy", float((ours[:, 0] == ours[:, 1]).mean())
    yield "nli contradiction F1", f1(ours[:, 0] == 2, ours[:, 1] == 2)
    for name, some in sorted(by_set.items()):
        yield f"nli {name} accuracy of {len(some)}", sum(one == other for one, other in some) / len(some)
    yield "pairs a second", len(read) / seconds


def likeliest(judgement: Judgement) -> int:
    """Which of entails, neutral, contradicts."""
    return int(np.argmax(judgement[:3]))


def differences(data: Path, network: Pairs) -> Figures:
    """ClaimDiff: sentences of two outlets on one event."""
    read = list(lines(data / "claimdiff" / "dev.jsonl"))
    judged = network.judged([(one["a"], one["b"]) for one in read])
    given = np.array([int(np.argmax([one.strengthens, one.unrelated, one.weakens])) for one in judged])
    labels = np.array([_DIFFERENCE.index(one["label"]) for one in read])
    yield "claimdiff macro F1", macro_f1(given, labels)
    for number, name in enumerate(_DIFFERENCE):
        yield f"claimdiff {name} F1 of {(labels == number).sum()}", f1(given == number, labels == number)


def paraphrases(data: Path, network: Pairs) -> Figures:
    """MRPC and the headlines of STS."""
    read = list(lines(data / "mrpc" / "dev.jsonl"))
    judged = network.judged([(one["a"], one["b"]) for one in read])
    yield "mrpc AUC", area([one.same for one in judged], [one["label"] == 1 for one in read])
    read = list(lines(data / "sts-news" / "dev.jsonl"))
    judged = network.judged([(one["a"], one["b"]) for one in read])
    same = [one.same for one in judged]
    yield "sts-news Pearson of same", float(np.corrcoef(same, [one["score"] for one in read])[0, 1])


def searches(data: Path, network: Pairs) -> Figures:
    """The claim that was checked, by words, by meaning, and by both with the pair network."""
    for name, search in (
        ("known-lie", known_lie(data, "dev")),
        ("verified-tweets", verified_tweets(data, "dev")),
    ):
        results = found(search, network)
        yield f"{name} MRR", reciprocal_rank(results, network.settings["search"])
        yield f"{name} MRR by words", reciprocal_rank(results, (1, 0, 0))
        yield f"{name} MRR by meaning", reciprocal_rank(results, (0, 1, 0))
        yield f"{name} MRR by the pair", reciprocal_rank(results, (0, 0, 1))


def area(scores: Sequence[float], right: Sequence[bool]) -> float:
    """The area under the ROC curve: how often a right pair stands above a wrong one."""
    values, is_right = np.array(scores), np.array(right)
    above = (values[is_right, None] > values[None, ~is_right]).mean()
    level = (values[is_right, None] == values[None, ~is_right]).mean()
    return float(above + level / 2)


def row(name: str, value: float, floor: Any) -> int:
    """Print a figure with its floor; 1 where it is short of it."""
    is_short = floor is not None and value < floor
    held = "" if floor is None else f"  floor {floor}{'  SHORT' if is_short else ''}"
    print(f"pairs: {name:48} {value:8.3f}{held}", flush=True)
    return int(is_short)


if __name__ == "__main__":
    sys.exit(main())
