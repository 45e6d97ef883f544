"""The search: words, whatever narrows it, and what the answers have in common."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from onrecord.web import asked
from onrecord.web.site import Here, Site, query

router = APIRouter(include_in_schema=False)

_PAGE, _FEED = 20, 50


@router.get("/search")
def search(request: Request, site: Here, after: str = "") -> HTMLResponse:
    """The newest statements that answer, a page of them, and facets to narrow them by."""
    given = asked.given(request.query_params)
    question = asked.question(given, _PAGE + 1, after or None)
    with site.archive() as archive:
        found = archive.search(question)
        facets = archive.facets(asked.question(given, _PAGE))
    told = {
        "given": given,
        "entries": found[:_PAGE],
        "following": found[_PAGE - 1].statement.id if len(found) > _PAGE else None,
        "facets": facets,
        "is_first": not after,
    }
    return site.page(request, "search.html", told)


@router.get("/search.atom")
def feed(request: Request, site: Here) -> Response:
    """The same as a feed (RFC 4287): what is new under a search comes to the reader's own program."""
    given = asked.given(request.query_params)
    return as_feed(request, site, given, f"/search.atom?{query(given)}")


def as_feed(request: Request, site: Site, given: Mapping[str, str], address: str) -> Response:
    """The newest that answers a question, as the feed that has this address."""
    with site.archive() as archive:
        found = archive.search(asked.question(given, _FEED))
    base = str(request.base_url).rstrip("/")
    told = {"given": given, "entries": found, "base": base, "address": base + address}
    return site.text(request, "search.atom", told, "application/atom+xml")


@router.get("/dropped")
def dropped(request: Request, site: Here, skip: int = 0) -> HTMLResponse:
    """What was left out, and why."""
    skip = min(max(skip, 0), 1 << 31)
    with site.archive() as archive:
        told = {
            "dropped": archive.left_out(_PAGE + 1, skip),
            "reasons": archive.reasons(),
            "skip": skip,
            "page": _PAGE,
        }
    return site.page(request, "dropped.html", told)
