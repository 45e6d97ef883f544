"""Whether a statement says again what the same speaker said in another article.

The very words are the same words on any day. Within some days what is told in other words may be the same
too: how surely it is, `sureness` has learned.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from onrecord.connect import sureness
from onrecord.connect.counts import count_words
from onrecord.connect.particulars import are_otherwise
from onrecord.connect.runs import Common, Run, Shared, longest, shared
from onrecord.connect.sides import Side, are_near, is_negated
from onrecord.connect.speakers import are_one
from onrecord.record import Link

# What is too little to be judged at all: what both are about and its share of either, or words in a row.
_BITS, _ABOUT, _SHARE, _IN_A_ROW, _BITS_IN_A_ROW = 9, 2, 0.2, 4, 8

# On any other day: words in a row that are one mouth's by no chance, how many and what they weigh
# (`rarity.weight`); they must be nearly all of the shorter statement where they are few.
_LONG_RUN, _RUN_WEIGHT = 8, 10
_RUNS, _ALL = ((4, 8), (7, 6)), 0.8
# Where it is not known who speaks, the words must do alone.
_ALONE, _ALONE_WEIGHT = 10, 18

# Paraphrase: of what either is about the share that the other is about too, and what that weighs.
_LESS, _MORE, _WEIGHT, _TOPICS = 0.6, 0.4, 15, 4


def repeats(first: Side, later: Side) -> Link | None:
    """The same speaker says the same: in the same words, or in others within some days."""
    if not are_near(first, later):
        return _verbatim(first, later) if _may_be_one(first, later) else None
    both = common(first, later)
    return _retold(first, later, both) if both is not None else None


def common(first: Side, later: Side) -> Common | None:
    """What two statements of the same days have in common, where it is worth judging whether they are one."""
    if not _may_be_one(first, later) or count_otherwise(first.words, later.words):
        return None
    both = Common(shared(first.words, later.words), longest(first.words, later.words))
    has_topics = both.about.topics >= _ABOUT
    # Who is named in both, and no more, is praised in one and blamed in the other.
    if not has_topics and not (first.is_quoted and later.is_quoted):
        return None
    share = both.about.of_one * both.about.of_other
    is_enough = has_topics and both.about.weight >= _BITS and share >= _SHARE**2
    return both if is_enough or _has_run(both.run) else None


def _has_run(run: Run) -> bool:
    return run.length >= _IN_A_ROW and run.weight >= _BITS_IN_A_ROW


def _retold(first: Side, later: Side, both: Common) -> Link | None:
    """Within some days, as surely as has been learned."""
    sure = round(sureness.retells(first, later, both), 2)
    if not sureness.is_worth_a_look("retells", sure) or are_otherwise(first.words, later.words):
        return None
    told = _same_words(both.run) if _has_run(both.run) else f"both speak of {both.about.told}"
    return Link("repeats", later.statement, first.statement, sure, told, sureness.is_sure("retells", sure))


def _verbatim(first: Side, later: Side) -> Link | None:
    """On any other day, in the very words."""
    run = longest(first.words, later.words)
    is_known = are_one(first.speakers, later.speakers) is True
    if not (_is_verbatim(run, first, later) if is_known else _speaks_for_itself(run)):
        return None
    share = min(1.0, run.length / max(1, min(len(first.words), len(later.words))))
    # A slogan, and "we'll see what happens", are said again without saying the same of anything.
    is_sure = is_known and run.length >= _LONG_RUN
    return Link("repeats", later.statement, first.statement, round(share, 2), _same_words(run), is_sure)


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
    """Whether one speaker may have made both, and one does not deny what the other claims.

    A paper says what it heard said; so what it and another say may be of one.
    """
    is_one = are_one(one.speakers, other.speakers)
    passes_on = {one.standing, other.standing} & {"outlet", "document"}
    if is_one is False and not (passes_on and one.standing != other.standing):
        return False
    return one.is_denial == other.is_denial and not _is_furniture(one, other)


def _is_verbatim(run: Run, one: Side, other: Side) -> bool:
    """Whether the quoted words in a row are too many, or too much of the shorter one, to be so by chance."""
    if not (one.is_quoted and other.is_quoted):
        return False
    if run.length >= _LONG_RUN and run.weight >= _RUN_WEIGHT:
        return True
    share = run.length / max(1, min(len(one.words), len(other.words)))
    return share >= _ALL and any(run.length >= long and run.weight >= heavy for long, heavy in _RUNS)


def _speaks_for_itself(run: Run) -> bool:
    return run.length >= _ALONE and run.weight >= _ALONE_WEIGHT


def _is_furniture(one: Side, other: Side) -> bool:
    """Whether they may be what an outlet prints again and again: its own words, days apart."""
    is_one_outlet = one.outlet is not None and one.outlet == other.outlet
    return is_one_outlet and one.day != other.day and not (one.is_quoted and other.is_quoted)


def _same_words(run: Run) -> str:
    return f"the same words: “{run.words}”"
