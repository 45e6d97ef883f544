"""Calls about what articles have in common: disputes, stories, audits."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from onrecord.errors import UsageError
from onrecord.export.contract import AuditLine, StoryLine
from onrecord.export.jsonl import told
from onrecord.web.api.call import After, Call, Limit, page, placed
from onrecord.web.api.lines import dispute
from onrecord.web.api.shapes import Dispute, Page
from onrecord.web.site import Here

router = APIRouter(route_class=Call, tags=["disputes, stories, audits"])

Since = Annotated[str, Query(json_schema_extra={"format": "date"}, description="From this day on.")]


@router.get("/disputes")
def disputes(
    site: Here, speaker: str = "", since: Since = "", limit: Limit = 20, after: After = ""
) -> Page[Dispute]:
    """Claims that others deny or count otherwise, the newest first."""
    with site.archive() as archive:
        found = archive.disputes(
            speaker=speaker.strip() or None,
            since=_day(since),
            after=placed(after) if after else None,
            limit=limit + 1,
        )
    return page(found, limit, lambda one: one.claims[0].entry.statement.id, dispute)


@router.get("/stories")
def stories(site: Here, since: Since = "", limit: Limit = 50, after: After = "") -> Page[StoryLine]:
    """What several articles tell of, the latest first."""
    with site.archive() as archive:
        found = archive.latest_stories(
            limit + 1, after=placed(after) if after else None, since=_day(since) or date.min
        )
    return page(found, limit, lambda one: one.central, told)


@router.get("/stories/{identity}")
def story(site: Here, identity: str) -> StoryLine:
    """A story by its id, or that of an article or a statement in it."""
    with site.archive() as archive:
        return told(archive.story(identity))


@router.get("/audit")
def audit(
    site: Here, outlet: str = "", since: Since = "", limit: Limit = 20, after: After = ""
) -> Page[AuditLine]:
    """Whom each outlet quotes and how, by outlet."""
    with site.archive() as archive:
        found = archive.audit(
            outlet=outlet.strip() or None,
            since=_day(since),
            after=placed(after) if after else "",
            limit=limit + 1,
        )
    return page(found, limit, lambda one: one.outlet or "", told)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageError(f"“{text}” is no day", "Write it so: 2025-02-21.") from None
