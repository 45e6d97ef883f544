"""The house of pages: one FastAPI application over one archive."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.responses import PlainTextResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles

from onrecord.errors import ArchiveError, NotOnRecord, OnrecordError, UsageError
from onrecord.web import (
    changing,
    correcting,
    entering,
    meeting,
    out,
    reading,
    running,
    saving,
    searching,
    session,
    statement,
    voice,
)
from onrecord.web.api import router as api
from onrecord.web.api.problem import is_call, problem
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
        site.close()

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
    app.include_router(statement.router)
    app.include_router(searching.router)
    app.include_router(voice.router)
    app.include_router(meeting.router)
    app.include_router(changing.router)
    app.include_router(correcting.router)
    app.include_router(entering.router)
    app.include_router(saving.router)
    app.include_router(running.router)
    app.include_router(out.router)
    app.include_router(api.router)

    @app.get("/healthz", include_in_schema=False)
    def is_well() -> Response:
        try:
            with site.archive() as open_archive:
                open_archive.counts()
        except OnrecordError:  # what is wrong is nobody's business who has not logged in
            return PlainTextResponse("not ok\n", 503)
        return PlainTextResponse("ok\n")

    _watch_the_door(app, site)
    _answer_errors(app, site)
    return app


def _watch_the_door(app: FastAPI, site: Site) -> None:
    """Ask of each request who it is from, and whether they may have what they ask for."""

    @app.middleware("http")
    async def at_the_door(request: Request, go_on: Callable[[Request], Awaitable[Response]]) -> Response:
        request.scope["scheme"] = site.door.scheme(request)  # that of the browser, for addresses we write
        if (refused := site.door.refused(request)) is not None:
            answer = _refusal(request, *refused)
        else:
            # In a thread of its own: a file is asked who it is, and no other page waits for that.
            away = await run_in_threadpool(_met, request, site)
            answer = await go_on(request) if away is None else _wrong(site, request, away)
            if (old := _old_session(request, site)) is not None:
                await run_in_threadpool(_go_on, old, answer, request, site)
        answer.headers.update(HEADERS)
        if not request.url.path.startswith("/static/"):
            answer.headers.setdefault("cache-control", "private, no-cache")
        return answer


def _answer_errors(app: FastAPI, site: Site) -> None:
    """Answer with a page, or what a program can read, whatever goes wrong."""

    @app.exception_handler(OnrecordError)
    def told(request: Request, error: OnrecordError) -> Response:
        return _wrong(site, request, error)

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


def _wrong(site: Site, request: Request, error: OnrecordError) -> Response:
    """The answer to what goes wrong with a request."""
    if isinstance(error, NotKnown):
        return _to_log_in(request, error)
    if type(error) is not NotOnRecord and isinstance(error, ArchiveError) and not request.state.visitor:
        # A stranger learns no path.
        error = OnrecordError("this cannot be answered now", "Try again later.")
    statuses = ((NotOnRecord, 404), (UsageError, 400), (NotOurs, 403), (NotAllowed, 403))
    status = next((status for kind, status in statuses if isinstance(error, kind)), 503)
    return _told(site, request, error, status)


def _told(site: Site, request: Request, error: OnrecordError, status: int) -> Response:
    """What is wrong: as a page for people, for programs as they can read it."""
    if is_call(request):
        return problem(error, status)
    return site.page(request, "error.html", {"error": error}, status)


def _refusal(request: Request, status: int, words: str) -> Response:
    """The answer to what is not let in, whoever it is from."""
    if is_call(request):
        return problem(NotOurs(words, "See how it was started, and what it takes."), status)
    return PlainTextResponse(words, status)


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
    shown = {"www-authenticate": "Bearer"}
    if is_call(request):
        answer = problem(error, 401)
        answer.headers.update(shown)
        return answer
    if request.method == "GET" and not path.endswith(".atom"):
        after = f"{path}?{request.url.query}" if request.url.query else path
        return RedirectResponse(f"/login?{query({'after': after})}", 303)
    return PlainTextResponse(f"{error.message}. {error.remedy}\n", 401, shown)
