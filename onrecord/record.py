"""The nouns: what a capture holds, what an article says, who said it, and where each word stands.

All of them are frozen. Offsets are half-open code points of ``Article.text``, unless a docstring
says otherwise. What is not known is ``None``, never a guess.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

Manner = Literal["direct", "indirect", "mixed"]
Act = Literal["said", "thought"]
Stance = Literal["neutral", "doubt", "denial", "confirmation", "accusation"]
Standing = Literal["named", "unnamed", "group", "document", "outlet"]
FoundBy = Literal["network", "layout", "marks", "person"]
Relation = Literal["relay", "venue"]
EntityKind = Literal["person", "organisation", "place", "group", "date", "number", "title"]
PublishedFrom = Literal["stated", "given", "address", "feed"]
Reason = Literal["teaser", "repeat", "boilerplate", "unreadable"]
Kin = Literal["copy", "version", "abridges"]
Answering = Literal["repeats", "denies", "confirms", "disagrees", "updates", "no_comment"]
NoteKind = Literal["correction", "update"]
Audited = Literal[
    "named",
    "unnamed",
    "group",
    "document",
    "outlet",
    "unknown",
    "no steps",
    "one step",
    "two steps",
    "more steps",
    "doubt",
    "single source",
]
TargetKind = Literal["statement", "missing"]
VoiceKind = Literal["person", "body", "outlet"]
Verb = Literal["merge", "split", "rename", "alias"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of an article's text.

    ``start`` and ``end`` count code points of ``Article.text`` (never bytes, never UTF-16 units)
    and are half-open as slices are. Raises ValueError where it would be empty or run backwards.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def of(self, text: str) -> str:
        """The words themselves."""
        return text[self.start : self.end]


class Piece(NamedTuple):
    """A run of an article's text that stands verbatim in its decoded capture.

    ``text_start`` counts code points of ``Article.text`` and ``capture_start`` those of the decoded
    capture (for a JSON Lines article: of its ``text`` field; inside a web archive, a mail or a zip: of the
    member so decoded); ``length`` is the same in both.
    """

    text_start: int
    capture_start: int
    length: int


@dataclass(frozen=True, slots=True)
class Capture:
    """Where bytes came from.

    ``source`` is a path or an address as the user gave it (``-`` for standard input), ``sha256``
    the digest of the bytes as stored, ``fetched`` an ISO 8601 time, ``None`` for local files. Of what stands
    in a web archive it is the record's time, of a saved page the page's; the rest is the archive's own.
    """

    source: str
    sha256: str
    media_type: str
    fetched: str | None = None


@dataclass(frozen=True, slots=True)
class Stated:
    """What a document's wrapping says of the one article in it, each as it stood there.

    ``published`` and ``modified`` are ISO 8601 dates or times, ``published_from`` whose word the first
    is; ``key`` the id that the input gave. ``summary_only``: what is there is a summary of an article
    that stands whole at ``url``, as in a feed.
    """

    key: str | None = None
    title: str | None = None
    standfirst: str | None = None
    byline: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    published_from: PublishedFrom = "stated"
    modified: str | None = None
    language: str | None = None
    summary_only: bool = False


@dataclass(frozen=True, slots=True)
class Landmarks:
    """What a person counts in a capture that is no text: its pages, its paragraphs.

    ``unit`` is what is counted; ``starts`` are where each of them begins in the document's text, in order.
    """

    unit: Literal["page", "paragraph"]
    starts: tuple[int, ...]

    def locator(self, start: int, end: int) -> str:
        """The units in which the stretch lies: "page 2", "paragraphs 3-7"."""
        first, last = bisect_right(self.starts, start), bisect_right(self.starts, end - 1)
        return f"{self.unit} {first}" if first == last else f"{self.unit}s {first}-{last}"


@dataclass(frozen=True, slots=True)
class Document:
    """One thing to read inside a capture.

    ``locator`` names it inside the capture ("line 3", "a.zip > b.txt"; empty where it is the whole capture).
    ``stated`` is what the wrapping says of it: with it the document is one article, never split and
    nothing dropped from it but what a page has hung on a name. ``None`` means that only text is known
    and may hold many articles. ``pieces`` are the runs of ``text`` that stand verbatim in the decoded
    capture, where it was taken out of markup; ``None`` where it is the capture's own text. ``landmarks`` are
    what places in it are named by where the capture has no lines.
    """

    capture: Capture
    locator: str
    text: str
    stated: Stated | None
    pieces: tuple[Piece, ...] | None
    landmarks: Landmarks | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """How to find the bytes of an article, or of something dropped, again.

    ``pieces`` are in reading order; words that lie in none of them stand in the capture's wrapping.
    """

    capture: Capture
    locator: str
    pieces: tuple[Piece, ...]

    def in_capture(self, span: Span) -> tuple[Span, ...]:
        """Where the span's words stand in the decoded capture; what lies in no piece is left out."""
        places = (
            (max(span.start, piece.text_start), min(span.end, piece.text_start + piece.length), piece)
            for piece in self.pieces
        )
        return tuple(
            Span(start + piece.capture_start - piece.text_start, end + piece.capture_start - piece.text_start)
            for start, end, piece in places
            if start < end
        )


