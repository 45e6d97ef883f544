"""Read a source as a noun phrase: its head, its number, the names in it, what stands in apposition."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.record import Span

from .inflection import is_plural, singular
from .lexicon import Lexicon, lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-'’/&](?=[^\W_])[^\W_]+)*")
_BRACKETS = re.compile(r"[ \xa0]?\([^()\n]{0,80}\)")
_EDGES = " \xa0\n\t,;:.“”\"‘’'—–-"
_CLAUSE = re.compile(r",?[ \xa0](?:who|whom|whose|which|that|where)\b.*", re.DOTALL)
_LEADING = re.compile(r"\A(?:the|a|an)[ \xa0]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase between its commas.

    ``span`` leaves brackets behind it and marks around it out; ``head`` is the noun that it turns
    on, in lower case and as written in number; ``modifiers`` the words before it; ``after`` begins
    with the first preposition behind the head and may be empty.
    """

    span: Span
    text: str
    words: tuple[str, ...]
    determiner: str
    modifiers: tuple[str, ...]
    head: str
    after: tuple[str, ...]
    is_plural: bool

    @property
    def one(self) -> str:
        """The head in the singular."""
        return singular(self.head)

    @property
    def description(self) -> str:
        """The words without a leading article and without quotation marks."""
        return re.sub(r"[“”\"]", "", _LEADING.sub("", self.text, count=1))


def phrases(text: str, span: Span) -> tuple[Phrase, ...]:
    """The parts of a source, in order: the phrase itself and what stands beside it in apposition."""
    words = lexicon()
    return tuple(
        phrase
        for start, end in _parts(text, span)
        if (phrase := phrase_at(text, start, end, words)) is not None
    )


def _parts(text: str, span: Span) -> Iterator[tuple[int, int]]:
    """Where the stretches between commas outside brackets are; a comma within a figure parts nothing."""
    start, depth = span.start, 0
    for at in range(span.start, span.end):
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        if text[at] == "," and depth <= 0 and not text[at + 1 : at + 2].isdigit():
            yield start, at
            start = at + 1
    yield start, span.end


def phrase_at(text: str, start: int, end: int, words: Lexicon) -> Phrase | None:
    """The noun phrase in a stretch of text, or none where it holds no word."""
    own = _CLAUSE.sub("", _BRACKETS.sub("", text[start:end]))
    bracket = _BRACKETS.search(text, start, end)
    last = bracket.start() if bracket and bracket.start() > start else start + len(own)
    clause = _CLAUSE.search(text, start, last)
    last = clause.start() if clause and clause.start() > start else last
    while start < last and text[start] in _EDGES:
        start += 1
    while last > start and text[last - 1] in _EDGES:
        last -= 1
    if start >= last:
        return None
    return _phrase(text, start, last, words)


def _phrase(text: str, start: int, end: int, words: Lexicon) -> Phrase | None:
    written = tuple(match.group() for match in _WORD.finditer(text, start, end))
    if not written:
        return None
    plain = [word.casefold().removesuffix("'s").removesuffix("’s") for word in written]
    begin = 1 if plain[0] in words.determiners and len(plain) > 1 else 0
    cut = next(
        (
            i
            for i in range(begin + 1, len(plain))
            if plain[i] in words.prepositions or _is_participle(plain, i, words)
        ),
        len(plain),
    )
    head = plain[cut - 1]
    plural = is_plural(head, words) or _counts_many(plain, begin, cut, words)
    return Phrase(
        span=Span(start, end),
        text=text[start:end],
        words=written,
        determiner=plain[0] if begin else "",
        modifiers=tuple(plain[begin : cut - 1]),
        head=head,
        after=tuple(plain[cut:]),
        is_plural=plural,
    )


def _is_participle(plain: Sequence[str], at: int, words: Lexicon) -> bool:
    """Whether a reduced clause begins behind the head: "test conducted by", "people familiar with"."""
    if plain[at] == "being":
        return True
    following = plain[at + 1] if at + 1 < len(plain) else ""
    return (
        plain[at].endswith(("ed", "ing")) or plain[at] in ("familiar", "close", "led", "seen")
    ) and following in words.after_participles


def _counts_many(plain: Sequence[str], begin: int, cut: int, words: Lexicon) -> bool:
    """Whether a number or the head says that there are several ("half of voters", "about four in ten")."""
    if plain[0] in words.approximate:
        return any(
            word in words.quantifiers or word in words.collectives or word.isdigit() for word in plain[1:5]
        )
    if cut - 1 == begin and plain[begin] in words.quantifiers:
        return True
    return plain[cut - 1] in words.collectives
