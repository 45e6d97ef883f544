"""Which row of a table that a person brought is a voice: by its name and role, where one alone can be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from onrecord.connect.callings import words
from onrecord.connect.voices import Appearance, Bearer, fits
from onrecord.record import Listed, ListedRole

# Years after a role was given up in which articles still call somebody by it.
_STILL = timedelta(days=4 * 365)


def matching(
    members: Sequence[Appearance],
    rows: Iterable[Listed],
    named: Callable[[str], Bearer],
    posts: Callable[[str], frozenset[str]],
) -> tuple[str, ...]:
    """The ids of the one row that can be the voice of these appearances, none where several can or nobody.

    ``named`` reads a name, ``posts`` gives the words that a role turns on.
    """
    mine = {one.bearer for one in members if not one.bearer.is_short}
    if not mine:
        return ()
    found = [
        row
        for row in rows
        if any(fits(bearer, named(name)) for bearer in mine for name in row.names)
        and (not row.roles or any(_has_role(members, role, posts) for role in row.roles))
    ]
    return (found[0].id, *found[0].others) if len(found) == 1 else ()


def _has_role(
    members: Iterable[Appearance], role: ListedRole, posts: Callable[[str], frozenset[str]]
) -> bool:
    """Whether an article from when the role was held, or from not long after, gives it."""
    heads = posts(role.role) - words().slight
    return any(not heads.isdisjoint(one.heads) and _is_then(one.day, role) for one in members)


def _is_then(day: date | None, role: ListedRole) -> bool:
    if day is None:
        return True
    return (role.first is None or role.first <= day) and (role.last is None or day <= role.last + _STILL)
