"""What a word tells by itself, wherever it stands."""

from __future__ import annotations

import re
from typing import NamedTuple

from .inflection import singular
from .lexicon import lexicon
from .memory import Remembered

# Small letters before what is a name of its own ("al-Qaeda", "d’Estaing").
PREFIXES = ("al-", "el-", "ul-", "ar-", "as-", "d’", "d'", "bin-", "de-")

ORDINAL = r"\d{1,4}(?:st|nd|rd|th)"  # "83rd Guards Air Assault Brigade"


class Form(NamedTuple):
    """A word as written, without a possessive ending.

    ``plain`` is the word in lower case without a full stop behind it, ``one`` that in the singular.
    ``is_capital`` says that it is written as names are, ``is_joint`` that it can join the parts of
    one, ``is_day`` that it may be a weekday or a month, ``is_title`` that it can be one, or a post.
    """

    text: str
    plain: str
    one: str
    is_capital: bool
    is_joint: bool
    is_day: bool
    is_title: bool


def _form(text: str) -> Form:
    words = lexicon()
    plain = text.casefold().rstrip(".")
    one = singular(plain)
    return Form(
        text=text,
        plain=plain,
        one=one,
        is_capital=_is_capital(text),
        is_joint=text in words.particles or text in words.joiners or text == "the",
        is_day=plain in words.weekdays or plain in words.months,
        is_title=plain in words.honorifics or one in words.roles or one in words.honorifics,
    )


def _is_capital(word: str) -> bool:
    if word[0].isupper() or re.fullmatch(ORDINAL, word):
        return True
    prefix = next((p for p in PREFIXES if word.startswith(p)), None)
    return prefix is not None and word[len(prefix) : len(prefix) + 1].isupper()


FORMS = Remembered(_form)
