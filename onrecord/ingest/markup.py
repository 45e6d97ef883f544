"""The letters that a page shows, and where they stand in its source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from onrecord.record import Piece

# Attributes with their values; a quotation mark counts only after an equals sign, as for a browser.
_ATTRIBUTES = r"""(?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+)*+"""
# What is no words. Each ends at the end of the source where its own end is missing, so that nothing is ever
# looked at twice: fifty megabytes of "<a" or of "<!--" take no longer than fifty megabytes of prose.
_MARKUP = re.compile(
    rf"""<!--(?:-?>|.*?(?:--!?>|\Z))
    |<(script|style|textarea|title|xmp)(?=[\s/>]){_ATTRIBUTES}>[^<]*+(?:<(?!/\1[\s/>])[^<]*+)*+
    |</?[a-z]{_ATTRIBUTES}(?:>|\Z)
    |<[!?/][^>]*+(?:>|\Z)""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_WORD = re.compile(r"\S+")
_WORD_OR_ENTITY = re.compile(r"[^\s&]+|&(?:#?\w{1,40};?)?")


@dataclass(frozen=True, slots=True)
class Letters:
    """A text without its white space and its invisible characters, and where each letter stood.

    ``starts`` are where words begin. In ``pieces``, ``text_start`` counts from the start of ``run`` and
    ``capture_start`` from that of the text; letters in no piece were written as entities.
    """

    run: str
    starts: tuple[int, ...]
    pieces: tuple[Piece, ...]


def shown(source: str, most: int) -> Letters:
    """The letters between the tags of a page: no script, no style, no comment, no title of the window.

    Past ``most`` of them it reads no further.
    """
    draft = _Draft()
    for start, end in _between_tags(source):
        if draft.at > most:
            break
        if source.find("&", start, end) < 0:
            draft.plain(source, start, min(end, start + 2 * most))
            continue
        for place, written, said in _words(source, start, end):
            if draft.at > most:
                break
            draft.word(place, written, said)
    return draft.made()


def plain(text: str) -> Letters:
    """The letters of a text without markup."""
    draft = _Draft()
    draft.plain(text, 0, len(text))
    return draft.made()


def _between_tags(source: str) -> Iterator[tuple[int, int]]:
    """The stretches that are no markup."""
    at = 0
    for markup in _MARKUP.finditer(source):
        if at < markup.start() and not source[at : markup.start()].isspace():
            yield at, markup.start()
        at = markup.end()
    if at < len(source):
        yield at, len(source)


def _words(source: str, start: int, end: int) -> Iterator[tuple[int, str, str]]:
    """Where a word begins, how it is written and what it says."""
    for word in _WORD_OR_ENTITY.finditer(source, start, end):
        written = word[0]
        yield word.start(), written, unescape(written) if written[0] == "&" else written


class _Draft:
    """Letters while they are gathered."""

    def __init__(self) -> None:
        self.run: list[str] = []
        self.starts: list[int] = []
        self.pieces: list[Piece] = []
        self.at = 0

    def plain(self, source: str, start: int, end: int) -> None:
        """Take in words as they are written."""
        words = [*_WORD.finditer(source, start, end)]
        run = "".join([word[0] for word in words])
        if not run.isprintable():  # it hardly ever is not
            for word in words:
                self.word(word.start(), word[0], word[0])
            return
        at = self.at
        for word in words:
            place, after = word.span()
            self.starts.append(at)
            self.pieces.append(Piece(at, place, after - place))
            at += after - place
        self.run.append(run)
        self.at = at

    def word(self, place: int, written: str, said: str) -> None:
        """Take in one of which some may be invisible or stand for something else."""
        self.starts.append(self.at)
        for offset, seen in _visible(said):
            if written == said:
                self.pieces.append(Piece(self.at, place + offset, len(seen)))
            self.run.append(seen)
            self.at += len(seen)

    def made(self) -> Letters:
        return Letters("".join(self.run), tuple(self.starts), tuple(self.pieces))


def _visible(word: str) -> Iterator[tuple[int, str]]:
    """The word's runs of visible characters: soft hyphens, joiners and marks of direction part them."""
    if word.isprintable() and not word.isspace():
        yield 0, word
        return
    for offset, letter in enumerate(word):
        if letter.isprintable() and not letter.isspace():
            yield offset, letter
