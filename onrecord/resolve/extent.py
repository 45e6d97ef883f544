"""How far a noun phrase goes that begins at a place in the running text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .lexicon import lexicon, occasion_words

_TOKEN = re.compile(
    r"[ \xa0]{0,2}[“\"‘']?(?P<word>(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-'’/&@.](?=[^\W_])[^\W_]+)*)"
    r"(?P<tail>[’']?[”\"]?)(?P<stop>[,.]?)"
)
_MOST = 24  # words; a longer phrase is a clause


@dataclass(slots=True)
class _Read:
    """How far a phrase has been read: ``joins`` behind "of" or an article, ``is_name`` behind a capital."""

    end: int
    is_empty: bool = True
    joins: bool = True
    is_name: bool = False


def phrase_end(text: str, start: int, bound: int) -> int:
    """Where the noun phrase at ``start`` ends, at ``bound`` at most; ``start`` where none begins there.

    A pronoun is a phrase by itself. A name takes no word of a clause behind it: "told Vox workers had" ends
    with "Vox", "told CNN reporters" does not.
    """
    words, joins = lexicon(), occasion_words().joins
    read, at = _Read(start), start
    for _ in range(_MOST):
        token = _TOKEN.match(text, at, bound)
        if token is None:
            break
        word = token["word"]
        plain = word.casefold()
        if read.is_empty and plain in words.pronouns and plain not in words.possessives:
            return token.end("tail") if words.pronouns[plain] != "relative" else start
        if plain in joins:
            if read.is_empty or not _goes_on(text, token.end(), bound):
                break
            read.joins = True
        elif _is_beyond(word, plain, read):
            break
        else:
            read = _Read(
                token.end("tail"),
                is_empty=False,
                joins=plain in words.determiners,
                is_name=_is_name(word, plain),
            )
        at = token.end("tail")
        if token["stop"]:
            if token["stop"] == "," or not _is_abbreviated(word):
                break
            at = token.end()
    return read.end


def _is_name(word: str, plain: str) -> bool:
    return _is_capital(word) and not plain.endswith(("’s", "'s"))


def _is_capital(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit()


def _is_beyond(word: str, plain: str, read: _Read) -> bool:
    """Whether a word belongs to something else than the phrase read so far."""
    words, small = lexicon(), occasion_words()
    if plain in small.ends or plain in words.prepositions or plain in words.weekdays:
        return True
    if plain in words.determiners:
        return not read.joins
    if plain in words.pronouns and plain not in words.possessives:
        return True
    if _is_capital(word):
        return plain in words.months and not read.joins
    is_time = plain in small.light and not read.is_empty
    return is_time or (read.is_name and not read.joins and not _is_somebody(plain))


def _goes_on(text: str, at: int, bound: int) -> bool:
    """Whether what follows "of", "for" or "and" is still the phrase's."""
    token = _TOKEN.match(text, at, bound)
    if token is None:
        return False
    words, plain = lexicon(), token["word"].casefold()
    if plain in words.pronouns and plain not in words.possessives:
        return False
    return plain not in occasion_words().ends and not plain.endswith("ing")


def _is_somebody(plain: str) -> bool:
    """Whether a common noun behind a name can be what the phrase turns on: "Fox News host"."""
    words = lexicon()
    one = plain.removesuffix("s")
    people = one in words.roles or one in words.anonymous or one in words.people_of
    bodies = plain in words.body_nouns or plain in words.outlet_endings or plain in words.outlet_kinds
    groups = plain in words.plurals or plain in words.collectives
    return people or bodies or groups or plain in words.modifiers or plain in occasion_words().journalists


def _is_abbreviated(word: str) -> bool:
    return word.casefold() in lexicon().dotted or (len(word) == 1 and word.isupper())
