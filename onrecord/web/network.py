"""Who quotes a voice and through whom, drawn in three columns: the voice, through whom, printed by.

Each name has a line of its own, so that no two ever overlap, and stands where the numbers put it, so that the
same archive is always drawn alike. What is given back are names and numbers; the template makes SVG of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.record import Quoted

DIRECTLY = "nobody in between"
UNKNOWN = "outlet not known"
_LINE = 20.0  # the height of a line of names
_HEAD = 30.0  # above the first line
_ROOM = 56.0  # what a name of the longer column takes on average, so that a few are not drawn as walls
_TALLEST = 420.0  # what the statements of a column take together at most, beside the lines
_BAR = 10.0  # how wide a name's bar is
_COLUMNS = (0.0, 215.0, 480.0)
_WIDTH = 780.0
_LONGEST = 34  # characters of a name


@dataclass(frozen=True, slots=True)
class Flow:
    """How many statements of a voice an outlet printed through somebody; ``name`` is that somebody's own."""

    through: str
    name: str | None
    outlet: str
    statements: int


@dataclass(frozen=True, slots=True)
class Node:
    """A name in a column, its bar beginning at ``x`` and ``y``; ``short`` is what there is room for.

    ``of`` is the name whose page it leads to, ``None`` where it stands for several or for nobody.
    """

    name: str
    of: str | None
    short: str
    statements: int
    x: float
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Band:
    """What joins two bars: the path of its middle, and how wide it is."""

    path: str
    width: float
    title: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """All of it. ``folded`` are the names of each column that are drawn as one, many being left."""

    width: float
    height: float
    bar: float
    middle: tuple[Node, ...]
    right: tuple[Node, ...]
    voice: Node
    bands: tuple[Band, ...]
    folded: tuple[int, int]


def flows(quoted: Iterable[Quoted]) -> list[Flow]:
    """What went which way, the most first."""
    counts = Counter[tuple[str, str | None, str]]()
    for (via, outlet), number in Counter((one.via, one.outlet) for one in quoted).items():
        steps = [step for step in via if step.relation == "relay"]
        through = ", by ".join(step.name or "somebody without a name" for step in reversed(steps))
        name = steps[-1].name if steps else None
        counts[through or DIRECTLY, name, outlet or UNKNOWN] += number
    found = [Flow(*way, number) for way, number in counts.items()]
    return sorted(found, key=lambda one: (-one.statements, one.through, one.outlet))


def drawing(name: str, ways: Sequence[Flow], most: int) -> Drawing:
    """The drawing, with ``most`` names of each column; the others are folded into one."""
    middle, through = _folded(((one.through, one.statements) for one in ways), most, "others")
    right, outlet = _folded(((one.outlet, one.statements) for one in ways), most, "outlets")
    total = sum(one.statements for one in ways)
    scale = min(_TALLEST, _ROOM * max(len(middle), len(right))) / max(1, total)
    relays = {one.through: one.name for one in ways if one.name == one.through}
    outlets = {one.outlet: one.outlet for one in ways if one.outlet != UNKNOWN}
    nodes_middle, nodes_right = _column(middle, relays, 1, scale), _column(right, outlets, 2, scale)
    bottom = max((node.y + max(node.height, _LINE) for node in (*nodes_middle, *nodes_right)), default=_HEAD)
    voice = Node(name, None, _cut(name), total, _COLUMNS[0], _HEAD, total * scale)
    joined = Counter[tuple[str, str]]()
    for one in ways:
        joined[through[one.through], outlet[one.outlet]] += one.statements
    bands = _bands(voice, nodes_middle, nodes_right, joined, scale)
    folded = (_left(through, middle), _left(outlet, right))
    return Drawing(
        _WIDTH,
        max(bottom, _HEAD + voice.height) + _LINE,
        _BAR,
        tuple(nodes_middle),
        tuple(nodes_right),
        voice,
        tuple(bands),
        folded,
    )


def _folded(
    counted: Iterable[tuple[str, int]], most: int, things: str
) -> tuple[list[tuple[str, int]], dict[str, str]]:
    """The names with most statements, the rest as one, and for each name the one it is drawn as."""
    counts = Counter[str]()
    for name, number in counted:
        counts[name] += number
    order = sorted(counts.items(), key=lambda one: (one[0] != DIRECTLY, -one[1], one[0]))
    kept, rest = (order, []) if len(order) <= most + 1 else (order[:most], order[most:])
    drawn = {name: name for name, _ in kept}
    if rest:
        label = f"and {len(rest):,} more {things}"
        kept = [*kept, (label, sum(number for _, number in rest))]
        drawn.update({name: label for name, _ in rest})
    return kept, drawn


def _left(drawn: Mapping[str, str], kept: Sequence[tuple[str, int]]) -> int:
    """How many names are folded into one."""
    return len(drawn) - len(kept) + 1 if len(drawn) > len(kept) else 0


def _column(
    names: Sequence[tuple[str, int]], leads: Mapping[str, str | None], place: int, scale: float
) -> list[Node]:
    found, y = list[Node](), _HEAD
    for name, number in names:
        height = max(number * scale, 1.0)
        x, of = _COLUMNS[place], leads.get(name)
        found.append(Node(name, of, _cut(name), number, x, round(y, 2), round(height, 2)))
        y += max(height + 4, _LINE)
    return found


def _bands(
    voice: Node,
    middle: Sequence[Node],
    right: Sequence[Node],
    joined: Mapping[tuple[str, str], int],
    scale: float,
) -> list[Band]:
    """From the voice to each in the middle, and from there to each outlet, side by side at both ends."""
    found, at, reached = list[Band](), voice.y, {node.name: node.y for node in right}
    for node in middle:
        width = node.statements * scale
        found.append(_band(voice, at + width / 2, node, node.y + width / 2, width))
        at += width
        leaving = node.y
        for outlet in right:
            width = joined.get((node.name, outlet.name), 0) * scale
            if width:
                arriving = reached[outlet.name]
                found.append(_band(node, leaving + width / 2, outlet, arriving + width / 2, width))
                leaving += width
                reached[outlet.name] += width
    return found


def _band(start: Node, at: float, end: Node, to: float, width: float) -> Band:
    left, right = start.x + _BAR, end.x
    half = (left + right) / 2
    path = f"M{left:.0f} {at:.1f}C{half:.0f} {at:.1f} {half:.0f} {to:.1f} {right:.0f} {to:.1f}"
    return Band(path, round(max(width, 0.75), 2), f"{start.name} – {end.name}")


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST else name[: _LONGEST - 2].rstrip() + " …"
