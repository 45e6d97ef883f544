"""Find where a text's articles begin by the marks that divide them: counters, rules, numbers, headers.

Where there is none, what the paragraphs are about decides.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from functools import cached_property
from itertools import pairwise
from statistics import fmean
from typing import Literal, NamedTuple

from onrecord.tidy.lines import Line
from onrecord.tidy.masthead import counter, dated, is_rule, label, number
from onrecord.tidy.prose import LONGEST_HEADING, is_heading, is_prose
from onrecord.tidy.turn import Words, could_open, looks_like_headline, odds
from onrecord.tidy.unmarked import turns

Scheme = Literal[
    "counted", "closed", "labelled", "ruled", "numbered", "dated", "headed", "spaced", "unmarked"
]

# Kinship over a true cut is under these in 19 of 20 texts of `dumps.tar.xz`; between sections it is more.
# Without headings to vouch for it, a rule must divide words that share less.
_KIN, _KIN_UNHEADED = 0.11, 0.07
# A rule of three marks is a pause inside agency copy in 2 articles of 100; of five and more in 1 of 1,000.
_LONG_RULE = 5
# Under a rule inside an article stands a note on its authors or sources, shorter than so many characters and
# than a third of the article; another article is as long as the first.
_SMALLEST = 400
# Log odds: one headline must be beyond doubt before the likely ones count, so that an article with
# subheadings stays whole. Chosen on 220 texts run together, half of them on one topic each, and 392 articles
# alone that no fitting saw: the best F1 (.89) at which 199 in 200 of those alone stay whole.
_CERTAIN, _LIKELY = 2.5, -0.5
_CLOSEST_HEADLINES = 500
_STOPS = ".…"
# A header's first line stands no further above its day or labels than this.
_TALLEST_HEADER = 4
# "Document LBA0000020100503e653000": Factiva closes each article so.
_CLOSER = re.compile(r"Document [A-Za-z]{2,12}\d{6,}\w*")


class Listing(NamedTuple):
    """The scheme that divides the text, and the lines at which its articles begin, the first among them."""

    scheme: Scheme
    openings: list[int]


class Text:
    """The lines of a text, and their words once somebody asks for them: marks alone often do."""

    def __init__(self, page: list[Line]) -> None:
        self.lines = page

    @cached_property
    def words(self) -> Words:
        """The words of each line."""
        return Words(self.lines)


def listing(page: list[Line]) -> Listing | None:
    """How the text is divided, ``None`` where nothing in it says that it is."""
    text = Text(page)
    for scheme, find in _MARKED.items():
        openings = find(text)
        if len(openings) > 1 or (openings and scheme == "counted"):
            return Listing(scheme, openings)
    found = [Listing(scheme, find(text)) for scheme, find in _UNMARKED.items()]
    best = found[0]
    for other in found[1:]:
        # A rule may stand inside one of many articles that headlines or spacing divide.
        if len(other.openings) - 1 > 2 * (max(1, len(best.openings)) - 1):
            best = other
    if len(best.openings) > 1:
        return best
    openings = turns(page, text.words)
    return Listing("unmarked", openings) if len(openings) > 1 else None


def _counted(text: Text) -> list[int]:
    """Where "1 of 7 DOCUMENTS", "2 of 7 DOCUMENTS", … stand, no other number between them."""
    page = text.lines
    found = [(index, count) for index, line in enumerate(page) if (count := counter(line.text))]
    in_order = all(later == (earlier[0] + 1, earlier[1]) for (_, earlier), (_, later) in pairwise(found))
    places = [index for index, _ in found]
    return places if in_order and (len(places) > 1 or places == [0]) else []


def _closed(text: Text) -> list[int]:
    """The lines after each "Document LBA0…", and the first."""
    page = text.lines
    ends = [index + 1 for index, line in enumerate(page) if _CLOSER.fullmatch(line.text)]
    return [0, *(end for end in ends if end < len(page))] if len(ends) > 1 else []


def _labelled(text: Text) -> list[int]:
    """The first lines of header blocks such as "Title: …", "Date: …" that are like the text's first block."""
    page = text.lines
    blocks: list[tuple[int, set[str]]] = []
    last = -2
    for index, line in enumerate(page):
        if found := label(line.text):
            if index == last + 1:
                blocks[-1][1].add(found.field)
            else:
                blocks.append((index, {found.field}))
            last = index
    if not blocks or blocks[0][0] > _TALLEST_HEADER or len(blocks[0][1]) < 2:
        return []
    depth, fields = blocks[0]
    return _aligned(page, [index for index, own in blocks if len(own & fields) >= 2], depth)


def _ruled(text: Text) -> list[int]:
    """The lines after rules of one kind, where what they divide has headings or little in common."""
    page, words = text.lines, text.words
    kinds: dict[str, list[int]] = defaultdict(list)
    for index, line in enumerate(page):
        if is_rule(line.text):
            kinds["".join(line.text.split())].append(index)
    for rule, places in sorted(kinds.items(), key=lambda kind: -len(kind[0])):
        opened = [
            place + 1 for place in places if place + 1 < len(page) and not is_rule(page[place + 1].text)
        ]
        first = next((place for place, line in enumerate(page) if not is_rule(line.text)), len(page))
        if first == len(page):
            return []
        parts = list(pairwise([first, *(place for place in opened if place != first), len(page)]))
        smallest = min(_SMALLEST, _size(page[slice(*parts[0])]) / 3)
        cuts = [start for start, end in parts[1:] if _size(page[start:end]) >= smallest]
        if cuts and _divides(page, words, rule, [first, *cuts]):
            return [first, *cuts]
    return []


