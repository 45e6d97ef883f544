"""Which statements of one article answer others: deny, confirm or repeat them, are silent, count otherwise.

What a statement does is told by its cue, else by its words ("that is not true"). Whom a denial answers is
told by all that `sureness` weighs; whom the others answer by what both speak about, else by words that stand
for a claim ("the report", "it"). A denial of what nobody is on record saying leads nowhere. Who gives another
figure for the same thing disagrees. Most confirmations and other figures that were read were none, so no such
link is sure, but where it is told whose statement is true.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from onrecord.connect import again, sureness
from onrecord.connect.claims import (
    Claim,
    admits,
    answered,
    denies_a_claim,
    is_inside,
    is_of,
    may_be_denied,
    says_it_inside,
)
from onrecord.connect.counts import Tally, tallies
from onrecord.connect.disagree import difference
from onrecord.connect.passages import Passages
from onrecord.connect.said import Said, said, whole
from onrecord.record import Answering, Article, Link, Statement

# An article of a parliament's day has thousands of statements: each is compared with so many on either side.
_AROUND = 150
# A claim stands in an article more than once; so many of its statements are denied, or said again, at most.
_MOST = 3
# Of the links of these kinds that were read so few were right: other figures, confirmations, and denials by
# one speaker of what he has denied before.
_OTHERWISE, _CONFIRMED, _DENIED_AGAIN = 0.1, 0.15, 0.4
# That somebody's statement is true is plainly said; none of those that were read had it, so this is a guess.
_TRUE = 0.9
# What nobody is there to answer is told by the words alone, and so is a silence.
_NOBODY, _SILENT = 0.5, 0.7


def links(article: Article, statements: Sequence[Statement]) -> tuple[Link, ...]:
    """The links between the statements of an article, in order of the first."""
    passages = Passages(said(article.text, statements))
    told = passages.wholes
    places = sureness.Places(told, article)
    counted = tallies(article, statements)
    # Who says a thing again was learned of English, and which words are rare is known of it alone.
    is_english = (article.language or "en") == "en"
    found: dict[tuple[str, str | None], Link] = {}
    for number, one in enumerate(told):
        before = told[max(0, number - _AROUND) : number]
        around = [*before, *told[number + 1 : number + 1 + _AROUND]]
        for link in [
            *_answers_in_parts(one, around, passages, places),
            *_repeats(one, before if is_english else (), passages, places),
            *_differs(one, before, counted),
        ]:
            found.setdefault((link.start, link.end), link)
    for link in _denied_again(found.values(), {one.statement.id: one for one in passages.all}):
        found.setdefault((link.start, link.end), link)
    return tuple(found.values())


def ends(article: Article, statements: Sequence[Statement]) -> frozenset[str]:
    """The ids of the statements that answer others of the article, or are answered."""
    found = links(article, statements)
    return frozenset(end for one in found for end in (one.start, one.end) if end is not None)


def _answers_in_parts(
    one: Said, others: Sequence[Said], passages: Passages, places: sureness.Places
) -> list[Link]:
    """What the passages of a statement answer; where they alone answer nothing, what all of it does."""
    parts = passages.answering(one)
    found = [link for part in parts for link in _answers(part, others, passages, places)]
    if found:
        return found
    start = parts[0].statement.id if parts else one.statement.id
    return [replace(link, start=start) for link in _answers(one, others, passages, places)]


def _answers(
    one: Said, others: Sequence[Said], passages: Passages, places: sureness.Places
) -> Iterator[Link]:
    if one.answer is None:
        return
    claims = _claims(one, others, places)
    for claim in claims:
        end = passages.spoken_of(claim.said, one)
        match one.answer:
            case "denies":
                score, is_sure = claim.score, sureness.is_sure("denies", claim.score)
            case "confirms":
                # "Lind's statement is absolutely true" says whose it is that it confirms.
                is_sure = bool(one.by_words) and is_of(one, claim.said)
                score = _TRUE if is_sure else _CONFIRMED
            case "no_comment":
                score, is_sure = _SILENT, True
        yield _link(one.answer, (one, end), score, _reasons(one, claim), is_sure=is_sure)
    if not claims and (one.answer == "no_comment" or denies_a_claim(one) or admits(one)):
        yield _link(one.answer, (one, None), _NOBODY, [*_by(one), "nobody is on record saying it"])


def _claims(one: Said, others: Sequence[Said], places: sureness.Places) -> list[Claim]:
    if one.by_words and any(says_it_inside(one, other) for other in others):
        return []
    if one.answer == "denies":
        return _denied(one, others, places)
    # What somebody owns to is rarely what another has said: of 22 that were read, one was.
    return [] if admits(one) else answered(one, others)


def _denied(one: Said, others: Sequence[Said], places: sureness.Places) -> list[Claim]:
    """The claims that one may deny, the surest first."""
    found = []
    for other in others:
        if may_be_denied(one, other):
            sure = sureness.denies(one, other, places.of(one, other))
            if sureness.is_worth_a_look("denies", sure):
                found.append(Claim(other, sure, _why(one, other)))
    found.sort(key=lambda claim: (-claim.score, abs(one.start - claim.said.start)))
    return found[:_MOST]


def _why(one: Said, other: Said) -> str:
    if is_inside(other, one):
        return "said of what stands inside it"
    if one.bits.keys() & other.bits.keys():
        return ""
    return "said of the claim before it" if one.start > other.start else "said of the claim"


def _repeats(
    one: Said, others: Sequence[Said], passages: Passages, places: sureness.Places
) -> Iterator[Link]:
    found = []
    for other in again.before(one, others):
        sure = sureness.repeats(one, other, places.of(one, other))
        if sureness.is_worth_a_look("repeats", sure):
            found.append((sure, other))
    found.sort(key=lambda pair: (-pair[0], -pair[1].start))
    for sure, other in found[:_MOST]:
        ends = passages.spoken_of(one, other), passages.spoken_of(other, one)
        # Of whom it is not known who says one, a third were two people: of 25 that were read, eight.
        is_told = again.is_same_voice(one, other) is True
        is_sure = is_told and sureness.is_sure("repeats", sure)
        yield _link("repeats", ends, sure, [_again(one, other)], is_sure=is_sure)


def _again(one: Said, other: Said) -> str:
    if again.quotes(one, other):
        return "quotes the same words"
    return "denies the same" if again.are_bare_denials(one, other) else _same(one, other)


def _denied_again(found: Iterable[Link], said: Mapping[str, Said]) -> list[Link]:
    """Denials by which a speaker denies what he has denied before, in whatever words."""
    denials = defaultdict[str, list[Said]](list)
    for link in found:
        if link.relation == "denies" and link.end is not None and link.is_sure:
            denials[link.end].append(said[link.start])
    again_denied = []
    for same in denials.values():
        same.sort(key=lambda one: one.start)
        for number, one in enumerate(same):
            before = same[max(0, number - _AROUND) : number]
            last = next((other for other in reversed(before) if again.is_same_voice(one, other)), None)
            if last is not None:
                told = ["denies the same"]
                again_denied.append(_link("repeats", (one, last), _DENIED_AGAIN, told, is_sure=False))
    return again_denied


def _differs(one: Said, others: Sequence[Said], counted: Mapping[str, Tally]) -> Iterator[Link]:
    """Others before it who give another figure for the same thing."""
    mine = counted.get(one.statement.id)
    if mine is None or one.voice is None or one.answer == "denies":
        return
    for other in others:
        theirs = counted.get(other.statement.id)
        is_another = other.voice not in (None, one.voice) and other.statement.id != one.statement.parent
        if theirs is None or not is_another or other.answer == "denies":
            continue
        if (found := difference(theirs, mine)) is not None:
            yield _link("disagrees", (one, other), _OTHERWISE, [found.told], is_sure=False)


def _reasons(one: Said, claim: Claim) -> list[str]:
    return [*_by(one), claim.why or _same(one, claim.said)]


def _by(one: Said) -> list[str]:
    """The words by which it answers."""
    return [f"“{' '.join(words)}”" for words in (one.cue, one.by_words) if words]


def _same(one: Said, other: Said) -> str:
    both = sorted(one.bits.keys() & other.bits.keys(), key=lambda stem: (-one.bits[stem], stem))
    return "both speak of " + ", ".join(sorted(whole(one.words, stem) for stem in both[:4]))


def _link(
    relation: Answering,
    ends: tuple[Said, Said | None],
    score: float,
    told: Sequence[str],
    *,
    is_sure: bool = True,
) -> Link:
    one, other = ends
    end = other.statement.id if other is not None else None
    return Link(relation, one.statement.id, end, score, "; ".join(told), is_sure)
