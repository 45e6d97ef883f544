"""Divide a text that may hold many articles: which lines are whose, and which are only teasers."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from onrecord.tidy.cut_mark import without_cut_mark
from onrecord.tidy.head import AboveProse
from onrecord.tidy.lines import Line
from onrecord.tidy.listing import Scheme, listing
from onrecord.tidy.masthead import counter, is_rule
from onrecord.tidy.prose import is_heading, is_prose
from onrecord.tidy.standfirst import standfirst_end
from onrecord.tidy.teaser import LoneTeaser, Teaser, teasers

# A headline and a standfirst may stand above the words that a teaser begins with.
_HEADINGS = 2
# So many lines and characters of an opening must come again before it counts as the same article.
_FEWEST_LINES, _FEWEST_CHARACTERS = 2, 200


@dataclass(frozen=True, slots=True)
class Part:
    """One article's lines, by their places on the page.

    ``teasers`` are the cut copies of it that stand elsewhere.
    """

    lines: tuple[int, ...]
    teaser_only: bool
    teasers: tuple[Teaser, ...]


@dataclass(frozen=True, slots=True)
class Division:
    """The parts of a text in order, and what was learned of it on the way.

    ``scheme`` is how its articles are divided. ``above_prose`` is what a single line above the first
    paragraph is: a standfirst where the teasers run from it into the paragraph, else a title.
    """

    parts: list[Part]
    scheme: Scheme | None
    above_prose: AboveProse


def divided(page: list[Line]) -> Division:
    """The page cut into articles; one that says nothing of being many stays whole."""
    found, lone = teasers(page)
    aside = {place for teaser in found for place in range(teaser.first, teaser.last + 1)}
    alone = {place for teaser in lone for place in range(teaser.first, teaser.last + 1)}
    rest = [place for place in range(len(page)) if place not in aside and place not in alone]
    listed = listing([page[place] for place in rest]) if rest else None
    openings = {rest[place] for place in listed.openings} if listed else set()
    openings |= _opened_by_teasers(page, found, aside | alone) | _opened_by_lone_teasers(
        page, lone, aside | alone
    )
    openings |= _after_teasers(page, found, openings)
    openings |= _repeated(page, openings)
    parts = _parts(page, sorted({0, *openings}), aside, alone)
    scheme = listed.scheme if listed else None
    return Division(_with_teasers(parts, found), scheme, _above_prose(page, found, alone))


def _opened_by_teasers(page: list[Line], found: Iterable[Teaser], taken: set[int]) -> set[int]:
    return {_up_to_headings(page, teaser.opens, taken) for teaser in found}


def _up_to_headings(page: list[Line], place: int, taken: set[int]) -> int:
    """The place of the first of the headings right above."""
    for above in range(place - 1, max(-1, place - 1 - _HEADINGS), -1):
        if above in taken or not is_heading(page[above].text) or page[above].gap == 0 < page[place].gap:
            break
        place = above
    return place


def _opened_by_lone_teasers(page: list[Line], lone: Iterable[LoneTeaser], taken: set[int]) -> set[int]:
    """The lines at which lone teasers begin, a headline of their own included, and the lines after them."""
    opened = set()
    for teaser in lone:
        above = teaser.first - 1
        headed = above >= 0 and above not in taken and is_heading(page[above].text)
        apart = above <= 0 or above - 1 in taken or page[above].gap > page[teaser.first].gap
        opened |= {above if headed and apart else teaser.first, teaser.last + 1}
    return {place for place in opened if place < len(page)}


def _after_teasers(page: list[Line], found: list[Teaser], openings: set[int]) -> set[int]:
    """The lines after teasers that begin an article: headings, and what follows the article's own teaser."""
    known = sorted(openings | {0})
    opened = set()
    for teaser in found:
        after = teaser.last + 1
        if after >= len(page):
            continue
        own = known[bisect_right(known, teaser.opens) - 1]
        closes = known[bisect_right(known, teaser.first) - 1] == own and own < teaser.first
        if closes or is_heading(page[after].text):
            opened.add(after)
    return opened


def _repeated(page: list[Line], openings: set[int]) -> set[int]:
    """Where an article that begins at one of the openings begins, and ends, another time."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, line in enumerate(page):
        places[line.text].append(place)
    opened: set[int] = set()
    seen: set[str] = set()
    for start, end in pairwise(sorted({0, *openings, len(page)})):
        if page[start].text in seen:
            continue
        seen.add(page[start].text)
        free = 0
        for place in places[page[start].text]:
            whole = min(end - start, abs(place - start))
            if place >= free and (size := _common(page, start, place, whole)):
                opened |= {place, place + size} if size == whole else {place}
                free = place + size
    return {place for place in opened if place < len(page)}


def _common(page: list[Line], start: int, other: int, most: int) -> int:
    """How many lines from ``start`` stand at ``other`` too, at most ``most``; 0 where too few to tell."""
    size = 0
    while size < most and other + size < len(page) and page[start + size].text == page[other + size].text:
        size += 1
    length = sum(len(line.text) for line in page[start : start + size])
    return size if size >= _FEWEST_LINES and length >= _FEWEST_CHARACTERS else 0


def _parts(page: list[Line], openings: list[int], aside: set[int], alone: set[int]) -> list[Part]:
    """The lines from one opening to the next; rules and counters above an opening go with what follows."""
    parts: list[Part] = []
    carried: list[int] = []
    for start, end in pairwise([*openings, len(page)]):
        own = carried + [place for place in range(start, end) if place not in aside]
        keeps = len(own)
        while keeps and _divides(page[own[keeps - 1]].text):
            keeps -= 1
        own, carried = own[:keeps], own[keeps:]
        if own:
            parts.append(Part(tuple(own), any(place in alone for place in own), ()))
    if carried:
        above = parts.pop().lines if parts else ()
        parts.append(Part((*above, *carried), any(place in alone for place in above), ()))
    return parts


def _divides(text: str) -> bool:
    return is_rule(text) or counter(text) is not None


def _with_teasers(parts: list[Part], found: Iterable[Teaser]) -> list[Part]:
    owner = {place: index for index, part in enumerate(parts) for place in part.lines}
    own: dict[int, list[Teaser]] = defaultdict(list)
    for teaser in found:
        own[owner[teaser.opens]].append(teaser)
    return [Part(part.lines, part.teaser_only, tuple(own[index])) for index, part in enumerate(parts)]


def _above_prose(page: list[Line], found: Iterable[Teaser], alone: set[int]) -> AboveProse:
    """What the teasers show; where none has its article there, what most seem to begin with."""
    opens = [teaser.opens for teaser in found if teaser.opens not in alone and teaser.opens + 1 < len(page)]
    shown = [is_heading(page[place].text) and is_prose(page[place + 1].text) for place in opens]
    if not shown:
        shown = [standfirst_end(without_cut_mark(page[place].text)) is not None for place in alone]
    return "standfirst" if 2 * sum(shown) > len(shown) else "title"
