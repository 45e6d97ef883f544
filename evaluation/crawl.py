"""From a crawl to the archive: `python -m evaluation.crawl --pages 5000 --processes 2`.

Makes a WARC file like CC-NEWS's out of the 953 real pages: each answer has an address and a time of its own
and, where the pages go round again, words of its own; between them stand robots.txt, redirects, pictures and
records that break off. `onrecord add` reads it in a process of its own, is killed once and goes on. Told are
its articles per second and its memory while it goes, what was lost or kept twice, and what each stage takes
alone. Exits with 1 where something is lost or kept twice, with 2 where the data is absent.
"""

from __future__ import annotations

import argparse
import gzip
import json
import signal
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from pathlib import Path
from typing import BinaryIO, TypeVar

from onrecord import pipeline
from onrecord.analyse import analyses
from onrecord.archive import Archive
from onrecord.ingest import Source, documents, records
from onrecord.network.session import shipped
from onrecord.record import Article, Document, Reading
from onrecord.resolve import statements
from onrecord.settings import Settings
from onrecord.store import write
from onrecord.store.transaction import transaction
from onrecord.tidy import articles

_SETS = ("fundus", "benchmark", "trafilatura")
_START = datetime(2025, 2, 21, tzinfo=UTC)
# After so many answers comes one of each kind that is no news, and after so many one that breaks off.
_BETWEEN, _BROKEN = 10, 50
_PARAGRAPH = b"</p>"
_SAMPLE = 40  # articles with which the stages are timed

T = TypeVar("T")


