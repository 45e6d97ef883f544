"""Which statements of different articles repeat, deny or confirm each other.

What is said of two statements depends on these two alone, so the answer for a set of articles is the same in
whatever order they came. Each judge looks at a pair; the first that has something to say is believed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from onrecord.connect.contested import contests
from onrecord.connect.disagree import difference
from onrecord.connect.keys import Keys, keys
from onrecord.connect.repeated import repeats
from onrecord.connect.sides import Side, are_near, sides
from onrecord.record import Answering, Article, Link, Statement

# Figures in words that say much the same are mostly of two things: of eight that were read one was not.
_OTHERWISE = 0.1


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

    ``inside`` are the links between them. What was copied, with the words beside it, is passed by.
    """
    ours = [(side, keys(side)) for side in sides(article, statements, inside)]
    pairs = _meeting(ours, board)
    others = board.sides({number for _, number in pairs})
    kin = board.kin(article.id)
    told = [
        judged(ours[place][0], others[number])
        for place, number in sorted(pairs)
        if not (others[number].article in kin and ours[place][0].is_copied(others[number]))
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
    for judge in (repeats, contests, _figures_differ):
        if (link := judge(one, other)) is not None:
            return link
    return None


def _figures_differ(first: Side, later: Side) -> Link | None:
    """They give different figures for the same thing: an update, where what is counted has gone on."""
    if not are_near(first, later) or "denies" in (first.answer, later.answer):
        return None
    if first.counted is None or later.counted is None:
        return None
    found = difference(first.counted, later.counted)
    if found is None:
        return None
    # Of the dead there are never fewer: a lower count a day later is another count.
    is_later = first.day != later.day and (found.rises or not found.is_toll)
    relation: Answering = "updates" if is_later else "disagrees"
    return Link(relation, later.statement, first.statement, _OTHERWISE, found.told, is_sure=False)
