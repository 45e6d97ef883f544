"""What every page needs: the archive, opened to be read, and the templates."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import AbstractContextManager, closing
from functools import cache
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, PackageLoader, StrictUndefined

from onrecord.archive import Archive
from onrecord.export import annotation, bibtex
from onrecord.export.formats import FORMATS
from onrecord.export.words import verdict_words
from onrecord.store.people import People, people_of
from onrecord.web import marked, note, where
from onrecord.web.door import Door, Visitor
from onrecord.web.inbox import Inbox
from onrecord.web.job import as_given
from onrecord.web.kept_open import KeptOpen
from onrecord.web.tries import Tries

_FOLDER = Path(__file__).parent


class Site:
    """An archive and the way its pages look."""

    def __init__(self, path: Path, door: Door) -> None:
        self.path = path
        self.door = door
        self.inbox = Inbox(path)
        self._kept_open = KeptOpen(path)
        self.tries = Tries(door.clock)
        self._templates = _templates()

    def archive(self) -> AbstractContextManager[Archive]:
        """The archive, to be read inside; threads share none."""
        return self._kept_open.archive()

    def close(self) -> None:
        """Let go of the archive."""
        self._kept_open.close()

    def people(self) -> closing[People]:
        """Who may come in, opened; to be closed."""
        return closing(People(people_of(self.path)))

    def page(self, request: Request, name: str, told: Mapping[str, Any], status: int = 200) -> HTMLResponse:
        """A page."""
        return HTMLResponse(self._words(request, name, told), status)

    def text(self, request: Request, name: str, told: Mapping[str, Any], media_type: str) -> Response:
        """An answer that is no page."""
        return Response(self._words(request, name, told), media_type=media_type)

    def _words(self, request: Request, name: str, told: Mapping[str, Any]) -> str:
        visitor: Visitor | None = request.state.visitor
        return self._templates.get_template(name).render(
            path=request.url.path,
            word=request.state.word,
            visitor=visitor,
            may_change=visitor is not None and visitor.may_change,
            **told,
        )


def _of(request: Request) -> Site:
    site: Site = request.app.state.site
    return site


Here = Annotated[Site, Depends(_of)]


@cache
def static(name: str) -> str:
    """The address of a file of ours, with its digest: browsers keep it until it changes."""
    digest = hashlib.sha256((_FOLDER / "static" / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?{digest}"


@cache
def _templates() -> Environment:
    """The pages, put into code at once: else whoever asks for the first of a kind waits for it."""
    # Autoescape is on for every template: words of the news are never markup.
    found = Environment(
        loader=PackageLoader("onrecord.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters.update(
        shown=marked.shown,
        short=short,
        as_given=as_given,
        day=day,
        moment=moment,
        count=count,
        who=note.who,
        verdict=verdict_words,
        bibtex=bibtex.article,
        annotation=annotation.alone,
    )
    found.globals.update(
        static=static,
        query=query,
        standings=note.STANDINGS,
        where=where,
        forms={name: form.shown for name, form in FORMATS.items()},
    )
    for name in found.list_templates():
        found.get_template(name)
    return found


def short(text: str, width: int = 200) -> str:
    """The text on one line, cut after a word, or within one where it has no spaces."""
    begins = text[: 8 * width]
    line = " ".join(marked.shown(begins).split())
    if len(line) <= width and len(begins) == len(text):
        return line
    room = width - len(" …")
    return (line[: room + 1].rpartition(" ")[0] or line[:room]) + " …"


def day(value: str | None) -> str:
    """The day of an ISO 8601 time as a reader has it: "21 February 2025"."""
    from datetime import date

    if value is None:
        return "no date"
    found = date.fromisoformat(value[:10])
    return f"{found.day} {found:%B %Y}"


def moment(seconds: float) -> str:
    """A time in seconds since 1970 as a reader has it: "21 February 2025, 14:30 UTC"."""
    from datetime import UTC, datetime

    found = datetime.fromtimestamp(seconds, UTC)
    return f"{found.day} {found:%B %Y, %H:%M} UTC"


def count(number: int, thing: str, things: str | None = None) -> str:
    """A number with its noun: "1 statement", "2,300 statements"."""
    return f"{number:,} {thing if number == 1 else things or thing + 's'}"


def query(given: Mapping[str, str], **changed: str | None) -> str:
    """The query of an address, some of it changed; what is None or empty is left out."""
    return urlencode({name: value for name, value in {**given, **changed}.items() if value})
