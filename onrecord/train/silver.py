"""Let a network that was trained before mark texts: whole articles, and what is said inside what is said.

`python -m onrecord.train.silver --start FOLDER --polnear FILE --named FILE --articles FILE --hidden FILE
--out FILE`

Self-training (Yarowsky 1995; Xie et al. 2020): what the teacher is sure of is learned from as if people had
marked it, what it is not sure of is neither a yes nor a no. A statement's content is read as a text of its
own; what is found there stands inside. The file has one text a line: `{"id", "text" (of articles alone),
"outer", "inner", "doubted", "doubted_inside"}`, spans as half-open code points; of PolNeAR's documents, whose
outer statements are known, only what stands inside. Run again, it goes on where it stopped.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import lzma
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.analyse.attributions import look, seen_in
from onrecord.analyse.decode import Thresholds
from onrecord.analyse.tags import Role
from onrecord.network.session import Network
from onrecord.network.words import words
from onrecord.record import Attribution
from onrecord.train import names, polnear
from onrecord.train.marked import Place

# A statement with a score from here on is learned from; below it, its words are left out.
_SURE = 0.6
# What is found inside a content is read without what stands around it, so more is asked of it.
_SURE_INSIDE = 0.7
# A word whose likeliest role is less likely than this is left out.
_CLEAR = 0.7
_ARTICLES = 500
_OF_ONE_OUTLET = 75
_SIZES = range(200, 1400)  # words of an article
_RUN = 12  # words that two texts must share in a row to be about the same words
_SHARED = 0.05  # of an article's runs, from which on it counts as known
_FEWEST = 6  # words of a content that could hold a statement


def main() -> None:
    """Mark PolNeAR's documents inside, the texts with marked names, and articles that nobody marked."""
    parser = argparse.ArgumentParser(prog="python -m onrecord.train.silver")
    parser.add_argument("--start", type=Path, required=True, help="folder of the network that marks")
    parser.add_argument("--polnear", type=Path, required=True, help="PolNeAR's train.jsonl")
    parser.add_argument("--named", type=Path, nargs="*", default=[], help="sets whose names are marked")
    parser.add_argument("--articles", type=Path, required=True, help="articles, one a line, packed by xz")
    parser.add_argument("--hidden", type=Path, nargs="+", required=True, help="what articles must not hold")
    parser.add_argument("--out", type=Path, required=True, help="file to write")
    arguments = parser.parse_args()
    teacher = Teacher(Network(arguments.start))
    done = set()
    if arguments.out.exists():
        done = {json.loads(line)["id"] for line in arguments.out.read_text(encoding="utf-8").splitlines()}
    with arguments.out.open("a", encoding="utf-8") as out:
        for identifier, mark in _asked(teacher, arguments):
            if identifier not in done:
                out.write(json.dumps({"id": identifier, **mark()}, ensure_ascii=False) + "\n")
                out.flush()


def _asked(
    teacher: Teacher, arguments: argparse.Namespace
) -> Iterator[tuple[str, Callable[[], dict[str, Any]]]]:
    """The texts by name, each with what has to be done to have it marked."""
    for document in polnear.documents(arguments.polnear):
        contents = [one[Role.CONTENT] for one in document.outer]
        yield document.id, partial(teacher.inside, document.text, contents)
    for text in (text for path in arguments.named for text in names.documents(path)):
        yield text.id, partial(teacher.read, text.text)
    hidden = {
        run for path in [arguments.polnear, *arguments.hidden] for text in _texts(path) for run in _runs(text)
    }
    for identifier, article in chosen(arguments.articles, hidden):
        yield identifier, partial(teacher.read_article, article)


