"""Pages on which articles meet: what is disputed, what several articles tell of."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from onrecord.web.note import DOES
from onrecord.web.site import Here

router = APIRouter(include_in_schema=False)

_PAGE = 30


@router.get("/disputes")
def disputes(request: Request, site: Here, speaker: str = "") -> HTMLResponse:
    """Claims that others deny or count otherwise, the newest first."""
    with site.archive() as archive:
        found = archive.disputes(speaker=speaker.strip() or None, limit=_PAGE)
    return site.page(request, "disputes.html", {"disputes": found, "speaker": speaker, "does": DOES})


@router.get("/stories")
def stories(request: Request, site: Here, skip: int = 0) -> HTMLResponse:
    """What several articles tell of, the latest first."""
    skip = min(max(skip, 0), 1 << 31)
    with site.archive() as archive:
        found = sorted(archive.stories(), key=lambda one: (-one.last.toordinal(), one.id))
    told = {"stories": found[skip : skip + _PAGE], "more": len(found) > skip + _PAGE, "skip": skip + _PAGE}
    return site.page(request, "stories.html", told)
