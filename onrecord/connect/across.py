"""Which statements of different articles repeat, deny or confirm each other.

What is said of two statements depends on these two alone, so the answer for a set of articles is the same in
whatever order they came. Each judge looks at a pair; the first that has something to say is believed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from onrecord.connect.disagree import difference
from onrecord.connect.keys import Keys, keys
from onrecord.connect.rarity import weight
from onrecord.connect.runs import Run, Shared, longest, shared
from onrecord.connect.sides import Side, is_negated, sides
from onrecord.connect.speakers import are_one
from onrecord.connect.topics import answers, stem
from onrecord.record import Answering, Article, Link, Statement

# Days between two articles in which one answers what stands in the other, or tells the same in other words.
# The very words are the same words on any day.
DAYS = 14

# Words in a row that are one mouth's by no chance: how many, what they weigh (`rarity.weight`), and how much
# they are of the shorter statement. What is only told must be most of it. Each was read on a year of news.
_LONG_RUN, _RUN_WEIGHT, _MOST = 8, 10, 0.6
_RUNS = ((4, 8, 0.8), (4, 10, 0.4), (5, 8, 0.3), (5, 10, 0.0), (7, 6, 0.3))
# Where it is not known who speaks, the words must do alone.
_ALONE, _ALONE_WEIGHT = 10, 18

# Paraphrase: of what either is about the share that the other is about too, and what that weighs.
_LESS, _MORE, _WEIGHT, _TOPICS = 0.6, 0.4, 15, 4
# The same of a claim and the denial or confirmation of it: the geometric mean of the two shares.
_CLAIM, _CLAIM_WEIGHT, _CLAIM_TOPICS = 0.6, 13, 3
# Who says with a "not" what another says without must say the very same.
_OPPOSED, _OPPOSED_OTHER = 0.75, 0.5
# Days by which a claim may stand in print after what answers it.
_AFTER = 2

# Figures in words that say much the same are mostly of one thing, not always.
_OTHERWISE = 0.7


class Board(Protocol):
    """Where the sides of statements are kept, each under a number and the keys by which it is found."""

    def put(self, side: Side, keys: Collection[int]) -> None:
        """Keep a side under the keys."""

    def holders(self, keys: Collection[int]) -> Mapping[int, list[int]]:
        """For each key the numbers of the statements that are found under it."""

    def holders_near(self, keys: Collection[int], day: int | None) -> Mapping[int, list[int]]:
        """The same of those whose article is at most `DAYS` from a day; of those without one for ``None``."""

    def sides(self, numbers: Collection[int]) -> Mapping[int, Side]:
        """The sides of the numbers."""

    def kin(self, article: str) -> set[str]:
        """The articles that an article is a copy, a cut or a version of, or the other way round."""

    def link(self, links: Collection[Link]) -> None:
        """Keep links."""


def added(article: Article, statements: Sequence[Statement], inside: Sequence[Link], board: Board) -> None:
    """Put an article's statements on the board, and note what they and those that are there do to each other.

    ``inside`` are the links between them. What stands in copies of the article is passed by.
    """
    ours = [(side, keys(side)) for side in sides(article, statements, inside)]
    pairs = _meeting(ours, board)
    others = board.sides({number for _, number in pairs})
    kin = board.kin(article.id)
    told = [
        judged(ours[place][0], others[number])
        for place, number in sorted(pairs)
        if others[number].article not in kin
    ]
    for side, own in ours:
        board.put(side, own.kept)
    board.link([one for one in told if one is not None])


def _meeting(ours: Sequence[tuple[Side, Keys]], board: Board) -> set[tuple[int, int]]:
    """The places of our statements, each with the numbers of those it may have to do with."""
    day = ours[0][0].day if ours else None
    words, near = defaultdict[int, list[int]](list), defaultdict[int, list[int]](list)
    for place, (_, own) in enumerate(ours):
        for held, asked in ((words, own.words), (near, own.near)):
            for key in asked:
                held[key].append(place)
    return {
        (place, number)
        for asked, found in ((words, board.holders(words)), (near, board.holders_near(near, day)))
        for key, numbers in found.items()
        for number in numbers
        for place in asked[key]
    }


def judged(one: Side, other: Side) -> Link | None:
    """What two statements of different articles are to each other, ``None`` where nothing."""
    one, other = sorted((one, other), key=lambda side: (side.day or 0, side.statement))
    for judge in (_repeats, _answers, _figures_differ):
        if (link := judge(one, other)) is not None:
            return link
    return None


def _repeats(first: Side, later: Side) -> Link | None:
    """The same speaker says the same: in the same words, or in others within some days."""
    if first.answer != later.answer and "denies" in (first.answer, later.answer):
        return None
    is_one = are_one(first.speakers, later.speakers)
    if is_one is False or _is_furniture(first, later):
        return None
    run = longest(first.words, later.words)
    share = min(1.0, run.length / max(1, min(len(first.words), len(later.words))))
    if _is_verbatim(run, share, first, later) if is_one else _speaks_for_itself(run):
        return _link("repeats", later, first, share, f"the same words: “{run.words}”")
    if is_one and _are_near(first, later) and (both := _same(first.words, later.words)):
        return _link("repeats", later, first, both.of_less, f"both speak of {both.told}")
    return None


def _same(one: Sequence[str], other: Sequence[str]) -> Shared | None:
    """What two texts share that say the same in other words, ``None`` where they do not."""
    if is_negated(one) != is_negated(other) or _count_otherwise(one, other):
        return None
    both = shared(one, other)
    is_enough = both.weight >= _WEIGHT and both.topics >= _TOPICS
    return both if is_enough and both.of_less >= _LESS and both.of_more >= _MORE else None


def _is_verbatim(run: Run, share: float, one: Side, other: Side) -> bool:
    """Whether the words in a row are too many, or too much of the shorter one, to be the same by chance."""
    is_quoted = "indirect" not in (one.manner, other.manner)
    if run.length >= _LONG_RUN and run.weight >= _RUN_WEIGHT:
        is_alike = share >= _MOST and not _count_otherwise(one.words, other.words)
        return is_quoted or (is_alike and _are_near(one, other))
    if not (is_quoted and _are_near(one, other)):
        return False
    return any(run.length >= long and run.weight >= heavy and share >= much for long, heavy, much in _RUNS)


def _speaks_for_itself(run: Run) -> bool:
    return run.length >= _ALONE and run.weight >= _ALONE_WEIGHT


def _is_furniture(one: Side, other: Side) -> bool:
    """Whether they may be what an outlet prints again and again: its own words, days apart."""
    is_one_outlet = one.outlet is not None and one.outlet == other.outlet
    return is_one_outlet and one.day != other.day and not one.manner == other.manner == "direct"


def _answers(first: Side, later: Side) -> Link | None:
    """One denies or confirms what the other says."""
    if not _are_near(first, later) or are_one(first.speakers, later.speakers):
        return None
    pairs = [(later, first)]
    if (later.day or 0) - (first.day or 0) <= _AFTER:
        pairs.append((first, later))
    found = [judge(*pair) for judge in (_answer, _opposed) for pair in pairs]
    return max((one for one in found if one is not None), key=lambda one: one.score, default=None)


def _answer(one: Side, other: Side) -> Link | None:
    """What one does to the other: that says what one denies, or is what one answers in its own article."""
    if one.answer is None or (other.is_claim and other.answer == "denies"):
        return None
    if one.is_claim and _may_be_claim(one, other) and (both := _one_claim(one, other)):
        return _link(
            one.answer, one, other, both.of_less, f"“{' '.join(one.cue)}”; both speak of {both.told}"
        )
    for claim in one.claims:
        if (
            not is_negated(claim.words)
            and are_one(claim.speakers, other.speakers)
            and (both := _same(claim.words, other.words))
        ):
            return _link(
                one.answer, one, other, 0.9 * both.of_less, f"answers those who speak of {both.told}"
            )
    return None


def _may_be_claim(one: Side, other: Side) -> bool:
    """Whether the other may say what one answers.

    It says that something is so, not whether, nor that it ought to be; and where it has the cue of the answer
    in its own words it tells of the answer.
    """
    cue = {stem(word) for word in one.cue if weight(stem(word))}
    says_so = bool(other.words) and other.words[0] not in answers().open
    return says_so and cue.isdisjoint(map(stem, other.words)) and one.is_negated == other.is_negated


def _one_claim(one: Side, other: Side) -> Shared | None:
    both = shared(one.words, other.words)
    is_enough = both.weight >= _CLAIM_WEIGHT and both.topics >= _CLAIM_TOPICS
    return both if is_enough and both.of_one * both.of_other >= _CLAIM**2 else None


def _opposed(one: Side, other: Side) -> Link | None:
    """One says with a "not" what the other says without."""
    if not one.is_negated or other.is_negated or one.answer is not None or other.answer is not None:
        return None
    if longest(one.words, other.words).length >= _LONG_RUN:  # one has the other's words in his mouth
        return None
    both = shared(_after_negation(one.words), other.words)
    if both.of_one < _OPPOSED or both.of_other < _OPPOSED_OTHER:
        return None
    if both.weight < _WEIGHT or both.topics < _TOPICS:
        return None
    return _link("denies", one, other, 0.6 * both.of_one, f"says with a “not” that {both.told}")


def _after_negation(words: Sequence[str]) -> Sequence[str]:
    """The words from the first "not" on."""
    return words[next(at for at, word in enumerate(words) if word in answers().negations) :]


def _figures_differ(first: Side, later: Side) -> Link | None:
    """They give different figures for the same thing: an update, where what is counted has gone on."""
    if not _are_near(first, later) or "denies" in (first.answer, later.answer):
        return None
    if first.tally is None or later.tally is None:
        return None
    found = difference(first.tally, later.tally)
    if found is None:
        return None
    # Of the dead there are never fewer: a lower count a day later is another count.
    is_later = first.day != later.day and (found.rises or not found.is_toll)
    return _link("updates" if is_later else "disagrees", later, first, _OTHERWISE, found.told)


def _are_near(one: Side, other: Side) -> bool:
    if one.day is None or other.day is None:
        return one.day == other.day
    return abs(one.day - other.day) <= DAYS


def _count_otherwise(one: Collection[str], other: Collection[str]) -> bool:
    """Whether both have numbers and none of them in common."""
    mine, theirs = _numbers(one), _numbers(other)
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def _numbers(words: Collection[str]) -> set[str]:
    return {word for word in words if word[0].isdigit()}


def _link(relation: Answering, one: Side, other: Side, score: float, reason: str) -> Link:
    return Link(relation, one.statement, other.statement, round(score, 2), reason)
