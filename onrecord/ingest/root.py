"""What a file of XML is, told by its first element."""

from __future__ import annotations

import re

from onrecord.ingest import elements

# Code points that a server's own complaints ("Warning: …", in HTML) may take before the XML begins.
_COMPLAINT = 2000
_DECLARATION = re.compile(r"<\?xml\s", re.IGNORECASE)
_SPACE = "\ufeff \t\r\n"


def name(head: str) -> str | None:
    """The first element's name in lower case, without a prefix; ``None`` where the file is no XML.

    Before it may stand comments, declarations, and what a server says of itself before ``<?xml``.
    """
    declared = _DECLARATION.search(head, 0, _COMPLAINT)
    start = declared.start() if declared else 0
    if not head[start:].lstrip(_SPACE).startswith("<"):
        return None
    first = next(elements.tags(head, start, len(head)), None)
    return None if first is None or first.closes else first.name.rpartition(":")[2]
