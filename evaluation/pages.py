"""Web pages: what is read of those of the intake data, beside trafilatura in the same run.

Run as `python -m evaluation.pages --shared PATH`; `--share 0.1` takes a tenth of the pages. Counted by the
rules 1 to 6 of README-intake. A quotation mark is kept where it stands in our body with the same letters on
its inner side.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import sys
import tarfile
import time
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from onrecord.errors import InputError
from onrecord.ingest import charset, html
from onrecord.record import Article, Document
from onrecord.settings import Settings
from onrecord.tidy import articles

_FLOORS = Path(__file__).parent / "floors.toml"
_SETS = ("trafilatura", "benchmark", "fundus", "newspaper", "readability")
_TIMED = ("trafilatura", "benchmark", "fundus")
_QUOTED = ("benchmark", "fundus")
_WARM = 5  # pages
_SETTINGS = Settings()
_NAMES = re.compile(r"[,;]\s*")
# Characters that are words by themselves: Chinese, Japanese, Thai, Lao, Burmese, Khmer.
_ALONE = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(r"\w+")
_TOKEN = re.compile(rf"[{_ALONE}]|(?:(?![{_ALONE}])\w)+")
_MARKS = '"“”„«»‹›「」『』'
_INNER = 8  # letters beside a quotation mark that tell it from others
_PLAIN = str.maketrans("“”„«»‘’‚‐‑‒–—", '"""""\'\'\'-----')


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the data and what is known of it."""

    collection: str
    id: str
    url: str
    data: bytes
    gold: dict[str, Any]


class Read(NamedTuple):
    """What a tool read of a page; ``day`` begins with it as ISO 8601."""

    body: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    day: str = ""


Reader = Callable[[Page], Read]


def main() -> int:
    """Print a row for each set and reader, held to `floors.toml`; the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--share", type=float, default=1.0, help="which part of the pages, 1 for all")
    options = parser.parse_args()
    folder = options.shared / "data" / "pages"
    if not all((folder / f"{name}.tar.xz").is_file() for name in _SETS):
        print(f"{folder}: absent, so nothing was measured", file=sys.stderr)
        return 2
    pages = [page for name in _SETS for page in pages_of(folder / f"{name}.tar.xz", name, options.share)]
    figures: dict[str, float] = {}
    for name, reader in (("onrecord", ours), ("trafilatura", theirs)):
        results, speed = timed(pages, reader, name)
        for collection in _SETS:
            chosen = [(page, read) for page, read in results if page.collection == collection]
            figures |= {f"{name} {collection} {what}": value for what, value in row(name, chosen).items()}
        figures[f"{name} pages/s"] = speed
        print(f"{name:12}{speed:.1f} pages/s", flush=True)
    figures["speed"] = figures["onrecord pages/s"] / figures["trafilatura pages/s"]
    print(f"onrecord is {figures['speed']:.2f} times as fast as trafilatura", flush=True)
    return int(options.share == 1 and any([*_short(figures)]))


def _short(figures: dict[str, float]) -> Iterator[str]:
    """What is below its floor, told as it is found; no body may be worse than trafilatura's in this run."""
    floors = tomllib.loads(_FLOORS.read_text(encoding="utf-8"))["pages"]
    floors |= {f"{name} F": figures[f"trafilatura {name} F"] for name in _TIMED}
    for name, floor in floors.items():
        value = figures.get(f"onrecord {name}", figures.get(name, 0.0))
        if value > floor[1] if isinstance(floor, list) else value < floor:
            print(f"SHORT {name}: {value:.3f}, floor {floor}")
            yield name


def pages_of(path: Path, collection: str, share: float) -> Iterator[Page]:
    """The pages of a set, or such a share of them, chosen by their ids."""
    with tarfile.open(path) as archive:
        held = {member.name.removeprefix(f"{collection}/"): member for member in archive if member.isfile()}

        def data(name: str) -> bytes:
            file = archive.extractfile(held[name])
            return file.read() if file else b""

        for line in data("pages.jsonl").splitlines():
            known = json.loads(line)
            chosen = int.from_bytes(sha256(known["id"].encode()).digest()[:4]) < share * 2**32
            if chosen:
                yield Page(collection, known["id"], known["url"], data(known["html_file"]), known["gold"])


