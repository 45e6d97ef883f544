"""A list of feeds, as readers of feeds exchange them (OPML) or one address a line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

from onrecord.errors import InputError
from onrecord.ingest import charset
from onrecord.ingest.address import is_address

_OPML = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<opml\b", re.IGNORECASE | re.DOTALL)
_REMEDY = "Give OPML, or a text with an address on each line."


def feeds(data: bytes, name: str) -> list[str]:
    """The feeds' addresses in their order, each once. Raises InputError where it is no such list.

    In a text, what follows "#" after a space or at the start of a line is a comment.
    """
    text = charset.decoded(data).lstrip("\ufeff")
    found = _in_opml(data, name) if _OPML.match(text) else _in_text(text, name)
    if not found:
        raise InputError(f"{name}: no feeds in it", _REMEDY)
    return list(dict.fromkeys(found))


def opml(addresses: Iterable[str]) -> str:
    """The list as OPML, which other readers of feeds take."""
    outlines = "".join(
        f'    <outline type="rss" text={quoteattr(one)} xmlUrl={quoteattr(one)}/>\n' for one in addresses
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n'
        f"  <head><title>Feeds watched by onrecord</title></head>\n  <body>\n{outlines}  </body>\n</opml>\n"
    )


def _in_text(text: str, name: str) -> list[str]:
    lines = [re.sub(r"(?:^|\s)#.*", "", line).strip() for line in text.splitlines()]
    for number, line in enumerate(lines, 1):
        if line and not is_address(line):
            raise InputError(f"{name}: line {number} is no address ({line[:60]})", _REMEDY)
    return [line for line in lines if line]


def _in_opml(data: bytes, name: str) -> list[str]:
    from lxml import etree  # late: only lists in OPML need it

    # What is broken is repaired where it can be; entities are traps, and no list needs them.
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(data, parser)
    if root is None:
        raise InputError(f"{name}: OPML that is broken", _REMEDY)
    found = []
    for outline in root.iter():
        for key, value in outline.attrib.items():
            if key.lower() == "xmlurl" and is_address(value.strip()):
                found.append(value.strip())
    return found
