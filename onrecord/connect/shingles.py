"""The shingles of a text: a number for every five words in a row, and the few of them that stand for it.

Shingles are Broder's (On the resemblance and containment of documents, 1997). Those that stand for a text are
chosen by their own value (Irber et al., FracMinHash, 2022), so that the same words are chosen wherever
they stand: sets that were chosen apart can be joined and compared.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import cast

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.uint32]
Hashes = npt.NDArray[np.int64]

WORDS = 5

# A text is stood for by one shingle of 1, 2, 4, … 32, by 32 to 63 in all; a longer one by one of 32, the
# longest by fewer, so that it comes to 256 to 512.
_FEWEST, _RAREST, _MOST = 32, 5, 512 << 5

# Any odd numbers do: by these, letters are told apart, then words, then the places of words in a shingle.
_BASE = 0x9E3779B97F4A7C15
_PLACES = (0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0xD6E8FEB86659FD93, 0xA0761D6478BD642F, 0xE7037ED1A0B428DB)
# Powers of the base come again after so many letters. A word across such a place is taken for another: five
# shingles of some ten thousand.
_PERIOD = 1 << 16

_NO_WORD, _WORD, _WORD_BY_ITSELF = 0, 1, 2
# Scripts that put no space between words: each letter counts as one.
_UNSPACED = ("CJK UNIFIED", "HIRAGANA", "KATAKANA", "THAI", "LAO", "MYANMAR", "KHMER")


@dataclass(frozen=True, slots=True)
class Shingled:
    """A text's shingles in their order: the number at ``i`` stands for the words ``i`` to ``i + 4``.

    ``chosen`` are those that stand for the text, each once. ``words`` is how many words the text has, 0 where
    it has fewer than five.
    """

    all: Hashes
    chosen: tuple[int, ...]
    words: int


def rarity(words: int) -> int:
    """The upper bits that are 0 in what stands for a text of so many words: the same for all of its length.

    Where one of 32 would be too many, one of more.
    """
    shingles = max(words - WORDS + 1, 1)
    usual = min(max(shingles // _FEWEST, 1).bit_length() - 1, _RAREST)
    return max(usual, _RAREST * (shingles >= _MOST) + (shingles // _MOST).bit_length())


# What is compared is compared with several.
@lru_cache(maxsize=64)
def shingled(text: str) -> Shingled:
    """The shingles of a text, whatever its case and punctuation. Time and memory grow with its length."""
    codes = np.frombuffer(text.lower().encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    words = _words(codes)
    if len(words) < WORDS:
        return Shingled(np.empty(0, np.int64), (), 0)
    last = len(words) - WORDS + 1
    joined = np.zeros(last, np.uint64)
    for place, factor in enumerate(_PLACES):
        joined += words[place : place + last] * np.uint64(factor)
    found = _mixed(joined)
    rare = found[found >> np.uint64(64 - rarity(len(words))) == 0] if rarity(len(words)) else found
    chosen = tuple(sorted(set(rare.view(np.int64).tolist())))
    return Shingled(found.view(np.int64), chosen, len(words))


def _words(codes: Codes) -> npt.NDArray[np.uint64]:
    """A number for each word: its letters as digits (Rabin and Karp), mixed."""
    kinds = _kinds().take(codes)
    is_word = kinds != _NO_WORD
    begins, ends = is_word.copy(), is_word.copy()
    begins[1:] &= ~is_word[:-1]
    ends[:-1] &= ~is_word[1:]
    alone = kinds == _WORD_BY_ITSELF
    if alone.any():
        begins |= alone
        ends |= alone
        begins[1:] |= alone[:-1] & is_word[1:]
        ends[:-1] |= alone[1:] & is_word[:-1]
    starts, stops = np.flatnonzero(begins), np.flatnonzero(ends)
    powers, inverses = _powers()
    digits = powers[: len(codes)] if len(codes) <= _PERIOD else np.resize(powers, len(codes))
    sums = np.zeros(len(codes) + 1, np.uint64)
    np.cumsum(codes * digits, out=sums[1:])
    return _mixed((sums[stops + 1] - sums[starts]) * inverses[starts & (_PERIOD - 1)])


def _mixed(numbers: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Every bit of a number spread over all of it (the end of Steele's SplitMix64, 2014)."""
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(_PLACES[0])
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(_PLACES[1])
    return numbers ^ (numbers >> np.uint64(31))


@cache
def _powers() -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    """The powers of the base from 0, and what undoes each of them."""
    inverse = pow(_BASE, -1, 1 << 64)
    told = []
    for base in (_BASE, inverse):
        powers = np.full(_PERIOD, base, np.uint64)
        powers[0] = 1
        told.append(np.multiply.accumulate(powers))
    return told[0], told[1]


@cache
def _kinds() -> npt.NDArray[np.uint8]:
    r"""Of every character whether it belongs to a word (``\w``), or is one."""
    found = bytearray(0x110000)
    for code in range(0x110000):
        letter = chr(code)
        if letter.isalnum() or letter == "_":
            unspaced = code > 0xDFF and unicodedata.name(letter, "").startswith(_UNSPACED)
            found[code] = _WORD_BY_ITSELF if unspaced else _WORD
    return cast("npt.NDArray[np.uint8]", np.frombuffer(bytes(found), np.uint8))
