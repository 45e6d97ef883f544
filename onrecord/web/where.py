"""The addresses of our pages."""

from __future__ import annotations

from urllib.parse import quote

from onrecord.record import Article, Speaker, Statement
from onrecord.web.note import NOBODY


def page(identity: str) -> str:
    """The page of an article, a statement or a voice, by its id."""
    kinds = {"s-": "statements", "v-": "voices"}
    return f"/{kinds.get(identity[:2], 'articles')}/{identity}"


def voice(name: str | None) -> str | None:
    """The page of whoever bears a name; ``None`` where there is no name."""
    return f"/voices/{quote(name, safe='')}" if name is not None else None


def voices(speaker: Speaker) -> list[tuple[str, str | None]]:
    """Those who speak, each with a page: that of the voice where it is known, else that of the name."""
    names = speaker.names or ((speaker.name,) if speaker.name is not None else ())
    known = speaker.voice if isinstance(speaker.voice, tuple) else (speaker.voice,) * len(names)
    found = [
        (name, page(one) if one is not None else voice(name)) for name, one in zip(names, known, strict=True)
    ]
    return found or [(NOBODY, None)]


def place(article: Article, one: Statement) -> str:
    """Where a statement stands in the page of its article, in whichever part of a long one."""
    start = min(span.start for span in one.content)
    return f"/articles/{article.id}?start={start}#{one.id}"
