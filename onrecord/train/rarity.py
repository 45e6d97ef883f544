"""Count how rare words are: `python -m onrecord.train.rarity --articles FILE --hidden FILE… --out FILE`.

What two statements have in common says the more the fewer would have it by chance, so words are weighed by
the share of paragraphs that have them (Sparck Jones, A statistical interpretation of term specificity, 1972).
The table is fixed and ships: were it counted in an archive, each article would change every weight. A line
of the file has the bits, minus the logarithm to the base 2 of that share, and all words of so many bits.
"""

from __future__ import annotations

import argparse
import json
import lzma
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from onrecord.connect.topics import stem, words_of

# A word in fewer paragraphs is as rare as one that is in none: some 7,000 are left of 200,000.
_FEWEST = 100


def main() -> None:
    """Write the table."""
    arguments = asked("python -m onrecord.train.rarity")
    lines = table(part for text in texts(arguments.articles, arguments.hidden) for part in text.split("\n\n"))
    arguments.out.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def asked(program: str) -> argparse.Namespace:
    """What the command line of a program that counts words in articles says."""
    parser = argparse.ArgumentParser(prog=program)
    parser.add_argument("--articles", type=Path, required=True, help="articles, one a line, packed by xz")
    parser.add_argument("--hidden", type=Path, nargs="*", default=[], help="what it measures is not counted")
    parser.add_argument("--out", type=Path, required=True, help="file to write")
    return parser.parse_args()


def texts(articles: Path, hidden: Iterable[Path]) -> Iterator[str]:
    """The texts of a set of articles but for those of which the hidden files speak."""
    out = {identity for path in hidden for identity in _articles_in(path)}
    with lzma.open(articles, "rt", encoding="utf-8") as stream:
        yield from (article["text"] for article in map(json.loads, stream) if article["id"] not in out)


def table(paragraphs: Iterable[str]) -> list[str]:
    """The lines of the table, the commonest words first."""
    counted, all_of_them = Counter[str](), 0
    for paragraph in paragraphs:
        counted.update({stem(word) for word in words_of(paragraph)})
        all_of_them += 1
    by_bits = defaultdict[int, list[str]](list)
    for word, often in counted.items():
        if often >= _FEWEST:
            by_bits[round(math.log2(all_of_them / often))].append(word)
    return [f"{bits} {' '.join(sorted(words))}" for bits, words in sorted(by_bits.items())]


def _articles_in(path: Path) -> Iterator[str]:
    """The ids of the articles that a gold speaks of, an article or a pair a line."""
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        yield from (row["a"]["id"], row["b"]["id"]) if "a" in row else (row["id"],)


if __name__ == "__main__":
    main()