def timed(pages: list[Page], reader: Reader, name: str) -> tuple[list[tuple[Page, Read]], float]:
    """What the reader reads of each page, and pages of the three sets per second of processor time."""
    for page in pages[:_WARM]:
        reader(page)
    results: list[tuple[Page, Read]] = []
    slowest, spent, count = (0.0, ""), 0.0, 0
    for page in pages:
        start = time.process_time()
        results.append((page, reader(page)))
        took = time.process_time() - start
        slowest = max(slowest, (took, page.id))
        if page.collection in _TIMED:
            spent, count = spent + took, count + 1
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name:12}longest {slowest[0]:.1f} s ({slowest[1]}), peak memory so far {memory:.0f} MB")
    return results, count / max(spent, 1e-9)


def ours(page: Page) -> Read:
    """As a user's file is read."""
    try:
        read = list(html.documents(BytesIO(page.data), page.url or page.id, _SETTINGS))
    except InputError:
        return Read()
    documents = [one for one in read if isinstance(one, Document)]
    found = [one for one in articles(documents, None) if isinstance(one, Article)]
    whole = "\n".join(one.text[one.title.end if one.title else 0 :] for one in found)
    first, stated = found[0], _stated(documents)
    day = first.published.value if first.published else ""
    title = first.title.of(first.text) if first.title else ""
    return Read(whole, title, tuple(_NAMES.split(stated)) if stated else (), day)


def _stated(documents: list[Document]) -> str:
    stated = documents[0].stated
    return (stated.byline if stated else None) or ""


def theirs(page: Page) -> Read:
    """Text and metadata by trafilatura."""
    import trafilatura

    found = trafilatura.bare_extraction(
        _decoded(page.data), url=page.url or None, with_metadata=True, include_comments=False
    )
    if not isinstance(found, trafilatura.settings.Document):
        return Read()
    authors = tuple(_NAMES.split(found.author)) if found.author else ()
    return Read(found.text or "", found.title or "", authors, found.date or "")


