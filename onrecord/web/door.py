"""Who may come in, who that is, and what a page may do in their browser.

A page elsewhere on the web must not read the record or change it: not by a name that it makes point here
(DNS rebinding, so `Host` is checked), not by a form of its own (so `Origin` is, and each form holds a word
that only our pages know), and not by words of an article that turn out to be markup (so nothing inline is
ever run: https://www.w3.org/TR/CSP3/).
"""

from __future__ import annotations

import hmac
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request

from onrecord.errors import OnrecordError
from onrecord.settings import Settings
from onrecord.store.people import People, Role
from onrecord.web import session
from onrecord.web.proxy import Proxies
from onrecord.web.session import Session
from onrecord.web.token import digest

# What every answer says to the browser. What is behind a login lies in no shared cache.
HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
    " connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
_SAFE = ("GET", "HEAD", "OPTIONS")
# Where one comes without being known: the feed of a saved search looks at the key in its address itself.
_OPEN = re.compile(r"/static/.*|/healthz|/login|/saved/[0-9a-f]+\.atom")
# What readers may change: what is their own, and not of the record.
_OWN = re.compile(r"/login|/logout|/password|/saved(/.*)?")
# Bytes of a form that is held in memory. Files go to the disk, and may be as large as the settings say.
_LARGEST_LOGIN, _LARGEST_FORM, _LARGEST_GIVEN = 16_000, 4_000_000, Settings().largest_capture
_NO_PROXIES = Proxies()
# Seconds between two notes that a token was used.
_NOTED = 60.0
_LONGEST_NAME = 100
# In which header a call of the API brings the word that a form has in a field.
WORD = "x-onrecord-word"


class NotOurs(OnrecordError):
    """A change that none of our pages asked for."""


class NotKnown(OnrecordError):
    """Somebody who has to say first who they are."""


class NotAllowed(OnrecordError):
    """Somebody who may read, and wants to change."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks. ``name`` signs what they decide; ``session`` is theirs who logged in here.

    ``is_program`` is said of who showed a token: no page of another's can have sent that.
    """

    name: str
    role: Role
    session: Session | None = None
    is_program: bool = False

    @property
    def may_change(self) -> bool:
        """Whether they may change what is on record."""
        return self.role == "editor"

    @property
    def whose(self) -> str:
        """Whose the word is that forms hold: a session's, else the person's."""
        return f"session {self.session.id}" if self.session else f"person {self.name}"


def asking(request: Request) -> Visitor:
    """Who asks, and with which role: for pages and for the API alike."""
    visitor: Visitor = request.state.visitor
    return visitor


Asking = Annotated[Visitor, Depends(asking)]


async def from_our_page(request: Request) -> None:
    """Let no change pass that one of our pages did not ask for, nor a program. Raises NotOurs.

    A form says the word of this house in a field, a call of the API in a header, which no page elsewhere can
    send: before a header of one's own a browser asks, and nobody here says yes.
    """
    visitor: Visitor | None = request.state.visitor
    if request.method in _SAFE or (visitor is not None and visitor.is_program):
        return
    word = request.headers.get(WORD) or str((await request.form()).get("word", ""))
    if not hmac.compare_digest(word.encode(), request.state.word.encode()):
        raise NotOurs(
            "the form is not one of this page's, or it is old",
            f"Load the page again, and send it anew; a call brings the `word` of /api/v1/me as {WORD}.",
        )


async def editor(request: Request) -> str:
    """Who changes something by a call of the API. Raises NotOurs."""
    await from_our_page(request)
    return asking(request).name


Editor = Annotated[str, Depends(editor)]


