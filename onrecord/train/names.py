"""Texts whose names are marked: newspapers from all over the world, and Wikipedia.

The Worldwide Newswire set (Stanford NLP) marks people, organisations, places, groups, dates and money;
WikiGold (Balasuriya et al. 2009) people, organisations and places. Titles are told by what stands before a
person's name, numbers by their digits. What a set does not mark gives nothing to learn.
"""

from __future__ import annotations

import hashlib
import json
import lzma
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.analyse.tags import Kind
from onrecord.resolve.lexicon import lexicon
from onrecord.train.marked import Marked, Place

KINDS = {
    "Person": Kind.PERSON,
    "Organization": Kind.ORGANISATION,
    "Location": Kind.PLACE,
    "Facility": Kind.PLACE,
    "NORP": Kind.GROUP,
    "Date": Kind.DATE,
    "Money": Kind.NUMBER,
    "PER": Kind.PERSON,
    "ORG": Kind.ORGANISATION,
    "LOC": Kind.PLACE,
}
_NUMBER = re.compile(
    r"[$€£₹¥]?\d+(?:[.,]\d+)*%?(?:[ \xa0](?:hundred|thousand|million|billion|trillion|percent|per cent)\b)*"
)
# WikiGold marks no dates: what may be one is left out.
_DATE = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|\b[12]\d{3}s?\b|\b\d{1,2}(?:st|nd|rd|th)?\b"
)
_WORD = re.compile(r"[^\W\d_]+\.?")


def documents(path: Path) -> list[Marked]:
    """The documents of a set that are for training: four of five, by the digest of their name.

    Of their statements nothing is known.
    """
    opened = lzma.open if path.suffix == ".xz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        return [_marked(document) for document in map(json.loads, lines) if not is_dev(document["id"])]


def is_dev(identifier: str) -> bool:
    """Whether a document is held out of training."""
    return int(hashlib.sha256(identifier.encode()).hexdigest(), 16) % 5 == 0


def _marked(document: dict[str, Any]) -> Marked:
    text, entities = document["text"], document["entities"]
    names = [((e["start"], e["end"]), KINDS[e["type"]]) for e in entities if e["type"] in KINDS]
    taken = [(e["start"], e["end"]) for e in entities]
    doubted = [(e["start"], e["end"]) for e in entities if e["type"] == "MISC"]
    if any(e["type"] == "PER" for e in entities):
        doubted += _free(taken, (match.span() for match in _DATE.finditer(text)))
    names += [(place, Kind.NUMBER) for place in _free(taken + doubted, _numbers(text))]
    titles = set(_titles(text, [place for place, kind in names if kind is Kind.PERSON]))
    names += [(place, Kind.TITLE) for place in _free(taken, iter(sorted(titles)))]
    whole = [(0, len(text))]
    return Marked(document["id"], "", text, (), (), names, whole, whole, doubted)


def _numbers(text: str) -> Iterator[Place]:
    return (match.span() for match in _NUMBER.finditer(text))


def _titles(text: str, people: list[Place]) -> Iterator[Place]:
    """The words before a person's name that are titles, as far as they go."""
    known = lexicon()
    for start, _ in people:
        words = list(_WORD.finditer(text, max(0, start - 60), start))
        first, after = start, start
        for word in reversed(words):
            one = word[0].casefold().rstrip(".")
            is_title = (
                one in known.honorifics or one in known.roles or (first < start and one in known.modifiers)
            )
            if not is_title or text[word.end() : after].strip(" \xa0-"):
                break
            first = after = word.start()
        if first < start:
            yield first, len(text[:start].rstrip())


def _free(taken: list[Place], places: Iterator[Place]) -> list[Place]:
    """The places that none of the taken ones touches."""
    held = {at for start, end in taken for at in range(start, end)}
    return [place for place in places if not held.intersection(range(*place))]
