"""Stories: `python -m evaluation.stories --shared SHARED`.

The headlines of three days of `uci-stories`' dev, one day at a time, against the stories of an aggregator:
BCubed precision, recall and F1 (Bagga and Baldwin, 1998), the mean of the days held to `floors.toml`.
"""

from __future__ import annotations

import argparse
import json
import lzma
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from statistics import fmean

from onrecord.connect.stories import chapters
from onrecord.record import Article, Capture, Origin, Published, Span

_FLOORS = Path(__file__).parent / "floors.toml"
_DAYS = ("2014-05-27", "2014-05-28", "2014-06-03")
_NOWHERE = Origin(Capture("", "", ""), "", ())


def main() -> int:
    """Print a row a day; 1 where the mean falls short, 2 where the data is absent."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--set", type=Path, default=Path("dev.jsonl.xz"), help="A file of uci-stories.")
    parser.add_argument("--days", nargs="*", default=_DAYS, help="Days of it.")
    asked = parser.parse_args()
    path = asked.shared / "data" / "uci-stories" / asked.set
    if not path.exists():
        print(f"{path}: absent, so nothing was measured", file=sys.stderr)
        return 2
    found = []
    for day in asked.days:
        articles, gold = headlines(path, day)
        began = time.process_time()
        told = chapters(articles)
        seconds = time.process_time() - began
        by = {article: number for number, chapter in enumerate(told) for article in chapter.articles}
        scores = bcubed(by, gold)
        found.append(scores)
        print(
            f"stories: {day} {len(articles):6,} headlines  P {scores[0]:.3f} R {scores[1]:.3f}"
            f" F1 {scores[2]:.3f}  {seconds:5.1f} s"
        )
    f1 = fmean(one[2] for one in found)
    floor = tomllib.loads(_FLOORS.read_text(encoding="utf-8"))["stories"]["BCubed F1"]
    print(f"stories: BCubed F1 {f1:.3f}   (floor {floor}){'  SHORT' if f1 < floor else ''}")
    return int(f1 < floor)


def headlines(path: Path, day: str) -> tuple[list[Article], dict[str, int]]:
    """A day's headlines as articles that have nothing else, and the story of each by its id."""
    articles, gold = [], {}
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in map(json.loads, lines):
            if line["day"] == day and line["title"]:
                # Numbers run on within a story: equals are not to be told apart by them.
                identity, title = sha256(str(line["id"]).encode()).hexdigest(), line["title"]
                published = Published(day, "stated")
                gold[identity] = line["story"]
                articles.append(
                    Article(
                        id=identity,
                        key=None,
                        text=title,
                        title=Span(0, len(title)),
                        standfirst=None,
                        byline=None,
                        dateline=None,
                        outlet=line["outlet"],
                        url=None,
                        published=published,
                        modified=None,
                        language="en",
                        teaser_only=True,
                        origin=_NOWHERE,
                    )
                )
    return articles, gold


def bcubed(found: Mapping[str, int], gold: Mapping[str, int]) -> tuple[float, float, float]:
    """Precision, recall and F1 of who stands with whom, the mean over all of them."""
    both = Counter((found[one], gold[one]) for one in gold)
    ours, theirs = Counter(found[one] for one in gold), Counter(gold.values())
    precision = fmean(both[found[one], gold[one]] / ours[found[one]] for one in gold)
    recall = fmean(both[found[one], gold[one]] / theirs[gold[one]] for one in gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


if __name__ == "__main__":
    sys.exit(main())
