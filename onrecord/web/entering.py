"""Coming in and going out: the page to log in, and another password."""

from __future__ import annotations

import math
import re
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from onrecord.errors import UsageError
from onrecord.web import session
from onrecord.web.door import Asking, NotAllowed, from_our_page
from onrecord.web.password import hashed, is_right
from onrecord.web.site import Here, Site

router = APIRouter(include_in_schema=False, dependencies=[Depends(from_our_page)])

# A path on this site, and nothing that a browser takes for another: no //host, no \, no control character.
_HERE = re.compile(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]*")


@router.get("/login")
def to_log_in(request: Request, site: Here, after: str = "/") -> Response:
    """The page to log in; who is in already goes on."""
    if request.state.visitor is not None:
        return RedirectResponse(_here(after), 303)
    return _page(request, site, after, "")


@router.post("/login")
def log_in(
    request: Request,
    site: Here,
    name: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    after: Annotated[str, Form()] = "/",
) -> Response:
    """Begin a session, and lead to the page that was asked for."""
    if site.door.person is not None or site.door.header is not None:
        raise NotAllowed("nobody logs in here by a password", "Come as onrecord was told to know you.")
    if wait := site.tries.take(name, site.door.client(request)):
        told = _page(request, site, after, f"Too many tries. Wait {math.ceil(wait / 60)} minutes.", 429)
        told.headers["retry-after"] = str(math.ceil(wait))
        return told
    with site.people() as people:
        account = people.account(name)
        secret = people.secret()
    if not is_right(password, account.password if account else None) or account is None:
        return _page(request, site, after, "No account has this name and this password.", 403)
    site.tries.forgive(name)
    now = site.door.clock()
    answer = RedirectResponse(_here(after), 303)
    keep(answer, session.sealed(session.begun(account.name, account.stamp, now), secret, now), request)
    return answer


@router.post("/logout")
def log_out(site: Here, visitor: Asking) -> Response:
    """End the session, for whoever has its cookie."""
    if visitor.session is not None:
        with site.people() as people:
            people.end(visitor.session.id, visitor.session.begun + session.WHOLE, site.door.clock())
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(session.COOKIE)
    return answer


@router.post("/password")
def change_password(
    request: Request,
    site: Here,
    visitor: Asking,
    old: Annotated[str, Form()] = "",
    new: Annotated[str, Form()] = "",
) -> Response:
    """Another password for who asks; all their sessions are over, this one too."""
    if visitor.session is None:
        raise NotAllowed("who has no password here cannot change it", "Log in with it first.")
    if site.tries.take(visitor.name, site.door.client(request)):
        raise UsageError("too many tries", "Wait a quarter of an hour.")
    with site.people() as people:
        account = people.account(visitor.name)
        if account is None or not is_right(old, account.password):
            raise UsageError("the old password is another one", "Go back, and write it again.")
        site.tries.forgive(visitor.name)
        people.change_password(visitor.name, hashed(new))
    return RedirectResponse("/login", 303)


def keep(answer: Response, cookie: str, request: Request) -> None:
    """Have the browser keep a session's cookie: for our pages alone, out of reach of any script."""
    answer.set_cookie(
        session.COOKIE,
        cookie,
        max_age=int(session.IDLE),
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )


def _page(request: Request, site: Site, after: str, wrong: str, status: int = 200) -> HTMLResponse:
    told = {"after": _here(after), "wrong": wrong, "by_password": site.door.header is None}
    return site.page(request, "login.html", told, status)


def _here(path: str) -> str:
    return path if _HERE.fullmatch(path) else "/"
