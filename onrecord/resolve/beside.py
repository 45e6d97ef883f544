"""What stands beside a verb that no statement has for its cue: in whose words, who, and what."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from onrecord.record import Attribution, Span

from .lexicon import lexicon
from .nesting import may_speak
from .sentences import Sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

_BEFORE, _BEHIND = 240, 600  # characters of a sentence around a verb that are looked at
_LONGEST_SOURCE = 80  # characters
_NESTED = 8  # statements that begin before a place and are looked at for one around it

# What parts a subject from what stands before it.
_PARTING = re.compile(
    r"[,;:—–“”\"‘(\n]|--|\b(?:and|but|yet|that|as|said|says|saying|added|told|when|while|if|though|although|"
    r"because|after|whether|not|n[’']t|believes?)\b"
)
_RELATIVE = re.compile(r",[ \xa0](?:who|which)[ \xa0]\Z")
_ASIDE = re.compile(r",[ \xa0](?:who|which|a|an|the)[ \xa0][^,.;:“”\"\n]{3,140},[ \xa0]\Z")
# Where the words behind a verb end.
_END = re.compile(
    r"[.!?][”\"’)]{0,2}(?:[ \xa0\n]|\Z)|[;:“\n]|[ \xa0](?:\(|—|–|--)|,[”\"]"
    r"|,?[ \xa0](?:but|while|although|though|saying|adding|insisting|calling|telling|arguing)[ \xa0]"
    r"|,[ \xa0](?:said|says|told|added)\b"
    r"|,[ \xa0](?:who|which|and|as|he|she|they|it|is|are|was|were|has|have|had)\b"
    r"|,[ \xa0][A-Z]\w+[ \xa0](?:[A-Z]\w+[ \xa0])?(?:has |have |had )?(?:said|says|told)\b"
    r"|[ \xa0](?:in|during)[ \xa0](?:an?|his|her|its|their)[ \xa0](?:\w+[ \xa0])?"
    r"(?:interview|statement|letter|tweet|email|post|speech|filing|hearing|op-ed|column|memo|memoir|book|video|"
    r"testimony|(?:opinion|news|press)[ \xa0](?:piece|conference|release))\b"
    r"|[ \xa0]on[ \xa0][A-Z]\w+day\b|[ \xa0]by[ \xa0]\w+ing\b"
)


class Place(NamedTuple):
    """Where a verb stands: ``low`` to ``high`` is its sentence, narrowed to the words of ``outer``.

    ``outer`` is the number of the innermost statement in whose content it stands, ``piece`` that content.
    """

    low: int
    high: int
    outer: int | None
    piece: Span | None


class Beside:
    """A text with the statements that are known in it."""

    def __init__(self, text: str, known: Sequence[Attribution]) -> None:
        self.text = text
        self._sentences = Sentences(text, lexicon())
        self._cues = sorted(
            (span.start, span.end, number) for number, one in enumerate(known) for span in one.cue
        )
        self._pieces = sorted(
            (span.start, span.end, number) for number, one in enumerate(known) for span in one.content
        )

    def is_cue(self, span: Span) -> bool:
        """Whether a statement has its cue there."""
        at = bisect_right(self._cues, (span.end, 0, 0))
        return any(low < span.end and high > span.start for low, high, _ in self._cues[max(0, at - 2) : at])

    def cue_before(self, at: int) -> int | None:
        """The number of the statement whose cue is the last before a place, in its sentence."""
        number = bisect_right(self._cues, (at, 0, 0)) - 1
        if number < 0 or self._sentences.at(self._cues[number][0]) != self._sentences.at(at):
            return None
        return self._cues[number][2]

    def place(self, at: int) -> Place:
        """Where a position stands."""
        low, high = self._sentences.bounds(self._sentences.at(at))
        index = bisect_right(self._pieces, (at, len(self.text), 0))
        around = [
            piece for piece in self._pieces[max(0, index - _NESTED) : index] if piece[0] <= at < piece[1]
        ]
        start, end, outer = min(around, key=lambda piece: piece[1] - piece[0], default=(low, high, None))
        low, high = max(low, start, at - _BEFORE), min(high, end, at + _BEHIND)
        return Place(low, high, outer, Span(start, end) if outer is not None else None)

    def subject(self, low: int, verb: int) -> Span | None:
        """Who stands before a verb, if it is somebody who can speak and the clause is no condition."""
        text = self.text
        aside = _RELATIVE.search(text, low, verb) or _ASIDE.search(text, low, verb)
        end = aside.start() if aside is not None else verb
        begin, parting = parted(text, low, end)
        stop = trimmed(text, begin, end)
        if parting in ("if", "whether") or not 0 < stop - begin <= _LONGEST_SOURCE:
            return None
        span = Span(begin, stop)
        return span if is_somebody(text, span) else None

    def behind(self, start: int, high: int) -> Span | None:
        """The words from a place to where their clause ends."""
        end = _END.search(self.text, start, high)
        stop = trimmed(self.text, start, end.start() if end is not None else high)
        return Span(start, stop) if stop > start else None


def is_somebody(text: str, span: Span) -> bool:
    """Whether the words are a pronoun or who can speak, without a clause behind them."""
    plain = span.of(text).casefold()
    if plain.endswith((" who", " which", " that")):
        return False
    return lexicon().pronouns.get(plain, "relative") != "relative" or may_speak(text, span, lexicon())


def parted(text: str, low: int, end: int) -> tuple[int, str]:
    """Where the last stretch before a place begins, and what parts it from the words before it."""
    begin, parting = low, ""
    for part in _PARTING.finditer(text, low, end):
        if part.end() < end:
            begin, parting = part.end(), part[0]
    while begin < end and text[begin] in " \xa0":
        begin += 1
    return begin, parting


def trimmed(text: str, start: int, end: int) -> int:
    """The end of a stretch without blanks and marks."""
    while end > start and text[end - 1] in " \xa0\n,;:—–-.":
        end -= 1
    return end
