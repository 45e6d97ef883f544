"""What a page shows, to be taken away: its statements in each form that an export has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import StreamingResponse

from onrecord.errors import UsageError
from onrecord.export import disputes as disputes_lines
from onrecord.export.formats import FORMATS, Format
from onrecord.export.whole import entries
from onrecord.record import Dispute, Entry, Question
from onrecord.web import asked
from onrecord.web.site import Here, Site

router = APIRouter(prefix="/out", include_in_schema=False)

# Statements that are in memory at once, whatever the number of all.
_BATCH = 200


def _form(form: Annotated[str, Query(alias="format")] = "jsonl") -> Format:
    """The form of a name. Raises UsageError."""
    if form not in FORMATS:
        raise UsageError(f"“{form}” is no form of ours", f"It is one of {', '.join(FORMATS)}.")
    return FORMATS[form]


Form = Annotated[Format, Depends(_form)]


@router.get("/search")
def search(request: Request, site: Here, form: Form) -> StreamingResponse:
    """All statements that answer a search, the newest first."""
    question = asked.question(asked.given(request.query_params), _BATCH)
    return _sent("onrecord-search", form, _found(site, question))


@router.get("/voices/{identity}")
def voice(site: Here, identity: str, form: Form) -> StreamingResponse:
    """All that a voice is on record with, the newest first."""
    with site.archive() as archive:
        current = archive.voice(identity).id
    question = Question(voice=current, limit=_BATCH)
    return _sent(f"onrecord-{current}", form, _found(site, question))


@router.get("/articles/{identity}")
def article(site: Here, identity: str, form: Form) -> StreamingResponse:
    """The statements of an article, in order."""
    with site.archive() as archive:
        reading = archive.reading(identity)
    return _sent(f"onrecord-{reading.article.id}", form, entries(reading))


@router.get("/statements/{identity}")
def statement(site: Here, identity: str, form: Form) -> StreamingResponse:
    """One statement."""
    with site.archive() as archive:
        found = archive.answering([archive.statement(identity)])
    return _sent(f"onrecord-{found[0].statement.id}", form, found)


@router.get("/disputes")
def disputes(site: Here, form: Form, speaker: str = "") -> StreamingResponse:
    """What is disputed: claims and answers. In JSON Lines the links stand between them."""
    with site.archive() as archive:
        found = archive.disputes(speaker=speaker.strip() or None)
    if form is FORMATS["jsonl"]:
        return _streamed("onrecord-disputes", form, disputes_lines.lines(found))
    return _sent("onrecord-disputes", form, _disputed(found))


def _found(site: Site, question: Question) -> Iterator[Entry]:
    """The statements that answer, some at a time: between two times the archive is closed.

    So whoever reads slowly keeps nobody from writing. Raises UsageError at once where the question has no
    sense.
    """
    return _following(site, question, _some(site, question))


def _following(site: Site, question: Question, found: list[Entry]) -> Iterator[Entry]:
    while found:
        yield from found
        is_last = len(found) < _BATCH
        found = [] if is_last else _some(site, replace(question, after=found[-1].statement.id))


def _some(site: Site, question: Question) -> list[Entry]:
    with site.archive() as archive:
        return archive.answering(archive.search(question))


def _disputed(disputes: Iterable[Dispute]) -> Iterator[Entry]:
    """The statements of disputes, each with the link that made it one."""
    for dispute in disputes:
        for one in (*dispute.claims, *dispute.answers):
            is_start = one.link is not None and one.link.start == one.entry.statement.id
            yield replace(one.entry, links=(one.link,)) if is_start and one.link else one.entry


def _sent(name: str, form: Format, found: Iterable[Entry]) -> StreamingResponse:
    return _streamed(name, form, form.written(found))


def _streamed(name: str, form: Format, parts: Iterator[bytes]) -> StreamingResponse:
    """The parts as a file. Its name is made of our own words and ids, never of the news."""
    disposition = f'attachment; filename="{name}.{form.ending}"'
    return StreamingResponse(parts, media_type=form.media_type, headers={"content-disposition": disposition})
