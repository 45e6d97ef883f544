"""What people give a page to read, and what becomes of it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from onrecord.errors import NotOnRecord
from onrecord.web.door import Asking, from_our_page
from onrecord.web.site import Here

_PAGE = 50


router = APIRouter(include_in_schema=False, dependencies=[Depends(from_our_page)])


@router.get("/add")
def to_add(request: Request, site: Here) -> HTMLResponse:
    """The page on which news is given, with what became of what was given before."""
    return site.page(request, "add.html", {"jobs": site.inbox.jobs()[:_PAGE]})


@router.post("/add")
def add(
    site: Here,
    visitor: Asking,
    files: Annotated[list[UploadFile] | None, Form()] = None,
    addresses: Annotated[str, Form()] = "",
    text: Annotated[str, Form()] = "",
) -> Response:
    """Take what was given, and lead to its job."""
    given = [(one.filename or "file", one.file) for one in files or () if one.filename]
    job = site.inbox.put(given, addresses.split(), text, visitor.name)
    return RedirectResponse(f"/jobs/{job.id}", 303)


@router.get("/jobs/{identity}")
def job(request: Request, site: Here, identity: str) -> HTMLResponse:
    """How far a job is; the page asks again by itself until it is done."""
    found = site.inbox.job(identity)
    if found is None:
        raise NotOnRecord("there is no such job", "The page “Add” lists those there are.")
    return site.page(request, "job.html", {"job": found})


@router.post("/jobs/{identity}/cancel")
def cancel(site: Here, identity: str) -> Response:
    """Stop a job."""
    site.inbox.cancel(identity)
    return RedirectResponse(f"/jobs/{identity}", 303)
