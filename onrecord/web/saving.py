"""Searches that people save: each under a name, with a feed that their own program may read."""

from __future__ import annotations

import hmac
import secrets
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.datastructures import QueryParams
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from onrecord.errors import NotOnRecord, UsageError
from onrecord.store.people import People, Saved
from onrecord.web import asked
from onrecord.web.door import Asking, Visitor, from_our_page
from onrecord.web.searching import as_feed
from onrecord.web.session import word
from onrecord.web.site import Here, query

router = APIRouter(include_in_schema=False, dependencies=[Depends(from_our_page)])

_LONGEST_QUERY = 4_000  # characters


@router.get("/saved")
def saved(request: Request, site: Here, visitor: Asking) -> HTMLResponse:
    """The searches that who asks has saved, each with the address of its feed."""
    with site.people() as people:
        found = [(one, _address(one, people)) for one in people.searches(visitor.name)]
    return site.page(request, "saved.html", {"searches": found, "base": str(request.base_url).rstrip("/")})


@router.post("/saved")
def save(
    site: Here, visitor: Asking, name: Annotated[str, Form()] = "", search: Annotated[str, Form()] = ""
) -> Response:
    """Keep a search, given as an address has it."""
    given = asked.given(QueryParams(search))
    asked.question(given, 1)
    kept = query(given)
    if not kept:
        raise UsageError("this asks for nothing", "Search for something first, then save it.")
    if len(kept) > _LONGEST_QUERY:
        raise UsageError("this search is too long to save", "Ask for fewer words.")
    with site.people() as people:
        people.save(Saved(secrets.token_hex(8), visitor.name, name, kept, site.door.clock()))
    return RedirectResponse("/saved", 303)


@router.post("/saved/{identity}/rename")
def rename(site: Here, visitor: Asking, identity: str, name: Annotated[str, Form()] = "") -> Response:
    """Another name for a search."""
    with site.people() as people:
        people.rename(_own(people, identity, visitor).id, name)
    return RedirectResponse("/saved", 303)


@router.post("/saved/{identity}/delete")
def delete(site: Here, visitor: Asking, identity: str) -> Response:
    """Keep a search no more; its feed ends with it."""
    with site.people() as people:
        people.delete(_own(people, identity, visitor).id)
    return RedirectResponse("/saved", 303)


@router.get("/saved/{identity}.atom")
def feed(request: Request, site: Here, identity: str, key: str = "") -> Response:
    """The feed of a saved search, for who saved it, and for any program that has its key."""
    with site.people() as people:
        found = people.search(identity)
        right = word(people.secret(), f"feed {identity}")
        if found is None or not hmac.compare_digest(key.encode(), right.encode()):
            found = _own(people, identity, request.state.visitor)
    return as_feed(request, site, asked.given(QueryParams(found.query)), f"/saved/{identity}.atom")


def _address(one: Saved, people: People) -> str:
    """Where its feed is. Programs that read feeds cannot log in: the key lets them read this one alone."""
    return f"/saved/{one.id}.atom?key={word(people.secret(), f'feed {one.id}')}"


def _own(people: People, identity: str, visitor: Visitor | None) -> Saved:
    """A search of who asks. Raises NotOnRecord; of others' searches nobody learns that they are there."""
    found = people.search(identity)
    if found is None or visitor is None or found.person != visitor.name:
        raise NotOnRecord("there is no such saved search", "The page “Saved” lists yours.")
    return found
