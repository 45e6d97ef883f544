"""Find the teasers of a text: the cut copies that an outlet makes of its own articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from onrecord.tidy.cut_mark import CutMark, Kind, cut_mark, without_cut_mark
from onrecord.tidy.lines import Line
from onrecord.tidy.prose import has_final_stop, is_heading
from onrecord.tidy.stream import Stream

# A cut copy without its article is told from a sentence that trails off by its length. Feeds cut
# after 55 words or 300 characters as a rule; few are longer than a paragraph.
_SHORTEST_LONE, _LONGEST_LONE = 30, 2000
# Without a mark only a line this long can be a copy: shorter ones are repeated for other reasons.
_SHORTEST_UNMARKED = 60
# Headlines and captions often stand again at the start of the line below them, their last word inflected.
_SHORTEST_WITHIN_LINE, _SHORTEST_WITHIN_WORD = 150, 100
# With a mark, but away from the article, fewer characters than this fit too many beginnings.
_SHORTEST_FAR = 12
_SHORTEST_ONLY = 80


class Teaser(NamedTuple):
    """The lines ``first`` to ``last`` are a cut copy of what begins at the line ``opens``."""

    first: int
    last: int
    opens: int


class LoneTeaser(NamedTuple):
    """The lines ``first`` to ``last`` are a cut copy of an article that is not there."""

    first: int
    last: int


class _Copy(NamedTuple):
    """Lines that may be a cut copy: their words without the mark."""

    first: int
    last: int
    words: str
    mark: CutMark | None


def teasers(page: list[Line]) -> tuple[list[Teaser], list[LoneTeaser]]:
    """The teasers whose article is there, and those that stand for it, each in order."""
    stream = Stream(page)
    marks = {index: mark for index, text in enumerate(stream.texts) if (mark := cut_mark(text))}
    copies = list(_copies(page, stream, marks))
    stream.prepare(copy.words for copy in copies)
    found = _without_overlap(list(_abridging(page, stream, copies, marks)))
    lone = _lone(page, [copy for copy in copies if copy.mark], found)
    return _with_shorter_copies(stream, lone, found)


def _copies(page: list[Line], stream: Stream, marks: Mapping[int, CutMark]) -> Iterator[_Copy]:
    for index, line in enumerate(page):
        mark = marks.get(index)
        words = stream.texts[index][: mark.start] if mark else stream.texts[index]
        words = words.rstrip()
        if mark and not words and index and index - 1 not in marks:
            yield _Copy(index - 1, index, stream.texts[index - 1], mark)
        elif (mark and words) or len(line.text) >= _SHORTEST_UNMARKED:
            yield _Copy(index, index, words, mark)


def _abridging(
    page: list[Line], stream: Stream, copies: list[_Copy], marks: Mapping[int, CutMark]
) -> Iterator[Teaser]:
    for copy in copies:
        places = [
            place
            for place in stream.beginning_with(copy.words, copy.first)
            if place not in marks
            and not copy.first <= place <= copy.last
            and _is_cut(page, stream, copy, place)
        ]
        if places:
            yield _widened(stream, copy, _nearest(places, copy))


def _is_cut(page: list[Line], stream: Stream, copy: _Copy, place: int) -> bool:
    """Whether the copy abridges what begins at the place rather than repeating a line of it."""
    size, line = len(copy.words), len(stream.texts[place])
    runs_on = size > line
    follows = place > copy.last and all(is_heading(page[i].text) for i in range(copy.last + 1, place))
    follows = follows and place - copy.last <= 3
    if copy.mark is None:
        if runs_on:
            return is_heading(page[place].text) or not has_final_stop(copy.words)
        broken_off = follows and size < line and not has_final_stop(copy.words)
        return broken_off and _is_long_enough(stream.texts[place], size)
    if copy.mark.kind == "bracketed":
        return follows or size >= _SHORTEST_FAR
    # Dots end a quoted sentence too; they break off a headline or standfirst only in a teaser.
    heads = is_heading(page[place].text) and size >= _SHORTEST_FAR
    return follows or heads or (runs_on and size >= _SHORTEST_UNMARKED)


def _is_long_enough(line: str, size: int) -> bool:
    """Whether a copy of the line's first characters is too long for a headline or a caption."""
    within_word = line[size - 1].isalnum() and line[size].isalnum()
    return size >= (_SHORTEST_WITHIN_WORD if within_word else _SHORTEST_WITHIN_LINE)


