"""What a statement is compared by with statements of other articles, all of it from its own article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from onrecord.connect.answering import answer
from onrecord.connect.counts import Tally, opening, tally
from onrecord.connect.rarity import weight
from onrecord.connect.topics import answers, stem, words_of
from onrecord.record import Article, Link, Manner, Statement

# Of a longer content (a speech in full, a list) so many words are compared.
_LONGEST = 400
# What a statement answers in its article, the likeliest first: so many are looked for elsewhere.
_MOST_CLAIMS = 1
# A link inside the article of a lower score is not built upon.
_SURE = 0.85


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
    letters. ``answer`` is what it does to another's claim; ``is_claim`` whether its own content is that
    claim, as in "denied that"; ``claims`` are the statements of its article that it answers. ``tally`` is
    what it counts, ``None`` where it counts nothing.
    """

    statement: str
    article: str
    day: int | None
    outlet: str | None
    speakers: tuple[str, ...]
    words: tuple[str, ...]
    cue: tuple[str, ...]
    manner: Manner
    answer: Literal["denies", "confirms"] | None
    is_claim: bool
    claims: tuple[Claim, ...]
    tally: Tally | None

    @cached_property
    def topic(self) -> dict[str, int]:
        """The stems of the content that tell what it is about, each with its weight."""
        return weighed(self.words)

    @cached_property
    def is_negated(self) -> bool:
        """Whether the content has a "not" in it."""
        return is_negated(self.words)

    @cached_property
    def surnames(self) -> frozenset[str]:
        """The last word of each speaker's name."""
        return frozenset(name.rsplit(" ", 1)[-1] for name in self.speakers)


def is_negated(words: Iterable[str]) -> bool:
    """Whether there is a "not" among the words."""
    return not answers().negations.isdisjoint(words)


def weighed(words: Iterable[str]) -> dict[str, int]:
    """The stems that are not everywhere, each with its weight."""
    weights = {one: weight(one) for one in map(stem, words)}
    return {one: bits for one, bits in weights.items() if bits}


def sides(article: Article, statements: Sequence[Statement], links: Iterable[Link]) -> list[Side]:
    """The sides of an article's statements, in their order; ``links`` are those inside the article."""
    words = {
        one.id: tuple(words_of(" ".join(span.of(article.text) for span in one.content))[:_LONGEST])
        for one in statements
    }
    answered = defaultdict[str, list[str]](list)
    for link in links:
        is_sure = link.relation in ("denies", "confirms") and link.score >= _SURE
        if is_sure and link.end is not None:
            answered[link.start].append(link.end)
    by_id = {one.id: one for one in statements}
    day = article.published.day.toordinal() if article.published is not None else None
    setting = opening(article)
    found = []
    for one in statements:
        cue = words_of(" ".join(span.of(article.text) for span in one.cue))
        does, _ = answer(one, cue, words[one.id])
        told = [by_id[other] for other in answered[one.id][:_MOST_CLAIMS]]
        found.append(
            Side(
                one.id,
                article.id,
                day,
                article.outlet,
                _speakers(one),
                words[one.id],
                tuple(cue),
                one.manner,
                does if does != "no_comment" else None,
                does in ("denies", "confirms") and one.stance in ("denial", "confirmation"),
                tuple(Claim(words[other.id], _speakers(other)) for other in told),
                tally(article.text, one, setting),
            )
        )
    return found


def _speakers(statement: Statement) -> tuple[str, ...]:
    speaker = statement.speaker
    is_known = speaker.standing in ("named", "document", "outlet")
    names = list(speaker.names or [speaker.name]) if is_known else []
    told = (" ".join(words_of(name)) for name in [*names, speaker.speaking_for, speaker.meant] if name)
    return tuple(dict.fromkeys(one for one in told if one))
