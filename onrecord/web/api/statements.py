"""Calls about statements: the search and its facets, one of them, what came of it, its corrections."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel

from onrecord.archive import Archive
from onrecord.errors import UsageError
from onrecord.export.contract import StatementLine
from onrecord.export.jsonl import told
from onrecord.record import Correction, Manner, Question, Stance, Standing
from onrecord.web import asked
from onrecord.web.api.call import After, Body, Call, Limit, page, placed
from onrecord.web.api.lines import decided, traced
from onrecord.web.api.shapes import All, CorrectionGiven, Counted, Decided, Facets, Page, Traced
from onrecord.web.door import Editor
from onrecord.web.site import Here, Site

router = APIRouter(route_class=Call, tags=["statements"])

_Day = Annotated[str, Query(json_schema_extra={"format": "date"})]


class Asked(BaseModel):
    """What may be asked of statements, as the page of the search has it, and whose voice."""

    words: str = ""
    about: str = ""
    speaker: str = ""
    voice: str = ""
    outlet: str = ""
    first: _Day = ""
    last: _Day = ""
    manner: Manner | None = None
    stance: Stance | None = None
    standing: Standing | None = None

    def question(self, archive: Archive, limit: int, after: str = "") -> Question:
        """The question. Raises UsageError, and NotOnRecord where there is no such voice."""
        given = {name: value for name in type(self).model_fields if (value := getattr(self, name))}
        if self.voice:
            given["voice"] = archive.current_voice(self.voice)
        return asked.question(given, limit, placed(after) if after else None)


def answers(site: Site, question: Asked, limit: int, after: str) -> Page[StatementLine]:
    """A page of the statements that answer, the newest first."""
    with site.archive() as archive:
        entries = archive.search(question.question(archive, limit + 1, after))
        shown = [*archive.answering(entries[:limit]), *entries[limit:]]
    return page(shown, limit, lambda one: one.statement.id, told)


@router.get("/statements")
def search(
    site: Here, question: Annotated[Asked, Query()], limit: Limit = 20, after: After = ""
) -> Page[StatementLine]:
    """The statements that answer, the newest first."""
    return answers(site, question, limit, after)


@router.get("/facets")
def facets(site: Here, question: Annotated[Asked, Query()]) -> Facets:
    """By whom, where and in which manner the statements are that answer."""
    with site.archive() as archive:
        counts = archive.facets(question.question(archive, 1))
    values: dict[str, Any] = {
        name: [Counted(*one) for one in getattr(counts, name)]
        for name in ("speaker", "outlet", "standing", "manner", "stance")
    }
    return Facets(counts.counted, counts.is_cut, **values)


@router.get("/statements/{identity}")
def statement(site: Here, identity: str) -> StatementLine:
    """A statement, also by an id that a later reading replaced."""
    with site.archive() as archive:
        return told(archive.answering([archive.statement(identity)])[0])


@router.get("/statements/{identity}/trace")
def trace(site: Here, identity: str) -> All[Traced]:
    """The statement with all that repeats, denies or confirms it, by day."""
    with site.archive() as archive:
        return All([traced(one) for one in archive.trace(identity)])


@router.post("/statements/{identity}/corrections")
def correct(
    site: Here,
    by: Editor,
    identity: str,
    given: Annotated[CorrectionGiven, Depends(Body(CorrectionGiven))],
) -> Decided:
    """Decide something about a statement."""
    with Archive(site.path) as archive:
        return decided(archive.correct(identity, correction(given), by=by))


def correction(given: CorrectionGiven) -> Correction:
    """What a call says. Raises UsageError."""
    if given.is_statement:
        raise UsageError("that it is a statement is known", "Leave `is_statement` out.")
    return Correction(
        is_statement=False if given.is_statement is False else None,
        speakers=_parts(given.speakers),
        standing=given.standing,
        role=given.role,
        stance=given.stance,
        content=_parts(given.content),
        cue=_parts(given.cue),
        source=_parts(given.source),
    )


def _parts(given: list[str] | None) -> tuple[str, ...] | None:
    """The parts; a list without any says that there is none."""
    return tuple(given) if given is not None else None
