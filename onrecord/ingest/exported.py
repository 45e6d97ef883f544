"""One article as a database exports it: what the database states, and the words."""

from __future__ import annotations

import re
from typing import NamedTuple

from onrecord.ingest import verbatim
from onrecord.ingest.markup import Letters
from onrecord.record import Capture, Document, Piece, Stated

BREAK = "\n\n"
_BY = re.compile(r"(?:by|von|par|por|di|door)\s*:?\s+(?=\S)", re.IGNORECASE)


class Exported(NamedTuple):
    """An article out of a database: what is stated of it, and its paragraphs."""

    said: Stated
    body: tuple[str, ...]

    @property
    def text(self) -> str:
        """Title, standfirst, byline and paragraphs, a blank line between them."""
        said = self.said
        return BREAK.join(words for words in (said.title, said.standfirst, said.byline, *self.body) if words)


class Place(NamedTuple):
    """Where in a capture an article stands: its locator, its source, and where in the capture that begins."""

    locator: str
    source: str
    start: int


def document(found: Exported, capture: Capture, place: Place, letters: Letters) -> Document:
    """The article as a document; ``letters`` are what its source shows."""
    runs = verbatim.pieces(found.text, place.source, letters)
    made = tuple(Piece(run.text_start, run.capture_start + place.start, run.length) for run in runs)
    return Document(capture, place.locator, found.text, found.said, made)


def without_by(byline: str) -> str:
    """The names of a byline, "By" left out."""
    return _BY.sub("", byline, count=1) if _BY.match(byline) else byline
