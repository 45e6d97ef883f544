"""An hour of watching 50 feeds of which 10 misbehave, killed 5 times.

Nothing may be lost, nothing kept twice, no host hurried. The hour is simulated: the clock moves only where
`watch` would sleep, so that every gap between two requests is known exactly. The outlets are a local server
that tells them apart by the name that is asked for.
"""

from __future__ import annotations

import argparse
import gzip
import os
import random
import re
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from typing import ClassVar

from fastwarc.warc import ArchiveIterator, WarcRecordType

from onrecord.archive import Archive
from onrecord.outside import Outside
from onrecord.settings import Settings
from onrecord.watch import looking, watching

START = 1_740_000_000.0  # some day in February 2025
HOUR = 3600.0
# When the five kills come: before a request is answered, and so many seconds after it, when the response is
# being written, noted and read.
LATE = (None, 0.0, 0.002, 0.01, 0.1)
GOOD = 40
PAUSE = 2.0
RETRY_AFTER = 900
SETTINGS = Settings(
    local_hosts=("127.0.0.1",),
    pause=PAUSE,
    interval=600.0,
    longest_response=1.5,
    largest_response=5_000_000,
)
# What is wrong with the last ten.
WRONG = (
    *("drips", "redirects", "lengths", "errors", "overloaded"),
    *("denies", "bomb", "html", "closes", "changes"),
)
# Of these some article is to be had; the others never give one.
GIVING = ("lengths", "errors", "overloaded", "closes", "changes")


class Simulated:
    """A clock that moves where somebody sleeps, and stands in a file so that it outlives a kill."""

    def __init__(self, path: Path, until: float) -> None:
        self._file = os.open(path, os.O_RDWR | os.O_CREAT)
        self._until = until

    def now(self) -> float:
        """Seconds since 1970, as simulated."""
        data = os.pread(self._file, 8, 0)
        return float(struct.unpack("d", data)[0]) if data else START

    def sleep(self, seconds: float) -> None:
        """Let so much time pass at once; the end of the time that is simulated ends the process."""
        now = self.now() + seconds
        if now > self._until:
            sys.exit(0)
        os.pwrite(self._file, struct.pack("d", now), 0)


@dataclass
class Asked:
    """One request: when, by the simulated clock, and what was answered."""

    at: float
    path: str
    status: int = 0
    is_whole: bool = False


@dataclass
class Victim:
    """Who is killed at a request, ``late`` seconds after its answer, or before it where that is None."""

    process: subprocess.Popen[bytes]
    at: int
    late: float | None

    def kill(self) -> None:
        """End it without a chance to tidy up."""
        self.process.send_signal(signal.SIGKILL)


@dataclass
class Outlets:
    """The fifty, and what each was asked."""

    clock: Simulated
    asked: dict[str, list[Asked]] = field(default_factory=lambda: defaultdict(list))
    busy: Counter[str] = field(default_factory=Counter)
    at_once: int = 0
    victim: Victim | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def passed(self) -> float:
        """Seconds since the start, an hour at most: then nobody publishes any more."""
        return min(self.clock.now() - START, HOUR)


def number(host: str) -> int:
    return int(host[6:8])


def wrong(host: str) -> str:
    """What is wrong with an outlet; empty where nothing is."""
    at = number(host) - GOOD
    return WRONG[at] if at >= 0 else ""


