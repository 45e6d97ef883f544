"""Articles for tests, made of nothing but their text."""

from __future__ import annotations

import hashlib

from onrecord.record import Article, Capture, Origin, Piece


def article(text: str, language: str | None = "en") -> Article:
    """An article that is the whole of a capture."""
    capture = Capture("test.txt", hashlib.sha256(text.encode()).hexdigest(), "text/plain")
    origin = Origin(capture, "", (Piece(0, 0, len(text)),) if text else ())
    return Article(
        id="a-test",
        key=None,
        text=text,
        title=None,
        standfirst=None,
        byline=None,
        dateline=None,
        outlet=None,
        url=None,
        published=None,
        modified=None,
        language=language,
        teaser_only=False,
        origin=origin,
    )