@dataclass(frozen=True, slots=True)
class Published:
    """The day an article was published, as ISO 8601 (a day, or a time with its zone), and who says so."""

    value: str
    source: PublishedFrom

    @property
    def day(self) -> date:
        """The day as the outlet writes it: a zone, where given, is not converted."""
        return date.fromisoformat(self.value[:10])


@dataclass(frozen=True, slots=True)
class Dropped:
    """What was left out and why.

    ``article`` is the id of the article that it was left out for, ``None`` where it belongs to none;
    ``begins`` its first 200 characters. ``detail`` says in words what was wrong, where that helps.
    The pieces of ``origin`` count ``text_start`` from 0 in the dropped words.
    """

    reason: Reason
    begins: str
    origin: Origin
    article: str | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its text, and where its parts stand in it.

    ``text`` is the title, a blank line, the standfirst, a blank line and the body where the source
    keeps them apart, else the capture's own run of text. ``key`` is the id that the input gave,
    ``language`` an ISO 639-1 code, ``author`` who wrote it as the wrapping states. ``teaser_only``: the
    outlet's cut copy or summary of an article that is not there itself.
    """

    id: str
    key: str | None
    text: str
    title: Span | None
    standfirst: Span | None
    byline: Span | None
    dateline: Span | None
    outlet: str | None
    url: str | None
    published: Published | None
    modified: str | None
    language: str | None
    teaser_only: bool
    origin: Origin
    author: str | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue that ties a source to a content, as written; who the source is comes later.

    Each is spans in reading order: more than one where something interrupts it. ``source`` is empty
    where nobody is named beside the cue ("reportedly"), ``cue`` only where marks alone found it.
    ``score`` is the network's probability that it is one, 0 to 1. ``parent`` numbers the attribution of
    the same analysis in whose content it stands.
    """

    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    manner: Manner
    found_by: FoundBy
    score: float
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """A name, date, number or title as written. A ``group`` is one that people belong to: a nation, a faith.

    ``score`` is the network's probability, 0 to 1.
    """

    span: Span
    kind: EntityKind
    score: float


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the network saw in one article.

    Attributions come in the order of their first character, an outer one before those inside it;
    entities in that of their spans. ``network`` is the digest of the weights, ``None`` where quotation
    marks alone were read; ``shape`` the version of this noun.
    """

    article: str
    attributions: tuple[Attribution, ...]
    network: str | None
    entities: tuple[Entity, ...] = ()
    shape: int = 2


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the article that say something, as they stand: ``span.of(text) == text`` holds."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who a statement's source is, as far as the article lets one know.

    ``name`` is a string to show: a name, or the description for an unnamed person, a group or a
    document. ``names`` holds each name where several named speakers share a statement. ``standing``
    is ``None`` where it could not be worked out, which is no voice and never counted as one.
    ``meant`` is what a metonym stands for ("Russian government" for "Moscow"), ``speaking_for`` whom
    a spokesperson speaks for. ``score``: 0 to 1, ``None`` where there is no name. ``rule`` tells how it
    was worked out, ``mention`` is where the name stands that it was taken from. ``voice`` is the id of the
    voice in an archive, one for each of ``names``; ``None`` outside one, and where nobody is named.
    """

    name: str | None
    names: tuple[str, ...] | None
    standing: Standing | None
    role: Words | None
    meant: str | None
    speaking_for: str | None
    score: float | None
    rule: str = ""
    mention: Span | None = None
    voice: str | tuple[str | None, ...] | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One link of the chain by which a statement reached the page.

    A ``relay`` reports what another said, at a ``venue`` the speaker spoke or wrote. ``name`` is ``None``
    where the article gives none, ``spans`` are the words that tell of it, ``rule`` says how it was worked
    out.
    """

    name: str | None
    standing: Standing | None
    relation: Relation
    spans: tuple[Span, ...]
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a content asserts.

    ``value`` to ``to`` where it is a range; ``unit`` is "%", a currency's ISO code, a measure or the noun
    counted, ``of`` what it is a figure of, as written. ``approx`` where the words say "about" or the like.
    """

    words: Words
    value: float
    to: float | None
    unit: str | None
    of: str | None
    approx: bool


