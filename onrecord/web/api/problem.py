"""What goes wrong with a call, as programs are told it."""

from __future__ import annotations

import msgspec
from fastapi import Request, Response

from onrecord.errors import OnrecordError
from onrecord.web.api.shapes import Problem

ROOT = "/api/v1"
MEDIA_TYPE = "application/problem+json"


def is_call(request: Request) -> bool:
    """Whether a request is for the API, so that its answer is no page."""
    return f"{request.url.path}/".startswith(f"{ROOT}/")


def problem(error: OnrecordError, status: int) -> Response:
    """What is wrong in one line, and in another what to do."""
    told = Problem(_line(error.message), status, _line(error.remedy))
    return Response(msgspec.json.encode(told), status, media_type=MEDIA_TYPE)


def _line(words: str) -> str:
    return " ".join(words.split())
