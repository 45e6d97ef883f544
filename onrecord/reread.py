"""Read again what an archive holds: from the captures' bytes, or from what the network saw in them."""

from __future__ import annotations

import os
import sqlite3
from collections import deque
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from hashlib import file_digest
from pathlib import Path

from onrecord import pipeline
from onrecord.errors import CaptureGone, InputError
from onrecord.pipeline import Tidied
from onrecord.record import Article, Capture, Dropped, MadeBy, Published, Reading, Span
from onrecord.settings import Settings
from onrecord.store import read, succession, write
from onrecord.store.transaction import transaction

# Who is believed about the day, least first: the user's word holds where the news itself is silent.
_SAYS_DAY = ("given", "address", "feed", "stated")


@dataclass(frozen=True, slots=True)
class Reread:
    """One article read again, and whether anything about it is another than before."""

    reading: Reading
    changed: bool


def is_better(new: Published | None, old: Published | None) -> bool:
    """Whether a new word about the day outdoes the old one; of two by the user the later holds."""
    if new is None or old is None:
        return new is not None
    is_corrected = new.source == old.source == "given" and new.value != old.value
    return is_corrected or _SAYS_DAY.index(new.source) > _SAYS_DAY.index(old.source)


def from_resolve(connection: sqlite3.Connection, settings: Settings, processes: int) -> Iterator[Reread]:
    """The rules over what the network saw then, article by article."""
    waiting: deque[tuple[Reading, MadeBy]] = deque()

    def olds() -> Iterator[Reading]:
        for identity in read.articles(connection):
            if read.has_article(connection, identity):  # it may have been forgotten meanwhile
                waiting.append(read.reading(connection, identity))
                yield waiting[-1][0]

    work = partial(_resolved, threshold=settings.threshold)
    for new in pipeline.shared_out(work, olds(), _always, processes):
        old, made_by = waiting.popleft()
        if new != old:
            with transaction(connection):
                if read.has_article(connection, new.article.id):
                    now = replace(made_by, onrecord=pipeline.made_by().onrecord)
                    write.reading_again(connection, new, now)
        yield Reread(new, new != old)


def _resolved(old: Reading, threshold: float | None) -> Reading:
    return replace(old, statements=pipeline.resolved(old.article, old.analysis, threshold))


def _always(_: Reading) -> bool:
    return True


def from_tidy(
    connection: sqlite3.Connection, settings: Settings, processes: int
) -> Iterator[Reread | CaptureGone | InputError]:
    """The captures, article by article; where one cannot be read any more, its articles stay as they are."""
    for capture, folder, given in read.captures(connection):
        place = write.Place(folder, date.fromisoformat(given) if given is not None else None)
        try:
            path = _found_again(capture, folder)
            yield from _CaptureAgain(connection, capture, place, settings).articles(path, processes)
        except (CaptureGone, InputError) as error:
            yield error


def gone(captures: Iterable[tuple[Capture, str | None, str | None]]) -> Iterator[CaptureGone]:
    """Those of the captures that are not there any more or are not the same."""
    for capture, folder, _ in captures:
        try:
            _found_again(capture, folder)
        except CaptureGone as error:
            yield error


def _found_again(capture: Capture, folder: str | None) -> str:
    """The path at which the capture's bytes still are. Raises CaptureGone."""
    remedy = "What was read from it is kept. Put the same file there, or add it from where it is now."
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
    return path


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

    def articles(self, path: str, processes: int) -> Iterator[Reread]:
        """Its articles as they read now; then what is no more gives up its place."""
        from onrecord.ingest import Source

        found = pipeline.captured(Source(self._capture.source, path), self._settings, self._place.given)
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
        old, _ = read.reading(self._connection, one.article.id)
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
                write.reading(self._connection, new, pipeline.made_by(), self._place)
                return Reread(new, changed=True)
            old, made_by = read.reading(self._connection, article.id)
            write.sighting(self._connection, article, (), self._place)
            new = self._now(one, old)
            if replace(new, dropped=()) == replace(old, dropped=()):
                return Reread(new, changed=False)
            now = pipeline.made_by()
            engine = now.engine if isinstance(one, Reading) else made_by.engine
            write.reading_again(self._connection, new, MadeBy(now.onrecord, engine))
            return Reread(new, changed=True)

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
        fresh = [read.reading(self._connection, identity)[0] for identity in self._fresh]
        words = {one.article.id: succession.words(one.article.text, _whole(one.article)) for one in fresh}
        said = {name: has for one in fresh for name, has in _words_said(one).items()}
        was = {old.article.id: succession.words(old.article.text, _whole(old.article))}
        write.succeeded(self._connection, succession.successors(was, words))
        write.succeeded(self._connection, succession.successors(_words_said(old), said))
        write.article_gone(self._connection, article)


def _whole(article: Article) -> tuple[Span, ...]:
    return (Span(0, len(article.text)),) if article.text else ()


def _words_said(one: Reading) -> dict[str, frozenset[Hashable]]:
    return {said.id: succession.words(one.article.text, said.content) for said in one.statements}


def _what_network_sees(article: Article) -> tuple[object, ...]:
    return article.text, article.language, article.title, article.standfirst, article.byline
