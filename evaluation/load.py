"""How the pages bear a large archive and many readers.

`python -m evaluation.load --shared SHARED`: an archive of 100,000 made-up statements (kept and used again
with `--archive FILE`) is opened by `onrecord serve`. Of every kind of page: what it costs the server, how
large it is, how soon a browser paints it. Then fifty readers, each with a page every five seconds,
while `add` takes in articles beside them.

What the server takes for a page is told by the clock and in its own processor time; the clock means something
on a machine that does nothing else, so the processor is what is held to the aim.
"""

from __future__ import annotations

import argparse
import json
import lzma
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import islice
from pathlib import Path
from statistics import median
from urllib.parse import quote, urlencode

from evaluation.bench_archive import made_up
from onrecord import kinships, links, stories, voices
from onrecord.archive import Archive
from onrecord.record import MadeBy, Question
from onrecord.store import write
from onrecord.store.connection import to_write
from onrecord.store.transaction import transaction

_AN_ARTICLE = 12
_OF_A_KIND = 20
# The most: milliseconds of a page and of one of many readers, bytes, milliseconds until it is painted.
_MOST, _MOST_BESIDE, _LARGEST, _PAINTED = 100, 300, 300_000, 1_000
_READERS, _READS = 50, 5.0
_CALLS = "/api/v1/"
# It may come after the page is there.
_FIRST_PAINT = """() => new Promise(told => new PerformanceObserver(found => {
    for (const one of found.getEntriesByName("first-contentful-paint")) told(one.startTime);
}).observe({type: "paint", buffered: true}))"""
_COMMON = ("government", "president", "people", "told", "campaign", "percent", "court", "border")


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of asking for a page: milliseconds by the clock and of the server's processors, bytes."""

    clock: float
    processor: float
    size: int


