"""Whether a statement denies or confirms what another says in another article.

A denial finds the claim by what it denies, and by the affair: who denies what somebody says of him, in the
setting of the same event. Where words leave it open, the network for pairs tells whether both claim the same.
Of the denials found so in 3,000 articles half were right (41 of 84 that were read), of the confirmations one
of six; so a link is sure only where it is sure whom one answers in its own article, and who says it again.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from onrecord.connect.meaning import alike
from onrecord.connect.particulars import are_otherwise
from onrecord.connect.rarity import tell_of_one_event, weight
from onrecord.connect.repeated import are_of_two, in_other_words
from onrecord.connect.runs import Shared, longest, shared
from onrecord.connect.sides import Side, are_near, is_negated
from onrecord.connect.speakers import are_one
from onrecord.connect.topics import answers, stem, topics
from onrecord.record import Answering, Link

# The same of a claim and the denial or confirmation of it: the geometric mean of the two shares.
_CLAIM, _CLAIM_WEIGHT, _CLAIM_TOPICS = 0.6, 13, 3
# The same where both are of one event: less must be shared, if the network takes both for one claim. A
# denial says that there is a claim, so what is rather the same will do; what is confirmed may be news, so the
# network must be sure (nine in ten of its `tune` are right from there on).
_LIKELY, _LIKELY_WEIGHT, _LIKELY_TOPICS = 0.4, 9, 2
_ALIKE: dict[Answering, float] = {"denies": 0.5, "confirms": 0.8}
# Who denies what somebody says whom he names denies what that one says of him: with so much in common beside
# their names, as an accusation, or with him as the one who does it, in so many words from the beginning. What
# says of "the incident that Lind describes" that it is untrue has no more words than these.
_SPOKEN_OF, _EARLY, _POINTING = 4, 5, 8
# Who says with a "not" what another says without must say the very same. The network's `contradicts` is left
# out: of what it found in real articles two or three of twenty were right.
_OPPOSED, _OPPOSED_OTHER, _OPPOSED_WEIGHT, _OPPOSED_TOPICS = 0.75, 0.5, 15, 4
# Words in a row that one has of the other: they are in his mouth.
_QUOTES = 8
# Days by which a claim may stand in print after what answers it.
_AFTER = 2


def contests(first: Side, later: Side) -> Link | None:
    """One denies or confirms what the other says."""
    if not are_near(first, later) or are_one(first.speakers, later.speakers) or are_of_two(first, later):
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
    for claim in one.claims:
        if (
            not is_negated(claim.words)
            and are_one(claim.speakers, other.speakers)
            and (both := in_other_words(claim.words, other.words))
        ):
            told = f"answers those who speak of {both.told}"
            return replace(_link(one.answer, one, other, 0.9 * both.of_less, told), is_sure=True)
    if one.claim and _says_so(other):
        by = f"“{' '.join(one.cue)}”; both speak of"
        if one.is_claim and _may_be_claim(one, other) and (both := _one_claim(one, other)):
            return _link(one.answer, one, other, both.of_less, f"{by} {both.told}")
        if _are_of_one_event(one, other) and (found := _likely_claim(one, other)):
            both, score = found
            return _link(one.answer, one, other, score, f"{by} {both.told}")
    return None


def _says_so(other: Side) -> bool:
    """Whether it says that something is so, not whether, nor that it ought to be, nor asks, nor says not."""
    known = answers()
    does_not_say = known.asking | known.negations
    return bool(other.words) and other.words[0] not in known.open and does_not_say.isdisjoint(other.cue)


def _may_be_claim(one: Side, other: Side) -> bool:
    """Whether the other may say what one answers: with the answer's cue in its words it tells of that."""
    cue = {stem(word) for word in one.cue if weight(stem(word))}
    return cue.isdisjoint(map(stem, other.words)) and one.is_negated == other.is_negated


def _one_claim(one: Side, other: Side) -> Shared | None:
    both = shared(one.words, other.words)
    is_enough = both.weight >= _CLAIM_WEIGHT and both.topics >= _CLAIM_TOPICS
    if not is_enough or both.of_one * both.of_other < _CLAIM**2:
        return None
    return both if not are_otherwise(one.words, other.words) else None


def _likely_claim(one: Side, other: Side) -> tuple[Shared, float] | None:
    """What the two share where the other is likely what one answers, and how sure that is."""
    if other.answer is not None:
        return None
    both = shared((*one.claim, *one.surnames), (*other.words, *other.surnames))
    spoken_of = sum(weight(stem) for stem in both.stems if stem not in one.called | other.called)
    if _is_meant_by_name(one, other, spoken_of):
        return both, max(0.5, both.of_less)
    is_told = one.is_claim and spoken_of and _says_what(one)
    if not is_told or both.weight < _LIKELY_WEIGHT or both.topics < _LIKELY_TOPICS:
        return None
    if math.sqrt(both.of_one * both.of_other) < _LIKELY or are_otherwise(one.claim, other.words):
        return None
    sure = alike(one.claim, other.words)
    return (both, sure) if sure >= _ALIKE[one.answer or "denies"] else None


def _is_meant_by_name(one: Side, other: Side, spoken_of: int) -> bool:
    """Whether one denies what the other, whom he names, says of him: beside the names they share so much."""
    name_each_other = _names(one.claim, other) and _names(other.words, one)
    may_mean = one.answer == "denies" and (one.is_claim or len(one.claim) <= _POINTING)
    if not (may_mean and name_each_other) or other.standing == "outlet":
        return False
    is_accusation = not answers().accusations.isdisjoint(one.claim)
    is_told_of = not is_accusation and _names(other.words[:_EARLY], one)
    return spoken_of >= _SPOKEN_OF or other.accuses or is_told_of


def _says_what(one: Side) -> bool:
    """Whether the claim that one answers is told, by more than whose it is: not "Lind's accusation"."""
    about = {stem.removesuffix("s") for stem in topics(one.claim)}
    return not about <= one.names | one.called


def _names(words: Sequence[str], who: Side) -> bool:
    """Whether the words speak of a speaker by his surname."""
    return any(stem(word).removesuffix("s") in who.called for word in words)


def _are_of_one_event(one: Side, other: Side) -> bool:
    """Whether rare words stand in both, or at the beginnings of their articles."""
    return tell_of_one_event((one.names | one.setting) & (other.names | other.setting))


def _opposed(one: Side, other: Side) -> Link | None:
    """One says with a "not" what the other says without."""
    if not one.is_negated or other.is_negated or one.answer is not None or other.answer is not None:
        return None
    if longest(one.words, other.words).length >= _QUOTES:
        return None
    both = shared(_after_negation(one.words), other.words)
    is_same = both.of_one >= _OPPOSED and both.of_other >= _OPPOSED_OTHER
    if is_same and both.weight >= _OPPOSED_WEIGHT and both.topics >= _OPPOSED_TOPICS:
        return _link("denies", one, other, 0.6 * both.of_one, f"says with a “not” that {both.told}")
    return None


def _after_negation(words: Sequence[str]) -> Sequence[str]:
    """The words from the first "not" on."""
    return words[next(at for at, word in enumerate(words) if word in answers().negations) :]


def _link(relation: Answering, one: Side, other: Side, score: float, reason: str) -> Link:
    return Link(relation, one.statement, other.statement, round(score, 2), reason, is_sure=False)
