"""What a statement is compared by with statements of other articles, all of it from its own article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Literal

from onrecord.connect.answering import answer
from onrecord.connect.counts import Tally, named, opening, tally
from onrecord.connect.rarity import weight
from onrecord.connect.said import around, is_passage
from onrecord.connect.topics import answers, number, stem, words_of
from onrecord.record import Article, Link, Span, Standing, Statement

# Days between two articles in which one answers what stands in the other, or tells the same in other words.
# The very words are the same words on any day.
DAYS = 14

# Of a longer content (a speech in full, a list) so many words are compared.
_LONGEST = 400
# What a statement answers in its article, the likeliest first: so many are looked for elsewhere.
_MOST_CLAIMS = 1
# Words on either side of a content, and the characters in which they stand: where they are the same in two
# articles, one was copied from the other there.
_BESIDE, _REACH = 8, 120
_MARKS = '“”"„«'


@dataclass(frozen=True, slots=True)
class Claim:
    """What a statement answers: the words of another statement of its article, and who says that."""

    words: tuple[str, ...]
    speakers: tuple[str, ...]


@dataclass(frozen=True)
class Side:
    """A statement as others are compared with it.

    ``day`` is the article's, as a proleptic ordinal. ``speakers`` are the names under which it is said,
    whole, without those of unnamed people. ``words`` are the content's, ``cue`` the cue's; all in small
    letters. ``is_quoted``: some of it stands in quotation marks. ``answer`` is what it does to another's
    claim; ``is_claim`` whether its own content is that claim, as in "denied that"; ``claim`` are the words
    that tell the claim either way, without "that is not true"; ``claims`` are the statements of its article
    that it answers. ``accuses``: it is told as an accusation, or as a claim that may be untrue. ``names`` are
    the stems of the names in the content, ``setting`` is what its article opens with. ``beside`` stands for
    the words before it and for those behind it. ``tally`` is what it counts, ``None`` if nothing.
    """

    statement: str
    article: str
    day: int | None
    outlet: str | None
    speakers: tuple[str, ...]
    standing: Standing | None
    words: tuple[str, ...]
    cue: tuple[str, ...]
    is_quoted: bool
    answer: Literal["denies", "confirms"] | None
    is_claim: bool
    accuses: bool
    claim: tuple[str, ...]
    claims: tuple[Claim, ...]
    names: frozenset[str]
    setting: frozenset[str]
    beside: tuple[int, int]
    tally: Tally | None

    @cached_property
    def topic(self) -> dict[str, int]:
        """The stems of the content that tell what it is about, each with its weight."""
        return weighed(self.words)

    def is_elsewhere(self, other: Side) -> bool:
        """Whether it names people or places of which the other and its article's beginning know none."""
        return bool(self.names) and self.names.isdisjoint(other.known)

    def is_copied(self, other: Side) -> bool:
        """Whether the same words stand before it as before the other, or behind it; an edge is one too."""
        return self.beside[0] == other.beside[0] or self.beside[1] == other.beside[1]

    @cached_property
    def known(self) -> frozenset[str]:
        """The stems of all that is spoken of: here, by whom, and where the article begins."""
        said = (stem(word).removesuffix("s") for word in self.words)
        return frozenset(said) | self.called | self.setting

    @cached_property
    def counted(self) -> Tally | None:
        """What it counts, in the setting of its article; the year of its article is none that it names."""
        if self.tally is None:
            return None
        this_year = {str(date.fromordinal(self.day).year)} if self.day is not None else set()
        return replace(self.tally, setting=self.setting, periods=self.tally.periods - this_year)

    @cached_property
    def is_negated(self) -> bool:
        """Whether the content has a "not" in it."""
        return is_negated(self.words)

    @property
    def is_denial(self) -> bool:
        """Whether its cue denies the content, which so says nothing itself: "denied that"."""
        return self.answer == "denies" and self.is_claim

    @cached_property
    def surnames(self) -> frozenset[str]:
        """The last word of each speaker's name."""
        return frozenset(name.rsplit(" ", 1)[-1] for name in self.speakers)

    @cached_property
    def called(self) -> frozenset[str]:
        """The stems of the surnames, as they stand in what others say of the speaker."""
        return frozenset(stem(name).removesuffix("s") for name in self.surnames)


def are_near(one: Side, other: Side) -> bool:
    """Whether two statements were printed within `DAYS`, or both on no known day."""
    if one.day is None or other.day is None:
        return one.day == other.day
    return abs(one.day - other.day) <= DAYS


def is_negated(words: Iterable[str]) -> bool:
    """Whether there is a "not" among the words."""
    return not answers().negations.isdisjoint(words)


def weighed(words: Iterable[str]) -> dict[str, int]:
    """The stems that are not everywhere, each with its weight."""
    weights = {one: weight(one) for one in map(stem, words)}
    return {one: bits for one, bits in weights.items() if bits}


def sides(article: Article, statements: Sequence[Statement], links: Iterable[Link]) -> list[Side]:
    """The sides of an article's statements, in their order; ``links`` are those inside the article.

    A passage has none beside that of its whole: two articles would have each link twice.
    """
    if (article.language or "en") != "en":  # which words are rare is known of English alone
        return []
    words = {
        one.id: tuple(words_of(" ".join(span.of(article.text) for span in one.content))[:_LONGEST])
        for one in statements
    }
    by_id = {one.id: one for one in statements}
    wholes = {one.id: one.parent for one in statements if is_passage(one, by_id.get(one.parent or ""))}
    answered = defaultdict[str, list[str]](list)
    for link in links:
        if link.relation in ("denies", "confirms") and link.is_sure and link.end is not None:
            answered[wholes.get(link.start) or link.start].append(link.end)
    day = article.published.day.toordinal() if article.published is not None else None
    setting = opening(article)
    found = []
    for one in statements:
        if one.id in wholes:
            continue
        cue = words_of(" ".join(span.of(article.text) for span in one.cue))
        does, by_words = answer(one, cue, words[one.id])
        does = does if does != "no_comment" else None
        content = " ".join(span.of(article.text) for span in one.content)
        told = [by_id[other] for other in answered[one.id][:_MOST_CLAIMS]]
        found.append(
            Side(
                one.id,
                article.id,
                day,
                article.outlet,
                _speakers(one),
                one.speaker.standing,
                words[one.id],
                tuple(cue),
                one.manner != "indirect" or not set(_MARKS).isdisjoint(content),
                does,
                does is not None and one.stance in ("denial", "confirmation"),
                one.stance in ("accusation", "doubt") or not answers().claims.isdisjoint(cue),
                around(words[one.id], by_words) if does is not None else (),
                tuple(Claim(words[other.id], _speakers(other)) for other in told),
                named(content),
                setting,
                _beside(article.text, one.content),
                tally(article.text, one, frozenset()),
            )
        )
    return found


def _beside(text: str, content: Sequence[Span]) -> tuple[int, int]:
    """Numbers for the words right before a content and for those right behind it."""
    start, end = content[0].start, content[-1].end
    before = words_of(text[max(0, start - _REACH) : start])[-_BESIDE:]
    behind = words_of(text[end : end + _REACH])[:_BESIDE]
    return number(*before), number(*behind)


def _speakers(statement: Statement) -> tuple[str, ...]:
    speaker = statement.speaker
    is_known = speaker.standing in ("named", "document", "outlet")
    names = list(speaker.names or [speaker.name]) if is_known else []
    told = (" ".join(words_of(name)) for name in [*names, speaker.speaking_for, speaker.meant] if name)
    return tuple(dict.fromkeys(one for one in told if one))
