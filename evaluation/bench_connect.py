"""Speed of connecting statements across articles, in processor time of one process.

`python -m evaluation.bench_connect --shared SHARED`: real articles with made-up speakers are linked, so many
statements in all; what one costs at the end against the beginning, how long a hundred thousand take, and the
most memory. With `--filled N` the archive is then filled up to N statements that are kept to be found but not
linked with each other, and one article is added to it, time after time. Once all real articles are used they
come again with their rarer words changed for others as long and as rare, so that nothing repeats itself.
"""

from __future__ import annotations

import argparse
import re
import resource
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from statistics import median, quantiles

from evaluation.bench_archive import made_up
from onrecord import links
from onrecord.archive import Archive
from onrecord.connect.keys import keys
from onrecord.connect.rarity import weight
from onrecord.connect.sides import sides
from onrecord.connect.topics import stem
from onrecord.record import MadeBy, Reading
from onrecord.store import link, write
from onrecord.store.transaction import transaction

_AN_ARTICLE = 12
_WORD = re.compile(r"[^\W\d_]{4,}|\d+")
# Words that stand in many paragraphs stay: whoever repeats himself does not do so by them.
_COMMON = 2
_TURNS, _A_TURN = 10, 20
_ASKED = 100_000
# The most: seconds for a hundred thousand, milliseconds for an article added, growth, bytes.
_MOST_SECONDS, _MOST_ADDED, _LINEAR, _MOST_MEMORY = 900, 500, 2, 1.5e9


def main() -> int:
    """Print the figures; 1 where one misses what is asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--statements", type=int, default=_ASKED, help="to be linked with each other")
    parser.add_argument("--filled", type=int, default=0, help="statements in the archive at the end")
    arguments = parser.parse_args()
    readings = unlike(made_up(arguments.shared / "data" / "articles" / "allsides.jsonl.xz"))
    with tempfile.TemporaryDirectory() as folder, Archive(Path(folder) / "bench.db") as archive:
        missed = grow(archive, readings, arguments.statements)
        if arguments.filled:
            fill(archive, islice(readings, max(0, arguments.filled - arguments.statements) // _AN_ARTICLE))
            missed += one_more(archive, readings, arguments.filled)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(f"most memory {most / 1e6:.0f} MB")
    return int(missed + (most > _MOST_MEMORY) > 0)


def unlike(readings: Iterable[Reading]) -> Iterator[Reading]:
    """The readings, those that come again with other words."""
    seen: dict[str | None, int] = defaultdict(int)
    kinds: dict[tuple[int, int, bool], list[str]] = defaultdict(list)
    known: dict[str, tuple[tuple[int, int, bool], int]] = {}
    for reading in readings:
        article = reading.article
        round_ = seen[article.key]
        seen[article.key] += 1
        if not round_:
            for word in sorted(set(_WORD.findall(article.text)) - known.keys()):
                bits = weight(stem(word.casefold()))
                kind = len(word), bits, word[0].isupper()
                if bits > _COMMON:
                    known[word] = kind, len(kinds[kind])
                    kinds[kind].append(word)
            yield reading
            continue

        def other(found: re.Match[str], round_: int = round_) -> str:
            if found[0] not in known:
                return found[0]
            kind, place = known[found[0]]
            return kinds[kind][(place + round_ * 7919) % len(kinds[kind])]

        yield replace(reading, article=replace(article, text=_WORD.sub(other, article.text)))


def grow(archive: Archive, readings: Iterator[Reading], statements: int) -> int:
    """Link so many statements; what an article costs at the beginning and at the end."""
    steps = [step for step in (5_000, 10_000, 20_000, 50_000, 100_000) if step <= statements] or [statements]
    done, spent, costs = 0, 0.0, list[float]()
    for step in steps:
        batch = list(islice(readings, (step - done) // _AN_ARTICLE))
        cost = [_linked(archive, one) for one in batch]
        done += len(batch) * _AN_ARTICLE
        spent += sum(cost)
        costs.append(sum(cost) / len(cost))
        count = archive._connection.execute("SELECT count(*) FROM link").fetchone()[0]
        print(f"  to {done:9,} statements{costs[-1]:8.2f} ms an article{count:9,} links", flush=True)
    seconds = spent / 1000 * _ASKED / done
    print(f"a hundred thousand statements: {seconds:.0f} s (asked {_MOST_SECONDS})")
    print(f"growth, last step against first: {costs[-1] / costs[0]:.2f}")
    return int(seconds > _MOST_SECONDS or costs[-1] > _LINEAR * costs[0])


def fill(archive: Archive, readings: Iterable[Reading]) -> None:
    """Keep statements so that they are found, without looking for what they have to do with."""
    for reading in readings:
        with transaction(archive._connection):
            write.reading(archive._connection, reading, MadeBy("bench", "none"), write.Place(None, None))
            for side in sides(reading.article, reading.statements, ()):
                kept = links._encoder.encode(side).decode()
                link.put(archive._connection, side.statement, kept, keys(side).kept)
            link.connected(archive._connection, reading.article.id, "[]")


def one_more(archive: Archive, readings: Iterator[Reading], filled: int) -> int:
    """Add articles one by one to a large archive; the 95th of a hundred."""
    cost = [_linked(archive, one) for one in islice(readings, _TURNS * _A_TURN)]
    last = quantiles(cost, n=20)[-1]
    print(
        f"an article added to {filled:,} statements: {median(cost):.1f} ms, 95 in 100 {last:.1f}"
        f" (asked {_MOST_ADDED})"
    )
    return int(last > _MOST_ADDED)


def _linked(archive: Archive, reading: Reading) -> float:
    """The milliseconds that it takes to link an article that is there."""
    with transaction(archive._connection):
        write.reading(archive._connection, reading, MadeBy("bench", "none"), write.Place(None, None))
        began = time.process_time()
        links.added(archive._connection, reading)
        return (time.process_time() - began) * 1000


if __name__ == "__main__":
    sys.exit(main())
