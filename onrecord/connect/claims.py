"""Which claims a statement answers: what stands inside it, what speaks of the same, what a word means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from onrecord.connect.again import is_same_voice
from onrecord.connect.answering import HEAD
from onrecord.connect.rarity import weight
from onrecord.connect.said import Said
from onrecord.connect.topics import answers, stem

# A claim stands in an article more than once; so many of its statements are answered at most.
_MOST = 3
# What both speak about: bits, the shares of the one that says less and of the answer.
_ENOUGH, _SAME, _COVERED = 7.0, 0.34, 0.25
# A short answer has fewer bits: so much must be shared, and so many at least; more where it is one word.
_SHORT, _FEWEST, _ALONE = 0.7, 5.0, 9.0
# A confirmation confirms what it says, not what is near it.
_CONFIRMED = 0.45
# Bits up to which an answer has no words of its own beside whose claim it is: "Lind's claims"; more where the
# words themselves answer, or say what somebody is silent on.
_BARE, _NEARLY_BARE = 6.0, 15.0
# Characters between "the allegations" and what they are, and up to which they may be any claim.
_FAR, _NEAR = 4_000, 800
# What tells that a claim is meant that is not told again, and how much of it must be there.
_NAMED, _ABOUT, _ACCUSING, _CLOSE, _POINTED, _MEANT = 0.45, 0.3, 0.35, 0.25, 0.4, 0.55
_TOLD_SO = 0.25
# How much surer it must be for each bit of its own above those.
_A_BIT = 0.01
# Letters by which "claims" is known to be what somebody "claimed", "allegations" what he "alleged".
_ROOT = 5


class Claim(NamedTuple):
    """A claim that is answered: how sure it is, and why in words ("" where both speak of the same)."""

    said: Said
    score: float
    why: str = ""


def answered(one: Said, others: Sequence[Said]) -> list[Claim]:
    """The claims that one confirms or is silent on, the surest first; ``others`` are those around it."""
    claims = [other for other in others if may_be_answered(one, other)]
    return (_alike(one, claims) or _meant(one, claims))[:_MOST]


def says_it_inside(one: Said, other: Said) -> bool:
    """Whether the answer stands in the words of the one as a statement of its own: "I reject the notion"."""
    if not is_inside(other, one) or other.answer != one.answer:
        return False
    if other.by_words and other.by_words == one.by_words:  # who passes it on denies nothing himself
        return True
    is_denial = other.statement.stance == "denial" and one.statement.stance != "denial"
    return is_denial and other.voice == one.voice


def is_inside(one: Said, other: Said) -> bool:
    """Whether a statement stands in the other, or in the passage that the other is of a longer one."""
    ours, theirs = one.statement, other.statement
    if ours.parent is None or ours.parent not in (theirs.id, theirs.parent):
        return False
    return theirs.content[0].start <= ours.content[0].start < theirs.content[-1].end


def may_be_denied(one: Said, other: Said) -> bool:
    """Whether the other may be what the one denies: another's claim, or one that stands in the denial."""
    return may_be_answered(one, other) or is_inside(other, one)


def may_be_answered(one: Said, other: Said) -> bool:
    """Whether the other is another's claim: nobody denies himself, nor what others deny too."""
    ours, theirs = one.statement, other.statement
    if other.answer in ("denies", "no_comment") or theirs.parent == ours.id or theirs.id == ours.parent:
        return False
    if one.overlaps(other):  # the same words, given to two
        return False
    return ours.speaker.name is None or is_same_voice(one, other) is not True


def _alike(one: Said, claims: Iterable[Said]) -> list[Claim]:
    """Those who speak of the same."""
    found = []
    for other in claims:
        hints = 0.2 * names(one, other) + 0.1 * is_about(other, one) + 0.1 * accuses(other)
        if _speaks_of_the_same(one, other, is_hinted=bool(hints)):
            found.append(Claim(other, min(1.0, one.share(other) + hints)))
    found.sort(key=lambda claim: (-claim.score, abs(one.start - claim.said.start)))
    return found[:_MOST]


def _speaks_of_the_same(one: Said, other: Said, *, is_hinted: bool) -> bool:
    # Whose claim it is counts as what it speaks of: "denied that he had met Lind" answers what Lind says.
    whose = (one.bits.keys() & other.surnames) - other.bits.keys()
    named = sum(one.bits[name] for name in whose)
    shared = one.weighs(other) + sum(map(weight, whose))
    many = len(one.bits.keys() & other.bits.keys()) + len(whose)
    enough = max(_FEWEST, min(_ENOUGH, _SHORT * one.weighs(one))) if many > 1 else _ALONE
    if shared < enough or not (many > 1 or is_hinted):
        return False
    if one.answer == "confirms":
        return one.shared(other) >= _CONFIRMED * one.told and other.start < one.start
    both = one.shared(other) + named
    return both >= _COVERED * one.told and both >= _SAME * min(one.told, other.told)


