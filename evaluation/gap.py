"""GAP: whether "he" or "she" is one name, the other or neither: `python -m evaluation.gap --shared SHARED`.

Prints F1 over the two answers of each item (Webster et al. 2018), for all, by gender, and the ratio between
the two. The two names are given, as the task has it, and so is the page's title.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from onrecord.resolve.pronouns import probabilities, weights
from onrecord.train.pronouns import Pair

_FAR = 0.3  # of the chance of somebody who is not asked for: by cross-validation on GAP's train part


def main() -> int:
    """Print a row for each figure; 2 where the data is absent."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    path = parser.parse_args().shared / "data" / "gap" / "dev.jsonl"
    if not path.exists():
        print(f"{path}: absent, so nothing was measured", file=sys.stderr)
        return 2
    counts: Counter[tuple[str, bool, bool]] = Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        gender, answers = answered(item)
        counts.update((gender, answers[key], bool(item[f"{key}_coref"])) for key in ("a", "b"))
    scores = {of: f1(counts, of) for of in ("male", "female")}
    print(
        f"gap: f1{f1(counts, ''):37.3f}\ngap: f1 male{scores['male']:32.3f}\n"
        f"gap: f1 female{scores['female']:30.3f}"
    )
    print(f"gap: female to male{scores['female'] / scores['male']:25.3f}")
    return 0


def answered(item: dict[str, Any]) -> tuple[str, dict[str, bool]]:
    """The pronoun's gender, and of each name whether it is the likelier, and no far call beside the rest."""
    pair = Pair.of(item)
    people, traits = pair.candidates()
    chances = probabilities(traits, weights().traits)
    by_person = {id(person): chance for person, chance in zip(people, chances, strict=False)}
    given = {key: by_person.get(id(pair.person(key)), 0.0) for key in ("a", "b")}
    best = max(given, key=given.__getitem__)
    names = {id(pair.person(key)) for key in given}
    others = max((chance for whose, chance in by_person.items() if whose not in names), default=0.0)
    is_near = given[best] > chances[-1] / 2 and given[best] >= _FAR * others
    return pair.gender, {key: key == best and is_near for key in given}


def f1(counts: Counter[tuple[str, bool, bool]], gender: str) -> float:
    """F1 of the names said to be meant, of one gender or of both."""
    of = {(said, meant): 0 for said in (True, False) for meant in (True, False)}
    for (its, said, meant), count in counts.items():
        of[said, meant] += count if gender in ("", its) else 0
    return 2 * of[True, True] / max(1, 2 * of[True, True] + of[True, False] + of[False, True])


if __name__ == "__main__":
    sys.exit(main())
