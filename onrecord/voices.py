"""Which voices speak in an archive: a person, a body or an outlet across articles."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar, cast

from onrecord.bearers import bearer
from onrecord.connect import callings
from onrecord.connect import voices as connect
from onrecord.connect.decided import Decided, Member, decided
from onrecord.connect.voices import Appearance
from onrecord.record import Article, Entity, Reading, Speaker, Statement, VoiceDecision, VoiceKind
from onrecord.resolve.forms import FORMS
from onrecord.resolve.lexicon import lexicon
from onrecord.resolve.posts import POSTS
from onrecord.store import read, search, write
from onrecord.store import voices as store
from onrecord.store.names import key
from onrecord.store.transaction import transaction
from onrecord.store.voices import Row

_KIND: dict[str, VoiceKind] = {"person": "person", "organisation": "body", "place": "body"}
_MOST = 200  # names of an article that are its company
_BATCH = 200  # articles that are taken in at once

Known = TypeVar("Known")


def appearances(article: Article, said: Sequence[Statement], entities: Iterable[Entity]) -> list[Appearance]:
    """Those who speak in an article by name, in the order of their names."""
    kinds = _kinds(article.text, entities)
    by_name: dict[str, list[Speaker]] = defaultdict(list)
    for one in said:
        for name in _names(one.speaker, kinds):
            by_name[name].append(one.speaker)
    day = article.published.day if article.published is not None else None
    return [_appearance(article.id, name, day, told, kinds) for name, told in sorted(by_name.items())]


def _names(speaker: Speaker, kinds: Mapping[str, VoiceKind]) -> Iterator[str]:
    """The names under which a speaker is a voice: of a group's or a document's, one that is a body's."""
    if speaker.standing in ("named", "outlet"):
        yield from (name for name in speaker.names or (speaker.name,) if name is not None and name.strip())
    elif (
        speaker.name is not None
        and kinds.get(speaker.name) in ("person", "body")
        and not _is_people(speaker.name)
    ):
        yield speaker.name


def _is_people(name: str) -> bool:
    """Whether a name is that of many, each of whom is called so: "House Democrats"."""
    return FORMS[name.rsplit(maxsplit=1)[-1]].one in lexicon().roles


def _appearance(
    article: str, name: str, day: date | None, told: Sequence[Speaker], kinds: Mapping[str, VoiceKind]
) -> Appearance:
    alone = [speaker for speaker in told if not speaker.names]
    kind: VoiceKind | None = kinds.get(name)
    if any(speaker.standing == "outlet" for speaker in alone):
        kind = "outlet"
    meant = next((speaker.meant for speaker in alone if speaker.meant is not None), None)
    if not alone and kinds.get(name) != "person":  # of a speaker beside others it is not told
        meant = lexicon().meant.get(name.casefold())
    roles = tuple(sorted({speaker.role.text for speaker in alone if speaker.role is not None}))
    heads = frozenset(head for role in roles for head in posts(role))
    whose = meant or _trimmed(name, kinds)
    return Appearance(article, name, day, bearer(whose), heads, kind or kinds.get(whose), whose, roles)


def _trimmed(name: str, kinds: Mapping[str, VoiceKind]) -> str:
    """The person whom the network sees at an end of a longer run of capitals ("PM Anna Weber").

    A body that is called by its head ("Anna Weber campaign") is another voice.
    """
    words = name.split()
    last, told = FORMS[words[-1]], lexicon()
    if name in kinds or len(words) < 3 or last.plain in told.suffixes:
        return name
    endings = [words[at:] for at in range(1, len(words) - 1)]
    is_other = last.plain in told.owned | told.body_nouns or last.one in told.roles
    beginnings = [] if is_other else [words[:at] for at in range(len(words) - 1, 1, -1)]
    parts = (" ".join(part) for part in (*endings, *beginnings))
    return next((part for part in parts if kinds.get(part) == "person"), name)