def _decoded(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return charset.decoded(data, html.declared(data))


def row(name: str, results: list[tuple[Page, Read]]) -> dict[str, float]:
    """The figures of one set by one reader, printed."""
    if not results:
        return {}
    collection = results[0][0].collection
    body = _strings(results) if collection == "trafilatura" else _bodies(results)
    figures = body | _titles(results) | _days(results) | _authors(results)
    if collection in _QUOTED:
        figures |= _quotations(results)
    told = "  ".join(f"{what} {100 * value:.1f}" for what, value in figures.items())
    print(f"{name:12}{collection:12}{len(results):4}  {told}", flush=True)
    return figures


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _balanced(precision: float, recall: float) -> float:
    return _ratio(2 * precision * recall, precision + recall)


def _strings(results: Iterable[tuple[Page, Read]]) -> dict[str, float]:
    """Rule 1."""
    right = missed = wrong = 0
    for page, read in results:
        text = " ".join(read.body.split())
        have = sum(" ".join(words.split()) in text for words in page.gold["must"])
        right, missed = right + have, missed + len(page.gold["must"]) - have
        wrong += sum(" ".join(words.split()) in text for words in page.gold["must_not"])
    precision, recall = _ratio(right, right + wrong), _ratio(right, right + missed)
    return {"P": precision, "R": recall, "F": _balanced(precision, recall)}


def grams(text: str) -> Counter[tuple[str, ...]]:
    """Rule 2: runs of four tokens, or the text as one where it is shorter."""
    tokens = _TOKEN.findall(text.lower())
    if 0 < len(tokens) < 4:
        return Counter([tuple(tokens)])
    return Counter(zip(tokens, tokens[1:], tokens[2:], tokens[3:], strict=False))


def body_scores(gold: str, text: str) -> tuple[float, float, float]:
    """Precision, recall and F of one page."""
    wanted, have = grams(gold), grams(text)
    common = (wanted & have).total()
    precision, recall = _ratio(common, have.total()), _ratio(common, wanted.total())
    return precision, recall, _balanced(precision, recall)


def _bodies(results: Iterable[tuple[Page, Read]]) -> dict[str, float]:
    scores = [body_scores(page.gold["body"], read.body) for page, read in results if page.gold.get("body")]
    return {what: sum(score[at] for score in scores) / len(scores) for at, what in enumerate("PRF")}


def quotation_marks(text: str) -> Counter[str]:
    """The marks of a text, each with the letters that stand on its inner side."""
    found: Counter[str] = Counter()
    for at, letter in enumerate(text):
        if letter in _MARKS:
            opens = text[at + 1 : at + 2].isalnum()
            beside = text[at + 1 : at + 4 * _INNER] if opens else text[max(at - 4 * _INNER, 0) : at]
            letters = "".join(beside.split())
            found[letter + letters[:_INNER] if opens else letters[-_INNER:] + letter] += 1
    return found


def _quotations(results: Iterable[tuple[Page, Read]]) -> dict[str, float]:
    kept = all_of_them = 0
    for page, read in results:
        wanted = quotation_marks(page.gold.get("body") or "")
        kept += (wanted & quotation_marks(read.body)).total()
        all_of_them += wanted.total()
    return {"quotation marks": _ratio(kept, all_of_them)}


def folded_title(words: str) -> str:
    """Rule 3."""
    plain = unicodedata.normalize("NFKC", unescape(words)).translate(_PLAIN)
    return " ".join(plain.split()).casefold()


def _titles(results: Iterable[tuple[Page, Read]]) -> dict[str, float]:
    right = [
        folded_title(page.gold["title"]) == folded_title(read.title)
        for page, read in results
        if page.gold.get("title")
    ]
    return {"title": _ratio(sum(right), len(right))} if right else {}


def days(gold: str) -> set[str]:
    """Rule 4: the day as written, and that moment's in UTC."""
    try:
        moment = datetime.fromisoformat(gold)
    except ValueError:  # one is "2022-01.26"
        return {gold}
    utc = moment.astimezone(UTC) if moment.tzinfo else moment
    return {gold[:10], utc.date().isoformat()}


def gold_day(page: Page) -> str:
    """The day that is right, empty where none is known."""
    return str(page.gold.get("publishing_date") or page.gold.get("date") or "")


def _days(results: Iterable[tuple[Page, Read]]) -> dict[str, float]:
    asked = [(days(gold), read.day[:10]) for page, read in results if (gold := gold_day(page))]
    if not asked:
        return {}
    right = sum(day in wanted for wanted, day in asked)
    wrong = sum(bool(day) for _, day in asked) - right
    return {"day": _ratio(right, len(asked)), "wrong day": _ratio(wrong, len(asked))}


def gold_authors(page: Page) -> list[str]:
    """The names that are right."""
    told = page.gold.get("authors") or page.gold.get("author") or []
    return [name for name in (told.split(";") if isinstance(told, str) else told) if folded_name(name)]


def folded_name(name: str) -> str:
    """Rule 5: the words of a name, a space around each."""
    return f" {' '.join(_WORD.findall(name.lower()))} "


def _authors(results: Iterable[tuple[Page, Read]]) -> dict[str, float]:
    found = asked = right = given = 0
    for page, read in results:
        wanted = [folded_name(name) for name in gold_authors(page)]
        if not wanted:
            continue
        have = [folded_name(name) for name in read.authors if folded_name(name).strip()]
        found += sum(any(gold in name for name in have) for gold in wanted)
        right += sum(any(gold in name or name in gold for gold in wanted) for name in have)
        asked, given = asked + len(wanted), given + len(have)
    return {"authors R": _ratio(found, asked), "authors P": _ratio(right, given)} if asked else {}


if __name__ == "__main__":
    sys.exit(main())
