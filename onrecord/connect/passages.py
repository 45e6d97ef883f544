"""The sentences of a longer statement that others answer, or by which it answers.

`resolve` gives every one as a statement of the same speaker, whose cue and source are those of the one
it stands in. An end of a link is the passage where that is much shorter than the whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from onrecord.connect.said import Said, is_passage

# Passages of one statement that answer at most: a speech may deny one thing after another.
_MOST = 20
# The share of the words of a whole up to which a passage says more exactly what is meant.
_MUCH_SHORTER = 0.5
# The share of what a whole has in common with another that a passage of it must have.
_NEARLY_ALL = 0.85


class Passages:
    """The statements of an article, those apart that are only passages of others."""

    def __init__(self, told: Sequence[Said]) -> None:
        by_id = {one.statement.id: one for one in told}
        self.all = told
        self.wholes: list[Said] = []
        self._of = defaultdict[str, list[Said]](list)
        for one in told:
            whole = by_id.get(one.statement.parent or "")
            if whole is None or not is_passage(one.statement, whole.statement):
                self.wholes.append(one)
            elif len(one.words) <= _MUCH_SHORTER * len(whole.words):
                self._of[whole.statement.id].append(one)

    def answering(self, whole: Said) -> list[Said]:
        """The passages in whose own words a statement answers; none where its cue does."""
        if whole.answer is not None and not whole.by_words:
            return []
        found = [one for one in self._of[whole.statement.id] if one.answer is not None][:_MOST]
        return [one for one in found if not any(_is_inside(other, one) for other in found)]

    def spoken_of(self, whole: Said, other: Said) -> Said:
        """The shortest passage of a statement that has what it has in common with another, else itself."""
        least = _NEARLY_ALL * whole.shared(other)
        fit = [one for one in self._of[whole.statement.id] if 0 < least <= one.shared(other)]
        return min(fit, key=lambda one: len(one.words), default=whole)


def _is_inside(one: Said, other: Said) -> bool:
    (ours,), (theirs,) = one.statement.content, other.statement.content
    return ours != theirs and theirs.start <= ours.start and ours.end <= theirs.end