def _kinds(text: str, entities: Iterable[Entity]) -> dict[str, VoiceKind]:
    """What the names of an article are names of, where the network says the same of most."""
    counts: dict[str, Counter[VoiceKind]] = defaultdict(Counter)
    for entity in entities:
        if entity.kind in _KIND:
            name = " ".join(entity.span.of(text).split())
            counts[name.removeprefix("the ").removeprefix("The ")][_KIND[entity.kind]] += 1
    return {name: max(sorted(told), key=told.__getitem__) for name, told in counts.items()}


def company(article: Article, entities: Iterable[Entity]) -> list[str]:
    """The people whom an article names in full, and the bodies, as `Bearer.name`, in order."""
    kinds = _kinds(article.text, (one for one in entities if one.kind in ("person", "organisation")))
    return sorted({bearer(name).name for name, kind in kinds.items() if " " in name or kind == "body"})[
        :_MOST
    ]


@dataclass(frozen=True, slots=True)
class Met:
    """A voice with its appearances, the first first."""

    id: str
    members: tuple[Appearance, ...]


def voices(met: Iterable[Appearance], beside: connect.Beside, told: connect.Told) -> Iterator[Met]:
    """The voices of some articles; ``beside`` is the company of each, ``told`` the event."""
    blocks: dict[str, list[Appearance]] = defaultdict(list)
    for one in met:
        blocks[one.bearer.block].append(one)
    for block in blocks.values():
        for members in connect.parted(block, beside, told):
            yield Met(members[0].id, tuple(members))


# in an archive; each function needs a transaction


def added(connection: sqlite3.Connection, read: Reading) -> None:
    """Take in who speaks in an article that is new or that reads otherwise now."""
    _rework(connection, _put(connection, read))


def completed(connection: sqlite3.Connection) -> None:
    """Take in the articles that have not been looked at, some of them in a transaction."""
    left = store.not_looked_at(connection)
    for at in range(0, len(left), _BATCH):
        with transaction(connection):
            blocks = set[str]()
            for article in left[at : at + _BATCH]:
                if read.has_article(connection, article):  # nobody has had it taken out meanwhile
                    blocks |= _put(connection, read.reading(connection, article)[0])
            _rework(connection, blocks)


def told_anew(connection: sqlite3.Connection, articles: Iterable[str]) -> None:
    """See who is meant by a surname alone in articles that tell of an event with others than before."""
    rows = [row for article in articles for row in store.of_article(connection, article)]
    blocks = {row.block for row in rows if bearer(row.meant).is_short}
    if blocks:
        _rework(connection, blocks)


def gone(connection: sqlite3.Connection, article: str) -> None:
    """Take out an article's appearances before it is taken out itself; old ids lead on to what is left."""
    rows = store.of_article(connection, article)
    if rows:
        store.put(connection, article, (), ())
        _rework(connection, {row.block for row in rows}, rows)


def _put(connection: sqlite3.Connection, reading: Reading) -> set[str]:
    """Note who speaks in an article; the blocks that are to be worked out again."""
    article, entities = reading.article, reading.analysis.entities
    old = {row.id: row for row in store.of_article(connection, article.id)}
    rows = [_row(one, old.get(one.id)) for one in appearances(article, reading.statements, entities)]
    beside = company(article, entities)
    if list(old.values()) == rows and store.company(connection, article.id) == beside:
        return set()
    store.put(connection, article.id, rows, beside)
    for row in rows:
        write.taken_up(connection, row.id)
    blocks = {row.block for row in (*old.values(), *rows)}
    lost = [row for identity, row in old.items() if identity not in {new.id for new in rows}]
    if lost:
        _rework(connection, blocks, lost)
        return set()
    return blocks


def _row(one: Appearance, old: Row | None) -> Row:
    return Row(
        one.id,
        one.article,
        one.day.isoformat() if one.day is not None else None,
        one.name,
        one.meant,
        one.kind,
        one.bearer.block,
        tuple(sorted(one.heads)),
        one.roles,
        old.machine if old is not None else one.id,
        old.voice if old is not None else one.id,
    )


