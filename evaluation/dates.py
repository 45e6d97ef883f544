"""Dates, against two sets: `python -m evaluation.dates --shared SHARED`.

Both are split by the digest of their ids (`int(sha256(id), 16) % 5 == 0` is dev); `--part train` is for work.

- `date-specs-en`, the cases of `date_cases.txt`: the share of expressions read right, each in its sentence.
  One is right where a date is read on its words, or on a part of them, whose first and last day are the
  gold's (whose ranges end on the day after). Where the gold has one day or some days for words that mean none
  ("two months ago", "earlier this year"), the whole week, month or year that holds them is right too, for so
  the guidelines have it; the row "to the day" allows that not.
- `tempeval3`, type DATE: the expression alone and the document's day are given; right where first and last
  day are those of the gold's TIMEX value ("1989-WXX": any week of that year, for the gold leaves open which).
  What the gold gives no place in the calendar ("now": PRESENT_REF) is right where none is read; the row "in
  the calendar" leaves those out.
- the gold of the capture and of the chains: of the words that people marked as when a statement was made, how
  many mean the days that they say: k of n.

Exits with 1 where a row falls below `floors.toml`, with 2 where the data is absent.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from evaluation.date_cases import cases, days
from onrecord.record import When
from onrecord.resolve import days as run
from onrecord.resolve.dates import told

_HERE = Path(__file__).parent
Interval = tuple[date, date]


def main() -> int:
    """Print a row for each measure; the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--part", choices=("dev", "train"), default="dev")
    parser.add_argument("--errors", action="store_true", help="print what is wrong")
    arguments = parser.parse_args()
    data = arguments.shared / "data"
    if not (data / "tempeval3").is_dir():
        print(f"{data}/tempeval3: absent, so nothing was measured", file=sys.stderr)
        return 2
    rows = specs(arguments.shared, arguments.part, show=arguments.errors)
    rows |= tempeval(data / "tempeval3" / "train.jsonl", arguments.part, show=arguments.errors)
    floors = tomllib.loads((_HERE / "floors.toml").read_text(encoding="utf-8"))["dates"]
    short = 0
    for name, (right, count) in rows.items():
        floor, value = floors.get(name), right / max(1, count)
        is_short = floor is not None and arguments.part == "dev" and value < floor
        short += is_short
        told = f"   (floor {floor})" if floor else ""
        print(f"{'SHORT' if is_short else 'ok   '} {name:34}{value:>8.3f}   {right} of {count}{told}")
    for name, right, count in marked(arguments.shared):
        print(f"      {name:34}{right:>4} of {count}")
    return 1 if short else 0


def _is_in(part: str, identity: str) -> bool:
    is_dev = int(hashlib.sha256(identity.encode()).hexdigest(), 16) % 5 == 0
    return is_dev == (part == "dev")


def _read(text: str, day: date) -> list[When]:
    return [when for when, _ in told(text, 0, len(text), day)]


# date-specs-en


def specs(shared: Path, part: str, *, show: bool) -> dict[str, tuple[int, int]]:
    """Expressions right and all, as the guidelines have it and to the day."""
    listed = (_HERE / "date_cases.txt").read_text(encoding="utf-8").splitlines()
    right = exact = count = 0
    for case in cases(shared):
        if case["id"] not in listed or not _is_in(part, case["id"]):
            continue
        reference = date.fromisoformat(case["reference"][:10])
        read = _read(case["text"], reference)
        for timex in case["timexes"]:
            wanted = _wanted(timex, reference)
            found = [when for when in read if _overlaps(when, timex["start"], timex["end"])]
            is_exact = any((when.first, when.last) == wanted for when in found)
            is_right = is_exact or any(_is_unit(when, wanted, timex["text"]) for when in found)
            right, exact, count = right + is_right, exact + is_exact, count + 1
            if show and not is_exact:
                read_so = [(when.text, str(when.first), str(when.last)) for when in found]
                verdict = "" if is_right else "WRONG "
                words, (first, last) = timex["text"], wanted
                print(f"{verdict}{case['id']} {reference} {words!r} {first}..{last}: {read_so}")
    return {"specs": (right, count), "specs to the day": (exact, count)}


def _overlaps(when: When, start: int, end: int) -> bool:
    return when.span.start < end and start < when.span.end


def _wanted(timex: dict[str, Any], reference: date) -> Interval:
    """The gold's first and last day."""
    found = days(timex, reference.isoformat())
    assert found is not None, timex
    first, end = found
    last = date.fromisoformat(end)
    return (date.fromisoformat(first), last - timedelta(days=first != end))


_VAGUE = re.compile(
    r"(?i)\b(?:weeks?|months?|years?) ago\b|\b(?:early|earlier|late|later|mid|beginning|start|middle|end)\b"
)


