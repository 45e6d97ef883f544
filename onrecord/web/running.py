"""Pages on how the house is run: what is watched, how it is set, which programs come in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from onrecord import settings
from onrecord.errors import UsageError
from onrecord.outside import visits_of
from onrecord.settings import Settings
from onrecord.store.people import ROLES
from onrecord.store.visits import Visits
from onrecord.web.door import Asking, from_our_page
from onrecord.web.note import Fact
from onrecord.web.site import Here, Site
from onrecord.web.token import made

router = APIRouter(include_in_schema=False, dependencies=[Depends(from_our_page)])

_FAILED = 50


@router.get("/feeds")
def feeds(request: Request, site: Here) -> HTMLResponse:
    """What is watched: each feed with its last answer, what it gave and when it is looked at next."""
    told: dict[str, Any] = {"feeds": [], "failed": [], "now": site.door.clock()}
    if visits_of(site.path).exists():
        with closing(Visits(visits_of(site.path))) as visits:
            told.update(feeds=visits.looked(), failed=visits.failed(_FAILED))
    return site.page(request, "feeds.html", told)


@router.get("/settings")
def house(request: Request, site: Here) -> HTMLResponse:
    """How it is set, and who and what comes in."""
    return _settings(request, site, None)


@router.post("/settings/tokens")
def add_token(
    request: Request,
    site: Here,
    visitor: Asking,
    name: Annotated[str, Form()] = "",
    role: Annotated[str, Form()] = "reader",
) -> HTMLResponse:
    """Let a program in, and show its token this once."""
    found = next((one for one in ROLES if one == role), None)
    if found is None:
        raise UsageError(f"“{role}” is no role", f"It is one of {', '.join(ROLES)}.")
    with site.people() as people:
        _, shown = made(people, name, visitor.name, found, site.door.clock())
    answer = _settings(request, site, shown)
    answer.headers["cache-control"] = "no-store"
    return answer


@router.post("/settings/tokens/{identity}/revoke")
def revoke(site: Here, identity: str) -> Response:
    """Let a program in no more."""
    with site.people() as people:
        people.revoke(identity)
    return RedirectResponse("/settings", 303)


def _settings(request: Request, site: Site, shown: str | None) -> HTMLResponse:
    with site.people() as people:
        told = {
            "facts": list(_facts(settings.load())),
            "place": settings.place(),
            "archive": site.path,
            "accounts": people.accounts(),
            "tokens": people.tokens(),
            "shown": shown,
            "roles": ROLES,
            "how": "own" if site.door.person is not None else "proxy" if site.door.header else "password",
        }
    return site.page(request, "settings.html", told)


def _facts(turned: Settings) -> Iterator[Fact]:
    """What is set, each under the name that it has in the file, in words."""
    yield Fact("contact", turned.contact or "not set: hosts that are asked for pages cannot reach you")
    threshold = "not set: the network's own" if turned.threshold is None else f"{turned.threshold:g}"
    yield Fact("threshold", f"{threshold}; statements below this certainty are not kept")
    yield Fact("interval", f"{turned.interval / 60:g} minutes between two looks at a feed")
    yield Fact("pause", f"{turned.pause:g} seconds that a host is left alone between two requests")
    yield Fact("local_hosts", ", ".join(turned.local_hosts) or "none: only public addresses are asked")
    yield Fact(
        "largest_capture", f"{turned.largest_capture:,} bytes of a file, or of what is uploaded at once"
    )
    yield Fact("largest_article", f"{turned.largest_article:,} characters of an article")
    yield Fact("largest_response", f"{turned.largest_response:,} bytes of what a host sends")
    yield Fact("longest_response", f"{turned.longest_response:g} seconds that a host may take to answer")
