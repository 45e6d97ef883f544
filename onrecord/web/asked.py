"""A question as an address has it: the query of a search, of its feed and of the API."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, get_args

from onrecord.errors import UsageError
from onrecord.record import Manner, Question, Stance, Standing
from onrecord.web.marked import shown

# What may stand in a query, in the order in which a form has it.
NAMES = ("words", "about", "speaker", "outlet", "first", "last", "manner", "stance", "standing")
_CHOICES = {"manner": get_args(Manner), "stance": get_args(Stance), "standing": get_args(Standing)}


def given(query: Mapping[str, str]) -> dict[str, str]:
    """What was asked, each name with a value, if an empty one; what is no part of a question is left.

    It is as it can be shown: no name and no word is told apart by what a browser would obey.
    """
    return {name: shown(query.get(name, "").strip()) for name in NAMES}


def question(asked: Mapping[str, str], limit: int, after: str | None = None) -> Question:
    """The question. Raises UsageError where a day is none, or a choice is not one of those there are."""
    told = {name: value for name, value in asked.items() if value}
    for name, choices in _CHOICES.items():
        if name in told and told[name] not in choices:
            raise UsageError(f"“{told[name]}” is no {name}", f"It is one of {', '.join(choices)}.")
    found: dict[str, Any] = dict(told)
    found.update({name: _day(told[name]) for name in ("first", "last") if name in told})
    return Question(**found, limit=limit, after=after)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"“{text}” is no day", "Write it so: 2025-02-21.") from None
