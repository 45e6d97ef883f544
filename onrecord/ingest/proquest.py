"""ProQuest exports: the articles of an HTML file, or of the e-mail in which it was sent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from onrecord.day import day_in
from onrecord.ingest.blocks import Block, blocks
from onrecord.ingest.exported import Exported, without_by
from onrecord.record import Stated

MARK = re.compile(
    r"<title[^>]*>\s*ProQuest Export|<a [^>]{0,200}name=\"?DocID_|search\.proquest\.com", re.IGNORECASE
)
BEGINS = re.compile(r"<a [^>]{0,200}?name=\"?DocID_", re.IGNORECASE)

_FULL_TEXT, _ABSTRACT = "fulltext", "abstract"
# The labels by their letters, since mail programs break lines inside them. Each ends what stands above it.
_LABELS = frozenset(
    "author publicationinfo abstract links fulltext subject location companyorganization company people"
    " publicationtitle pages firstpage numberofpages publicationyear publicationdate section publisher"
    " placeofpublication countryofpublication publicationsubject issn sourcetype languageofpublication"
    " documenttype proquestdocumentid documenturl copyright lastupdated database dateline column"
    " classification volume issue identifierkeyword documentfeature credit title alternatetitle"
    " onlinepublicationdate publicationhistory doi personalname geographicname businessindexingterm"
    " crossreference industry journalsubject supplement".split()
)
_NOT_LETTERS = re.compile(r"[\W\d_]+")
_NOTHING = re.compile(r"(?:none|not) available\.?\Z|\s*\Z", re.IGNORECASE)
_REMAINS = frozenset(["html>", "body>", "enlarge this image.", "--"])


def from_page(source: str) -> Exported | None:
    """The article of a piece of HTML, ``None`` where it has neither title nor words."""
    shown = blocks(source)
    fields = _fields(shown)
    title = next((block.text for block in shown[:3] if _label(block) is None), None)
    body = _words(fields.get(_FULL_TEXT, ())) or _words(fields.get(_ABSTRACT, ()))
    day = day_in(_line(fields, "publicationdate") or "") or day_in(_line(fields, "publicationinfo") or "")
    outlet = _line(fields, "publicationtitle") or _line(fields, "publicationinfo") or ""
    byline = _line(fields, "author")
    key = "".join((_line(fields, "proquestdocumentid") or "").split())  # mail programs break lines inside it
    said = Stated(
        key=key or None,
        title=title,
        byline=without_by(byline) if byline else None,
        outlet=re.split(r"\s*[;,]", outlet, maxsplit=1)[0] or None,
        url="".join((_line(fields, "documenturl") or "").split()) or None,
        published=day.value.isoformat() if day else None,
    )
    return Exported(said, body) if body or title else None


def _fields(shown: Iterable[Block]) -> dict[str, list[str]]:
    """The lines under each label, the label's own line first."""
    found: dict[str, list[str]] = {}
    label = ""
    for block in shown:
        if (named := _label(block)) is not None:
            label = named
            words = block.text[len(block.lead) :].strip()
            found.setdefault(label, []).append(words)
        elif label:
            found[label].append(block.text)
    return found


def _label(block: Block) -> str | None:
    if not block.lead.endswith(":"):
        return None
    letters = _NOT_LETTERS.sub("", block.lead).lower()
    return letters if letters in _LABELS else None


def _line(fields: dict[str, list[str]], label: str) -> str | None:
    lines = fields.get(label, [])
    return lines[0] if lines and not _NOTHING.match(lines[0]) else None


def _words(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(_without_remains(lines))


def _without_remains(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        if line == "Illustration":  # under it stand captions of pictures that are not there
            return
        if line.lower() not in _REMAINS and not _NOTHING.match(line):
            yield line
