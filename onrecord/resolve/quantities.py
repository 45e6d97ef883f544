"""What a text counts and measures: numbers with their unit, their range and how exact they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from .counted import attribute, counted
from .lexicon import lexicon, number_words
from .numerals import Numeral, numerals
from .units import Unit, rate_behind, sign_before, unit_behind

if TYPE_CHECKING:
    from collections.abc import Iterator

_BEHIND = 48  # characters in which a unit and what is counted are looked for
_BEFORE = 28
SHARE = "share"


class Quantity(NamedTuple):
    """A number in a text with what it is a number of.

    ``start`` and ``end`` take in the words for how exact it is, the unit and what is counted. ``to`` is where
    a range ends. ``unit`` is a currency's ISO code or coin, "%", "share", a measure, the noun counted, or a
    rate of one of them ("USD per barrel"). ``kind`` says which: "money", "coin", "percent", "share", "time", "age",
    "measure", "count", or "" where it stands alone. ``is_passing``: "one" of something, or a number that nobody
    counted ("thousands").
    """

    start: int
    end: int
    value: float
    to: float | None
    unit: str | None
    kind: str
    is_approximate: bool
    is_passing: bool


class _Found(NamedTuple):
    """A numeral with its unit; ``first`` and ``last`` bound what is written of both."""

    numeral: Numeral
    first: int
    last: int
    value: float
    unit: str | None
    kind: str


def quantities(text: str, start: int, end: int) -> Iterator[Quantity]:
    """What is counted and measured between two positions, in order and apart from each other."""
    held: _Found | None = None
    unit: tuple[str | None, str] = None, ""
    for numeral in numerals(text, start, end):
        if held is not None and numeral.start < held.last:
            continue
        if _hangs_on(text, numeral, held.last if held else 0):
            continue
        found = _found(text, numeral, start, end)
        if found is not None:
            found = _same_again(text, found, unit, start)
            unit = found.unit, found.kind
        if found is not None and held is not None:
            joined = _joined(text, held, found, start)
            if joined is not None:
                yield from joined
                held = None
                continue
        if held is not None:
            yield from _alone(text, held, start)
        held = found
    if held is not None:
        yield from _alone(text, held, start)


def _hangs_on(text: str, numeral: Numeral, last: int) -> bool:
    """Whether a hyphen ties the number to figures that were no quantity: "ISO 3888-2"."""
    before = text[max(0, numeral.start - 2) : numeral.start]
    return len(before) == 2 and before[1] in "-–" and before[0].isdigit() and last != numeral.start - 1


def _same_again(text: str, found: _Found, unit: tuple[str | None, str], start: int) -> _Found:
    """The number with the unit of the one before, where it is only set against that: "up from 2.4 million"."""
    if found.kind or found.numeral.shape != "figures":
        return found
    before = " ".join(_words_before(text, found.first, start, 2)).casefold()
    is_part = before.endswith("including")
    return found._replace(unit=unit[0], kind=unit[1]) if is_part or before in _AGAINST else found


_AGAINST = {"up from", "down from", "compared with", "compared to", "instead of", "rather than"}


# a numeral and its unit


def _found(text: str, numeral: Numeral, start: int, end: int) -> _Found | None:
    limit = min(end, numeral.end + _BEHIND)
    sign = sign_before(text, numeral.start, start)
    if sign is None and not _stands_free(text, numeral, start):
        return None
    is_figures = numeral.shape == "figures" or text[numeral.end - 1].isdigit()
    unit = unit_behind(text, numeral.end, limit, is_figures=is_figures)
    if sign is not None:
        return _money(text, numeral, sign, unit, limit)
    if unit is None and _is_elsewhere(text, numeral, start, end):
        return None
    if unit is None and numeral.suffix in ("m", "mm") and counted(text, numeral.end, limit, 2) is None:
        unit = Unit(numeral.end, numeral.end, numeral.suffix, "measure", numeral.base / numeral.value)
    if unit is None:
        return _counting(text, numeral, start, limit)
    return _measured(text, numeral, unit, limit)


def _money(text: str, numeral: Numeral, sign: Unit, unit: Unit | None, limit: int) -> _Found:
    """An amount behind its sign; the currency may be named once more behind it."""
    last = unit.end if unit is not None and unit.kind == "money" else numeral.end
    land = _LAND.match(text, last, limit)
    last = land.end() if land else last
    name = unit.name if unit is not None and unit.kind == "money" and sign.name == "USD" else sign.name
    rate = rate_behind(text, last, limit)
    last, name = (rate[0], f"{name} per {rate[1]}") if rate else (last, name)
    value = numeral.value * sign.factor
    if text[max(0, sign.start - 1) : sign.start] in ("-", "−") and not text[max(0, sign.start - 2)].isalnum():
        value = -value
    return _Found(numeral, sign.start, last, value, name, "money")


def _measured(text: str, numeral: Numeral, unit: Unit, limit: int) -> _Found | None:
    name, kind, value = unit.name, unit.kind, numeral.value * unit.factor
    if name == "pounds" and numeral.factor >= 1e6:
        name, kind = "GBP", "money"
    inches = _INCHES.match(text, unit.end, limit) if name == "feet" else None
    if inches is not None:
        return _Found(numeral, numeral.start, inches.end(), value + float(inches[1]) / 12, name, kind)
    scale = _SCALE.match(text, unit.end, limit) if kind == "money" and numeral.factor == 1 else None
    if scale is not None:
        return _Found(numeral, numeral.start, scale.end(), value * _scale(scale[1]), name, kind)
    rate = rate_behind(text, unit.end, limit)
    if rate is not None:
        return _Found(numeral, numeral.start, rate[0], value, f"{name} per {rate[1]}", kind)
    return _Found(numeral, numeral.start, unit.end, value, name, kind)


_LAND = re.compile(r"[ \xa0](?:US|U\.S\.)(?![^\W_])")
_INCHES = re.compile(
    r"[ \xa0-]?(?:and[ \xa0])?(\d{1,2}(?:\.\d+)?)[ \xa0-]?(?:inch(?:es)?|ins?|″|\")(?![^\W_])"
)
_SCALE = re.compile(r"[ \xa0](million|billion|trillion)(?![^\W_])")


def _scale(word: str) -> float:
    return number_words().scales[word]


def _counting(text: str, numeral: Numeral, start: int, limit: int) -> _Found | None:
    """A number of things, or one that stands alone."""
    if numeral.shape == SHARE:
        return (
            _Found(numeral, numeral.start, numeral.end, numeral.value, SHARE, SHARE)
            if _is_share(text, numeral, start)
            else None
        )
    if _is_age(text, numeral, start):
        return _Found(numeral, numeral.start, numeral.end, numeral.value, "years old", "age")
    noun = counted(text, numeral.end, limit, numeral.value)
    if _names(text, numeral, start, noun is not None):
        return None
    if noun is None and numeral.shape == "figures":
        noun = attribute(text, numeral.end, limit)
    if noun is None:
        return _Found(numeral, numeral.start, numeral.end, numeral.value, None, "")
    rate = rate_behind(text, noun.end, limit)
    last, name = (rate[0], f"{noun.name} per {rate[1]}") if rate else (noun.end, noun.name)
    return _Found(numeral, numeral.start, last, numeral.value, name, "count")


def _is_age(text: str, numeral: Numeral, start: int) -> bool:
    """Whether the number is somebody's age: "aged 57", "Maria Ortega, 57, said"."""
    if not 0 < numeral.value < 120 or numeral.value % 1:
        return False
    before = _words_before(text, numeral.start, start, 1)
    if not before or numeral.shape == "share":
        return False
    is_beside = before[0].endswith(",") and before[0][:1].isupper() and before[0][-2].islower()
    is_closed = text[numeral.end : numeral.end + 1] == ","
    if (
        " ".join(["", *_words_before(text, numeral.start, start, 2)])
        .casefold()
        .endswith((" aged", " age of"))
    ):
        return True
    return is_beside and is_closed and numeral.shape == "figures"