@dataclass(frozen=True, slots=True)
class When:
    """When it was said: the words, and the first and last day that they mean."""

    text: str
    span: Span
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Statement:
    """One attribution with its speaker worked out.

    ``id`` is a digest of the article's id, the content's spans and an ordinal that tells equal ones
    apart. The spans are the attribution's own. ``parent`` is the id of the statement in whose content it
    stands. ``via`` are the steps from the speaker to the page, nearest to the speaker first, the article's
    own outlet left out. ``medium`` are the words that say where or how, ``addressee`` is who was told.
    """

    id: str
    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    speaker: Speaker
    act: Act
    manner: Manner
    stance: Stance
    when: When | None
    found_by: FoundBy
    score: float
    parent: str | None = None
    via: tuple[Step, ...] = ()
    medium: Words | None = None
    addressee: str | None = None
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """What one statement does to another, both by their ids.

    ``end`` is ``None`` where a denial denies, or an admission owns to, what nobody is on record saying, or a
    silence is on nothing that is there. ``score``: 0 to 1. A link that is not ``is_sure`` is one that readers
    may well not grant: it is worth a look, and nothing is built on it.
    """

    relation: Answering
    start: str
    end: str | None
    score: float
    reason: str
    is_sure: bool = True

    @property
    def hedge(self) -> str:
        """What is printed before what it says: "perhaps " where it is not sure."""
        return "" if self.is_sure else "perhaps "


@dataclass(frozen=True, slots=True)
class Reading:
    """One article with what was found in it: its analysis, and the statements that were made of it, in order.

    ``dropped`` is what was left out for it. ``links`` are what its statements do to each other: worked out of
    them whenever it is read, so that they follow what people correct.
    """

    article: Article
    statements: tuple[Statement, ...]
    dropped: tuple[Dropped, ...]
    analysis: Analysis
    links: tuple[Link, ...] = ()

    def quote(self, spans: tuple[Span, ...]) -> str:
        """The words of the spans, an ellipsis where something interrupts them."""
        return " … ".join(span.of(self.article.text) for span in spans)


@dataclass(frozen=True, slots=True)
class MadeBy:
    """What made a reading: the version of onrecord, and what ran the network."""

    onrecord: str
    engine: str


@dataclass(frozen=True, slots=True)
class Sighting:
    """Another place where an article stands that an archive holds already; ``article`` is its id."""

    article: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Kinship:
    """What an article is to another, both by their ids: ``article`` is a copy, version or part of ``of``.

    A ``copy`` has much of the other's words, an ``abridges`` is all in it and much shorter, a ``version``
    came after it at the same address. ``score``: the share of the article's words that stand in the other.
    """

    relation: Kin
    article: str
    of: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Succession:
    """An id that a later reading replaced. ``new`` is ``None`` where nothing took its place."""

    old: str
    new: str | None


