"""All calls of the API in one place, with their description."""

from __future__ import annotations

from functools import cache

import msgspec
from fastapi import APIRouter, Response
from fastapi.routing import APIRoute

from onrecord.web.api import articles, doing, meeting, statements, voices
from onrecord.web.api.call import JSON
from onrecord.web.api.document import document
from onrecord.web.api.problem import ROOT

_PARTS = (statements.router, articles.router, voices.router, meeting.router, doing.router)

CALLS = [one for part in _PARTS for one in part.routes if isinstance(one, APIRoute)]

router = APIRouter(prefix=ROOT, include_in_schema=False)
for part in _PARTS:
    router.include_router(part)


@router.get("/openapi.json")
def told() -> Response:
    """The description."""
    return Response(_told(), media_type=JSON)


@cache
def _told() -> bytes:
    return msgspec.json.encode(document(CALLS))
