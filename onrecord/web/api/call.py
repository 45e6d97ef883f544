"""How a call is answered: a function takes what was sent and gives back a shape; this writes it.

The document of the API is read off the same functions (`document`), so that it tells what they give.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Annotated, Any, Generic, TypeVar

import msgspec
from fastapi import Query, Request, Response
from fastapi.routing import APIRoute

from onrecord.errors import UsageError
from onrecord.web.api.problem import ROOT
from onrecord.web.api.shapes import Page

T = TypeVar("T")
S = TypeVar("S")

# Bytes of what a call may bring; longer texts are uploaded as files.
LARGEST = 4_000_000
JSON = "application/json"

Limit = Annotated[int, Query(ge=1, le=200, description="How many at most.")]
After = Annotated[str, Query(description="Those that follow: the `next` of the page before.")]

_encoder = msgspec.json.Encoder()


class Call(APIRoute):
    """The way to a function that gives back a shape of `shapes` or of the contract."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **told: Any) -> None:
        told["response_model"] = None  # what it gives is written by msgspec, and checked by nobody again
        super().__init__(path, _written(endpoint), **told)

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The answer, or that it has not changed since it was asked for."""
        answer = super().get_route_handler()

        async def or_not_changed(request: Request) -> Response:
            found = await answer(request)
            return _tagged(request, found) if request.method == "GET" else found

        return or_not_changed


def _written(endpoint: Callable[..., Any]) -> Callable[..., Response]:
    @wraps(endpoint)
    def answer(*args: Any, **told: Any) -> Response:
        found = endpoint(*args, **told)
        return found if isinstance(found, Response) else Response(_encoder.encode(found), media_type=JSON)

    return answer


def _tagged(request: Request, found: Response) -> Response:
    tag = f'"{hashlib.sha256(found.body).hexdigest()[:32]}"'
    headers = {"etag": tag, "cache-control": "private, no-cache"}
    known = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    if tag in known or "*" in known:
        return Response(None, 304, headers)
    found.headers.update(headers)
    return found


@dataclass(frozen=True)
class Body(Generic[T]):
    """What a call brings as JSON, as a shape. Raises UsageError."""

    shape: type[T]

    async def __call__(self, request: Request) -> T:
        """What it brought."""
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != JSON:
            raise UsageError("this is not said to be JSON", f"Send it as {JSON}.")
        found = bytearray()
        async for part in request.stream():
            found += part
            if len(found) > LARGEST:
                raise UsageError("that is too much for one call", "Upload it as a file.")
        try:
            return msgspec.json.decode(found, type=self.shape)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise UsageError(
                f"this cannot be read: {error}", f"{ROOT}/openapi.json says what is taken."
            ) from None


def page(found: Sequence[T], limit: int, place: Callable[[T], str], shown: Callable[[T], S]) -> Page[S]:
    """The first ``limit`` of what was found, which is one more where there is one."""
    following = cursor(place(found[limit - 1])) if len(found) > limit else None
    return Page([shown(one) for one in found[:limit]], following)


def following(found: Sequence[T], after: str, place: Callable[[T], str]) -> Sequence[T]:
    """What stands behind a place in a list that is worked out whole. Raises UsageError."""
    if not after:
        return found
    for number, one in enumerate(found, 1):
        if place(one) == placed(after):
            return found[number:]
    raise UsageError("what this went on from is not there any more", "Begin again, without `after`.")


def cursor(place: str) -> str:
    """A place in a list as others are told it, who are not to rely on what it is made of."""
    return base64.urlsafe_b64encode(place.encode()).decode().rstrip("=")


def placed(after: str) -> str:
    """The place. Raises UsageError."""
    try:
        raw = after.encode("ascii")
        return base64.b64decode(raw + b"=" * (-len(raw) % 4), b"-_", validate=True).decode()
    except (ValueError, binascii.Error):
        raise UsageError("`after` is none that was given", "Begin again, without it.") from None