@dataclass(frozen=True, slots=True)
class Door:
    """Which names this house goes by, and how it knows who comes.

    ``person`` is whose machine it is, who alone comes there; ``None`` where people log in: by a password, or
    where ``header`` is named by one of the ``proxies`` that says in it who they are.
    """

    person: str | None
    names: frozenset[str] = LOCAL
    proxies: Proxies = _NO_PROXIES
    header: str | None = None
    largest: int = _LARGEST_GIVEN
    clock: Callable[[], float] = time.time

    def refused(self, request: Request) -> tuple[int, str] | None:
        """With which status and words a request is not let in, whoever it is from; ``None`` where it is."""
        headers = request.headers
        if _name(headers.get("host", "")) not in self.names:
            return 403, "This is not an address that onrecord was started under."
        if self.person is not None and ("forwarded" in headers or "x-forwarded-for" in headers):
            return 403, "This came through a proxy. Start onrecord with --proxy, so that people log in."
        if request.method in _SAFE:
            return None
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != headers.get("host"):
            return 403, "The form came from another page."
        return self._too_large(request)

    def visitor(self, request: Request, people: People) -> Visitor | None:
        """Who asks; ``None`` where that is not known."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            return self._program(token.strip(), people)
        if self.person is not None:
            return Visitor(self.person, "editor")
        if self.header is not None:
            return self._named_by_proxy(request, self.header, people)
        return self._logged_in(request, people)

    def turned_away(self, request: Request, visitor: Visitor | None) -> OnrecordError | None:
        """Why somebody may not do what they ask for."""
        path = request.url.path
        if visitor is None:
            if _OPEN.fullmatch(path):
                return None
            return NotKnown("nobody is logged in", "Log in first, or show a token that has not been revoked.")
        if request.method in _SAFE or visitor.may_change or _OWN.fullmatch(path):
            return None
        return NotAllowed(f"{visitor.name} may read, and change nothing", "Ask somebody who edits here.")

    def client(self, request: Request) -> str:
        """The address from which a request comes."""
        return self.proxies.client(_peer(request), request.headers)

    def scheme(self, request: Request) -> str:
        """How the browser came, `http` or `https`."""
        return self.proxies.scheme(_peer(request), request.headers, request.scope["scheme"])

    def _too_large(self, request: Request) -> tuple[int, str] | None:
        headers = request.headers
        if "transfer-encoding" in headers:
            return 411, "Say how much there is to come (Content-Length)."
        largest = _LARGEST_FORM
        if request.url.path == "/login":
            largest = _LARGEST_LOGIN
        elif headers.get("content-type", "").startswith("multipart/form-data"):
            largest = max(self.largest, _LARGEST_FORM)
        size = headers.get("content-length", "0")
        if not size.isdecimal() or int(size) > largest:
            return 413, f"More than {largest:,} bytes. Give it in parts, or to `onrecord add`."
        return None

    def _program(self, token: str, people: People) -> Visitor | None:
        found = people.token(digest(token))
        if found is None:
            return None
        now = self.clock()
        if found.used is None or now - found.used > _NOTED:
            people.note_use(found.id, now)
        account = people.account(found.person)
        role: Role = "reader" if account is not None and account.role == "reader" else found.role
        return Visitor(found.person, role, is_program=True)

    def _named_by_proxy(self, request: Request, header: str, people: People) -> Visitor | None:
        named = request.headers.getlist(header)
        # One that stands there twice may be a stranger's, which the proxy let through beside its own.
        if len(named) != 1 or not self.proxies.has(_peer(request)):
            return None
        name = _in_utf8(named[0]).strip()
        if not (0 < len(name) <= _LONGEST_NAME and name.isprintable()):
            return None
        account = people.account(name)
        return Visitor(account.name, account.role) if account else Visitor(name, "reader")

    def _logged_in(self, request: Request, people: People) -> Visitor | None:
        cookie = request.cookies.get(session.COOKIE)
        found = session.unsealed(cookie, people.secret(), self.clock()) if cookie else None
        account = people.account(found.account) if found else None
        if found is None or account is None or account.stamp != found.stamp or people.is_ended(found.id):
            return None
        return Visitor(account.name, account.role, found)


def _peer(request: Request) -> str:
    """The address at the other end of the connection."""
    return request.client.host if request.client else ""


def _in_utf8(value: str) -> str:
    """A header's value as proxies mean it; it came byte by byte."""
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value


def _name(host: str) -> str:
    """The name in a `Host` header, without its port; empty where it is none."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