_AFTER_OF = re.compile(r"[ \xa0]of[ \xa0]")


def _is_share(text: str, numeral: Numeral, start: int) -> bool:
    """Whether a part is a share of something: "half of", "a third of", not "the first half", "a third term"."""
    words, written = number_words(), text[numeral.start : numeral.end].casefold()
    if text[numeral.end : numeral.end + 1] in ("-", "‑"):
        return False
    if not written.endswith(("half", "quarter", "th", "third", "fth", "rd")) or " " in written.removeprefix(
        "a "
    ).removeprefix("one "):
        return True
    before, behind = _word_before(text, numeral.start, start), _WORD.match(text, numeral.end)
    if before in words.half_not or (before == "the" and written == "half"):
        return False
    if behind is None:
        return written != "half" or before in (
            "by",
            "than",
            "about",
            "nearly",
            "almost",
            "over",
            "in",
            "roughly",
        )
    return behind[1].casefold() in words.half_of or f"{before}" in (
        "than",
        "nearly",
        "almost",
        "about",
        "over",
        "roughly",
    )


_WORD = re.compile(r"[ \xa0]([^\W\d_]+)")


# what is no figure


def _stands_free(text: str, numeral: Numeral, start: int) -> bool:
    """Whether a number without a sign is none that hangs on other letters: "F-16", "SCP-173", "1:30"."""
    before = text[max(0, numeral.start - 1) : numeral.start] or " "
    behind = text[numeral.end : numeral.end + 2]
    if before.isalnum() or before in "_#@/:.^" or (before == "(" and behind[:1] == ")"):
        return False
    if (
        numeral.shape == "figures"
        and text[numeral.end - 1].isdigit()
        and re.match(
            r"(?:st|nd|rd|th|s|’s|'s)(?![^\W_])|[:@/]\d|\.\d",
            behind + text[numeral.end + 2 : numeral.end + 3],
        )
    ):
        return False
    if before in "-–" and text[max(0, numeral.start - 2)].isalpha() and text[numeral.start] not in "-−":
        return _word_before(text, numeral.start - 1, start) in _PREFIXES or numeral.shape != "figures"
    return True


