"""The house of pages: one FastAPI application over one archive."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.staticfiles import StaticFiles

from onrecord.errors import NotOnRecord, OnrecordError, UsageError
from onrecord.web import changing, correcting, meeting, reading, searching, statement, voice
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
        openapi_url="/api/v1/openapi.json",
        lifespan=open_house,
    )
    app.state.site = site
    app.mount("/static", StaticFiles(directory=_FOLDER / "static"), name="static")
    app.include_router(reading.router)
    app.include_router(statement.router)
    app.include_router(searching.router)
    app.include_router(voice.router)
    app.include_router(meeting.router)
    app.include_router(changing.router)
    app.include_router(correcting.router)

    @app.middleware("http")
    async def at_the_door(request: Request, go_on: Callable[[Request], Awaitable[Response]]) -> Response:
        refused = door.refused(request.method, request.headers)
        answer = await go_on(request) if refused is None else Response(refused, 403, media_type="text/plain")
        answer.headers.update(HEADERS)
        return answer

    @app.exception_handler(OnrecordError)
    def told(request: Request, error: OnrecordError) -> Response:
        statuses = ((NotOnRecord, 404), (UsageError, 400), (NotOurs, 403))
        status = next((status for kind, status in statuses if isinstance(error, kind)), 503)
        return site.page(request, "error.html", {"error": error}, status)

    @app.exception_handler(404)
    def nowhere(request: Request, _: Exception) -> Response:
        error = NotOnRecord("there is no such page", "The search finds what is on record.")
        return site.page(request, "error.html", {"error": error}, 404)

    @app.get("/healthz", include_in_schema=False)
    def is_well() -> Response:
        with site.archive() as open_archive:
            open_archive.counts()
        return Response("ok\n", media_type="text/plain")

    return app
