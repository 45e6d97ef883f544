"""Rows of a table of people or bodies, as JSON Lines."""

from __future__ import annotations

import lzma
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from onrecord.errors import UsageError
from onrecord.record import Listed, ListedRole

_MOST_NAMES = 50  # of one row


def rows(path: Path) -> Iterator[Listed]:
    """The rows that have an id, in order. Raises UsageError where a line is no JSON object."""
    with lzma.open(path, "rb") if path.suffix == ".xz" else path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = msgspec.json.decode(line)
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                raise UsageError(f"{path}: line {number} is no JSON ({error})", "Give JSON Lines.") from error
            if not isinstance(row, dict):
                raise UsageError(f"{path}: line {number} is no object", "Give one with `id` and `name`.")
            if found := _listed(row):
                yield found


def _listed(row: dict[str, Any]) -> Listed | None:
    names = _strings([row.get("name"), row.get("label"), row.get("labels"), row.get("aliases")])
    identity = row.get("id")
    if not isinstance(identity, str) or not names:
        return None
    roles = row.get("roles")
    told = tuple(_role(one) for one in roles if isinstance(one, dict)) if isinstance(roles, list) else ()
    wikidata = row.get("wikidata")
    others = (f"wikidata:{wikidata}",) if isinstance(wikidata, str) else ()
    return Listed(
        identity, names[:_MOST_NAMES], tuple(dict.fromkeys(one for one in told if one.role)), others
    )


def _role(row: dict[str, Any]) -> ListedRole:
    role = row.get("role")
    return ListedRole(role if isinstance(role, str) else "", _day(row.get("start")), _day(row.get("end")))


def _day(written: object) -> date | None:
    try:
        return date.fromisoformat(written[:10]) if isinstance(written, str) else None
    except ValueError:
        return None


def _strings(given: Iterable[object]) -> tuple[str, ...]:
    """The names among what a row gives, each once."""
    found: dict[str, None] = {}
    for one in given:
        many = one if isinstance(one, list) else [one]
        found |= dict.fromkeys(name.strip() for name in many if isinstance(name, str) and name.strip())
    return tuple(found)
