"""List what news writes small: `python -m onrecord.train.small --articles FILE --hidden FILE… --out FILE`.

A capital at the head of a sentence is the sentence's own, unless the word is a name. Which words are none is
counted where the capital would be theirs: behind a word in small letters.
"""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Iterable

from onrecord.resolve.headlines import is_headline
from onrecord.train.rarity import asked, texts

# A capital before another one may be that of "Internal Revenue Service".
_WITHIN = re.compile(r"(?<=[a-z,] )(?:[a-z]+|[A-Z][a-z]+(?! [A-Z]))\b(?!['’-])")
_LINE = re.compile(r"[^\n]+")
# So often it must stand within a sentence, and with a capital in so few of all places.
_FEWEST, _CAPITALS = 20, 0.05
_LETTERS = 3
_WIDTH = 118


def main() -> None:
    """Write the list."""
    arguments = asked("python -m onrecord.train.small")
    found = small(texts(arguments.articles, arguments.hidden))
    arguments.out.write_text(textwrap.fill(" ".join(found), _WIDTH) + "\n", encoding="utf-8")


def small(texts: Iterable[str]) -> list[str]:
    """The words that stand small within sentences nearly always, in order."""
    written = Counter[str]()
    for text in texts:
        for line in _LINE.finditer(text):
            if not is_headline(text, line.start(), line.end()):
                written.update(_WITHIN.findall(line[0]))
    return sorted(
        word
        for word, often in written.items()
        if word.islower()
        and len(word) >= _LETTERS
        and often >= _FEWEST
        and written[word.capitalize()] <= _CAPITALS * (often + written[word.capitalize()])
    )


if __name__ == "__main__":
    main()
