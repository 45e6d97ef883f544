"""Dumps as people bring them, and what should come of each: `cases/*.txt`."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..cases import Case, cases
from .shown import shown, tidied

CASES = [case for path in sorted(Path(__file__).with_name("cases").glob("*.txt")) for case in cases(path)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title.strip())
def test_a_dump_is_taken_apart_as_the_case_says(case: Case) -> None:
    assert list(shown(tidied(case.text))) == case.expected
