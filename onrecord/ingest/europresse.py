"""Europresse exports: the articles of an HTML file, both as of before 2014 and since."""

from __future__ import annotations

import re
from itertools import takewhile

from onrecord.day import day_in
from onrecord.ingest.blocks import Block, blocks
from onrecord.ingest.exported import Exported, without_by
from onrecord.record import Stated

MARK = re.compile(r"cedrom-sni\.com|class=[\"']?DocPublicationName|\.DocPublicationName\b", re.IGNORECASE)
BEGINS = re.compile(r"<(?:span|div|p)[^>]{0,200}class=[\"']?(?:\w+ )*DocPublicationName", re.IGNORECASE)

_ISSUE = re.compile(r",?\s*\b(?:no|n[°º]|vol|num[ée]ro)\b\.?\s*\d.*\Z", re.IGNORECASE)
_KEY = re.compile(r"\bnews·\S+")
# What ends the words of an article.
_BELOW = re.compile(
    r"©|\(c\) \d|(?:numéro de )?document\s*(?:number)?\s*:|numéro de document|illustration\(s\)|note\(s\)"
    r"|encadré\(s\)|certificat émis|ce certificat|tous droits réservés|cet article est paru dans",
    re.IGNORECASE,
)
_LONGEST_NAMES = 12  # words of a byline


def from_page(source: str) -> Exported | None:
    """The article of a piece of HTML, ``None`` where it has neither title nor words."""
    shown = blocks(source)
    titled = [place for place, block in enumerate(shown) if _is(block, "titreArticleVisu")]
    dated = [place for place, block in enumerate(shown) if _is(block, "DocHeader")]
    if not shown or not (titled or dated):
        return None
    day = day_in(" ".join(shown[place].text for place in dated))
    below = shown[max([*titled, *dated]) + 1 :]
    body = list(takewhile(lambda text: not _BELOW.match(text), (block.text for block in below)))
    byline = body.pop(0) if len(body) > 1 and _could_sign(body[0]) else None
    key = _KEY.search(" ".join(block.text for block in below[len(body) :]))
    title = " ".join(shown[place].text for place in titled) or None
    said = Stated(
        key=key[0] if key else None,
        title=title,
        byline=without_by(byline) if byline else None,
        outlet=_ISSUE.sub("", shown[0].text) or None,
        published=day.value.isoformat() if day else None,
    )
    return Exported(said, tuple(body)) if body or title else None


def _is(block: Block, name: str) -> bool:
    return any(one.casefold() == name.casefold() for one in block.classes)


def _could_sign(text: str) -> bool:
    """Whether the line is names and nothing more."""
    words = text.split()
    return (
        len(words) <= _LONGEST_NAMES
        and text[-1] not in '.?!:»”"'
        and text[0].isupper()
        and not any(letter.isdigit() for letter in text)
        and sum(word[0].isupper() for word in words) * 2 >= len(words)
    )
