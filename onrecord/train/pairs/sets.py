"""Pairs of texts with what people marked, out of the sets that may be trained on.

Sets whose licence forbids commerce (``sick``, ``anli-*``) are left out, and so are labels that another copy
of the same pair contradicts. Of each set a part, told by its groups (one premise, claim, topic or debate),
is held out as ``tune``.
"""

from __future__ import annotations

import hashlib
import json
import lzma
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from enum import IntEnum
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from onrecord.train.pairs.nearest import Nearest, best

Line = dict[str, Any]

FORBIDDEN = ("sick", "anli")
# Of one of three, in the order of the network's scores, those that the label leaves open.
_OPEN = {
    "entailment": (1.0, 0.0, 0.0),
    "neutral": (0.0, 1.0, 0.0),
    "contradiction": (0.0, 0.0, 1.0),
    "not_entailment": (0.0, 1.0, 1.0),
    "for": (1.0, 0.0, 0.0),
    "observing": (0.0, 1.0, 0.0),
    "against": (0.0, 0.0, 1.0),
    "strengthens": (1.0, 0.0, 0.0),
    "unrelated": (0.0, 1.0, 0.0),
    "weakens": (0.0, 0.0, 1.0),
    "support": (1.0, 0.0, 0.0),
    "undermine": (0.0, 0.0, 1.0),
}
# Pairs that share so many words and contradict are no same claim, however near; where one word was put for
# another of its meaning (entailments of Breaking NLI), they are.
_NEAR = 0.6
# STS scores 0 to 5; 4 is "mostly equivalent, some unimportant details differ".
_SAME_BY_SCORE = (0.0, 0.02, 0.1, 0.4, 0.85, 1.0)


class Kind(IntEnum):
    """What a set asks of its pairs: four ask for one of three, the last two yes or no."""

    NLI = 0
    HEADLINE = 1
    DIFFERENCE = 2
    DEBATE = 3
    SAME = 4
    CHECKED = 5


THREE_WAY = 4


class Pair(NamedTuple):
    """Two texts and what was marked.

    For one of three, ``marked`` has a 1 for each that the label leaves open; for yes or no, the probability
    of yes comes first.
    """

    set: str
    kind: Kind
    a: str
    b: str
    marked: tuple[float, float, float]
    group: str


# How many pairs of a set an epoch takes (all, where more), and how often each of them.
SHARES = {
    "mnli-dev": (20_000, 1), "snli-dev": (20_000, 1), "counterfactual-snli": (3_500, 1),
    "conjnli-adversarial": (1_500, 1), "breaking-nli": (1_200, 1), "monli": (400, 1), "rte": (1_200, 1),
    "negated-rte": (20_000, 1), "negated-snli": (20_000, 1), "negated-mnli": (20_000, 1), "cb": (20_000, 2),
    "fever-symmetric": (20_000, 1), "fool-me-twice": (20_000, 1), "climate-fever": (500, 1),
    "claimdiff": (20_000, 2), "emergent": (20_000, 3), "perspectrum": (800, 1), "near in words": (1_200, 1),
    "perspectrum-same": (1_000, 1), "mrpc": (20_000, 1), "sts-news": (2_400, 1),
    "verified-tweets": (20_000, 1), "known-lie": (20_000, 1),
}  # fmt: skip


def epoch(pairs: Sequence[Pair], seed: int, number: int) -> list[Pair]:
    """The pairs of one epoch, shuffled; what a set has too many of comes in turn, epoch by epoch."""
    by_set: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        by_set[pair.set].append(pair)
    found: list[Pair] = []
    for name, members in sorted(by_set.items()):
        most, times = SHARES[name]
        Random(f"{seed} {name}").shuffle(members)
        start = number * most % len(members) if most < len(members) else 0
        found += (members[start:] + members[:start])[:most] * times
    Random(f"{seed} {number}").shuffle(found)
    return found


def pairs(data: Path) -> list[Pair]:
    """All pairs of the train parts under ``data``."""
    return [pair for read in _SETS for pair in read(data)]


def sources(data: Path) -> list[Path]:
    """The files that the pairs are read from."""
    return [data / name for name in _FILES]


def held_out(found: Sequence[Pair]) -> tuple[list[Pair], list[Pair]]:
    """Those to learn from, and ``tune``: a fifth of the groups of small sets, a twentieth of large ones."""
    train: list[Pair] = []
    tune: list[Pair] = []
    for pair in found:
        (tune if is_tune(pair.set, pair.group) else train).append(pair)
    return train, tune


def is_tune(name: str, group: str) -> bool:
    """Whether a group of a set is held out."""
    one_in = 5 if name in ("emergent", "claimdiff", "verified-tweets", "known-lie") else 20
    return int(hashlib.sha256(f"{name} {group}".encode()).hexdigest(), 16) % one_in == 0


def lines(path: Path) -> Iterator[Line]:
    """The records of a JSON Lines file, packed by xz or not."""
    with (
        lzma.open(path, "rt", encoding="utf-8")
        if path.suffix == ".xz"
        else path.open(encoding="utf-8") as file
    ):
        yield from map(json.loads, file)


def _nli(data: Path) -> Iterator[Pair]:
    for line in lines(data / "nli-mixed" / "train.jsonl.xz"):
        if not line["set"].startswith(FORBIDDEN) and "other_label" not in line:
            texts = line["premise"], line["hypothesis"]
            yield _labelled(line["set"], Kind.NLI, texts, line, line["premise"])
            if line["label"] == "contradiction" and _shared(*texts) >= _NEAR:
                yield _asked("near in words", Kind.SAME, texts, line["premise"], 0.0)
            elif line["label"] == "entailment" and line["set"] == "breaking-nli":
                yield _asked("near in words", Kind.SAME, texts, line["premise"], 1.0)


