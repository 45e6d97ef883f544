"""Which statements of an article may say again what stands before; `sureness` says how surely they do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.connect.rarity import weight
from onrecord.connect.runs import longest
from onrecord.connect.said import Said
from onrecord.connect.speakers import are_one
from onrecord.connect.topics import stem, words_of

# What is too little to be judged at all. What both speak about, in bits, and the share of the one that says
# less; or words in a row that are the same, and their bits. More where it is not known who says one.
_BITS, _SHARE, _BITS_OF_UNKNOWN, _SHARE_OF_UNKNOWN = 8, 0.3, 12, 0.45
_RUN, _RUN_OF_UNKNOWN = (5, 5), (7, 8)
# Of words that one has in quotation marks all must be the other's: so many at least, or so heavy a one.
_FRAGMENTS, _HEAVY = 2, 6
# Bits up to which a denial says nothing but that it is one: "denied any wrongdoing", "denied it".
_BARE = 4.0


def before(one: Said, others: Sequence[Said]) -> Iterator[Said]:
    """The statements before it in which the same speaker may say the same."""
    return (other for other in others if _may_be_again(one, other) and _have_enough(one, other))


def _may_be_again(one: Said, other: Said) -> bool:
    """Whether neither stands in the other, nor says that it is so where the other says that it is not."""
    if "no_comment" in (one.answer, other.answer) or one.overlaps(other):
        return False
    if "denies" == one.answer == other.answer:
        return True
    return _denies(one) == _denies(other) or (one.is_negated and other.is_negated)


def _have_enough(one: Said, other: Said) -> bool:
    """Whether one speaker may have made both, and so much stands in both that it is worth judging."""
    is_same = is_same_voice(one, other)
    if is_same is False:
        return False
    if is_same and (quotes(one, other) or are_bare_denials(one, other)):
        return True
    bits, share = (_BITS, _SHARE) if is_same else (_BITS_OF_UNKNOWN, _SHARE_OF_UNKNOWN)
    weighs = one.weighs(other)
    if weighs >= bits and one.share(other) >= share:
        return True
    length, rare = _RUN if is_same else _RUN_OF_UNKNOWN
    if weighs < rare:
        return False
    run = longest(one.words, other.words)
    return run.length >= length and run.weight >= rare


def quotes(one: Said, other: Said) -> bool:
    """Whether all that either has in marks are words of the other: "he was “wrong” and “over confident”"."""
    return _is_quoted_by(one, other) or _is_quoted_by(other, one)


def _is_quoted_by(full: Said, brief: Said) -> bool:
    if not brief.quoted or full.statement.manner == "indirect":
        return False
    told = f" {' '.join(full.words)} "
    if not all(f" {' '.join(part)} " in told for part in brief.quoted):
        return False
    words = [word for part in brief.quoted for word in part]
    return len(words) >= _FRAGMENTS or sum(map(weight, map(stem, words))) >= _HEAVY


def are_bare_denials(one: Said, other: Said) -> bool:
    """Whether both deny, and one of them says nothing but that: "denied it", "did nothing wrong"."""
    return "denies" == one.answer == other.answer and min(one.told, other.told) <= _BARE


def _denies(one: Said) -> bool:
    return one.statement.stance == "denial"


def is_same_voice(one: Said, other: Said) -> bool | None:
    """Whether one speaker says both, as far as names and descriptions tell; ``None`` where one is unknown."""
    ours, theirs = _called(one), _called(other)
    if not ours or not theirs:
        return None
    if one.voice == other.voice:
        return True
    kinds = {one.statement.speaker.standing, other.statement.speaker.standing}
    if kinds <= {"named", "outlet"}:
        # A paper may print what another says without saying whose words these are.
        return bool(are_one([ours], [theirs])) or (None if len(kinds) > 1 else False)
    few, many = sorted((ours.split(), theirs.split()), key=len)
    # "The filing" may be "the complaint", "an official" one of "two officials".
    return True if len(kinds) == 1 and "group" not in kinds and set(few) <= set(many) else None


def _called(one: Said) -> str:
    return " ".join(word for word in words_of(one.voice or "") if word not in ("a", "an", "the"))
