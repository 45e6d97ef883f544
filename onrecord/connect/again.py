"""Which statements of an article say again what the same speaker said before in it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from onrecord.connect.runs import longest
from onrecord.connect.said import Said
from onrecord.connect.speakers import are_one
from onrecord.connect.topics import words_of

_MOST = 3
# What both speak about: bits, and the share of the one that says less; nearly all where that says little.
_ENOUGH, _SAME = 11.0, 0.66
_LITTLE, _ALL = 9.0, 0.9
# Words in a row that are the same, and the bits of what they speak about; more words where they say little,
# more of both where it is not known who says one.
_RUNS = ((4, 10), (6, 6))
_RUNS_OF_UNKNOWN = ((8, 16),)
# Bits up to which a denial says nothing but that it is one: "denied any wrongdoing", "denied it".
_BARE = 4.0


def before(one: Said, others: Sequence[Said]) -> list[tuple[Said, float]]:
    """The statements before it in which the same speaker says the same, with how alike they are."""
    if one.answer == "no_comment":
        return []
    found = [(other, _sameness(one, other)) for other in others if _may_be_again(one, other)]
    return [(other, share) for other, share in found if share][-_MOST:]


def _may_be_again(one: Said, other: Said) -> bool:
    """Whether neither stands in the other, nor says that it is so where the other says that it is not."""
    if other.answer == "no_comment" or other.statement.id == one.statement.parent:
        return False
    if one.statement.id == other.statement.parent:
        return False
    return _denies(one) == _denies(other) or (one.is_negated and other.is_negated)


def _sameness(one: Said, other: Said) -> float:
    """How alike two statements are that one speaker may have made, 0 where they are not the same."""
    is_same = _is_same_voice(one, other)
    if is_same is False:
        return 0.0
    shared, share = one.shared(other), one.share(other)
    if is_same:
        if _denies(one) and _denies(other) and max(one.told, other.told) <= _BARE:
            return 0.6
        if (shared >= _ENOUGH and share >= _SAME) or (shared >= _LITTLE and share >= _ALL):
            return share
    return max(share, 0.5) if _have_a_run(one, other, _RUNS if is_same else _RUNS_OF_UNKNOWN) else 0.0


def _have_a_run(one: Said, other: Said, runs: Collection[tuple[int, int]]) -> bool:
    """Whether words in a row are the same in both, for one of the lengths and bits."""
    if one.weighs(other) < min(told for _, told in runs):
        return False
    run = longest(one.words, other.words)
    return any(run.length >= length and run.weight >= told for length, told in runs)


def _denies(one: Said) -> bool:
    return one.statement.stance == "denial"


def _is_same_voice(one: Said, other: Said) -> bool | None:
    """Whether one speaker says both, as far as names and descriptions tell; ``None`` where one is unknown."""
    ours, theirs = _called(one), _called(other)
    if not ours or not theirs:
        return None
    if one.voice == other.voice:
        return True
    kinds = {one.statement.speaker.standing, other.statement.speaker.standing}
    if kinds <= {"named", "outlet"}:
        return bool(are_one([ours], [theirs]))
    if len(kinds) > 1 or kinds & {"group"}:
        return False
    few, many = sorted((ours.split(), theirs.split()), key=len)
    return set(few) <= set(many)


def _called(one: Said) -> str:
    return " ".join(word for word in words_of(one.voice or "") if word not in ("a", "an", "the"))
