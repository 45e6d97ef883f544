"""What people correct on pages, and take back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from onrecord.archive import Archive
from onrecord.errors import NotOnRecord, SeveralPlaces, UsageError
from onrecord.record import Correction, Decision, VoiceDecision
from onrecord.web import marked
from onrecord.web.door import Asking, from_our_page
from onrecord.web.site import Here
from onrecord.web.taken import told


async def _filled(request: Request) -> dict[str, str]:
    """What a form says. Read here, so that whoever waits for the archive after it holds up no other page."""
    return {name: str(value).strip() for name, value in (await request.form()).items()}


Filled = Annotated[dict[str, str], Depends(_filled)]

router = APIRouter(include_in_schema=False, dependencies=[Depends(from_our_page)])

_PAGE = 50
# Of words that stand more than once so many places are offered, each with so many characters around it.
_PLACES, _AROUND = 50, 120
# What parts the pieces of words that something interrupts.
_GAP = " … "
_OF_WORDS = ("content", "cue", "source")


@dataclass(frozen=True, slots=True)
class Place:
    """One of several places where words stand: where, as a correction says it, and what is around them."""

    position: str
    before: str
    words: str
    after: str


@router.post("/statements/{identity}/correct")
def correct(request: Request, site: Here, visitor: Asking, form: Filled, identity: str) -> Response:
    """Decide something about a statement, and show what it is now."""
    with Archive(site.path) as archive:
        article = archive.statement(identity).article
        try:
            decided = archive.correct(identity, _correction(form), by=visitor.name)
        except SeveralPlaces as error:
            return _which(request, site, form, error, article.text)
    where = f"/statements/{decided.entry.statement.id}" if decided.entry else f"/articles/{article.id}"
    return RedirectResponse(f"{where}?decided={decided.decision.id}", 303)


@router.post("/articles/{identity}/missing")
def missing(request: Request, site: Here, visitor: Asking, form: Filled, identity: str) -> Response:
    """Add a statement that was passed over."""
    with Archive(site.path) as archive:
        try:
            decided = archive.add_missing(identity, _correction(form), by=visitor.name)
        except SeveralPlaces as error:
            return _which(request, site, form, error, archive.reading(identity).article.text)
    one = decided.decision
    return RedirectResponse(f"/statements/{one.statement}?decided={one.id}", 303)


@router.get("/decisions")
def decisions(request: Request, site: Here, skip: int = 0) -> HTMLResponse:
    """What people decided, the last first."""
    skip = min(max(skip, 0), 1 << 31)
    with site.archive() as archive:
        found: list[Decision | VoiceDecision] = [*archive.decisions(), *archive.voice_decisions()]
        found.sort(key=lambda one: one.made.at, reverse=True)
        page = [told(archive, one) for one in islice(found, skip, skip + _PAGE)]
    shown = {"decisions": page, "all": len(found), "following": skip + _PAGE}
    return site.page(request, "decisions.html", shown)


@router.post("/decisions/{identity}/undo")
def undo(site: Here, visitor: Asking, identity: str) -> Response:
    """Take a decision back, and show what it was about as it is now."""
    with Archive(site.path) as archive:
        one = archive.undo(identity, by=visitor.name)
        where = _about(archive, one)
    return RedirectResponse(f"{where}?decided={one.id}", 303)


def _about(archive: Archive, one: Decision | VoiceDecision) -> str:
    """The page of what a decision is about, as it is now."""
    try:
        if isinstance(one, VoiceDecision):
            return f"/voices/{archive.current_voice(one.voice)}"
        return f"/statements/{archive.statement(one.statement).statement.id}"
    except NotOnRecord:
        return f"/articles/{one.target.article}" if isinstance(one, Decision) else "/decisions"


def _correction(form: Mapping[str, str]) -> Correction:
    """What a form says; a field that is not there says nothing, one that is there and empty "none".

    ``at`` are positions of the content, from a selection: they tell apart what stands more than once.
    """
    if form.get("what") == "none":
        return Correction(is_statement=False)
    said: dict[str, Any] = {name: form[name] for name in ("standing", "stance", "role") if form.get(name)}
    if "speaker" in form:
        said["speakers"] = tuple(name.strip() for name in form["speaker"].split(";") if name.strip()) or ("",)
    for name in _OF_WORDS:
        if form.get(name) and form[name] != form.get(f"was-{name}"):
            said[name] = _pieces(form[name])
    if form.get("at"):
        said["content"] = tuple(form["at"].split(","))
    return Correction(**said)


def _pieces(words: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in words.split(_GAP))


def _which(
    request: Request, site: Here, form: Mapping[str, str], error: SeveralPlaces, text: str
) -> HTMLResponse:
    """Ask which of several places is meant; the form comes again with its position."""
    name = next((name for name in _OF_WORDS if error.words in _pieces(form.get(name, ""))), None)
    if name is None:
        raise UsageError(error.message, error.remedy) from error
    pieces = _pieces(form[name])
    at = pieces.index(error.words)
    found = [
        Place(
            _GAP.join((*pieces[:at], f"{start}-{end}", *pieces[at + 1 :])),
            marked.shown(text[max(0, start - _AROUND) : start]),
            marked.shown(text[start:end]),
            marked.shown(text[end : end + _AROUND]),
        )
        for start, end in error.places[:_PLACES]
    ]
    kept = {key: value for key, value in form.items() if key not in ("word", "at", name)}
    shown = {"name": name, "kept": kept, "places": found, "all": len(error.places), "said": error.words}
    return site.page(request, "which.html", shown, 409)
