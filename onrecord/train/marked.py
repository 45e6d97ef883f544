"""Texts with what is known of them, in code points, and how to write such a text anew."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.analyse.tags import Kind, Role

# Half-open code points of a text.
Place = tuple[int, int]
# The pieces of each role, each in the order of the text.
Statement = Mapping[Role, Sequence[Place]]


@dataclass(frozen=True, slots=True)
class Marked:
    """A text and its marks.

    ``outer`` are the statements in the article's own voice, ``inner`` those inside others. Of what lies in
    ``doubted`` it is not known whether it belongs to an outer one, in ``doubted_inside`` to an inner one,
    in ``doubted_names`` to a name: nothing is to be learned there.
    """

    id: str
    date: str
    text: str
    outer: Sequence[Statement] = ()
    inner: Sequence[Statement] = ()
    names: Sequence[tuple[Place, Kind]] = ()
    doubted: Sequence[Place] = ()
    doubted_inside: Sequence[Place] = ()
    doubted_names: Sequence[Place] = ()


@dataclass(frozen=True, slots=True)
class Edit:
    """Put ``text`` in the place of what stands there; the place may be empty."""

    start: int
    end: int
    text: str


def edited(marked: Marked, edits: Sequence[Edit]) -> Marked:
    """The text with the edits made, and all marks where their words are now.

    Edits are in order and do not overlap. What is put in at the edge of a mark stays outside of it.
    """
    starts = [edit.start for edit in edits]
    ends = [edit.end for edit in edits]
    moved = [0]
    parts, at = [], 0
    for edit in edits:
        moved.append(moved[-1] + len(edit.text) - (edit.end - edit.start))
        parts += [marked.text[at : edit.start], edit.text]
        at = edit.end

    def place(old: Place) -> Place:
        start = old[0] + moved[bisect_right(ends, old[0])]
        return start, max(start, old[1] + moved[bisect_left(starts, old[1])])

    def statement(old: Statement) -> Statement:
        return {role: [place(piece) for piece in pieces] for role, pieces in old.items()}

    return replace(
        marked,
        text="".join([*parts, marked.text[at:]]),
        outer=[statement(one) for one in marked.outer],
        inner=[statement(one) for one in marked.inner],
        names=[(place(name), kind) for name, kind in marked.names],
        doubted=[place(one) for one in marked.doubted],
        doubted_inside=[place(one) for one in marked.doubted_inside],
        doubted_names=[place(one) for one in marked.doubted_names],
    )


def extent(statement: Statement) -> Place:
    """From the first to the last of a statement's words."""
    pieces = [piece for each in statement.values() for piece in each]
    return min(start for start, _ in pieces), max(end for _, end in pieces)
