"""Labels are the annotators' words, in IOBES and BIO."""

from dataclasses import replace
from random import Random

import pytest

from onrecord.analyse.tags import BEGIN, END, INSIDE, NAME_BEGIN, NAME_END, SINGLE, Kind, Role
from onrecord.network.session import WEIGHTS
from onrecord.network.wordpiece import WordPiece, vocabulary
from onrecord.train import labelled
from onrecord.train.labelled import IGNORED, NONE, Labelled, examples
from onrecord.train.marked import Marked
from tests.train.marked_texts import TEXT, article, place, statement


@pytest.fixture(scope="module")
def wordpiece() -> WordPiece:
    return vocabulary(WEIGHTS / "en" / "vocabulary.txt")


def tagged(text: str, found: Labelled) -> list[tuple[str, int]]:
    pairs = zip(found.tokens.spans, found.outer.tags, strict=True)
    return [(text[start:end], tag) for (start, end), tag in pairs if tag]


def word(found: Labelled, text: str, words: str) -> int:
    return [start for start, _ in found.tokens.spans].index(text.index(words))


def test_spans_begin_and_end(wordpiece: WordPiece) -> None:
    found = labelled.labelled(article(), wordpiece)
    assert tagged(TEXT, found)[:7] == [
        ("The", BEGIN[Role.SOURCE]),
        ("mayor", END[Role.SOURCE]),
        ("said", SINGLE[Role.CUE]),
        ("the", BEGIN[Role.CONTENT]),
        ("bridge", INSIDE[Role.CONTENT]),
        ("is", INSIDE[Role.CONTENT]),
        ("safe", END[Role.CONTENT]),
    ]


def test_words_point_at_their_cue_and_the_cue_at_its_source(wordpiece: WordPiece) -> None:
    found = labelled.labelled(article(), wordpiece)
    cue = word(found, TEXT, "said")
    assert {found.outer.cue_of[word(found, TEXT, words)] for words in ("The mayor", "bridge is", "safe")} == {
        cue
    }
    assert found.outer.source_of[cue] == word(found, TEXT, "The mayor")


def test_a_cue_without_a_source_learns_to_point_at_none(wordpiece: WordPiece) -> None:
    text = "The bridge is said to be safe."
    one = Marked("a", "", text, [statement(text, "", "said", "The bridge", "to be safe")])
    found = labelled.labelled(one, wordpiece)
    assert found.outer.source_of[word(found, text, "said")] == NONE


def test_what_is_doubted_gives_nothing_to_learn(wordpiece: WordPiece) -> None:
    doubting = replace(article(), outer=[], doubted=[place(TEXT, "the bridge is safe")])
    found = labelled.labelled(doubting, wordpiece)
    words = [TEXT[slice(*span)] for span in found.tokens.spans]
    ignored = [word for word, tag in zip(words, found.outer.tags, strict=True) if tag == IGNORED]
    assert ignored == ["the", "bridge", "is", "safe"]


def test_names_begin_and_end(wordpiece: WordPiece) -> None:
    named = replace(article(), names=[(place(TEXT, "Anna Weber"), Kind.PERSON)], doubted_names=[])
    found = labelled.labelled(named, wordpiece)
    first = word(found, TEXT, "Anna Weber")
    assert list(found.names[first : first + 2]) == [NAME_BEGIN[Kind.PERSON], NAME_END[Kind.PERSON]]
    assert sum(map(bool, found.names)) == 2


def test_a_window_keeps_only_targets_that_it_holds(wordpiece: WordPiece) -> None:
    text = "\n\n".join(
        f"The mayor of town {number} said that bridge {number} is safe." for number in range(80)
    )
    outer = [
        statement(text, f"The mayor of town {number} ", "said", f"bridge {number} is safe")
        for number in range(80)
    ]
    found = examples(Marked("a", "", text, outer), wordpiece, Random(1))
    assert len(found) > 2
    for example in found:
        reach = range(len(example.first))
        for target in (*example.outer.cue_of, *example.outer.source_of):
            assert target in reach or target in (IGNORED, NONE)
