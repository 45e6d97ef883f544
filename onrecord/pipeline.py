"""The stages put together: paths or a text in, readings out.

ingest -> tidy -> analyse -> resolve
"""

from __future__ import annotations

import hashlib
import os
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from typing import TYPE_CHECKING, Generic, TypeVar

from onrecord.errors import InputError, UsageError
from onrecord.record import Analysis, Article, Capture, Document, Dropped, MadeBy, Reading, Statement
from onrecord.settings import Settings

if TYPE_CHECKING:
    from concurrent.futures import Future

    from onrecord.ingest import Input, Source

# Articles that wait for each process: enough that none idles, few enough that memory stays flat.
_AHEAD = 4

Given = TypeVar("Given")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Tidied:
    """An article with what was dropped for it, before anything has been found in it."""

    article: Article
    dropped: tuple[Dropped, ...]


def read(path: str, *, published: date | None = None) -> Iterator[Reading]:
    """The readings of a file, folder or address (``-``: standard input), article by article as they are done.

    ``published`` is given to articles that state no day. Raises InputError where an input cannot be
    read; what could not be read inside an input is told by a warning, and the rest is read.
    """
    from onrecord import settings

    for found in readings([path], settings.load(), given=published):
        if isinstance(found, InputError):
            raise found
        if isinstance(found, Dropped):
            warnings.warn(f"{found.origin.capture.source}: {found.detail or found.reason}", stacklevel=2)
        else:
            yield found


def read_text(text: str, *, published: date | None = None) -> Iterator[Reading]:
    """The readings of a text: one article, or several run together."""
    from onrecord.ingest.charset import storable

    words = storable(text)
    capture = Capture("(text)", hashlib.sha256(words.encode()).hexdigest(), "text/plain")
    document = Document(capture, "", words, None, None)
    for tidied in _tidied([document], published):
        if isinstance(tidied, Tidied):
            yield linked(reading(tidied, None))


def readings(
    inputs: Iterable[Input], settings: Settings, *, given: date | None = None, processes: int = 1
) -> Iterator[Reading | Dropped | InputError]:
    """All that the inputs hold, in order: readings, what was dropped of no article, inputs that failed.

    What addresses among them give is not kept.
    """
    from onrecord.addresses import brought

    found_there = brought(inputs, settings, None)
    for found in new_readings(found_there, settings, _nothing, given=given, processes=processes):
        if not isinstance(found, Tidied):
            yield linked(found) if isinstance(found, Reading) else found


def new_readings(
    inputs: Iterable[Input],
    settings: Settings,
    known: Callable[[Article], bool],
    *,
    given: date | None = None,
    processes: int = 1,
) -> Iterator[Reading | Tidied | Dropped | InputError]:
    """The same without addresses, and an article that is ``known`` comes as it is, without being read."""

    def is_new(one: Tidied | Dropped | InputError) -> bool:
        return isinstance(one, Tidied) and not known(one.article)

    work = partial(read_one, threshold=settings.threshold)
    return shared_out(work, _found(inputs, settings, given), is_new, processes)


def captured(source: Source, settings: Settings, given: date | None) -> Iterator[Tidied | Dropped]:
    """What one source holds, before anything has been found in it. Raises InputError."""
    from onrecord import ingest

    return _tidied(ingest.documents(source, settings), given)


def reading(tidied: Tidied, threshold: float | None) -> Reading:
    """The article read: by the network, then by the rules."""
    from onrecord.analyse import analyses
    from onrecord.network.session import shipped

    analysis = next(analyses([tidied.article], shipped))
    return Reading(tidied.article, resolved(tidied.article, analysis, threshold), tidied.dropped, analysis)


def linked(read: Reading) -> Reading:
    """The reading with what its statements do to each other."""
    from onrecord.connect.within import links

    return replace(read, links=links(read.article, read.statements))


def resolved(article: Article, analysis: Analysis, threshold: float | None) -> tuple[Statement, ...]:
    """The statements of an article that the network has seen already."""
    from onrecord.resolve import statements

    found = statements(article, analysis)
    if threshold is not None:
        shown = [statement for statement in found if statement.score >= threshold]
        ids = {statement.id for statement in shown}
        # Where the statement that it stands in is not shown, it stands by itself.
        found = tuple(one if one.parent in ids else replace(one, parent=None) for one in shown)
    return _with_passages(article, found)


