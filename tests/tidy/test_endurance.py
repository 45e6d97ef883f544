"""Texts made to be slow: the time grows with the text and not with its square."""

from __future__ import annotations

import time

import pytest

from .shown import tidied

_LINE = "A line that is the same each time it comes, as lines can be"
TEXTS = {
    "one endless line": lambda n: "word " * (40 * n),
    "one endless word": lambda n: "a" * (200 * n),
    "dots": lambda n: "." * (200 * n),
    "opening marks": lambda n: "[(“" * (60 * n),
    "dashes": lambda n: "- " * (100 * n),
    "blank lines": lambda n: "\n" * (100 * n),
    "equal lines": lambda n: f"{_LINE}\n" * n,
    "equal lines, cut": lambda n: f"{_LINE} […]\n" * n,
    "equal lines, cut and whole": lambda n: f"{_LINE} […]\n{_LINE} and longer\n" * n,
    "rules": lambda n: "-----\n" * n,
    "one number": lambda n: "1. Title words are here\n2. Title words again\n" * n,
    "headings": lambda n: "\n\n".join(f"Some Headline Words Here {i}" for i in range(n)),
    "capitals": lambda n: "A." * (100 * n),
}


def _seconds(text: str) -> float:
    start = time.process_time()
    tidied(text)
    return time.process_time() - start


@pytest.mark.parametrize("name", TEXTS)
def test_four_times_the_text_takes_about_four_times_as_long(name: str) -> None:
    small, large = (min(_seconds(TEXTS[name](size)) for _ in range(2)) for size in (750, 3000))
    # A square would make it sixteen; the tenth of a second is for what is too short to measure.
    assert large < 9 * small + 0.1
