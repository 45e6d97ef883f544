"""Calls about what people do: who asks, what is read for them, what they decided."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, UploadFile

from onrecord.archive import Archive
from onrecord.errors import NotOnRecord
from onrecord.export.jsonl import told
from onrecord.record import Decision, VoiceDecision
from onrecord.web.api import lines
from onrecord.web.api.call import After, Body, Call, Limit, following, page
from onrecord.web.api.shapes import JobGiven, Me, Page, ReadingJob
from onrecord.web.api.voices import Decision as DecisionTold
from onrecord.web.door import Asking, Editor
from onrecord.web.job import Job
from onrecord.web.site import Here, Site

router = APIRouter(route_class=Call, tags=["jobs and decisions"])


@router.get("/me")
def me(request: Request, visitor: Asking) -> Me:
    """Who asks, and the word that changes bring."""
    return Me(visitor.name, request.state.word)


@router.get("/jobs")
def jobs(site: Here, limit: Limit = 50, after: After = "") -> Page[ReadingJob]:
    """What was given to be read, the newest first."""
    found = following(site.inbox.jobs(), after, lambda one: one.id)
    return page(found, limit, lambda one: one.id, lines.job)


@router.post("/jobs")
def read(site: Here, by: Editor, given: Annotated[JobGiven, Depends(Body(JobGiven))]) -> ReadingJob:
    """Have addresses or a text read."""
    return lines.job(site.inbox.put([], given.addresses, given.text, by))


@router.post("/jobs/files")
def read_files(site: Here, by: Editor, files: Annotated[list[UploadFile], Form()]) -> ReadingJob:
    """Have files read."""
    given = [(one.filename or "file", one.file) for one in files]
    return lines.job(site.inbox.put(given, [], "", by))


@router.get("/jobs/{identity}")
def job(site: Here, identity: str) -> ReadingJob:
    """How far a job is."""
    return lines.job(_job(site, identity))


@router.post("/jobs/{identity}/cancel")
def cancel(site: Here, by: Editor, identity: str) -> ReadingJob:  # noqa: ARG001 (who may change may cancel)
    """Stop a job; what was read of it stays."""
    site.inbox.cancel(_job(site, identity).id)
    return lines.job(_job(site, identity))


def _job(site: Site, identity: str) -> Job:
    found = site.inbox.job(identity)
    if found is None:
        raise NotOnRecord("there is no such job", "/api/v1/jobs lists those there are.")
    return found


@router.get("/decisions")
def decisions(site: Here, limit: Limit = 50, after: After = "") -> Page[DecisionTold]:
    """What people decided, the first first, also what was taken back."""
    with site.archive() as archive, archive.still():
        every: list[Decision | VoiceDecision] = [*archive.decisions(), *archive.voice_decisions()]
    every.sort(key=lambda one: one.made.at)
    return page(following(every, after, lambda one: one.id), limit, lambda one: one.id, told)


@router.post("/decisions/{identity}/undo")
def undo(site: Here, by: Editor, identity: str) -> DecisionTold:
    """Take a decision back."""
    with Archive(site.path) as archive:
        return told(archive.undo(identity, by=by))
