"""The id of a statement."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.record import Span

_DIGITS = (
    16  # 64 bits: among a billion statements two share an id with a chance of 3 %, within an article never
)


def statement_ids(article: str, contents: Iterable[tuple[Span, ...]]) -> Iterator[str]:
    """An id for each content, in order: the same for the same article, spans and place among equal ones."""
    seen: dict[str, int] = {}
    for content in contents:
        places = ",".join([f"{span.start}-{span.end}" for span in content])
        ordinal = seen.get(places, 0)
        digest = hashlib.sha256(f"{article}\n{places}\n{ordinal}".encode("utf-8", "surrogatepass"))
        seen[places] = ordinal + 1
        yield f"s-{digest.hexdigest()[:_DIGITS]}"
