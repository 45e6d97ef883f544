"""What around a statement is the frame's: the edges of its spans, and cues by which nobody says anything."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Container
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from onrecord.record import Attribution, Span

_WORD = re.compile(r"\w+")
# What ends a content and is the frame's: the comma before its cue, and the mark where an outlet cut its copy.
_BEHIND_CONTENT = re.compile(r"\s*(?:[,;]|\[\s?(?:…|\.\.\.)\s?\]|\((?:…|\.\.\.)\))\Z")
# Edges are looked for in so many characters at most, however long a blank is.
_EDGE = 10
# "Lind's", "the engineers'".
_POSSESSIVE = re.compile(r"['’]s\Z|(?<=s)['’]\Z")


class _Words(NamedTuple):
    behind_source: re.Pattern[str]
    seen_or_known: frozenset[str]


@cache
def _words() -> _Words:
    """English's words; no other language has a network yet."""
    told = tomllib.loads((files(__package__) / "en" / "frame.toml").read_text(encoding="utf-8"))
    joints = "|".join(told["joints"].split())
    return _Words(
        re.compile(rf"[\s,]+(?:{joints})\Z", re.IGNORECASE), frozenset(told["seen_or_known"].split())
    )


def content_alone(text: str, span: Span) -> Span:
    """The content without what ends it and is the frame's."""
    end = _BEHIND_CONTENT.search(text, max(span.start + 1, span.end - _EDGE), span.end)
    return Span(span.start, end.start()) if end else span


def source_alone(text: str, span: Span, names_end: Container[int]) -> Span:
    """The source without the mark of a possessor and without a word that only ties it to others.

    A name that ends so itself ("McDonald's") stays whole: ``names_end`` is where the text's names end.
    """
    if span.end in names_end:
        return span
    for pattern in (_words().behind_source, _POSSESSIVE):
        end = pattern.search(text, max(span.start + 1, span.end - _EDGE), span.end)
        if end:
            return Span(span.start, end.start())
    return span


def is_own_voice(text: str, found: Attribution) -> bool:
    """Whether the article itself speaks: something is seen or known, and nobody is cited for it."""
    words = {word.lower() for span in found.cue for word in _WORD.findall(span.of(text))}
    return not found.source and not words.isdisjoint(_words().seen_or_known)
