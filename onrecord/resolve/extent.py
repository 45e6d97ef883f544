"""How far a noun phrase goes that begins at a place in the running text."""

from __future__ import annotations

import re

from .lexicon import lexicon, occasion_words

_TOKEN = re.compile(
    r"[ \xa0]{0,2}([“\"‘']?)((?:[^\W\d_]\.){2,}|[^\W_]+(?:[-'’/&@.](?=[^\W_])[^\W_]+)*)([’']?)([”\"]?)(,?)(\.?)"
)
_MOST = 24  # words; a longer phrase is a clause


def phrase_end(text: str, start: int, bound: int) -> int:
    """Where the noun phrase that begins at ``start`` ends, at ``bound`` at most; ``start`` where none begins.

    A pronoun is a phrase by itself. A name takes no word of a clause behind it: "told Vox workers had" ends
    with "Vox", "told CNN reporters" does not.
    """
    words, small = lexicon(), occasion_words()
    end, at, joins, after_name = start, start, True, False
    for _ in range(_MOST):
        token = _TOKEN.match(text, at, bound)
        if token is None:
            break
        word = token[2]
        plain = word.casefold()
        is_capital = word[0].isupper() or word[0].isdigit()
        if end == start and plain in words.pronouns and plain not in words.possessives:
            return token.end(3) if words.pronouns[plain] != "relative" else start
        if plain in small.joins:
            if end == start or not _goes_on(text, token.end(), bound):
                break
            joins = True
        elif plain in small.ends or plain in words.prepositions:
            break
        elif plain in words.pronouns and plain not in words.possessives:
            break
        elif plain in words.determiners and not joins:
            break
        elif plain in small.light and not is_capital and end > start and plain not in words.determiners:
            break
        elif plain in words.weekdays or (plain in words.months and is_capital and not joins):
            break
        elif after_name and not is_capital and not joins and not _is_somebody(plain):
            break
        else:
            joins = plain in words.determiners
            after_name = is_capital and not plain.endswith(("’s", "'s"))
            end = token.end(4)
            if token[5] or (token[6] and not _is_abbreviated(word)):
                break
        at = token.end(4) + (len(token[6]) if token[6] and _is_abbreviated(word) else 0)
    return end


def _goes_on(text: str, at: int, bound: int) -> bool:
    """Whether what follows "of", "for" or "and" is still the phrase's."""
    token = _TOKEN.match(text, at, bound)
    if token is None:
        return False
    words, plain = lexicon(), token[2].casefold()
    if plain in words.pronouns and plain not in words.possessives:
        return False
    return plain not in occasion_words().ends and not plain.endswith("ing")


def _is_somebody(plain: str) -> bool:
    """Whether a common noun behind a name can be what the phrase turns on: "Fox News host"."""
    words = lexicon()
    one = plain.removesuffix("s")
    return (
        one in words.roles
        or plain in words.plurals
        or plain in words.body_nouns
        or plain in words.outlet_endings
        or plain in words.outlet_kinds
        or plain in words.modifiers
        or one in words.anonymous
        or plain in occasion_words().journalists
        or one in words.people_of
        or plain in words.collectives
    )


def _is_abbreviated(word: str) -> bool:
    return word.casefold() in lexicon().dotted or (len(word) == 1 and word.isupper())