def _nearest(places: list[int], copy: _Copy) -> int:
    """The place below the copy if it comes next, else the nearest; above it where both are as near."""
    return min(places, key=lambda place: (place != copy.last + 1, abs(place - copy.first)))


def _widened(stream: Stream, copy: _Copy, place: int) -> Teaser:
    """The teaser with the lines above it that the article repeats too: its headline, its standfirst."""
    first, opens = copy.first, place
    while first and opens and first - 1 != opens and stream.texts[first - 1] == stream.texts[opens - 1]:
        first, opens = first - 1, opens - 1
    return Teaser(first, copy.last, opens)


def _without_overlap(found: list[Teaser]) -> list[Teaser]:
    """Each line in one teaser, and none that another teaser abridges."""
    opened = {teaser.opens for teaser in found}
    kept: list[Teaser] = []
    for teaser in found:
        own = range(teaser.first, teaser.last + 1)
        if teaser.first > (kept[-1].last if kept else -1) and opened.isdisjoint(own):
            kept.append(teaser)
    return kept


def _lone(page: list[Line], marked: list[_Copy], found: list[Teaser]) -> list[LoneTeaser]:
    taken = {index for teaser in found for index in range(teaser.first, teaser.last + 1)}
    free = [
        copy
        for copy in marked
        if copy.first not in taken
        and copy.last not in taken
        and _SHORTEST_LONE <= len(copy.words) <= _LONGEST_LONE
    ]
    if _is_listing(page, free, taken):
        return [LoneTeaser(copy.first, copy.last) for copy in free]
    kinds = {copy.mark.kind for copy in marked if copy.mark and copy.first in taken}
    edges = taken | {-1, len(page)} | {teaser.opens for teaser in found}
    chosen: set[_Copy] = set()
    # Down and up, so that a row of teasers is reached from either of its ends.
    for copy in [*free, *reversed(free)]:
        if copy.mark and _stands_apart(copy, edges, kinds):
            chosen.add(copy)
            edges.update(range(copy.first, copy.last + 1))
    return [LoneTeaser(copy.first, copy.last) for copy in free if copy in chosen]


def _is_listing(page: list[Line], free: list[_Copy], taken: set[int]) -> bool:
    """Whether the text is nothing but teasers, or one cut article of a few lines."""
    paragraphs = sum(
        len(line.text) >= _SHORTEST_ONLY for index, line in enumerate(page) if index not in taken
    )
    if len(free) == 1 and not taken:
        return len(page) <= 3 and free[0].last == len(page) - 1 and len(free[0].words) >= _SHORTEST_ONLY
    return len(free) > 1 and 2 * len(free) > paragraphs


def _stands_apart(copy: _Copy, edges: set[int], kinds: set[Kind]) -> bool:
    """Whether a cut line is an article of its own, and no paragraph of the one around it."""
    if copy.mark and copy.mark.kind == "bracketed" and kinds:
        return True
    known = bool(kinds) and copy.mark is not None and copy.mark.kind in kinds
    at_edge = copy.first - 1 in edges or copy.last + 1 in edges
    return at_edge and (known or (copy.mark is not None and copy.mark.kind == "bracketed"))


def _with_shorter_copies(
    stream: Stream, lone: list[LoneTeaser], found: list[Teaser]
) -> tuple[list[Teaser], list[LoneTeaser]]:
    """The same, with a lone teaser that another one continues made a teaser of that one."""
    words = {teaser.last: without_cut_mark(stream.texts[teaser.last]) for teaser in lone}
    longest: dict[int, int] = {}
    # From the longest down, so that each meets only such as are settled.
    for last in sorted(words, key=lambda last: -len(words[last])):
        for place in stream.beginning_with(words[last], last):
            if len(words.get(place, "")) > len(words[last]):
                longest[last] = longest.get(place, place)
                break
    shorter = [
        Teaser(teaser.first, teaser.last, longest[teaser.last]) for teaser in lone if teaser.last in longest
    ]
    return sorted([*found, *shorter]), [teaser for teaser in lone if teaser.last not in longest]
