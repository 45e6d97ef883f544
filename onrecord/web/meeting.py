"""Pages on which articles meet: a voice, what is disputed, what several articles tell of."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from onrecord.archive import Archive
from onrecord.errors import NotOnRecord
from onrecord.web.note import DOES
from onrecord.web.site import Here

router = APIRouter(include_in_schema=False)

_PAGE = 30
# Of a voice that has thousands of statements the last so many are shown; the search has all.
_LATEST = 200


@router.get("/voices/{name:path}")
def voice(request: Request, site: Here, name: str) -> Response:
    """A person, a body or an outlet over time, by its id; a name leads to its voice, or asks which."""
    with site.archive() as archive:
        if not name.startswith("v-"):
            return _by_name(request, site, archive, name)
        found = archive.voice(name)
        if found.id != name:
            return RedirectResponse(f"/voices/{found.id}", 301)
        entries = archive.said_by(found.id, limit=_LATEST)[::-1]
    return site.page(request, "voice.html", {"voice": found, "entries": entries})


def _by_name(request: Request, site: Here, archive: Archive, name: str) -> Response:
    voices = archive.voices_of(name)
    if len(voices) == 1:
        return RedirectResponse(f"/voices/{voices[0].id}", 303)
    entries = [] if voices else archive.who(name, limit=_LATEST)[::-1]
    if not voices and not entries:
        raise NotOnRecord(f"“{name}” is nobody on record", "The search finds what was said.")
    return site.page(request, "name.html", {"name": name, "voices": voices[:_PAGE], "entries": entries})


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
