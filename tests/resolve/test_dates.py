"""Dates as news writes them, reckoned from Friday, 21 February 2025."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.resolve.dates import dates, told

_DAY = date(2025, 2, 21)


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("on Friday", "2025-02-21", "2025-02-21"),
        ("on Thursday night", "2025-02-20", "2025-02-20"),
        ("last Wednesday", "2025-02-12", "2025-02-12"),
        ("this past Friday", "2025-02-14", "2025-02-14"),
        ("on Tuesday of last week", "2025-02-11", "2025-02-11"),
        ("on Wednesday, Feb. 5", "2025-02-05", "2025-02-05"),
        ("on the 3rd of January", "2025-01-03", "2025-01-03"),
        ("on Dec. 31, 1994", "1994-12-31", "1994-12-31"),
        ("on Feb. 29", "2024-02-29", "2024-02-29"),
        ("on Friday the 13th", "2024-12-13", "2024-12-13"),
        ("the day before yesterday", "2025-02-19", "2025-02-19"),
        ("three days ago", "2025-02-18", "2025-02-18"),
        ("two weeks ago", "2025-02-03", "2025-02-09"),
        ("a year ago", "2024-01-01", "2024-12-31"),
        ("earlier in the week", "2025-02-17", "2025-02-23"),
        ("late last month", "2025-01-01", "2025-01-31"),
        ("over the weekend", "2025-02-15", "2025-02-16"),
        ("in March", "2025-03-01", "2025-03-31"),
        ("in August", "2024-08-01", "2024-08-31"),
        ("in mid-June 2016", "2016-06-01", "2016-06-30"),
        ("last November", "2024-11-01", "2024-11-30"),
        ("in June last year", "2024-06-01", "2024-06-30"),
        ("the third quarter", "2024-07-01", "2024-09-30"),
        ("the third quarter of 1984", "1984-07-01", "1984-09-30"),
        ("the first week of October", "2024-09-30", "2024-10-06"),
        ("the week of Feb. 3", "2025-02-03", "2025-02-09"),
        ("in 2016", "2016-01-01", "2016-12-31"),
        ("the early 1990s", "1990-01-01", "1999-12-31"),
        ("next week", "2025-02-24", "2025-03-02"),
        ("tomorrow", "2025-02-22", "2025-02-22"),
    ],
)
def test_what_days_the_words_mean(written: str, first: str, last: str) -> None:
    text = f"It happened {written}."
    ((when, _),) = told(text, 0, len(text), _DAY)
    assert (str(when.first), str(when.last)) == (first, last)
    assert when.span.of(text) == when.text
    assert when.text.strip(".") in written


@pytest.mark.parametrize("written", ["next week", "tomorrow", "on March 3", "the 1990s", "1984", "the year"])
def test_nothing_was_said_on_a_day_to_come_or_in_a_bare_year(written: str) -> None:
    text = f"It happened {written}."
    assert list(dates(text, 0, len(text), _DAY)) == []


@pytest.mark.parametrize(
    "written", ["recently", "a few days ago", "now", "on Feb. 30", "may be", "the march"]
)
def test_what_means_no_day_stays_unknown(written: str) -> None:
    text = f"It happened {written}."
    assert list(told(text, 0, len(text), _DAY)) == []


_WORDS = st.sampled_from(
    "on in the last first week of day Friday May Feb. march 3rd 31 2016 1990s ago two years year month "
    "yesterday this next quarter Q3 , - ' \xa0 of earlier 9999 0".split(" ")
)


@given(st.lists(_WORDS, max_size=20).map(" ".join), st.dates(), st.integers(0, 20))
def test_dates_are_verbatim_apart_and_never_end_before_they_begin(text: str, day: date, start: int) -> None:
    at = start
    for when, _ in told(text, start, len(text), day):
        assert at <= when.span.start
        assert when.span.of(text) == when.text
        assert when.first <= when.last
        at = when.span.end