@dataclass(frozen=True, slots=True)
class Forgotten:
    """An article that a person has had taken out of an archive: its id, the reason, the day."""

    id: str
    reason: str
    day: date


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement on record, with the article that it stands in.

    ``links`` are what it does to others of its article; empty where nobody asked for them
    (`Archive.answering`).
    """

    article: Article
    statement: Statement
    links: tuple[Link, ...] = ()

    def quote(self, spans: tuple[Span, ...]) -> str:
        """The words of the spans, an ellipsis where something interrupts them."""
        return " … ".join(span.of(self.article.text) for span in spans)


@dataclass(frozen=True, slots=True)
class Traced:
    """A statement in another's history.

    ``link`` is what joins it to one of the others, ``None`` for what was asked about. ``copies`` are the ids
    of articles that print the same as copies: they count as one.
    """

    entry: Entry
    link: Link | None
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dispute:
    """A claim and what others answer, both in order of the day.

    ``claims`` are its statements, the first with those that repeat it; ``answers`` deny or confirm one of
    them, or count otherwise.
    """

    claims: tuple[Traced, ...]
    answers: tuple[Traced, ...]


@dataclass(frozen=True, slots=True)
class NameOnRecord:
    """A name as it is shown, and how many statements an archive has under it."""

    name: str
    statements: int


@dataclass(frozen=True, slots=True)
class Standings:
    """How many statements have speakers of each standing; ``unknown``: the speaker was not worked out."""

    named: int = 0
    unnamed: int = 0
    group: int = 0
    document: int = 0
    outlet: int = 0
    unknown: int = 0

    @property
    def statements(self) -> int:
        """All of them."""
        return self.named + self.unnamed + self.group + self.document + self.outlet + self.unknown


@dataclass(frozen=True, slots=True)
class Coverage:
    """What an outlet (``None``: not known) has of a story: how many articles, and whom it quotes in them."""

    outlet: str | None
    articles: int
    standings: Standings


@dataclass(frozen=True, slots=True)
class Story:
    """Articles about one event; nothing in it is written anew.

    ``id`` is a digest of the id of the first article, so that it holds while none comes before that.
    ``title`` is the headline of ``central``, the article most like the others of its fullest day, in whose
    text its span lies. ``articles`` are ids by time of publication; ``outlets`` have most articles first,
    ``voices`` (those quoted by name) most statements.
    """

    id: str
    title: Words
    central: str
    first: date
    last: date
    articles: tuple[str, ...]
    outlets: tuple[Coverage, ...]
    voices: tuple[NameOnRecord, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A paragraph in which an article says that it was corrected or brought up to date."""

    kind: NoteKind
    span: Span


@dataclass(frozen=True, slots=True)
class Doubted:
    """Whose words are told with doubt ("claimed"), by which cue, and how often."""

    speaker: str
    cue: str
    statements: int


@dataclass(frozen=True, slots=True)
class NameUsed:
    """A name that articles use for a voice, and in how many statements; 0 for one that a person gave."""

    name: str
    statements: int


@dataclass(frozen=True, slots=True)
class Audit:
    """Whom an outlet (``None``: not known) quotes, and how.

    ``articles`` are those in which anybody is quoted, ``stories`` what they tell of, ``single_source`` those
    stories in all of whose statements one and the same speaks. ``steps`` are numbers of statements that came
    through nobody, one, two and more than two others. ``doubt`` is how many are told with doubt, ``doubted``
    whose they are, where that was worked out.
    """

    outlet: str | None
    articles: int
    stories: int
    single_source: int
    standings: Standings
    steps: tuple[int, ...]
    doubt: int
    doubted: tuple[Doubted, ...]


