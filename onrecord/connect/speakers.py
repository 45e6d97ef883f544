"""Whether two statements have one speaker, as far as names tell."""

from __future__ import annotations

from collections.abc import Collection


def are_one(one: Collection[str], other: Collection[str]) -> bool | None:
    """Whether one of the names is the other's, ``None`` where either speaker is not known.

    Names are in small letters. First and last word decide, so that initials between them do not matter; a
    last name alone is anybody's who bears it.

    >>> are_one(["donald trump"], ["donald j trump"])
    True
    >>> are_one(["trump"], ["donald trump"])
    True
    >>> are_one(["eric trump"], ["donald trump"])
    False
    """
    if not one or not other:
        return None
    return any(_is_one(mine.split(), theirs.split()) for mine in one for theirs in other)


def _is_one(one: list[str], other: list[str]) -> bool:
    if one[-1] != other[-1]:
        return False
    return one[0] == other[0] or min(len(one), len(other)) == 1
