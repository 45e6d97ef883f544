"""Denials that were not seen as statements, and the claims that stand inside denials.

"Allen, who has denied any wrongdoing, said", "he regrets it but denied that he lied", "the claims are denied by
the council"; inside "dismissed criticism that he sounded tired" the claim that he sounded tired. Only where who
denies stands beside the verb.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from onrecord.record import Attribution, Span

from .cues import cue_sense
from .lexicon import lexicon
from .nesting import in_order, may_speak
from .sentences import Sentences

_BEFORE, _BEHIND = 240, 600  # characters of a sentence around a verb that are looked at
_SCORE = 0.8  # of those drawn from news that was not learnt from, so many were right

# What parts a subject from what stands before it.
_PARTING = re.compile(
    r"[,;:—–“”\"‘(\n]|--|\b(?:and|but|yet|that|as|said|says|saying|added|told|when|while|if|though|although|because|after|whether|not|n[’']t|believe|believes)\b"
)
_RELATIVE = re.compile(r",[ \xa0](?:who|which)[ \xa0]\Z")
_ASIDE = re.compile(r",[ \xa0](?:who|which|a|an|the)[ \xa0][^,.;:“”\"\n]{3,140},[ \xa0]\Z")
_COORDINATED = re.compile(r",?[ \xa0](?:but|and|yet)[ \xa0]\Z")
# Where the words of a denial end.
_END = re.compile(
    r"[.!?][”\"’)]{0,2}(?:[ \xa0\n]|\Z)|[;:“\n]|[ \xa0]\(|[ \xa0](?:—|–|--)|,[”\"]|,?[ \xa0](?:but|while|although|though|saying|adding|insisting|calling|telling|arguing)[ \xa0]"
    r"|,[ \xa0](?:who|which|and|as|he|she|they|it|was|is|were|are|has|had|have|[A-Z]\w+[ \xa0](?:has |have |had )?(?:said|says|told)|[A-Z]\w+[ \xa0][A-Z]\w+[ \xa0](?:has |have |had )?(?:said|says|told))\b"
    r"|[ \xa0](?:in|during)[ \xa0](?:an?|his|her|its|their)[ \xa0](?:\w+[ \xa0])?(?:interview|statement|letter|tweet|email|post|speech|filing|hearing)\b"
    r"|[ \xa0]on[ \xa0][A-Z]\w+day\b"
)
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
_LEADING = re.compile(r"\b([^\W\d_]+(?:[’'][^\W\d_]+)?)[ \xa0]")
_BY = re.compile(r"[ \xa0](?:[^.;,\n]{0,30}[ \xa0])?by[ \xa0]")
_BE = r"(?:is|are|was|were)"
# "CNN falsely reported that": whoever says so denies what was reported.
_FALSELY = re.compile(
    r"\b(?:falsely|wrongly|incorrectly)[ \xa0](?:reported|claimed|stated|said|suggested|alleged|asserted|accused)[ \xa0](?:that[ \xa0])?",
    re.IGNORECASE,
)
_SILENCE = re.compile(
    r"\b(?:(?:has|have|had|did|does|do|would|will)(?:n[’']t|[ \xa0]not|[ \xa0]never)(?:[ \xa0](?:yet|publicly|immediately))?[ \xa0]comment(?:ed)?"
    r"|(?:has|have|had|offered)[ \xa0]no[ \xa0](?:(?:further|additional|immediate)[ \xa0])?comments?)(?=[ \xa0](?:publicly[ \xa0])?on[ \xa0])"
)
_ON = re.compile(r"[ \xa0](?:publicly[ \xa0])?on[ \xa0]")
_HAVING = re.compile(r"[ \xa0](?:having|making|doing|saying)?(?=[.,;:)—–“”\"\n]|[ \xa0](?:and|but|says|said)\b|\Z)|(?=[.,;:)—–“”\"\n])")


class _Words(NamedTuple):
    """The words of `en/denials.toml`."""

    verb: re.Pattern[str]
    turn_down: frozenset[str]
    group: re.Pattern[str]
    passive: frozenset[str]
    undone: frozenset[str]
    claims: frozenset[str]
    pronouns: frozenset[str]
    whom: frozenset[str]
    refused: frozenset[str]
    claim: re.Pattern[str]
    verdict: re.Pattern[str]


@cache
def _words() -> _Words:
    file = tomllib.loads((files(__package__) / "en" / "denials.toml").read_text(encoding="utf-8"))
    told = {name: frozenset(words.split()) for name, words in file.items()}

    def any_of(*names: str) -> str:
        return "|".join(sorted(word for name in names for word in told[name]))

    return _Words(
        re.compile(rf"\b(?:{any_of('deny', 'turn_down')})\b"),
        told["turn_down"],
        re.compile(rf"(?:\b(?:{any_of('auxiliaries')})[ \xa0])?(?:\b(?:{any_of('adverbs')}|[a-z]+ly)[ \xa0]){{0,3}}\Z"),
        told["passive"],
        told["undone"],
        told["claims"],
        told["pronouns"],
        told["whom"],
        told["refused"],
        re.compile(
            r"(?:(?P<whose>[^,;:.“”\"\n]{1,60}?)[’']s?[ \xa0])?"
            r"(?:(?:the|any|such|all|these|those|a|an|his|her|their|its|media|recent|repeated|\w+ed|\w+al)[ \xa0]){0,3}"
            rf"(?P<noun>{any_of('claims')})"
            r"(?:[ \xa0](?:by|from|of|made by|raised by)[ \xa0](?P<by>[^,;:.“”\"\n]{2,60}?))?[ \xa0](?P<lead>that|of)[ \xa0]"
        ),
        re.compile(rf"\b{_BE}[ \xa0](?:(?:also|just|[a-z]+ly)[ \xa0]){{0,2}}(?:{file['verdicts']})\b"),
    )


def with_denials(text: str, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions with those denials, and with the claims that stand inside denials, in order."""
    found = list(attributions)
    found += _Denials(text, found).found()
    found += _claims(text, found)
    return in_order(found) if len(found) > len(attributions) else tuple(attributions)