def _shared(a: str, b: str) -> float:
    """The share of all words that both have."""
    one, other = set(a.lower().split()), set(b.lower().split())
    return len(one & other) / max(len(one | other), 1)


def _with_evidence(data: Path) -> Iterator[Pair]:
    for name, file in (
        ("fever-symmetric", "train.jsonl"),
        ("fool-me-twice", "train.jsonl"),
        ("climate-fever", "train.jsonl.xz"),
    ):
        for line in lines(data / name / file):
            yield _labelled(name, Kind.NLI, (line["premise"], line["hypothesis"]), line, line["hypothesis"])


def _emergent(data: Path) -> Iterator[Pair]:
    for line in lines(data / "emergent" / "train.jsonl"):
        yield _labelled("emergent", Kind.HEADLINE, (line["headline"], line["claim"]), line, line["claim"])


def _claimdiff(data: Path) -> Iterator[Pair]:
    for line in lines(data / "claimdiff" / "train.jsonl.xz"):
        yield _labelled("claimdiff", Kind.DIFFERENCE, (line["a"], line["b"]), line, line["topic"])


def _perspectrum(data: Path) -> Iterator[Pair]:
    for line in lines(data / "perspectrum" / "train.jsonl"):
        clusters = [cluster for cluster in line["clusters"] if cluster["label"] in _OPEN]
        for cluster in clusters:
            for text in cluster["texts"]:
                yield _labelled("perspectrum", Kind.DEBATE, (text, line["claim"]), cluster, line["claim"])
            yield from (
                _asked("perspectrum-same", Kind.SAME, (one, other), line["claim"], 1.0)
                for one, other in pairwise(cluster["texts"])
            )
        yield from (
            _asked("perspectrum-same", Kind.SAME, (one["texts"][0], other["texts"][0]), line["claim"], 0.0)
            for one, other in pairwise(clusters)
        )


def _mrpc(data: Path) -> Iterator[Pair]:
    for line in lines(data / "mrpc" / "train.jsonl.xz"):
        group = min(line["id_a"], line["id_b"])
        yield _asked("mrpc", Kind.SAME, (line["a"], line["b"]), group, float(line["label"]))


def _sts(data: Path) -> Iterator[Pair]:
    for line in lines(data / "sts-news" / "train.jsonl"):
        score = min(max(line["score"], 0.0), 5.0)
        below = min(int(score), 4)
        low, high = _SAME_BY_SCORE[below : below + 2]
        same = low + (high - low) * (score - below)
        yield _asked("sts-news", Kind.SAME, (line["a"], line["b"]), min(line["a"], line["b"]), same)


# Of a post or sentence with the claim that was checked: claims near in words that are not it.
_WRONG = 3


def _verified_tweets(data: Path) -> Iterator[Pair]:
    folder = data / "verified-tweets"
    claims = {line["id"]: line["claim"] for line in lines(folder / "claims.jsonl.xz")}
    asked = [
        (line["tweet"], [claims[number] for number in line["claims"]], line["id"])
        for line in lines(folder / "train.jsonl")
    ]
    yield from _among("verified-tweets", asked, list(claims.values()))


def _known_lie(data: Path) -> Iterator[Pair]:
    folder = data / "known-lie"
    train = list(lines(folder / "train.jsonl"))
    pool = {line["verified_claim"]: None for line in train}
    pool |= {line["claim"]: None for line in lines(folder / "distractors.jsonl")}
    asked = [
        (line["sentence"], [line["verified_claim"], *_in_words(line["as_reported"])], line["debate"])
        for line in train
    ]
    yield from _among("known-lie", asked, list(pool))


def _in_words(reported: str) -> list[str]:
    """What a fact-checker made of a sentence, where it is more than a topic."""
    return [reported] if len(reported.split()) >= 6 else []


def _among(name: str, asked: Sequence[tuple[str, list[str], str]], pool: Sequence[str]) -> Iterator[Pair]:
    """Each text with its claims, and with wrong ones: the nearer in words, the likelier."""
    nearest = Nearest(pool)
    for text, right, group in asked:
        chance = Random(f"{name} {text}")
        near = [pool[number] for number in best(nearest.cosines(text), 12) if pool[number] not in right]
        wrong = near[:2] + chance.sample(near[2:], min(_WRONG - 2, len(near[2:])))
        for claim in right:
            yield _asked(name, Kind.CHECKED, (text, claim), group, 1.0)
        for claim in wrong:
            yield _asked(name, Kind.CHECKED, (text, claim), group, 0.0)


def _labelled(name: str, kind: Kind, texts: tuple[str, str], line: Line, group: str) -> Pair:
    return Pair(name, kind, *texts, _OPEN[line["label"]], group)


def _asked(name: str, kind: Kind, texts: tuple[str, str], group: str, same: float) -> Pair:
    return Pair(name, kind, *texts, (same, 1 - same, 0.0), group)


_SETS: tuple[Callable[[Path], Iterator[Pair]], ...] = (
    _nli, _with_evidence, _emergent, _claimdiff, _perspectrum, _mrpc, _sts, _verified_tweets, _known_lie,
)  # fmt: skip
_FILES = (
    "nli-mixed/train.jsonl.xz", "fever-symmetric/train.jsonl", "fool-me-twice/train.jsonl",
    "climate-fever/train.jsonl.xz", "emergent/train.jsonl", "claimdiff/train.jsonl.xz",
    "perspectrum/train.jsonl", "mrpc/train.jsonl.xz", "sts-news/train.jsonl",
    "verified-tweets/claims.jsonl.xz", "verified-tweets/train.jsonl", "known-lie/train.jsonl",
    "known-lie/distractors.jsonl",
)  # fmt: skip