def _with_passages(article: Article, found: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """The statements with those of their sentences that others answer, or that answer others."""
    from onrecord.connect.within import ends
    from onrecord.resolve.passages import passages

    parts = passages(article, found)
    if not parts:
        return found
    meant = ends(article, (*found, *parts))
    kept = (*found, *(one for one in parts if one.id in meant))
    # What begins at one place keeps its order: the whole before its passages.
    return tuple(sorted(kept, key=lambda one: one.content[0].start if one.content else 0))


def network_of(article: Article) -> str | None:
    """The digest of the network that would read the article, ``None`` where there is none."""
    from onrecord.network.session import shipped

    network = shipped(article.language or "en")
    return network.digest if network is not None else None


@cache
def made_by() -> MadeBy:
    """What reads here."""
    from importlib.metadata import version

    return MadeBy(version("onrecord"), f"onnxruntime {version('onnxruntime')} cpu")


def _nothing(_: Article) -> bool:
    return False


def _found(
    inputs: Iterable[Input], settings: Settings, given: date | None
) -> Iterator[Tidied | Dropped | InputError]:
    from onrecord import ingest

    for source in ingest.sources(inputs):
        if isinstance(source, InputError):
            yield source
            continue
        try:
            yield from _tidied(ingest.documents(source, settings), given)
        except InputError as error:
            yield error


def _tidied(documents: Iterable[Document | Dropped], given: date | None) -> Iterator[Tidied | Dropped]:
    from onrecord import tidy

    for document in documents:
        if isinstance(document, Dropped):
            yield document
        else:
            yield from _with_dropped(tidy.articles([document], given))


def _with_dropped(found: Iterable[Article | Dropped]) -> Iterator[Tidied | Dropped]:
    """Each article together with what follows it and was dropped for it."""
    article: Article | None = None
    dropped: list[Dropped] = []
    for one in found:
        if isinstance(one, Dropped) and article is not None and one.article == article.id:
            dropped.append(one)
            continue
        if article is not None:
            yield Tidied(article, tuple(dropped))
        article, dropped = None, []
        if isinstance(one, Dropped):
            yield one
        else:
            article = one
    if article is not None:
        yield Tidied(article, tuple(dropped))


def read_one(one: Tidied | Dropped | InputError, threshold: float | None) -> Reading | Dropped | InputError:
    """The article read, where it is one."""
    return reading(one, threshold) if isinstance(one, Tidied) else one


def shared_out(
    work: Callable[[Given], Made],
    items: Iterable[Given],
    needs_work: Callable[[Given], bool],
    processes: int,
) -> Iterator[Given | Made]:
    """The items in their order, the work done on those that need it, by several processes if so asked."""
    if processes < 1:
        raise UsageError(f"{processes} processes cannot read", "Give one or more.")
    if processes == 1:
        return (work(one) if needs_work(one) else one for one in items)
    return _by_several(work, items, needs_work, processes)


def _by_several(
    work: Callable[[Given], Made],
    items: Iterable[Given],
    needs_work: Callable[[Given], bool],
    processes: int,
) -> Iterator[Given | Made]:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    # Not forked: the runtime's threads do not survive a fork.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context, initializer=_end_with_parent) as pool:
        waiting: deque[Future[Made] | _Done[Given]] = deque()
        for one in items:
            waiting.append(pool.submit(work, one) if needs_work(one) else _Done(one))
            if len(waiting) >= _AHEAD * processes:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _end_with_parent() -> None:
    """Let this process end as soon as the one that began it has: killed, that one cannot say so."""
    import multiprocessing
    from threading import Thread

    def watch() -> None:
        if (parent := multiprocessing.parent_process()) is not None:
            parent.join()
            os._exit(1)

    Thread(target=watch, daemon=True).start()


@dataclass(frozen=True, slots=True)
class _Done(Generic[Given]):
    """An item that needs no work, waiting for its turn."""

    item: Given

    def result(self) -> Given:
        return self.item
