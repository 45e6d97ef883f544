"""Calls about voices: the list, those of a name, one with its statements, what people decide of them."""

from __future__ import annotations

from itertools import islice
from typing import Annotated

from fastapi import APIRouter, Depends

from onrecord.archive import Archive
from onrecord.export.contract import DecisionLine, StatementLine, VoiceDecisionLine, VoiceLine
from onrecord.export.jsonl import told
from onrecord.web.api.call import After, Body, Call, Limit, following, page, placed
from onrecord.web.api.shapes import NameGiven, NamesGiven, Page, VoiceGiven
from onrecord.web.api.statements import Asked, answers
from onrecord.web.door import Editor
from onrecord.web.site import Here

router = APIRouter(route_class=Call, tags=["voices"])

Decision = DecisionLine | VoiceDecisionLine


@router.get("/voices")
def voices(site: Here, name: str = "", limit: Limit = 50, after: After = "") -> Page[VoiceLine]:
    """Those who bear a name, most statements first; without one all, by id."""
    with site.archive() as archive, archive.still():
        if name:
            found = following(archive.voices_of(name), after, lambda one: one.id)
        else:
            found = list(islice(archive.voices(placed(after) if after else ""), limit + 1))
    return page(found, limit, lambda one: one.id, told)


@router.get("/voices/{identity}")
def voice(site: Here, identity: str) -> VoiceLine:
    """A person, a body or an outlet, also by an id that it had before."""
    with site.archive() as archive:
        return told(archive.voice(identity))


@router.get("/voices/{identity}/statements")
def statements(site: Here, identity: str, limit: Limit = 20, after: After = "") -> Page[StatementLine]:
    """All that a voice is on record with, the newest first."""
    return answers(site, Asked(voice=identity), limit, after)


@router.post("/voices/{identity}/merge")
def merge(
    site: Here, by: Editor, identity: str, given: Annotated[VoiceGiven, Depends(Body(VoiceGiven))]
) -> Decision:
    """Decide that this voice and another are one."""
    with Archive(site.path) as archive:
        return told(archive.merge_voices(identity, given.voice, by=by))


@router.post("/voices/{identity}/split")
def split(
    site: Here, by: Editor, identity: str, given: Annotated[NamesGiven, Depends(Body(NamesGiven))]
) -> Decision:
    """Decide that what stands under the names, or in the articles of these ids, is another voice."""
    with Archive(site.path) as archive:
        return told(archive.split_voice(identity, *given.names, by=by))


@router.post("/voices/{identity}/rename")
def rename(
    site: Here, by: Editor, identity: str, given: Annotated[NameGiven, Depends(Body(NameGiven))]
) -> Decision:
    """Decide by which name a voice is shown."""
    with Archive(site.path) as archive:
        return told(archive.rename_voice(identity, given.name, by=by))


@router.post("/voices/{identity}/alias")
def alias(
    site: Here, by: Editor, identity: str, given: Annotated[NameGiven, Depends(Body(NameGiven))]
) -> Decision:
    """Decide that a name is this voice's wherever it stands."""
    with Archive(site.path) as archive:
        return told(archive.alias_voice(identity, given.name, by=by))
