"""JSON-LD documents, written item by item, and the names by which they call what an archive holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

_encoder = msgspec.json.Encoder()


def iri(identity: str) -> str:
    """The name of an article, a statement or a voice for the whole world; it leads nowhere by itself."""
    return f"urn:x-onrecord:{identity}"


def address(url: str | None) -> str | None:
    """The address where it is one of the web: what the news calls one may be anything."""
    return url if url is not None and url.startswith(("http://", "https://")) else None


def document(head: Mapping[str, Any], name: str, items: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """A document with the items as the list of a name: one a line, no two of them in memory at once."""
    yield _encoder.encode(head).removesuffix(b"}") + b"," + _encoder.encode(name) + b":["
    before = b"\n"
    for one in items:
        yield before + _encoder.encode(one)
        before = b",\n"
    yield b"\n]}\n"


def known(told: Mapping[str, Any]) -> dict[str, Any]:
    """What is known of it: a field that is null or an empty list is left out."""
    return {name: value for name, value in told.items() if value not in (None, [], ())}
