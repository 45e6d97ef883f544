"""The letters that a page shows, and where they stand in its source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
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
    return _letters(_words_between_tags(source), most)


def plain(text: str) -> Letters:
    """The letters of a text without markup."""
    return _letters(((word.start(), word[0], word[0]) for word in _WORD.finditer(text)), len(text))


def _words_between_tags(source: str) -> Iterator[tuple[int, str, str]]:
    """Where a word begins, how it is written and what it says."""
    at = 0
    for markup in _MARKUP.finditer(source):
        yield from _words(source, at, markup.start())
        at = markup.end()
    yield from _words(source, at, len(source))


def _words(source: str, start: int, end: int) -> Iterator[tuple[int, str, str]]:
    for word in _WORD_OR_ENTITY.finditer(source, start, end):
        written = word[0]
        yield word.start(), written, unescape(written) if written[0] == "&" else written


def _letters(words: Iterable[tuple[int, str, str]], most: int) -> Letters:
    run: list[str] = []
    starts: list[int] = []
    pieces: list[Piece] = []
    at = 0
    for place, written, said in words:
        if at > most:
            break
        starts.append(at)
        for offset, seen in _visible(said):
            if written == said:
                pieces.append(Piece(at, place + offset, len(seen)))
            run.append(seen)
            at += len(seen)
    return Letters("".join(run), tuple(starts), tuple(pieces))


def _visible(word: str) -> Iterator[tuple[int, str]]:
    """The word's runs of visible characters: soft hyphens, joiners and marks of direction part them."""
    if word.isprintable() and not word.isspace():
        yield 0, word
        return
    for offset, letter in enumerate(word):
        if letter.isprintable() and not letter.isspace():
            yield offset, letter
