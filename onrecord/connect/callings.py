"""The words that tell of a post what field of work it is in, and which of them tell nothing."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

_WORD = re.compile(r"[^\W\d_]+")


class Words(NamedTuple):
    """The English words.

    ``common`` are surnames that many bear. ``callings`` say of a head which field of work it is in, ``same``
    are other ways to write one, ``offices`` the public ones; ``slight`` tell too little, ``small`` nothing.
    """

    common: frozenset[str]
    callings: Mapping[str, str]
    same: Mapping[str, str]
    slight: frozenset[str]
    small: frozenset[str]
    offices: frozenset[str]


@cache
def words() -> Words:
    """The English words."""
    file = tomllib.loads((files(__package__) / "en" / "voices.toml").read_text(encoding="utf-8"))
    same = dict(pair.split("=") for pair in file["titles"]["same"].split())
    callings = {
        same.get(word, word): field for field, told in file["callings"].items() for word in told.split()
    }
    return Words(
        common=frozenset(file["common"].split()),
        callings=callings,
        same=same,
        slight=frozenset(file["titles"]["slight"].split()),
        small=frozenset(file["titles"]["small"].split()),
        offices=frozenset(head for head, field in callings.items() if field == "public"),
    )


def heads(posts: Iterable[str]) -> frozenset[str]:
    """The words that posts turn on, each in one form."""
    return frozenset(words().same.get(head, head) for head in posts)


def telling(roles: Iterable[str]) -> frozenset[str]:
    """The words of posts as written that tell one from another: "harbour master", "public works"."""
    return _telling(frozenset(roles))


@lru_cache(maxsize=4096)
def _telling(roles: frozenset[str]) -> frozenset[str]:
    plain = (word for role in roles for word in _WORD.findall(role.casefold()))
    return heads(plain) - words().slight - words().small
