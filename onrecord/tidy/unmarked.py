"""Tell where one article ends and another begins by what the paragraphs are about."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import median

from onrecord.tidy.dateline import dateline_end
from onrecord.tidy.lines import Line
from onrecord.tidy.prose import has_final_stop, is_heading
from onrecord.tidy.trees import told
from onrecord.tidy.turn import CLOSING, MOST_LINES, Words

# Log odds. Of 40 texts run together from articles that no fitting saw, half of them on one topic each:
# precision .89 at recall .46 here, .87 at .60 for 1.0; of 57 single articles none was cut here, two there.
# Precision first: an article cut in two loses who its "he" is.
_CERTAIN = 2.0
_FEWEST_LINES = 6
_SMALLEST = 400  # characters of an article
_CLOSEST = 3  # lines between two turns

# A paragraph's first so many characters tell how it opens and closes, and its first 2,000 whom it names.
_OPENS, _LEDE, _CLOSES, _MOST = 400, 600, 300, 2000
_NAME = re.compile(r"\b[A-Z][A-Za-zà-ÿ’'-]{2,}\b")
_FULL_NAME = re.compile(r"\b[A-Z][a-z]{2,} (?:[A-Z]\. )?[A-Z][a-z]{2,}")
_NO_NAME = frozenset(
    "The This That These Those But And When While After Before Some Many Most There Here They She His Her Its"
    " Our Your With For From Not Now How Why What Who Where Then Also Even Still However Yet Nor Both One Two"
    " Three Last Next Such Since Because Although Though Despite During According Mr. Mrs Ms".split()
)
# Words with which a paragraph takes up the one above.
_TAKES_UP = re.compile(
    r"[“\"‘']?(?:He|She|It|They|We|I|His|Her|Their|Its|This|That|These|Those|But|And|So|Yet|Or|Still|However"
    r"|Meanwhile|Also|Instead|Then|Such|Another|Both|Others?|Some|Many|Most|There|Here|Even|If|Because|Moreover"
    r"|Indeed|Of course|Nor|For example|Asked|Since then|In addition|At the same time|Not|You|What|Why|How"
    r"|Perhaps|Now|Later|Earlier|Once|One|Among|According)\b"
)
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_POST = re.compile(
    r"\b(?:President|Sen\.|Senator|Rep\.|Gov\.|Secretary|Prime Minister|Attorney General|former|nominee"
    r"|candidate|Republican|Democrat(?:ic)?|spokes\w+|Director|Justice|Speaker)\b"
)
_FIRST_NAME = re.compile(r"[“\"]?([A-Z][\w’'-]+)(?: ([A-Z][\w’'-]+))?")


class _Names:
    """The names of each line, and how much each weighs in this text."""

    def __init__(self, page: Sequence[Line]) -> None:
        self.of_line = [_names(line.text) for line in page]
        spread = Counter(name for names in self.of_line for name in names)
        self.weight = {name: math.log((len(page) + 1) / count) for name, count in spread.items()}

    def heft(self, names: Iterable[str]) -> float:
        """What the names weigh together."""
        return sum(self.weight[name] for name in names)

    def between(self, first: int, end: int) -> set[str]:
        """The names of the lines from first to end."""
        return set().union(*self.of_line[max(0, first) : max(0, end)])


def turns(page: Sequence[Line], words: Words) -> list[int]:
    """The first line, and those at which another article begins."""
    if len(page) < _FEWEST_LINES:
        return [0]
    odds = dict(enumerate(map(told("paragraphs").odds, signs(page, words)), start=1))
    found: list[int] = []
    for place in sorted((place for place in odds if odds[place] >= _CERTAIN), key=lambda place: -odds[place]):
        if all(_are_apart(page, place, other) for other in (0, *found, len(page))):
            found.append(place)
    return [0, *sorted(found)]


def _are_apart(page: Sequence[Line], place: int, other: int) -> bool:
    first, last = sorted((place, other))
    size = page[last - 1].end - page[first].start
    return size >= _SMALLEST and (other in (0, len(page)) or last - first >= _CLOSEST)


def signs(page: Sequence[Line], words: Words) -> list[list[float]]:
    """What speaks for a turn at each line but the first, or against it, in the order that the trees know.

    Kinship with what is above, near and far; its depth against the lines around; what the paragraphs on
    either side share with what follows and what came before, in words and in names; how they open and close.
    """
    names = _Names(page)
    near = [_kinships(words, names, place) for place in range(1, len(page))]
    usual = [median(one[at] for one in near) for at in (1, 2)]
    return [
        [
            *near[at][:3],
            near[at][1] - usual[0],
            near[at][2] - usual[1],
            *(_depth(near, at, kind) for kind in (1, 2, 4)),
            near[at][4],
            *_shares(words, at + 1),
            *_shared_names(names, page, at + 1),
            *_form(page, at + 1),
        ]
        for at in range(len(near))
    ]


def _kinships(words: Words, names: _Names, place: int) -> tuple[float, float, float, float, float]:
    """How much above and below share: words of 50, 120 and 250, names of 20 and 40."""
    by_word = [words.kinship(place, place, size) for size in (50, 120, 250)]
    by_name = [_kinship_of_names(names, place, size) for size in (20, 40)]
    return by_word[0], by_word[1], by_word[2], by_name[0], by_name[1]


def _kinship_of_names(names: _Names, place: int, size: int) -> float:
    above = _block(names.of_line, place - 1, -1, size)
    below = _block(names.of_line, place, 1, size)
    scale = math.sqrt(names.heft(above) * names.heft(below))
    return names.heft(above & below) / scale if scale else 0.0


def _block(of_line: Sequence[set[str] | frozenset[str]], start: int, step: int, size: int) -> set[str]:
    """The words of the lines from start on, up or down, until there are so many."""
    block: set[str] = set()
    seen, place = 0, start
    while 0 <= place < len(of_line) and seen < size and abs(place - start) < MOST_LINES:
        block |= of_line[place]
        seen += len(of_line[place])
        place += step
    return block


def _depth(near: Sequence[tuple[float, ...]], at: int, kind: int) -> float:
    """How much more the lines around share than these: TextTiling's depth."""
    own = near[at][kind]
    left = max((one[kind] for one in near[max(0, at - 5) : at]), default=own)
    right = max((one[kind] for one in near[at + 1 : at + 6]), default=own)
    return (left + right) / 2 - own


