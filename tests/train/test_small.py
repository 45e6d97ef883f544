"""Which words news writes small, counted where a capital would be the word's own."""

from onrecord.train.small import small

OFTEN = 20


def listed(*sentences: str) -> list[str]:
    return small("\n".join(sentences) for _ in range(OFTEN))


def test_a_word_within_sentences_is_small() -> None:
    assert "otherwise" in listed("It was said otherwise by some.")


def test_a_capital_at_the_head_of_a_sentence_tells_nothing() -> None:
    assert "otherwise" in listed("Otherwise nothing happened.", "It was said otherwise by some.")


def test_a_capital_within_a_sentence_is_a_names() -> None:
    assert "rose" not in listed("She saw that Rose left.", "He saw that prices rose again.")


def test_a_capital_before_another_is_not_the_words_own() -> None:
    assert "internal" in listed("It went to the Internal Revenue Service.", "It was for internal use.")


def test_a_headline_tells_nothing() -> None:
    assert "ferry" not in listed("The harbour Wants Every Single Ferry There")


def test_a_rare_word_is_left_out() -> None:
    assert small(["It was said otherwise by some."]) == []
