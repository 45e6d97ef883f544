"""Figures, values and units: `python -m evaluation.figures --shared SHARED`.

- `newsquant` (dev): a figure is right where value and unit are. Each one of the gold is paired with one read;
  a range is its two ends on both sides, as the project's scorer has it; values are equal to a millionth.
  Units are equal after plain normalisation: lower case; the ways to write one unit made one by `units.toml`
  ("km/h", "kilometre per hour"; "$", "dollar"); the noun counted without its plural, by its last word
  ("different bosses": boss); a share of something ("% condos") is a share. The row "all words" asks for the
  whole noun phrase instead of its last word. One figure of the gold has several right units where it says so
  twice (`unit`, `normalized_unit`). `values only` leaves units out, and `one expression` is the README's
  baseline in the same run: any run of digits with its scale, and the number words up to twelve.
- `number-specs-en`: the share of gold spans with a number or a quantity read on them that has their value.
- the gold of the capture and of the chains: figures of the marked contents, value and unit, k of n.

Exits with 1 where a row falls below `floors.toml`, with 2 where the data is absent.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from onrecord.resolve.figures import asserted
from onrecord.resolve.numerals import numerals
from onrecord.resolve.quantities import quantities
from onrecord.resolve.units import named

_FLOORS = Path(__file__).parent / "floors.toml"
Figure = tuple[float, str | None]
Gold = tuple[float, tuple[str, ...]]
SPECS = ("number", "currency", "dimension", "temperature", "age", "percent")


def main() -> int:
    """Print a row for each measure; the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--part", choices=("dev", "train"), default="dev", help="of newsquant")
    parser.add_argument("--errors", action="store_true", help="print what is wrong")
    arguments = parser.parse_args()
    data = arguments.shared / "data"
    if not (data / "newsquant").is_dir():
        print(f"{data}/newsquant: absent, so nothing was measured", file=sys.stderr)
        return 2
    rows = newsquant(data / "newsquant" / f"{arguments.part}.jsonl", show=arguments.errors)
    rows |= specs(data / "number-specs-en" / "train.jsonl", show=arguments.errors)
    floors = tomllib.loads(_FLOORS.read_text(encoding="utf-8"))["figures"]
    short = 0
    for name, value in rows.items():
        floor = floors.get(name)
        is_short = floor is not None and arguments.part == "dev" and value < floor
        short += is_short
        print(
            f"{'SHORT' if is_short else 'ok   '} {name:34}{value:>8.3f}"
            + (f"   (floor {floor})" if floor else "")
        )
    for name, right, count, read in given(arguments.shared):
        print(f"      {name:34}{right:>4} of {count} ({read} read)")
    return 1 if short else 0


# newsquant


def newsquant(path: Path, *, show: bool) -> dict[str, float]:
    """F1 over the sentences of the file, by how units are compared."""
    sentences = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    gold = [list(_gold(sentence["quantities"])) for sentence in sentences]
    read = [list(_read(sentence["text"])) for sentence in sentences]
    if show:
        for sentence, wanted, found in zip(sentences, gold, read, strict=True):
            missed, extra = _unpaired(wanted, found, is_same_noun)
            if missed or extra:
                print(f"{sentence['text'][:300]}\n    missed {missed}\n    extra  {extra}")
    plain: list[list[Figure]] = [
        [(value, None) for value in _plain_values(sentence["text"])] for sentence in sentences
    ]
    return {
        "newsquant value and unit": _f1(gold, read, is_same_noun),
        "newsquant all words": _f1(gold, read, is_same_phrase),
        "newsquant values only": _f1(gold, read, _any_unit),
        "newsquant one expression, values": _f1(gold, plain, _any_unit),
    }


def _gold(quantities_of: Iterable[dict[str, str]]) -> Iterator[Gold]:
    for quantity in quantities_of:
        units = tuple(quantity[key] for key in ("unit", "normalized_unit"))
        for value in _ends(quantity["value"]):
            yield value, units


def _ends(value: str) -> list[float]:
    """The two ends of "10.0-15.0", or the one number."""
    ends = re.fullmatch(r"(-?[\d.]+)-([\d.]+)", value)
    return [float(ends[1]), float(ends[2])] if ends else [float(value)]


def _read(text: str) -> Iterator[Figure]:
    for quantity in quantities(text, 0, len(text)):
        yield quantity.value, quantity.unit
        if quantity.to is not None:
            yield quantity.to, quantity.unit


