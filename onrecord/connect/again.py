"""Which statements of an article say again what the same speaker said before in it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from onrecord.connect.meaning import Meaning
from onrecord.connect.rarity import weight
from onrecord.connect.runs import longest
from onrecord.connect.said import Said
from onrecord.connect.speakers import are_one
from onrecord.connect.topics import stem, words_of

_MOST = 3
# What both speak about: bits, and the share of the one that says less; nearly all where that says little.
_ENOUGH, _SAME = 11.0, 0.66
_LITTLE, _ALL = 9.0, 0.9
# Where words leave it open the pair network is asked: from so many bits and such a share on. It must be sure
# as where nine in ten of the pairs kept from its training are right (`pairs.json`); less sure where one has
# words of the other in marks, where both deny, or where they share nearly enough (bits, words, share). Of a
# brief account in the words of a full quotation it is enough that it follows from that.
_MUCH, _TOPICS, _MOST_OF_IT, _SURE_OF_MUCH = 20, 4, 0.6, 0.5
_OPEN_BITS, _OPEN_SHARE, _SURE, _SURE_OF_HINTED, _FOLLOWS = 9, 0.35, 0.8, 0.6, 0.75
# Words in a row that are the same, and the bits of what they speak about; more words where they say little,
# more of both where it is not known who says one.
_RUNS = ((4, 10), (6, 6))
_RUNS_OF_UNKNOWN = ((8, 16),)
# Of words that one has in quotation marks all must be the other's: so many at least, or so heavy a one.
_FRAGMENTS, _HEAVY = 2, 6
# The same where it is not known who says one: a name or a term has fewer words, or stands in marks alone.
_AT_LENGTH, _IN_PARTS = 6, 3
# Bits up to which a denial says nothing but that it is one: "denied any wrongdoing", "denied it".
_BARE = 4.0


class Before(NamedTuple):
    """An earlier statement that says the same: how sure that is, and why in words ("" where words tell)."""

    said: Said
    score: float
    why: str = ""


def before(one: Said, others: Sequence[Said], meaning: Meaning) -> list[Before]:
    """The statements before it in which the same speaker says the same."""
    if one.answer == "no_comment":
        return []
    found = [_told_before(one, other, meaning) for other in others if _may_be_again(one, other)]
    return [other for other in found if other is not None][-_MOST:]


def _may_be_again(one: Said, other: Said) -> bool:
    """Whether neither stands in the other, nor says that it is so where the other says that it is not."""
    if other.answer == "no_comment" or other.statement.id == one.statement.parent:
        return False
    if one.statement.id == other.statement.parent:
        return False
    if "denies" == one.answer == other.answer:
        return True
    return _denies(one) == _denies(other) or (one.is_negated and other.is_negated)


def _told_before(one: Said, other: Said, meaning: Meaning) -> Before | None:
    """The other, where one speaker may have made both and says the same in them."""
    is_same = is_same_voice(one, other)
    if is_same is False:
        return None
    if share := _same_words(one, other) if is_same else 0.0:
        return Before(other, share)
    is_open = is_same is True or _is_unknown(one) or _is_unknown(other)
    # Of two who may be one, "the filing" and "the document", both must be quoted.
    if not is_open and "indirect" in (one.statement.manner, other.statement.manner):
        return None
    if _have_a_run(one, other, _RUNS if is_same else _RUNS_OF_UNKNOWN):
        return Before(other, max(one.share(other), 0.5))
    if is_same or (is_open and _is_quoted_at_length(one, other)):
        return _likely(one, other, meaning)
    return None


def _same_words(one: Said, other: Said) -> float:
    """How alike two statements of one speaker are, 0 where they are not the same."""
    shared, share = one.shared(other), one.share(other)
    if _denies(one) and _denies(other) and max(one.told, other.told) <= _BARE:
        return 0.6
    is_enough = (shared >= _ENOUGH and share >= _SAME) or (shared >= _LITTLE and share >= _ALL)
    return share if is_enough else 0.0


def _likely(one: Said, other: Said, meaning: Meaning) -> Before | None:
    """The other, where it is likely enough to say the same in other words."""
    for brief, full in ((one, other), (other, one)):
        if _is_quoted_by(full, brief) and (sure := meaning.follows(brief, full)) >= _FOLLOWS:
            return Before(other, sure, "quotes the same words")
    is_hinted = _is_quoted_by(one, other) or _is_quoted_by(other, one) or _is_bare_denial(one, other)
    is_open = one.weighs(other) >= _OPEN_BITS and one.share(other) >= _OPEN_SHARE
    if not (is_hinted or is_open):
        return None
    sure = meaning.same(one, other)
    least = _SURE_OF_HINTED if is_hinted else _SURE_OF_MUCH if _share_much(one, other) else _SURE
    return Before(other, sure, "says the same in other words") if sure >= least else None


def _share_much(one: Said, other: Said) -> bool:
    topics = len(one.bits.keys() & other.bits.keys())
    return one.weighs(other) >= _MUCH and topics >= _TOPICS and one.share(other) >= _MOST_OF_IT


def _is_unknown(one: Said) -> bool:
    """Whether it is not known who says it."""
    return not _called(one)


def _is_quoted_at_length(one: Said, other: Said) -> bool:
    """Whether the words in marks of one tell that it quotes the other, though not who says one is known."""
    return any(
        _is_quoted_by(full, brief)
        and sum(map(len, brief.quoted)) >= (_AT_LENGTH if len(brief.quoted) == 1 else _IN_PARTS)
        for brief, full in ((one, other), (other, one))
    )


def _is_bare_denial(one: Said, other: Said) -> bool:
    """Whether both deny, and one of them says nothing but that: "denied it", "did nothing wrong"."""
    return "denies" == one.answer == other.answer and min(one.told, other.told) <= _BARE


def _is_quoted_by(full: Said, brief: Said) -> bool:
    """Whether all that the one has in marks are words of the other: "he was “wrong” and “over confident”"."""
    if not brief.quoted or full.statement.manner == "indirect":
        return False
    told = f" {' '.join(full.words)} "
    if not all(f" {' '.join(part)} " in told for part in brief.quoted):
        return False
    words = [word for part in brief.quoted for word in part]
    return len(words) >= _FRAGMENTS or sum(map(weight, map(stem, words))) >= _HEAVY


def _have_a_run(one: Said, other: Said, runs: Collection[tuple[int, int]]) -> bool:
    """Whether words in a row are the same in both, for one of the lengths and bits."""
    if one.weighs(other) < min(told for _, told in runs):
        return False
    run = longest(one.words, other.words)
    return any(run.length >= length and run.weight >= told for length, told in runs)


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