def published(host: str, passed: float) -> int:
    """How many articles an outlet has after so many seconds."""
    return 2 + int(passed // (400 + 37 * number(host)))


def delay(host: str) -> int:
    """The seconds that an outlet's robots.txt asks for, 0 where it does not."""
    return {3: 10, 4: 30, 5: 7}.get(number(host), 0)


def feed(host: str, address: str, passed: float) -> bytes:
    changing = f" (at {passed})" if wrong(host) == "changes" else ""
    items = "".join(
        f"<item><guid>{host}-{n}</guid><title>Ship {n} at {host}</title><link>{address}/story/{n}</link>"
        f"<description>In short{changing}.</description></item>"
        for n in reversed(range(published(host, passed)))
    )
    return f'<rss version="2.0"><channel><title>{host}</title>{items}</channel></rss>'.encode()


def page(host: str, n: str, passed: float) -> bytes:
    changing = (
        f"<p>This page was last made after {passed} seconds of the hour.</p>"
        if wrong(host) == "changes"
        else ""
    )
    return f"""<!doctype html><html><head><title>Ship {n} at {host}</title></head><body><article>
<h1>Ship {n} at {host}</h1><p>The harbour of {host} has taken in ship number {n} of the week, which came in
with the tide on Tuesday and was unloaded before noon by the men of the fish market.</p>
<p>“We waited {n} days for it,” said Ines Calder, the harbour master of {host}. She added that the next one
was expected before the end of the month, if the weather held and the crane did not break again.</p>{changing}
</article></body></html>""".encode()


class Handler(BaseHTTPRequestHandler):
    """Answers for all of them."""

    protocol_version = "HTTP/1.1"
    outlets: ClassVar[Outlets]

    def do_GET(self) -> None:
        """Note what is asked, and answer as the outlet does."""
        host = self.headers["Host"].split(":")[0]
        asked = Asked(self.outlets.clock.now(), self.path)
        with self.outlets.lock:
            self.outlets.asked[host].append(asked)
            self.outlets.busy[host] += 1
            self.outlets.at_once = max(self.outlets.at_once, self.outlets.busy[host])
            count = sum(map(len, self.outlets.asked.values()))
        victim = self.outlets.victim
        is_last = victim is not None and count == victim.at
        try:
            if victim is not None and is_last and victim.late is None:
                victim.kill()
            self._answer(host, asked)
            if victim is not None and is_last and victim.late is not None:
                time.sleep(victim.late)
                victim.kill()
        except OSError:  # whoever asked is gone, killed or out of patience
            self.close_connection = True
        finally:
            with self.outlets.lock:
                self.outlets.busy[host] -= 1

    def _answer(self, host: str, asked: Asked) -> None:
        kind = wrong(host)
        times = sum(one.path == self.path for one in self.outlets.asked[host])
        if self.path == "/robots.txt":
            rules = (
                "User-agent: *\nDisallow: /\n" if kind == "denies" else "User-agent: *\nDisallow: /private\n"
            )
            self._send(
                asked, 200, (rules + (f"Crawl-delay: {delay(host)}\n" if delay(host) else "")).encode()
            )
        elif self.path == "/feed" and (special := getattr(self, f"_{kind}", None)):
            special(asked, times)
        elif self.path == "/feed":
            self._feed(host, asked)
        elif kind == "closes" and times < 3:
            self._cut(asked, page(host, self.path[7:], 0))
        elif self.path.startswith("/story/"):
            self._send(asked, 200, page(host, self.path[7:], self.outlets.passed()))
        else:
            self._send(asked, 404, b"not here")

    def _feed(self, host: str, asked: Asked) -> None:
        address = f"http://{self.headers['Host']}"
        body = feed(host, address, self.outlets.passed())
        tag = f'"{published(host, self.outlets.passed())}"'
        if wrong(host) != "changes" and self.headers["If-None-Match"] == tag:
            self._send(asked, 304, b"")
        else:
            self._send(asked, 200, body, ETag=tag)

    def _send(self, asked: Asked, status: int, body: bytes, **headers: str) -> None:
        asked.status = status
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        asked.is_whole = True

    def _cut(self, asked: Asked, body: bytes) -> None:
        asked.status = 200
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2])
        self.close_connection = True

    def _drips(self, asked: Asked, _: int) -> None:
        asked.status = 200
        self.send_response(200)
        self.end_headers()
        while True:
            self.wfile.write(b" ")
            time.sleep(0.05)

    def _redirects(self, asked: Asked, _: int) -> None:
        self._send(asked, 302, b"", Location="/feed")

    def _lengths(self, asked: Asked, times: int) -> None:
        """Every other time it promises more than it sends."""
        host = self.headers["Host"].split(":")[0]
        if times % 2:
            self._cut(asked, feed(host, f"http://{self.headers['Host']}", self.outlets.passed()))
        else:
            self._feed(host, asked)

    def _errors(self, asked: Asked, times: int) -> None:
        if times <= 2:
            self._send(asked, 500, b"")
        else:
            self._feed(self.headers["Host"].split(":")[0], asked)

    def _overloaded(self, asked: Asked, times: int) -> None:
        if times == 1:
            self._send(asked, 429, b"", Retry_After=str(RETRY_AFTER))
        else:
            self._feed(self.headers["Host"].split(":")[0], asked)

    def _bomb(self, asked: Asked, _: int) -> None:
        self._send(asked, 200, gzip.compress(b"\0" * 200_000_000, 1), Content_Encoding="gzip")

    def _html(self, asked: Asked, _: int) -> None:
        self._send(asked, 200, page(self.headers["Host"], "0", 0))

    def log_message(self, *args: object) -> None:
        """Say nothing: what was asked is noted."""


class Server(ThreadingHTTPServer):
    """One that does not mind who is killed while it speaks to them."""

    def handle_error(self, *args: object) -> None:
        """Say nothing: whoever asked is gone."""


def watch_it(folder: Path, port: int, until: float) -> None:
    """The process that is killed."""
    clock = Simulated(folder / "clock", until)
    with (
        Archive(folder / "news.db") as archive,
        closing(Outside(archive.path, SETTINGS, clock, lambda _host, _port: ["127.0.0.1"])) as outside,
    ):
        outside.watch(f"http://outlet{n:02}.example:{port}/feed" for n in range(GOOD + len(WRONG)))
        if until > START + HOUR:  # once more, when nothing new is published, as often as it takes
            for _ in range(6):
                list(looking(archive, outside))
                clock.sleep(SETTINGS.interval)
        for _ in watching(archive, outside):
            pass


