"""The chain of custody: by whom, one after the other, words came from a speaker to a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.export.words import step_words
from onrecord.record import Article, Standing, Statement, Step
from onrecord.web import where
from onrecord.web.note import NOBODY, STANDINGS


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who had the words.

    ``has`` says what they did with them, ``beside`` what they are, ``words`` where the article tells of them;
    ``address`` is a page of ours, ``None`` where nobody is named.
    """

    has: str
    who: str
    beside: str
    words: str
    address: str | None


def custody(article: Article, one: Statement) -> list[Holder]:
    """The holders of a statement, the outlet that printed it first and the speaker last."""
    day = article.published.value[:10] if article.published is not None else "no date"
    printed = Holder(
        "Printed by", article.outlet or "an outlet not known", day, "", where.place(article, one)
    )
    relays = [_relay(article, step) for step in reversed(one.via) if step.relation == "relay"]
    return [printed, *relays, _speaker(article, one)]


def _relay(article: Article, step: Step) -> Holder:
    words = " … ".join(span.of(article.text) for span in step.spans)
    name = step.name or "somebody without a name"
    return Holder("On the word of", name, _standing(step.standing), words, where.voice(step.name))


def _speaker(article: Article, one: Statement) -> Holder:
    speaker = one.speaker
    beside = ", ".join(_beside(one))
    words = " … ".join(span.of(article.text) for span in one.source)
    address = where.voices(speaker)[0][1] if speaker.names is None else None
    return Holder("Said by", speaker.name or NOBODY, beside, words, address)


def _beside(one: Statement) -> Iterator[str]:
    speaker = one.speaker
    if speaker.role is not None:
        yield speaker.role.text
    if speaker.meant is not None:
        yield speaker.meant
    if speaker.name is not None:
        yield _standing(speaker.standing)
    for step in one.via:
        if step.relation == "venue" and step.name is not None:
            yield step_words(one, step)


def _standing(standing: Standing | None) -> str:
    return STANDINGS[standing]
