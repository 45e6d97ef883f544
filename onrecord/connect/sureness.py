"""How surely a careful reader grants that one statement denies another, or says it again.

Logistic regressions over what the two statements and their places tell. The weights, in `en/sureness.toml`,
come from articles of which readers said which statement denies which, and which says which again
(`labels/README.md`); each is the log of the odds that a feature adds. `onrecord.train.links` fits them.
"""

from __future__ import annotations

import math
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from onrecord.connect.again import are_bare_denials, is_same_voice, quotes
from onrecord.connect.claims import accuses, charges, is_about, is_inside, is_of, names, own
from onrecord.connect.rarity import weight
from onrecord.connect.runs import Common, longest, shared
from onrecord.connect.said import Said
from onrecord.connect.sides import Side
from onrecord.connect.speakers import are_one
from onrecord.connect.topics import answers
from onrecord.record import Article

Features = Mapping[str, float]

# Bits beyond which more tell no more, and those of a short answer that has no words of its own.
_MOST_BITS, _BARE = 60.0, 6.0
# Statements over which nearness fades: next to each other, and in one part of the article.
_NEXT, _PART = 3.0, 12.0
# Words in a row beyond which more tell no more, and those of a content that says little.
_MOST_IN_A_ROW, _FEW = 16, 7
# Paragraphs up to the lead, and how many two are.
_LEAD, _BOTH = 2, 2
# Bits of names, and days, beyond which more tell no more.
_MOST_OF_NAMES, _MOST_DAYS = 30, 10
# Letters by which "claims" is known to be what somebody "claimed".
_ROOT = 5


class Place(NamedTuple):
    """Where two statements of an article stand.

    ``between``: statements that begin between them; ``before``: paragraphs before the first of them, the
    headline among them, 0 where it stands in that; ``paragraphs``: those between them; ``length``: characters
    of the article.
    """

    between: int
    before: int
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

    def __init__(self, told: Sequence[Said], article: Article) -> None:
        self._starts = sorted(one.start for one in told)
        self._text = article.text
        self._headline = article.title.end if article.title is not None else 0

    def of(self, one: Said, other: Said) -> Place:
        """Where two of them stand."""
        first, last = sorted((one.start, other.start))
        between = bisect_left(self._starts, last) - bisect_right(self._starts, first)
        before = max(1, self._text.count("\n\n", 0, first)) if first >= self._headline else 0
        paragraphs = self._text.count("\n\n", first, last)
        return Place(max(0, between), before, paragraphs, len(self._text))


def denies(one: Said, other: Said, place: Place) -> float:
    """How surely the one, a denial, denies what the other says, 0 to 1."""
    return _sure("denies", denial(one, other, place))


def repeats(one: Said, other: Said, place: Place) -> float:
    """How surely the one says again what the other says, 0 to 1, where one speaker may have made both."""
    return _sure("repeats", repetition(one, other, place))


def retells(one: Side, other: Side, both: Common) -> float:
    """How surely the one says again, in another article of the same days, what the other says, 0 to 1."""
    return _sure("retells", retelling(one, other, both))


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
    bits, alone = one.shared(other), own(one, other)
    near = math.exp(-place.between / _NEXT)
    is_behind = one.start > other.start
    cue = one.cue[-1] if one.cue else ""
    covered, share = bits / max(one.told, 5.0), one.share(other)
    return {
        **_steps("shared bits", bits, (5, 10, 15, 25)),
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
        "shared bits": min(bits, 40.0) / 10,
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
    both, run = shared(one.words, other.words), longest(one.words, other.words).length
    few, many = sorted((len(one.words), len(other.words)))
    direct = (one.statement.manner, other.statement.manner).count("direct")
    return {
        "shared bits": min(one.shared(other), _MOST_BITS) / 10,
        "share of the lesser": one.share(other),
        "share of what the lesser is about": both.of_less,
        "share of what both are about": math.sqrt(both.of_one * both.of_other),
        "words of both": len(words & others) / max(1, len(words | others)),
        "words in a row": min(run, _MOST_IN_A_ROW) / 4,
        "words in a row of the lesser": run / max(1, few),
        "length of the lesser": math.log1p(few),
        "length of the greater": math.log1p(many),
        "the lesser has few words": few < _FEW,
        "one voice": is_same_voice(one, other) is True,
        "in marks": direct,
        "both in marks": direct == _BOTH,
        "both in marks, in other words": (direct == _BOTH) * (1 - run / max(1, few)),
        "quotes the same words": quotes(one, other),
        "both quote the same words in part": quotes(one, other) and direct == 0,
        "other numbers": bool(_numbers(words) ^ _numbers(others)),
        "only one has a not": one.is_negated != other.is_negated,
        "both deny": one.answer == "denies" == other.answer,
        "a bare denial": are_bare_denials(one, other),
        "one in the headline": place.before == 0,
        "one in the headline or the lead": place.before < _LEAD,
        "near": math.exp(-place.between / _PART),
    }


def retelling(one: Side, other: Side, both: Common) -> Features:
    """What tells whether statements of two articles are one that was made once, or once more."""
    about, run = both
    few, many = sorted((len(one.words), len(other.words)))
    days = abs((one.day or 0) - (other.day or 0))
    return {
        "shared bits": min(about.weight, _MOST_BITS) / 10,
        "share of what the lesser is about": about.of_less,
        "share of what both are about": math.sqrt(about.of_one * about.of_other),
        "words in a row": min(run.length, _MOST_IN_A_ROW) / 4,
        "words in a row of the lesser": run.length / max(1, few),
        "length of the lesser": math.log1p(few),
        "length of the greater": math.log1p(many),
        "one speaker": are_one(one.speakers, other.speakers) is True,
        "in marks": one.is_quoted + other.is_quoted,
        "both in marks": one.is_quoted and other.is_quoted,
        "both in marks, in other words": (one.is_quoted and other.is_quoted) * (1 - run.length / max(1, few)),
        "names both": min(sum(map(weight, one.names & other.names)), _MOST_OF_NAMES) / 10,
        "elsewhere": one.is_elsewhere(other) or other.is_elsewhere(one),
        "other numbers": bool(_numbers(one.words) ^ _numbers(other.words)),
        "only one has a not": one.is_negated != other.is_negated,
        "both deny": one.answer == "denies" == other.answer,
        "one outlet": one.outlet == other.outlet,
        "days between": min(days, _MOST_DAYS) / 7,
    }


def _numbers(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word for word in words if word[0].isdigit())
