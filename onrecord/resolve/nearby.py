"""What stands near a position: the sentences before it, and who is named in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .headlines import is_headline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .cast import Mention
    from .lexicon import Lexicon
    from .scene import Scene

_MOST_BACK = 60  # sentences in all that are looked at, so that a long quotation costs no more than that
_SHORT_LEAD = 8  # words before a subject that open no clause of their own
_NEXT = re.compile(r"[ \xa0]([a-z][\w-]+)")
_WORD = re.compile(r"[^\W_][\w’'-]*")


def sentences_before(scene: Scene, position: int, most: int) -> Iterator[tuple[int, int]]:
    """The bounds of the sentence up to the position, then of those before it, ``most`` in all.

    Headlines are left out, and what lies whole inside somebody's quoted words.
    """
    last, is_inside = scene.sentences.at(position), scene.quoted.covers(position)
    for number in range(last, max(-1, last - _MOST_BACK), -1):
        start, end = scene.sentences.bounds(number)
        if number < last and not is_inside and scene.quoted.covers(start) and scene.quoted.covers(end - 1):
            continue
        if scene.text.startswith("\n", end - 1) and is_headline(scene.text, start, end):
            continue
        yield start, min(end, position)
        most -= 1
        if not most:
            return


def outside_quotations(scene: Scene, start: int, end: int) -> list[Mention]:
    """The people named between two positions by the reporter, not in somebody's quoted words."""
    named = scene.cast.mentions_between(start, end)
    return [mention for mention in named if not scene.quoted.covers(mention.name.start)]


def heard_at(scene: Scene, position: int, start: int, end: int) -> Sequence[Mention]:
    """The people named between two others, as a word at a position can take them up.

    Inside quoted words, such as a long passage taken from elsewhere, those named in such words count too.
    """
    if scene.quoted.covers(position):
        return scene.cast.mentions_between(start, end)
    return outside_quotations(scene, start, end)


def is_subject(scene: Scene, mention: Mention, start: int) -> bool:
    """Whether a sentence begins with the mention, behind at most one adverbial and a comma."""
    name, words = mention.name, scene.words
    if name.possessive or is_modifier(scene, mention):
        return False
    lead = scene.text[start : name.title_start].rsplit(",", 1)[-1]
    plain = [word.casefold() for word in _WORD.findall(lead)]
    is_first = len(plain) <= _SHORT_LEAD and _opens_clause(scene, mention, start)
    return is_first or (
        len(plain) <= 6
        and all(
            word in words.determiners
            or word in words.modifiers
            or word in words.roles
            or word in words.demonyms
            or word in words.conjunctions
            or word in ("meanwhile", "then")
            for word in plain
        )
    )


def _opens_clause(scene: Scene, mention: Mention, start: int) -> bool:
    """Whether the mention is the first of its sentence, behind no preposition and right before a verb."""
    name = mention.name
    lead = _WORD.findall(scene.text, start, name.title_start)
    if any(word.casefold() in scene.words.prepositions for word in lead):
        return False
    behind = _NEXT.match(scene.text, name.end)
    return behind is not None and is_past(behind[1], scene.words)


def is_past(word: str, words: Lexicon) -> bool:
    """Whether a word, in lower case, looks like the verb behind a subject."""
    return word.endswith(("ed", "s")) or word in words.past


def is_modifier(scene: Scene, mention: Mention) -> bool:
    """Whether the name only tells of what is behind it: "the Weber campaign", "Weber aide Tom Berg"."""
    behind = _NEXT.match(scene.text, mention.name.end)
    words = scene.words
    return behind is not None and (
        behind[1] in words.owned or behind[1] in words.roles or behind[1] in words.modifiers
    )