def _shares(words: Words, place: int) -> list[float]:
    """How much of the line's words stands above and below it, and of those of the line above it."""
    lines = words.of_line
    own, above = lines[place], lines[place - 1]
    heft, heft_above = words.heft(own) or 1.0, words.heft(above) or 1.0
    return [
        words.heft(own & _block(lines, place - 1, -1, 60)) / heft,
        words.heft(own & _block(lines, place - 1, -1, 400)) / heft,
        words.heft(own & _block(lines, place + 1, 1, 60)) / heft,
        words.heft(own & _block(lines, place + 1, 1, 400)) / heft,
        words.heft(above & _block(lines, place, 1, 120)) / heft_above,
        words.heft(above & _block(lines, place - 2, -1, 120)) / heft_above,
    ]


_NAMELESS = 0.3  # the share of a paragraph without names


def _shared_names(names: _Names, page: Sequence[Line], place: int) -> list[float]:
    own, last = names.of_line[place], names.between(place - 3, place)
    heft, heft_last = names.heft(own) or 1.0, names.heft(last) or 1.0
    up, down = names.between(place - 10, place), names.between(place, place + 10)
    first = _FIRST_NAME.match(page[place].text)
    is_surname = first and not first[2] and first[1] not in _NO_NAME
    return [
        names.heft(own & _block(names.of_line, place - 1, -1, 60)) / heft if own else _NAMELESS,
        names.heft(own & _block(names.of_line, place + 1, 1, 40)) / heft if own else _NAMELESS,
        names.heft(last & names.between(place, place + 12)) / heft_last if last else _NAMELESS,
        len(up & down) / (1 + min(len(up), len(down))),
        float(bool(is_surname and first and first[1] in names.between(place - 8, place))),
    ]


def _form(page: Sequence[Line], place: int) -> list[float]:
    """How the line opens and closes, and the one above it."""
    text, above = page[place].text, page[place - 1].text
    return [
        min(3, len(_FULL_NAME.findall(text[:_LEDE]))) / 3,
        float(_TAKES_UP.match(text) is not None),
        float(dateline_end(text[:200]) is not None),
        float(_WEEKDAY.search(text[:_OPENS]) is not None),
        float(_POST.search(text[:_OPENS]) is not None),
        math.log(len(text) / 150),
        math.log(len(above) / 150),
        float(has_final_stop(text)),
        float(has_final_stop(above)),
        float(is_heading(text)),
        float(is_heading(above)),
        float(CLOSING.search(text[-_CLOSES:]) is not None),
        float(CLOSING.search(above[-_CLOSES:]) is not None),
        min(place, 30) / 30,
        min(len(page) - place, 30) / 30,
    ]


def _names(text: str) -> set[str]:
    found = (
        name.rstrip("’'s") if name.endswith(("’s", "'s")) else name for name in _NAME.findall(text[:_MOST])
    )
    return set(found) - _NO_NAME
