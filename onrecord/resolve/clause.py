"""The words around a cue and its source in which the rest of the occasion can be told."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from onrecord.record import Attribution

    from .scene import Scene

_BEFORE, _BEHIND = 270, 160  # characters beside cue and source that are looked at
_NEIGHBOURS = 3  # statements before and behind whose contents may stand in the same sentence


class Clause(NamedTuple):
    """Where a statement's clause stands, and in it the cue with its source, from ``first`` to ``last``.

    ``free`` are the stretches of it outside what anybody says and outside the source.
    """

    start: int
    end: int
    first: int
    last: int
    free: tuple[tuple[int, int], ...]


def clause(scene: Scene, number: int) -> Clause:
    """The cue's sentence, narrowed to the content that it stands in and to what is near."""
    attribution = scene.attributions[number]
    first, last = edges(attribution)
    cue = attribution.cue[0]
    start, end = scene.sentences.bounds(scene.sentences.at(cue.start))
    outer = around(scene, number)
    for span in scene.attributions[outer].content if outer is not None else ():
        if span.start <= cue.start < span.end:
            start, end = max(start, span.start), min(end, span.end)
    behind = last
    for span in attribution.content:
        if behind < span.end <= end:
            behind = span.end
    start, end = max(start, first - _BEFORE), min(end, behind + _BEHIND)
    return Clause(start, end, first, last, _free(scene, number, start, end))


def edges(attribution: Attribution) -> tuple[int, int]:
    """Where cue and source, taken together, begin and end; there must be a cue."""
    cue, source = attribution.cue, attribution.source
    if not source:
        return cue[0].start, cue[-1].end
    return min(cue[0].start, source[0].start), max(cue[-1].end, source[-1].end)


def around(scene: Scene, number: int) -> int | None:
    """The statement in whose content this one stands: the network's parent, else by their places."""
    parent = scene.attributions[number].parent
    return parent if parent is not None else scene.around[number]


def _free(scene: Scene, number: int, start: int, end: int) -> tuple[tuple[int, int], ...]:
    attributions = scene.attributions
    parent = attributions[number].parent
    taken = [(span.start, span.end) for span in attributions[number].source]
    for other in range(max(0, number - _NEIGHBOURS), min(len(attributions), number + _NEIGHBOURS + 1)):
        if other != parent:
            content = attributions[other].content
            taken += [(span.start, span.end) for span in content if span.start < end and span.end > start]
    free, at = [], start
    for low, high in sorted(taken):
        if low > at:
            free.append((at, low))
        at = max(at, high)
    if at < end:
        free.append((at, end))
    return tuple(free)
