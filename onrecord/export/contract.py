"""The contract: the shape of the JSON Lines that onrecord writes, and its JSON Schema.

Every line has ``kind``. Offsets are half-open code points of the article's ``text``. Unknown is null.
Adding a field is a minor version of the contract.
"""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct, field

from onrecord.record import (
    Act,
    Answering,
    FoundBy,
    Kin,
    Manner,
    NoteKind,
    PublishedFrom,
    Reason,
    Stance,
    Standing,
    TargetKind,
    Verb,
    VoiceKind,
)

CONTRACT = "1.4"


class Place(Struct, frozen=True):
    """A stretch of the article's text."""

    start: int
    end: int


class Quote(Struct, frozen=True):
    """A stretch of the article's text with its words: ``text == article.text[start:end]``."""

    start: int
    end: int
    text: str


class MadeBy(Struct, frozen=True):
    """What made the line; ``network`` is null where quotation marks alone were read."""

    onrecord: str
    network: str | None
    engine: str


class Published(Struct, frozen=True):
    """When the article was published, and who says so."""

    value: str
    source: PublishedFrom = field(name="from")


class Capture(Struct, frozen=True):
    """Where the bytes came from."""

    source: str
    sha256: str
    media_type: str
    fetched: str | None


class Origin(Struct, frozen=True):
    """How to find the bytes again; a piece is [text start, capture start, length] in code points."""

    capture: Capture
    locator: str
    pieces: list[tuple[int, int, int]]


class Speaker(Struct, frozen=True):
    """Who said it. ``standing`` null: not worked out, and never counted as a voice.

    ``voice``: of an archive the id of the voice, where several speak one for each of ``names``, else null.
    """

    name: str | None
    names: list[str] | None
    standing: Standing | None
    role: Quote | None
    meant: str | None
    speaking_for: str | None
    voice: str | list[str | None] | None
    score: float | None


class Step(Struct, frozen=True):
    """One link of the chain between the speaker and the article, nearest to the speaker first."""

    name: str | None
    standing: Standing | None
    relation: Literal["relay", "venue"]
    spans: list[Quote]


class When(Struct, frozen=True):
    """When it was said: the words, and the first and last day that they mean."""

    text: str
    start: int
    end: int
    first: str = field(name="from")
    last: str = field(name="to")


class Figure(Struct, frozen=True):
    """A number that the content asserts."""

    text: str
    start: int
    end: int
    value: float
    to: float | None
    unit: str | None
    of: str | None
    approx: bool


class Statement(Struct, frozen=True):
    """Who said what, in which words."""

    id: str
    content: list[Quote]
    cue: list[Quote]
    source: list[Quote]
    speaker: Speaker
    via: list[Step]
    act: Act
    manner: Manner
    stance: Stance
    of: list[str]
    parent: str | None
    medium: Quote | None
    addressee: str | None
    when: When | None
    figures: list[Figure]
    found_by: FoundBy
    score: float


class Link(Struct, frozen=True):
    """What one statement does to another."""

    relation: Answering
    start: str = field(name="from")
    end: str | None = field(name="to")
    score: float
    sure: bool
    reason: str


class Note(Struct, frozen=True):
    """A paragraph in which the article says that it was corrected or brought up to date."""

    note: NoteKind
    start: int
    end: int
    text: str


class DroppedPart(Struct, frozen=True):
    """What was left out for an article; its pieces count text from 0 in the dropped words."""

    reason: Reason
    detail: str | None
    begins: str
    origin: Origin


class ArticleLine(Struct, frozen=True, tag_field="kind", tag="article"):
    """One article with its statements and what was dropped for it."""

    contract: str
    made_by: MadeBy
    id: str
    key: str | None
    text: str
    title: Place | None
    standfirst: Place | None
    byline: Place | None
    dateline: Place | None
    author: str | None
    outlet: str | None
    url: str | None
    published: Published | None
    modified: str | None
    language: str | None
    teaser_only: bool
    origin: Origin
    statements: list[Statement]
    links: list[Link]
    dropped: list[DroppedPart]
    notes: list[Note]


class DroppedLine(Struct, frozen=True, tag_field="kind", tag="dropped"):
    """What was left out and belongs to no article."""

    contract: str
    reason: Reason
    detail: str | None
    begins: str
    origin: Origin


class EntryArticle(Struct, frozen=True):
    """The article that a statement stands in, without its text."""

    id: str
    outlet: str | None
    published: Published | None
    url: str | None
    title: str | None
    origin: Origin


class StatementLine(Struct, frozen=True, tag_field="kind", tag="statement"):
    """One statement of an archive (`search`, `who`, `show`), with its article."""

    contract: str
    article: EntryArticle
    statement: Statement


class SightingLine(Struct, frozen=True, tag_field="kind", tag="sighting"):
    """Another place where an article stands that has a line of its own."""

    contract: str
    article: str
    origin: Origin


