"""Who speaks, turn by turn, and whom "they" and "it" take up."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .nearby import outside_quotations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.record import Span, Standing, Words

    from .cast import Person
    from .scene import Scene

_SENTENCES_BACK = 4
_TURNS_KEPT = 12
_PAIR = 0.8  # how sure it is that the two are meant
_JOINED = re.compile(r"[ \xa0](?:and|or)[ \xa0]")


@dataclass(frozen=True, slots=True)
class Who:
    """Who speaks, before it is written as a ``Speaker``.

    ``person`` is set where it is one of the cast; ``head`` is the noun of a description. ``names``
    is empty where nobody could be named. ``rule`` says how it was worked out, ``mention`` where the name
    stands that it was taken from.
    """

    names: tuple[str, ...] = ()
    standing: Standing | None = None
    person: Person | None = None
    head: str = ""
    role: Words | None = None
    meant: str | None = None
    score: float | None = None
    rule: str = ""
    mention: Span | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody's turn to speak: where the source stands, and who it was."""

    start: int
    who: Who


@dataclass(slots=True)
class Turns:
    """The last speakers, nearest last."""

    kept: deque[Turn] = field(default_factory=lambda: deque(maxlen=_TURNS_KEPT))

    def add(self, start: int, who: Who) -> None:
        """Take note that somebody speaks."""
        self.kept.append(Turn(start, who))

    def before(self, position: int) -> Iterator[Turn]:
        """The turns whose source stands before a position, nearest first."""
        return (turn for turn in reversed(self.kept) if turn.start < position)


def pair_meant(scene: Scene, position: int) -> Who | None:
    """The two whom "each" and "both" mean: the last two people joined by "and" before it."""
    floor = scene.sentences.bounds(max(0, scene.sentences.at(position) - 1))[0]
    named = outside_quotations(scene, floor, position)
    for one, two in zip(named[-2::-1], named[:0:-1], strict=True):
        if (
            _JOINED.fullmatch(scene.text[one.name.end : two.name.title_start])
            and one.person is not two.person
        ):
            return Who((one.person.name, two.person.name), "named", score=_PAIR, rule="the two before it")
    return None


def several_meant(scene: Scene, position: int, turns: Turns) -> Who | None:
    """The group or the several people whom "they" means: the last speakers, if they are more than one."""
    last = next(turns.before(position), None)
    if last is None or scene.sentences.at(position) - scene.sentences.at(last.start) > _SENTENCES_BACK:
        return None
    return last.who if last.who.standing == "group" or len(last.who.names) > 1 else None


def body_meant(scene: Scene, position: int, turns: Turns) -> Who | None:
    """The body, paper or outlet whom "it" means: the last speaker, if that is none of the people."""
    last = next(turns.before(position), None)
    if last is None or scene.sentences.at(position) - scene.sentences.at(last.start) > 2:
        return None
    who = last.who
    is_thing = who.standing in ("document", "outlet") or (
        who.standing == "named" and who.person is None and len(who.names) == 1
    )
    return who if is_thing else None
