"""What an archive tells of its voices, and what people decide about them. All of it needs a transaction."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import count

import msgspec

from onrecord import voices
from onrecord.bearers import bearer
from onrecord.connect import registers
from onrecord.connect.decided import Decided
from onrecord.errors import NotOnRecord, UsageError
from onrecord.record import (
    Entry,
    Listed,
    NameUsed,
    Quoted,
    Reading,
    RoleHeld,
    Signed,
    Speaker,
    Statement,
    Verb,
    Voice,
    VoiceDecision,
    VoiceKind,
)
from onrecord.store import nouns, read, search
from onrecord.store import voices as store
from onrecord.store.names import askable, has_words, key
from onrecord.store.voices import Row

_DIGITS = 16
_MOST_ROLES = 20


def voice(connection: sqlite3.Connection, identity: str) -> Voice:
    """The voice to which an id leads; its first characters will do. Raises NotOnRecord."""
    current = address(connection, identity)
    return _voice(connection, current, voices.decided_now(connection))


def address(connection: sqlite3.Connection, identity: str) -> str:
    """The id that a voice has today. Raises NotOnRecord."""
    identity = askable(identity)
    found = store.addresses(connection, identity) if len(identity) > 2 else set()
    if (exact := store.voice_at(connection, identity)) is not None:
        return exact
    if not found:
        raise NotOnRecord(f"{identity}: no voice", "`onrecord who NAME` prints the ids of those of a name.")
    if len(found) > 1:
        raise NotOnRecord(f"{identity}: more than one begins so", "Give more of the id.")
    return found.pop()


def every(connection: sqlite3.Connection, after: str = "") -> Iterator[Voice]:
    """All voices in the order of their ids, or those that come after an id."""
    people = voices.decided_now(connection)
    for identity in store.every(connection, askable(after)):
        yield _voice(connection, identity, people)


def bearers(connection: sqlite3.Connection, name: str) -> list[str]:
    """The ids of the voices that bear a name with all these words, in order.

    Where it is somebody's whole name as they stand, only those who bear it so.
    """
    return sorted(_bearers(connection, name, voices.decided_now(connection)))


def of_name(connection: sqlite3.Connection, name: str) -> list[Voice]:
    """The voices that `bearers` gives, those of most statements first."""
    people = voices.decided_now(connection)
    told = [_voice(connection, identity, people) for identity in _bearers(connection, name, people)]
    return sorted(told, key=lambda one: (-one.statements, one.name, one.id))


def _bearers(connection: sqlite3.Connection, name: str, people: Decided) -> set[str]:
    asked = key(name)
    given = {
        voice
        for names in (people.added, {voice: (shown,) for voice, shown in people.shown.items()})
        for voice, told in names.items()
        if asked and any(has_words(key(one), asked) for one in told)
    }
    names = search.names_with(connection, name)
    whole = [one for one in names if key(one) == asked]
    found = set(store.with_names(connection, whole)) or set(store.with_names(connection, names))
    return found | given


def said(connection: sqlite3.Connection, identity: str, limit: int | None) -> list[Entry]:
    """A voice's statements, the first day first; the last ``limit``."""
    return told(connection, read.entries(connection, store.statements(connection, identity, limit)))


def quoted(connection: sqlite3.Connection, identity: str) -> list[Quoted]:
    """Where each of a voice's statements was printed, by day."""
    return [
        Quoted(date.fromisoformat(day) if day is not None else None, outlet, nouns.to_steps(noun))
        for day, outlet, noun in store.quoted(connection, identity)
    ]


def _voice(connection: sqlite3.Connection, identity: str, people: Decided) -> Voice:
    rows = store.of_voice(connection, identity)
    return _told(connection, identity, rows, store.counted(connection, identity), people)


def _told(
    connection: sqlite3.Connection,
    identity: str,
    rows: Sequence[Row],
    often: Mapping[str, int],
    people: Decided,
) -> Voice:
    """A voice of these appearances; ``often`` are the statements of each that has any."""
    counts = Counter[str]()
    for row in rows:
        if row.id in often:
            counts[row.name] += often[row.id]
    used = [NameUsed(name, counts.get(name, 0)) for name in {row.name for row in rows}]
    used += [NameUsed(name, 0) for name in people.added.get(identity, ()) if name not in counts]
    used.sort(key=lambda one: (-one.statements, one.name))
    roles = _roles(rows)
    return Voice(
        identity,
        people.shown.get(identity) or _shown(rows, counts),
        _kind(rows),
        tuple(used),
        roles,
        len({row.article for row in rows}),
        sum(counts.values()),
        _listed(connection, rows),
    )


