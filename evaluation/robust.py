"""Whether anything makes reading fail, hang or point outside the text: `python -m evaluation.robust`.

Reads every article of `data/articles/allsides.jsonl.xz`, every page below `--pages` (each folder of them is
one that `onrecord read` takes), as many texts made up by chance as ONRECORD_TEXTS says, and articles in one
line of growing length. `--every 50` takes one article and page of fifty, `--longest N`
ends the lines there. Exits with 1 where something is
wrong. Time is processor time of this process.
"""

from __future__ import annotations

import argparse
import json
import lzma
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from random import Random

import onrecord
from onrecord.analyse import analyses
from onrecord.errors import InputError
from onrecord.network.session import shipped
from onrecord.record import Analysis, Article, Capture, Origin, Reading, Span

# Processor seconds that 1,000 characters may take, and any text at all.
_SLOWEST, _ALWAYS = 0.5, 2.0
# Characters of the articles in one line; the longest may take this much more for each than the shortest.
_LENGTHS, _MOST_GROWTH = (160_000, 640_000, 2_500_000, 5_000_000), 1.3
# What made-up texts are made of: words that say, names, marks of all kinds, white space, and anything.
_VERDICTS = {True: "ok   ", False: "WRONG"}
_WORDS = "said told that he Anna Weber the NATO according to denied claims bridge 12% May".split()
_MARKS = "“ ” \" ' ‘ ’ « » „ '' `` , . : ; — - ( ) [ ] … ? ! 「 」".split()


def main() -> int:
    """Print a row for each kind of text; the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--pages", type=Path, nargs="*", default=[], help="folders of pages")
    parser.add_argument("--every", type=int, default=1, help="take one article and page of so many")
    parser.add_argument("--longest", type=int, default=_LENGTHS[-1], help="characters of the longest line")
    arguments = parser.parse_args()
    texts = int(os.environ.get("ONRECORD_TEXTS", "1000"))
    articles = arguments.shared / "data" / "articles" / "allsides.jsonl.xz"
    wrong = Counter[str]()
    wrong += _row(
        "articles", (fault for found in _articles(articles, arguments.every) for fault in faults(*found))
    )
    for folder in arguments.pages:
        found = _pages(sorted(path for path in folder.rglob("*") if path.is_file()), arguments.every)
        wrong += _row(f"pages of {folder.name}", (fault for one in found for fault in faults(*one)))
    wrong += _row("made-up texts", (fault for text in _made_up(texts) for fault in _faults_of_text(text)))
    return 1 if wrong.total() + _is_not_linear(articles, arguments.longest) else 0


def _row(name: str, found: Iterable[str]) -> Counter[str]:
    began = time.process_time()
    wrong = Counter(found)
    read = wrong.pop("read", 0)
    told = ", ".join(f"{count} {fault}" for fault, count in wrong.items()) or "nothing wrong"
    seconds = time.process_time() - began
    print(f"{_VERDICTS[not wrong]} {name:28}{read:8,} read: {told} ({seconds:.0f} s)", flush=True)
    return wrong


def faults(reading: Reading, seconds: float) -> Iterator[str]:
    """What is wrong with a reading, a word each; "read" for each text."""
    yield "read"
    text = reading.article.text
    if seconds > max(_ALWAYS, _SLOWEST * len(text) / 1000):
        yield "slow"
    spans = [span for said in reading.statements for span in (*said.content, *said.cue, *said.source)]
    if _lies_outside(text, [*spans, *(one.span for one in reading.analysis.entities)]):
        yield "outside"
    places = {said.id: place for place, said in enumerate(reading.statements)}
    if any(said.parent is not None and said.parent not in places for said in reading.statements):
        yield "parentless"


def _lies_outside(text: str, spans: Sequence[Span]) -> bool:
    return any(span.end > len(text) or not span.of(text).strip() for span in spans)


def _faults_of_text(text: str) -> Iterator[str]:
    began = time.process_time()
    analysis = _analysed(text)
    yield from faults(Reading(_article(text), (), (), analysis), time.process_time() - began)
    spans = [span for one in analysis.attributions for span in (*one.content, *one.cue, *one.source)]
    if _lies_outside(text, spans):
        yield "outside"
    if any(
        one.parent is not None and not 0 <= one.parent < place
        for place, one in enumerate(analysis.attributions)
    ):
        yield "parentless"


def _analysed(text: str) -> Analysis:
    return next(analyses([_article(text)], shipped))


def _article(text: str) -> Article:
    origin = Origin(Capture("made up", "", "text/plain"), "", ())
    nothing = (None,) * 8
    return Article("a", None, text, *nothing, language="en", teaser_only=False, origin=origin)


def _articles(path: Path, every: int) -> Iterator[tuple[Reading, float]]:
    """The readings of the articles, each with the seconds that it took; in files of a hundred."""
    with lzma.open(path, "rt", encoding="utf-8") as lines, tempfile.TemporaryDirectory() as folder:
        chosen = islice(lines, 0, None, every)
        part = Path(folder) / "part.jsonl"
        while hundred := list(islice(chosen, 100)):
            part.write_text("".join(hundred), encoding="utf-8")
            yield from _timed(part)


def _pages(paths: Sequence[Path], every: int) -> Iterator[tuple[Reading, float]]:
    for path in paths[::every]:
        try:
            yield from _timed(path)
        except InputError:  # told to the user in a line: no article in a picture's page, a file of settings
            continue


def _timed(path: Path) -> Iterator[tuple[Reading, float]]:
    began = time.process_time()
    for reading in onrecord.read(str(path)):
        yield reading, time.process_time() - began
        began = time.process_time()


def _made_up(count: int) -> Iterator[str]:
    """Texts made up by chance, the same ones each time."""
    chance = Random(10)
    for _ in range(count):
        parts = []
        for _ in range(chance.randrange(60)):
            kind = chance.random()
            if kind < 0.5:
                parts.append(chance.choice(_WORDS))
            elif kind < 0.8:
                parts.append(chance.choice(_MARKS))
            elif kind < 0.95:
                parts.append(chance.choice((" ", " ", "\n", "\t", "\xa0", "\u200b")))
            else:
                parts.append(
                    chr(chance.choice((chance.randrange(0xD800), chance.randrange(0xE000, 0x110000))))
                )
            parts.append(" " if chance.random() < 0.7 else "")
        yield "".join(parts)


def _is_not_linear(articles: Path, longest: int) -> bool:
    """Whether a long article in one line takes more time for each character than a short one."""
    with lzma.open(articles, "rt", encoding="utf-8") as lines:
        line = " ".join(" ".join(json.loads(one)["text"].split()) for one in islice(lines, 1500))
    rates = []
    for length in (length for length in _LENGTHS if length <= longest):
        text = line[:length]
        began = time.process_time()
        analysis = _analysed(text)
        seconds = time.process_time() - began
        rates.append(seconds / len(text))
        told = f"{seconds:6.1f} s, {len(analysis.attributions):6,} attributions"
        print(f"      one line of {len(text):9,} characters: {told}", flush=True)
    growth = rates[-1] / rates[0]
    fine = growth <= _MOST_GROWTH
    print(f"{_VERDICTS[fine]} the longest takes {growth:.2f} times as long for a character")
    return not fine


if __name__ == "__main__":
    sys.exit(main())
