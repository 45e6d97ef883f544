"""Read what stands above an article's first paragraph: headline, standfirst, byline, outlet, day, address."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal, NamedTuple

from onrecord.tidy.dateline import dateline_end
from onrecord.tidy.lines import Line
from onrecord.tidy.listing import Scheme
from onrecord.tidy.masthead import (
    Label,
    counter,
    dated,
    is_byline,
    is_outlet,
    is_rule,
    label,
    number,
    web_address,
)
from onrecord.tidy.prose import is_heading, is_prose
from onrecord.tidy.runs import Run
from onrecord.tidy.turn import looks_like_headline

AboveProse = Literal["title", "standfirst"]

# No header that we know is taller; past it the lines are the article's own, whatever they look like.
_TALLEST = 14
_MOST_HEADINGS = 2


class Habit(NamedTuple):
    """How the text around writes its heads.

    ``scheme`` is how its articles are divided, ``above_prose`` what a single heading above the
    first paragraph is, ``labelled`` whether lines such as "LENGTH: 435 words" are labels.
    """

    scheme: Scheme | None
    above_prose: AboveProse
    labelled: bool


class _Heading(NamedTuple):
    run: Run
    text: str


@dataclass(slots=True)
class Head:
    """What was read above an article, in runs of the capture.

    ``left_out`` is no part of its text; ``body`` is the place of the first line of its own words.
    """

    title: Run | None = None
    standfirst: Run | None = None
    byline: Run | None = None
    dateline: Run | None = None
    outlet: str | None = None
    day: str | None = None
    address: str | None = None
    left_out: list[Run] = field(default_factory=list)
    body: int = 0
    _headings: list[_Heading] = field(default_factory=list)
    _closed: bool = False


def head(part: list[Line], scheme: Scheme | None, above_prose: AboveProse) -> Head:
    """What stands above the first paragraph of the part.

    A part that is nothing but a head has no words of its own, so its lines count as such, rules and
    counters aside.
    """
    found = Head()
    habit = Habit(scheme, above_prose, scheme in ("counted", "labelled") or _labels(part) >= 2)
    for line, below in pairwise(part[: _TALLEST + 1]):
        if not (
            _is_apart(found, line, habit)
            or _is_outlet_line(found, line, below, habit)
            or _is_headline(found, line, habit)
        ):
            break
        found.body += 1
    if found.body + 1 == len(part) and _is_apart(Head(), part[-1], habit):
        return _only_words(part)
    first = part[found.body]
    if end := dateline_end(first.text[:200]):
        found.dateline = (first.start, first.start + end)
    _name_headings(found, above_prose)
    return found


def _labels(part: list[Line]) -> int:
    return sum(label(line.text) is not None for line in part[:_TALLEST])


def _is_apart(found: Head, line: Line, habit: Habit) -> bool:
    """Take in a line that says where the article is from; False where it is none."""
    text = line.text
    if is_rule(text) or counter(text):
        found.left_out.append((line.start, line.end))
    elif habit.labelled and (told := label(text)):
        _take_label(found, line, told)
    elif address := web_address(text):
        found.address = found.address or address
        found.left_out.append((line.start, line.end))
    elif day := dated(text):
        found.day = found.day or day.day.isoformat()
        found.outlet = found.outlet or day.outlet
        found.left_out.append((line.start, line.end))
    elif is_byline(text) and found.byline is None:
        found.byline = (line.start, line.end)
    else:
        return False
    return True


def _take_label(found: Head, line: Line, told: Label) -> None:
    words = (line.start + told.start, line.end)
    if (
        told.field in ("title", "byline", "standfirst", "dateline")
        and told.value
        and not getattr(found, told.field)
    ):
        setattr(found, told.field, words)
        found.left_out.append((line.start, words[0]))
        return
    found.left_out.append((line.start, line.end))
    # Under a database's labels the article begins; a short line there is a caption or a sub-heading.
    found._closed = bool(found._headings)
    if told.field == "outlet":
        found.outlet = found.outlet or told.value or None
    elif told.field == "address":
        found.address = found.address or told.value or None
    elif told.field == "day" and (day := dated(told.value)):
        found.day = found.day or day.day.isoformat()


def _is_outlet_line(found: Head, line: Line, below: Line, habit: Habit) -> bool:
    """Take in an outlet's name: above a day that stands alone, or right under a numbered headline."""
    if found.outlet or not is_outlet(line.text):
        return False
    day = dated(below.text)
    above_day = day is not None and day.outlet is None and not found._headings
    under_number = habit.scheme == "numbered" and len(found._headings) == 1 and below.gap == 0
    if not (above_day or under_number):
        return False
    found.outlet = line.text
    found.left_out.append((line.start, line.end))
    return True


def _is_headline(found: Head, line: Line, habit: Habit) -> bool:
    text, begins = line.text, line.start
    if habit.scheme == "numbered" and not found._headings and (count := number(text)):
        begins += count[1]
        found.left_out.append((line.start, begins))
    elif not _could_head(found, text, habit):
        return False
    found._headings.append(_Heading((begins, line.end), text))
    return True


def _could_head(found: Head, text: str, habit: Habit) -> bool:
    if found._closed or len(found._headings) >= _MOST_HEADINGS or dateline_end(text[:200]):
        return False
    if not found._headings and habit.scheme in ("counted", "dated", "ruled"):
        return not is_prose(text) or is_heading(text)
    return looks_like_headline(text) or (habit.above_prose == "standfirst" and is_heading(text))


def _name_headings(found: Head, above_prose: AboveProse) -> None:
    """Say which headings are title and standfirst; a label has said it already where there is one."""
    free = found._headings
    if len(free) == 2 and free[0].text == free[1].text:
        free = free[:1]  # a headline written twice, by the page and by whoever saved it
    if len(free) == 1 and above_prose == "standfirst" and found.standfirst is None:
        found.standfirst = free[0].run
        return
    if free and found.title is None:
        found.title, free = free[0].run, free[1:]
    if free and found.standfirst is None:
        found.standfirst = free[0].run


def _only_words(part: list[Line]) -> Head:
    found = Head()
    for line in part:
        if not (is_rule(line.text) or counter(line.text)):
            break
        found.left_out.append((line.start, line.end))
    return found
