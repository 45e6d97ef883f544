"""From the lines of printed pages to paragraphs: running headers dropped, lines rejoined, hyphens undone."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

# What a line's last hyphen may stand for where the words do not tell: part of the word after these.
_PREFIXES = frozenset("anti co counter cross ex half inter mid non post pre pro self semi well".split())
_SOFT = "\xad"
_PAGE_NUMBER = re.compile(
    r"[-–—|\s]*(?:page|p\.|seite|página|pagina)?\s*\d{1,4}(?:\s*(?:of|/|von|sur|de|di|van)\s*\d{1,4})?[-–—|\s]*",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BULLET = re.compile(r"[•▪◦‣·*–—-]\s|\(?\d{1,2}[.)]\s")
_STOPS = '.!?:;”"’)…'
# So many lines at either edge of a page may be its header and footer.
_EDGE = 4
_SAME_PLACE = 4.0  # points between what a page and the next print at one place
_SAME_SIZE = 0.6
_SHORT = 0.88  # of the column's width: a line that ends earlier ends a paragraph, if a sentence ends there
_LOOSE = 1.3  # of the usual distance between lines
_APART = 2.5  # the same, between a page's words and its header or footer
_SMALL = 0.92  # of the size of most letters: so small are headers and footers


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line on a page; places and ``size`` in points, from the page's lower left corner."""

    text: str
    page: int
    left: float
    right: float
    bottom: float
    size: float


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines rejoined, printed in letters of ``size``; pages are counted from 1."""

    text: str
    page: int
    last_page: int
    size: float


def paragraphs(lines: Sequence[PrintedLine]) -> list[Paragraph]:
    """The paragraphs in reading order."""
    kept = [line for line in without_running(lines) if line.text.strip()]
    if not kept:
        return []
    known = Counter(word.lower() for line in kept for word in _WORD.findall(line.text))
    leading = _leading(kept)
    kept = list(_without_small_print(kept, leading))
    columns = _columns(kept)
    found: list[list[PrintedLine]] = [[kept[0]]]
    for above, line in pairwise(kept):
        resized = abs(above.size - line.size) > _SAME_SIZE
        if resized or _begins(above, line, found[-1], leading, columns):
            found.append([line])
        else:
            found[-1].append(line)
    return [Paragraph(_joined(own, known), own[0].page, own[-1].page, own[0].size) for own in found]


def without_running(lines: Iterable[PrintedLine]) -> Iterator[PrintedLine]:
    """The lines but those that come again, figures aside, at the edges of several pages; page numbers too."""
    pages: dict[int, list[PrintedLine]] = defaultdict(list)
    for line in lines:
        pages[line.page].append(line)
    seen: dict[str, list[PrintedLine]] = defaultdict(list)
    edges: set[int] = set()
    for own in pages.values():
        by_height = sorted(own, key=lambda line: line.bottom)
        for line in {id(one): one for one in (*by_height[:_EDGE], *by_height[-_EDGE:])}.values():
            edges.add(id(line))
            seen[_DIGITS.sub("#", line.text.strip())].append(line)
    for own in pages.values():
        for line in own:
            same = seen.get(_DIGITS.sub("#", line.text.strip()), []) if id(line) in edges else []
            running = any(
                one.page != line.page and abs(one.bottom - line.bottom) < _SAME_PLACE for one in same
            )
            if not running and not (id(line) in edges and _PAGE_NUMBER.fullmatch(line.text.strip())):
                yield line


def _leading(lines: Sequence[PrintedLine]) -> float:
    """The usual distance between the lines of a paragraph."""
    steps = [
        above.bottom - line.bottom
        for above, line in pairwise(lines)
        if above.page == line.page and 0 < above.bottom - line.bottom < 4 * max(above.size, 1)
    ]
    counted = Counter(round(step, 1) for step in steps)
    return counted.most_common(1)[0][0] if counted else 0.0


def _without_small_print(lines: Sequence[PrintedLine], leading: float) -> Iterator[PrintedLine]:
    """The lines but those in small letters far above or below all others of their page."""
    usual = Counter(round(line.size, 1) for line in lines for _ in line.text).most_common(1)[0][0]
    by_page: dict[int, list[PrintedLine]] = defaultdict(list)
    for line in lines:
        by_page[line.page].append(line)
    for own in by_page.values():
        words = [line for line in own if line.size >= _SMALL * usual]
        top = max((line.bottom for line in words), default=0.0) + _APART * leading
        foot = min((line.bottom for line in words), default=0.0) - _APART * leading
        yield from (line for line in own if line in words or not words or foot < line.bottom < top)


def _columns(lines: Sequence[PrintedLine]) -> dict[tuple[int, int], tuple[float, float]]:
    """Where the columns begin and end, by page and by about where they begin."""
    found: dict[tuple[int, int], tuple[float, float]] = {}
    for line in lines:
        left, right = found.get(_column(line), (line.left, line.right))
        found[_column(line)] = (min(left, line.left), max(right, line.right))
    return found


def _column(line: PrintedLine) -> tuple[int, int]:
    return line.page, round(line.left / 60)


def _begins(
    above: PrintedLine,
    line: PrintedLine,
    own: Sequence[PrintedLine],
    leading: float,
    columns: dict[tuple[int, int], tuple[float, float]],
) -> bool:
    """Whether a paragraph begins at the line."""
    text, last = line.text.strip(), above.text.strip()
    step = above.bottom - line.bottom
    goes_on = last[-1] not in _STOPS or last[-1] in _SOFT
    if above.page != line.page or step < 0:  # the next column or page
        return not (goes_on or text[0].islower())
    if 0.3 * line.size > step:  # the same line, printed in pieces
        return False
    if (leading and step > _LOOSE * max(leading, 1.05 * line.size)) or _BULLET.match(text):
        return True
    left, right = columns[_column(above)]
    is_short = not goes_on and above.right - above.left < _SHORT * (right - above.left)
    return not text[0].islower() and (is_short or _is_indented(line, own, left, ends=not goes_on))


def _is_indented(line: PrintedLine, own: Sequence[PrintedLine], left: float, *, ends: bool) -> bool:
    """Whether the line is set in as first lines are; ``ends``: a sentence ends above it."""
    above = own[-1]
    if line.left - left <= 0.7 * line.size:
        return False
    if len(own) > 1:
        return above.left - left < 0.4 * line.size
    return ends and abs(above.left - line.left) < 0.4 * line.size  # under a paragraph of one line


def _joined(lines: Sequence[PrintedLine], known: Counter[str]) -> str:
    text = ""
    for line in lines:
        words = " ".join(line.text.split())
        if not text:
            text = words
        elif text[-1] in _SOFT:
            text = text[:-1] + words
        elif text[-1] == "-" and len(text) > 1 and text[-2].isalpha() and words[:1].islower():
            text = text + words if _keeps_hyphen(text, words, known) else text[:-1] + words
        else:
            text = f"{text} {words}"
    return text.translate(dict.fromkeys(map(ord, _SOFT)))


def _keeps_hyphen(before: str, after: str, known: Counter[str]) -> bool:
    head = _WORD.findall(before[:-1])[-1].lower()
    tail = _WORD.findall(after)[0].lower()
    whole, parted = known[head + tail], known[f"{head}-{tail}"]
    if whole != parted:
        return parted > whole
    return head in _PREFIXES or head.rpartition("-")[2] in _PREFIXES or "-" in head
