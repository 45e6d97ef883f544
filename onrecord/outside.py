"""Go out and fetch: one request at a time, each host at its own pace, each response kept in a WARC file.

What is to be fetched and what came of it stands in a file beside the archive (``store.visits``), so that a
run that was broken off goes on where it stopped, and a host is left alone between two runs too.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from onrecord.errors import ArchiveFull, FetchError, InputError, Refused, TooLarge
from onrecord.ingest import Record, Source, keep, robots
from onrecord.ingest.address import checked, host, joined, origin
from onrecord.ingest.entries import entries, is_feed
from onrecord.ingest.fetch import AGENT, WHOLE, Client, Response
from onrecord.ingest.route import Resolve, resolved
from onrecord.settings import Settings
from onrecord.store.visits import Held, Visit, Visits

_MINUTE = 60.0
_DAY = 86_400.0
_MOST_HOPS = 10  # redirects, as browsers follow some 20 and RFC 9309 asks for 5 at least
_REDIRECTS = (301, 302, 303, 307, 308)
_OVERLOADED = (429, 503)
_PASSING = (408, 425, 500, 502, 504)  # what may be right the next time
_MOST_TRIES = 5  # for a page; a feed is never given up
_LONGEST_REST = 30 * _DAY  # whatever a host asks for
_MOST_ENTRIES = 1000  # of one feed at a time: the largest of 2,876 feeds has some hundreds
_FULL_FILE = 1_000_000_000  # bytes, as is usual for WARC files


class Clock(Protocol):
    """Seconds since 1970, and waiting."""

    def now(self) -> float:
        """What time it is."""

    def sleep(self, seconds: float) -> None:
        """Wait."""


class SystemClock:
    """The machine's own."""

    def now(self) -> float:
        """What time it is."""
        return time.time()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


@dataclass(frozen=True, slots=True)
class PutDown:
    """What a feed names: its pages, how many entries are new, and how many were too many to be looked at.

    ``has_texts``: some entries hold their whole text, so that the feed itself is to be read.
    """

    pages: tuple[str, ...]
    new: int
    left_out: int
    has_texts: bool

    def complaints(self, address: str) -> Iterator[InputError]:
        """The entries that were too many, as an error to tell."""
        if self.left_out:
            yield InputError(
                f"{address}: {self.left_out:,} entries after the first {_MOST_ENTRIES:,} not looked at",
                "See that it is a feed of news.",
            )


@dataclass(frozen=True, slots=True)
class Made:
    """A request that was made for a visit; ``error`` says why it gave nothing."""

    visit: Visit
    error: InputError | None


def visits_of(archive: Path) -> Path:
    """Where it is noted what was fetched for an archive."""
    return archive.with_name(f"{archive.name}.fetched")


def source_of(archive: Path, held: Held) -> Source:
    """A response that was kept beside an archive, to be read."""
    return Source(held.address, str(archive.with_name(held.file)), Record(held.start, held.fetched))


