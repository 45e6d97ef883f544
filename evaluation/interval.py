"""How far chance alone moves the scores on PolNeAR.

`python -m evaluation.interval GOLD --pred FILE [--before FILE]`

Documents are drawn again, as many as there are, 1,000 times (Efron 1979): printed are the figure and the
middle 95 of 100 draws; with ``--before``, those of the difference to another prediction.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

from onrecord.train.thresholds import loaded

_DRAWS = 1000


def main() -> None:
    """Print a row for each figure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--pred", type=Path, required=True)
    parser.add_argument("--before", type=Path, help="another prediction, to be compared with")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    arguments = parser.parse_args()
    scorer = loaded(arguments.shared / "tools" / "score_attributions.py")
    counts = _counts(scorer, arguments.gold, arguments.pred)
    before = _counts(scorer, arguments.gold, arguments.before) if arguments.before else None
    chance = Random(1)
    draws = [chance.choices(range(len(counts)), k=len(counts)) for _ in range(_DRAWS)]
    measured = [_measures(scorer, counts, draw, before) for draw in draws]
    for name, value in _measures(scorer, counts, range(len(counts)), before).items():
        drawn = sorted(one[name] for one in measured)
        print(f"{name:20} {value:+.3f}  {drawn[_DRAWS // 40]:+.3f} to {drawn[-_DRAWS // 40]:+.3f}")


def _counts(scorer: ModuleType, gold: Path, pred: Path) -> list[Any]:
    """What the scorer counts in each document, outermost statements alone."""
    known, guessed = scorer.documents(gold), scorer.documents(pred)
    return list(scorer.system(known, guessed, drop_nested=True))


def _measures(scorer: ModuleType, counts: list[Any], draw: Any, before: list[Any] | None) -> dict[str, float]:
    found = scorer.score(counts[document] for document in draw)["all"]
    figures = {name: value["f1"] for name, value in found["f1"].items()} | {"alpha": found["rates"]["alpha"]}
    if before is None:
        return figures
    other = _measures(scorer, before, draw, None)
    return {name: value - other[name] for name, value in figures.items()}


if __name__ == "__main__":
    main()
