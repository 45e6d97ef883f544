"""Which cases of `date-specs-en` news uses: the rule by which `date_cases.txt` was chosen.

python -m evaluation.date_cases --shared SHARED > evaluation/date_cases.txt
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

RULE = """\
# The cases of date-specs-en that news uses, chosen by rule before anything was worked on (`date_cases.py`
# is the rule).
# A case stays where all of these hold:
# - it has a reference day and the resolved days (the extractors have none), is not of the two calendar
#   modes (ComplexCalendar, ExtendedTypes: appointments), and repeats no case kept before it;
# - it has an expression, and each is a day or a run of days: no durations, nothing that recurs, no time
#   of the day;
# - none is open at one end ("since", "before", "until": not when something was said) and each begins on
#   or before the reference day: appointments to come are not what a statement was said on;
# - each is made of words alone that news dates things with: names of days and months, numbers of days and
#   years, units of the calendar, yesterday and ago, last, this, past, early, late and the like; parted by
#   blanks, commas and hyphens of "mid-June". So no dates in figures alone (which is the month differs
#   from country to country), none run together ("april22"), no two dates joined to a range, no feasts, no
#   years spelt out;
# - no day of a month without its year lies at most 60 days ahead: news reads "Nov. 14" on Nov. 7 as a day
#   to come;
# - each has something to reckon by: a month, a weekday, a year, yesterday, today, or a unit of the
#   calendar beside last, this, past, previous or ago ("the week", "on the 27th" have nothing).
"""
_FILES = ("DateParser", "DatePeriodParser", "MergedParser", "DateTimeModel")
_MONTHS = (
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec"
).split()
_WEEKDAYS = (
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun"
).split()
_UNITS = (
    "day days week weeks weekend month months quarter year years decade century "
    "spring summer autumn fall winter"
).split()
_POINTERS = "last this past previous ago".split()
_NEAR = "today yesterday".split()
_RESOLVED = re.compile(r"[12]\d{3}-")
_SOON = timedelta(days=60)
_SMALL = (
    "the of on in a an few couple several one two three four five six seven eight nine ten "
    "first second third fourth earlier early late mid middle beginning start end before"
).split()
_YEAR = r"1\d{3}|20\d\d"
_WORD = re.compile(
    rf"(?:{_YEAR})(?:s)?|[1-9]0s|[0-3]?\d(?:st|nd|rd|th)?|"
    + "|".join(sorted({*_MONTHS, *_WEEKDAYS, *_UNITS, *_POINTERS, *_NEAR, *_SMALL}, key=len, reverse=True))
)


def main() -> int:
    """Print the rule and the ids."""
    parser = argparse.ArgumentParser(prog="evaluation.date_cases")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    print(RULE, end="")
    seen: set[tuple[str, str]] = set()
    for case in cases(parser.parse_args().shared):
        key = (case["text"].casefold(), case.get("reference", ""))
        if key not in seen and is_news(case):
            seen.add(key)
            print(case["id"])
    return 0


def cases(shared: Path) -> list[dict[str, Any]]:
    """The cases of the set, in its order."""
    with lzma.open(shared / "data/date-specs-en/all.jsonl.xz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def is_news(case: dict[str, Any]) -> bool:
    """Whether news uses the case's expressions."""
    if case["id"].split("/")[0] not in _FILES or "reference" not in case or not case["timexes"]:
        return False
    return all(
        timex["type"] in ("date", "daterange")
        and days(timex, case["reference"][:10]) is not None
        and not _is_soon(timex, date.fromisoformat(case["reference"][:10]))
        and _is_worded(timex["text"])
        for timex in case["timexes"]
    )


def _is_soon(timex: dict[str, Any], reference: date) -> bool:
    """Whether the next such day of the year is less than 60 days away."""
    name = re.fullmatch(r"XXXX-(\d\d)-(\d\d)", json.dumps(timex).split('imex": "')[-1].split('"')[0])
    if name is None:
        return False
    return any(
        (reference + timedelta(days=ahead)).strftime("%m-%d") == f"{name[1]}-{name[2]}"
        for ahead in range(1, _SOON.days)
    )


def days(timex: dict[str, Any], reference: str) -> tuple[str, str] | None:
    """First day and end of the reading nearest before the reference day; None without one.

    The end is the day after the last, of a single day that day again.
    """
    value = timex.get("value", {})
    readings = timex.get("values") or value.get("values")
    if readings is None:
        readings = [{"timex": value.get("Timex", ""), **value.get("PastResolution", {})}]
    found = []
    for reading in readings:
        first = (
            reading.get("date") or reading.get("startDate") or reading.get("start") or reading.get("value")
        )
        last = reading.get("endDate") or reading.get("end")
        ranged = any(key in reading for key in ("startDate", "endDate", "start", "end"))
        if reading.get("Mod") or reading.get("mod") or not first or (ranged and not last):
            continue
        if _RESOLVED.match(first) and first[:10] <= reference:
            found.append((first[:10], (last or first)[:10]))
    return max(found, default=None)


def _is_worded(text: str) -> bool:
    if re.search(r"\d\W+\d{1,2}\b(?!\d|st|nd|rd|th)", text):
        return False
    words = re.findall(r"[^\s,.]+", re.sub(r"(?i)\b(mid|early|late)-", r"\1 ", text).casefold())
    if not words or not all(_WORD.fullmatch(word) for word in words):
        return False
    names = {*_MONTHS, *_WEEKDAYS, *_NEAR}
    if any(word in names or re.fullmatch(rf"(?:{_YEAR})s?|[1-9]0s", word) for word in words):
        return True
    return any(word in _UNITS for word in words) and any(word in _POINTERS for word in words)


if __name__ == "__main__":
    sys.exit(main())
