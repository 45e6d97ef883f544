"""The figures that a statement's content asserts, with what each is a figure of."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from onrecord.record import Figure, Span, Words

from .counted import whose
from .lexicon import unit_words
from .quantities import quantities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .ranges import Quantity
    from .scene import Scene

_BEHIND = 80  # characters in which stands what it is a figure of


def figures(scene: Scene) -> list[tuple[Figure, ...]]:
    """For each attribution the figures of its content, in order; an outer one has those nested in it too."""
    found = [
        figure
        for start, end in zip(scene.told.starts, scene.told.ends, strict=True)
        for figure in asserted(scene.text, start, end)
    ]
    starts = [figure.words.span.start for figure in found]
    return [
        tuple(
            figure
            for span in attribution.content
            for figure in found[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
            if figure.words.span.end <= span.end
        )
        for attribution in scene.attributions
    ]


def asserted(text: str, start: int, end: int) -> Iterator[Figure]:
    """The figures asserted between two positions: what is said in passing ("one of", "thousands") is none."""
    for quantity in quantities(text, start, end):
        if not quantity.is_passing:
            yield _figure(text, quantity, end)


def _figure(text: str, quantity: Quantity, end: int) -> Figure:
    value, to, unit = quantity.value, quantity.to, quantity.unit
    if quantity.kind == "coin" and unit is not None:
        coin, _, rate = unit.partition(" per ")
        unit = unit_words().money_of_coins[coin] + (f" per {rate}" if rate else "")
        value, to = value / 100, to / 100 if to is not None else None
    return Figure(
        words=Words(text[quantity.start : quantity.end], Span(quantity.start, quantity.end)),
        value=value,
        to=to,
        unit=unit,
        of=whose(text, quantity.end, min(end, quantity.end + _BEHIND)),
        approx=quantity.is_approximate,
    )