def _size(part: list[Line]) -> int:
    return part[-1].end - part[0].start


def _divides(page: list[Line], words: Words, rule: str, openings: list[int]) -> bool:
    headed = fmean(_begins_like_an_article(page, index) for index in openings) >= 0.75
    if len(rule) < _LONG_RULE and not headed:
        return False
    kin = fmean(words.kinship(index - 1, index) for index in openings[1:])
    return kin < (_KIN if headed else _KIN_UNHEADED)


def _begins_like_an_article(page: list[Line], index: int) -> bool:
    return is_heading(page[index].text) or any(
        dated(line.text) or label(line.text) for line in page[index : index + 3]
    )


def _numbered(text: Text) -> list[int]:
    """Where the lines "1. …", "2. …" stand of a list that the text begins with."""
    page, words = text.lines, text.words
    places: dict[int, list[int]] = defaultdict(list)
    for index, line in enumerate(page[:-1]):
        if len(line.text) <= LONGEST_HEADING and (found := number(line.text)):
            places[found[0]].append(index)
    first = number(page[0].text)
    if first is None or 0 not in places.get(first[0], []):
        return []
    chain, count, shape = [0], first[0], _shape(page, 0)
    while later := [
        i for i in places.get(count + 1, []) if i > chain[-1] + 1 and _shape(page, i)[0] == shape[0]
    ]:
        # A list inside an article counts too; the line at which the words change is the list's own.
        alike = [index for index in later if _shape(page, index) == shape] or later
        chain.append(min(alike, key=lambda index: words.kinship(index, index)))
        count += 1
    cuts = chain[1:]
    return chain if cuts and fmean(words.kinship(index, index) for index in cuts) < _KIN else []


def _shape(page: list[Line], index: int) -> tuple[int, bool]:
    """What a numbered line looks like: the blank lines under it, whether a short line follows."""
    return page[index + 1].gap, len(page[index + 1].text) <= LONGEST_HEADING and not is_prose(
        page[index + 1].text
    )


def _dated(text: Text) -> list[int]:
    """The first lines of headers with a day, as far above it as in the text's first header."""
    page = text.lines
    days = [
        (index, found.outlet is None, line.gap)
        for index, line in enumerate(page)
        if (found := dated(line.text))
    ]
    if not days or days[0][0] > _TALLEST_HEADER:
        return []
    depth, *shape = days[0]
    return _aligned(page, [index for index, *own in days if own == shape], depth)


def _aligned(page: list[Line], marks: list[int], depth: int) -> list[int]:
    """The lines ``depth`` above each mark that begin a header: short lines down to the mark, none shared."""
    openings = [0]
    for mark in marks[1:]:
        header = page[max(0, mark - depth) : mark]
        if mark - depth > openings[-1] + depth and all(len(line.text) <= LONGEST_HEADING for line in header):
            openings.append(mark - depth)
    return openings


def _headed(text: Text) -> list[int]:
    """The lines that look like headlines and at which the words change, where the text begins with one."""
    first = text.lines[0].text
    # "Is it bad? It is legal in 29 states." may head a text: nothing above it could end so.
    is_headline = looks_like_headline(first) or (
        not is_prose(first) and looks_like_headline(first.rstrip(_STOPS))
    )
    return headlines(text) if is_headline else []


def headlines(text: Text) -> list[int]:
    """The first line, and the lines that look like headlines and at which the words change."""
    page, words = text.lines, text.words
    scored = {index: odds(page, words, index) for index in range(1, len(page)) if could_open(page, index)}
    if max(scored.values(), default=_LIKELY) < _CERTAIN:
        return [0]
    kept: list[int] = [0]
    for index in (index for index, score in scored.items() if score >= _LIKELY):
        if page[index].start - page[kept[-1]].start >= _CLOSEST_HEADLINES:
            kept.append(index)
        elif kept[-1] and scored[index] > scored[kept[-1]]:
            kept[-1] = index
    return kept


def _spaced(text: Text) -> list[int]:
    """Where a line has no blank line above it, in a text whose paragraphs have one, and the words change."""
    page, words = text.lines, text.words
    tight = [index for index in range(1, len(page)) if page[index].gap == 0]
    if not tight or len(tight) * 6 > len(page):
        return []
    return [0, *(index for index in tight if _could_turn(page, index) and words.kinship(index, index) < _KIN)]


def _could_turn(page: list[Line], index: int) -> bool:
    """Whether prose begins at the line or soon after it, and the line above it does not lead up to it."""
    return (
        any(is_prose(line.text) for line in page[index : index + 4]) and page[index - 1].text[-1] not in ",:"
    )


# In this order: the more a mark says, the earlier it is asked.
_MARKED: dict[Scheme, Callable[[Text], list[int]]] = {
    "counted": _counted,
    "closed": _closed,
    "labelled": _labelled,
    "numbered": _numbered,
    "dated": _dated,
}
_UNMARKED: dict[Scheme, Callable[[Text], list[int]]] = {
    "ruled": _ruled,
    "headed": _headed,
    "spaced": _spaced,
}