def main() -> int:
    """Print the figures; 1 where one misses what is asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--archive", type=Path, help="where the archive is kept, and found again")
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--added", type=int, default=2_000, help="articles that are added beside the readers")
    arguments = parser.parse_args()
    articles = arguments.shared / "data" / "articles" / "allsides.jsonl.xz"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        kept = arguments.archive or folder / "kept.db"
        if not kept.exists():
            fill(kept, articles, arguments.statements)
        shutil.copy(kept, folder / "news.db")
        kinds = addresses(folder / "news.db")
        print(f"load of this machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
        with serving(folder) as server:
            missed = pages(server, kinds)
            missed += painted(server, kinds)
            missed += beside(server, kinds, folder, _news(articles, folder / "more.jsonl", arguments.added))
    return int(missed > 0)


def fill(path: Path, articles: Path, statements: int) -> None:
    """Make the archive: real articles, their statements made up, connected as adding does."""
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    with closing(to_write(part)) as connection:
        for one in islice(made_up(articles), -(-statements // _AN_ARTICLE)):
            with transaction(connection):
                write.reading(connection, one, MadeBy("load", "none"), write.Place(None, None))
        for work in (voices, kinships, stories, links):
            work.completed(connection)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    part.rename(path)


def addresses(path: Path) -> dict[str, list[str]]:
    """For each kind of page the addresses that are asked for, the same every time."""
    chance = random.Random(1)
    with Archive.to_read(path) as archive:
        rows = archive._connection.execute
        said = chance.sample([row[0] for row in rows("SELECT id FROM statement ORDER BY id")], _OF_A_KIND)
        read = chance.sample([row[0] for row in rows("SELECT id FROM article ORDER BY id")], _OF_A_KIND)
        ranked = rows("SELECT voice FROM appearance GROUP BY voice ORDER BY count(*) DESC, voice").fetchall()
        known = [row[0] for row in (*ranked[:8], *chance.sample(ranked, _OF_A_KIND - 8))]
        names = [one.name for one in archive.most_quoted(_OF_A_KIND)]
        outlets = [value for value, _ in archive.facets(Question()).outlet]
        found = [archive.statement(one) for one in said]
        rare = [max(one.quote(one.statement.content).split(), key=len).strip(".,”“") for one in found]
        told = archive.latest_stories(300)
        claims = [one.claims[0].entry.statement.id for one in archive.disputes(limit=_OF_A_KIND)]

    def search(**asked: str) -> str:
        return f"/search?{urlencode(asked)}"

    return {
        "home": ["/"] * 5,
        "articles": [f"/articles?skip={skip}" for skip in (0, 50, 4_000, 8_000)],
        "article": [f"/articles/{one}" for one in read],
        "statement": [f"/statements/{one}" for one in said],
        "statement that is disputed": [f"/statements/{one}" for one in claims],
        "voice": [f"/voices/{one}" for one in known],
        "voice by name": [f"/voices/{quote(one)}" for one in names],
        "all who quote a voice": [f"/voices/{one}/quoted" for one in known],
        "two voices as one, foreseen": [
            f"/voices/{one}/decide?{urlencode({'verb': 'merge', 'told': other})}"
            for one, other in zip(known[:5], known[5:10], strict=True)
        ],
        "search, no word": ["/search"] * 3,
        "search, common word": [search(words=word) for word in _COMMON],
        "search, rare word": [search(words=word) for word in rare],
        "search, word and outlet": [search(words=word, outlet=outlets[0]) for word in _COMMON],
        "search, speaker": [search(speaker=name) for name in names],
        "search, article about": [search(about=word) for word in _COMMON],
        "search, a month": [search(first="2016-03-01", last="2016-03-31", words=word) for word in _COMMON],
        "search, older": [search(after=one) for one in said],
        "feed": [f"/search.atom?words={word}" for word in _COMMON],
        "disputes": ["/disputes"] * 3 + [f"/disputes?{urlencode({'speaker': name})}" for name in names[:8]],
        "stories": ["/stories", *(f"/stories?after={one.central}" for one in told[29::90])],
        "story": [f"/stories/{one.id}" for one in told[:_OF_A_KIND]],
        **{name: [f"/{name}"] * 3 for name in ("dropped", "decisions", "add", "saved", "feeds", "settings")},
        **{
            f"call: {name}": [f"{_CALLS}{name}", f"{_CALLS}{name}?limit=5"] * 3
            for name in ("statements", "articles", "voices", "disputes", "stories", "audit")
        },
    }


@dataclass(frozen=True, slots=True)
class Server:
    """`onrecord serve`, running by itself."""

    port: int
    process: int

    def spent(self) -> float:
        """The seconds that its processors have worked, of all its threads (clock_getcpuclockid)."""
        return time.clock_gettime((~self.process << 3) | 2)

    def ask(self, connection: HTTPConnection, address: str) -> Asked:
        """Ask for a page, and follow where it leads. Raises ValueError where it is no page."""
        began, spent = time.monotonic(), self.spent()
        status, body = 303, b""
        while status in (301, 303):
            connection.request("GET", address)
            answer = connection.getresponse()
            status, body = answer.status, answer.read()
            address = answer.headers.get("location", address)
        if status != 200:
            raise ValueError(f"{address}: {status}")
        return Asked((time.monotonic() - began) * 1000, (self.spent() - spent) * 1000, len(body))

    def connected(self) -> HTTPConnection:
        """A way to it, to be closed."""
        return HTTPConnection("localhost", self.port, timeout=600)


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """Serve the archive `news.db` of a folder."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(_onrecord("serve", "--port", str(port)), env=_environment(folder), cwd=folder)
    server = Server(port, process.pid)
    try:
        while True:
            try:
                with closing(server.connected()) as connection:
                    server.ask(connection, "/healthz")
                break
            except ConnectionError:
                time.sleep(0.05)
        yield server
    finally:
        process.terminate()
        process.wait()


def _onrecord(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "onrecord.cli", *arguments]


def _environment(folder: Path) -> dict[str, str]:
    here = str(Path(__file__).parents[1])
    return {**os.environ, "PYTHONPATH": here, "HOME": str(folder), "ONRECORD_ARCHIVE": "news.db"}


