"""A session: who logged in, in a signed cookie, for so long as nobody ends it."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, replace

import msgspec
from itsdangerous import BadData, URLSafeSerializer

COOKIE = "onrecord"
# Seconds: a session ends half a day after the last page, and a week after it began in any case.
IDLE, WHOLE = 12 * 3600.0, 7 * 24 * 3600.0
# A cookie that is younger than this is not written anew with each page.
_FRESH = 300.0


@dataclass(frozen=True, slots=True)
class Session:
    """``stamp`` is that of the account when it began; ``seen`` is when its cookie was written."""

    id: str
    account: str
    stamp: str
    begun: float
    seen: float

    def is_old(self, now: float) -> bool:
        """Whether its cookie is to be written anew."""
        return now - self.seen > _FRESH


def begun(account: str, stamp: str, now: float) -> Session:
    """A new session."""
    return Session(secrets.token_urlsafe(16), account, stamp, now, now)


def sealed(session: Session, secret: str, now: float) -> str:
    """The cookie of a session that was seen now."""
    return _seal(secret).dumps(msgspec.to_builtins(replace(session, seen=now)))


def unsealed(cookie: str, secret: str, now: float) -> Session | None:
    """The session of a cookie; ``None`` where it was not written here, or is over."""
    try:
        found = msgspec.convert(_seal(secret).loads(cookie), Session)
    except (BadData, msgspec.ValidationError):
        return None
    return found if now - found.seen < IDLE and now - found.begun < WHOLE else None


def word(secret: str, whose: str) -> str:
    """A word that nobody else can make up: what the forms of a session hold, and the address of a feed."""
    return hmac.new(secret.encode(), f"word {whose}".encode(), hashlib.sha256).hexdigest()[:32]


def _seal(secret: str) -> URLSafeSerializer:
    return URLSafeSerializer(
        secret, salt="session", signer_kwargs={"key_derivation": "hmac", "digest_method": hashlib.sha256}
    )
