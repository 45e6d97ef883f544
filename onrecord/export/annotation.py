"""Statements as Web Annotations (https://www.w3.org/TR/annotation-model/), one a statement.

The source is the text of the article as onrecord has it, and positions count its code points; its address,
where it has one, is the scope. Elsewhere, as on the page, the words are found by what stands around them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from unicodedata import category

import msgspec

from onrecord.export.json_ld import address, document, iri, known
from onrecord.record import Article, Entry, Span

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
# Characters before and after the words: as many as an anchor of a correction has.
_AROUND = 32


def lines(entries: Iterable[Entry]) -> Iterator[bytes]:
    """A page of annotations."""
    head = {"@context": CONTEXT, "id": iri("annotations"), "type": "AnnotationPage"}
    return document(head, "items", map(annotation, entries))


def alone(entry: Entry) -> str:
    """The annotation of a statement to be read by people: what a page would obey is written by number."""
    told = msgspec.json.encode({"@context": CONTEXT, **annotation(entry)})
    text = msgspec.json.format(told).decode()
    return "".join(f"\\u{ord(mark):04x}" if _is_unseen(mark) else mark for mark in text)


def _is_unseen(mark: str) -> bool:
    """Whether a character is a control or turns the direction of what follows, and JSON can number it."""
    return mark != "\n" and category(mark) in ("Cc", "Cf") and ord(mark) < 0x10000


def annotation(entry: Entry) -> dict[str, Any]:
    """The annotation of a statement: who said it, in which manner, and where the words stand.

    What an interruption cuts in two has two targets, for several selectors of one are other ways to the same
    words.
    """
    said, article = entry.statement, entry.article
    speaker = said.speaker
    tags = (said.manner, said.act, said.stance, speaker.standing)
    bodies = [("tagging", tag) for tag in tags] + [
        ("describing", name) for name in speaker.names or (speaker.name,)
    ]
    is_by_hand = said.found_by == "person"
    return {
        "id": iri(said.id),
        "type": "Annotation",
        "motivation": "describing",
        "creator": {"type": "Person"} if is_by_hand else {"type": "Software", "name": "onrecord"},
        "body": [
            {"type": "TextualBody", "purpose": purpose, "value": value}
            for purpose, value in bodies
            if value is not None
        ],
        "target": [_target(article, span) for span in said.content],
    }


def _target(article: Article, span: Span) -> dict[str, Any]:
    text = article.text
    source = {
        "id": iri(article.id),
        "type": "Text",
        "format": "text/plain",
        "language": article.language,
    }
    return known(
        {
            "type": "SpecificResource",
            "source": known(source),
            "scope": address(article.url),
            "selector": [
                {"type": "TextPositionSelector", "start": span.start, "end": span.end},
                {
                    "type": "TextQuoteSelector",
                    "exact": span.of(text),
                    "prefix": text[max(0, span.start - _AROUND) : span.start],
                    "suffix": text[span.end : span.end + _AROUND],
                },
            ],
        }
    )
