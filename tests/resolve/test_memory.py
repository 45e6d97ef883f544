"""What is remembered stays small."""

from __future__ import annotations

from onrecord.resolve import memory
from onrecord.resolve.memory import Remembered


def test_the_same_words_are_worked_out_once() -> None:
    asked: list[str] = []

    def make(word: str) -> str:
        asked.append(word)
        return word.upper()

    made = Remembered(make)
    assert [made["one"], made["two"], made["one"]] == ["ONE", "TWO", "ONE"]
    assert asked == ["one", "two"]


def test_it_never_holds_more_than_it_may_and_still_answers(monkeypatch) -> None:
    monkeypatch.setattr(memory, "_MOST", 10)
    made = Remembered(len)
    sizes = []
    for number in range(35):
        assert made[str(number) * 3] == 3 * len(str(number))
        sizes.append(len(made))
    assert max(sizes) == 10
    assert sizes[-1] < 10


def test_what_is_longer_than_any_name_is_answered_and_not_kept() -> None:
    made = Remembered(len)
    assert made["a" * 80] == 80
    assert made["a" * 81] == 81
    assert list(made) == ["a" * 80]


def test_of_several_words_all_letters_count() -> None:
    made = Remembered(len)
    assert made[("a" * 40, "b" * 40)] == 2
    assert made[("a" * 40, "b" * 41)] == 2
    assert list(made) == [("a" * 40, "b" * 40)]
