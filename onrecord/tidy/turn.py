"""Tell where a text without marks turns from one article to the next: by its headings and by its words."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from onrecord.tidy.dateline import dateline_end
from onrecord.tidy.lines import Line
from onrecord.tidy.masthead import is_byline, number
from onrecord.tidy.prose import has_final_stop, is_heading, is_prose
from onrecord.tidy.trees import told

_WORD = re.compile(r"[^\W\d_]{4,}")
# Seven letters stand for a word's inflections ("sanction", "sanctions", "sanctioned").
_STEM = 7
# How many words are looked at on either side of a line (TextTiling's block), how many close to it, and far.
_BLOCK, _NEAR_BLOCK, _WIDE_BLOCK = 120, 50, 250
# Nor are more lines than this looked at, however few words they have.
MOST_LINES = 100
# Kinship inside one article, to hold the line's against, is measured this many lines above and below it.
_ASTRIDE = 4
_LONGEST_TITLE = 170
# What ends an article rather than opening one.
CLOSING = re.compile(
    r"contributed to|copyright|©|https?://|click here|newsletter|reporting by|editing by|rights reserved"
    r"|subscribe|read more|follow (?:him|her|us|them|on|@)|@\w"
    r"|is an? (?:\w+ )?(?:columnist|professor|fellow|writer)",
    re.IGNORECASE,
)
# What has the form of a headline inside an article: captions, prompts to share, corrections.
_ASIDE = re.compile(
    r"\A(?:updated?\b|advertisement|photo|image|enlarge|read\b|related|watch\b|sign up|share\b|file\b|caption"
    r"|see also|editors?\b|this article|story highlights|download|with assistance|get the|listen|join|more:"
    r"|follow|write to|featured|distributed by|\(h/t|just watched|full coverage|like what you)"
    r"|©|getty|reuters\)|\(ap|photo|associated press|contributed|https?://|share tweet|\bon scribd|\w@\w"
    r"|on twitter|vote now|vote here|\breplay\b|\bwires\Z",
    re.IGNORECASE,
)
# A word with a capital inside a text: mostly a name.
_NAME = re.compile(r"\b[A-Z][a-z’'-]{2,}")
# Who is told of first is told of by both names, later by one.
_FULL_NAME = re.compile(r"\b[A-Z][a-z]{2,} (?:[A-Z]\. )?[A-Z][a-z]{2,}")


class Signs(NamedTuple):
    """What speaks for an article's beginning at a line that looks like a headline, or against it."""

    kinship: float
    kinship_near: float
    kinship_aside: float
    own_below: float
    own_above: float
    names_below: float
    names_above: float
    new_names: float
    capitals: float
    length: float
    few_words: float
    quoted: float
    prose_below: float
    stop_above: float
    colon_above: float
    closing_above: float
    heading_above: float
    kinship_wide: float
    dateline_below: float
    byline_below: float
    introduced_below: float


class Words:
    """The different words of each line, and how much each of them weighs in this text."""

    def __init__(self, page: list[Line]) -> None:
        self.of_line = [frozenset(w[:_STEM].lower() for w in _WORD.findall(line.text)) for line in page]
        spread = Counter(word for words in self.of_line for word in words)
        # Inverse paragraph frequency: what every paragraph says tells no article from another.
        self.weight = {word: math.log((len(page) + 1) / count) for word, count in spread.items()}

    def kinship(self, above: int, below: int, block: int = _BLOCK) -> float:
        """How much the lines before ``above`` share with those from ``below`` on: 0 nothing, 1 all."""
        before = self._block(range(above - 1, -1, -1), block)
        after = self._block(range(below, len(self.of_line)), block)
        scale = math.sqrt(self.heft(before) * self.heft(after))
        return self.heft(before & after) / scale if scale else 0.0

    def heft(self, words: Iterable[str]) -> float:
        """What the words weigh together."""
        return sum(self.weight[word] for word in words)

    def _block(self, indices: Iterable[int], size: int) -> set[str]:
        block: set[str] = set()
        seen = 0
        for index in islice(indices, MOST_LINES):
            if seen >= size:
                break
            block |= self.of_line[index]
            seen += len(self.of_line[index])
        return block


def looks_like_headline(text: str) -> bool:
    """Whether the line has the form of a headline, and not that of a caption, byline or prompt."""
    return (
        len(text) <= _LONGEST_TITLE
        and is_heading(text)
        and len(text.split()) >= 3
        and number(text) is None
        and not is_byline(text)
        and not _ASIDE.search(text)
    )


def could_open(page: list[Line], index: int) -> bool:
    """Whether the line looks like a headline and an article's prose comes soon after it."""
    above = page[index - 1].text if index else ""
    return (
        any(is_prose(line.text) for line in page[index + 1 : index + 6])
        and above != page[index].text
        and looks_like_headline(page[index].text)
    )


def signs(page: list[Line], words: Words, index: int) -> Signs:
    """The signs at a line that could open an article and is neither the first nor the last."""
    text, above = page[index].text, page[index - 1].text
    own = words.of_line[index]
    heft = words.heft(own) or 1.0
    near_below = frozenset().union(*words.of_line[index + 1 : index + 6])
    near_above = frozenset().union(*words.of_line[max(0, index - 5) : index])
    names, names_below, names_above = (
        _names([text]),
        _names_of(page, index + 1, index + 7),
        _names_of(page, index - 6, index),
    )
    long_words = [word for word in text.split() if word[0].isalpha() and len(word) > 3]
    opening = page[index + 1 : index + 4]
    inside = max(1, index - _ASTRIDE), min(len(page) - 1, index + 1 + _ASTRIDE)
    return Signs(
        kinship=words.kinship(index, index + 1),
        kinship_near=words.kinship(index, index + 1, _NEAR_BLOCK),
        kinship_aside=sum(words.kinship(line, line) for line in inside) / 2,
        own_below=words.heft(own & near_below) / heft,
        own_above=words.heft(own & near_above) / heft,
        names_below=_share(names, names_below),
        names_above=_share(names, names_above),
        new_names=1 - _share(names_below, names_above) if names_below else 0.0,
        capitals=sum(word[0].isupper() for word in long_words) / max(1, len(long_words)),
        length=len(text) / 100,
        few_words=max(0.0, 7 - len(text.split())) / 4,
        quoted=float(text[0] in "\"“‘'"),
        prose_below=float(is_prose(page[index + 1].text)),
        stop_above=float(has_final_stop(above)),
        colon_above=float(above.endswith(":")),
        closing_above=float(CLOSING.search(above[-300:]) is not None),
        heading_above=float(could_open(page, index - 1)),
        kinship_wide=words.kinship(index, index + 1, _WIDE_BLOCK),
        dateline_below=float(any(dateline_end(line.text[:200]) is not None for line in opening)),
        byline_below=float(any(is_byline(line.text) for line in opening)),
        introduced_below=float(sum(len(_FULL_NAME.findall(line.text[:2000])) for line in opening)),
    )


def _names_of(page: list[Line], first: int, end: int) -> set[str]:
    return _names(line.text for line in page[max(0, first) : end])


def _names(texts: Iterable[str]) -> set[str]:
    # A paragraph's first 2,000 characters will do, so that one endless line costs no more than another.
    return {name for text in texts for name in _NAME.findall(text[:2000])}


def _share(of: set[str], other: set[str]) -> float:
    return len(of & other) / max(1, len(of))


def odds(page: list[Line], words: Words, index: int) -> float:
    """The log odds that an article begins at the line rather than a section of the one above."""
    return told("headlines").odds(signs(page, words, index))