_PREFIXES = {
    "sub",
    "now",
    "to",
    "minus",
    "plus",
    "under",
    "over",
    "then",
    "pre",
    "post",
    "mid",
    "a",
    "per",
    "an",
}
_CLOCK = re.compile(r"(?::\d\d|\.\d\d)?[ \xa0]?(?:[ap]\.?m\b|[AP]\.?M\b|GMT\b|o[’']clock|hrs\b)")
_DAY = re.compile(r"[ \xa0](?:of[ \xa0])?([A-Z][a-z]+)")
_PHONE = re.compile(r"[-.–]\d{3,4}(?!\d)")


def _is_elsewhere(text: str, numeral: Numeral, start: int, end: int) -> bool:
    """Whether a number without a unit is a time of the day, a day, a year, a telephone's, or a word of a name."""
    written = text[numeral.start : numeral.end]
    if numeral.shape == "words" and numeral.value == 1 and _is_somebody(text, numeral, start):
        return True
    if (
        numeral.shape in ("words", "vague")
        and written[0].isupper()
        and not _begins_sentence(text, numeral.start, start)
    ):
        return True
    if numeral.shape == "words":
        return _word_before(text, numeral.start, start) in number_words().labels
    if numeral.shape == SHARE:
        return written in number_words().never
    if _CLOCK.match(text, numeral.end, end) or _PHONE.match(text, numeral.end, end):
        return True
    if text[numeral.end : numeral.end + 1].isalpha() and not numeral.suffix:
        return True
    if len(written) > 1 and written[0] == "0" and written[1].isdigit():
        return True
    return _is_day(text, numeral, start) or _is_year(text, numeral, start)


def _is_day(text: str, numeral: Numeral, start: int) -> bool:
    """Whether a month stands beside the number."""
    months = lexicon().months
    before = _words_before(text, numeral.start, start, 1)
    if before and before[0][:1].isupper() and before[0].rstrip(".").casefold() in months:
        return True
    behind = _DAY.match(text, numeral.end)
    return behind is not None and behind[1].casefold() in months and numeral.value <= 31


def _is_year(text: str, numeral: Numeral, start: int) -> bool:
    if not (
        len(text[numeral.start : numeral.end]) == 4
        and 1700 <= numeral.value < 2100
        and numeral.value.is_integer()
    ):
        return False
    is_recent = 1950 <= numeral.value < 2036
    if is_recent or counted(text, numeral.end, numeral.end + _BEHIND, numeral.value) is None:
        return " ".join(_words_before(text, numeral.start, start, 2)).casefold() not in number_words().before
    before = _word_before(text, numeral.start, start)
    return before in _BEFORE_YEARS or before in lexicon().months or before.endswith(("'s", "’s"))


_BEFORE_YEARS = set(
    "the in since of by during from until till before after for his her their its our this early late mid fiscal year to and between through".split()
)


def _is_somebody(text: str, numeral: Numeral, start: int) -> bool:
    """Whether "one" stands for somebody or something, and counts nothing."""
    words = number_words()
    if _word_before(text, numeral.start, start) in words.one_before or text[
        numeral.end : numeral.end + 1
    ] in ("-", "’", "'"):
        return True
    behind = _WORD.match(text, numeral.end)
    return behind is not None and behind[1].casefold() in words.one_after - {"of"}


def _names(text: str, numeral: Numeral, start: int, is_counting: bool) -> bool:  # noqa: FBT001
    """Whether the number belongs to a name: "Section 427", "Boeing 787", "phase 3", "787 Dreamliner"."""
    before = _words_before(text, numeral.start, start, 1)
    words = number_words()
    if before:
        word = before[0].rstrip(".")
        folded = word.casefold()
        if folded in words.labels and numeral.shape != "vague":
            return True
        if (
            numeral.shape == "figures"
            and any(letter.isupper() for letter in word)
            and folded not in words.openers
        ):
            if text[numeral.start - 1] in " \xa0" and before[0][-1] not in ",;:)":
                return True
    if is_counting or numeral.shape != "figures":
        return False
    behind = _WORD.match(text, numeral.end)
    is_name = behind is not None and len(behind[1]) > 2 and behind[1][0].isupper()
    return is_name and numeral.factor == 1 and text[numeral.start : numeral.end].isdigit()