def main() -> int:
    """Make the file, read it, and print what came of it; the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--processes", type=int, default=1)
    arguments = parser.parse_args()
    data = arguments.shared / "data" / "pages"
    if not data.is_dir():
        print(f"{data}: absent, so nothing was measured", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        crawl = folder / "crawl.warc.gz"
        with crawl.open("wb") as file:
            made = _written(file, islice(cycle_of(list(_pages(data))), arguments.pages))
        print(
            f"{crawl.stat().st_size / 1e6:.0f} MB: " + ", ".join(f"{n:,} {kind}" for kind, n in made.items())
        )
        expected = _stages(crawl, folder)
        return int(not _added(crawl, folder, expected, arguments.processes))


def _pages(data: Path) -> Iterator[tuple[str, bytes]]:
    """The address and the bytes of each real page."""
    for kind in _SETS:
        with tarfile.open(data / f"{kind}.tar.xz") as packed:
            members = {member.name: member for member in packed.getmembers() if member.isfile()}
            listed = packed.extractfile(members[f"{kind}/pages.jsonl"])
            for line in listed or ():
                told = json.loads(line)
                if page := packed.extractfile(members[f"{kind}/{told['html_file']}"]):
                    yield told["url"] or f"https://{told['id'].lower()}.example/", page.read()


def cycle_of(pages: list[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """The pages without end; from the second round on each says in its paragraphs which round it is."""
    for number, (address, page) in enumerate(cycle(pages)):
        again = number // len(pages)
        mark = f" (edition {again})".encode() if again else b""
        yield (
            f"{address}{'&' if '?' in address else '?'}crawl={number}",
            page.replace(_PARAGRAPH, mark + _PARAGRAPH),
        )


def _written(file: BinaryIO, pages: Iterable[tuple[str, bytes]]) -> Counter[str]:
    """Write the archive, a gzip member a record; how many records there are of each kind."""
    made: Counter[str] = Counter()

    def put(kind: str, record: bytes, end: int | None = None) -> None:
        made[kind] += 1
        file.write(gzip.compress(record, 1)[:end])

    put("description", _record("warcinfo", "", _START, b"software: none\r\n", "application/warc-fields"))
    for number, (address, page) in enumerate(pages):
        at = _START + timedelta(seconds=number)
        put("pages", _answer(address, at, "200 OK", "text/html", page))
        if number % _BETWEEN == 0:
            put(
                "robots.txt", _answer(f"{address}/robots.txt", at, "200 OK", "text/plain", b"User-agent: *\n")
            )
            put("redirects", _answer(f"{address}/old", at, "301 Moved", "text/html", b"Moved"))
            put("pictures", _answer(f"{address}/a.png", at, "200 OK", "image/png", b"\x89PNG" + bytes(900)))
            put("requests", _record("request", address, at, b"GET / HTTP/1.1\r\n\r\n", "application/http"))
        if number % _BROKEN == _BROKEN - 1:
            put("that break off", _answer(f"{address}/cut", at, "200 OK", "text/html", page), -200)
    return made


def _answer(address: str, at: datetime, status: str, kind: str, body: bytes) -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    return _record("response", address, at, head + body, "application/http; msgtype=response")


def _record(kind: str, address: str, at: datetime, content: bytes, media_type: str) -> bytes:
    fields = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        *([f"WARC-Target-URI: {address}"] if address else []),
        f"WARC-Date: {at:%Y-%m-%dT%H:%M:%SZ}",
        f"WARC-Record-ID: <urn:uuid:{kind}-{address}>",
        f"Content-Type: {media_type}",
        f"Content-Length: {len(content)}",
    ]
    return "\r\n".join([*fields, "", ""]).encode() + content + b"\r\n\r\n"


def _stages(crawl: Path, folder: Path) -> set[str]:
    """Print the processor time that each stage takes; the ids of the articles to be kept."""
    with crawl.open("rb") as file:
        seconds, _ = _timed(lambda: sum(1 for _ in records.records(file)))
    reading, found = _timed(lambda: list(documents(Source(crawl.name, str(crawl)), Settings())))
    tidying, tidied = _timed(
        lambda: list(articles((one for one in found if isinstance(one, Document)), None))
    )
    told = {one.id: one for one in tidied if isinstance(one, Article)}
    _stage("find the records", seconds, len(told))
    _stage("take the articles out of the pages", reading - seconds, len(told))
    _stage("tidy", tidying, len(told))
    sample = list(told.values())[:: max(1, len(told) // _SAMPLE)]
    list(analyses(sample[:1], shipped))  # opens the network
    seconds, analysed = _timed(lambda: list(analyses(sample, shipped)))
    _stage("analyse", seconds, len(sample))
    seconds, said = _timed(lambda: [statements(*one) for one in zip(sample, analysed, strict=True)])
    _stage("resolve", seconds, len(sample))
    whole = [Reading(one, some, (), seen) for one, some, seen in zip(sample, said, analysed, strict=True)]
    with Archive(folder / "stages.db") as archive:
        seconds, _ = _timed(lambda: _kept(archive, whole))
    _stage("store", seconds, len(sample))
    return set(told)


def _kept(archive: Archive, readings: list[Reading]) -> int:
    for one in readings:
        with transaction(archive._connection):
            write.reading(archive._connection, one, pipeline.made_by(), write.Place(None, None))
    return len(readings)


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    began = time.process_time()
    made = work()
    return time.process_time() - began, made


def _stage(name: str, seconds: float, count: int) -> None:
    print(f"  {name:36}{seconds / max(1, count) * 1000:8.1f} ms of processor time an article", flush=True)


def _added(crawl: Path, folder: Path, expected: set[str], processes: int) -> bool:
    """Add the file, killed once a third of it is kept; whether nothing is lost and nothing there twice."""
    archive = folder / "news.db"
    command = [sys.executable, "-m", "onrecord.cli", "add", "--archive", str(archive)]
    command += ["--processes", str(processes), str(crawl)]
    began = time.monotonic()
    heights = _watched(command, archive, len(expected) // 3, folder / "said")
    before = _count(archive)
    heights += _watched(command, archive, None, folder / "said")
    seconds = time.monotonic() - began
    with Archive.to_read(archive) as opened:
        kept = Counter(reading.article.id for reading, _ in opened.readings())
        said = [one.id for reading, _ in opened.readings() for one in reading.statements]
        is_well = opened.health().is_well
    lost, foreign = expected - set(kept), set(kept) - expected
    twice = sum(kept.values()) - len(kept) + len(said) - len(set(said))
    print(f"{len(kept):,} articles, {len(said):,} statements; killed at {before:,} and gone on")
    print(f"{len(kept) / seconds:.2f} articles/s, all of it, as the machine was")
    print(
        "memory as it went: " + ", ".join(f"{megabytes:.0f} MB at {count:,}" for count, megabytes in heights)
    )
    print(f"lost {len(lost)}, not to be there {len(foreign)}, twice {twice}, archive well: {is_well}")
    print((folder / "said").read_text(encoding="utf-8").strip())
    return not lost and not foreign and not twice and is_well


def _watched(command: list[str], archive: Path, kill_at: int | None, said: Path) -> list[tuple[int, float]]:
    """Run it, until so many articles are kept where it is to be killed; its memory at some counts."""
    heights: list[tuple[int, float]] = []
    with said.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
        while process.poll() is None:
            time.sleep(1.0)
            count = _count(archive)
            if not heights or count >= heights[-1][0] * 1.3 + 5:
                heights.append((count, _megabytes(process.pid)))
            if kill_at is not None and count >= kill_at:
                process.send_signal(signal.SIGKILL)
                process.wait()
    return heights


def _count(archive: Path) -> int:
    if not archive.exists():
        return 0
    connection = sqlite3.connect(f"file:{archive}?mode=ro", uri=True)
    try:
        return int(connection.execute("SELECT count(*) FROM article").fetchone()[0])
    except sqlite3.OperationalError:  # it is being made
        return 0
    finally:
        connection.close()


def _megabytes(process: int) -> float:
    """What the process and its children hold of their own; 0 where it has ended.

    Pages of the archive that the system maps into them are left out: it takes these back when it likes.
    """
    try:
        own = Path(f"/proc/{process}/status").read_text()
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return 0.0
    held = next((int(line.split()[1]) for line in own.splitlines() if line.startswith("RssAnon")), 0)
    return held / 1024 + sum(_megabytes(int(child)) for child in children)


if __name__ == "__main__":
    sys.exit(main())
