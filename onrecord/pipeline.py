"""The stages put together: paths or a text in, readings out.

ingest -> tidy -> analyse -> resolve
"""

from __future__ import annotations

import hashlib
import warnings
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date

from onrecord.errors import InputError, UsageError
from onrecord.record import Article, Capture, Document, Dropped, Reading
from onrecord.settings import Settings

# Articles that wait for each process: enough that none idles, few enough that memory stays flat.
_AHEAD = 4


@dataclass(frozen=True, slots=True)
class Tidied:
    """An article with what was dropped for it, before anything has been found in it."""

    article: Article
    dropped: tuple[Dropped, ...]


def read(path: str, *, published: date | None = None) -> Iterator[Reading]:
    """The readings of a file or folder (``-``: standard input), article by article as they are done.

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
    document = Document(capture, "", words, None)
    for tidied in _tidied([document], published):
        if isinstance(tidied, Tidied):
            yield _reading(tidied, None)


def readings(
    paths: Iterable[str], settings: Settings, *, given: date | None = None, processes: int = 1
) -> Iterator[Reading | Dropped | InputError]:
    """All that the inputs hold, in order: readings, what was dropped of no article, inputs that failed."""
    found = _found(paths, settings, given)
    if processes == 1:
        return (_reading(one, settings.threshold) if isinstance(one, Tidied) else one for one in found)
    if processes < 1:
        raise UsageError(f"{processes} processes cannot read", "Give one or more.")
    return _shared_out(found, settings.threshold, processes)


def _found(
    paths: Iterable[str], settings: Settings, given: date | None
) -> Iterator[Tidied | Dropped | InputError]:
    from onrecord import ingest

    for source in ingest.sources(paths):
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


def _reading(tidied: Tidied, threshold: float | None) -> Reading:
    from onrecord.analyse import analyses
    from onrecord.network.session import shipped
    from onrecord.resolve import statements

    analysis = next(analyses([tidied.article], shipped))
    found = statements(tidied.article, analysis)
    if threshold is not None:
        found = tuple(statement for statement in found if statement.score >= threshold)
    return Reading(tidied.article, found, tidied.dropped, analysis)


def _shared_out(
    found: Iterable[Tidied | Dropped | InputError], threshold: float | None, processes: int
) -> Iterator[Reading | Dropped | InputError]:
    """The same in the same order, articles read by several processes."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    # Not forked: the runtime's threads do not survive a fork.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context) as pool:
        waiting: deque[Future[Reading] | Dropped | InputError] = deque()
        for one in found:
            waiting.append(pool.submit(_reading, one, threshold) if isinstance(one, Tidied) else one)
            if len(waiting) >= _AHEAD * processes:
                yield _done(waiting.popleft())
        while waiting:
            yield _done(waiting.popleft())


def _done(one: Future[Reading] | Dropped | InputError) -> Reading | Dropped | InputError:
    return one.result() if isinstance(one, Future) else one