class Outside:
    """What goes out and remembers; to be closed. Files are kept ``beside`` a path, named after it."""

    def __init__(
        self,
        beside: Path,
        settings: Settings,
        clock: Clock | None = None,
        resolve: Resolve = resolved,
    ) -> None:
        self._beside = beside
        self._settings = settings
        self.clock = clock or SystemClock()
        self.visits = Visits(visits_of(beside))
        self._client = Client(settings, resolve)

    def close(self) -> None:
        """Close connections and files."""
        self._client.close()
        self.visits.close()

    # an address that a user gives

    def fetched(self, asked: str) -> Iterator[Source | InputError]:
        """What an address leads to: the page, or the pages that a feed names; or why it could not be had."""
        try:
            address = checked(asked)
        except Refused as error:
            yield error
            return
        with self.visits.change():
            visit = self.visits.ask_again("page", address, host(address), self.clock.now())
        found = [one for one in self._pages((visit.number,)) if isinstance(one, InputError)]
        held = self.visits.latest(visit.number)
        if found or held is None:
            yield from found
            return
        content = self.content(held)
        if not is_feed(content):
            yield self.source(held)
            return
        try:
            yield from self._named(held, content)
        except InputError as error:
            yield type(error)(f"{held.address}: {error.message}", error.remedy)

    def _named(self, held: Held, content: bytes) -> Iterator[Source | InputError]:
        """A feed where it has whole texts, and the pages of its other entries."""
        down = self.put_down(held, content)
        yield from down.complaints(held.address)
        if down.has_texts:
            yield self.source(held)
        visits = [self.visits.page(address) for address in down.pages]
        for visit in visits:
            if (there := self._done(visit)) is not None:
                yield self.source(there)
        if visits:
            yield from self._pages(tuple(visit.number for visit in visits))

    def _pages(self, numbers: tuple[int, ...]) -> Iterator[Source | InputError]:
        """What these visits give, one try each, in the order in which they are made."""
        while (step := self.step(numbers)) is not None:
            if isinstance(step, float):
                wait = step - self.clock.now()
                if wait > _MINUTE:
                    yield from self._given_up(numbers, wait)
                    return
                self.clock.sleep(max(wait, 0.0))
            elif step.visit.number in numbers and step.error is not None:
                with self.visits.change():
                    self.visits.give_up(step.visit.number)
                yield step.error
            elif step.visit.number in numbers and (held := self._done(step.visit)) is not None:
                yield self.source(held)

    def _done(self, visit: Visit) -> Held | None:
        """What a visit gave, ``None`` where it goes on."""
        return None if self.visits.is_open(visit.number) else self.visits.latest(visit.number)

    def _given_up(self, numbers: tuple[int, ...], wait: float) -> Iterator[FetchError]:
        """The hosts want to be left alone for longer than anybody waits at a prompt."""
        for number in filter(self.visits.is_open, numbers):
            with self.visits.change():
                self.visits.give_up(number)
            address = self.visits.visit(number).address
            yield FetchError(
                f"{address}: its host wants to be left alone for {wait:,.0f} seconds",
                "Try again then, or let `onrecord watch` do it.",
            )

    # one step after the other

    def step(self, roots: tuple[int, ...] = ()) -> Made | float | None:
        """Make the request whose turn it is; else when the next turn is, ``None`` where nothing is due.

        With ``roots`` only these visits count.
        """
        now = self.clock.now()
        with self.visits.change():
            found = self.visits.next(roots)
            if found is None:
                return None
            turn, visit = found
            # What is kept away is so at once, even where its host could not be asked yet.
            if visit.due <= now and visit.kind != "robots":
                refused = self._kept_away(visit, now)
                if refused is not None:
                    return refused
            if turn > now:
                return turn
            # Whoever is killed in the middle leaves a host that is asked again after the longest response.
            busy = now + self._settings.longest_response + self._pause(visit)
            self.visits.rest(visit.host, busy, self.visits.failures(visit.host))
        try:
            response = self._client.get(visit.at, self._conditions(visit))
        except InputError as error:
            with self.visits.change():
                self._unreachable(visit, error)
            return _made(visit, error)
        except BaseException:
            with self.visits.change():
                self._rest(visit)
            raise
        return self._settled(visit, response)

    def _kept_away(self, visit: Visit, now: float) -> Made | float | None:
        """What comes before the request: its host's robots.txt, and what that says."""
        of = origin(visit.at)
        rules = self.visits.rules(of, now)
        if rules is None:
            if not self.visits.is_awaited(of):
                self.visits.ask_again("robots", f"{of}/robots.txt", visit.host, now)
            self.visits.wait(visit, of)
            return now
        if robots.allows(rules, visit.at, AGENT):
            return None
        if why := robots.unreachable(rules):
            error: InputError = FetchError(
                f"{visit.at}: {why}",
                "Try again later. A host of your own is to be named in `local_hosts` in the settings.",
            )
        else:
            error = Refused(
                f"{visit.at}: its host asks programs to stay away (robots.txt)",
                "Save the page in a browser and give the file.",
            )
        self._failed(visit, error, now)
        return Made(visit, error)

    def _conditions(self, visit: Visit) -> dict[str, str]:
        """What lets the host answer that nothing is new; after a redirect another host is asked."""
        if visit.at != visit.address or self.visits.latest(visit.number) is None:
            return {}
        told = {"If-None-Match": visit.etag, "If-Modified-Since": visit.last_modified}
        return {name: value for name, value in told.items() if value}

    def _pause(self, visit: Visit) -> float:
        """Seconds that the visit's host is left alone after a request."""
        rules = self.visits.rules(origin(visit.at), self.clock.now()) or ""
        return max(self._settings.pause, min(robots.delay(rules, AGENT), _LONGEST_REST))

    def _rest(self, visit: Visit, longer: float = 0.0, failures: int = 0) -> None:
        """Leave the visit's host alone, from now on."""
        until = self.clock.now() + max(self._pause(visit), longer)
        self.visits.rest(visit.host, until, failures)

    # what came of a request

    def _settled(self, visit: Visit, response: Response) -> Made:
        """What the answer means; it is noted and kept as one."""
        error: InputError | None = None
        try:
            with self.visits.change():
                self._rest(visit)
                self._take(visit, response)
        except InputError as wrong:
            error = wrong
            with self.visits.change():
                self._wrong(visit, response, wrong)
        return _made(visit, error)

    def _take(self, visit: Visit, response: Response) -> None:
        """Raises InputError where the answer is not what was asked for."""
        now = self.clock.now()
        if response.status in _REDIRECTS and (location := response.header("location")):
            if visit.hops >= _MOST_HOPS:
                raise FetchError(
                    f"{visit.address}: more than {_MOST_HOPS} redirects", "See in a browser where it leads."
                )
            # Headers come as bytes; those that send more than ASCII mean UTF-8.
            at = joined(response.address, location.encode("latin-1").decode("utf-8", "replace"))
            self.visits.lead(visit, at, host(at), now)
        elif response.status == 304:
            self.visits.end(visit, "nothing new", self._next(visit, response), now)
        elif response.status not in WHOLE:
            raise FetchError(
                f"{visit.at}: answers {response.status} {response.reason[:60]}".rstrip(),
                "See in a browser whether the page is there.",
            )
        elif visit.kind == "robots":
            rules = robots.decoded(response.content(self._settings.largest_response))
            self._robots_say(visit, rules, _DAY)
        else:
            self._keep(visit, response)

    def _keep(self, visit: Visit, response: Response) -> None:
        now = self.clock.now()
        digest = sha256(response.content(self._settings.largest_response)).hexdigest()
        last = self.visits.latest(visit.number)
        if last is None or (last.address, last.sha256) != (response.address, digest):
            when = datetime.fromtimestamp(now, UTC)
            path, whole = self._file()
            try:
                keep.mend(path, whole)
                kept = keep.append(path, response, when)
            except OSError as error:
                raise ArchiveFull(
                    f"{path}: cannot be written ({error.strerror or error})",
                    "Make room, then run the same again: it goes on where it stopped.",
                ) from error
            told = f"{when:%Y-%m-%dT%H:%M:%SZ}"
            self.visits.hold(
                Held(0, visit.number, response.address, digest, told, path.name, kept.start, kept.end)
            )
        tags = (response.header(name) for name in ("etag", "last-modified"))
        self.visits.validators(visit, *(tag if tag.isascii() and tag.isprintable() else "" for tag in tags))
        self.visits.end(visit, "fetched", self._next(visit, response), now)

    def _file(self) -> tuple[Path, int]:
        """Where the next response goes, and how far that file is known to be whole."""
        last = self.visits.last_file()
        name, end = last if last is not None else (f"{self._beside.name}-00001.warc.gz", 0)
        if end >= _FULL_FILE:
            number = int(name[-len("00001.warc.gz") :][:5]) + 1
            name, end = f"{self._beside.name}-{number:05}.warc.gz", 0
        return self._beside.with_name(name), end

    def _next(self, visit: Visit, response: Response) -> float | None:
        """When a feed is looked at next: not while its host says that it stays as it is, up to a day."""
        if visit.kind != "feed":
            return None
        fresh = 0.0
        for told in response.header("cache-control").lower().split(","):
            name, _, seconds = told.strip().partition("=")
            if name == "max-age" and seconds.isascii() and seconds.isdigit():
                fresh = min(float(seconds[:9]), _DAY)
        return self.clock.now() + max(self._settings.interval, fresh)

    def _wrong(self, visit: Visit, response: Response, error: InputError) -> None:
        """An answer that is of no use: who is overloaded is left alone for longer."""
        now = self.clock.now()
        rest, failures = 0.0, self.visits.failures(visit.host) + 1
        self._rest(visit)
        if response.status in _OVERLOADED:
            rest = max(_retry_after(response, now), _growing(_MINUTE, failures))
            self._rest(visit, rest, failures)
        elif visit.kind == "robots" and 400 <= response.status < 500:
            # RFC 9309: a host that has none, or does not show it, lets everybody in.
            self._robots_say(visit, "", _DAY)
            return
        if response.status in _OVERLOADED or response.status in _PASSING or response.status in WHOLE:
            self._failed(visit, error, now + rest)
        else:
            self._failed(visit, Refused(error.message, error.remedy), now)

    def _unreachable(self, visit: Visit, error: InputError) -> None:
        """No answer at all: the host is left alone, each time for longer."""
        rest, failures = 0.0, 0
        if isinstance(error, FetchError) and not isinstance(error, Refused):
            failures = self.visits.failures(visit.host) + 1
            rest = _growing(_MINUTE, failures)
        self._rest(visit, rest, failures)
        self._failed(visit, error, self.clock.now() + rest)

    def _failed(self, visit: Visit, error: InputError, not_before: float) -> None:
        """Try again later: a feed always, a page some times and where that may help."""
        now = self.clock.now()
        if visit.kind == "robots":
            rest = max(not_before - now, _growing(_MINUTE, visit.tries + 1))
            self._robots_say(visit, robots.kept_from(error.message), rest)
            return
        if visit.kind == "feed":
            due: float | None = max(not_before, now + _growing(self._settings.interval, visit.tries + 1))
        elif isinstance(error, Refused | TooLarge) or visit.tries + 1 >= _MOST_TRIES:
            due = None
        else:
            due = max(not_before, now + _growing(_MINUTE, visit.tries + 1))
        self.visits.fail(visit, error.message, due, now)

    def _robots_say(self, visit: Visit, rules: str, seconds: float) -> None:
        now = self.clock.now()
        self.visits.rules_are(visit.address.removesuffix("/robots.txt"), rules, now + seconds, now)
        self.visits.end(visit, "fetched", None, now)

    # what is kept

    def content(self, held: Held) -> bytes:
        """The content of a response that was kept. Raises InputError."""
        path = self._beside.with_name(held.file)
        return keep.response(str(path), held.start).content(self._settings.largest_response)

    def source(self, held: Held) -> Source:
        """A response that was kept, to be read."""
        return source_of(self._beside, held)

    def put_down(self, held: Held, content: bytes) -> PutDown:
        """Have the pages fetched that a feed names, where its entries do not hold their text.

        Raises InputError where it is no feed.
        """
        named = entries(content, self._settings)
        now = self.clock.now()
        pages: list[str] = []
        new = 0
        with self.visits.change():
            for one in named[:_MOST_ENTRIES]:
                new += self.visits.met(held.visit, one.key or one.address)
                if one.has_full_text or not one.address:
                    continue
                try:
                    address = joined(held.address, one.address)
                except Refused:  # mailto: and the like
                    continue
                self.visits.ask("page", address, host(address), now, held.visit)
                pages.append(address)
        left_out = max(len(named) - _MOST_ENTRIES, 0)
        return PutDown(tuple(pages), new, left_out, any(one.has_full_text for one in named))

    def watch(self, feeds: Iterable[str]) -> None:
        """These feeds are watched from now on, and no others. Raises Refused."""
        known = [(address, host(address)) for address in map(checked, feeds)]
        with self.visits.change():
            self.visits.feeds_are(known, self.clock.now())


def _made(visit: Visit, error: InputError | None) -> Made:
    """What is wrong with a robots.txt is told of the pages that it keeps us from, if it does."""
    return Made(visit, None if visit.kind == "robots" else error)


def _growing(seconds: float, failures: int) -> float:
    """Twice as long with each failure, a day at most."""
    return min(seconds * 2.0 ** min(failures - 1, 20), _DAY)


def _retry_after(response: Response, now: float) -> float:
    """The seconds that a host wants to be left alone, 0 where it does not say."""
    told = response.header("retry-after").strip()
    if told.isascii() and told.isdigit():
        return min(float(told[:12]), _LONGEST_REST)
    try:
        return min(max(parsedate_to_datetime(told).timestamp() - now, 0.0), _LONGEST_REST)
    except (ValueError, TypeError, OverflowError):
        return 0.0
