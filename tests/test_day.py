"""Days as they are printed, in the languages that databases write."""

from __future__ import annotations

import pytest

from onrecord.day import day_in


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("jeudi 5 octobre 2013", "2013-10-05"),
        ("1er mars 2012", "2012-03-01"),
        ("7. März 2025 Freitag", "2025-03-07"),
        ("5 de octubre de 2013", "2013-10-05"),
        ("12 April 2013 Tuesday", "2013-04-12"),
        ("2013年10月5日", "2013-10-05"),
        ("maandag 3 mei 2021", "2021-05-03"),
    ],
)
def test_a_day_is_read_in_its_language(line: str, day: str) -> None:
    found = day_in(line)
    assert found is not None
    assert found.value.isoformat() == day


@pytest.mark.parametrize("line", ["03/04/2012", "30 février 2012", "mars 2012", "in march 201"])
def test_what_is_no_full_day_is_none(line: str) -> None:
    assert day_in(line) is None
