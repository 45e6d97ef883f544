"""Answers hung behind what somebody says: "said A, rejecting claims of B", "said A while denying B".

The network often takes them for the end of what is said. By the guidelines they are no part of it, and
whoever says it answers.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.record import Attribution, Span

from .beside import trimmed

if TYPE_CHECKING:
    from .beside import Beside, Place

# Behind what a participle may hang; "X met Y after denying it" may be of either, and is left alone.
_HANGING = re.compile(
    r"(?:,|[ \xa0](?:—|–|--|-))[ \xa0](?:(?:while|also|and|even|again)[ \xa0])?\Z|[ \xa0]while[ \xa0]\Z"
)


def host(text: str, known: list[Attribution], beside: Beside, place: Place, verb: int) -> int | None:
    """The number of the statement behind which a participle hangs, ``None`` where it is of nobody known."""
    if _HANGING.search(text, place.low, verb) is None:
        return None
    number = place.outer if place.outer is not None else beside.cue_before(verb)
    if number is None or not known[number].source or not known[number].cue:
        return None
    if place.piece is None:
        return number
    is_last = place.piece == known[number].content[-1] and known[number].cue[0].start < place.piece.start
    return number if is_last and not _is_quoted(text, place.piece.start, verb) else None


def cut(text: str, known: list[Attribution], number: int, verb: int, heir: int) -> None:
    """End what a statement says before a participle; what stands inside it from there on is the heir's."""
    one = known[number]
    last = one.content[-1]
    if not last.start < verb < last.end:
        return
    hanging = _HANGING.search(text, last.start, verb)
    end = trimmed(text, last.start, hanging.start() if hanging is not None else verb)
    if end <= last.start:
        return
    known[number] = replace(one, content=(*one.content[:-1], Span(last.start, end)))
    for other, inner in enumerate(known):
        if inner.parent == number and inner.content[0].start >= verb:
            known[other] = replace(inner, parent=heir)


def _is_quoted(text: str, start: int, at: int) -> bool:
    """Whether quotation marks that open from a place on are still open at another."""
    words = text[start:at]
    return words.count("“") > words.count("”") or words.count('"') % 2 == 1
