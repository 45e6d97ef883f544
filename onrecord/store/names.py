"""Names as they are looked up: without case, accents and punctuation, in any script."""

from __future__ import annotations

import re
import unicodedata

# Accents of the Latin, Greek and Cyrillic scripts. Marks of other scripts are letters in all but name.
_ACCENTS = re.compile("[\u0300-\u036f]")
# Letters that have no accent to lose and are written without one all the same.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})


def key(name: str) -> str:
    """The name as it is looked up, its words parted by single spaces.

    >>> key("José  O’Brien-Łukasz")
    'jose o brien lukasz'
    """
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", name.casefold()).casefold()).translate(_PLAIN)
    words = "".join(letter if unicodedata.category(letter)[0] in "LMN" else " " for letter in plain)
    return unicodedata.normalize("NFC", " ".join(words.split()))


def askable(text: str) -> str:
    """The text without what no archive holds and SQLite does not take: NUL, lone surrogates."""
    return text.replace("\x00", " ").encode("utf-8", "replace").decode()


def has_words(name_key: str, asked: str) -> bool:
    """Whether a name has all the words that are asked for; both are keys."""
    return set(asked.split()) <= set(name_key.split())