def start(folder: Path, port: int, until: float) -> subprocess.Popen[bytes]:
    arguments = ["--folder", str(folder), "--port", str(port), "--until", str(until)]
    return subprocess.Popen([sys.executable, "-m", "evaluation.watching", *arguments])


def run(folder: Path, outlets: Outlets, port: int) -> int:
    """The hour with its kills, and what is left of it; how often it was killed."""
    chance = random.Random(12)
    kills = 0
    for late in LATE:
        process = start(folder, port, START + HOUR)
        count = sum(map(len, outlets.asked.values()))
        outlets.victim = Victim(process, count + chance.randrange(20, 90), late)
        kills += process.wait() == -signal.SIGKILL
    outlets.victim = None
    start(folder, port, START + HOUR).wait()
    start(folder, port, START + 2 * HOUR).wait()
    return kills


def hurried(outlets: Outlets) -> int:
    """How often a host was asked sooner than it allows."""
    found = 0
    for host, all_asked in outlets.asked.items():
        for one, following in pairwise(all_asked):
            least = max(PAUSE, delay(host) if one.path != "/robots.txt" else PAUSE)
            if one.status == 429:
                least = RETRY_AFTER
            found += following.at - one.at < least - 1e-6
    return found


def torn(folder: Path) -> tuple[int, int]:
    """Responses in the WARC files, and those of a page that stand there twice."""
    found: Counter[str] = Counter()
    for path in sorted(folder.glob("*.warc.gz")):
        with path.open("rb") as file:
            for record in ArchiveIterator(file, record_types=WarcRecordType.response, parse_http=False):
                assert record.verify_block_digest(), record.record_id
                found[record.headers["WARC-Target-URI"]] += 1
    twice = sum(times - 1 for address, times in found.items() if "/story/" in address)
    return sum(found.values()), twice


def judge(folder: Path, outlets: Outlets, kills: int) -> bool:
    with Archive.to_read(folder / "news.db") as archive:
        kept = Counter(
            re.sub(r":\d+", "", reading.article.url or "").removeprefix("http://")
            for reading, _ in archive.readings()
        )
    hosts = [f"outlet{n:02}.example" for n in range(GOOD + len(WRONG))]
    expected = {
        f"{host}/story/{n}"
        for host in hosts
        if not wrong(host) or wrong(host) in GIVING
        for n in range(published(host, HOUR))
    }
    responses, twice = torn(folder)
    again = sum(
        max(0, sum(one.path == path and one.status == 200 and one.is_whole for one in all_asked) - 1)
        for all_asked in outlets.asked.values()
        for path in {one.path for one in all_asked if "/story/" in one.path}
    )
    denied = [
        one.path for one in outlets.asked[hosts[GOOD + WRONG.index("denies")]] if one.path != "/robots.txt"
    ]
    rows: list[tuple[str, object, Callable[[], bool]]] = [
        ("kills", kills, lambda: kills == len(LATE)),
        ("requests", sum(map(len, outlets.asked.values())), lambda: True),
        ("responses that not modified ones spared", _count(outlets, 304), lambda: True),
        ("articles expected", len(expected), lambda: True),
        ("lost", len(expected - set(kept)), lambda: expected <= set(kept)),
        ("kept that nobody published", len(set(kept) - expected), lambda: set(kept) <= expected),
        ("articles kept twice", sum(kept.values()) - len(kept), lambda: set(kept.values()) == {1}),
        (
            "pages asked for again though they had come whole, at most one a kill",
            again,
            lambda: again <= kills,
        ),
        ("responses in the WARC files, all digests right", responses, lambda: responses > 0),
        ("of pages, twice there, at most one a kill", twice, lambda: twice <= kills),
        ("requests sooner than the host allows", hurried(outlets), lambda: hurried(outlets) == 0),
        ("requests to one host at once, at most", outlets.at_once, lambda: outlets.at_once == 1),
        ("requests that robots.txt forbids", len(denied), lambda: not denied),
    ]
    for name, value, is_well in rows:
        print(f"{'ok  ' if is_well() else 'FAIL'}  {name}: {value}")
    for address in sorted(expected - set(kept))[:10]:
        print("      lost:", address)
    return all(is_well() for _, _, is_well in rows)


def _count(outlets: Outlets, status: int) -> int:
    return sum(one.status == status for all_asked in outlets.asked.values() for one in all_asked)


def main() -> int:
    """Print a row for each promise; 1 where one is broken."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--until", type=float, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.folder is not None:
        watch_it(arguments.folder, arguments.port, arguments.until)
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        outlets = Outlets(Simulated(folder / "clock", START + 3 * HOUR))
        Handler.outlets = outlets
        with Server(("127.0.0.1", 0), Handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            kills = run(folder, outlets, server.server_port)
            is_well = judge(folder, outlets, kills)
            server.shutdown()
    return 0 if is_well else 1


if __name__ == "__main__":
    sys.exit(main())