def pages(server: Server, kinds: Mapping[str, Sequence[str]]) -> int:
    """What each kind of page costs; how many miss."""
    print(f"\n{'milliseconds of a page':28}{'processor':>16}{'clock':>16}{'largest':>10}")
    print(f"{'':28}{'p50':>8}{'p95':>8}{'p50':>8}{'p95':>8}{'kB':>10}")
    missed = 0
    with closing(server.connected()) as connection:
        server.ask(connection, "/")
        for kind, asked in kinds.items():
            got = [server.ask(connection, address) for address in asked]
            if not got:
                print(f"{kind:28}{'none there':>16}")
                continue
            processor, clock = sorted(one.processor for one in got), sorted(one.clock for one in got)
            largest = max(one.size for one in got)
            is_missed = _p95(processor) > _MOST or largest > _LARGEST
            missed += is_missed
            print(
                f"{kind:28}{median(processor):8.1f}{_p95(processor):8.1f}{median(clock):8.1f}{_p95(clock):8.1f}"
                f"{largest / 1000:10.1f}{'  MISSED' if is_missed else ''}",
                flush=True,
            )
    return missed


def painted(server: Server, kinds: Mapping[str, Sequence[str]]) -> int:
    """How soon a browser paints a page of each kind; how many miss."""
    from playwright.sync_api import sync_playwright

    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        print("\nno chromium: how soon a page is painted was not measured")
        return 0
    print("\nmilliseconds until the first paint, of a browser that has seen no page:")
    missed = 0
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for kind, asked in kinds.items():
            if not asked or asked[0].startswith((_CALLS, "/search.atom")):
                continue
            page = browser.new_context().new_page()
            page.goto(f"http://localhost:{server.port}{asked[0]}")
            first = page.evaluate(_FIRST_PAINT)
            page.context.close()
            missed += first > _PAINTED
            print(f"{kind:28}{first:8.0f}{'  MISSED' if first > _PAINTED else ''}", flush=True)
        browser.close()
    return missed


def beside(server: Server, kinds: Mapping[str, Sequence[str]], folder: Path, news: Path) -> int:
    """Read with many while articles are added; 1 where somebody waits too long or is told of an error."""
    everything = [address for asked in kinds.values() for address in asked]
    got, wrong, done = list[Asked](), list[str](), threading.Event()

    def reads(number: int) -> None:
        chance = random.Random(number)
        while not done.wait(chance.expovariate(1 / _READS)):
            try:
                with closing(server.connected()) as connection:
                    got.append(server.ask(connection, chance.choice(everything)))
            except (ValueError, OSError) as error:
                wrong.append(str(error))

    readers = [threading.Thread(target=reads, args=(number,)) for number in range(_READERS)]
    began = time.monotonic()
    adding = subprocess.Popen(_onrecord("add", str(news)), env=_environment(folder), cwd=folder)
    for reader in readers:
        reader.start()
    status = adding.wait()
    done.set()
    for reader in readers:
        reader.join()
    clock = sorted(one.clock for one in got)
    told = f"{len(got):,} pages, p50 {median(clock):.0f} ms, p95 {_p95(clock):.0f} ms (asked {_MOST_BESIDE})"
    print(
        f"\n{_READERS} readers beside an add of {time.monotonic() - began:.0f} s: {told}, {len(wrong)} errors"
    )
    for one in sorted(set(wrong))[:10]:
        print("  ", one)
    return int(bool(wrong) or status != 0 or _p95(clock) > _MOST_BESIDE)


def _p95(ordered: Sequence[float]) -> float:
    return ordered[int(len(ordered) * 0.95)] if len(ordered) > 1 else ordered[0]


def _news(articles: Path, path: Path, number: int) -> Path:
    """The last so many articles as JSON Lines, which the archive does not have yet."""
    with lzma.open(articles, "rt", encoding="utf-8") as lines, path.open("w", encoding="utf-8") as out:
        for line in list(lines)[-number:]:
            told = json.loads(line)
            kept = {"id": told["id"], "text": told["text"], "outlet": told["outlet"], "url": told["url"]}
            out.write(json.dumps({**kept, "published": told["date"]}) + "\n")
    return path


if __name__ == "__main__":
    sys.exit(main())
