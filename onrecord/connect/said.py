"""A statement with its words, and how much two statements say of the same."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from onrecord.connect.answering import Answer, answer
from onrecord.connect.rarity import weight
from onrecord.connect.topics import answers, stem, topics, words_of
from onrecord.record import Span, Statement

# Of a longer content (a speech in full, a list) so many words are compared.
_LONGEST = 400
# Where words of the content say that it answers ("that is not true"), so many around them say what.
_AROUND = 12
# Characters of a content in which quotation marks are looked for.
_PRINTED = 1_000
_IN_MARKS = re.compile(r"[“\"]([^“”\"]{1,400})[”\"]")
# The words of a content that tell what it is of, and the bits from which a word of a name names its bearer.
_HEAD, _NAMING = 8, 6
# What an article speaks of in more statements than these tells the less which of them is meant.
_OFTEN = 3


@dataclass(frozen=True)
class Said:
    """A statement as others of its article are compared with it.

    ``source``, ``cue`` and ``words`` are those of the statement, in small letters; ``quoted`` are those that
    stand in marks where not all do, a tuple for each pair of marks. ``answer`` is what it does to another's
    claim, ``by_words`` the words of the content that say so. ``bits`` holds what the content speaks about, by
    stems: how much each tells (`rarity.weight`, less where the whole article speaks of it).
    """

    statement: Statement
    source: tuple[str, ...]
    cue: tuple[str, ...]
    words: tuple[str, ...]
    quoted: tuple[tuple[str, ...], ...]
    answer: Answer | None
    by_words: tuple[str, ...]
    bits: Mapping[str, float]

    @property
    def start(self) -> int:
        """Where its content begins."""
        return self.statement.content[0].start

    @property
    def voice(self) -> str | None:
        """For whom it is said: the speaker, or whom a spokesperson speaks for."""
        return self.statement.speaker.speaking_for or self.statement.speaker.name

    @cached_property
    def told(self) -> float:
        """The bits of all that it speaks about."""
        return sum(self.bits.values())

    @cached_property
    def is_negated(self) -> bool:
        """Whether it says that something is not so: by its cue, or with a "not" in the content."""
        return self.statement.stance == "denial" or not answers().negations.isdisjoint(self.words)

    @cached_property
    def surnames(self) -> frozenset[str]:
        """The stems of the last names of whoever says it, where they are known by name."""
        speaker = self.statement.speaker
        names = [*(speaker.names or (speaker.name,)), speaker.speaking_for]
        if speaker.standing not in ("named", "outlet"):
            names = [speaker.speaking_for]
        return frozenset(stem(words_of(name)[-1]) for name in names if name and words_of(name))

    @cached_property
    def called(self) -> frozenset[str]:
        """The stems of whatever names whoever says it, "Biden" where it is the Biden campaign."""
        speaker = self.statement.speaker
        names = [*(speaker.names or (speaker.name,)), speaker.speaking_for]
        found = frozenset(stem(word) for name in names if name for word in words_of(name))
        return self.surnames.union(one for one in found if weight(one) >= _NAMING)

    @cached_property
    def head(self) -> frozenset[str]:
        """The first words of the content, in which stands what a pronoun or a noun means; "it" for "it's"."""
        return frozenset(word.partition("'")[0] for word in self.words[:_HEAD])

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of all words of the content."""
        return frozenset(map(stem, self.words))

    def overlaps(self, other: Said) -> bool:
        """Whether some of the content is of both: one stands in the other, or both have the same words."""
        ours, theirs = self.statement.content, other.statement.content
        return any(mine.start < span.end and span.start < mine.end for mine in ours for span in theirs)

    def shared(self, other: Said) -> float:
        """The bits of what both speak about."""
        few, many = sorted((self.bits, other.bits), key=len)
        return sum(min(bits, many[one]) for one, bits in few.items() if one in many)

    def weighs(self, other: Said) -> int:
        """The bits of what both speak about, however often the article speaks of it."""
        return sum(map(weight, self.bits.keys() & other.bits.keys()))

    def share(self, other: Said) -> float:
        """The share of what the one that says less speaks about that the other speaks about, 0 to 1."""
        least = min(self.told, other.told)
        return self.shared(other) / least if least else 0.0


def said(text: str, statements: Iterable[Statement]) -> list[Said]:
    """The statements of an article's text that have a content, with their words, in their order."""
    have = [one for one in statements if one.content]
    told = [[_words(text, spans) for spans in (one.source, one.cue, one.content)] for one in have]
    does = [
        answer(one, (*source[:1], *cue), words) for one, (source, cue, words) in zip(have, told, strict=True)
    ]
    about = [topics(around(words[-1], by_words)) for words, (_, by_words) in zip(told, does, strict=True)]
    by_id = {one.id: one for one in have}
    often = Counter(
        topic
        for one, some in zip(have, about, strict=True)
        if not is_passage(one, by_id.get(one.parent or ""))
        for topic in some
    )
    return [
        Said(one, source, cue, words, _quoted(text, one), *answering, _bits(some, often))
        for one, (source, cue, words), answering, some in zip(have, told, does, about, strict=True)
    ]


def is_passage(one: Statement, whole: Statement | None) -> bool:
    """Whether a statement is one of the sentences of that in which it stands, which has cue and source."""
    if whole is None or len(one.content) != 1 or one.content == whole.content:
        return False
    (here,) = one.content
    is_in = any(span.start <= here.start and here.end <= span.end for span in whole.content)
    return is_in and not one.cue and not one.source and one.speaker == whole.speaker


def _words(text: str, spans: Iterable[Span]) -> tuple[str, ...]:
    return tuple(words_of(" ".join(span.of(text) for span in spans))[:_LONGEST])


def _printed(text: str, statement: Statement) -> str:
    return " ".join(span.of(text) for span in statement.content)[:_PRINTED]


def _quoted(text: str, statement: Statement) -> tuple[tuple[str, ...], ...]:
    """The words of each pair of marks in a content that is told and quoted in turn."""
    if statement.manner != "mixed":
        return ()
    parts = (tuple(words_of(part[1])) for part in _IN_MARKS.finditer(_printed(text, statement)))
    return tuple(part for part in parts if part)


def around(words: tuple[str, ...], by_words: tuple[str, ...]) -> tuple[str, ...]:
    """The words around those by which a statement answers; all, where its cue does."""
    if not by_words:
        return words
    at = next(
        at for at in range(len(words)) if words[at] == by_words[0] and by_words[-1] in words[at : at + 4]
    )
    # "The claim that ... is false": what comes after tells why.
    end = at if by_words[0] in answers().be else at + _AROUND
    near = words[max(0, at - _AROUND) : end]
    return tuple(word for word in near if word not in by_words)


def _bits(about: Iterable[str], often: Mapping[str, int]) -> dict[str, float]:
    told = {one: weight(one) * min(1.0, math.sqrt(_OFTEN / max(1, often[one]))) for one in sorted(about)}
    return {one: bits for one, bits in told.items() if bits}


def whole(words: Sequence[str], one: str) -> str:
    """The first of the words that has the stem."""
    return next((word for word in words if word.startswith(one)), one)
