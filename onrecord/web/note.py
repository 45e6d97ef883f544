"""What a page tells of a statement beside its words, each in words a reader knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.export.words import step_words
from onrecord.record import (
    Answering,
    Article,
    Link,
    Reading,
    Speaker,
    Standing,
    Statement,
    When,
)

STANDINGS: Mapping[Standing | None, str] = {
    "named": "named",
    "unnamed": "unnamed person",
    "group": "group",
    "document": "document",
    "outlet": "outlet",
    None: "not worked out",
}
_DOES: Mapping[Answering, str] = {
    "denies": "denies",
    "confirms": "confirms",
    "repeats": "repeats",
    "disagrees": "gives another figure than",
    "updates": "gives a later figure than",
    "no_comment": "does not comment on",
}
# The other way round, for the statement that is answered.
_IS: Mapping[Answering, str] = {
    "denies": "denied by",
    "confirms": "confirmed by",
    "repeats": "repeated by",
    "disagrees": "another figure from",
    "updates": "a later figure from",
    "no_comment": "not commented on by",
}
_STANCES = {
    "denial": "denial",
    "doubt": "in doubt",
    "confirmation": "confirmation",
    "accusation": "accusation",
}
NOBODY = "Speaker not worked out"


def does(link: Link) -> str:
    """What the statement in which a link starts does to the other."""
    return link.hedge + _DOES[link.relation]


def done(link: Link) -> str:
    """What the statement in which a link starts does, told of the other: "denied by"."""
    return link.hedge + _IS[link.relation]


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing known of a statement: what it is called, and what it is."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a statement does to another, or another to it. ``to`` is ``None`` where nobody is on record."""

    does: str
    who: str
    words: str
    to: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Note:
    """A statement as the margin tells it.

    ``number`` counts from 1 within the article. ``chain`` are the steps from the speaker to the page.
    ``marks`` are what a reader must not miss: a denial, a doubt, a thought nobody spoke; ``brief`` has the
    facts in a few words.
    """

    number: int
    statement: Statement
    who: str
    beside: str
    standing: str
    chain: tuple[str, ...]
    marks: tuple[str, ...]
    brief: str
    facts: tuple[Fact, ...]
    answers: tuple[Answer, ...]


def notes(reading: Reading, numbers: Iterable[int]) -> dict[int, Note]:
    """A note for each of some statements of an article, which are numbered from 0."""
    chosen = {reading.statements[number].id: number for number in sorted(numbers)}
    by_id = {one.id: one for one in reading.statements}
    answers: dict[str, list[Answer]] = {}
    for link in reading.links:
        if link.start in chosen:
            told = _answer(reading, does(link), link, by_id.get(link.end or ""))
            answers.setdefault(link.start, []).append(told)
        if link.end in chosen:
            answers.setdefault(link.end, []).append(_answer(reading, done(link), link, by_id[link.start]))
    return {
        number: note(reading.article, by_id[one], number + 1, answers.get(one, ()))
        for one, number in chosen.items()
    }


def note(article: Article, one: Statement, number: int, answers: Sequence[Answer] = ()) -> Note:
    """What there is to tell of one statement."""
    speaker = one.speaker
    beside = (speaker.role.text if speaker.role is not None else None, speaker.meant)
    return Note(
        number,
        one,
        speaker.name or NOBODY,
        ", ".join(part for part in beside if part),
        STANDINGS[speaker.standing],
        tuple(step_words(one, step) for step in one.via),
        tuple(_marks(one)),
        " · ".join(_brief(article, one)),
        tuple(_facts(article, one)),
        tuple(answers),
    )


def quoted(article: Article, one: Statement) -> str:
    """The words of a statement, an ellipsis where something interrupts them."""
    return " … ".join(span.of(article.text) for span in one.content)


def who(speaker: Speaker) -> str:
    """The speaker to show."""
    return speaker.name or NOBODY


def _answer(reading: Reading, words: str, link: Link, other: Statement | None) -> Answer:
    if other is None:
        return Answer(words, "what nobody is on record saying", "", None, link.reason)
    return Answer(words, who(other.speaker), quoted(reading.article, other), other.id, link.reason)


def _marks(one: Statement) -> Iterator[str]:
    if one.stance in _STANCES:
        yield _STANCES[one.stance]
    if one.act == "thought":
        yield "thought, not said"
    if one.found_by == "person":
        yield "added by a person"


def _brief(article: Article, one: Statement) -> Iterator[str]:
    if one.cue:
        yield "“" + " … ".join(span.of(article.text) for span in one.cue) + "”"
    if one.medium is not None:
        yield one.medium.text
    if one.when is not None:
        yield one.when.text
    yield f"{one.score:.2f}"


def _facts(article: Article, one: Statement) -> Iterator[Fact]:
    text = article.text
    if one.cue:
        yield Fact("Told by", " … ".join(span.of(text) for span in one.cue))
    yield Fact(
        "Manner",
        {"direct": "in their words", "indirect": "in the paper's words"}.get(
            one.manner, "partly in their words"
        ),
    )
    if one.addressee is not None:
        yield Fact("To", one.addressee)
    if one.medium is not None:
        yield Fact("Where", one.medium.text)
    if one.when is not None:
        yield Fact("When", f"{one.when.text} ({days(one.when)})")
    if one.speaker.speaking_for is not None:
        yield Fact("Speaks for", one.speaker.speaking_for)
    for figure in one.figures:
        of = f" of {figure.of}" if figure.of else ""
        yield Fact("Figure", f"{figure.words.text}{of}")
    if one.parent is not None:
        yield Fact("Inside", "another's words")
    how = {"marks": "quotation marks alone", "person": "a person"}.get(one.found_by, "the network")
    yield Fact("Found by", how)
    yield Fact("Certainty", f"{one.score:.2f}")


def days(when: When) -> str:
    """The day, or the first and the last."""
    return f"{when.first}" if when.first == when.last else f"{when.first} to {when.last}"
