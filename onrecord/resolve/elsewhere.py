"""Numbers that are no figures: times, days, years, telephones, and what names and results are made of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .counted import counted
from .lexicon import lexicon, number_words
from .numerals import SHARE
from .wording import word_before, words_before

if TYPE_CHECKING:
    from .numerals import Numeral

_BEHIND = 48
_OLDEST = 120
_WORD = re.compile(r"[ \xa0]([^\W\d_]+)")
_GOES_ON = re.compile(r"(?:st|nd|rd|th|s|’s|'s)(?![^\W_])|[:@/]\d|\.\d")
_CLOCK = re.compile(r"(?::\d\d|\.\d\d)?[ \xa0]?(?:[ap]\.?m\b|[AP]\.?M\b|GMT\b|o[’']clock|hrs\b)")
_TELEPHONE = re.compile(r"[-.–]\d{3,4}(?!\d)")
_MONTH_BEHIND = re.compile(r"[ \xa0](?:of[ \xa0])?([A-Z][a-z]+)")


def hangs_on(text: str, numeral: Numeral, last: int) -> bool:
    """Whether a hyphen ties the number to figures of no quantity ("ISO 3888-2"); one ended at ``last``."""
    before = text[max(0, numeral.start - 2) : numeral.start]
    return len(before) == 2 and before[1] in "-–" and before[0].isdigit() and last != numeral.start - 1


def stands_free(text: str, numeral: Numeral, start: int) -> bool:
    """Whether a number without a sign hangs on no other letters: "F-16", "SCP-173", "21st", "1:30"."""
    before, behind = (
        text[max(0, numeral.start - 1) : numeral.start] or " ",
        text[numeral.end : numeral.end + 3],
    )
    if before.isalnum() or before in "_#@/:.^" or (before == "(" and behind[:1] == ")"):
        return False
    if numeral.shape != "figures":
        return True
    if text[numeral.end - 1].isdigit() and _GOES_ON.match(behind) is not None:
        return False
    is_tied = before in "-–" and text[max(0, numeral.start - 2)].isalpha() and text[numeral.start] not in "-−"
    return not is_tied or word_before(text, numeral.start - 1, start) in number_words().prefixes


def is_elsewhere(text: str, numeral: Numeral, start: int, end: int) -> bool:
    """Whether a number without a unit is a time of the day, a day, a year, a telephone's or a name's."""
    written, words = text[numeral.start : numeral.end], number_words()
    if numeral.shape in ("words", "vague"):
        is_capital = written[0].isupper() and not _begins_sentence(text, numeral.start, start)
        is_label = numeral.shape == "words" and word_before(text, numeral.start, start) in words.labels
        return is_capital or is_label or _is_somebody(text, numeral, start)
    if numeral.shape == SHARE:
        return written in words.never
    behind = text[numeral.end : numeral.end + 1]
    is_code = (behind.isalpha() and not numeral.suffix) or re.match(r"0\d", written) is not None
    if is_code or _CLOCK.match(text, numeral.end, end) or _TELEPHONE.match(text, numeral.end, end):
        return True
    return _is_day(text, numeral, start) or _is_year(text, numeral, start)


def _is_day(text: str, numeral: Numeral, start: int) -> bool:
    """Whether a month stands beside the number."""
    months, before = lexicon().months, words_before(text, numeral.start, start, 1)
    if before and before[0][:1].isupper() and before[0].rstrip(".").casefold() in months:
        return True
    behind = _MONTH_BEHIND.match(text, numeral.end)
    return behind is not None and behind[1].casefold() in months and numeral.value <= 31


def _is_year(text: str, numeral: Numeral, start: int) -> bool:
    """Whether four figures are a year; a recent one is, whatever follows, unless it is said to be inexact."""
    value, words = numeral.value, number_words()
    if numeral.end - numeral.start != 4 or not 1700 <= value < 2100 or not value.is_integer():
        return False
    is_counting = counted(text, numeral.end, numeral.end + _BEHIND, value) is not None
    if 1950 <= value < 2036 or not is_counting:
        return " ".join(words_before(text, numeral.start, start, 2)).casefold() not in words.before
    before = word_before(text, numeral.start, start)
    return before in words.before_years or before in lexicon().months or before.endswith(("'s", "’s"))


def _is_somebody(text: str, numeral: Numeral, start: int) -> bool:
    """Whether "one" stands for somebody or something, and counts nothing."""
    words = number_words()
    if numeral.shape != "words" or numeral.value != 1:
        return False
    if word_before(text, numeral.start, start) in words.one_before:
        return True
    if text[numeral.end : numeral.end + 1] in ("-", "’", "'"):
        return True
    behind = _WORD.match(text, numeral.end)
    return behind is not None and behind[1].casefold() in words.one_after


def is_name(text: str, numeral: Numeral, start: int, *, is_counting: bool) -> bool:
    """Whether the number belongs to a name: "Section 427", "Boeing 787", "phase 3", "787 Dreamliner"."""
    before, words = words_before(text, numeral.start, start, 1), number_words()
    if before and _names(before[0], numeral, is_apart=text[numeral.start - 1] in " \xa0"):
        return True
    written = text[numeral.start : numeral.end]
    if is_counting or not written.isdigit() or numeral.factor != 1:
        return False
    behind = _WORD.match(text, numeral.end)
    return behind is not None and len(behind[1]) > 2 and behind[1][0].isupper() and written not in words.never


def _names(before: str, numeral: Numeral, *, is_apart: bool) -> bool:
    """Whether the word before a number is a label or a name that it numbers."""
    words, plain = number_words(), before.rstrip(".").casefold()
    if plain in words.labels and numeral.shape != "vague":
        return True
    if numeral.shape != "figures" or plain in words.openers or before[-1] in ",;:)" or not is_apart:
        return False
    return any(letter.isupper() for letter in before)


def is_age(text: str, numeral: Numeral, start: int) -> bool:
    """Whether the number is somebody's age: "aged 57", "Maria Ortega, 57, said"."""
    if not 0 < numeral.value < _OLDEST or numeral.value % 1 or numeral.shape == SHARE:
        return False
    before = words_before(text, numeral.start, start, 2)
    if not before:
        return False
    if before[-1].casefold() == "aged" or " ".join(before).casefold() == "age of":
        return True
    name, is_closed = before[-1], text[numeral.end : numeral.end + 1] == ","
    is_beside = len(name) > 2 and name[-1] == "," and name[0].isupper() and name[-2].islower()
    return is_beside and is_closed and numeral.shape == "figures"


_SINGLE_PART = re.compile(r"(?:a |one )?(?:half|quarter|third|[a-z]+th)\Z", re.IGNORECASE)


def is_share(text: str, numeral: Numeral, start: int) -> bool:
    """Whether a part is a share of something: "half of", "a third of", not "first half", "a third term"."""
    words, written = number_words(), text[numeral.start : numeral.end].casefold()
    if text[numeral.end : numeral.end + 1] in ("-", "‑"):
        return False
    if _SINGLE_PART.match(written) is None:
        return True
    before, behind = word_before(text, numeral.start, start), _WORD.match(text, numeral.end)
    if before in words.half_not or (before == "the" and written == "half"):
        return False
    if behind is not None and behind[1].casefold() in words.half_of:
        return True
    return before in words.half_before or (behind is None and written != "half")


def _begins_sentence(text: str, at: int, start: int) -> bool:
    before = text[max(0, at - 2) : at].strip(" \xa0“\"'‘(")
    return at == start or before in ("", ".", "!", "?", ":", "\n", "—", "…")
