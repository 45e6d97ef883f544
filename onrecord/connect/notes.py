"""What an article says of its own versions: that it was corrected, or brought up to date."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import get_args

from onrecord.record import Article, Note, NoteKind, Span

# A paragraph, its outer white space left out.
_PARAGRAPH = re.compile(r"\S[^\n]*")
# Marks that stand before such words.
_BEFORE = re.compile(r"[\s*_•—–\-\[“\"']*")


def notes(article: Article) -> Iterator[Note]:
    """The paragraphs in which an article says so, in order."""
    for paragraph in _PARAGRAPH.finditer(article.text):
        begins = _BEFORE.sub("", paragraph[0][: _longest() + 8], count=1).casefold().replace("’", "'")
        kind = next((kind for words, kind in _words().items() if begins.startswith(words)), None)
        if kind is not None:
            yield Note(kind, Span(paragraph.start(), paragraph.start() + len(paragraph[0].rstrip())))


@cache
def _words() -> dict[str, NoteKind]:
    told = tomllib.loads((files(__package__) / "en" / "notes.toml").read_text(encoding="utf-8"))
    return {
        words.strip(): kind
        for kind in get_args(NoteKind)
        for line in told[kind].strip().splitlines()
        for words in line.split("|")
    }


@cache
def _longest() -> int:
    return max(map(len, _words()))