def appearance_of(row: Row) -> Appearance:
    """The appearance that a row tells of."""
    day = date.fromisoformat(row.day) if row.day is not None else None
    return Appearance(
        row.article,
        row.name,
        day,
        bearer(row.meant),
        frozenset(row.heads),
        cast("VoiceKind | None", row.kind),
        row.meant,
        row.roles,
    )


def _rework(connection: sqlite3.Connection, blocks: Iterable[str], lost: Iterable[Row] = ()) -> None:
    """Work out blocks again, whole, and lay what people decided over that.

    ``lost`` are appearances that are there no more: where one gave its voice the id, that leads on.
    """
    left = {row.id: _left(connection, row.id) for row in lost}
    for block in sorted(set(blocks)):
        store.by_the_machine(connection, _changed(connection, block))
    decide(connection)
    write.succeeded(connection, {old: _heir(connection, rows) for old, rows in left.items() if rows})


def _changed(connection: sqlite3.Connection, block: str) -> dict[str, str]:
    """The appearances of a block whose voice is another now, with that."""
    before = {row.id: row for row in store.in_block(connection, block)}
    ids = {(row.article, row.name): row.id for row in before.values()}
    companies = _LookedUp(lambda: store.companies(connection, block))
    chapters = _LookedUp(lambda: store.chapters(connection, block))
    now = {
        ids[one.article, one.name]: ids[members[0].article, members[0].name]
        for members in connect.parted(
            map(appearance_of, before.values()), lambda article: companies(article) or (), chapters
        )
        for one in members
    }
    return {identity: voice for identity, voice in now.items() if voice != before[identity].machine}


class _LookedUp(Generic[Known]):
    """What is known of the articles of a block, looked up when the first is asked for."""

    def __init__(self, look_up: Callable[[], Mapping[str, Known]]) -> None:
        self._look_up = look_up
        self._known: Mapping[str, Known] | None = None

    def __call__(self, article: str) -> Known | None:
        if self._known is None:
            self._known = self._look_up()
        return self._known.get(article)


def _left(connection: sqlite3.Connection, lost: str) -> list[Row]:
    """Those whose voice had the id of an appearance that is no more."""
    return store.of_voice(connection, lost) or store.by_machine(connection, [lost])


def _heir(connection: sqlite3.Connection, rows: Iterable[Row]) -> str:
    """The voice that has most of them now; of as many, that of the first with more than a surname."""
    members: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        members[store.voice_at(connection, row.id) or row.id].append(row)

    def rank(voice: str) -> tuple[int, bool, tuple[str, str, str]]:
        first = min(members[voice], key=lambda row: row.order)
        return -len(members[voice]), all(bearer(row.meant).is_short for row in members[voice]), first.order

    return min(members, key=rank)


def decide(connection: sqlite3.Connection) -> None:
    """Lay people's decisions over the machine's voices."""
    if told := store.decisions(connection):
        found = decided_by(connection, told)
        store.decided(connection, found.voices)
        store.decisions_now(connection, found.decisions)


def decided_now(connection: sqlite3.Connection) -> Decided:
    """What people's decisions make of the voices that they are about."""
    return decided_by(connection, store.decisions(connection))


def decided_by(connection: sqlite3.Connection, told: Sequence[VoiceDecision]) -> Decided:
    """What some decisions, one after the other, make of the voices that they are about."""
    standing = [one for one in told if one.undone is None]
    ids = {identity for one in standing for identity in (one.voice, one.other) if identity is not None}
    leads = {identity: store.member_at(connection, identity) for identity in ids}
    machine = {store.machine_at(connection, identity) for identity in ids} - {None}
    aliases = {key(name) for one in standing if one.verb == "alias" for name in one.names}
    machine |= {row.machine for row in store.named(connection, search.names_of_keys(connection, aliases))}
    rows = store.by_machine(connection, (one for one in machine if one is not None))
    keys = {name: key(name) for name in {row.name for row in rows}}
    members = [Member(row.id, row.order, keys[row.name], row.article, row.machine) for row in rows]
    return decided(members, told, leads.get, key)


def posts(role: str) -> frozenset[str]:
    """The words that a role turns on, each in one form."""
    return callings.heads(POSTS[role].heads)
