"""Passwords: argon2id hashes, and a check that takes as long for a name that nobody has."""

from __future__ import annotations

import secrets
import threading
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from onrecord.errors import OnrecordError, UsageError

# Characters. NIST SP 800-63B (2025) asks for 15 where the password is all there is.
SHORTEST = 15
_LONGEST = 1_000
# Each check holds 64 MiB (RFC 9106, the second choice) for some tenths of a second.
_AT_ONCE = threading.BoundedSemaphore(4)
_HASHER = PasswordHasher()


class TooMany(OnrecordError):
    """More passwords to check than are checked at once."""


def hashed(password: str) -> str:
    """The hash to keep. Raises UsageError where the password is too short or too long."""
    if not SHORTEST <= len(password) <= _LONGEST:
        raise UsageError(
            f"the password has {len(password):,} characters",
            f"It is to have {SHORTEST} to {_LONGEST:,}: some words that do not belong together.",
        )
    return _HASHER.hash(password)


def is_right(password: str, kept: str | None) -> bool:
    """Whether it is the password of the hash; with no hash the same is worked out, and is wrong.

    Raises TooMany where so many are being checked that this one is to come again: memory stays bounded.
    """
    if not _AT_ONCE.acquire(blocking=False):
        raise TooMany("many people log in at this moment", "Try again in a moment.")
    try:
        return _HASHER.verify(kept or _nobodys(), password[:_LONGEST]) and kept is not None
    except (VerificationError, InvalidHashError):
        return False
    finally:
        _AT_ONCE.release()


@cache
def _nobodys() -> str:
    """The hash of what nobody knows."""
    return _HASHER.hash(secrets.token_urlsafe(32))
