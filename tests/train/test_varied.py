"""A careless copy says the same."""

from random import Random

import pytest

from onrecord.analyse.tags import Role
from onrecord.train.varied import varied
from tests.train.marked_texts import article


@pytest.mark.parametrize("seed", range(60))
def test_only_marks_blanks_and_capitals_differ(seed: int) -> None:
    before, after = article(), varied(article(), Random(seed))

    def letters(text: str) -> str:
        return "".join(letter for letter in text.lower() if letter.isalnum())

    assert letters(after.text) == letters(before.text)
    for old, new in zip(before.outer, after.outer, strict=True):
        for role in Role:
            assert [letters(after.text[slice(*at)]) for at in new[role]] == [
                letters(before.text[slice(*at)]) for at in old[role]
            ]


def test_each_way_happens() -> None:
    texts = [varied(article(), Random(seed)).text for seed in range(60)]
    assert any('"We saw cracks,"' in text for text in texts)
    assert any(" We saw cracks," in text for text in texts)
    assert any(text.startswith("BRIDGE SHUT") for text in texts)
    assert len(set(texts)) > 4
