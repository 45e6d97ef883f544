"""Copies: `python -m evaluation.copies --shared SHARED`.

Final decisions on 15,000 articles and on 400 edited copies of them, and the speed of one core. Thresholds
were set on those pairs of which the first id has an even digest (SHA-256); `--show` prints all, to be read.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import lzma
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.connect.copies import added, found
from onrecord.connect.memory import Memory
from onrecord.record import Article, Capture, Kinship, Origin, Published

_FLOORS = Path(__file__).parent / "floors.toml"
_NOWHERE = Origin(Capture("", "", ""), "", ())
# Of the pairs of the reference: the share of five-word shingles that the smaller article has in common with
# the other, below which two articles are none of each other's copies.
_NO_COPY = 0.3


def main() -> int:
    """Print a row for each figure, held to `floors.toml`; 2 where the data is absent."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--show", action="store_true", help="Print every pair with its first words.")
    asked = parser.parse_args()
    data = asked.shared / "data"
    paths = [
        data / "articles" / "allsides.jsonl.xz",
        *(data / "near_duplicates" / f"{name}.jsonl.xz" for name in ("allsides_pairs", "derived_syndicated")),
    ]
    if not all(path.exists() for path in paths):
        print(f"{data}: absent, so nothing was measured", file=sys.stderr)
        return 2
    articles = [article(line) for line in lines(paths[0])]
    began = time.process_time()
    shelf = Memory()
    for one in articles:
        added(one, shelf)
    seconds = time.process_time() - began
    pairs = {tuple(sorted((one.article, one.of))): one for one in shelf.kinships()}
    if asked.show:
        show(pairs, {one.id: one for one in articles})
    floors = tomllib.loads(_FLOORS.read_text(encoding="utf-8"))["copies"]
    figures = {**found_pairs(pairs, list(lines(paths[1]))), **edited(shelf, lines(paths[2]))}
    figures["articles a second"] = round(len(articles) / seconds)
    return max(row(name, value, floors.get(name)) for name, value in figures.items())


def row(name: str, value: int, floor: Any) -> int:
    """Print a figure; 1 where it falls short of its floor."""
    is_short = floor is not None and (value > floor[1] if isinstance(floor, list) else value < floor)
    print(f"copies: {name:36}{value:8}{'  SHORT' if is_short else ''}")
    return int(is_short)


def found_pairs(pairs: dict[Any, Kinship], reference: list[dict[str, Any]]) -> dict[str, int]:
    """How many of the reference's pairs are found, and how many are found that are in it as none."""
    known = {tuple(sorted((line["a"], line["b"]))): line for line in reference}
    told = {
        f"pairs with Jaccard >= {least}": sum(
            pair in pairs for pair, line in known.items() if line["jaccard5"] >= least
        )
        for least in (0.5, 0.7, 0.9)
    }
    sure = {pair for pair, line in known.items() if line["containment5"] >= _NO_COPY}
    return {**told, "pairs in all": len(pairs), "not in the reference": len(pairs.keys() - sure)}


def edited(shelf: Memory, copies: Iterator[dict[str, Any]]) -> dict[str, int]:
    """How many of the edited copies are found with every article that they come from, by kind of edit."""
    hit: Counter[str] = Counter()
    for line in copies:
        one = article({**line, "outlet": None, "date": None, "url": None})
        kin = {kin.of if kin.article == one.id else kin.article for kin in found(one, shelf)}
        for source in filter(None, (line["of"], line["also_of"])):
            hit[line["kind"]] += source in kin
    small = sum(count for kind, count in hit.items() if kind != "merged")
    return {**hit, "small edits": small}


def show(pairs: dict[Any, Kinship], articles: dict[str, Article]) -> None:
    for pair, kin in sorted(pairs.items(), key=lambda item: -item[1].score):
        one, other = articles[kin.article], articles[kin.of]
        half = "fitted" if is_fitted(pair[0]) else "counts"
        print(f"  {half} {kin.relation} {kin.reason}")
        for each in (one, other):
            day = each.published.value if each.published else None
            print(f"      {each.id} {each.outlet} {day} {each.text[:90]!r}")


def is_fitted(identity: str) -> bool:
    """Whether a pair whose first article this is belonged to those on which the thresholds were set."""
    return int(hashlib.sha256(identity.encode()).hexdigest(), 16) % 2 == 0


def article(line: dict[str, Any]) -> Article:
    """An article of the set, as it would be kept, under the set's own id."""
    return Article(
        id=line["id"],
        key=line["id"],
        text=line["text"],
        title=None,
        standfirst=None,
        byline=None,
        dateline=None,
        outlet=line["outlet"],
        url=line["url"],
        published=Published(line["date"], "stated") if line["date"] else None,
        modified=None,
        language="en",
        teaser_only=False,
        origin=_NOWHERE,
    )


def lines(path: Path) -> Iterator[dict[str, Any]]:
    with lzma.open(path, "rt", encoding="utf-8") as stream:
        yield from map(json.loads, stream)


if __name__ == "__main__":
    sys.exit(main())
