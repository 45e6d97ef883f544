"""What the network is told of each word beside its pieces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.analyse.quotations import inside
from onrecord.network.windows import Tokens
from onrecord.network.words import letter_case
from onrecord.record import Span


@dataclass(frozen=True, slots=True)
class Features:
    """One number a word: the case of its letters (0 to 5), and whether it stands in quotation marks."""

    letter_cases: Sequence[int]
    quoted: Sequence[bool]


def features(text: str, tokens: Tokens, marked: Sequence[Span]) -> Features:
    """The features of the text's words; ``marked`` are its quotations."""
    return Features(
        [letter_case(text[start:end]) for start, end in tokens.spans], inside(tokens.spans, marked)
    )
