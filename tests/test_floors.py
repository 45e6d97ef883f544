"""A floor rises by a command and falls only with a decision record."""

import tomllib

import pytest

from evaluation.floors import FLOORS, lowers, moved

TEXT = """[data]
"a.jsonl" = "12"

[speed]    # of reading
# why
"a second" = 10    # here
wrong = [0.0, 0.06]

[other]
"a second" = 1
"""


def test_a_floor_may_rise_and_a_most_may_fall() -> None:
    assert not lowers(10, 11)
    assert not lowers([0.0, 0.06], 0.05)
    assert not lowers(None, 0.1)
    assert not lowers("12", "12")


def test_a_floor_that_would_fall_is_told() -> None:
    assert lowers(10, 9.9)
    assert lowers([0.0, 0.06], 0.07)
    assert lowers("12", "13")


@pytest.mark.parametrize(
    ("part", "name", "value", "becomes"),
    [
        ("speed", "a second", 12.5, 12.5),
        ("speed", "wrong", 0.04, [0.0, 0.04]),
        ("data", "a.jsonl", "34", "34"),
    ],
)
def test_only_that_line_changes(part: str, name: str, value: float | str, becomes: object) -> None:
    after = moved(TEXT, part, name, value)
    expected = tomllib.loads(TEXT)
    expected[part][name] = becomes
    assert tomllib.loads(after) == expected
    assert after.count("#") == TEXT.count("#")


def test_a_new_figure_is_put_at_the_end_of_its_table() -> None:
    assert tomllib.loads(moved(TEXT, "speed", "a day", 7.0))["speed"]["a day"] == 7.0
    with pytest.raises(KeyError):
        moved(TEXT, "no such table", "a day", 7.0)


def test_the_floors_can_be_moved() -> None:
    text = FLOORS.read_text(encoding="utf-8")
    for part, figures in tomllib.loads(text).items():
        for name, old in figures.items():
            value = old[1] if isinstance(old, list) else old
            assert tomllib.loads(moved(text, part, name, value)) == tomllib.loads(text)