class KinshipLine(Struct, frozen=True, tag_field="kind", tag="kinship"):
    """What one article is to another; ``score`` is the share of its words that stand in the other."""

    contract: str
    relation: Kin
    start: str = field(name="from")
    end: str = field(name="to")
    score: float
    reason: str


class Headline(Struct, frozen=True):
    """The words under which a story stands: ``text == text[start:end]`` of the article."""

    article: str
    start: int
    end: int
    text: str


class Standings(Struct, frozen=True):
    """How many statements have speakers of each standing; ``unknown``: not worked out."""

    named: int
    unnamed: int
    group: int
    document: int
    outlet: int
    unknown: int


class Coverage(Struct, frozen=True):
    """What an outlet has of a story, and whom it quotes in it."""

    outlet: str | None
    articles: int
    standings: Standings


class Signed(Struct, frozen=True):
    """Who, and when."""

    by: str
    at: str


class NameUsed(Struct, frozen=True):
    """A name, and how many statements are under it; 0 for one that only a person gave."""

    name: str
    statements: int


class StoryLine(Struct, frozen=True, tag_field="kind", tag="story"):
    """Articles about one event."""

    contract: str
    id: str
    title: Headline
    first: str = field(name="from")
    last: str = field(name="to")
    articles: list[str]
    outlets: list[Coverage]
    voices: list[NameUsed]


class LinkLine(Struct, frozen=True, tag_field="kind", tag="link"):
    """What a statement does to one of another article."""

    contract: str
    relation: Answering
    start: str = field(name="from")
    end: str | None = field(name="to")
    score: float
    sure: bool
    reason: str


class Doubted(Struct, frozen=True):
    """Whose words are told with doubt, by which cue, in how many statements."""

    speaker: str
    cue: str
    statements: int


class AuditLine(Struct, frozen=True, tag_field="kind", tag="audit"):
    """Whom an outlet quotes, and how."""

    contract: str
    outlet: str | None
    articles: int
    stories: int
    single_source: int
    standings: Standings
    steps: list[int]
    doubt: int
    doubted: list[Doubted]


class RoleHeld(Struct, frozen=True):
    """A role as articles give it, in how many, from which day of publication to which."""

    role: str
    articles: int
    first: str | None = field(name="from")
    last: str | None = field(name="to")


class VoiceLine(Struct, frozen=True, tag_field="kind", tag="voice"):
    """A person, a body or an outlet across articles; ``listed`` are its ids in tables that people brought."""

    contract: str
    id: str
    name: str
    what: VoiceKind | None = field(name="is")
    names: list[NameUsed]
    roles: list[RoleHeld]
    articles: int
    statements: int
    listed: list[str]


class VoiceDecisionLine(Struct, frozen=True, tag_field="kind", tag="voice_decision"):
    """What a person decided about voices, also where it was taken back or has lost its place."""

    contract: str
    id: str
    verb: Verb
    voice: str
    other: str | None
    names: list[str]
    made: Signed
    undone: Signed | None
    lost: str | None


class SuccessionLine(Struct, frozen=True, tag_field="kind", tag="was"):
    """An id that a later reading replaced; ``new`` null: by nothing."""

    contract: str
    old: str
    new: str | None


class ForgottenLine(Struct, frozen=True, tag_field="kind", tag="forgotten"):
    """An article that a person had taken out, with the reason and the day."""

    contract: str
    id: str
    reason: str
    day: str


class Anchor(Struct, frozen=True):
    """Words of the article, with up to 32 characters before and after them."""

    start: int
    end: int
    text: str
    before: str
    after: str


class Target(Struct, frozen=True):
    """What a decision is about: the words as they stood before anybody decided anything."""

    target: TargetKind
    article: str
    statement: str
    content: list[Anchor]
    cue: list[Anchor]
    source: list[Anchor]


class Verdict(Struct, frozen=True):
    """What was decided. Null: nothing is said of it; an empty list: there is none."""

    is_statement: bool | None
    speakers: list[str] | None
    standing: Standing | None
    role: list[Anchor] | None
    stance: Stance | None
    content: list[Anchor] | None
    cue: list[Anchor] | None
    source: list[Anchor] | None


class DecisionLine(Struct, frozen=True, tag_field="kind", tag="decision"):
    """A person's correction, also one that was taken back or has lost its place."""

    contract: str
    id: str
    about: Target
    verdict: Verdict
    made: Signed
    undone: Signed | None
    lost: str | None


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a line."""
    import msgspec

    (shape,), definitions = msgspec.json.schema_components(
        [
            ArticleLine
            | DroppedLine
            | StatementLine
            | SightingLine
            | KinshipLine
            | StoryLine
            | AuditLine
            | LinkLine
            | VoiceLine
            | VoiceDecisionLine
            | SuccessionLine
            | ForgottenLine
            | DecisionLine
        ],
        ref_template="#/$defs/{name}",
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"A line of onrecord's JSON Lines, contract {CONTRACT}",
        **shape,
        "$defs": definitions,
    }
