"""Numbers in words and figures come to what they were made of, and hostile ones to nothing worse."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.resolve.numerals import numerals

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (10**3, "thousand"))


def _spelt(number: int, joint: str) -> str:
    """The number in words, ``joint`` between the hundreds and what follows them."""
    for scale, name in _SCALES:
        if number >= scale:
            rest = f" {_spelt(number % scale, joint)}" if number % scale else ""
            return f"{_spelt(number // scale, joint)} {name}{rest}"
    if number >= 100:
        rest = f"{joint}{_spelt(number % 100, joint)}" if number % 100 else ""
        return f"{_SMALL[number // 100]} hundred{rest}"
    if number >= 20:
        return _TENS[number // 10 - 2] + (f"-{_SMALL[number % 10]}" if number % 10 else "")
    return _SMALL[number]


def _values(text: str) -> list[float]:
    return [found.value for found in numerals(text, 0, len(text))]


@given(st.integers(0, 10**15 - 1), st.sampled_from((" ", " and ")))
def test_a_number_spelt_out_is_that_number(number: int, joint: str) -> None:
    assert _values(f"It had {_spelt(number, joint)}.") == [number]
    assert _values(_spelt(number, joint).capitalize()) == [number]


@given(st.integers(0, 10**15 - 1))
def test_a_number_in_figures_is_that_number(number: int) -> None:
    assert _values(f"It had {number:,}.") == [number]
    assert _values(f"It had {number}.") == [number]


@given(st.integers(1, 9999), st.sampled_from(("k", "bn", " million", " billion", " trillion")))
def test_a_scale_multiplies_what_stands_before_it(tenths: int, scale: str) -> None:
    factor = {"k": 1e3, "bn": 1e9, "million": 1e6, "billion": 1e9, "trillion": 1e12}[scale.strip()]
    (value,) = _values(f"It cost {tenths / 10}{scale} then")
    assert value == pytest.approx(tenths / 10 * factor)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("three and a half million", 3_500_000),
        ("one million and a half", 1_500_000),
        ("half a million", 500_000),
        ("half a dozen", 6),
        ("a hundred", 100),
        ("two thirds", 2 / 3),
        ("three-quarters", 0.75),
        ("twenty-three fifths", 4.6),
        ("2 1/2", 2.5),
        ("2½", 2.5),
        ("12,34,567.89", 1_234_567.89),
        ("minus five point five", -5.5),
        ("1.3x10^6", 1_300_000),
        ("one in four", 0.25),
        ("22 out of 30", 22 / 30),
    ],
)
def test_ways_to_write_a_number(written: str, value: float) -> None:
    assert _values(f"It is {written}.") == [pytest.approx(value)]


@pytest.mark.parametrize("text", ["9" * 400, "1e99 trillion " * 3, "1/0", "2 1/0", "0^-1", "one over zero"])
def test_what_is_beyond_all_counting_is_left_out(text: str) -> None:
    assert all(abs(value) <= 1e30 for value in _values(text))
