"""Which statements of different articles repeat, deny or confirm each other.

What is said of two statements depends on these two alone, so the answer for a set of articles is the same in
whatever order they came. Each judge looks at a pair; the first that has something to say is believed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Literal, Protocol

from onrecord.connect.keys import Keys, keys
from onrecord.connect.runs import Run, longest
from onrecord.connect.sides import Side, sides, weighed
from onrecord.connect.speakers import are_one
from onrecord.record import Article, Link, Statement

# Days between two articles in which one answers what stands in the other, or tells the same in other words.
# The very words are the same words on any day.
DAYS = 14

# Words in a row and their weight (`rarity.weight`) that are nobody's by chance, from one mouth; and all but
# all of a short one. Where it is not known who speaks, the words must do alone.
_RUN, _RUN_WEIGHT = 5, 10
_SHORT, _SHORT_WEIGHT, _ALL = 4, 5, 0.8
_ALONE, _ALONE_WEIGHT = 10, 18

# Paraphrase: of what the one that says less is about, the share that the other is about too; its weight.
_ABOUT, _ABOUT_WEIGHT, _ABOUT_WORDS = 0.6, 20, 4
# The same of a claim and what answers it.
_CLAIM, _CLAIM_WEIGHT, _CLAIM_WORDS = 0.5, 18, 3
# Of two who say the very same, but one with a "not".
_OPPOSED = 0.75


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
    for judge in (_repeats, _answers):
        if (link := judge(one, other)) is not None:
            return link
    return None


def _repeats(first: Side, later: Side) -> Link | None:
    """The same speaker says the same: in the same words, or in others within some days."""
    if first.answer != later.answer and "denies" in (first.answer, later.answer):
        return None
    is_one = are_one(first.speakers, later.speakers)
    run = longest(first.words, later.words)
    if is_one is False:
        return None
    if is_one is None:
        if run.length < _ALONE or run.weight < _ALONE_WEIGHT:
            return None
        return _link("repeats", later, first, _share(run, first, later), f"the same words: “{run.words}”")
    if _is_verbatim(run, first, later):
        return _link("repeats", later, first, _share(run, first, later), f"the same words: “{run.words}”")
    if not _are_near(first, later) or first.is_negated != later.is_negated or _count_otherwise(first, later):
        return None
    about = _Shared(first.topic, later.topic)
    if about.of_less < _ABOUT or about.weight < _ABOUT_WEIGHT or len(about.stems) < _ABOUT_WORDS:
        return None
    return _link("repeats", later, first, about.of_less, f"both speak of {about.told}")


def _answers(first: Side, later: Side) -> Link | None:
    """One denies or confirms what the other says."""
    if not _are_near(first, later) or are_one(first.speakers, later.speakers):
        return None
    found = [_answer(one, other) for one, other in ((later, first), (first, later))]
    found = [one for one in found if one is not None] or [
        one for one in (_opposed(later, first), _opposed(first, later)) if one is not None
    ]
    return max((one for one in found if one), key=lambda one: one.score, default=None)


def _answer(one: Side, other: Side) -> Link | None:
    """What one does to the other, which must not answer itself."""
    if one.answer is None or other.answer is not None:
        return None
    said = {**other.topic, **weighed(word for name in other.speakers for word in name.split())}
    shared = (_Shared(weighed(claim), said) for claim in one.claims)
    best = max(shared, key=lambda about: (about.of_one, about.weight), default=None)
    if best is None or best.of_one < _CLAIM or best.weight < _CLAIM_WEIGHT or len(best.stems) < _CLAIM_WORDS:
        return None
    return _link(one.answer, one, other, best.of_one, f"both speak of {best.told}")


def _opposed(one: Side, other: Side) -> Link | None:
    """One says with a "not" what the other says without."""
    if not one.is_negated or other.is_negated or one.answer is not None or other.answer is not None:
        return None
    about = _Shared(one.topic, other.topic)
    if about.of_less < _OPPOSED or about.weight < _ABOUT_WEIGHT or len(about.stems) < _ABOUT_WORDS:
        return None
    return _link("denies", one, other, 0.6 * about.of_less, f"says with a “not” that {about.told}")


class _Shared:
    """What two are both about: the stems, their weight, and its share of either."""

    def __init__(self, one: Mapping[str, int], other: Mapping[str, int]) -> None:
        self.stems = one.keys() & other.keys()
        self.weight = sum(one[stem] for stem in self.stems)
        self.of_one = self.weight / max(1, sum(one.values()))
        self.of_less = self.weight / max(1, min(sum(one.values()), sum(other.values())))

    @property
    def told(self) -> str:
        """The rarest few."""
        return ", ".join(sorted(self.stems)[:4])


def _is_verbatim(run: Run, one: Side, other: Side) -> bool:
    if run.length >= _RUN and run.weight >= _RUN_WEIGHT:
        return True
    is_all = run.length >= _ALL * min(len(one.words), len(other.words))
    return is_all and run.length >= _SHORT and run.weight >= _SHORT_WEIGHT


def _share(run: Run, one: Side, other: Side) -> float:
    return min(1.0, run.length / max(1, min(len(one.words), len(other.words))))


def _are_near(one: Side, other: Side) -> bool:
    if one.day is None or other.day is None:
        return one.day == other.day
    return abs(one.day - other.day) <= DAYS


def _count_otherwise(one: Side, other: Side) -> bool:
    """Whether both have numbers and none of them in common."""
    mine, theirs = _numbers(one.words), _numbers(other.words)
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def _numbers(words: Collection[str]) -> set[str]:
    return {word for word in words if word[0].isdigit()}


def _link(
    relation: Literal["denies", "confirms", "repeats"], one: Side, other: Side, score: float, reason: str
) -> Link:
    return Link(relation, one.statement, other.statement, round(score, 2), reason)
