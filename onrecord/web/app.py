"""The house of pages: one FastAPI application over one archive."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles

from onrecord.errors import NotOnRecord, OnrecordError, UsageError
from onrecord.web import changing, meeting, out, reading, searching
from onrecord.web.api import router as api
from onrecord.web.api.problem import is_call, problem
from onrecord.web.door import HEADERS, Door, NotOurs
from onrecord.web.site import Site

_FOLDER = Path(__file__).parent


def application(archive: Path, door: Door) -> FastAPI:
    """The pages over an archive, for whom the door lets in."""
    site = Site(archive, door)

    @asynccontextmanager
    async def open_house(_: FastAPI) -> AsyncIterator[None]:
        site.inbox.start()
        yield
        site.inbox.end()

    app = FastAPI(
        title="onrecord",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=open_house,
    )
    app.state.site = site
    app.mount("/static", StaticFiles(directory=_FOLDER / "static"), name="static")
    app.include_router(reading.router)
    app.include_router(searching.router)
    app.include_router(meeting.router)
    app.include_router(changing.router)
    app.include_router(out.router)
    app.include_router(api.router)

    @app.middleware("http")
    async def at_the_door(request: Request, go_on: Callable[[Request], Awaitable[Response]]) -> Response:
        refused = door.refused(request.method, request.headers)
        if refused is None:
            answer = await go_on(request)
        elif is_call(request):
            answer = problem(NotOurs(refused, "Ask under the address that it was started with."), 403)
        else:
            answer = Response(refused, 403, media_type="text/plain")
        answer.headers.update(HEADERS)
        return answer

    @app.exception_handler(OnrecordError)
    def told(request: Request, error: OnrecordError) -> Response:
        status = {NotOnRecord: 404, UsageError: 400, NotOurs: 403}.get(type(error), 503)
        return _told(site, request, error, status)

    @app.exception_handler(404)
    def nowhere(request: Request, _: Exception) -> Response:
        error = NotOnRecord("there is no such page", "The search finds what is on record.")
        return _told(site, request, error, 404)

    @app.exception_handler(405)
    def not_so(request: Request, _: Exception) -> Response:
        return _told(site, request, UsageError(f"this is not for {request.method}", "See the docs."), 405)

    @app.exception_handler(RequestValidationError)
    def not_valid(request: Request, error: RequestValidationError) -> Response:
        wrong = error.errors()[0]
        where = " ".join(str(part) for part in wrong["loc"][1:])
        return _told(site, request, UsageError(f"{where}: {wrong['msg']}", "Correct it, and ask again."), 400)

    @app.get("/healthz", include_in_schema=False)
    def is_well() -> Response:
        with site.archive() as open_archive:
            open_archive.counts()
        return Response("ok\n", media_type="text/plain")

    return app


def _told(site: Site, request: Request, error: OnrecordError, status: int) -> Response:
    """What is wrong: as a page for people, for programs as they can read it."""
    if is_call(request):
        return problem(error, status)
    return site.page(request, "error.html", {"error": error}, status)
