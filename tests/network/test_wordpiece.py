"""Our pieces of a word are the reference tokenizer's."""

import json
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from onrecord.network.session import WEIGHTS
from onrecord.network.wordpiece import WordPiece
from onrecord.network.words import words

VOCABULARY = (WEIGHTS / "en" / "vocabulary.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
SHARED = Path(__file__).parents[3] / "shared"


@pytest.fixture(scope="module")
def ours() -> WordPiece:
    return WordPiece(VOCABULARY)


@pytest.fixture(scope="module")
def reference() -> Tokenizer:
    numbers = {piece: number for number, piece in enumerate(VOCABULARY)}
    tokenizer = Tokenizer(models.WordPiece(numbers, unk_token="[UNK]", max_input_chars_per_word=100))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return tokenizer


def expected(reference: Tokenizer, word: str) -> list[int]:
    """The reference's pieces, at most twelve, at least one."""
    return list(reference.encode(word, add_special_tokens=False).ids)[:12] or [VOCABULARY.index("[UNK]")]


# Letters of Unicode versions that both sides know, in the scripts that names in the news come in.
LETTERS = st.characters(min_codepoint=0x21, max_codepoint=0xFFFF, exclude_categories=["Cs", "Co", "Cn"])


@given(st.text(LETTERS, min_size=1, max_size=30))
def test_any_text_has_the_pieces_of_the_reference(ours: WordPiece, reference: Tokenizer, text: str) -> None:
    for start, end in words(text):
        assert list(ours.pieces(text[start:end])) == expected(reference, text[start:end])


def test_every_piece_of_the_vocabulary_has_the_pieces_of_the_reference(
    ours: WordPiece, reference: Tokenizer
) -> None:
    for piece in VOCABULARY[1000::7]:
        for start, end in words(piece):
            assert list(ours.pieces(piece[start:end])) == expected(reference, piece[start:end])


def test_real_news_has_the_pieces_of_the_reference(ours: WordPiece, reference: Tokenizer) -> None:
    corpus = SHARED / "data" / "polnear" / "dev.jsonl"
    if not corpus.exists():
        pytest.skip("PolNeAR does not lie beside the checkout")
    with corpus.open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in islice(lines, 10)]
    for text in texts:
        for word in {text[start:end] for start, end in words(text)}:
            assert list(ours.pieces(word)) == expected(reference, word)


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("Zelensky", ["ze", "##len", "##sky"]),
        ("Vēstnesis", ["vest", "##nes", "##is"]),
        ("snake_case", ["snake", "_", "case"]),
        ("\u0301", ["[UNK]"]),
        ("a" * 101, ["[UNK]"]),
    ],
)
def test_a_word_is_cut_into_its_longest_known_pieces(ours: WordPiece, word: str, pieces: list[str]) -> None:
    assert [VOCABULARY[number] for number in ours.pieces(word)] == pieces


def test_an_endless_word_has_no_more_than_twelve_pieces(ours: WordPiece) -> None:
    assert len(ours.pieces("_a" * 1_000_000)) <= 12


def test_a_vocabulary_without_its_special_pieces_is_refused() -> None:
    with pytest.raises(ValueError, match=r"\[SEP\]"):
        WordPiece(["[PAD]", "[UNK]", "[CLS]", "the"])
