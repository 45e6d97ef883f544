"""The pages of a voice: what it is called, what it said when, who quotes it, and who people say it is."""

from __future__ import annotations

from typing import Annotated, get_args

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from onrecord.archive import Archive
from onrecord.errors import NotOnRecord, UsageError
from onrecord.record import Verb
from onrecord.web.door import Asking, NotAllowed, from_our_page
from onrecord.web.network import drawing, flows
from onrecord.web.site import Here, Site
from onrecord.web.taken import taken, told
from onrecord.web.timeline import periods

router = APIRouter(include_in_schema=False, dependencies=[Depends(from_our_page)])

_LATEST = 40  # statements on a voice's page; the search has all
_CANDIDATES = 30
_DRAWN, _ALL_DRAWN = 14, 150  # names of a column, on the voice's page and on that of all who quote it
_PAGE = 300


@router.get("/voices/{identity}/quoted")
def quoted(request: Request, site: Here, identity: str, skip: int = 0) -> Response:
    """All who quote a voice, and through whom."""
    skip = min(max(skip, 0), 1 << 31)
    with site.archive() as archive:
        voice = archive.voice(identity)
        ways = flows(archive.quoted(voice.id))
    shown = {
        "voice": voice,
        "drawing": drawing(voice.name, ways, _ALL_DRAWN),
        "flows": ways[skip : skip + _PAGE],
        "all": len(ways),
        "following": skip + _PAGE,
    }
    return site.page(request, "quoted.html", shown)


@router.get("/voices/{identity}/decide")
def preview(request: Request, site: Here, visitor: Asking, identity: str, verb: str = "") -> Response:
    """What a decision about a voice would change; nothing is changed yet. For those alone who may decide."""
    if not visitor.may_change:
        raise NotAllowed(f"{visitor.name} may read, and change nothing", "Ask somebody who edits here.")
    names = _names(request.query_params.getlist("told"))
    decision = _verb(verb)
    with site.archive() as archive:
        current = archive.current_voice(identity)
        if decision == "split":
            names = [_name_or_article(archive, name) for name in names]
        if decision == "merge":
            others = _others(archive, current, names[0])
            if len(others) != 1:
                candidates = [one for one in archive.voices_of(names[0]) if one.id in others][:_CANDIDATES]
                shown = {"voice": archive.voice(current), "name": names[0], "voices": candidates}
                return site.page(request, "which_voice.html", shown)
            names = others
        before, after = archive.foresee(decision, current, *names, by=visitor.name)
    voice = next(one for one in before if one.id == current)
    shown = {"voice": voice, "verb": decision, "names": names, "before": before, "after": after}
    return site.page(request, "decide.html", shown)


@router.post("/voices/{identity}/decide")
def decide(
    site: Here,
    visitor: Asking,
    identity: str,
    verb: Annotated[str, Form()],
    told: Annotated[list[str], Form()],
) -> Response:
    """Decide who a voice is, and show what it is now."""
    by, decision, names = visitor.name, _verb(verb), _names(told)
    with Archive(site.path) as archive:
        match decision:
            case "merge":
                made = archive.merge_voices(identity, names[0], by=by)
            case "split":
                made = archive.split_voice(identity, *names, by=by)
            case "rename":
                made = archive.rename_voice(identity, names[0], by=by)
            case "alias":
                made = archive.alias_voice(identity, names[0], by=by)
        now = archive.current_voice(made.voice)
    return RedirectResponse(f"/voices/{now}?decided={made.id}", 303)


@router.get("/voices/{name:path}")
def voice(request: Request, site: Here, name: str, decided: str = "") -> Response:
    """A person, a body or an outlet over time, by its id; a name leads to its voice, or asks which."""
    with site.archive() as archive:
        if not name.startswith("v-"):
            return _by_name(request, site, archive, name)
        found = archive.voice(name)
        if found.id != name:
            return RedirectResponse(f"/voices/{found.id}", 301)
        entries = archive.said_by(found.id, limit=_LATEST)[::-1]
        printed = archive.quoted(found.id)
        standing = [told(archive, one) for one in archive.decided_about(found.id)]
        just = taken(archive, decided)
    ways = flows(printed)
    shown = {
        "voice": found,
        "entries": entries,
        "periods": periods(one.day for one in printed if one.day is not None),
        "undated": sum(one.day is None for one in printed),
        "flows": ways,
        "drawing": drawing(found.name, ways, _DRAWN),
        "corrected": standing,
        "just": just,
    }
    return site.page(request, "voice.html", shown)


def _by_name(request: Request, site: Site, archive: Archive, name: str) -> Response:
    found = archive.bearers(name)
    if len(found) == 1:
        return RedirectResponse(f"/voices/{found[0]}", 303)
    voices = archive.voices_of(name) if found else []
    entries = [] if voices else archive.who(name, limit=_LATEST)[::-1]
    if not voices and not entries:
        raise NotOnRecord(f"“{name}” is nobody on record", "The search finds what was said.")
    shown = {"name": name, "voices": voices[:_CANDIDATES], "entries": entries}
    return site.page(request, "name.html", shown)


def _others(archive: Archive, voice: str, asked: str) -> list[str]:
    """The voices that a name or an id given for a merge may be, without the one that it is merged with."""
    found = [archive.current_voice(asked)] if asked.startswith("v-") else archive.bearers(asked)
    if others := [one for one in found if one != voice]:
        return others
    if found:
        raise UsageError(f"“{asked}” is this voice already", "Give the name of somebody else.")
    raise NotOnRecord(f"“{asked}” is nobody on record", "Give a name as it stands in an article.")


def _name_or_article(archive: Archive, given: str) -> str:
    """What is split off: a name, or an article by its id or its address. Raises NotOnRecord."""
    identity = given.partition("?")[0].partition("#")[0].rpartition("/")[2]
    return archive.current(identity) if identity.startswith("a-") else given


def _verb(verb: str) -> Verb:
    for known in get_args(Verb):
        if verb == known:
            found: Verb = known
            return found
    raise UsageError(f"“{verb}” is nothing to decide", f"It is one of {', '.join(get_args(Verb))}.")


def _names(given: list[str]) -> list[str]:
    """The names of a form. Raises UsageError where there is none."""
    if names := [name.strip() for name in given if name.strip()]:
        return names
    raise UsageError("a name is missing", "Go back, and give or choose one.")
