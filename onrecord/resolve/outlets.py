"""The outlets of an article: their full names, which one "the newspaper" is, which is the own one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING

from .lexicon import lexicon, occasion_words
from .phrases import phrase_at

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.record import Span

    from .cast import Cast
    from .names import Name

_ASIDE = re.compile(r"\(.*?\)| - .*|\.(?:com|org|net|co\.uk)\b")
_WORD = re.compile(r"[^\W_]+")
# Words that an outlet's name has or has not: "CNN (Web News)", "Fox Online News".
_LOOSE = frozenset(("the", "news", "online", "web", "magazine", "newspaper", "website"))


class Outlets:
    """The news organisations named in a text; ``own`` is the name of the one whose article it is."""

    def __init__(self, text: str, cast: Cast, own: str | None) -> None:
        self._text, self._cast = text, cast
        self._own = _kernel(own) if own else []
        named = [name for name in cast.names if name.kind == "outlet"]
        self._ends = [name.end for name in named]
        self._texts = [name.text for name in named]
        self._full: dict[str, str] = {}
        self._longer: dict[str, set[str]] = defaultdict(set)
        for words in {name.words for name in named}:
            for first in range(1, len(words)):
                self._longer[" ".join(words[first:]).casefold()].add(" ".join(words))

    def has(self, name: Name) -> bool:
        """Whether a name is a news organisation's, also where one word behind "the" stands for it."""
        if name.kind == "outlet" or self._cast.body(name.text).casefold() in lexicon().outlets:
            return True
        is_short = len(name.words) == 1 and name.words[0].casefold() in occasion_words().short
        return is_short and self._text[max(0, name.start - 4) : name.start].casefold() in ("the ", "the\xa0")

    def inside(self, span: Span) -> Name | None:
        """The first that is named within the span."""
        return next((name for name in self._cast.names_between(span.start, span.end) if self.has(name)), None)

    def full_name(self, name: str) -> str:
        """The fullest name that the article gives an outlet: "New York Times" for "the Times".

        A headline may be what gives it, where capitals tell no names; else the article's own outlet is meant.
        """
        if name not in self._full:
            self._full[name] = self._fullest(self._cast.body(name))
        return self._full[name]

    def _fullest(self, whole: str) -> str:
        short = whole.casefold()
        longer = self._longer.get(short, set())
        known = {one for one in longer if one.casefold() in lexicon().outlets}
        named = known or _listed(short, self._text) or longer or _listed(short, " ".join(self._own))
        return next(iter(named)) if len(named) == 1 else whole

    def meant(self, span: Span) -> str | None:
        """The outlet that "the newspaper" means: the last one named before it."""
        phrase, words = phrase_at(self._text, span.start, span.end), lexicon()
        if phrase is None or phrase.one not in words.outlet_kinds or phrase.modifiers:
            return None
        before = bisect_right(self._ends, span.start)
        is_definite = phrase.determiner in words.definite
        return self.full_name(self._texts[before - 1]) if before and is_definite else None

    def is_own(self, name: str | None) -> bool:
        """Whether the name, in full or in short, is the outlet's whose article it is."""
        own, other = self._own, _kernel(name or "")
        if not own or not other:
            return False
        is_part = set(other) <= set(own) or set(own) <= set(other)
        return is_part or "".join(other) in ("".join(own), _initials(own))


def _listed(short: str, text: str) -> set[str]:
    """The listed names ending in a word that stand anywhere in a text."""
    words = lexicon()
    known = {" ".join(_kernel(name)) for name in words.outlets if short in words.outlet_endings}
    whole = sorted(name for name in known if name.endswith(f" {short}"))
    found = (re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE) for name in whole)
    return {one[0] if one[0][0].isupper() else one[0].title() for one in found if one}


def _kernel(name: str) -> list[str]:
    return [word for word in _WORD.findall(_ASIDE.sub(" ", name).casefold()) if word not in _LOOSE]


def _initials(words: Iterable[str]) -> str:
    return "".join(word[0] for word in words)
