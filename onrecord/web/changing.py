"""What people do on pages: give news to read, correct, take back."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from onrecord.archive import Archive
from onrecord.errors import NotOnRecord
from onrecord.record import Correction
from onrecord.web.door import Asking, from_our_page
from onrecord.web.site import Here

_PAGE = 50


async def _filled(request: Request) -> dict[str, str]:
    """What a form says. Read here, so that whoever waits for the archive after it holds up no other page."""
    return {name: str(value).strip() for name, value in (await request.form()).items()}


Filled = Annotated[dict[str, str], Depends(_filled)]

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


@router.post("/statements/{identity}/correct")
def correct(site: Here, visitor: Asking, form: Filled, identity: str) -> Response:
    """Decide something about a statement, and show what it is now."""
    correction = _correction(form)
    with Archive(site.path) as archive:
        article = archive.statement(identity).article.id
        decided = archive.correct(identity, correction, by=visitor.name)
    where = f"/statements/{decided.entry.statement.id}" if decided.entry else f"/articles/{article}"
    return RedirectResponse(where, 303)


@router.post("/articles/{identity}/missing")
def missing(site: Here, visitor: Asking, form: Filled, identity: str) -> Response:
    """Add a statement that was passed over."""
    with Archive(site.path) as archive:
        decided = archive.add_missing(identity, _correction(form), by=visitor.name)
    return RedirectResponse(f"/statements/{decided.decision.statement}", 303)


@router.get("/decisions")
def decisions(request: Request, site: Here) -> HTMLResponse:
    """What people decided, the last first."""
    with site.archive() as archive:
        found = list(archive.decisions())
    return site.page(request, "decisions.html", {"decisions": found[::-1][:_PAGE], "all": len(found)})


@router.post("/decisions/{identity}/undo")
def undo(site: Here, visitor: Asking, identity: str) -> Response:
    """Take a decision back."""
    with Archive(site.path) as archive:
        archive.undo(identity, by=visitor.name)
    return RedirectResponse("/decisions", 303)


def _correction(form: dict[str, str]) -> Correction:
    """What a form says; a field that is not there says nothing, one that is there and empty "none"."""
    if form.get("what") == "none":
        return Correction(is_statement=False)
    told: dict[str, Any] = {name: form[name] for name in ("standing", "stance", "role") if form.get(name)}
    if "speaker" in form:
        told["speakers"] = tuple(name.strip() for name in form["speaker"].split(";") if name.strip()) or ("",)
    for name in ("content", "cue", "source"):
        if form.get(name):
            told[name] = tuple(part.strip() for part in form[name].split(" … "))
    return Correction(**told)
