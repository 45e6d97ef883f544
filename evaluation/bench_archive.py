"""Speed of the archive, in processor time of one process: `make bench`.

Texts, outlets and days are those of real articles; statements are made up from their sentences, so that no
network is needed: 12 an article, by 20,000 names of which few speak often and most once.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import lzma
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import get_args

from onrecord.archive import Archive
from onrecord.record import (
    Analysis,
    Article,
    Attribution,
    Capture,
    MadeBy,
    Manner,
    Origin,
    Piece,
    Published,
    Question,
    Reading,
    Span,
    Speaker,
    Stance,
    Standing,
    Statement,
)
from onrecord.reread import Reread
from onrecord.resolve.identity import statement_ids
from onrecord.store import write
from onrecord.store.transaction import transaction

_SENTENCE = re.compile(r"[^.!?\n]{30,400}[.!?]")
_WORD = re.compile(r"\S+")
_AN_ARTICLE = 12
_NAMES = 20_000
_STEPS = (10_000, 20_000, 50_000, 100_000)
_TURNS, _A_TURN = 20, 40
# Ten times the statements: each index one level deeper, and the full text merged once more.
_LINEAR = 1.2


def main() -> int:
    """Print the figures; 1 where one misses its aim."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--statements", type=int, default=_STEPS[-1])
    parser.add_argument("--reread", type=int, default=5_000, help="articles to work out again")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.db"
        readings = made_up(arguments.shared / "data" / "articles" / "allsides.jsonl.xz")
        missed = grow(path, readings, arguments.statements)
        with Archive.to_read(path) as archive:
            missed += ask(archive)
        missed += again(path, arguments.reread)
    return 1 if missed else 0


def made_up(articles: Path) -> Iterator[Reading]:
    """Readings of real articles with made-up statements, the same every time; over again when they end."""
    chance = random.Random(1)
    round_ = 0
    while True:
        round_ += 1
        with lzma.open(articles, "rt", encoding="utf-8") as lines:
            for line in lines:
                told = json.loads(line)
                found = [match.span() for match in _SENTENCE.finditer(told["text"])]
                if len(found) >= _AN_ARTICLE:
                    yield _reading(told, found, round_, chance)


def _reading(
    told: dict[str, str], found: list[tuple[int, int]], round_: int, chance: random.Random
) -> Reading:
    text = told["text"]
    digest = hashlib.sha256(f"{round_} {told['id']}".encode()).hexdigest()
    identity = f"a-{digest[:16]}"
    attributions = tuple(
        _attribution(text, start, end, chance) for start, end in sorted(chance.sample(found, _AN_ARTICLE))
    )
    said = tuple(
        Statement(
            name,
            one.content,
            one.cue,
            one.source,
            _speaker(chance),
            "said",
            one.manner,
            chance.choices(get_args(Stance), (80, 5, 6, 4, 5))[0],
            None,
            "network",
            one.score,
        )
        for one, name in zip(
            attributions, statement_ids(identity, (one.content for one in attributions)), strict=True
        )
    )
    day = date(2012, 1, 1) + timedelta(chance.randrange(4_000))
    capture = Capture("bench.jsonl", "0" * 64, "application/x-ndjson")
    article = Article(
        identity,
        told["id"],
        text,
        None,
        None,
        None,
        None,
        told["outlet"],
        told["url"],
        Published(told["date"] or day.isoformat(), "stated"),
        None,
        "en",
        False,  # noqa: FBT003 (no teaser)
        Origin(capture, f"line {round_}", (Piece(0, 0, len(text)),)),
    )
    return Reading(article, said, (), Analysis(identity, attributions, "made up"))


def _attribution(text: str, start: int, end: int, chance: random.Random) -> Attribution:
    """The sentence's first two words for a source, the third for a cue, the rest for what was said."""
    words = list(islice((match.span() for match in _WORD.finditer(text, start, end)), 4))
    source = (Span(words[0][0], words[1][1]),) if len(words) == 4 else ()
    cue = (Span(*words[2]),) if len(words) == 4 else ()
    manner: Manner = chance.choice(get_args(Manner))
    return Attribution((Span(words[-1][0], end),), cue, source, manner, "network", round(chance.random(), 4))


def _speaker(chance: random.Random) -> Speaker:
    standing: Standing | None = chance.choices((*get_args(Standing), None), (60, 8, 12, 6, 4, 10))[0]
    # The most quoted has 3 % of all statements, as the President has in a year's papers.
    number = min(int((chance.paretovariate(0.5) - 1) * 15), _NAMES - 1)
    name = None if standing is None else f"Speaker{number % 500} Name{number}"
    return Speaker(name, None, standing, None, None, None, 0.9 if name else None)


@dataclass(frozen=True, slots=True)
class Aim:
    """The most that something may take, in milliseconds."""

    name: str
    most: float


