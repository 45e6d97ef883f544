"""Tell a heading from prose by its form alone: length, first letter, last mark."""

from __future__ import annotations

import re

# Headlines and standfirsts of 4,000 AllSides articles and of the seed stay under 250 characters.
LONGEST_HEADING = 250
# The shortest line that counts as a paragraph: 97 in 100 headlines are shorter, most captions too.
SHORTEST_PROSE = 100

_CLOSERS = "”’\"')]»"
# "in Washington, D.C.", "Trump Jr.": the full stop is the word's, not the sentence's.
_ABBREVIATED = re.compile(r"(?:\b[A-Z]\.){2,}\Z|\b(?:Jr|Sr|Inc|Co|Corp|Ltd|St|Bros|vs|No)\.\Z")
_OPENERS = "“‘\"'«„¿¡([#$€£"


def has_final_stop(text: str) -> bool:
    """Whether a sentence ends with the text, closing quotation marks aside."""
    bare = text.rstrip(_CLOSERS)
    return bare[-1:] in tuple(".!?…。！？।۔؟") and _ABBREVIATED.search(bare[-12:]) is None


def is_heading(text: str) -> bool:
    """Whether the text has the form of a headline or standfirst: it begins high and ends open.

    A question may head an article, as may an exclamation; a full stop, comma or colon may not.
    """
    if not 8 <= len(text) <= LONGEST_HEADING:
        return False
    bare = text.lstrip(_OPENERS)
    if not bare or bare[0].islower() or not any(letter.isalpha() for letter in bare):
        return False
    end = text.rstrip(_CLOSERS)
    open_ended = end[-1:] not in tuple(".…:;,。।۔") or _ABBREVIATED.search(end[-12:]) is not None
    return open_ended and " " in text


def is_prose(text: str) -> bool:
    """Whether the text is long enough for a paragraph."""
    return len(text) >= SHORTEST_PROSE