class Teacher:
    """A network that marks texts."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._thresholds = Thresholds(**network.settings["thresholds"])
        self._function_words = frozenset(network.settings["function_words"])

    def read_article(self, text: str) -> dict[str, Any]:
        """Everything in an article, and its text."""
        return {"text": text, **self.read(text)}

    def read(self, text: str) -> dict[str, Any]:
        """Everything in a text."""
        found, doubted = self._look(text, _SURE)
        inside = self.inside(text, [[(span.start, span.end) for span in one.content] for one in found])
        return {"outer": [_spans(one, 0) for one in found], "doubted": doubted, **inside}

    def inside(self, text: str, contents: Iterable[Sequence[Place]]) -> dict[str, Any]:
        """What is said in what is said."""
        inner, doubted = [], []
        for start, end in (_bare(text, *piece) for content in contents for piece in content):
            if len(words(text[start:end])) < _FEWEST:
                continue
            found, unclear = self._look(text[start].upper() + text[start + 1 : end], _SURE_INSIDE)
            inner += [_spans(one, start) for one in found]
            doubted += [[start + left, start + right] for left, right in unclear]
        return {"inner": inner, "doubted_inside": doubted}

    def _look(self, text: str, sure: float) -> tuple[list[Attribution], list[list[int]]]:
        """The statements that are sure, and the spans of which nothing is."""
        sight = look(text, (), self._network)
        outputs = list(sight.outputs)
        whole = replace(sight, outputs=outputs)
        everything, _ = seen_in(text, whole, self._thresholds, self._function_words)
        found = [one for one in everything if one.parent is None]
        doubted = [list(sight.tokens.spans[word]) for word in _unclear(outputs)]
        for one in found:
            if one.score < sure:
                doubted += [[span.start, span.end] for span in (*one.content, *one.cue, *one.source)]
        return [one for one in found if one.score >= sure], doubted


def _unclear(outputs: Sequence[Any]) -> Iterator[int]:
    """The words of whose role the network is not sure, whatever their place in a span."""
    for window, output in outputs:
        shares = np.exp(output.outer.tags)
        each = (shares.shape[1] - 1) // 3
        by_role = shares[:, 1:].reshape(len(shares), 3, each).sum(axis=2)
        likeliest = np.maximum(by_role.max(axis=1), shares[:, 0])
        for word in np.flatnonzero(likeliest < _CLEAR).tolist():
            if window.words.start + word in window.core:
                yield window.words.start + word


def _spans(one: Attribution, start: int) -> dict[str, list[list[int]]]:
    return {
        role: [[start + span.start, start + span.end] for span in getattr(one, role)]
        for role in ("source", "cue", "content")
    }


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """The content without its marks and the "that" that opens it."""
    opening = re.compile(r"(?:that\s+)?[\s“\"'‘]*", re.IGNORECASE).match(text, start, end)
    start = opening.end() if opening else start
    return start, start + len(text[start:end].rstrip("”\"' \n,"))


# articles


def chosen(path: Path, hidden: Set[int]) -> Iterator[tuple[str, str]]:
    """Name and text, the headline as its first line, of articles that share few words with the hidden ones.

    They are drawn by the digest of their name, so many of one outlet at most.
    """
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    articles.sort(key=lambda article: hashlib.sha256(article["id"].encode()).hexdigest())
    of_outlet = Counter[str]()
    for article in articles:
        text, title = article["text"], (article["title"] or "").strip()
        if len(text.split()) not in _SIZES or of_outlet[article["outlet"]] == _OF_ONE_OUTLET:
            continue
        runs = _runs(text)
        if len(runs & hidden) > _SHARED * len(runs):
            continue
        of_outlet[article["outlet"]] += 1
        yield article["id"], text if text.startswith(title) else f"{title}\n\n{text}"
        if of_outlet.total() == _ARTICLES:
            return


def _texts(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"]


def _runs(text: str) -> set[int]:
    """Numbers for each run of words in a text; a text shorter than a run has one."""
    found = text.lower().split()
    return {hash(tuple(found[at : at + _RUN])) for at in range(max(1, len(found) - _RUN + 1))}


if __name__ == "__main__":
    main()