def _begins_sentence(text: str, at: int, start: int) -> bool:
    return (
        text[max(0, at - 2) : at].strip(" \xa0“\"'‘(") in ("", ".", "!", "?", ":", "\n", "—", "…")
        or at == start
    )


def _words_before(text: str, at: int, start: int, count: int) -> list[str]:
    """The words before a position, the nearest last."""
    return text[max(start, at - _BEFORE) : at].replace("\xa0", " ").split()[-count:]


def _word_before(text: str, at: int, start: int) -> str:
    words = _words_before(text, at, start, 1)
    return words[0].strip("“\"'‘(,.;:").casefold() if words else ""


# ranges, and how exact


_JOIN = re.compile(r"(?:[ \xa0]?[-–—−‑][ \xa0]?|-?[ \xa0](?:to|through|or|and)[ \xa0-]|-?[ \xa0]?to-)\Z")


def _joined(text: str, low: _Found, high: _Found, start: int) -> list[Quantity] | None:
    """The range that two make, or both where only their unit or scale is shared; None where nothing joins them."""
    gap = text[low.last : high.first]
    if len(gap) > 6 or _JOIN.match(gap) is None or low.kind == SHARE or high.kind == SHARE:
        return None
    is_from = _word_before(text, low.first, start) in ("from", "between")
    if low.unit is not None and high.unit is None and (is_from or low.kind != "percent") and "and" not in gap:
        high = high._replace(unit=low.unit, kind=low.kind)
    if low.unit is not None and low.unit != high.unit and not (high.unit or "").startswith(low.unit):
        return None
    word = gap.strip(" \xa0-–—−‑")
    if (
        not word
        and low.unit is None
        and high.kind in ("", "money")
        and low.numeral.shape == "figures"
        and high.kind == ""
    ):
        return []  # a result, years, a row of figures
    before = _word_before(text, low.first, start)
    value = _alike(low, high)
    if word == "and" and before != "between":
        if low.unit is not None or high.unit is None:
            return None
        first = _quantity(text, low._replace(unit=high.unit, kind=high.kind), start)
        return [first, _quantity(text, high, start)]
    if (
        word == "or"
        or value > high.value
        or (before == "from" and low.unit is not None and _changes(text, low.first, start))
    ):
        alone = low._replace(unit=low.unit or high.unit, kind=low.kind or high.kind, value=value)
        return [_quantity(text, alone, start), _quantity(text, high, start)]
    made = _quantity(text, high._replace(first=low.first, value=value), start)
    return [made._replace(to=high.value)]


def _alike(low: _Found, high: _Found) -> float:
    """The lower value with the higher one's scale where it has none: "$10 to $15 billion"."""
    factor = high.numeral.factor
    if factor >= 1e3 and low.numeral.factor == 1 and low.value * factor <= high.value:
        return low.value * factor
    return low.value


def _changes(text: str, at: int, start: int) -> bool:
    return bool(number_words().changes & {word.casefold() for word in _words_before(text, at, start, 4)})


def _alone(text: str, found: _Found, start: int) -> Iterator[Quantity]:
    if found.numeral.shape in ("words",) and found.unit is None and not _AFTER_OF.match(text, found.last):
        if found.numeral.value < 1e3:
            return
    yield _quantity(text, found, start)


def _quantity(text: str, found: _Found, start: int) -> Quantity:
    words = number_words()
    before = _words_before(text, found.first, start, 4)
    first, is_approximate = found.first, False
    for count in range(len(before), 0, -1):
        phrase = " ".join(before[-count:]).lstrip('(“"').casefold()
        if phrase in words.before:
            first, is_approximate = _where(text, found.first, before[-count:]), True
            break
    last = found.last
    behind = _AFTER.match(text, last)
    if behind is not None:
        last, is_approximate = behind.end(), True
    is_vague = found.numeral.shape == "vague"
    is_one = found.numeral.shape == "words" and found.numeral.value == 1 and found.kind in ("count", "")
    to = found.value * 10 if is_vague else None
    return Quantity(
        first, last, found.value, to, found.unit, found.kind, is_approximate or is_vague, is_one or is_vague
    )


_AFTER = re.compile(r"[ \xa0](?:or so|or more|or less|or fewer|or higher|and counting|or thereabouts)\b")


def _where(text: str, end: int, words: list[str]) -> int:
    """Where the words begin that end here."""
    at = end
    for word in reversed(words):
        at = text.rindex(word, 0, at)
    return at + len(words[0]) - len(words[0].lstrip('(“"'))
