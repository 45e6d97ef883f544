"""The archive: what was read is kept in one file, to be asked again years later.

with onrecord.Archive("news.db") as archive:
    archive.add("dump.txt")
    for entry in archive.search("bridge"):
        print(entry.statement.speaker.name, "|", entry.quote(entry.statement.content))
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Literal

from onrecord import (
    addresses,
    audit,
    corrections,
    kinships,
    links,
    pipeline,
    reread,
    settings,
    stories,
    voice_book,
    voices,
)
from onrecord.errors import CaptureGone, InputError, NotOnRecord, UsageError
from onrecord.ingest import Input
from onrecord.pipeline import Tidied
from onrecord.record import (
    Article,
    Audit,
    Audited,
    Capture,
    Correction,
    Decided,
    Decision,
    Dispute,
    Dropped,
    Entry,
    Forgotten,
    Kinship,
    Link,
    Listed,
    MadeBy,
    NameOnRecord,
    Question,
    Quoted,
    Reading,
    Sighting,
    Signed,
    Story,
    Succession,
    Traced,
    Verb,
    Voice,
    VoiceDecision,
)
from onrecord.reread import Reread, is_better
from onrecord.store import connection, decisions, facets, health, kin, latest, link, read, search, write
from onrecord.store import voices as voice_store
from onrecord.store.connection import PATIENCE, told
from onrecord.store.facets import Facets
from onrecord.store.health import Counts
from onrecord.store.latest import Gaps, Headline
from onrecord.store.names import askable
from onrecord.store.transaction import snapshot, transaction

Start = Literal["tidy", "resolve"]


@dataclass(frozen=True, slots=True)
class Added:
    """What became of an ``add``.

    ``again``: articles that were there already; ``forgotten``: those passed by because a person had
    them taken out; ``failed``: inputs that could not be read.
    """

    articles: int
    statements: int
    again: int
    forgotten: int
    failed: tuple[InputError, ...]


class Archive:
    """The archive in a file, made where there is none; to be closed, or used in a ``with``.

    Any number of processes may read it, and write to it in turn: who has waited ``patience`` seconds for
    another writer raises ArchiveBusy. All of its errors are ArchiveErrors, and leave it whole.
    """

    def __init__(self, path: str | os.PathLike[str], *, patience: float = PATIENCE) -> None:
        self.path = Path(path)
        self._connection = connection.to_write(self.path, patience)

    @classmethod
    def to_read(cls, path: str | os.PathLike[str], *, patience: float = PATIENCE) -> Archive:
        """The archive in a file, only to be read, by any thread, one at a time. Raises NoArchive."""
        archive = cls.__new__(cls)
        archive.path = Path(path)
        archive._connection = connection.to_read(archive.path, patience)
        return archive

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    # what is taken in

    def add(self, *paths: str, published: date | None = None, processes: int = 1) -> Added:
        """Read files, folders and addresses and keep what they say; what is there already stays as it is.

        ``published`` is given to articles that state no day.
        """
        articles = statements = again = forgotten = 0
        failed: list[InputError] = []
        for one in self.adding(paths, published=published, processes=processes):
            match one:
                case Reading():
                    articles += 1
                    statements += len(one.statements)
                case Sighting():
                    again += 1
                case Forgotten():
                    forgotten += 1
                case InputError():
                    failed.append(one)
        return Added(articles, statements, again, forgotten, tuple(failed))

    def adding(
        self,
        inputs: Iterable[Input],
        *,
        published: date | None = None,
        columns: Mapping[str, str] | None = None,
        processes: int = 1,
    ) -> Iterator[Reading | Sighting | Forgotten | Dropped | InputError]:
        """The same, told one by one as it is kept: nothing is added that is not asked for.

        A reading is new; a sighting is of an article that was there already, which is not read again.
        ``columns`` says which column of a table holds what, where the settings say otherwise.
        """
        turned = settings.load()
        if columns:
            turned = replace(turned, columns=columns)
        there = addresses.brought(inputs, turned, self.path)
        found = pipeline.new_readings(there, turned, self._is_known, given=published, processes=processes)
        for one in found:
            if isinstance(one, InputError):
                yield one
            else:
                with told(self.path), transaction(self._connection):
                    kept = self._keep(one, published, turned.threshold)
                yield kept
        with told(self.path):
            self._complete()

    def _is_known(self, article: Article) -> bool:
        with told(self.path):
            return self._has(article) or read.forgotten(self._connection, article.id) is not None

    def _has(self, article: Article) -> bool:
        return read.has_article(self._connection, article.id)

    def _keep(
        self, one: Reading | Tidied | Dropped, published: date | None, threshold: float | None
    ) -> Reading | Sighting | Forgotten | Dropped:
        if isinstance(one, Dropped):
            write.dropped(self._connection, one, _place(one.origin.capture, published))
            return one
        article = one.article
        place = _place(article.origin.capture, published)
        if forgotten := read.forgotten(self._connection, article.id):
            return forgotten
        if not self._has(article):
            # What was known when it was tidied may have been taken out since.
            new = one if isinstance(one, Reading) else pipeline.reading(one, threshold)
            kept = corrections.added(self._connection, new, pipeline.made_by(), place)
            kinships.added(self._connection, article)
            links.added(self._connection, kept)
            return kept
        write.sighting(self._connection, article, one.dropped, place)
        self._note_day(article, threshold)
        return Sighting(article.id, article.origin)

    def _note_day(self, seen: Article, threshold: float | None) -> None:
        """Where this sighting knows the day better, take it from there, and what rests on it anew."""
        kept = corrections.kept(self._connection, seen.id)
        old = kept.machine
        if is_better(seen.published, old.article.published):
            article = replace(old.article, published=seen.published)
            statements = pipeline.resolved(article, old.analysis, threshold)
            new = replace(old, article=article, statements=statements)
            told = corrections.rewritten(self._connection, replace(kept, machine=new))
            kinships.added(self._connection, article)
            links.added(self._connection, told)

    # what is asked

    def search(self, question: Question | str) -> list[Entry]:
        """The statements that answer; a string asks for its words. Raises UsageError."""
        asked = Question(question) if isinstance(question, str) else question
        with told(self.path), snapshot(self._connection):
            found = read.entries(self._connection, search.statements(self._connection, asked))
            return voice_book.told(self._connection, found)

    def facets(self, question: Question) -> Facets:
        """How many of the statements that answer are by whom, where, in which manner. Raises UsageError."""
        with told(self.path), snapshot(self._connection):
            return facets.facets(self._connection, question)

    def headlines(self, limit: int, skip: int = 0) -> list[Headline]:
        """The articles of the last days, ``limit`` of them after the first ``skip``."""
        with told(self.path), snapshot(self._connection):
            return latest.headlines(self._connection, limit, skip)

    def headlines_after(self, article: str, limit: int) -> list[Headline]:
        """Those that come after an article there. Raises NotOnRecord."""
        current = self.current(article)
        with told(self.path), snapshot(self._connection):
            return latest.headlines_after(self._connection, current, limit)

    def gaps(self) -> Gaps:
        """How many articles state no day, and how many no outlet."""
        with told(self.path), snapshot(self._connection):
            return latest.gaps(self._connection)

    def most_quoted(self, limit: int) -> list[NameOnRecord]:
        """The names under which most statements stand."""
        with told(self.path), snapshot(self._connection):
            return latest.most_quoted(self._connection, limit)

    def left_out(self, limit: int, skip: int = 0) -> list[Dropped]:
        """What was left out and why, the last first."""
        with told(self.path), snapshot(self._connection):
            return latest.left_out(self._connection, limit, skip)

    def reasons(self) -> list[tuple[str, int]]:
        """For which reasons something was left out, and how often."""
        with told(self.path), snapshot(self._connection):
            return latest.reasons(self._connection)

    def counts(self) -> Counts:
        """How much there is."""
        with told(self.path), snapshot(self._connection):
            return health.counts(self._connection)

    def names(self, name: str) -> list[NameOnRecord]:
        """The names on record that have all the words of a name, most statements first."""
        with told(self.path), snapshot(self._connection):
            return search.names(self._connection, name)

    def who(self, name: str, *, limit: int | None = None) -> list[Entry]:
        """All that is on record under a name, whatever its case and accents, by day; the last ``limit``.

        Two people of one name are not told apart here; `voices_of` tells them apart.
        """
        with told(self.path), snapshot(self._connection):
            found = read.entries(self._connection, search.said_by(self._connection, name, limit))
            return voice_book.told(self._connection, found)

    def current_voice(self, identity: str) -> str:
        """The id that a voice has today; the first characters of any will do. Raises NotOnRecord."""
        with told(self.path), snapshot(self._connection):
            return voice_book.address(self._connection, identity)

    def bearers(self, name: str) -> list[str]:
        """The ids of the voices that bear a name, whole or in part, in order."""
        with told(self.path), snapshot(self._connection):
            return voice_book.bearers(self._connection, name)

    def voices_of(self, name: str) -> list[Voice]:
        """The voices that bear a name, whole or in part, those of most statements first."""
        with told(self.path), snapshot(self._connection):
            return voice_book.of_name(self._connection, name)

    def voice(self, identity: str) -> Voice:
        """The voice to which an id leads; its first characters will do. Raises NotOnRecord."""
        with told(self.path), snapshot(self._connection):
            return voice_book.voice(self._connection, identity)

    def said_by(self, voice: str, *, limit: int | None = None) -> list[Entry]:
        """All that a voice is on record with, by day; the last ``limit``. Raises NotOnRecord."""
        with told(self.path), snapshot(self._connection):
            current = voice_book.address(self._connection, voice)
            return voice_book.said(self._connection, current, limit)

    def quoted(self, voice: str) -> list[Quoted]:
        """Where each statement of a voice was printed, and through whom, by day. Raises NotOnRecord."""
        with told(self.path), snapshot(self._connection):
            return voice_book.quoted(self._connection, voice_book.address(self._connection, voice))

    def current(self, identity: str) -> str:
        """The id of an article or statement as it is today.

        The first characters will do, and an id that a later reading replaced leads to the one that took
        its place. Raises NotOnRecord, which says what became of it.
        """
        identity = askable(identity)
        with told(self.path), snapshot(self._connection):
            found = read.ids(self._connection, identity, 2) if len(identity) > 2 else []
            if identity in found or len(found) == 1:
                return identity if identity in found else found[0]
            if found:
                raise NotOnRecord(f"{identity}: more than one begins so", "Give more of the id.")
            return self._successor(identity)

    def _successor(self, identity: str) -> str:
        if forgotten := read.forgotten(self._connection, identity):
            raise NotOnRecord(
                f"{identity}: forgotten on {forgotten.day} ({forgotten.reason})",
                f"`onrecord forget --undo {identity}` lets it be added again.",
            )
        replaced = read.successor(self._connection, identity)
        now = replaced.new if replaced is not None else identity
        if now is not None and now in read.ids(self._connection, now, 1):
            return now
        self._refuse_decided(identity, now or identity)
        if replaced is None:
            raise NotOnRecord(f"{identity}: not in the archive", "`onrecord search` prints ids.")
        raise NotOnRecord(
            f"{identity}: a later reading found nothing in its place",
            "`onrecord search` finds what is there.",
        )

    def _refuse_decided(self, asked: str, statement: str) -> None:
        """Say of a statement that people took out who did; of one that they added and took back, too."""
        for one in reversed(decisions.on_statement(self._connection, statement)):
            signed = one.undone or one.made
            if one.verdict.is_statement is (one.undone is not None):
                raise NotOnRecord(
                    f"{asked}: no statement, as {signed.by} decided on {signed.at[:10]}",
                    f"`onrecord undo {one.id}` brings it back."
                    if one.undone is None
                    else "`onrecord correct` adds it again.",
                )

    def statement(self, identity: str) -> Entry:
        """A statement with its article. Raises NotOnRecord."""
        current = self.current(identity)
        with told(self.path), snapshot(self._connection):
            found = read.entry(self._connection, current)
            if found is None:
                raise NotOnRecord(f"{identity}: an article, not a statement", "Ask for the article.")
            return voice_book.told(self._connection, [found])[0]

    def reading(self, identity: str) -> Reading:
        """An article with all that was found in it. Raises NotOnRecord."""
        current = self._article(identity)
        with told(self.path), snapshot(self._connection):
            found = links.told(self._connection, read.reading(self._connection, current)[0])
            return voice_book.filled(self._connection, found)

    def _article(self, identity: str) -> str:
        """The id of an article as it is today. Raises NotOnRecord."""
        current = self.current(identity)
        with told(self.path):
            if not read.has_article(self._connection, current):
                raise NotOnRecord(f"{identity}: a statement, not an article", "Ask for the statement.")
        return current

    def answering(self, entries: Iterable[Entry]) -> list[Entry]:
        """The statements with what they do to others of their articles."""
        with told(self.path), snapshot(self._connection):
            return links.answering(self._connection, entries)

    def sightings(self, article: str) -> list[Sighting]:
        """All places where an article stands."""
        with told(self.path):
            return [Sighting(article, origin) for origin in read.origins(self._connection, article)]

    def kin(self, article: str) -> list[Kinship]:
        """What an article is a copy, a cut or a version of, and what is one of it. Raises NotOnRecord."""
        current = self._article(article)
        with told(self.path):
            return kin.of(self._connection, current)

    def audit(
        self,
        *,
        outlet: str | None = None,
        since: date | None = None,
        after: str = "",
        limit: int | None = None,
    ) -> list[Audit]:
        """Whom each outlet quotes and how, by outlet; of those whose name has these words, from a day on.

        Those that follow the outlet ``after``.
        """
        with told(self.path), snapshot(self._connection):
            return list(islice(audit.every(self._connection, outlet, since, after), limit))

    def audited(self, what: Audited, *, outlet: str | None = None, since: date | None = None) -> list[Entry]:
        """The statements behind a figure of the audits, by day."""
        with told(self.path), snapshot(self._connection):
            return audit.behind(self._connection, what, outlet, since)

    def days_to_gather(self) -> int:
        """How many days have articles that have not been gathered in stories: adding and reread do it."""
        with told(self.path):
            return len(stories.to_gather(self._connection))

    def latest_stories(self, limit: int, *, after: str | None = None, since: date = date.min) -> list[Story]:
        """What several articles tell of and told of on a day or later, what was told last first.

        Those that follow the story that the article ``after`` tells. Raises UsageError where it tells none.
        """
        with told(self.path), snapshot(self._connection):
            return stories.latest(self._connection, limit, after, since)

    def story(self, identity: str) -> Story:
        """A story by its id, or that of an article or a statement in it. Raises NotOnRecord."""
        with told(self.path), snapshot(self._connection):
            if identity.startswith("e-"):
                found = stories.called(self._connection, identity)
            else:
                current = self.current(identity)
                is_said = current.startswith("s-")
                article = self.statement(current).article.id if is_said else current
                found = stories.of(self._connection, article)
        if found is None:
            raise NotOnRecord(f"{identity}: no story", "`onrecord stories` lists them.")
        return found

    def trace(self, statement: str) -> list[Traced]:
        """A statement with all that repeats, denies or confirms it, by day. Raises NotOnRecord."""
        current = self.statement(statement).statement.id
        with told(self.path), snapshot(self._connection):
            return links.trace(self._connection, current)

    def disputes(
        self,
        *,
        speaker: str | None = None,
        since: date | None = None,
        after: str | None = None,
        limit: int | None = None,
    ) -> list[Dispute]:
        """Claims that others deny, or count otherwise, with all that answers them; the newest first.

        ``speaker``: one on either side has all words of the name. ``since``: something of it was published on
        this day or later. ``after``: those that follow the one in which this statement is a claim; raises
        UsageError where none is.
        """
        with told(self.path), snapshot(self._connection):
            return list(islice(links.disputes(self._connection, speaker, since, after), limit))

    # all there is, each in an order that does not tell who came first

    @contextmanager
    def still(self) -> Iterator[None]:
        """While inside, the archive is as it was at one moment, whatever others write to it."""
        with told(self.path), snapshot(self._connection):
            yield

    def readings(self) -> Iterator[tuple[Reading, MadeBy]]:
        """All articles by day, each with what read it."""
        with told(self.path):
            for identity in read.articles(self._connection):
                reading, made_by = read.reading(self._connection, identity)
                yield voice_book.filled(self._connection, links.told(self._connection, reading)), made_by

    def dropped(self) -> Iterator[Dropped]:
        """All that was left out and belongs to no article."""
        with told(self.path):
            yield from read.dropped(self._connection)

    def other_sightings(self) -> Iterator[Sighting]:
        """Where articles stand beside the origin that their readings name."""
        with told(self.path):
            yield from read.sightings(self._connection)

    def kinships(self) -> Iterator[Kinship]:
        """All that articles are to each other."""
        with told(self.path):
            yield from kin.every(self._connection)

    def stories(self, since: date = date.min) -> Iterator[Story]:
        """What several articles tell of, where they told of it on a day or later, by the first day."""
        with told(self.path):
            yield from stories.every(self._connection, since)

    def links(self) -> Iterator[Link]:
        """All that statements of different articles do to each other."""
        with told(self.path):
            yield from link.across(self._connection)

    def voices(self, after: str = "") -> Iterator[Voice]:
        """All voices in the order of their ids, or those that come after an id."""
        with told(self.path):
            yield from voice_book.every(self._connection, after)

    def voice_decisions(self) -> Iterator[VoiceDecision]:
        """All that people decided about voices, in the order in which they did."""
        with told(self.path):
            yield from voice_store.decisions(self._connection)

    def called(self, voice: str) -> str | None:
        """The name that stands at a voice's id, whoever that is now; ``None`` where it leads nowhere."""
        with told(self.path):
            return voice_store.name_at(self._connection, voice)

    def successions(self) -> Iterator[Succession]:
        """All ids that later readings replaced."""
        with told(self.path):
            yield from read.successions(self._connection)

    def forgotten(self) -> Iterator[Forgotten]:
        """All articles that were taken out."""
        with told(self.path):
            yield from read.all_forgotten(self._connection)

    def decisions(self) -> Iterator[Decision]:
        """All that people decided, in the order in which they did, also what was taken back or is lost."""
        with told(self.path):
            yield from decisions.every(self._connection)

    # what people correct

    def correct(
        self, statement: str, correction: Correction, *, by: str, at: datetime | None = None
    ) -> Decided:
        """Decide something about a statement; it holds whatever is read later.

        ``by`` is who decides, ``at`` when (now). Raises NotOnRecord, UsageError.
        """
        made = _signed(by, at)
        with told(self.path), transaction(self._connection):
            entry = self.statement(statement)
            article = entry.article.id
            decided = corrections.correct(self._connection, article, entry.statement.id, correction, made)
            links.again(self._connection, article)
            return decided

    def add_missing(
        self, article: str, correction: Correction, *, by: str, at: datetime | None = None
    ) -> Decided:
        """Decide that words of an article are a statement; ``correction.content`` says which.

        Raises NotOnRecord, UsageError.
        """
        made = _signed(by, at)
        with told(self.path), transaction(self._connection):
            current = self.current(article)
            if not read.has_article(self._connection, current):
                whole = self.statement(current).article.id
                raise UsageError(
                    f"{article}: a statement; what is missing is missing in an article",
                    f"Its article is {whole}.",
                )
            decided = corrections.add_missing(self._connection, current, correction, made)
            links.again(self._connection, current)
            return decided

    def decision(self, identity: str) -> Decision | VoiceDecision:
        """A decision by its id, also one that was taken back. Raises NotOnRecord."""
        with told(self.path), snapshot(self._connection):
            found = decisions.exact(self._connection, identity)
            about_voices = [
                one for one in voice_book.beginning(self._connection, identity) if one.id == identity
            ]
        if found is None and not about_voices:
            raise NotOnRecord(f"{identity}: no decision", "`onrecord decisions` lists them.")
        return found or about_voices[0]

    def undo(self, decision: str, *, by: str, at: datetime | None = None) -> Decision | VoiceDecision:
        """Take a decision back: what was so without it is so again. Raises NotOnRecord, UsageError."""
        undone = _signed(by, at)
        with told(self.path), transaction(self._connection):
            about_voices = voice_book.beginning(self._connection, askable(decision))
            if len(decision) > 2 and len(about_voices) == 1:
                return voice_book.undo(self._connection, about_voices[0], undone)
            taken_back = corrections.undo(self._connection, decision, undone)
            links.again(self._connection, taken_back.target.article)
            return taken_back

    def merge_voices(self, voice: str, other: str, *, by: str, at: datetime | None = None) -> VoiceDecision:
        """Decide that two voices are one; both ids lead there. Raises NotOnRecord, UsageError."""
        return self._decide_voice("merge", voice, (other,), _signed(by, at))

    def split_voice(self, voice: str, *names: str, by: str, at: datetime | None = None) -> VoiceDecision:
        """Decide that what stands under the names, or in the articles of these ids, is another voice.

        Raises NotOnRecord, UsageError.
        """
        return self._decide_voice("split", voice, names, _signed(by, at))

    def rename_voice(self, voice: str, name: str, *, by: str, at: datetime | None = None) -> VoiceDecision:
        """Decide by which name a voice is shown. Raises NotOnRecord, UsageError."""
        return self._decide_voice("rename", voice, (name,), _signed(by, at))

    def alias_voice(self, voice: str, name: str, *, by: str, at: datetime | None = None) -> VoiceDecision:
        """Decide that a name is a voice's wherever it stands. Raises NotOnRecord, UsageError."""
        return self._decide_voice("alias", voice, (name,), _signed(by, at))

    def foresee(self, verb: Verb, voice: str, *names: str, by: str) -> tuple[list[Voice], list[Voice]]:
        """The voices that a decision is about, as they are and as they would be; nothing is changed.

        ``names`` are those of the decision, of a merge the other voice. Raises NotOnRecord, UsageError.
        """
        with told(self.path), snapshot(self._connection):
            return voice_book.foreseen(self._connection, verb, voice, names, _signed(by, None))

    def decided_about(self, voice: str) -> list[VoiceDecision]:
        """What people decided about a voice and did not take back, the first first. Raises NotOnRecord."""
        with told(self.path), snapshot(self._connection):
            return voice_book.about(self._connection, voice_book.address(self._connection, voice))

    def _decide_voice(self, verb: Verb, voice: str, names: tuple[str, ...], made: Signed) -> VoiceDecision:
        with told(self.path), transaction(self._connection):
            return voice_book.decide(self._connection, verb, voice, names, made)

    def list_voices(self, rows: Iterable[Listed]) -> int:
        """Keep the rows of a table of people or bodies, whose ids voices have from now on; how many."""
        kept = list(rows)
        with told(self.path), transaction(self._connection):
            voice_book.list_table(self._connection, kept)
        return len(kept)

    def decided(self, article: str) -> dict[str, list[Decision]]:
        """For each statement of an article that people decided on what they did, the first first.

        Raises NotOnRecord.
        """
        current = self._article(article)
        with told(self.path), snapshot(self._connection):
            done = corrections.kept(self._connection, current).corrected
        found: dict[str, list[Decision]] = {}
        for one in done.decisions:
            place = done.places.get(one.target) if one.undone is None else None
            if place is not None and place.now is not None:
                found.setdefault(place.now, []).append(one)
        return found

    # what is read again

    def reread(self, start: Start, *, processes: int = 1) -> Iterator[Reread | CaptureGone | InputError]:
        """Read what is there again, told one by one.

        From ``resolve``: the rules over what the network saw then, without the network and the captures.
        From ``tidy``: the captures from their bytes; where one is gone or another, its articles stay.
        """
        again = reread.from_resolve if start == "resolve" else reread.from_tidy
        with told(self.path):
            yield from again(self._connection, settings.load(), processes)
            self._complete()

    def _complete(self) -> None:
        """Work out what is not worked out yet: all of it, where a newer version does so otherwise."""
        kinships.completed(self._connection)
        stories.completed(self._connection)
        links.completed(self._connection)
        voices.completed(self._connection)

    # what is done with the whole

    def forget(self, identity: str, reason: str, *, day: date | None = None) -> Forgotten:
        """Take an article out, with all that was said in it, and keep the reason.

        It is not added again, and no word of it is left in the file. Raises NotOnRecord, UsageError.
        """
        if not reason.strip():
            raise UsageError("a reason is missing", "Say why, for whoever asks for it later.")
        current = self._to_forget(identity)
        with told(self.path):
            if current.startswith("s-"):
                article = self.statement(current).article.id
                raise UsageError(
                    f"{identity}: a statement; articles are forgotten whole", f"Its article is {article}."
                )
            one = Forgotten(current, reason, day or date.today())
            with transaction(self._connection):
                voices.gone(self._connection, one.id)
                write.forgotten(self._connection, one)
            stories.completed(self._connection)
            health.wipe(self._connection)
        return one

    def _to_forget(self, identity: str) -> str:
        """The id of what is there, or of an article of which decisions alone are left. Raises NotOnRecord."""
        try:
            return self.current(identity)
        except NotOnRecord:
            with told(self.path):
                if not decisions.of(self._connection, askable(identity)):
                    raise
            return identity

    def remember(self, identity: str) -> None:
        """Let an article that was forgotten be added again. Raises NotOnRecord."""
        with told(self.path), transaction(self._connection):
            if read.forgotten(self._connection, identity) is None:
                raise NotOnRecord(f"{identity}: not forgotten", "`onrecord export` lists what is.")
            write.remembered(self._connection, identity)

    def backup(self, path: str | os.PathLike[str]) -> None:
        """A copy of the archive as it is now, in a file that is not there yet. Raises UsageError."""
        target = Path(path)
        if target.exists():
            raise UsageError(f"{target}: is there already", "Name a new file.")
        try:
            handle, part = tempfile.mkstemp(prefix=target.name, suffix=".part", dir=target.absolute().parent)
        except OSError as error:
            raise UsageError(
                f"{target}: cannot be written ({error.strerror or error})", "Name another place."
            ) from error
        os.close(handle)
        try:
            with told(target):
                health.copy(self._connection, Path(part))
            Path(part).replace(target)
        except BaseException:
            Path(part).unlink(missing_ok=True)
            raise

    def rebuild_indexes(self) -> None:
        """Make the full-text indexes anew from the words."""
        with told(self.path):
            health.rebuild_indexes(self._connection)

    def health(self) -> Health:
        """What a doctor looks at; captures are read through to see whether they are still the same."""
        with told(self.path):
            return Health(
                health.counts(self._connection),
                health.version(self._connection),
                tuple(health.wrongs(self._connection)),
                self._wrong_indexes(),
                tuple(health.networks(self._connection)),
                tuple(reread.gone(self._connection)),
            )

    def _wrong_indexes(self) -> tuple[str, ...] | None:
        try:
            return tuple(health.wrong_indexes(self._connection))
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_READONLY:
                raise
            return None


@dataclass(frozen=True, slots=True)
class Health:
    """How an archive is: ``wrongs`` of the file, ``indexes`` that disagree with the words, ``gone`` captures.

    ``indexes`` is ``None`` where they were not checked, the archive being only to be read.

    ``networks`` are the digests of those that read it, with the number of articles; more than one means
    that not all was read alike.
    """

    counts: health.Counts
    version: int
    wrongs: tuple[str, ...]
    indexes: tuple[str, ...] | None
    networks: tuple[tuple[str | None, int], ...]
    gone: tuple[CaptureGone, ...]

    @property
    def is_well(self) -> bool:
        """Whether the file itself is whole."""
        return not (self.wrongs or self.indexes)


def _signed(by: str, at: datetime | None) -> Signed:
    moment = (at or datetime.now(UTC)).astimezone(UTC)
    return Signed(corrections.signer(by), moment.strftime("%Y-%m-%dT%H:%M:%SZ"))


def _place(capture: Capture, published: date | None) -> write.Place:
    """How to find the capture again: paths are kept as the user gave them, beside the folder they are in."""
    return write.Place(None if capture.source == "-" else str(Path.cwd()), published)
