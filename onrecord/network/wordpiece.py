"""WordPiece of our own: the pieces of one word, as BERT's uncased tokenizer cuts it.

Greedy longest match (Schuster and Nakajima 2012; Devlin et al. 2019). Ours because offsets stay with
the words of the text and nothing has to be carried back through a normaliser; the tests hold it equal
to the reference tokenizer.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

PADDING, UNKNOWN, CLASS, SEPARATOR = "[PAD]", "[UNK]", "[CLS]", "[SEP]"

# As the reference has it: a longer run of letters is no word of any vocabulary.
_LONGEST_WORD = 100
# A word keeps so many pieces; what is cut off is the tail of an address or of a garbled run.
_MOST_PIECES = 12
# Words remembered; a year of news has some 300,000, but nine in ten that one meets are among the commonest.
_MOST_REMEMBERED = 50_000


def vocabulary(path: Path) -> WordPiece:
    """The WordPiece of a vocabulary file: one piece a line, numbered from 0."""
    return WordPiece(path.read_text(encoding="utf-8").rstrip("\n").split("\n"))


class WordPiece:
    """Numbers of a vocabulary's pieces, word by word.

    ``vocabulary`` is its pieces in the order of their numbers. Raises ValueError where it lacks one of
    the four special pieces.
    """

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._numbers = {piece: number for number, piece in enumerate(vocabulary)}
        missing = [piece for piece in (PADDING, UNKNOWN, CLASS, SEPARATOR) if piece not in self._numbers]
        if missing:
            raise ValueError(f"the vocabulary lacks {', '.join(missing)}")
        self.padding = self._numbers[PADDING]
        self.unknown = self._numbers[UNKNOWN]
        self.class_mark = self._numbers[CLASS]
        self.separator = self._numbers[SEPARATOR]
        self._remembered: dict[str, tuple[int, ...]] = {}

    def pieces(self, word: str) -> Sequence[int]:
        """Numbers of the word's pieces: one at least, twelve at most."""
        known = self._remembered.get(word)
        if known is None:
            found = [number for part in _parts(word[: 4 * _LONGEST_WORD]) for number in self._cut(part)]
            known = tuple(found[:_MOST_PIECES]) or (self.unknown,)
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered.clear()
            self._remembered[word] = known
        return known

    def _cut(self, part: str) -> list[int]:
        """The longest piece that the part starts with, then the longest of the rest, and so on."""
        if len(part) > _LONGEST_WORD:
            return [self.unknown]
        numbers: list[int] = []
        start = 0
        while start < len(part):
            prefix = "##" if start else ""
            for end in range(len(part), start, -1):
                number = self._numbers.get(prefix + part[start:end])
                if number is not None:
                    numbers.append(number)
                    start = end
                    break
            else:
                return [self.unknown]
        return numbers


def _parts(word: str) -> list[str]:
    """The word in lower case without accents and controls, cut at marks and between ideographs."""
    parts: list[str] = []
    joins = False
    for letter in unicodedata.normalize("NFD", word):
        category = unicodedata.category(letter)
        if category == "Mn" or category[0] == "C" or letter == "\ufffd":
            continue
        stands_alone = _is_mark(letter, category) or _is_ideograph(letter)
        if joins and not stands_alone:
            parts[-1] += letter.lower()
        else:
            parts.append(letter.lower())
        joins = not stands_alone
    return parts


def _is_mark(letter: str, category: str) -> bool:
    """Punctuation as BERT has it: Unicode's, and whatever of ASCII is neither letter nor digit."""
    return category[0] == "P" or (letter.isascii() and not letter.isalnum())


def _is_ideograph(letter: str) -> bool:
    return any(first <= ord(letter) <= last for first, last in _IDEOGRAPHS)


# The blocks of CJK ideographs that the reference sets apart; kana and hangul are not among them.
_IDEOGRAPHS = (
    (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F), (0x2B920, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F),
)  # fmt: skip
