"""Which appearances under one whole name are different people's: those that nothing joins."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from onrecord.connect.callings import telling, words
from onrecord.connect.union import Union

if TYPE_CHECKING:
    from onrecord.connect.voices import Appearance

# In so many articles somebody must be told of with posts to be known by them: who is would be known by them,
# or by the company, in another article too. In random parts of an archive of real news (100 to 800 of 854
# articles) 2 of 8,267 names in two and more were parted so, wrongly; with 2 articles 21 of 8,293.
_KNOWN = 3


def by_post(
    members: Sequence[Appearance], beside: Callable[[Appearance], Iterable[str]]
) -> list[list[Appearance]]:
    """People of one whole name, by what joins articles: a word of a post, a field of work, who stands beside.

    None where that makes one person of all whose post is told, or nobody is known by it. Articles that tell
    no post are left out.
    """
    groups = _joined_by_posts([one for one in members if _is_told(one)])
    if len(groups) < 2 or sum(map(len, groups)) <= _KNOWN:
        return []
    groups = _joined_by_company(groups, beside)
    return groups if len(groups) > 1 and max(map(len, groups)) >= _KNOWN else []


def _is_told(one: Appearance) -> bool:
    return bool(one.heads and telling((*one.roles, *one.heads)))


def _joined_by_posts(told: Sequence[Appearance]) -> list[list[Appearance]]:
    union, seen = Union[int](), dict[tuple[str, str], int]()
    for number, one in enumerate(told):
        said = {("word", word) for word in telling((*one.roles, *one.heads))}
        fields = {("field", words().callings[head]) for head in one.heads & words().callings.keys()}
        for trait in said | fields:
            union.join(seen.setdefault(trait, number), number)
    return [[told[number] for number in group] for group in union.groups(range(len(told)))]


def _joined_by_company(
    groups: Sequence[list[Appearance]], beside: Callable[[Appearance], Iterable[str]]
) -> list[list[Appearance]]:
    """The groups, those put together beside which one name stands; the largest is read as far as needed."""
    by_size = sorted(groups, key=len)
    union, seen, left = Union[int](), dict[str, int](), len(groups)
    for number, group in enumerate(by_size):
        for one in group:
            for name in beside(one):
                other = seen.setdefault(name, number)
                if union.first(other) != union.first(number):
                    union.join(other, number)
                    left -= 1
            if left == 1:
                return [[one for group in by_size for one in group]]
    return [
        [one for number in united for one in by_size[number]] for united in union.groups(range(len(by_size)))
    ]
