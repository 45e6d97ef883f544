"""Which appearances under one whole name are different people's: those that nothing joins."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TYPE_CHECKING

from onrecord.connect.callings import telling, words
from onrecord.connect.union import Union

if TYPE_CHECKING:
    from onrecord.connect.voices import Appearance

# In so many articles somebody must be told of with posts to be known by them: who is would be known by them,
# or by the company, in another article too. In random parts of an archive of real news (100 to 800 of 854
# articles) 1 of 8,267 names in two and more was parted so, wrongly; with 2 articles 18 of 8,293 were.
_KNOWN = 3


def by_post(
    members: Sequence[Appearance], beside: Callable[[Appearance], Iterable[str]]
) -> list[list[Appearance]]:
    """People of one whole name, by what joins articles: a word of a post, a field of work, who stands beside.

    None where that makes one person of all whose post is told, or nobody is known by it. Articles that
    nothing joins to a post are left out.
    """
    by_post = _Joined(members)
    by_post.join(_posts)
    if not by_post.has_two():
        return []
    by_post.join(beside)
    return by_post.told if by_post.has_two() else []


class _Joined:
    """The articles of a name, joined by one trait after another."""

    def __init__(self, members: Sequence[Appearance]) -> None:
        self._members = members
        self._union = Union[int]()

    def join(self, traits: Callable[[Appearance], Iterable[Hashable]]) -> None:
        """Take those that have a trait in common to be one."""
        seen = dict[Hashable, int]()
        for number, one in enumerate(self._members):
            for trait in traits(one):
                self._union.join(seen.setdefault(trait, number), number)

    @property
    def told(self) -> list[list[Appearance]]:
        """The groups of which some article tells the post."""
        groups = self._union.groups(range(len(self._members)))
        return [one for group in groups if _often_told(one := [self._members[number] for number in group])]

    def has_two(self) -> bool:
        """Whether they are two people, one of whom is known by the post."""
        often = [_often_told(group) for group in self.told]
        return len(often) > 1 and max(often) >= _KNOWN


def _posts(one: Appearance) -> set[tuple[str, str]]:
    words_told = {("word", word) for word in telling((*one.roles, *one.heads))}
    return words_told | {("field", words().callings[head]) for head in one.heads & words().callings.keys()}


def _often_told(group: Iterable[Appearance]) -> int:
    """In how many articles the post is told."""
    return sum(bool(one.heads and telling((*one.roles, *one.heads))) for one in group)
