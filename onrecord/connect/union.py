"""Things that are found to be one, two by two, as the groups that this makes of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

One = TypeVar("One", bound=Hashable)


class Union(Generic[One]):
    """A union-find (Tarjan 1975); the groups do not depend on the order in which things were joined."""

    def __init__(self) -> None:
        self._above: dict[One, One] = {}

    def join(self, one: One, other: One) -> None:
        """Take two, and all that is one with either, to be one."""
        self._above[self.first(other)] = self.first(one)

    def first(self, one: One) -> One:
        """The one that stands for the group."""
        passed = list[One]()
        while (above := self._above.get(one, one)) != one:
            passed.append(one)
            one = above
        self._above.update(dict.fromkeys(passed, one))
        return one

    def groups(self, every: Iterable[One]) -> list[list[One]]:
        """All of them in groups, in the order given."""
        found: dict[One, list[One]] = defaultdict(list)
        for one in every:
            found[self.first(one)].append(one)
        return list(found.values())
