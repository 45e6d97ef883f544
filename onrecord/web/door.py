"""Who may come in, and what a page may do in their browser.

A page elsewhere on the web must not read the record or change it: not by a name that it makes point here
(DNS rebinding, so `Host` is checked), not by a form of its own (so `Origin` is, and each form holds a word
that only our pages know), and not by words of an article that turn out to be markup (so nothing inline is
ever run: https://www.w3.org/TR/CSP3/).
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request

from onrecord.errors import OnrecordError

# What every answer says to the browser.
HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
    " connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
_SAFE = ("GET", "HEAD", "OPTIONS")
# In which header a call of the API brings the word that a form has in a field.
WORD = "x-onrecord-word"


class NotOurs(OnrecordError):
    """A change that none of our pages asked for."""


@dataclass(frozen=True, slots=True)
class Door:
    """Which names this house goes by, who reads there, and the word that its forms hold."""

    person: str
    names: frozenset[str] = frozenset({"localhost", "127.0.0.1", "::1"})
    word: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    def refused(self, method: str, headers: Mapping[str, str]) -> str | None:
        """Why a request is not let in; ``None`` where it is. Names of headers are in lower case."""
        if self._name(headers.get("host", "")) not in self.names:
            return "This is not an address that onrecord was started under."
        if method in _SAFE:
            return None
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != headers.get("host"):
            return "The form came from another page."
        return None

    def is_ours(self, word: str) -> bool:
        """Whether a form holds the word of this house."""
        return hmac.compare_digest(word.encode(), self.word.encode())

    def reader(self, request: Request) -> str:  # noqa: ARG002 (behind a login it is who came in)
        """Who reads: on one's own machine its user."""
        return self.person

    @staticmethod
    def _name(host: str) -> str:
        """The name in a `Host` header, without its port; empty where it is none."""
        try:
            return urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return ""


def editor(request: Request) -> str:
    """Who changes something by a call of the API, which brings the word of this house. Raises NotOurs.

    No page elsewhere can send it: before a header of one's own a browser asks, and nobody here says yes.
    """
    door: Door = request.app.state.site.door
    if not door.is_ours(request.headers.get(WORD, "")):
        raise NotOurs(
            "the call does not bring the word of this house",
            "Send the `word` of /api/v1/me in the header X-Onrecord-Word.",
        )
    return door.reader(request)


Editor = Annotated[str, Depends(editor)]