class _Denials:
    """Looks for denials in a text, beside the attributions that are known, which it may cut."""

    def __init__(self, text: str, known: list[Attribution]) -> None:
        self.text, self.known = text, known
        self.sentences = Sentences(text, lexicon())
        self.cues = sorted((span.start, span.end, number) for number, one in enumerate(known) for span in one.cue)
        self.pieces = sorted(
            (span.start, span.end, number) for number, one in enumerate(known) for span in one.content
        )
        self.longest = max((end - start for start, end, _ in self.pieces), default=0)

    def found(self) -> list[Attribution]:
        made = [one for verb in _words().verb.finditer(self.text) if (one := self._denial(verb)) is not None]
        made += [one for silence in _SILENCE.finditer(self.text) if (one := self._silence(silence)) is not None]
        made += [one for verb in _FALSELY.finditer(self.text) if (one := self._falsely(verb)) is not None]
        if "true" in self.text or "false" in self.text:
            made += [one for verb in _words().verdict.finditer(self.text) if (one := self._verdict(verb))]
        return made

    def _denial(self, verb: re.Match[str]) -> Attribution | None:
        """The denial by a verb, if it is one and nothing knows it."""
        text, words = self.text, _words()
        outer = self._holder(verb.start())
        low, high = self._bounds(verb.start(), outer)
        group = words.group.search(text, low, verb.start())
        start = group.start() if group is not None else verb.start()
        if self._is_known(verb.start(), start):
            return None
        before = _WORD.findall(text[max(low, start - 12) : start].casefold())
        last = before[-1] if before else ""
        if last in words.undone:
            return None
        if last in words.passive:
            return self._passive(verb, low, high, outer)
        cue = Span(start, verb.end())
        content = self._denied(verb, high)
        if content is None:
            return self._taken_up(cue, low, outer)
        coordinated = _COORDINATED.search(text, low, start)
        if coordinated is not None:
            return self._coordinated(coordinated, cue, content, outer)
        source = self._subject(low, start)
        return self._made(content, cue, source, outer) if source is not None else None

    def _is_known(self, verb: int, start: int) -> bool:
        at = bisect_right(self.cues, (verb, len(self.text), 0)) - 1
        return any(low < verb + 1 and high > start for low, high, _ in self.cues[max(0, at - 1) : at + 1])

    def _holder(self, at: int) -> int | None:
        """The attribution in whose content a place lies, the innermost."""
        best, shortest = None, len(self.text) + 1
        index = bisect_right(self.pieces, (at, len(self.text), 0)) - 1
        for start, end, number in reversed(self.pieces[max(0, index - 8) : index + 1]):
            if start <= at < end and end - start < shortest:
                best, shortest = number, end - start
        return best

    def _bounds(self, at: int, outer: int | None) -> tuple[int, int]:
        """The sentence around a place, narrowed to the content that it stands in and to what is near."""
        low, high = self.sentences.bounds(self.sentences.at(at))
        if outer is not None:
            piece = next(span for span in self.known[outer].content if span.start <= at < span.end)
            low, high = max(low, piece.start), min(high, piece.end)
        return max(low, at - _BEFORE), min(high, at + _BEHIND)

    def _denied(self, verb: re.Match[str], high: int) -> Span | None:
        """The words that are denied; none where somebody is denied something, or it is no claim."""
        text, words = self.text, _words()
        start = verb.end()
        if not text.startswith((" ", "\xa0"), start):
            return None
        start += 1
        if text.startswith("that ", start):
            start += len("that ")
        end = _END.search(text, start, high)
        stop = _trimmed(text, start, end.start() if end is not None else high)
        told = _WORD.findall(text[start:stop].casefold())
        if not told or told[0] in words.whom or told[0] == "by" or not words.refused.isdisjoint(told[:4]):
            return None
        is_claim = not words.claims.isdisjoint(told[:6]) or (told[0] in words.pronouns and len(told) == 1)
        if verb[0].casefold() in words.turn_down and not is_claim and text[start - 5 : start] != "that ":
            return None
        return Span(start, stop)

    def _subject(self, low: int, start: int) -> Span | None:
        """Who stands before a verb, if it is somebody who can speak."""
        text = self.text
        relative = _RELATIVE.search(text, low, start) or _ASIDE.search(text, low, start)
        end = relative.start() if relative is not None else start
        begin = low
        for part in _PARTING.finditer(text, low, end):
            if part.end() < end:
                begin = part.end()
                if part[0] in ("if", "whether"):
                    return None
        while begin < end and text[begin] in " \xa0":
            begin += 1
        stop = _trimmed(text, begin, end)
        if stop <= begin or stop - begin > 80 or text[begin:stop].endswith((" who", " which")):
            return None
        span = Span(begin, stop)
        plain = span.of(text).casefold()
        if lexicon().pronouns.get(plain, "relative") != "relative":
            return span
        return span if may_speak(text, span, lexicon()) else None

    def _coordinated(
        self, joint: re.Match[str], cue: Span, content: Span, outer: int | None
    ) -> Attribution | None:
        """The denial of whoever has said something just before it: "said A but denied B"."""
        if outer is None:
            at = bisect_right(self.cues, (joint.start(), len(self.text), 0)) - 1
            if at < 0 or self.sentences.at(self.cues[at][0]) != self.sentences.at(cue.start):
                return None
            first = self.known[self.cues[at][2]]
            return self._made(content, cue, first.source[0], None) if first.source else None
        first = self.known[outer]
        piece = first.content[-1]
        is_last = piece.start < joint.start() < piece.end and first.cue and first.cue[0].start < piece.start
        if not is_last or not first.source or first.manner == "direct" or "but" not in joint[0]:
            return None
        cut = Span(piece.start, joint.start())
        self.known[outer] = replace(first, content=(*first.content[:-1], cut))
        made = self._made(content, cue, first.source[0], None)
        return replace(made, parent=first.parent)

    def _taken_up(self, cue: Span, low: int, outer: int | None) -> Attribution | None:
        """"A claim that he has denied", "a charge the company denied": what is denied stands before who denies."""
        text, words = self.text, _words()
        if _HAVING.match(text, cue.end) is None:
            return None
        who = re.compile(r"(?:that|which)?[ \xa0]?((?:the[ \xa0])?[\w’'.-]+(?:[ \xa0][\w’'.-]+){0,3})[ \xa0]\Z").search(text, low, cue.start)
        if who is None:
            return None
        for noun in reversed(list(_WORD.finditer(text, low, cue.start))):
            if noun[0].casefold() in words.claims:
                break
        else:
            return None
        source = Span(*_between(text, noun.end(), cue.start))
        plain = source.of(text).casefold()
        is_pronoun = lexicon().pronouns.get(plain, "relative") != "relative"
        if source.end - source.start > 60 or not (is_pronoun or may_speak(text, source, lexicon())):
            return None
        begin = noun.start()
        for word in reversed(list(_LEADING.finditer(text, max(low, begin - 60), begin))):
            if word.end() != begin or word[1].casefold() in lexicon().prepositions:
                break
            begin = word.start()
        return self._made(Span(begin, noun.end()), cue, source, outer)

    def _silence(self, silence: re.Match[str]) -> Attribution | None:
        """"He has not commented on it": the network takes none of these where nothing else is said."""
        text = self.text
        if self._is_known(silence.end() - 1, silence.start()):
            return None
        outer = self._holder(silence.start())
        low, high = self._bounds(silence.start(), outer)
        source = self._subject(low, silence.start())
        on = _ON.match(text, silence.end(), high)
        if source is None or on is None:
            return None
        end = _END.search(text, on.end(), high)
        stop = _trimmed(text, on.end(), end.start() if end is not None else high)
        content = Span(on.end(), stop) if stop > on.end() else None
        return self._made(content, Span(*silence.span()), source, outer) if content else None

    def _falsely(self, verb: re.Match[str]) -> Attribution | None:
        """What somebody, as another says, said falsely."""
        text = self.text
        outer = self._holder(verb.start())
        if outer is None or self._is_known(verb.end() - 2, verb.start()):
            return None
        low, high = self._bounds(verb.start(), outer)
        source = self._subject(low, verb.start())
        end = _END.search(text, verb.end(), high)
        stop = _trimmed(text, verb.end(), end.start() if end is not None else high)
        if source is None or stop - verb.end() < 8:
            return None
        cue = Span(verb.start(), _trimmed(text, verb.start(), verb.end()))
        cue = Span(cue.start, cue.end - len(" that")) if cue.of(text).endswith(" that") else cue
        return self._made(Span(verb.end(), stop), cue, source, outer)

    def _passive(self, verb: re.Match[str], low: int, high: int, outer: int | None) -> Attribution | None:
        """"The claims are denied by the council"."""
        text, words = self.text, _words()
        by = _BY.match(text, verb.end(), high)
        if by is None:
            return None
        begin = low
        be = text.rfind(" ", low, verb.start() - 1)
        for part in _PARTING.finditer(text, low, be):
            begin = part.end()
        begin = next((at for at in range(begin, be) if text[at] not in " \xa0"), be)
        told = _WORD.findall(text[begin:be].casefold())
        is_charge = verb[0] in words.turn_down and "charges" in told
        if words.claims.isdisjoint(told) or be - begin > 160 or is_charge:
            return None
        end = _END.search(text, by.end(), high)
        source = Span(by.end(), max(by.end() + 1, _trimmed(text, by.end(), end.start() if end else high)))
        if not may_speak(text, source, lexicon()):
            return None
        stop = _trimmed(text, begin, text.rfind(" ", begin, verb.start() - 1))
        return self._made(Span(begin, stop), Span(stop + 1, verb.end()), source, outer)

    def _verdict(self, verb: re.Match[str]) -> Attribution | None:
        """Of a quotation of several sentences the one that says that a claim is untrue."""
        text, words = self.text, _words()
        outer = self._holder(verb.start())
        if outer is None or not self.known[outer].source or not self.known[outer].cue:
            return None
        low, high = self._bounds(verb.start(), outer)
        told = _WORD.findall(text[low : verb.start()].casefold())
        piece = next(span for span in self.known[outer].content if span.start <= verb.start() < span.end)
        is_alone = low <= piece.start + 1 and high >= piece.end - 1
        if words.claims.isdisjoint(told[:4]) or is_alone:
            return None
        begin = low + (text[low] in "“\"")
        content = Span(begin, _trimmed(text, begin, verb.start()))
        return self._made(content, Span(verb.start(), verb.end()), self.known[outer].source[0], outer)

    def _made(self, content: Span, cue: Span, source: Span, outer: int | None) -> Attribution:
        is_anothers = outer is not None and self.known[outer].manner == "direct"
        is_unsure = is_anothers and source.of(self.text).casefold() not in ("i", "we") and (
            source.of(self.text).casefold() in lexicon().pronouns
        )  # "he" in somebody's quotation is whoever spoke of him knows
        given = () if is_unsure else (source,)
        return Attribution((content,), (cue,), given, "indirect", "network", _SCORE, outer)


