"""Calls about articles: the list, one with its statements, its kin, what was passed over or left out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends

from onrecord.archive import Archive
from onrecord.errors import UsageError
from onrecord.export.contract import ArticleLine, KinshipLine
from onrecord.export.jsonl import dropped_part, told
from onrecord.web.api.call import After, Body, Call, Limit, cursor, page, placed
from onrecord.web.api.lines import decided
from onrecord.web.api.shapes import All, ArticleHeading, CorrectionGiven, Counts, Decided, Dropped, Page
from onrecord.web.api.statements import correction
from onrecord.web.door import Editor
from onrecord.web.site import Here

router = APIRouter(route_class=Call, tags=["articles"])


@router.get("/articles")
def articles(site: Here, limit: Limit = 50, after: After = "") -> Page[ArticleHeading]:
    """The articles, those of the last days first."""
    with site.archive() as archive:
        most = limit + 1
        found = archive.headlines_after(placed(after), most) if after else archive.headlines(most)
    return page(
        found,
        limit,
        lambda one: one.id,
        lambda one: ArticleHeading(one.id, one.title, one.outlet, one.day, one.statements),
    )


@router.get("/articles/{identity}")
def article(site: Here, identity: str) -> ArticleLine:
    """An article with its statements and what was left out for it."""
    with site.archive() as archive:
        return told(archive.reading(identity))


@router.get("/articles/{identity}/kin")
def kin(site: Here, identity: str) -> All[KinshipLine]:
    """What it is a copy, a cut or a version of, and what is one of it."""
    with site.archive() as archive:
        return All([told(one) for one in archive.kin(identity)])


@router.post("/articles/{identity}/statements")
def missing(
    site: Here,
    by: Editor,
    identity: str,
    given: Annotated[CorrectionGiven, Depends(Body(CorrectionGiven))],
) -> Decided:
    """Decide that words of an article, its `content`, are a statement that was passed over."""
    with Archive(site.path) as archive:
        return decided(archive.add_missing(identity, correction(given), by=by))


@router.get("/dropped")
def dropped(site: Here, limit: Limit = 50, after: After = "") -> Page[Dropped]:
    """What was left out and why, the last first."""
    with site.archive() as archive, archive.still():
        number = sum(often for _, often in archive.reasons())
        # What is added stands before all that was there: a place is told by how many follow it.
        left = min(_count(placed(after)), number) if after else number
        found = archive.left_out(limit, number - left)
    shown = [Dropped(one.article, dropped_part(one)) for one in found]
    return Page(shown, cursor(str(left - len(found))) if left > len(found) else None)


def _count(place: str) -> int:
    if not (place.isascii() and place.isdecimal() and len(place) < 10):
        raise UsageError("`after` is none that was given", "Begin again, without it.")
    return int(place)


@router.get("/counts")
def counts(site: Here) -> Counts:
    """How much is on record, and how much was left out for which reason."""
    with site.archive() as archive, archive.still():
        found, reasons = archive.counts(), archive.reasons()
    return Counts(found.articles, found.statements, found.names, found.captures, dict(reasons))
