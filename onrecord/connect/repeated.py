"""Whether a statement says again what the same speaker said in another article.

The very words are the same words on any day; what is told in other words is the same within some days, where
it is of the same people and places.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from onrecord.connect.counts import count_words
from onrecord.connect.meaning import alike
from onrecord.connect.particulars import are_otherwise
from onrecord.connect.runs import Run, Shared, longest, shared
from onrecord.connect.sides import Side, are_near, is_negated
from onrecord.connect.speakers import are_one
from onrecord.record import Link

# Words in a row that are one mouth's by no chance: how many, what they weigh (`rarity.weight`), and how much
# they are of the shorter statement. What is only told must be most of it. Each was read on a year of news.
_LONG_RUN, _RUN_WEIGHT, _MOST = 8, 10, 0.6
_RUNS = ((4, 8, 0.8), (4, 10, 0.4), (5, 8, 0.3), (5, 10, 0.25), (7, 6, 0.3))
# On any other day what is quoted must be nearly all of the shorter statement.
_ALL = 0.8
# Where it is not known who speaks, the words must do alone; less of them where both are quoted within days.
_ALONE, _ALONE_WEIGHT = 10, 18
_QUOTED_ALONE, _QUOTED_WEIGHT = 10, 10

# Paraphrase: of what either is about the share that the other is about too, and what that weighs.
_LESS, _MORE, _WEIGHT, _TOPICS = 0.6, 0.4, 15, 4
# Where the network is sure (nine in ten of its `tune` are right from here on), so much must be shared.
_SURE, _SURE_WEIGHT, _SURE_TOPICS = 0.8, 9, 2


def repeats(first: Side, later: Side) -> Link | None:
    """The same speaker says the same: in the same words, or in others within some days."""
    if first.is_denial != later.is_denial:
        return None
    is_one = _is_one(first, later)
    if is_one is False or _is_furniture(first, later):
        return None
    run = longest(first.words, later.words)
    share = min(1.0, run.length / max(1, min(len(first.words), len(later.words))))
    if _is_verbatim(run, share, first, later) if is_one else _speaks_for_itself(run, first, later):
        return _link(later, first, share, f"the same words: “{run.words}”")
    if is_one and are_near(first, later) and (both := same(first, later)):
        return _link(later, first, both.of_less, f"both speak of {both.told}")
    return None


def same(one: Side, other: Side) -> Shared | None:
    """What two statements share that say the same in other words, ``None`` where they do not."""
    if are_of_two(one, other):
        return None
    if (both := in_other_words(one.words, other.words)) is not None:
        return both
    both = shared(one.words, other.words)
    may_be = both.weight >= _SURE_WEIGHT and both.topics >= _SURE_TOPICS
    if not may_be or count_otherwise(one.words, other.words) or one.is_negated != other.is_negated:
        return None
    if are_otherwise(one.words, other.words):
        return None
    return both if alike(one.words, other.words) >= _SURE else None


def in_other_words(one: Sequence[str], other: Sequence[str]) -> Shared | None:
    """What two texts share that say the same by their words alone, ``None`` where they do not."""
    if is_negated(one) != is_negated(other) or count_otherwise(one, other):
        return None
    both = shared(one, other)
    is_enough = both.weight >= _WEIGHT and both.topics >= _TOPICS
    if not is_enough or both.of_less < _LESS or both.of_more < _MORE:
        return None
    return both if not are_otherwise(one, other) else None


def count_otherwise(one: Collection[str], other: Collection[str]) -> bool:
    """Whether both have numbers and none of them in common."""
    mine, theirs = _numbers(one), _numbers(other)
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def _numbers(words: Collection[str]) -> set[str]:
    return {word for word in words if word[0].isdigit()}


def are_of_two(one: Side, other: Side) -> bool:
    """Whether two statements are of two things: neither knows whom or where the other names, nor its day."""
    mine, theirs = (count_words().periods.intersection(side.words) for side in (one, other))
    is_another_day = bool(mine and theirs) and mine.isdisjoint(theirs)
    return is_another_day or one.is_elsewhere(other) or other.is_elsewhere(one)


def _may_be_one(one: Side, other: Side) -> bool:
    """Whether nothing speaks against two statements that are told in the same words."""
    return not (
        are_of_two(one, other)
        or count_otherwise(one.words, other.words)
        or are_otherwise(one.words, other.words)
    )


def _is_one(one: Side, other: Side) -> bool | None:
    """Whether one speaker says both, ``None`` where that is not known: a paper says what it heard said."""
    is_one = are_one(one.speakers, other.speakers)
    passes_on = {one.standing, other.standing} & {"outlet", "document"}
    return None if is_one is False and passes_on and one.standing != other.standing else is_one


def _is_verbatim(run: Run, share: float, one: Side, other: Side) -> bool:
    """Whether the words in a row are too many, or too much of the shorter one, to be the same by chance."""
    is_quoted = one.is_quoted and other.is_quoted
    if run.length >= _LONG_RUN and run.weight >= _RUN_WEIGHT:
        return is_quoted or (share >= _MOST and are_near(one, other) and _may_be_one(one, other))
    least = 0.0 if are_near(one, other) else _ALL
    return is_quoted and any(
        run.length >= long and run.weight >= heavy and share >= max(least, much)
        for long, heavy, much in _RUNS
    )


def _speaks_for_itself(run: Run, one: Side, other: Side) -> bool:
    if one.is_quoted and other.is_quoted and are_near(one, other):
        return run.length >= _QUOTED_ALONE and run.weight >= _QUOTED_WEIGHT
    return run.length >= _ALONE and run.weight >= _ALONE_WEIGHT


def _is_furniture(one: Side, other: Side) -> bool:
    """Whether they may be what an outlet prints again and again: its own words, days apart."""
    is_one_outlet = one.outlet is not None and one.outlet == other.outlet
    return is_one_outlet and one.day != other.day and not (one.is_quoted and other.is_quoted)


def _link(one: Side, other: Side, score: float, reason: str) -> Link:
    return Link("repeats", one.statement, other.statement, round(score, 2), reason)
