"""Lines whose capitals tell nothing of their words."""

from __future__ import annotations

import re

_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_TITLE_CASE = 0.7  # share of capitals among words of four letters or more, from which a line is a headline
_SURE_TITLE_CASE = 0.9  # the same for a line that ends as sentences do, which may be rich in names
_LONGEST = 300  # characters


def is_headline(text: str, start: int, end: int) -> bool:
    """Whether a line is set in title case or capitals, so that they tell nothing of its words.

    With a full stop it is one only where it opens the text: "Anna Weber met Tom Berg." is rich in names.
    """
    line = text[start : min(end, start + _LONGEST + 1)].rstrip()
    is_sentence = line.endswith((".", "”", '"'))
    if len(line) > _LONGEST or (is_sentence and start > 0):
        return False
    long = _LONG_WORD.findall(line)
    if len(long) < 4:
        return False
    capitals = len([word for word in long if word[0].isupper()])
    return capitals >= (_SURE_TITLE_CASE if is_sentence else _TITLE_CASE) * len(long)
