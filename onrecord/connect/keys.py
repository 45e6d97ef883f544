"""The numbers by which statements that may have to do with each other find each other.

They are made of what is rare in news, by a fixed table, so that the same statement has the same keys in every
archive: a pair of rare words of what it is about, four of its words in a row; of who answers whom, what one
says of the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from onrecord.connect.counts import Tally
from onrecord.connect.rarity import weight
from onrecord.connect.sides import Side, weighed
from onrecord.connect.topics import number, stem

# Of what a statement is about the rarest words are paired; pairs that many would have say nothing.
_RARE_WORDS, _PAIR_WEIGHT = 8, 9
# Words in a row. A run that is not so rare by itself is a key together with who said it.
_RUN, _RUN_WEIGHT, _RUN_WEIGHT_ALONE = 4, 4, 14
# So many words in a row that are quoted are one mouth's, whoever that is (`repeated`): a key by themselves.
_LONG_RUN, _LONG_RUN_WEIGHT = 10, 10
# Of a long content those of the lowest numbers are taken, so that the same are taken from its other tellings:
# of one this long nearly all, so that what is cut out of it is found.
_MOST_RUNS = 64
# Of what an article opens with, of what a statement is about and of whom it names so many are paired, the
# rarest; what two of them weigh together at least.
_OF_SETTING, _OF_TOPIC, _EVENT_WEIGHT, _NAMED = 4, 4, 8, 6
# What befell people stands under so many words of the event: what is rarest in one telling is not in another.
_OF_TOLL = 16


class Keys(NamedTuple):
    """By what a statement is found, and by what it finds others.

    ``kept`` are the numbers under which it is to be found. Under ``words``, runs of its words, it finds
    others of any day; under ``near``, what it says and what it answers, those of some days around its own.
    """

    kept: frozenset[int]
    words: frozenset[int]
    near: frozenset[int]


def keys(side: Side) -> Keys:
    """The keys of a statement."""
    words = frozenset((*_runs(side), *_long_runs(side)))
    said = list(_pairs({**side.topic, **weighed(side.surnames)}))
    told = [weighed(claim.words) for claim in side.claims] + [side.topic] * side.is_claim
    answered = [pair for claim in told for pair in _pairs(claim)]
    # What answers is found by what is said, and the other way round; so it has numbers of its own.
    says, is_answered = ({number(kind, *pair) for pair in said} for kind in ("says", "answers"))
    answers, asks = ({number(kind, *pair) for pair in answered} for kind in ("answers", "says"))
    counts = frozenset(_counts(side.counted) if side.counted is not None else ())
    is_answer = side.answer is not None or side.is_negated
    own, others = ("answer", "claim") if is_answer else ("claim", "answer")
    kept, sought = ({number(kind, *pair) for pair in _affairs(side)} for kind in (own, others))
    return Keys(
        words | says | answers | counts | kept, words, frozenset(says | is_answered | asks | counts | sought)
    )


def _affairs(side: Side) -> set[tuple[str, ...]]:
    """The affair that a statement is about: who speaks of whom, what is said in which setting."""
    names = _rarest({one: weight(one) for one in side.names - side.called}, _NAMED)
    found = {tuple(sorted((who, name))) for who in side.called for name in names}
    topic = weighed((*(side.claim or side.words), *side.surnames))
    setting = {one: weight(one) for one in side.setting}
    for one in _rarest(topic, _OF_TOPIC):
        for other in _rarest(setting, _OF_SETTING):
            if one != other and topic[one] + setting[other] >= _EVENT_WEIGHT:
                found.add(("in", one, other))
    return found


def _rarest(weights: Mapping[str, int], most: int) -> list[str]:
    return sorted(weights, key=lambda one: (-weights[one], one))[:most]


def _counts(tally: Tally) -> Iterator[int]:
    """What befell people, with each rare word of the event: "killing at least seven" tells no more of it."""
    event = tally.about | tally.setting
    rare = _rarest({one: weight(one) for one in event}, _OF_TOLL)
    for toll in sorted({count.toll for count in tally.counts if count.toll is not None}):
        yield from (number("toll", toll, word) for word in rare)


def _pairs(about: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    rare = sorted(_rarest(about, _RARE_WORDS))
    for one, other in combinations(rare, 2):
        if about[one] + about[other] >= _PAIR_WEIGHT:
            yield one, other


def _long_runs(side: Side) -> list[int]:
    if not side.is_quoted:
        return []
    runs = (run for run, rare in _in_a_row(side.words, _LONG_RUN) if rare >= _LONG_RUN_WEIGHT)
    return sorted({number("quoted", *run) for run in runs})[:_MOST_RUNS]


def _in_a_row(words: Sequence[str], many: int) -> Iterator[tuple[list[str], int]]:
    """The runs of so many words, by stems, each with what its words weigh."""
    stems = [stem(word) for word in words]
    for at in range(len(stems) - many + 1):
        run = stems[at : at + many]
        yield run, sum(map(weight, set(run)))


def _runs(side: Side) -> list[int]:
    found = set()
    for run, rare in _in_a_row(side.words, _RUN):
        if rare >= _RUN_WEIGHT_ALONE:
            found.add(number("words", *run))
        elif rare >= _RUN_WEIGHT:
            found.update(number("words", name, *run) for name in side.surnames)
    return sorted(found)[:_MOST_RUNS]
