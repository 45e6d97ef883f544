"""Read a source as a noun phrase: its head, its number, the names in it, what stands in apposition."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from onrecord.record import Span

from .inflection import is_plural, singular
from .lexicon import Lexicon, lexicon
from .memory import Remembered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-'’/&](?=[^\W_])[^\W_]+)*")
_BRACKETS = re.compile(r"[ \xa0]?\([^()\n]{0,80}\)")
_PARTING = re.compile(r"[(),]")
_EDGES = " \xa0\n\t,;:.“”\"‘’'—–-"
_CLAUSE = re.compile(r",?[ \xa0](?:who|whom|whose|which|that|where)\b.*", re.DOTALL)
_LEADING = re.compile(r"\A(?:the|a|an)[ \xa0]+", re.IGNORECASE)


class Phrase(NamedTuple):
    """A noun phrase between its commas.

    ``span`` leaves brackets behind it and marks around it out; ``head`` is the noun that it turns
    on, in lower case and as written in number, ``one`` the same in the singular; ``modifiers`` the
    words before it; ``after`` begins with the first preposition behind the head and may be empty.
    """

    span: Span
    text: str
    words: tuple[str, ...]
    determiner: str
    modifiers: tuple[str, ...]
    head: str
    one: str
    after: tuple[str, ...]
    is_plural: bool

    @property
    def description(self) -> str:
        """The words without a leading article and without quotation marks."""
        return re.sub(r"[“”\"]", "", _LEADING.sub("", self.text, count=1))


def phrases(text: str, span: Span) -> tuple[Phrase, ...]:
    """The parts of a source, in order: the phrase itself and what stands beside it in apposition."""
    found = (phrase_at(text, start, end) for start, end in _parts(text, span))
    return tuple(phrase for phrase in found if phrase is not None)


def _parts(text: str, span: Span) -> Iterator[tuple[int, int]]:
    """Where the stretches between commas outside brackets are; a comma within a figure parts nothing."""
    start, depth = span.start, 0
    for mark in _PARTING.finditer(text, span.start, span.end):
        if mark[0] != ",":
            depth += 1 if mark[0] == "(" else -1
        elif depth <= 0 and not text[mark.end() : mark.end() + 1].isdigit():
            yield start, mark.start()
            start = mark.end()
    yield start, span.end


def phrase_at(text: str, start: int, end: int) -> Phrase | None:
    """The noun phrase in a stretch of text, or none where it holds no word."""
    phrase = _PHRASES[text[start:end]]
    if phrase is None:
        return None
    return phrase._replace(span=Span(start + phrase.span.start, start + phrase.span.end))


def _phrase(stretch: str) -> Phrase | None:
    """The phrase of a stretch that stands alone."""
    start, end = _bounds(stretch)
    written = tuple(_WORD.findall(stretch, start, end))
    if not written:
        return None
    words = lexicon()
    plain = [word.casefold().removesuffix("'s").removesuffix("’s") for word in written]
    begin = 1 if plain[0] in words.determiners and len(plain) > 1 else 0
    cut = next(
        (
            i
            for i in range(begin + 1, len(plain))
            if (plain[i] in words.prepositions and not _is_in_name(written, i))
            or _is_participle(plain, i, words)
        ),
        len(plain),
    )
    head = plain[cut - 1]
    plural = is_plural(head, words) or _counts_many(plain, begin, cut, words)
    return Phrase(
        span=Span(start, end),
        text=stretch[start:end],
        words=written,
        determiner=plain[0] if begin else "",
        modifiers=tuple(plain[begin : cut - 1]),
        head=head,
        one=singular(head),
        after=tuple(plain[cut:]),
        is_plural=plural,
    )


def _bounds(stretch: str) -> tuple[int, int]:
    """The phrase's bounds without the marks around it."""
    start, end = 0, _before_clause(stretch)
    while start < end and stretch[start] in _EDGES:
        start += 1
    while end > start and stretch[end - 1] in _EDGES:
        end -= 1
    return start, end


def _before_clause(stretch: str) -> int:
    """Where the phrase ends that a bracket or a relative clause may follow."""
    bracket = _BRACKETS.search(stretch)
    if bracket is None:
        clause = _CLAUSE.search(stretch)
        return clause.start() if clause else len(stretch)
    own = stretch[: bracket.start()] or _CLAUSE.sub("", _BRACKETS.sub("", stretch))
    clause = _CLAUSE.search(stretch, 0, len(own))
    return clause.start() if clause and clause.start() > 0 else len(own)


def _is_in_name(written: Sequence[str], at: int) -> bool:
    """Whether "of" joins a name that a noun follows: "University of Sydney ecologists"."""
    if written[at] != "of" or not written[at - 1][0].isupper():
        return False
    behind = at + 1
    while behind < len(written) and written[behind][0].isupper():
        behind += 1
    return at + 1 < behind < len(written) and written[behind].isalpha() and behind == len(written) - 1


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


_PHRASES = Remembered(_phrase)
