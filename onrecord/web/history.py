"""What became of a statement: who said it first, who said it again, who denied or confirmed it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.record import Traced
from onrecord.web.note import does, done


@dataclass(frozen=True, slots=True)
class Reply:
    """Something that answers a statement, or that it answers: what the one does to the other, in words."""

    does: str
    traced: Traced


@dataclass(frozen=True, slots=True)
class History:
    """A statement's history, each part in order of the day.

    ``first`` is the earliest that says it, which may be the statement itself; ``said`` are all that do, the
    first among them; ``replies`` answer one of them or are answered by one.
    """

    first: Traced
    said: tuple[Traced, ...]
    replies: tuple[Reply, ...]

    @property
    def copies(self) -> int:
        """How many articles print it as copies of one of these."""
        return sum(len(one.copies) for one in self.said)


def history(traced: Sequence[Traced]) -> History:
    """The history that an archive's trace tells."""
    said = tuple(one for one in traced if one.link is None or one.link.relation == "repeats")
    dated = [one for one in said if one.entry.article.published is not None]
    return History((dated or said)[0], said, tuple(_reply(one) for one in traced if one not in said))


def _reply(one: Traced) -> Reply:
    """What a statement that is no repetition has to do with the words that it is traced from."""
    link = one.link
    if link is None:
        raise ValueError("a statement is no reply to itself")
    told = does if link.start == one.entry.statement.id else done
    return Reply(told(link), one)
