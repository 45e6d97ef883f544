"""Read again what an archive holds: from the captures' bytes, or from what the network saw in them."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Hashable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from hashlib import file_digest, sha256
from itertools import chain
from pathlib import Path
from typing import cast

from onrecord import addresses, corrections, ingest, kinships, links, pipeline, voices
from onrecord.corrections import Kept
from onrecord.errors import CaptureGone, InputError
from onrecord.ingest import Source
from onrecord.pipeline import Tidied
from onrecord.record import Article, Capture, Dropped, MadeBy, Published, Reading, Span
from onrecord.settings import Settings
from onrecord.store import decisions, read, succession, write
from onrecord.store.connection import path_of, to_read, told
from onrecord.store.transaction import snapshot, transaction

# Who is believed about the day, least first: the user's word holds where the news itself is silent.
_SAYS_DAY = ("given", "address", "feed", "stated")

# Articles that go over to another process at once: opening the archive for them costs less than one.
_BATCH = 16


@dataclass(frozen=True, slots=True)
class Reread:
    """One article read again: its id, how many statements it has now, and whether anything is another."""

    article: str
    statements: int
    changed: bool


def is_better(new: Published | None, old: Published | None) -> bool:
    """Whether a new word about the day outdoes the old one; of two by the user the later holds."""
    if new is None or old is None:
        return new is not None
    is_corrected = new.source == old.source == "given" and new.value != old.value
    return is_corrected or _SAYS_DAY.index(new.source) > _SAYS_DAY.index(old.source)


def from_resolve(connection: sqlite3.Connection, settings: Settings, processes: int) -> Iterator[Reread]:
    """The rules over what the network saw then, article by article."""
    articles = read.articles(connection)
    batches = (articles[at : at + _BATCH] for at in range(0, len(articles), _BATCH))
    work = partial(_resolved_batch, path=path_of(connection), threshold=settings.threshold)
    done = cast("Iterator[list[Reread | Reading]]", pipeline.shared_out(work, batches, _always, processes))
    for one in chain.from_iterable(done):
        yield one if isinstance(one, Reread) else _put_right(connection, one, settings.threshold)


def _resolved_batch(articles: list[str], path: Path, threshold: float | None) -> list[Reread | Reading]:
    """The articles that are still there, with all that is in them where they read otherwise now.

    Whoever works reads the archive itself: so the articles need not be sent, and only what is new comes back.
    """
    with told(path), closing(to_read(path)) as connection, snapshot(connection):
        kept = [read.reading(connection, one)[0] for one in articles if read.has_article(connection, one)]
        olds = [(decisions.undecided(connection, one), len(one.statements)) for one in kept]
    news = ((old, said, _resolved(old, threshold)) for old, said in olds)
    return [Reread(old.article.id, said, changed=False) if new == old else new for old, said, new in news]


def _put_right(connection: sqlite3.Connection, new: Reading, threshold: float | None) -> Reread:
    """An article whose statements are others now, and are so in the archive from here on."""
    with transaction(connection):
        if not read.has_article(connection, new.article.id):  # forgotten meanwhile
            return Reread(new.article.id, 0, changed=False)
        kept = corrections.kept(connection, new.article.id)
        old = kept.machine
        if replace(new, statements=old.statements) != old:  # written to meanwhile
            new = _resolved(old, threshold)
        if new == old:
            return Reread(new.article.id, len(kept.corrected.reading.statements), changed=False)
        now = replace(kept.made_by, onrecord=pipeline.made_by().onrecord)
        told = corrections.rewritten(connection, Kept(new, now, kept.corrected))
        links.added(connection, told)
        return Reread(new.article.id, len(told.statements), changed=True)


def _resolved(old: Reading, threshold: float | None) -> Reading:
    return replace(old, statements=pipeline.resolved(old.article, old.analysis, threshold))


def _always(_: list[str]) -> bool:
    return True


def from_tidy(
    connection: sqlite3.Connection, settings: Settings, processes: int
) -> Iterator[Reread | CaptureGone | InputError]:
    """The captures, article by article; where one cannot be read any more, its articles stay as they are."""
    for capture, folder, given in read.captures(connection):
        place = write.Place(folder, date.fromisoformat(given) if given is not None else None)
        try:
            source = _found_again(connection, capture, folder)
            yield from _CaptureAgain(connection, capture, place, settings).articles(source, processes)
        except (CaptureGone, InputError) as error:
            yield error


def gone(connection: sqlite3.Connection) -> Iterator[CaptureGone]:
    """Those of the captures that are not there any more or are not the same."""
    for capture, folder, _ in read.captures(connection):
        try:
            _found_again(connection, capture, folder)
        except CaptureGone as error:
            yield error


def _found_again(connection: sqlite3.Connection, capture: Capture, folder: str | None) -> Source:
    """Where the capture's bytes still are. Raises CaptureGone."""
    remedy = "What was read from it is kept. Put the same file there, or add it from where it is now."
    if capture.fetched is not None:
        return _kept(path_of(connection), capture)
    if folder is None:
        raise CaptureGone(f"{capture.source}: came through standard input and is not kept", remedy)
    path = os.path.join(folder, capture.source)  # noqa: PTH118 (an absolute one stays as it is)
    try:
        with Path(path).open("rb") as file:
            digest = file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        raise CaptureGone(f"{capture.source}: not there any more (looked in {folder})", remedy) from None
    except OSError as error:
        raise CaptureGone(f"{capture.source}: cannot be read ({error.strerror or error})", remedy) from error
    if digest != capture.sha256:
        raise CaptureGone(f"{capture.source}: has changed since it was added", remedy)
    return Source(capture.source, path)