@dataclass(frozen=True, slots=True)
class RoleHeld:
    """A role as articles give it to a voice: in how many, and from which day of publication to which.

    ``first`` and ``last`` are ``None`` where none of them states a day.
    """

    role: str
    articles: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Voice:
    """A person, a body or an outlet across the articles of an archive.

    ``id`` is a digest of its first appearance, by day; every id that it had before leads to it. ``name`` is
    the one to show, ``names`` and ``roles`` are those used, the most frequent first. ``listed`` are its ids
    in tables that people brought.
    """

    id: str
    name: str
    kind: VoiceKind | None
    names: tuple[NameUsed, ...]
    roles: tuple[RoleHeld, ...]
    articles: int
    statements: int
    listed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """Where one of a voice's statements was printed, and through whom: as `Statement.via`.

    ``day`` and ``outlet`` are ``None`` where the article does not say.
    """

    day: date | None
    outlet: str | None
    via: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of a table that a person brought: somebody's names there, and the roles with their days, if any.

    ``id`` is the table's, ``others`` are further ones that it states, as of Wikidata.
    """

    id: str
    names: tuple[str, ...]
    roles: tuple[ListedRole, ...]
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListedRole:
    """A role that a table states, and the days between which it was held; ``None`` where it does not say."""

    role: str
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class VoiceDecision:
    """What a person decided about voices. It outlasts whatever a machine reads later.

    ``voice`` and ``other`` (of ``merge``) are ids that the voices had when it was made; they lead to them
    whatever their ids are now. ``names`` are those split off (or ids of articles in which they stand), given
    or added. ``undone``: who took it back. ``lost`` says why it has no place now.
    """

    id: str
    verb: Verb
    voice: str
    other: str | None
    names: tuple[str, ...]
    made: Signed
    undone: Signed | None = None
    lost: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of an archive's statements; what is ``None`` or empty is not asked.

    ``words`` must all stand in the statement, "those in quotation marks" as a phrase, and word* for any
    that begin so; ``about`` is the same of the article around it. Names of speakers and outlets hold
    when they have all the words given, whatever their case and accents; ``voice`` is the id of one, as it
    is today. ``first`` and ``last`` are days of publication. ``limit``: how many at most, ``None`` for
    all; ``after`` is the id of a statement: only those that stand after it where the newest come first.
    """

    words: str = ""
    about: str = ""
    speaker: str | None = None
    voice: str | None = None
    outlet: str | None = None
    first: date | None = None
    last: date | None = None
    manner: Manner | None = None
    stance: Stance | None = None
    standing: Standing | None = None
    order: Literal["newest", "best"] = "newest"
    limit: int | None = 20
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words of an article, with up to 32 characters before and after them, to be found again by.

    ``start`` counts code points of the article's text; fewer than 32 characters mean that it begins or ends
    there.
    """

    before: str
    words: str
    after: str
    start: int

    @property
    def span(self) -> Span:
        """Where the words stand in the text that they were taken from."""
        return Span(self.start, self.start + len(self.words))


@dataclass(frozen=True, slots=True)
class Target:
    """What a decision is about: a statement that was there, or words that are one and were passed over.

    ``article`` is an id; ``content``, ``cue`` and ``source`` are the words as they stood before anybody
    decided anything, of what was missing as the first decision has them.
    """

    kind: TargetKind
    article: str
    content: tuple[Anchor, ...]
    cue: tuple[Anchor, ...]
    source: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person decided. ``None`` where nothing is said of it, empty where there is none.

    ``is_statement`` is ``False`` for what nobody said, ``True`` for what was missing. ``speakers`` are
    names to show, as the person gives them; all else are words of the article.
    """

    is_statement: bool | None = None
    speakers: tuple[str, ...] | None = None
    standing: Standing | None = None
    role: tuple[Anchor, ...] | None = None
    stance: Stance | None = None
    content: tuple[Anchor, ...] | None = None
    cue: tuple[Anchor, ...] | None = None
    source: tuple[Anchor, ...] | None = None


@dataclass(frozen=True, slots=True)
class Signed:
    """Who, and when: ISO 8601, in UTC, to the second."""

    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's correction. It outlasts whatever a machine reads later.

    ``statement`` is the id that its statement had when it was made. ``undone``: who took it back, ``None``
    where it stands. ``lost`` says why it has no place now, ``None`` where it has one.
    """

    id: str
    target: Target
    statement: str
    verdict: Verdict
    made: Signed
    undone: Signed | None = None
    lost: str | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person says of a statement; ``None`` where nothing is said, empty where there is none.

    ``content``, ``cue``, ``source`` and ``role`` are words of the article, or positions ("212-259"); the
    first three may be several pieces.
    """

    is_statement: Literal[False] | None = None
    speakers: tuple[str, ...] | None = None
    standing: Standing | None = None
    role: str | None = None
    stance: Stance | None = None
    content: tuple[str, ...] | None = None
    cue: tuple[str, ...] | None = None
    source: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of a correction: the decision, and the statement that it is about as it is now.

    ``entry`` is ``None`` where a person decided that it is none.
    """

    decision: Decision
    entry: Entry | None
