"""The noun that a number counts: "13,000 workers", "four different bosses", "two of his deputies"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from .lexicon import number_words

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST = 6  # words from the number to the noun
_WORD = re.compile(r"[ \xa0]{1,2}([^\W_][\w.’'&/-]*|&)")
_TIED = re.compile(r"[-–]([^\W\d_]{3,}(?:-[^\W\d_]{3,})?)")
_OWNERS = "the|most|his|her|their|its|our|my|your|these|those|this|that|all|an?"
_OF = re.compile(rf"[ \xa0]of[ \xa0](?:(?:{_OWNERS})[ \xa0])*(?=[^\W\d_])")
_JOINS = ("and", "or", "&")
_MORE = ("more", "fewer")
_OTHER = ("other", "additional", "further", "new")


class Counted(NamedTuple):
    """What is counted, as written, and where it ends."""

    end: int
    name: str


class _Word(NamedTuple):
    plain: str
    start: int
    end: int


def counted(text: str, end: int, limit: int, value: float) -> Counted | None:
    """The noun phrase behind a number that ends here; None where no noun in the plural is found."""
    tied = _TIED.match(text, end, limit)
    if tied is not None:
        is_noun = value != 1 and not tied[1].endswith(("ed", "fold", "th"))
        return Counted(tied.end(), tied[1]) if is_noun else None
    of = _OF.match(text, end, limit)
    words = list(_words(text, of.end() - 1 if of is not None else end, limit))
    if words and words[0].plain in _MORE:
        del words[0]
    count = _until_plural(words) if value == 1 and of is None else _with_plural(words)
    if not count:
        return None
    last = words[count - 1].end
    return Counted(last, text[words[0].start : last].replace("\xa0", " "))


_WHOSE = re.compile(rf"[ \xa0]of[ \xa0](?:(?:the|an?|all)[ \xa0])*((?:{_OWNERS})[ \xa0])?")


def whose(text: str, end: int, limit: int) -> str | None:
    """The noun phrase behind "of": "voters" of "half of the voters"."""
    of = _WHOSE.match(text, end, limit)
    words = list(_words(text, of.end() - 1, limit)) if of is not None else []
    if of is None or not words:
        return None
    verbs = (count for count, word in enumerate(words) if count and word.plain.endswith("ed"))
    last = words[(_with_plural(words) or next(verbs, len(words))) - 1].end
    return text[of.start(1) if of[1] else words[0].start : last].replace("\xa0", " ")


def _words(text: str, at: int, limit: int) -> Iterator[_Word]:
    """The words behind a number up to one that no noun phrase goes on with, or to a mark."""
    ends, is_found = number_words().ends, False
    for number in range(_MOST):
        match = _WORD.match(text, at, limit)
        if match is None:
            return
        written = match[1].rstrip(".’'/-")
        plain, at = written.casefold(), match.start(1) + len(written)
        is_more = number == 0 and plain in (*_MORE, *_OTHER) and not text.startswith(" than", at)
        is_joined = number > 0 and plain in _JOINS and not is_found
        if (plain in ends and not is_more and not is_joined) or (number == 0 and written[:1].isdigit()):
            return
        is_found = is_found or _is_plural(plain)
        yield _Word(plain, match.start(1), at)
        if at < match.end() or text[at : at + 1] in (",", ";", ":", ")", "."):
            return


def _with_plural(words: list[_Word]) -> int:
    """How many words there are to the first noun in the plural, with those that go on with it."""
    count = next((count for count, word in enumerate(words, 1) if _is_plural(word.plain)), 0)
    while 0 < count < len(words) and _is_plural(words[count].plain):
        count += 1
    return count


def _until_plural(words: list[_Word]) -> int:
    """How many words belong to a noun in the singular: what looks like a plural behind it is a verb."""
    verbs = (count for count, word in enumerate(words) if count and word.plain.endswith("s"))
    joins = (count for count, word in enumerate(words) if word.plain in _JOINS)
    return min(next(verbs, len(words)), next(joins, len(words)))


def _is_plural(word: str) -> bool:
    words = number_words()
    if word in words.plurals:
        return True
    is_singular = word.endswith(("ss", "us", "is", "’s", "'s")) or word in words.singulars
    return word.endswith("s") and not is_singular


_ATTRIBUTE = re.compile(r"[ \xa0]([a-z]{3,12})(?=[ \xa0]([a-z]{3,}))")
_SHORT = re.compile(r"[ \xa0]?([b-df-hj-np-tv-z]{2,4})(?![^\W_])")


def attribute(text: str, end: int, limit: int) -> Counted | None:
    """The noun that a number in figures makes an attribute of: "12 page document", "15.3 ppg"."""
    ends = number_words().ends
    short = _SHORT.match(text, end, limit)
    if short is not None and short[1] not in ends:
        return Counted(short.end(), short[1])
    match = _ATTRIBUTE.match(text, end, limit)
    if match is None or match[1] in ends or match[2] in ends or match[1].endswith(("ed", "ly", "ing")):
        return None
    return Counted(match.end(1), match[1])