def _claims(text: str, found: Sequence[Attribution]) -> Iterator[Attribution]:
    """The claim inside each denial whose words tell it: "criticism that he sounded tired"."""
    inside = {(one.parent) for one in found if one.parent is not None}
    for number, one in enumerate(found):
        if number in inside or not one.cue:
            continue
        first = one.content[0]
        if cue_sense(" ".join(span.of(text) for span in one.cue), "").stance != "denial":
            continue
        claim = _words().claim.match(text, first.start, min(first.end, first.start + 200))
        if claim is None or first.end - claim.end() < 8:
            continue
        whose = claim.span("whose") if claim["whose"] else claim.span("by")
        source = (Span(*whose),) if whose[0] >= 0 and may_speak(text, Span(*whose), lexicon()) else ()
        content = (Span(claim.end(), first.end), *one.content[1:])
        yield Attribution(content, (Span(*claim.span("noun")),), source, one.manner, one.found_by, one.score, number)


def _between(text: str, start: int, end: int) -> tuple[int, int]:
    """The words between two places, "that" before them left out."""
    while start < end and text[start] in " \xa0,":
        start += 1
    for lead in ("that ", "which "):
        if text.startswith(lead, start):
            start += len(lead)
    return start, max(start + 1, _trimmed(text, start, end))


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in " \xa0\n,;:—–-.":
        end -= 1
    return end