def grow(path: Path, readings: Iterator[Reading], statements: int) -> int:
    """Fill the archive; what an article costs at its end against its beginning."""
    young = path.with_name("young.db")
    print("adding, an article of 12 statements in a transaction:")
    with Archive(path) as archive:
        done = 0
        for step in [step for step in _STEPS if step <= statements] or [statements]:
            batch = list(islice(readings, (step - done) // _AN_ARTICLE))
            cost = sum(_add(archive, one) for one in batch) / len(batch)
            if not done:
                archive.backup(young)
            done += len(batch) * _AN_ARTICLE
            print(f"  to {step:9,} statements{cost:8.2f} ms each{path.stat().st_size / 1e6:8.0f} MB")
        first = last = 0.0
        with Archive(young) as beginning:
            # By turns: whatever else the machine does meanwhile weighs on both alike.
            for _ in range(_TURNS):
                batch = list(islice(readings, _A_TURN))
                first += sum(_add(beginning, one) for one in batch) / len(batch) / _TURNS
                last += sum(_add(archive, one) for one in batch) / len(batch) / _TURNS
    print(f"  the next{last:24.2f} ms each; {first:.2f} after the first step: growth {last / first:.2f}")
    return int(last > _LINEAR * first)


def _add(archive: Archive, one: Reading) -> float:
    """The milliseconds that an article takes."""
    began = time.process_time()
    with transaction(archive._connection):
        write.reading(archive._connection, one, MadeBy("bench", "none"), write.Place(None, None))
    return (time.process_time() - began) * 1000


def ask(archive: Archive) -> int:
    """Every kind of question, forty times each with other words; the 95th of a hundred."""
    words = _words(archive)
    common, middle, rare = words[:40], words[2_000:2_040], words[-40:]
    who = [f"Speaker{number % 500} Name{number}" for number in range(5, 405, 10)]
    kinds: dict[Aim, list[Callable[[], object]]] = {
        Aim("rare word", 50): [_question(archive, word) for word in rare],
        Aim("word of every day", 50): [_question(archive, word) for word in middle],
        Aim("common word", 50): [_question(archive, word) for word in common],
        Aim("common word, best first", 50): [_question(archive, word, order="best") for word in common],
        Aim("common word and stance", 50): [_question(archive, word, stance="denial") for word in common],
        Aim("common word and outlet", 50): [_question(archive, word, outlet="fox") for word in common],
        Aim("common word, a month", 50): [
            _question(archive, word, first=date(2016, 3, 1), last=date(2016, 3, 31)) for word in common
        ],
        Aim("common word and a speaker", 50): [
            _question(archive, word, speaker=name) for word, name in zip(common, who, strict=True)
        ],
        Aim("rare word and a speaker", 50): [
            _question(archive, word, speaker=name) for word, name in zip(rare, who, strict=True)
        ],
        Aim("no word, all filters", 50): [
            _question(archive, "", speaker=name, stance="doubt", manner="mixed", standing="named")
            for name in who
        ],
        Aim("common word about another", 50): [
            _question(archive, word, about=other) for word, other in zip(common, middle, strict=True)
        ],
        Aim("who", 100): [_who(archive, name) for name in who],
    }
    print("\nasking, 20 answers with their articles (who: all), p50 and p95 of 40 in milliseconds:")
    missed = 0
    for aim, questions in kinds.items():
        costs = sorted(_milliseconds(question) for question in questions)
        p50, p95 = costs[len(costs) // 2], costs[int(len(costs) * 0.95)]
        missed += p95 > aim.most
        print(f"  {aim.name:28}{p50:8.1f}{p95:8.1f}{'  MISSED' if p95 > aim.most else ''}")
    most = "Speaker0 Name0"
    print(f"  who, of {len(archive.who(most)):,} statements{_milliseconds(_who(archive, most)):16.1f}")
    return missed


def _words(archive: Archive) -> list[str]:
    """The words of the statements, most frequent first."""
    connection = archive._connection
    connection.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab (main, statement_words, row)")
    rows = connection.execute(
        "SELECT term FROM temp.words WHERE length(term) > 2 ORDER BY doc DESC, term"
    ).fetchall()
    return [row[0] for row in rows]


def _question(archive: Archive, words: str, **asked: object) -> Callable[[], object]:
    return lambda: archive.search(Question(words, **asked))  # type: ignore[arg-type]


def _who(archive: Archive, name: str) -> Callable[[], object]:
    return lambda: (archive.names(name), archive.who(name))


def _milliseconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1000


def again(path: Path, articles: int) -> int:
    """`reread --from resolve`, and how much of it is not the rules'."""
    with Archive(path) as archive:
        # Once for what the rules make of it, then as it is after an update that changes nothing.
        _reread(archive, articles, 2)
        told, alone, _ = _reread(archive, articles, 1)
        _, writer, clock = _reread(archive, articles, 2)
        began = time.process_time()
        done = sum(1 for _ in islice(archive.readings(), len(told)))
        loading = time.process_time() - began
    print("\nreread --from resolve, where nothing changes, articles a second:")
    print(f"  one process{done / alone:14,.0f}; {loading / done * 1000:.2f} ms each to load it")
    print(
        f"  two, by the clock{done / clock:8,.0f}; {writer / done * 1000:.2f} ms each in the one that writes"
    )
    return int(done / clock < 400)


def _reread(archive: Archive, articles: int, processes: int) -> tuple[list[Reread], float, float]:
    """What was read again, the seconds of this process and those of the clock."""
    began, since = time.process_time(), time.monotonic()
    done = islice(archive.reread("resolve", processes=processes), articles)
    told = [one for one in done if isinstance(one, Reread)]
    return told, time.process_time() - began, time.monotonic() - since


if __name__ == "__main__":
    sys.exit(main())
