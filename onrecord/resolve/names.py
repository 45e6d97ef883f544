"""The capitalised names of an article, where they stand, and what the words in and around them tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from .anatomy import ANATOMIES, Kind
from .headlines import is_headline
from .lexicon import Lexicon, lexicon
from .runs import Word, runs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LINE = re.compile(r"[^\n]+")
_NEXT_WORD = re.compile(r"[ \xa0]([^\W\d_]+)")
_LAST_WORD = re.compile(r"([^\W\d_][\w-]*)[ \xa0]\Z")


class Name(NamedTuple):
    """A name where it stands.

    ``start`` and ``end`` enclose the name alone, ``title_start`` also the titles written in capitals
    before it. ``words`` is the name's words, without possessive ending.
    """

    start: int
    end: int
    title_start: int
    words: tuple[str, ...]
    titles: tuple[str, ...]
    kind: Kind
    possessive: bool

    @property
    def text(self) -> str:
        """The name as it is shown."""
        return " ".join(self.words)


def names(text: str) -> Iterator[Name]:
    """The names of a text in reading order, those in headlines left out, as capitals say nothing there."""
    words = lexicon()
    for line in _LINE.finditer(text):
        if not is_headline(text, line.start(), line.end()):
            for run in runs(text, line.start(), line.end()):
                name = _name(text, run, words)
                if name is not None:
                    yield name


def _name(text: str, run: Sequence[Word], words: Lexicon) -> Name | None:
    parts = ANATOMIES[tuple([word.form.text for word in run])]
    if parts is None:
        return None
    first, last = run[parts.own], run[parts.end - 1]
    if parts.is_maybe_plural and _opens_sentence(text, first.start) and not _has_verb_after(text, first.end):
        return None
    is_with_post = parts.kind == "unknown" and _post_before(text, first.start, words)
    return Name(
        start=first.start,
        end=last.end,
        title_start=run[parts.first].start,
        words=parts.words,
        titles=parts.titles,
        kind="person" if is_with_post else parts.kind,
        possessive=last.is_possessive,
    )


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start].rstrip("“\"‘' \xa0")
    return not before or before[-1] in ".!?\n:"


def _has_verb_after(text: str, end: int) -> bool:
    """Whether a verb in the singular follows: "Sanders says", against "Teachers say"."""
    after = _NEXT_WORD.match(text[end : end + 30])
    return after is not None and (
        after[1].endswith(("s", "ed")) or after[1] in ("said", "told", "wrote", "has", "was", "is")
    )


def _post_before(text: str, start: int, words: Lexicon) -> bool:
    before = _LAST_WORD.search(text[max(0, start - 25) : start])
    return before is not None and before[1] in words.roles and before[1] not in words.body_nouns
