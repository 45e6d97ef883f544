"""What a text counts and measures: numbers with their unit, their range and how exact they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .counted import attribute, counted
from .elsewhere import hangs_on, is_age, is_elsewhere, is_name, is_share, stands_free
from .lexicon import number_words
from .numerals import SHARE, numerals
from .ranges import Measured, Quantity, alone, joined
from .units import rate_behind, sign_before, unit_behind
from .wording import words_before

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .numerals import Numeral
    from .units import Unit

_BEHIND = 48  # characters in which a unit and what is counted are looked for
_POUNDS_OF_MONEY = 1e6  # from here on "pounds" are no weight


def quantities(text: str, start: int, end: int) -> Iterator[Quantity]:
    """What is counted and measured between two positions, in order and apart from each other."""
    held: Measured | None = None
    last: Measured | None = None
    for numeral in numerals(text, start, end):
        if held is not None and numeral.start < held.last:
            continue
        if hangs_on(text, numeral, held.last if held is not None else 0):
            continue
        found = _measured(text, numeral, start, end)
        if found is not None:
            found = last = _same_again(text, found, last, start)
        pair = joined(text, held, found, start) if held is not None and found is not None else None
        if pair is not None:
            yield from pair
            held = None
            continue
        if held is not None:
            yield from alone(text, held, start)
        held = found
    if held is not None:
        yield from alone(text, held, start)


def _same_again(text: str, found: Measured, last: Measured | None, start: int) -> Measured:
    """The number with the unit of the one before, where it is set against that: "up from 2.4 million"."""
    if found.kind or last is None or found.numeral.shape != "figures":
        return found
    before = words_before(text, found.first, start, 2)
    is_against = " ".join(before).casefold() in number_words().against or before[-1:] == ["including"]
    return found._replace(unit=last.unit, kind=last.kind) if is_against else found


def _measured(text: str, numeral: Numeral, start: int, end: int) -> Measured | None:
    """The number with its unit; None where it is no figure."""
    limit = min(end, numeral.end + _BEHIND)
    sign = sign_before(text, numeral.start, start)
    if sign is None and not stands_free(text, numeral, start):
        return None
    is_figures = numeral.shape == "figures" or text[numeral.end - 1].isdigit()
    unit = unit_behind(text, numeral.end, limit, is_figures=is_figures)
    if sign is not None:
        return _money(text, numeral, sign, unit, limit)
    if unit is None and is_elsewhere(text, numeral, start, end):
        return None
    if unit is not None:
        return _with_unit(text, numeral, unit, limit)
    if numeral.suffix in ("m", "mm") and counted(text, numeral.end, limit, 2) is None:
        return Measured(numeral, numeral.start, numeral.end, numeral.base, numeral.suffix, "measure")
    return _counting(text, numeral, start, limit)


# "$5 US", "$76 U.S. a barrel"
_LAND = re.compile(r"[ \xa0](?:US|U\.S\.)(?![^\W_])")


def _money(text: str, numeral: Numeral, sign: Unit, unit: Unit | None, limit: int) -> Measured:
    """An amount behind its sign; the currency may be named once more behind it."""
    is_twice = unit is not None and unit.kind == "money"
    name = unit.name if unit is not None and is_twice and sign.name == "USD" else sign.name
    last = unit.end if unit is not None and is_twice else numeral.end
    land = _LAND.match(text, last, limit)
    last = land.end() if land is not None else last
    rate = rate_behind(text, last, limit)
    last, name = (rate[0], f"{name} per {rate[1]}") if rate is not None else (last, name)
    value = numeral.value * sign.factor
    minus = text[max(0, sign.start - 2) : sign.start]
    is_minus = minus[-1:] in ("-", "−") and not minus[:-1].isalnum()
    return Measured(numeral, sign.start, last, -value if is_minus else value, name, "money")


_INCHES = re.compile(
    r"[ \xa0-]?(?:and[ \xa0])?(\d{1,2}(?:\.\d+)?)[ \xa0-]?(?:inch(?:es)?|ins?|″|\")(?![^\W_])"
)
_SCALE = re.compile(r"[ \xa0](million|billion|trillion)(?![^\W_])")


def _with_unit(text: str, numeral: Numeral, unit: Unit, limit: int) -> Measured:
    """The number with the unit behind it, and with what goes on: inches, a scale ("USD million"), a rate."""
    found = Measured(numeral, numeral.start, unit.end, numeral.value * unit.factor, unit.name, unit.kind)
    if unit.name == "pounds" and numeral.factor >= _POUNDS_OF_MONEY:
        found = found._replace(unit="GBP", kind="money")
    inches = _INCHES.match(text, unit.end, limit) if unit.name == "feet" else None
    if inches is not None:
        return found._replace(last=inches.end(), value=found.value + float(inches[1]) / 12)
    scale = _SCALE.match(text, unit.end, limit) if unit.kind == "money" and numeral.factor == 1 else None
    if scale is not None:
        factor = number_words().scales[scale[1]]
        return found._replace(last=scale.end(), value=found.value * factor)
    rate = rate_behind(text, unit.end, limit)
    return found if rate is None else found._replace(last=rate[0], unit=f"{found.unit} per {rate[1]}")


def _counting(text: str, numeral: Numeral, start: int, limit: int) -> Measured | None:
    """A number of things, a share of something, somebody's age, or a number that stands alone."""
    found = Measured(numeral, numeral.start, numeral.end, numeral.value, None, "")
    if numeral.shape == SHARE:
        return found._replace(unit=SHARE, kind=SHARE) if is_share(text, numeral, start) else None
    if is_age(text, numeral, start):
        return found._replace(unit="years old", kind="age")
    noun = counted(text, numeral.end, limit, numeral.value)
    if is_name(text, numeral, start, is_counting=noun is not None):
        return None
    if noun is None and numeral.shape == "figures":
        noun = attribute(text, numeral.end, limit)
    if noun is None:
        return found
    rate = rate_behind(text, noun.end, limit)
    last, name = (rate[0], f"{noun.name} per {rate[1]}") if rate is not None else (noun.end, noun.name)
    return found._replace(last=last, unit=name, kind="count")
