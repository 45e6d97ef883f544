"""Denials, confirmations and silences that were not seen as statements.

"Allen, who has denied any wrongdoing, said", "he regrets it but denied that he lied", "the claims are denied
by the council", "a charge the company denied", "He has not commented on it". Only where who answers stands
beside the verb, or the verb stands in somebody's own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.record import Attribution, Span

from .beside import Beside, Place, is_somebody, parted, trimmed
from .hung import cut, host
from .inside import claims_inside, falsely_said
from .lexicon import DenialWords, denial_words, lexicon
from .nesting import in_order

_SCORE = 0.8  # a guess: how many of them are right has not been measured
_FIRST = 6  # words of what is denied in which a noun tells what it is
_LONGEST_CLAIM = 160  # characters before "are denied by"

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
_LEADING = re.compile(r"\b([^\W\d_]+(?:[’'][^\W\d_]+)?)[ \xa0]")
_COORDINATED = re.compile(r",?[ \xa0](?:but|and|yet)[ \xa0]\Z")
_BY = re.compile(r"[ \xa0](?:[^.;,\n]{0,30}[ \xa0])?by[ \xa0]")
# Behind a verb whose object stands before its subject: "a charge he denied", "a child he denied having".
_NOTHING = re.compile(
    r"(?:[ \xa0](?:having|making|doing|saying))?(?=[.,;:)—–“”\"\n]|[ \xa0](?:and|but|says|said)\b|\Z)"
)
_SILENCE = re.compile(
    r"\b(?:(?:has|have|had|did|does|do|would|will)(?:n[’']t|[ \xa0]not|[ \xa0]never)"
    r"(?:[ \xa0](?:yet|publicly|immediately))?[ \xa0]comment(?:ed)?"
    r"|(?:has|have|had|offered)[ \xa0]no[ \xa0](?:(?:further|additional|immediate)[ \xa0])?comments?)"
    r"(?P<on>[ \xa0](?:publicly[ \xa0])?on[ \xa0])"
)


def with_denials(text: str, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions with those that were not seen, and with the claims inside denials, in order."""
    found = list(attributions)
    found += _Denials(text, found).found()
    found += claims_inside(text, found)
    return in_order(found) if len(found) > len(attributions) else tuple(attributions)


