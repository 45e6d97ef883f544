"""How surely a careful reader grants that one statement denies another, or says it again.

Logistic regressions over what the two statements and their places tell. The weights, in `en/sureness.toml`,
come from articles of which readers said which statement denies which (`labels/README.md`); each is the log of
the odds that a feature adds. `onrecord.train.links` fits them.
"""

from __future__ import annotations

import math
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from onrecord.connect.claims import accuses, charges, is_about, is_inside, is_of, names, own
from onrecord.connect.said import Said
from onrecord.connect.topics import answers

Features = Mapping[str, float]

# Bits beyond which more tell no more, and those of a short answer that has no words of its own.
_MOST_BITS, _BARE = 60.0, 6.0
# Statements over which nearness fades: next to each other, and in one part of the article.
_NEXT, _PART = 3.0, 12.0
# Letters by which "claims" is known to be what somebody "claimed".
_ROOT = 5


class Place(NamedTuple):
    """Where two statements of an article stand.

    ``between``: statements that begin between them; ``paragraphs``: blank lines between them; ``length``:
    characters of the article.
    """

    between: int
    paragraphs: int
    length: int


@cache
def _weights() -> Mapping[str, Mapping[str, float]]:
    path = files("onrecord.connect") / "en" / "sureness.toml"
    found: Mapping[str, Mapping[str, float]] = tomllib.loads(path.read_text(encoding="utf-8"))
    return found


def is_sure(relation: str, score: float) -> bool:
    """Whether so many links that are as sure are right that the record may build on one."""
    return score >= _weights()[relation]["sure"]


def is_worth_a_look(relation: str, score: float) -> bool:
    """Whether a link is likely enough to be kept at all."""
    return score >= _weights()[relation]["kept"]


class Places:
    """Where the statements of an article stand."""

    def __init__(self, told: Sequence[Said], text: str) -> None:
        self._starts = sorted(one.start for one in told)
        self._text = text

    def of(self, one: Said, other: Said) -> Place:
        """Where two of them stand."""
        first, last = sorted((one.start, other.start))
        between = bisect_left(self._starts, last) - bisect_right(self._starts, first)
        return Place(max(0, between), self._text.count("\n\n", first, last), len(self._text))


def denies(one: Said, other: Said, place: Place) -> float:
    """How surely the one, a denial, denies what the other says, 0 to 1."""
    return _sure("denies", denial(one, other, place))


def repeats(one: Said, other: Said, place: Place) -> float:
    """How surely the one says again what the other says, 0 to 1, where one speaker may have made both."""
    return _sure("repeats", repetition(one, other, place))


def _sure(relation: str, features: Features) -> float:
    weights = _weights()[relation]
    odds = weights["always"] + sum(value * weights.get(name, 0.0) for name, value in features.items())
    return 1 / (1 + math.exp(-odds))


def denial(one: Said, other: Said, place: Place) -> Features:
    """What tells whether the one denies what the other says: of the claim, of the denial, of both."""
    known = answers()
    ours, theirs = one.statement, other.statement
    head = one.head & known.claims
    roots = {word[:_ROOT] for word in head}
    shared, alone = one.shared(other), own(one, other)
    near = math.exp(-place.between / _NEXT)
    is_behind = one.start > other.start
    cue = one.cue[-1] if one.cue else ""
    covered, share = shared / max(one.told, 5.0), one.share(other)
    return {
        **_steps("shared bits", shared, (5, 10, 15, 25)),
        **_steps("share of what it denies", covered, (0.15, 0.3, 0.5, 0.8)),
        **_steps("share of the lesser", share, (0.2, 0.4, 0.6, 0.8)),
        **_steps("words of its own", alone, (2, 6, 12, 24)),
        **_steps("near", near, (0.2, 0.5, 0.7, 0.9)),
        "the claim stands inside it": is_inside(other, one),
        "names who claims": names(one, other),
        "is claimed about who denies": is_about(other, one),
        "is told as an accusation": accuses(other),
        "may charge who denies": charges(other, one),
        "is denied as somebody's claim": is_of(one, other),
        "is doubted": theirs.stance in ("accusation", "doubt"),
        "is confirmed": theirs.stance == "confirmation",
        "is a denial": other.answer == "denies",
        "stands in another": theirs.parent is not None,
        "nobody claims": theirs.speaker.name is None,
        "who denies claims": theirs.speaker.name is not None and theirs.speaker.name == ours.speaker.name,
        "has a not": other.is_negated,
        "its bits": min(other.told, _MOST_BITS) / 20,
        "its length": math.log1p(len(other.words)),
        "speaks of claims": bool(head),
        "by the verb of that word": any(word[:_ROOT] in roots for word in (*other.cue, *other.source)),
        "speaks of it": not one.head.isdisjoint(known.pronouns),
        "speaks of wrongs": not one.head.isdisjoint(known.wrongs),
        "denies in words": bool(one.by_words),
        "has words of its own": min(alone, _MOST_BITS) / 20,
        "shared bits": min(shared, 40.0) / 10,
        "share of what it denies": covered,
        "share of the lesser": share,
        "near": near,
        "in one part": math.exp(-place.between / _PART),
        "paragraphs near": math.exp(-place.paragraphs / 2),
        "stands before": is_behind,
        "right before a bare denial": near * is_behind * (one.told < _BARE),
        "length of the article": math.log(max(place.length, 500) / 4000),
        f"cue {cue}": 1.0,
        f"words {' '.join(one.by_words)}": 1.0,
    }


def _steps(name: str, value: float, steps: Sequence[float]) -> Features:
    """What goes up by steps, as one weight for all of it would not tell."""
    return {f"{name} over {step}": value > step for step in steps}


def repetition(one: Said, other: Said, place: Place) -> Features:
    """What tells whether one says again what the other says."""
    words, others = set(one.words), set(other.words)
    both = len(words & others)
    shared = one.shared(other)
    few, many = sorted((len(one.words), len(other.words)))
    return {
        "shared bits": min(shared, _MOST_BITS) / 10,
        "share of the lesser": one.share(other),
        "share of the greater": shared / max(1.0, one.told, other.told),
        "words of the lesser": both / max(1, min(len(words), len(others))),
        "words of both": both / max(1, len(words | others)),
        "length of the lesser": math.log1p(few),
        "length of the greater": math.log1p(many),
        "one voice": one.voice is not None and one.voice == other.voice,
        "a voice unknown": one.voice is None or other.voice is None,
        "in marks": (one.statement.manner == "direct") + (other.statement.manner == "direct"),
        "only one has a not": one.is_negated != other.is_negated,
        "both deny": one.answer == "denies" == other.answer,
        "near": math.exp(-place.between / _PART),
    }
