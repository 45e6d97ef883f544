"""Figures that disagree: `python -m evaluation.disagree --shared SHARED`.

- `figure-pairs` (dev, the part with entailment, neutral and contradiction): two sentences contradict each
  other where they give different figures for one thing; precision, recall and F1 of that, over all pairs and
  over those where four fifths of the second one's words stand in the first. Recall is out of all
  contradictions, also of those that numbers have no part in. Beside it, in the same run, the README's
  baseline: the numbers differ, so it is a contradiction.
- `figure-candidates` of `uci-stories`, of which `disagree.toml` has some with a label by one reader.
  Looked at while the rule was made, so without a floor.

Exits with 1 where a row falls below `floors.toml`, with 2 where the data is absent.
"""

from __future__ import annotations

import argparse
import json
import lzma
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from onrecord.connect.counts import Tally, tallied
from onrecord.connect.disagree import but_for_a_number, difference
from onrecord.connect.topics import words_of
from onrecord.record import Span
from onrecord.resolve.figures import asserted

_FLOORS = Path(__file__).parent / "floors.toml"
_LABELS = Path(__file__).parent / "disagree.toml"
_NEAR = 0.8
Row = dict[str, Any]


class Scores(NamedTuple):
    """Of pairs called different those that are; of those that are the ones called so."""

    precision: float
    recall: float
    f1: float


def main() -> int:
    """Print a row for each measure; the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--part", choices=("dev", "train"), default="dev", help="of figure-pairs")
    arguments = parser.parse_args()
    data: Path = arguments.shared / "data"
    if not (data / "figure-pairs").is_dir():
        print(f"{data}/figure-pairs: absent, so nothing was measured", file=sys.stderr)
        return 2
    floors = tomllib.loads(_FLOORS.read_text(encoding="utf-8"))["disagree"]
    short = 0
    pairs = list(_pairs(data / "figure-pairs", arguments.part))
    for name, some in (("all", pairs), ("near", [pair for pair in pairs if _is_near(pair)])):
        is_so = [pair["label"] == "contradiction" for pair in some]
        found = scores(is_so, (differ(pair["a"], pair["b"]) for pair in some))
        plain = scores(is_so, (pair["numbers"] == "differ" for pair in some))
        floor = floors[name]
        is_short = arguments.part == "dev" and found.f1 < floor
        short += is_short
        print(
            f"{'SHORT' if is_short else 'ok   '} figure-pairs, {name} ({len(some)}): {_told(found)}"
            f"   (floor F1 {floor}; numbers differ: {_told(plain)})"
        )
    labelled = list(_candidates(data / "uci-stories" / "figure-candidates.jsonl"))
    found = scores((pair["label"] == "differ" for pair in labelled), map(_pair_differs, labelled))
    print(f"      figure-candidates ({len(labelled)} with a label): {_told(found)}")
    return 1 if short else 0


def scores(is_so: Iterable[bool], is_found: Iterable[bool]) -> Scores:
    """Precision, recall and their F1; 0 where nothing is found."""
    counted = Counter(zip(is_so, is_found, strict=True))
    right = counted[True, True]
    precision = right / max(1, right + counted[False, True])
    recall = right / max(1, right + counted[True, False])
    return Scores(precision, recall, 2 * precision * recall / max(1e-9, precision + recall))


def differ(one: str, other: str) -> bool:
    """Whether two sentences give different figures for one thing."""
    mine, theirs = tally(one), tally(other)
    if mine is not None and theirs is not None:
        return difference(mine, theirs) is not None
    return but_for_a_number(words_of(one), words_of(other)) is not None


def tally(sentence: str) -> Tally | None:
    """What a sentence counts, as if all of it were said."""
    figures = list(asserted(sentence, 0, len(sentence)))
    return tallied(sentence, [Span(0, len(sentence))], figures, frozenset())


def _pairs(folder: Path, part: str) -> Iterator[Row]:
    path = folder / ("dev.jsonl" if part == "dev" else "train.jsonl.xz")
    with lzma.open(path, "rt", encoding="utf-8") if part == "train" else path.open(encoding="utf-8") as lines:
        for line in lines:
            pair = json.loads(line)
            if pair["label"] in ("entailment", "neutral", "contradiction"):
                yield pair


def _is_near(pair: Row) -> bool:
    theirs = set(words_of(pair["b"]))
    return len(theirs & set(words_of(pair["a"]))) >= _NEAR * len(theirs)


def _candidates(path: Path) -> Iterator[Row]:
    labels = {
        tuple(told.split("|")): label
        for label, some in tomllib.loads(_LABELS.read_text(encoding="utf-8")).items()
        for told in some
    }
    for line in path.read_text(encoding="utf-8").splitlines():
        pair = json.loads(line)
        label = labels.get((str(pair["story"]), pair["number_a"], pair["number_b"]))
        if label is not None:
            yield {**pair, "label": label}


def _pair_differs(pair: Row) -> bool:
    return differ(pair["a"], pair["b"])


def _told(found: Scores) -> str:
    return f"P {found.precision:.3f} R {found.recall:.3f} F1 {found.f1:.3f}"


if __name__ == "__main__":
    sys.exit(main())