def _is_unit(when: When, wanted: Interval, text: str) -> bool:
    """Whether the date is the whole unit that the gold's lies in, where the words mean no single day."""
    if not _VAGUE.search(text):
        return False
    units = [run.unit(unit, wanted[0]) for unit in ("week", "month", "year")]
    return (when.first, when.last) in units and when.first <= wanted[0] and wanted[1] <= when.last


# tempeval3


def tempeval(path: Path, part: str, *, show: bool) -> dict[str, tuple[int, int]]:
    """Values right and all, with and without what has no place in the calendar."""
    right = placed = count = places = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        if not _is_in(part, document["id"]):
            continue
        day = date.fromisoformat(document["date"][:10])
        for timex in document["timexes"]:
            if timex["type"] != "DATE":
                continue
            words = " ".join(document["text"][timex["start"] : timex["end"]].split())
            wanted, read = interval(timex["value"]), _alone(words, day)
            has_place = not timex["value"].endswith("_REF")
            if not has_place:
                is_right = read is None
            else:
                is_right = read is not None and (read == wanted or _is_open(timex["value"], read))
            right, count = right + is_right, count + 1
            placed, places = placed + (is_right and has_place), places + has_place
            if show and not is_right:
                read_so = f"{read[0]}..{read[1]}" if read else None
                print(f"{document['id']} {day} {words!r} {timex['value']}: {read_so}")
    return {"tempeval3": (right, count), "tempeval3 in the calendar": (placed, places)}


def _is_open(value: str, read: Interval) -> bool:
    """Whether the gold leaves open which week or quarter of a year it is, and one of that year was read."""
    match = re.fullmatch(r"(\d{4})-(?:WX?X|QX)", value)
    if match is None:
        return False
    unit = "week" if "W" in value else "quarter"
    return read == run.unit(unit, read[0]) and int(match[1]) in (read[0].year, read[1].year)


def _alone(words: str, day: date) -> Interval | None:
    """What the words mean, by the longest date in them."""
    found = max(_read(words, day), key=lambda when: len(when.text), default=None)
    return (found.first, found.last) if found is not None else None


def interval(value: str) -> Interval | None:
    """First and last day of a TIMEX value; None where it names none."""
    value = re.sub(r"(?:T.*|-XX)+$", "", value)
    for pattern, days_of in _VALUES.items():
        match = re.fullmatch(pattern, value)
        if match is not None:
            return days_of(*(int(part or 0) for part in match.groups()))
    return None


def _week(year: int, number: int) -> Interval:
    return run.week(date.fromisocalendar(year, number, 1))


def _day(year: int, month: int, number: int) -> Interval:
    return date(year, month, number), date(year, month, number)


_VALUES: dict[str, Callable[..., Interval]] = {
    r"(\d{4})-W(\d\d?)": _week,
    r"(\d{4})-W(\d\d?)-WE": lambda year, number: run.weekend(_week(year, number)[1]),
    r"(\d{4})-Q([1-4])": run.quarter,
    r"(\d{4})-H([12])": lambda year, half: (
        run.quarter(year, 2 * half - 1)[0],
        run.quarter(year, 2 * half)[1],
    ),
    r"(\d{3})X?": lambda decade: run.years(decade * 10, decade * 10 + 9),
    r"(\d\d)(?:XX)?": lambda century: run.years(century * 100 + 1, century * 100 + 100),
    r"(\d{4})-(\d\d)-(\d\d)": _day,
    r"(\d{4})-(\d\d)": run.month,
    r"(\d{4})": lambda year: run.years(year, year),
}


# the gold's statements


def marked(shared: Path) -> Iterator[tuple[str, int, int]]:
    """Of the words that people marked as a statement's date: how many mean the days that they say."""
    capture = json.loads((shared / "seed" / "gold-dev.json").read_text(encoding="utf-8"))
    said = [statement["when"] for one in capture["articles"] for statement in one["statements"]]
    yield ("when, capture's gold", *_right(said, date.fromisoformat(capture["day"])))
    right = count = 0
    for line in (shared / "data" / "chains" / "dev.jsonl").read_text(encoding="utf-8").splitlines():
        passage = json.loads(line)
        if passage["published"]:
            found = _right(
                [one["when"] for one in passage["statements"]], date.fromisoformat(passage["published"][:10])
            )
            right, count = right + found[0], count + found[1]
    yield "when, chains", right, count


def _right(said: list[dict[str, str] | None], day: date) -> tuple[int, int]:
    right = count = 0
    for when in said:
        if when is None:
            continue
        ends = [interval(part) for part in when["day"].split("/")]
        wanted = (ends[0][0], ends[-1][1]) if ends[0] and ends[-1] else None
        count += 1
        right += _alone(when["text"], day) == wanted
    return right, count


if __name__ == "__main__":
    sys.exit(main())