def _kept(archive: Path, capture: Capture) -> Source:
    """The response that was kept beside the archive. Raises CaptureGone."""
    remedy = "What was read from it is kept. Put the files back that stood beside the archive."
    found = addresses.found_again(archive, capture)
    if found is None:
        raise CaptureGone(f"{capture.source}: its response is not beside the archive any more", remedy)
    try:
        with ingest.opened(found, sys.maxsize) as file:
            digest = sha256(file.read()).hexdigest()
    except InputError as error:
        raise CaptureGone(error.message, remedy) from error
    if digest != capture.sha256:
        raise CaptureGone(f"{capture.source}: other bytes stand in its place", remedy)
    return found


class _CaptureAgain:
    """One capture read again from its bytes."""

    def __init__(
        self, connection: sqlite3.Connection, capture: Capture, place: write.Place, settings: Settings
    ) -> None:
        self._connection = connection
        self._capture = capture
        self._place = place
        self._settings = settings
        self._before = read.sighted_in(connection, capture)
        self._fresh: list[str] = []
        self._seen: set[tuple[str, str]] = set()
        self._left_out: list[Dropped] = []

    def articles(self, source: Source, processes: int) -> Iterator[Reread]:
        """Its articles as they read now; then what is no more gives up its place."""
        from onrecord.ingest.columns import named_in

        # A table is read with the columns that it was read with before, whatever the settings say today.
        columns = named_in(self._capture.media_type)
        settings = replace(self._settings, columns=columns) if columns else self._settings
        found = pipeline.captured(source, settings, self._place.given)
        work = partial(pipeline.read_one, threshold=self._settings.threshold)
        for one in pipeline.shared_out(work, found, self._needs_network, processes):
            if isinstance(one, Dropped):
                self._left_out.append(one)
            elif not (isinstance(one, InputError) or read.forgotten(self._connection, one.article.id)):
                yield self._kept(one)
        with transaction(self._connection):
            self._sweep()

    def _needs_network(self, one: Tidied | Dropped) -> bool:
        if isinstance(one, Dropped) or read.forgotten(self._connection, one.article.id) is not None:
            return False
        if not read.has_article(self._connection, one.article.id):
            return True
        old = corrections.kept(self._connection, one.article.id).machine
        if _what_network_sees(old.article) != _what_network_sees(one.article):
            return True
        return old.analysis.network != pipeline.network_of(one.article)

    def _kept(self, one: Reading | Tidied) -> Reread:
        article = one.article
        self._seen.add((article.id, article.origin.locator))
        self._left_out += one.dropped
        with transaction(self._connection):
            if not read.has_article(self._connection, article.id):
                self._fresh.append(article.id)
                new = one if isinstance(one, Reading) else pipeline.reading(one, self._settings.threshold)
                told = corrections.added(self._connection, new, pipeline.made_by(), self._place)
                kinships.added(self._connection, new.article)
                links.added(self._connection, told)
                return Reread(article.id, len(told.statements), changed=True)
            kept = corrections.kept(self._connection, article.id)
            old = kept.machine
            write.sighting(self._connection, article, (), self._place)
            new = self._now(one, old)
            if replace(new, dropped=()) == replace(old, dropped=()):
                return Reread(article.id, len(kept.corrected.reading.statements), changed=False)
            now = pipeline.made_by()
            engine = now.engine if isinstance(one, Reading) else kept.made_by.engine
            told = corrections.rewritten(
                self._connection, Kept(new, MadeBy(now.onrecord, engine), kept.corrected)
            )
            kinships.added(self._connection, new.article)
            links.added(self._connection, told)
            return Reread(article.id, len(told.statements), changed=True)

    def _now(self, one: Reading | Tidied, old: Reading) -> Reading:
        """The article as this capture tells it, with the day that other captures know better."""
        is_elsewhere = len(read.origins(self._connection, one.article.id)) > 1
        keeps_day = is_elsewhere and is_better(old.article.published, one.article.published)
        published = old.article.published if keeps_day else one.article.published
        article = replace(one.article, published=published, origin=old.article.origin)
        analysis = one.analysis if isinstance(one, Reading) else old.analysis
        statements = pipeline.resolved(article, analysis, self._settings.threshold)
        return Reading(article, statements, old.dropped, analysis)

    def _sweep(self) -> None:
        """Take out what the capture was read to hold before and does not now."""
        write.dropped_anew(self._connection, self._capture, self._left_out, self._place)
        for sighting in self._before:
            if (sighting.article, sighting.origin.locator) in self._seen:
                continue
            if len(read.origins(self._connection, sighting.article)) > 1:
                write.unsighted(self._connection, sighting)
            else:
                self._replace(sighting.article)

    def _replace(self, article: str) -> None:
        """Take an article out whose words now stand in others, to which its ids lead from now on."""
        old, _ = read.reading(self._connection, article)
        was = {article: _words(old)}
        successors = succession.successors(was, {one.article.id: _words(one) for one in self._fresh_ones()})
        known = corrections.moved_on(self._connection, old.article, successors[article])
        said = {name: has for one in self._fresh_ones() for name, has in _words_said(one).items()}
        write.succeeded(self._connection, successors)
        had = {name: has for name, has in _words_said(old).items() if name not in known}
        write.succeeded(self._connection, {**succession.successors(had, said), **known})
        voices.gone(self._connection, article)
        write.article_gone(self._connection, article)

    def _fresh_ones(self) -> Iterator[Reading]:
        return (read.reading(self._connection, identity)[0] for identity in self._fresh)


def _words(one: Reading) -> frozenset[Hashable]:
    text = one.article.text
    return succession.words(text, (Span(0, len(text)),) if text else ())


def _words_said(one: Reading) -> dict[str, frozenset[Hashable]]:
    return {said.id: succession.words(one.article.text, said.content) for said in one.statements}


def _what_network_sees(article: Article) -> tuple[object, ...]:
    return article.text, article.language, article.title, article.standfirst, article.byline