def _meant(one: Said, claims: Iterable[Said]) -> list[Claim]:
    """The claim that "the allegations", "it" or "any wrongdoing" stands for.

    It is the claim of whoever is named beside it, or one about whoever denies it, or an accusation, or what
    was said just before; nothing where the answer has words of its own that nobody has said.
    """
    if not _stands_for_a_claim(one):
        return []
    is_of_wrong = not one.head.isdisjoint(answers().wrongs)
    found = []
    for other in claims:
        gap = one.start - other.start
        itself = own(one, other)
        is_pointed = not one.head.isdisjoint(answers().claims)
        bare = _NEARLY_BARE if one.answer == "no_comment" or one.by_words or is_pointed else _BARE
        if not -_NEAR < gap <= _FAR or (is_of_wrong and not charges(other, one)):
            continue
        score = _meaning(one, other, gap)
        too_much = 0.0 if is_of(one, other) else max(0.0, itself - bare) * _A_BIT
        if score >= _MEANT + too_much:
            found.append(
                Claim(other, score, "said of the claim before it" if gap > 0 else "said of the claim")
            )
    found.sort(key=lambda claim: (-claim.score, abs(one.start - claim.said.start)))
    return [claim._replace(score=0.0) for claim in _all_meant(one, found)]


def _meaning(one: Said, other: Said, gap: int) -> float:
    """How likely it is that an answer without words of its own means a claim so many characters before it."""
    nouns = {word[:_ROOT] for word in one.head & answers().claims}
    is_pointed = bool(nouns) or not one.head.isdisjoint(answers().pronouns) or not one.bits
    is_told_so = not nouns.isdisjoint(word[:_ROOT] for word in (*other.cue, *other.source))
    score = _NAMED * names(one, other) + _ABOUT * is_about(other, one) + _ACCUSING * accuses(other)
    score += _TOLD_SO * is_told_so + 0.3 * one.share(other)
    if gap > 0:
        score += _CLOSE * (1 - gap / _FAR) + is_pointed * _POINTED * max(0.0, 1 - gap / _NEAR)
    return score


def _all_meant(one: Said, found: list[Claim]) -> list[Claim]:
    """Of the claims that may be meant the surest; where "his remarks" are many, what else he said before."""
    if not found:
        return []
    best = found[0].said
    if answers().plurals.isdisjoint(one.head) or own(one, best) > _BARE:
        return [claim for claim in found[:_MOST] if claim.score >= found[0].score - 0.1]
    his = [claim for claim in found if claim.said.voice == best.voice and best.voice is not None]
    others = [claim for claim in found if claim not in his and claim.score >= found[0].score - 0.1]
    his.sort(key=lambda claim: claim.said.start)
    return (his or found[:1])[:_MOST] + others[: _MOST - len(his)] if len(his) < _MOST else his[:_MOST]


def _stands_for_a_claim(one: Said) -> bool:
    known, head = answers(), one.head
    if one.answer == "confirms" and not one.by_words:
        return not head.isdisjoint(known.claims | known.pronouns) and len(one.bits) <= HEAD
    is_pointed = not head.isdisjoint(known.claims | known.pronouns | known.definite)
    return is_pointed or bool(one.by_words) or not one.bits


def denies_a_claim(one: Said) -> bool:
    """Whether a denial says of a claim that it is untrue, though nobody makes it: nothing is turned down."""
    known = answers()
    if one.answer != "denies":
        return False
    speaks_of_claims = not known.claims.isdisjoint(one.words[: HEAD + 1])
    if one.statement.stance == "denial" and known.turned_down.isdisjoint(one.cue):
        return True
    return speaks_of_claims


def admits(one: Said) -> bool:
    """Whether a confirmation owns to something, though nobody makes it a charge."""
    return one.answer == "confirms" and not answers().admits.isdisjoint(one.cue)


def names(one: Said, other: Said) -> bool:
    """Whether the one speaks of who says the other."""
    return not other.surnames.isdisjoint(one.stems)


def is_about(one: Said, other: Said) -> bool:
    """Whether the one speaks of whoever says the other, or of whom he speaks for."""
    return not other.called.isdisjoint(one.stems)


def own(one: Said, other: Said) -> float:
    """The bits of what the one speaks about beside who says the other."""
    return one.told - sum(one.bits.get(name, 0.0) for name in other.surnames)


def is_of(one: Said, other: Said) -> bool:
    """Whether the one speaks of a claim as whose it is who says the other: "Lind's statement"."""
    return any(
        stem(word) in other.surnames and not answers().claims.isdisjoint(one.words[at + 1 : at + 3])
        for at, word in enumerate(one.words)
        if word.endswith("'s")
    )


def charges(one: Said, other: Said) -> bool:
    """Whether a statement may be what somebody denies who says that no wrong was done."""
    return accuses(one) or is_about(one, other) or one.shared(other) > 0


def accuses(one: Said) -> bool:
    """Whether a statement is told as an accusation, or as a claim that may be untrue."""
    if not answers().nobody.isdisjoint(one.source[:1]):
        return False
    return one.statement.stance in ("accusation", "doubt") or not answers().claims.isdisjoint(one.cue)
