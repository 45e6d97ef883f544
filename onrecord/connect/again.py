"""Which statements of an article say again what the same speaker said before in it."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.connect.runs import longest
from onrecord.connect.said import Said

_MOST = 3
# What both speak about: bits, and the share of the one that says less.
_ENOUGH, _SAME = 11.0, 0.6
# Words in a row that are the same, and the bits of what they speak about.
_RUN, _TOLD = 4, 9


def before(one: Said, others: Sequence[Said]) -> list[tuple[Said, float]]:
    """The statements before it in which the same speaker says the same, with how alike they are."""
    if one.voice is None or one.answer == "no_comment":
        return []
    found = [
        (other, share)
        for other in others
        if one.voice == other.voice and other.answer != "no_comment" and (share := _sameness(one, other))
    ]
    return found[-_MOST:]


def _sameness(one: Said, other: Said) -> float:
    ours, theirs = one.statement, other.statement
    if ours.parent == theirs.id or theirs.parent == ours.id:
        return 0.0
    if (ours.stance == "denial") != (theirs.stance == "denial"):
        return 0.0
    shared, share = one.shared(other), one.share(other)
    if shared >= _ENOUGH and share >= _SAME:
        return share
    if shared < _TOLD:
        return 0.0
    run = longest(one.words, other.words)
    return max(share, 0.5) if run.length >= _RUN and run.weight >= _TOLD else 0.0
