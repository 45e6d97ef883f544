"""What the API gives and takes beside the lines of the contract (`onrecord.export.contract`)."""

from __future__ import annotations

from typing import Generic, TypeVar

from msgspec import Struct

from onrecord.export.contract import DecisionLine, DroppedPart, LinkLine, StatementLine
from onrecord.record import Stance, Standing
from onrecord.web.job import State

T = TypeVar("T")


class Page(Struct, Generic[T], frozen=True):
    """Some of a list. ``next``: what to ask `after` for those that follow, null at the end."""

    items: list[T]
    next: str | None


class All(Struct, Generic[T], frozen=True):
    """A list that is never long."""

    items: list[T]


class Me(Struct, frozen=True):
    """Who asks, and the word that a change has to bring (docs/api.md)."""

    name: str
    word: str


class Counts(Struct, frozen=True):
    """How much is on record; ``dropped`` by reason."""

    articles: int
    statements: int
    names: int
    captures: int
    dropped: dict[str, int]


class Counted(Struct, frozen=True):
    """A value, and how many statements have it."""

    value: str
    statements: int


class Facets(Struct, frozen=True):
    """What statements that answer have in common. ``counted``: over how many; ``is_cut``: there are more."""

    counted: int
    is_cut: bool
    speaker: list[Counted]
    outlet: list[Counted]
    standing: list[Counted]
    manner: list[Counted]
    stance: list[Counted]


class ArticleHeading(Struct, frozen=True):
    """An article in a list; ``title`` are its first words where it has none."""

    id: str
    title: str
    outlet: str | None
    day: str | None
    statements: int


class Traced(Struct, frozen=True):
    """A statement in a history: what joins it to another, and the articles that print the same as copies."""

    statement: StatementLine
    link: LinkLine | None
    copies: list[str]


class Dispute(Struct, frozen=True):
    """Claims that are one, and what others answer, both by day."""

    claims: list[Traced]
    answers: list[Traced]


class Dropped(Struct, frozen=True):
    """What was left out; ``article``: for which one, null where for none."""

    article: str | None
    part: DroppedPart


class ReadingJob(Struct, frozen=True):
    """Something that was given to be read, and what has come of it so far; ``dropped`` by reason."""

    id: str
    given: list[str]
    made: str
    by: str
    state: State
    articles: int
    statements: int
    again: int
    dropped: dict[str, int]
    failed: list[str]


class Decided(Struct, frozen=True):
    """A correction, and its statement as it is now: null where a person decided that it is none."""

    decision: DecisionLine
    statement: StatementLine | None


# what is taken


class CorrectionGiven(Struct, frozen=True, forbid_unknown_fields=True):
    """What a person says of a statement: null says nothing, an empty list that there is none.

    ``is_statement`` false: nobody said it. The rest are words of the article, or positions ("212-259").
    """

    is_statement: bool | None = None
    speakers: list[str] | None = None
    standing: Standing | None = None
    role: str | None = None
    stance: Stance | None = None
    content: list[str] | None = None
    cue: list[str] | None = None
    source: list[str] | None = None


class JobGiven(Struct, frozen=True, forbid_unknown_fields=True):
    """Something to read: addresses, or a text."""

    addresses: list[str] = []
    text: str = ""


class VoiceGiven(Struct, frozen=True, forbid_unknown_fields=True):
    """The id of a voice."""

    voice: str


class NamesGiven(Struct, frozen=True, forbid_unknown_fields=True):
    """Names of a voice, or ids of articles."""

    names: list[str]


class NameGiven(Struct, frozen=True, forbid_unknown_fields=True):
    """A name."""

    name: str


class Problem(Struct, frozen=True):
    """What is wrong, and what to do about it: https://www.rfc-editor.org/rfc/rfc9457."""

    title: str
    status: int
    detail: str
