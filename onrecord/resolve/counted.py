"""The noun that a number counts: "13,000 workers", "four different bosses", "two of his deputies"."""

from __future__ import annotations

import re
from typing import NamedTuple

from .lexicon import number_words

_MOST = 6  # words from the number to the noun
_WORD = re.compile(r"[ \xa0]{1,2}([^\W_][\w.’'&/-]*|&)")
_MORE = {"more", "fewer", "other", "additional", "further", "new"}
_HYPHENED = re.compile(r"[-–]([^\W\d_]{3,}(?:-[^\W\d_]{3,})?)")
_OF = re.compile(
    r"[ \xa0]of[ \xa0](?:(?:the|most|his|her|their|its|our|my|your|these|those|this|that|all|an?)[ \xa0])*(?=[^\W\d_])"
)


class Counted(NamedTuple):
    """What is counted, as written, and where it ends."""

    end: int
    name: str


def counted(text: str, end: int, limit: int, value: float) -> Counted | None:
    """The noun phrase behind a number that ends here; None where no noun in the plural is found."""
    hyphened = _HYPHENED.match(text, end, limit)
    if hyphened is not None:
        word = hyphened[1]
        return (
            Counted(hyphened.end(), word) if value != 1 and not word.endswith(("ed", "fold", "th")) else None
        )
    of = _OF.match(text, end, limit)
    found = _phrase(text, of.end() - 1 if of else end, limit, value)
    return found


def _phrase(text: str, at: int, limit: int, value: float) -> Counted | None:
    words = number_words()
    first, noun = 0, None
    for _ in range(_MOST):
        match = _WORD.match(text, at, limit)
        if match is None:
            break
        word = match[1].rstrip(".’'/-")
        if word[:1].isdigit() and not first:
            break
        folded = word.casefold()
        if folded in _MORE and not first and not text.startswith("than", match.end() + 1):
            first, at = match.start(1) if folded not in ("more", "fewer") else 0, match.end()
            continue
        if folded in ("and", "or", "&") and first and noun is None:
            at = match.end()
            continue
        if value == 1 and first and _is_plural(folded) and folded.endswith("s"):
            break
        if folded in words.ends or (noun is not None and not _is_plural(folded)):
            break
        first = first or match.start(1)
        at = match.start(1) + len(word)
        if _is_plural(folded):
            noun = at
        elif value == 1:
            noun = None
        if at < match.end() or text[at : at + 1] in (",", ";", ":", ")", "."):
            break
    if value == 1 and noun is None and first:
        noun = at
    return Counted(noun, text[first:noun].replace("\xa0", " ")) if noun else None


_ATTRIBUTE = re.compile(r"[ \xa0]([a-z]{3,12})(?=[ \xa0]([a-z]{3,}))")
_SHORT = re.compile(r"[ \xa0]?([b-df-hj-np-tv-z]{2,4})(?![^\W_])")


def attribute(text: str, end: int, limit: int) -> Counted | None:
    """The noun in the singular that a number in figures makes an attribute of: "12 page document", "15.3 ppg"."""
    short = _SHORT.match(text, end, limit)
    if short is not None and short[1] not in number_words().ends:
        return Counted(short.end(), short[1])
    match = _ATTRIBUTE.match(text, end, limit)
    if match is None or {match[1], match[2]} & number_words().ends or match[1].endswith(("ed", "ly", "ing")):
        return None
    return Counted(match.end(1), match[1])


def _is_plural(word: str) -> bool:
    words = number_words()
    if word in words.plurals:
        return True
    return (
        word.endswith("s")
        and not word.endswith(("ss", "us", "is", "’s", "'s"))
        and word not in words.singulars
    )