_NUMBER = re.compile(
    r"(?<![\w.])-?\d[\d,]*(?:\.\d+)?(?: ?(million|billion|trillion|m|bn|k)\b)?"
    r"|\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b"
)
_WORDS = "one two three four five six seven eight nine ten eleven twelve".split()
_SCALES = {"million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12, "k": 1e3}


def _plain_values(text: str) -> Iterator[float]:
    for match in _NUMBER.finditer(text):
        if match[2]:
            yield _WORDS.index(match[2]) + 1
        else:
            figures = re.sub(r"[^\d.-]", "", match.group())
            yield float(figures.rstrip(".") or 0) * _SCALES.get(match[1] or "", 1)


def _f1(gold: list[list[Gold]], read: list[list[Figure]], is_same: Callable[..., bool]) -> float:
    right = sum(
        len(wanted) - len(_unpaired(wanted, found, is_same)[0])
        for wanted, found in zip(gold, read, strict=True)
    )
    total = sum(map(len, gold)) + sum(map(len, read))
    return 2 * right / total if total else 0.0


def _unpaired(
    gold: list[Gold], read: list[Figure], is_same: Callable[[tuple[str, ...], str | None], bool]
) -> tuple[list[Gold], list[Figure]]:
    """What is left of both when each figure read has been paired with one of the gold's."""
    missed, extra = list(gold), list[Figure]()
    for value, unit in read:
        pair = next((one for one in missed if _is_equal(one[0], value) and is_same(one[1], unit)), None)
        if pair is None:
            extra.append((value, unit))
        else:
            missed.remove(pair)
    return missed, extra


def _is_equal(one: float, other: float) -> bool:
    return abs(one - other) <= 1e-6 * max(abs(one), abs(other))


# units


def _any_unit(_gold: tuple[str, ...], _read: str | None) -> bool:
    return True


def is_same_noun(gold: tuple[str, ...], read: str | None) -> bool:
    """Whether the unit is one of the gold's, a noun counted by its last word."""
    own = _unit(read)
    return any([part[-1:] for part in _unit(unit)] == [part[-1:] for part in own] for unit in gold)


def is_same_phrase(gold: tuple[str, ...], read: str | None) -> bool:
    """Whether the unit is one of the gold's in all its words."""
    return any(_unit(unit) == _unit(read) for unit in gold)


def _unit(unit: str | None) -> list[tuple[str, ...]]:
    """A unit as the words of its parts: "$ per barrel" is USD and barrel."""
    if unit in (None, "-", ""):
        return []
    if unit == "share" or re.match(r"% (?:-$|(?!per )\w)", unit):
        return [("share",)]
    whole = named(unit)
    parts = [unit] if whole else re.split(r" ?/ ?|[ -](?:per|an?)[ -]", unit)
    return [tuple(map(_singular, (named(part) or part.casefold()).split())) for part in parts]


_SINGULARS = {"people": "person", "men": "man", "women": "woman", "children": "child"}


def _singular(word: str) -> str:
    word = _SINGULARS.get(word, word)
    if word.endswith("ies"):
        return word[:-3] + "y"
    if re.search(r"(?:ch|sh|ss|x|us)es$", word):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


# number-specs-en


def specs(path: Path, *, show: bool) -> dict[str, float]:
    """The share of gold spans with their value read on them: of all six kinds together, and of each."""
    counts = {kind: [0, 0] for kind in SPECS}
    for line in path.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        for result in case["results"]:
            wanted = _number(result.get("value"))
            if case["model"] not in counts or wanted is None:
                continue
            on_it = _on(case["text"], result["start"], result["end"])
            is_right = any(_is_close(value, wanted) for value in on_it)
            counts[case["model"]][0] += is_right
            counts[case["model"]][1] += 1
            if show and not is_right:
                print(f"{case['model']}: {case['text'][:90]!r}: {result['text']!r} {wanted}")
    rows = {f"specs {kind}": right / total for kind, (right, total) in counts.items()}
    right, total = (sum(count[at] for count in counts.values()) for at in (0, 1))
    return {"specs": right / total, **rows}


def _number(value: str | None) -> float | None:
    try:
        return float((value or "").rstrip("%"))
    except ValueError:
        return None


def _is_close(one: float, other: float) -> bool:
    return abs(one - other) <= 1e-6 * max(1.0, abs(one), abs(other)) if abs(other) > 1e-3 else one == other


def _on(text: str, start: int, end: int) -> Iterator[float]:
    """The values of what is read on a span."""
    for numeral in numerals(text, 0, len(text)):
        if numeral.start < end and start < numeral.end:
            yield from (numeral.value, numeral.base)
    for quantity in quantities(text, 0, len(text)):
        if quantity.start < end and start < quantity.end:
            yield from (quantity.value, quantity.to if quantity.to is not None else quantity.value)


# the gold's statements


def given(shared: Path) -> Iterator[tuple[str, int, int, int]]:
    """Of the contents that people marked: name, figures right, figures in the gold, figures read."""
    capture = json.loads((shared / "seed" / "gold-dev.json").read_text(encoding="utf-8"))
    said = [statement for one in capture["articles"] for statement in one["statements"]]
    yield ("figures, capture's gold", *_asserted(said))
    chains = (shared / "data" / "chains" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    yield ("figures, chains", *_asserted([one for line in chains for one in json.loads(line)["statements"]]))


def _asserted(said: list[dict[str, Any]]) -> tuple[int, int, int]:
    right = count = read = 0
    for statement in said:
        gold: list[Gold] = [
            (float(one["value"]), (one["unit"] or "",)) for one in statement.get("figures") or []
        ]
        found = [
            (value, figure.unit)
            for piece in statement["content"]
            for figure in asserted(piece["text"], 0, len(piece["text"]))
            for value in (figure.value, figure.to)
            if value is not None
        ]
        right += len(gold) - len(_unpaired(gold, found, is_same_noun)[0])
        count, read = count + len(gold), read + len(found)
    return right, count, read


if __name__ == "__main__":
    sys.exit(main())