def _shown(rows: Iterable[Row], counts: Mapping[str, int]) -> str:
    """The name by which a voice is shown: the most frequent of those with more than a surname."""

    def rank(name: str) -> tuple[bool, int, int, str]:
        is_short = bearer(name).is_short
        return not is_short, counts.get(name, 0), -len(name), name

    return max({row.name for row in rows}, key=rank)


def _kind(rows: Sequence[Row]) -> VoiceKind | None:
    """What most articles take it for; where none says so, what the names are by their words."""
    told = Counter(row.kind for row in rows if row.kind is not None)
    if told:
        most = max(sorted(told), key=told.__getitem__)
        return "outlet" if most == "outlet" else "body" if most == "body" else "person"
    names = [bearer(row.meant) for row in rows]
    if all(one.is_body for one in names):
        return "body"
    return "person" if any(row.roles for row in rows) else None


def _roles(rows: Iterable[Row]) -> tuple[RoleHeld, ...]:
    days: dict[str, list[date | None]] = defaultdict(list)
    for row in rows:
        for role in row.roles:
            days[role].append(date.fromisoformat(row.day) if row.day is not None else None)
    found = []
    for role, when in days.items():
        known = [day for day in when if day is not None]
        found.append(RoleHeld(role, len(when), min(known, default=None), max(known, default=None)))
    found.sort(key=lambda one: (-one.articles, one.role))
    return tuple(found[:_MOST_ROLES])


def _listed(connection: sqlite3.Connection, rows: Sequence[Row]) -> tuple[str, ...]:
    candidates = list(store.listed(connection, {row.block for row in rows}))
    if not candidates:
        return ()
    members = [voices.appearance_of(row) for row in rows]
    return registers.matching(members, candidates, bearer, voices.posts)


# voices in what is told of articles


def filled(connection: sqlite3.Connection, reading: Reading) -> Reading:
    """The reading with the voice of each speaker."""
    by_name = store.in_article(connection, reading.article.id)
    return replace(reading, statements=tuple(_with_voice(one, by_name) for one in reading.statements))


def told(connection: sqlite3.Connection, entries: Iterable[Entry]) -> list[Entry]:
    """The entries with the voice of each speaker."""
    known: dict[str, dict[str, str]] = {}
    found = []
    for entry in entries:
        article = entry.article.id
        if article not in known:
            known[article] = store.in_article(connection, article)
        found.append(replace(entry, statement=_with_voice(entry.statement, known[article])))
    return found


def _with_voice(said: Statement, by_name: Mapping[str, str]) -> Statement:
    speaker = said.speaker
    voice = _voice_of(speaker, by_name)
    return said if voice is None else replace(said, speaker=replace(speaker, voice=voice))


def _voice_of(speaker: Speaker, by_name: Mapping[str, str]) -> str | tuple[str | None, ...] | None:
    if speaker.names is not None:
        found = tuple(by_name.get(name) for name in speaker.names)
        return found if any(found) else None
    return by_name.get(speaker.name) if speaker.name is not None else None


# what people decide


def decide(
    connection: sqlite3.Connection,
    verb: Verb,
    voice: str,
    told: tuple[str, ...],
    made: Signed,
) -> VoiceDecision:
    """Decide something about a voice: ``told`` is the other voice of a merge, else the names.

    Raises NotOnRecord, UsageError.
    """
    one = _decision(connection, verb, voice, told, made)
    store.add_decision(connection, one)
    voices.decide(connection)
    return one


