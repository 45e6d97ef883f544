"""Which statements of one article answer others: deny, confirm or repeat them, are silent, count otherwise.

What a statement does is told by its cue, else by its words ("that is not true"). Whom it answers is told by
what both speak about, else by words that stand for a claim ("the allegations", "it"). A denial of what nobody
is on record saying denies the claim inside it, or leads nowhere. Who gives another figure for the same thing
disagrees.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from onrecord.connect import again
from onrecord.connect.claims import Claim, admits, answered, denies_a_claim
from onrecord.connect.counts import Tally, tallies
from onrecord.connect.disagree import difference
from onrecord.connect.meaning import Meaning
from onrecord.connect.passages import Passages
from onrecord.connect.said import Said, said, whole
from onrecord.record import Answering, Article, Link, Statement

# An article of a parliament's day has thousands of statements: each is compared with so many on either side.
_AROUND = 150
# Figures in words that say much the same are mostly of one thing, not always.
_OTHERWISE = 0.7
# Two denials by one speaker of one claim mostly are one denial; a claim may be denied in parts.
_DENIED_AGAIN = 0.7


def links(article: Article, statements: Sequence[Statement]) -> tuple[Link, ...]:
    """The links between the statements of an article, in order of the first."""
    passages = Passages(said(article.text, statements))
    told = passages.wholes
    counted = tallies(article, statements)
    meaning = Meaning(article.language)
    found: dict[tuple[str, str | None], Link] = {}
    for number, one in enumerate(told):
        before = told[max(0, number - _AROUND) : number]
        around = [*before, *told[number + 1 : number + 1 + _AROUND]]
        for link in [
            *_answers_in_parts(one, around, passages),
            *_repeats(one, before, meaning, passages),
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


def _answers_in_parts(one: Said, others: Sequence[Said], passages: Passages) -> list[Link]:
    """What the passages of a statement answer; where they alone answer nothing, what all of it does."""
    parts = passages.answering(one)
    found = [link for part in parts for link in _answers(part, others, passages)]
    if found:
        return found
    start = parts[0].statement.id if parts else one.statement.id
    return [replace(link, start=start) for link in _answers(one, others, passages)]


def _answers(one: Said, others: Sequence[Said], passages: Passages) -> Iterator[Link]:
    if one.answer is None:
        return
    # What somebody owns to is rarely what another has said: of 22 that were read, one was.
    claims = [] if admits(one) else answered(one, others)
    for claim in claims:
        end = passages.spoken_of(claim.said, one)
        yield _link(one.answer, one, end, 0.7 + 0.3 * claim.score, _reasons(one, claim))
    if not claims and (one.answer == "no_comment" or denies_a_claim(one) or admits(one)):
        yield _link(one.answer, one, None, 0.5, [*_by(one), "nobody is on record saying it"])


def _repeats(one: Said, others: Sequence[Said], meaning: Meaning, passages: Passages) -> Iterator[Link]:
    for other in again.before(one, others, meaning):
        ends = passages.spoken_of(one, other.said), passages.spoken_of(other.said, one)
        yield _link("repeats", *ends, other.score, [other.why or _same(one, other.said)])


def _denied_again(found: Iterable[Link], said: Mapping[str, Said]) -> list[Link]:
    """Denials by which a speaker denies what he has denied before, in whatever words."""
    denials = defaultdict[str, list[Said]](list)
    for link in found:
        if link.relation == "denies" and link.end is not None:
            denials[link.end].append(said[link.start])
    again_denied = []
    for same in denials.values():
        same.sort(key=lambda one: one.start)
        for number, one in enumerate(same):
            before = same[max(0, number - _AROUND) : number]
            last = next((other for other in reversed(before) if again.is_same_voice(one, other)), None)
            if last is not None:
                again_denied.append(_link("repeats", one, last, _DENIED_AGAIN, ["denies the same"]))
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
            yield _link("disagrees", one, other, _OTHERWISE, [found.told])


def _reasons(one: Said, claim: Claim) -> list[str]:
    return [*_by(one), claim.why or _same(one, claim.said)]


def _by(one: Said) -> list[str]:
    """The words by which it answers."""
    return [f"“{' '.join(words)}”" for words in (one.cue, one.by_words) if words]


def _same(one: Said, other: Said) -> str:
    both = sorted(one.bits.keys() & other.bits.keys(), key=lambda stem: (-one.bits[stem], stem))
    return "both speak of " + ", ".join(sorted(whole(one.words, stem) for stem in both[:4]))


def _link(relation: Answering, one: Said, other: Said | None, score: float, told: Sequence[str]) -> Link:
    end = other.statement.id if other is not None else None
    return Link(relation, one.statement.id, end, min(score, 1.0), "; ".join(told))
