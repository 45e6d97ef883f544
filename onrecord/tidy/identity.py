"""Name an article by what it says and who published it."""

from __future__ import annotations

import hashlib


def article_id(outlet: str | None, place: str | None, text: str) -> str:
    """``a-`` and 16 hexadecimal digits; ``place`` is the input's key, else the address.

    Each part is written with its length before it, so that no two triples are written alike, and an
    unknown part differs from an empty one.
    """
    digest = hashlib.sha256()
    for part in (outlet, place, text):
        if part is None:
            digest.update(b"-;")
        else:
            encoded = part.encode("utf-8", "surrogatepass")
            digest.update(b"%d:%b;" % (len(encoded), encoded))
    return "a-" + digest.hexdigest()[:16]
