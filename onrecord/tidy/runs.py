"""Put a text together from runs of a capture, and find places of the capture in it again."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from onrecord.record import Piece, Span

Run = tuple[int, int]


def without(run: Run, holes: Iterable[Run]) -> Iterator[Run]:
    """What is left of the run around the holes, in order."""
    at, end = run
    for hole_start, hole_end in sorted(holes):
        if hole_end <= at or hole_start >= end:
            continue
        if at < hole_start:
            yield at, hole_start
        at = max(at, hole_end)
    if at < end:
        yield at, end


def inked(capture: str, runs: Iterable[Run]) -> Iterator[Run]:
    """The runs that are not blank; the last of them ends with its last character that is not white space.

    The white space at the ends of the others stays: it is what divides them in the text.
    """
    kept = [(start, end) for start, end in runs if capture[start:end].strip()]
    for place, (start, end) in enumerate(kept):
        run = capture[start:end]
        lead = len(run) - len(run.lstrip()) if place == 0 else 0
        trail = len(run) - len(run.rstrip()) if place == len(kept) - 1 else 0
        yield start + lead, end - trail


def pieces(runs: Iterable[Run]) -> tuple[Piece, ...]:
    """The runs as pieces of the text that they make when written one after the other."""
    made: list[Piece] = []
    at = 0
    for start, end in runs:
        made.append(Piece(at, start, end - start))
        at += end - start
    return tuple(made)


def words(capture: str, of: Iterable[Piece]) -> str:
    """The text of the pieces."""
    return "".join(capture[piece.capture_start : piece.capture_start + piece.length] for piece in of)


def span(run: Run | None, of: Iterable[Piece]) -> Span | None:
    """Where a run of the capture stands in the text of the pieces, ``None`` where it does not."""
    if run is None:
        return None
    for piece in of:
        if piece.capture_start <= run[0] and run[1] <= piece.capture_start + piece.length:
            shift = piece.text_start - piece.capture_start
            return Span(run[0] + shift, run[1] + shift)
    return None


def in_capture(made: Sequence[Piece], known: tuple[Piece, ...] | None) -> tuple[Piece, ...]:
    """Runs of a document's text as runs of its capture; ``known`` are the document's own."""
    if known is None:
        return tuple(made)
    found = []
    for piece in made:
        for place in range(bisect_right(known, piece.capture_start, key=_end), len(known)):
            run = known[place]
            if run.text_start >= piece.capture_start + piece.length:
                break
            start = max(piece.capture_start, run.text_start)
            end = min(piece.capture_start + piece.length, run.text_start + run.length)
            if start < end:
                at = start - run.text_start + run.capture_start
                found.append(Piece(piece.text_start + start - piece.capture_start, at, end - start))
    return tuple(found)


def _end(run: Piece) -> int:
    return run.text_start + run.length
