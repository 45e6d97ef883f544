"""The part of a name or a pronoun in its clause, by the words right beside it: subject, object, owner."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from .nearby import is_past

if TYPE_CHECKING:
    from onrecord.record import Span

    from .lexicon import Lexicon
    from .names import Name
    from .scene import Scene

Part = Literal["subject", "object", "beside", "within", "agent", "owner"]

# How much of its sentence's attention each part has, the most first (Grosz, Joshi and Weinstein 1995).
RANKS: dict[Part, int] = {"subject": 0, "object": 1, "beside": 2, "within": 3, "agent": 3, "owner": 4}

_SKIPPED = ("the", "a", "an", "his", "her", "their")  # between a word and the name that it leads to
_OPENING_MARKS = "“\"‘'(`"
_BEHIND = re.compile(r"(?:[ \xa0]\([^()\n]{1,30}\))?[ \xa0]+([a-z]+)")
_OWNING = (" 's", "'s", "’s")
_VERB = re.compile(r"[a-z]+(?:ed|ing|s)")
_APART = re.compile(r"[;:—]|``|, [a-z]")
_LONGEST_LEAD = 24  # characters before it that are looked at
_LONGEST_CLAUSE = 300  # characters


def part_of(scene: Scene, name: Name) -> Part:
    """The part of a name; "beside" where it stands beside another noun or nothing tells.

    "within" is behind a preposition, "agent" behind "by".
    """
    text, words = scene.text, scene.words
    if name.possessive or text.startswith(_OWNING, name.end):
        return "owner"
    lead = _word_before(text, name.title_start)
    plain = lead.casefold()
    if plain in words.prepositions:
        return "agent" if plain == "by" else "within"
    behind = _BEHIND.match(text, name.end)
    if behind is not None and is_past(behind[1], words):
        return "subject"
    if plain in words.coordinators or lead == ",":
        return "beside"
    if not lead[:1].isalpha() or plain in words.clause_openers:
        return "subject"
    return "object" if plain in words.past or _VERB.fullmatch(lead) else "beside"


def opening(scene: Scene, pronoun: Span) -> str:
    """What stands before a pronoun: nothing, a mark, "and", what opens its clause, or another word."""
    lead, words = _word_before(scene.text, pronoun.start), scene.words
    plain = lead.casefold()
    if not lead or lead in ".!?":
        return "first"
    if plain in words.coordinators:
        return "behind and"
    if plain in words.clause_openers or plain in words.prepositions:
        return f"behind {plain}"
    return "behind a word" if lead[0].isalpha() else "behind a mark"


def in_one_clause(text: str, start: int, end: int, words: Lexicon) -> bool:
    """Whether nothing between two places opens another clause."""
    between = text[max(start, end - _LONGEST_CLAUSE) : end]
    tokens = between.split()
    return (
        _APART.search(between) is None
        and words.coordinators.isdisjoint(tokens)
        and words.clause_openers.isdisjoint(tokens)
    )


def _word_before(text: str, at: int) -> str:
    """The word or mark before a position, an article or "his" left out; empty where there is none."""
    low = max(0, at - _LONGEST_LEAD)
    parts = text[max(low, text.rfind("\n", low, at) + 1) : at].split()
    if parts and parts[-1].casefold() in _SKIPPED:
        parts.pop()
    if not parts:
        return ""
    last = parts[-1]
    return last.lstrip(_OPENING_MARKS) if last[-1].isalnum() else last[-1]
