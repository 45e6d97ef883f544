"""The house of pages: one FastAPI application over one archive."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import PlainTextResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles

from onrecord.errors import ArchiveError, NotOnRecord, OnrecordError, UsageError
from onrecord.web import changing, entering, meeting, reading, running, saving, searching, session
from onrecord.web.door import HEADERS, Door, NotAllowed, NotKnown, NotOurs, Visitor
from onrecord.web.site import Site, query

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
    app.include_router(searching.router)
    app.include_router(meeting.router)
    app.include_router(changing.router)
    app.include_router(entering.router)
    app.include_router(saving.router)
    app.include_router(running.router)

    @app.get("/healthz", include_in_schema=False)
    def is_well() -> Response:
        try:
            with site.archive() as open_archive:
                open_archive.counts()
        except OnrecordError:  # what is wrong is nobody's business who has not logged in
            return PlainTextResponse("not ok\n", 503)
        return PlainTextResponse("ok\n")

    _watch_the_door(app, site)
    return app


def _watch_the_door(app: FastAPI, site: Site) -> None:
    """Ask of each request who it is from, and answer with a page whatever goes wrong."""

    @app.middleware("http")
    async def at_the_door(request: Request, go_on: Callable[[Request], Awaitable[Response]]) -> Response:
        request.scope["scheme"] = site.door.scheme(request)  # that of the browser, for addresses we write
        if (refused := site.door.refused(request)) is not None:
            answer: Response = PlainTextResponse(refused[1], refused[0])
        else:
            # In a thread of its own: a file is asked who it is, and no other page waits for that.
            away = await run_in_threadpool(_met, request, site)
            answer = await go_on(request) if away is None else told(request, away)
            if (old := _old_session(request, site)) is not None:
                await run_in_threadpool(_go_on, old, answer, request, site)
        answer.headers.update(HEADERS)
        if not request.url.path.startswith("/static/"):
            answer.headers.setdefault("cache-control", "private, no-cache")
        return answer

    @app.exception_handler(OnrecordError)
    def told(request: Request, error: OnrecordError) -> Response:
        if isinstance(error, NotKnown):
            return _to_log_in(request, error)
        if type(error) is not NotOnRecord and isinstance(error, ArchiveError) and not request.state.visitor:
            error = OnrecordError(
                "this cannot be answered now", "Try again later."
            )  # a stranger learns no path
        status = {NotOnRecord: 404, UsageError: 400, NotOurs: 403, NotAllowed: 403}.get(type(error), 503)
        return site.page(request, "error.html", {"error": error}, status)

    @app.exception_handler(404)
    def nowhere(request: Request, _: Exception) -> Response:
        error = NotOnRecord("there is no such page", "The search finds what is on record.")
        return site.page(request, "error.html", {"error": error}, 404)


def _met(request: Request, site: Site) -> OnrecordError | None:
    """Note who asks, and the word of their forms; why they may not have it, or ``None`` where they may."""
    request.state.visitor, request.state.word = None, ""
    try:
        with site.people() as people:
            visitor = site.door.visitor(request, people)
            request.state.visitor = visitor
            request.state.word = session.word(people.secret(), visitor.whose if visitor else "stranger")
    except OnrecordError as error:
        return error
    return site.door.turned_away(request, visitor)


def _old_session(request: Request, site: Site) -> session.Session | None:
    """The session of who reads a page, where its cookie is to be written anew."""
    visitor: Visitor | None = request.state.visitor
    if request.method != "GET" or visitor is None or visitor.session is None:
        return None
    return visitor.session if visitor.session.is_old(site.door.clock()) else None


def _go_on(old: session.Session, answer: Response, request: Request, site: Site) -> None:
    """Let a session that is used go on."""
    with site.people() as people:
        cookie = session.sealed(old, people.secret(), site.door.clock())
    entering.keep(answer, cookie, request)


def _to_log_in(request: Request, error: NotKnown) -> Response:
    """The way to the login for who reads pages, a plain no for programs."""
    path = request.url.path
    if request.method == "GET" and not path.startswith("/api/") and not path.endswith(".atom"):
        after = f"{path}?{request.url.query}" if request.url.query else path
        return RedirectResponse(f"/login?{query({'after': after})}", 303)
    return PlainTextResponse(f"{error.message}. {error.remedy}\n", 401, {"www-authenticate": "Bearer"})