def _decision(
    connection: sqlite3.Connection, verb: Verb, voice: str, told: tuple[str, ...], made: Signed
) -> VoiceDecision:
    """What somebody means to decide. Raises NotOnRecord, UsageError."""
    mine = address(connection, voice)
    other, names = None, tuple(" ".join(askable(name).split()) for name in told)
    if verb == "merge":
        other, names = address(connection, told[0]), ()
        if other == mine:
            raise UsageError("these are one voice already", "`onrecord voice split` parts what is in one.")
    elif not all(names):
        raise UsageError("a name is missing", "Give one.")
    if verb == "split":
        _refuse_whole(connection, mine, names)
    one = VoiceDecision("", verb, mine, other, names, made)
    noun = msgspec.json.encode(replace(one, made=Signed(made.by, "")))
    taken = {each.id for each in store.decisions(connection)}
    ids = (f"d-{hashlib.sha256(noun + str(number).encode()).hexdigest()[:_DIGITS]}" for number in count())
    return replace(one, id=next(identity for identity in ids if identity not in taken))


def foreseen(
    connection: sqlite3.Connection, verb: Verb, voice: str, told: tuple[str, ...], made: Signed
) -> tuple[list[Voice], list[Voice]]:
    """The voices that a decision is about, as they are and as they would be once it is made.

    Worked out by reading alone: nobody who writes waits for it. Raises NotOnRecord, UsageError.
    """
    one = _decision(connection, verb, voice, told, made)
    concerned = {identity for identity in (one.voice, one.other) if identity is not None}
    if verb == "alias":
        names = search.names_of_keys(connection, {key(name) for name in one.names})
        concerned.update(store.with_names(connection, names))
    rows = [row for identity in sorted(concerned) for row in store.of_voice(connection, identity)]
    often = dict(one for identity in concerned for one in store.counted(connection, identity).items())
    decisions = store.decisions(connection)
    now, then = (voices.decided_by(connection, told) for told in (decisions, [*decisions, one]))
    before = {row.id: row.voice for row in rows}
    return _parted(connection, rows, before, often, now), _parted(
        connection, rows, before | dict(then.voices), often, then
    )


def _parted(
    connection: sqlite3.Connection,
    rows: Iterable[Row],
    of_which: Mapping[str, str],
    often: Mapping[str, int],
    people: Decided,
) -> list[Voice]:
    """The voices of some appearances, those of most statements first; ``of_which`` is each one's."""
    members: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        members[of_which[row.id]].append(row)
    found = [_told(connection, identity, told, often, people) for identity, told in members.items()]
    return sorted(found, key=lambda one: (-one.statements, one.name, one.id))


def about(connection: sqlite3.Connection, identity: str) -> list[VoiceDecision]:
    """The decisions that stand about a voice, whichever of its ids they name, the first first."""
    return [
        one
        for one in store.decisions(connection)
        if one.undone is None
        and identity in {store.voice_at(connection, told) for told in (one.voice, one.other) if told}
    ]


def _refuse_whole(connection: sqlite3.Connection, voice: str, names: Sequence[str]) -> None:
    """Refuse to split off all of a voice, or none of it."""
    rows = store.of_voice(connection, voice)
    asked = {key(name) for name in names}
    away = [row for row in rows if key(row.name) in asked or row.article in names]
    if not away:
        raise UsageError(
            "the voice has none of these names",
            f"It has {', '.join(sorted({row.name for row in rows})[:8])}.",
        )
    if len(away) == len(rows):
        raise UsageError(
            "that is all of the voice, and nothing is left",
            "Give the ids of the articles that are not its own.",
        )


def beginning(connection: sqlite3.Connection, identity: str) -> list[VoiceDecision]:
    """The decisions about voices whose ids begin so."""
    return [one for one in store.decisions(connection) if one.id.startswith(identity)]


def list_table(connection: sqlite3.Connection, rows: Iterable[Listed]) -> None:
    """Keep the rows of a table: a voice that one of them alone can be has its id."""
    store.list_rows(
        connection,
        {row: {bearer(name).block for name in row.names} for row in rows},
    )


def undo(connection: sqlite3.Connection, one: VoiceDecision, undone: Signed) -> VoiceDecision:
    """Take a decision back; what was so without it is so again. Raises UsageError."""
    if one.undone is not None:
        raise UsageError(
            f"{one.id}: taken back already by {one.undone.by} on {one.undone.at[:10]}",
            f"`onrecord voice {one.verb}` decides anew.",
        )
    now = replace(one, undone=undone, lost=None)
    store.decisions_now(connection, [now])
    voices.decide(connection)
    return now
