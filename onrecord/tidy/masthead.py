"""Read the lines that databases and readers put above an article: outlet, day, labels, counters, rules."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from onrecord.day import day_in

# A header line is short; longer ones are prose that happens to hold a day or a colon.
LONGEST_HEADER = 160

_RULE = re.compile(r"(?:([-=_*~#+•·–—─━═])\s*)(?:\1\s*){2,}")
_COUNTER = re.compile(
    r"\W*(?:(?:document|article|result|item|story|record)s?\s+|no\.?\s*|#\s*)?(\d{1,6})\s*"
    r"(?:of|/|von|sur|de|di|van|из)\s*(\d{1,6})"
    r"(?:\s+(?:document|article|result|item|dokument|r[ée]sultat)\w*)?\W*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[\[(]?(\d{1,5})(?:[.)\]:]|[.]\))\s+(?=\S)")
_ADDRESS = re.compile(
    r"(?:(?:url|link|source|address)\s*:\s*)?<?(https?://[^\s<>]+|www\.[^\s<>]+)>?", re.IGNORECASE
)
_BYLINE = re.compile(
    r"(?:by|from|von|par|por|di|door|av)\s+(?-i:[A-ZÀ-Þ])[\w.’'’-]*(?:\s+[\w.,&’'’/|-]+){0,11}", re.IGNORECASE
)
_KEYS = {
    "title": "title", "headline": "title", "byline": "byline", "author": "byline", "authors": "byline",
    "highlight": "standfirst", "standfirst": "standfirst", "summary": "standfirst", "subtitle": "standfirst",
    "dateline": "dateline", "source": "outlet", "outlet": "outlet", "publication": "outlet",
    "newspaper": "outlet", "date": "day", "published": "day", "publication date": "day", "load-date": "day",
    "pubdate": "day", "url": "address", "link": "address", "length": "other", "section": "other",
    "language": "other", "publication-type": "other", "type": "other", "graphic": "other",
    "word count": "other", "words": "other",
    "pages": "other", "page": "other", "journal-code": "other", "edition": "other",
    "copyright": "other", "distribution": "other", "series": "other", "subject": "other", "keywords": "other",
    "id": "other", "guid": "other", "tags": "other", "category": "other", "updated": "other",
    "document type": "other", "publication type": "other", "accession number": "other", "doc-type": "other",
}  # fmt: skip
_LABEL = re.compile(r"([A-Za-z][A-Za-z -]{1,22}?)\s*:(?:\s+|\Z)")
# What may stand beside the day in a header line: weekday, clock, zone, "Published".
_BESIDE = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun|published|posted|updated|on|at"
    r"|date|\d{1,2}[:.]\d\d(?::\d\d)?|[ap]\.?m\.?|gmt|utc|e[sd]?t|p[sd]?t|c[e]?[sd]?t|bst|msk|first|last|edition)\b\.?",
    re.IGNORECASE,
)


class Label(NamedTuple):
    """A header line "KEY: value": what it tells of the article, and where in the line the value begins."""

    field: str
    value: str
    start: int


class Dated(NamedTuple):
    """A header line that holds an outlet, if any, and a day, and nothing else."""

    outlet: str | None
    day: date


def is_rule(text: str) -> bool:
    """Whether the line is drawn rather than written: ----, * * *, ====."""
    return text[0] == text[-1] and len(text) <= 400 and _RULE.fullmatch(text) is not None


def counter(text: str) -> tuple[int, int] | None:
    """Which of how many documents begins here ("3 of 7 DOCUMENTS")."""
    found = _COUNTER.fullmatch(text) if len(text) <= 60 else None
    return (int(found[1]), int(found[2])) if found and 1 <= int(found[1]) <= int(found[2]) else None


def number(text: str) -> tuple[int, int] | None:
    """The number that the line begins with as in a list ("3. Title"), and where the words begin."""
    found = _NUMBER.match(text)
    return (int(found[1]), found.end()) if found else None


def label(text: str) -> Label | None:
    """What a header line "LENGTH: 435 words" tells, ``None`` where the key is not one of a database's."""
    found = _LABEL.match(text) if len(text) <= LONGEST_HEADER * 3 else None
    field = _KEYS.get(found[1].lower()) if found else None
    return Label(field, text[found.end() :], found.end()) if found and field else None


def dated(text: str) -> Dated | None:
    """The outlet and day of a line such as "Townhall, September 3, 2012"."""
    found = day_in(text) if len(text) <= LONGEST_HEADER and ("19" in text or "20" in text) else None
    if found is None:
        return None
    after = _BESIDE.sub("", text[found.end :])
    before = text[: found.start]
    outlet = _BESIDE.sub("", before).strip(" \t,;:|·•–—-/()[]")
    if any(letter.isalnum() for letter in after) or len(outlet.split()) > 6 or outlet[:1].islower():
        return None
    return Dated(outlet or None, found.value)


def web_address(text: str) -> str | None:
    """The address that the line consists of."""
    found = _ADDRESS.fullmatch(text)
    return found[1] if found else None


def is_byline(text: str) -> bool:
    """Whether the line says by whom the article is ("By Jane Doe and John Roe")."""
    return len(text) <= LONGEST_HEADER and _BYLINE.fullmatch(text) is not None


def is_outlet(text: str) -> bool:
    """Whether the line could be an outlet's name and nothing more: short, in capitals, no stop."""
    words = text.split()
    if not 1 <= len(words) <= 6 or len(text) > 50 or text[-1] in ".?!,;:":
        return False
    return all(word[0].isupper() or not word[0].isalpha() or len(word) <= 3 for word in words)
