"""Tokens: what a program shows to be let in. Of each only a digest is kept."""

from __future__ import annotations

import hashlib
import secrets

from onrecord.store.people import People, Role, Token


def made(people: People, name: str, person: str, role: Role, now: float) -> tuple[Token, str]:
    """A new token of a person's: what is known of it, and what the program is to show."""
    shown = f"onrecord-{secrets.token_urlsafe(32)}"  # by its beginning those who look for leaks know it
    token = Token(f"t-{secrets.token_hex(4)}", name, person, role, now, None)
    people.add_token(token, digest(shown))
    return token, shown


def digest(shown: str) -> str:
    """What is kept of a token: it is long and random, so nobody finds it from this."""
    return hashlib.sha256(shown.encode()).hexdigest()