class _Denials:
    """Looks for answers in a text, beside the attributions that are known; it may cut one of these."""

    def __init__(self, text: str, known: list[Attribution]) -> None:
        self.text, self.known, self.made = text, known, list[Attribution]()
        self.beside = Beside(text, known)
        self.words: DenialWords = denial_words()

    def found(self) -> list[Attribution]:
        """The new ones, their parents numbered as ``known`` is."""
        for one in self._possible():
            if one is not None:
                self.made.append(one)
        return [self._at_home(one) for one in self.made]

    def _at_home(self, one: Attribution) -> Attribution:
        """The same without a parent that has since been cut before it."""
        if one.parent is None:
            return one
        end = max(piece.end for piece in self.known[one.parent].content)
        return replace(one, parent=None) if one.content[-1].end > end else one

    def _possible(self) -> Iterator[Attribution | None]:
        yield from map(self._answer, self.words.verb.finditer(self.text))
        yield from map(self._silence, _SILENCE.finditer(self.text))
        if "true" in self.text or "false" in self.text:
            yield from map(self._verdict, self.words.verdict.finditer(self.text))
        for said in falsely_said(self.text, self.beside):
            yield self._made(*said)

    def _answer(self, verb: re.Match[str]) -> Attribution | None:
        """The denial or confirmation by a verb, if it is one that nothing knows."""
        text, place = self.text, self.beside.place(verb.start())
        group = self.words.group.search(text, place.low, verb.start())
        cue = Span(group.start() if group is not None else verb.start(), verb.end())
        before = _WORD.findall(text[max(place.low, cue.start - 12) : cue.start].casefold())
        if self.beside.is_cue(cue) or (before and before[-1] in self.words.undone):
            return None
        if before and before[-1] in self.words.passive:
            return self._passive(verb, place)
        content = self._answered(verb, place.high)
        if verb[0].endswith("ing"):
            return self._hung(cue, content, place) if content is not None else None
        if content is None:
            return self._taken_up(cue, place) if verb[0] in self.words.deny else None
        joint = _COORDINATED.search(text, place.low, cue.start)
        if joint is not None:
            return self._coordinated(joint, cue, content, place)
        source = self.beside.subject(place.low, cue.start)
        return self._made(content, cue, source, place.outer) if source is not None else None

    def _answered(self, verb: re.Match[str], high: int) -> Span | None:
        """The words that are denied; none where somebody is denied something, or it is no claim."""
        text, words, start = self.text, self.words, verb.end() + 1
        if text[verb.end() : start] not in (" ", "\xa0"):
            return None
        is_clause = text.startswith("that ", start)
        span = self.beside.behind(start + len("that ") * is_clause, high)
        told = _WORD.findall(span.of(text).casefold()) if span is not None else []
        if span is None or not told or told[0] in words.whom or told[0] == "by":
            return None
        if not is_clause and _NOTHING.match(text, verb.end()) is not None:
            return None
        if not words.refused.isdisjoint(told[:4]):
            return None
        if told[0] in words.pronouns and not is_clause and words.claims.isdisjoint(told[1:3]):
            return Span(span.start, span.start + len(told[0]))
        is_claim = is_clause or not words.claims.isdisjoint(told[:_FIRST])
        return span if is_claim or verb[0] in words.deny else None

    def _coordinated(
        self, joint: re.Match[str], cue: Span, content: Span, place: Place
    ) -> Attribution | None:
        """The answer of whoever has said something just before: "said A but denied B"."""
        if place.outer is None or place.piece is None:
            before = self.beside.cue_before(joint.start())
            first = self.known[before] if before is not None else None
            return self._made(content, cue, first.source[0], None) if first and first.source else None
        first = self.known[place.outer]
        is_at_end = place.piece == first.content[-1] and first.cue and first.cue[0].start < place.piece.start
        if not is_at_end or not first.source or first.manner == "direct" or "but" not in joint[0]:
            return None
        cut = Span(place.piece.start, joint.start())
        self.known[place.outer] = replace(first, content=(*first.content[:-1], cut))
        return replace(self._made(content, cue, first.source[0], None), parent=first.parent)

    def _hung(self, cue: Span, content: Span, place: Place) -> Attribution | None:
        """The answer of whoever says what stands before it: "said A, rejecting claims of B"."""
        number = host(self.text, self.known, self.beside, place, cue.start)
        if number is None:
            return None
        cut(self.text, self.known, number, cue.start, heir=len(self.known) + len(self.made))
        first = self.known[number]
        return replace(self._made(content, cue, first.source[0], None), parent=first.parent)

    def _taken_up(self, cue: Span, place: Place) -> Attribution | None:
        """What is denied stands before who denies: "a claim that he has denied", "a charge she denied"."""
        text = self.text
        if _NOTHING.match(text, cue.end) is None:
            return None
        before = [*_WORD.finditer(text, place.low, cue.start)]
        noun = next((word for word in reversed(before) if word[0].casefold() in self.words.claims), None)
        if noun is None:
            return None
        start = noun.end() + next(
            (len(lead) for lead in (" that", ", which", " which") if text.startswith(lead, noun.end())), 0
        )
        source = Span(start + 1, max(start + 2, trimmed(text, start + 1, cue.start)))
        if source.end - source.start > 60 or not is_somebody(text, source):
            return None
        begin = noun.start()
        for word in reversed([*_LEADING.finditer(text, max(place.low, begin - 60), begin)]):
            if word.end() != begin or word[1].casefold() in lexicon().prepositions:
                break
            begin = word.start()
        return self._made(Span(begin, noun.end()), cue, source, place.outer)

    def _passive(self, verb: re.Match[str], place: Place) -> Attribution | None:
        """The answer of whoever stands behind: "the claims are denied by the council"."""
        text, by = self.text, _BY.match(self.text, verb.end(), place.high)
        be = text.rfind(" ", place.low, verb.start() - 1)
        if by is None or be < 0:
            return None
        noun = self._claim_around(place)
        begin = noun if noun is not None else parted(text, place.low, be)[0]
        told = _WORD.findall(text[begin:be].casefold())
        source = self.beside.behind(by.end(), place.high)
        is_charge = verb[0] not in self.words.deny and "charges" in told
        if self.words.claims.isdisjoint(told) or is_charge or be - begin > _LONGEST_CLAIM:
            return None
        if source is None or not is_somebody(text, source):
            return None
        cue, content = Span(be + 1, verb.end()), Span(begin, trimmed(text, begin, be))
        if noun is None or place.outer is None or place.piece is None:
            return self._made(content, cue, source, place.outer)
        claim = self.known[place.outer]
        said = replace(claim, content=(*claim.content[:-1], Span(place.piece.start, content.end)))
        self.known[place.outer] = replace(said, parent=len(self.known) + len(self.made))
        return self._made(content, cue, source, claim.parent)

    def _claim_around(self, place: Place) -> int | None:
        """Where a claim begins, by its noun, whose words run on over what is said of it.

        "Her assertion that the bridge is rotten was disputed by Lind": all of it was taken for her words.
        """
        one = self.known[place.outer] if place.outer is not None else None
        if one is None or not one.cue or place.piece != one.content[-1] or one.cue[0].start > place.low:
            return None
        is_noun = one.cue[-1].of(self.text).casefold() in self.words.claims
        return min(one.cue[0].start, *(span.start for span in one.source)) if is_noun and one.source else None

    def _verdict(self, verb: re.Match[str]) -> Attribution | None:
        """In somebody's words of several sentences: "The reports are simply not true"."""
        text, place = self.text, self.beside.place(verb.start())
        outer = self.known[place.outer] if place.outer is not None else None
        if outer is None or place.piece is None or not outer.source or self.beside.is_cue(Span(*verb.span())):
            return None
        begin = place.low + (text[place.low] in '“"')
        stop = trimmed(text, begin, verb.start())
        told = _WORD.findall(text[begin:stop].casefold())
        is_all = place.low <= place.piece.start + 1 and place.high >= place.piece.end - 1
        if is_all or self.words.claims.isdisjoint(told[:4]):
            return None
        return self._made(Span(begin, stop), Span(*verb.span()), outer.source[0], place.outer)

    def _silence(self, silence: re.Match[str]) -> Attribution | None:
        """Who is silent, and on what: "He has not commented on it"."""
        cue, place = Span(silence.start(), silence.start("on")), self.beside.place(silence.start())
        content = self.beside.behind(silence.end(), place.high)
        source = self.beside.subject(place.low, cue.start)
        if self.beside.is_cue(cue) or source is None or content is None:
            return None
        return self._made(content, cue, source, place.outer)

    def _made(self, content: Span, cue: Span, source: Span, outer: int | None) -> Attribution:
        plain = source.of(self.text).casefold()
        # "He" in somebody's quotation is whoever he speaks of, which the rules for pronouns do not know.
        is_anothers = outer is not None and self.known[outer].manner == "direct"
        is_unsure = is_anothers and plain in lexicon().pronouns and plain not in ("i", "we")
        given = () if is_unsure else (source,)
        return Attribution((content,), (cue,), given, "indirect", "network", _SCORE, outer)
