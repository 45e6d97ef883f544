"""Which outlet is meant: by a short name, by "the newspaper", and whether it is the article's own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .lexicon import occasion_words
from .phrases import phrase_at

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.record import Span

    from .names import Name
    from .scene import Scene

_ASIDE = re.compile(r"\(.*?\)| - .*|\.(?:com|org|net|co\.uk)\b")
_WORD = re.compile(r"[^\W_]+")
# Words that an outlet's name has or has not: "CNN (Web News)", "Fox Online News".
_LOOSE = frozenset(("the", "news", "online", "web", "magazine", "newspaper", "website"))


def is_outlet(scene: Scene, name: Name) -> bool:
    """Whether a name is a news organisation's, also where one word behind "the" stands for it."""
    if name.kind == "outlet" or scene.cast.body(name.text).casefold() in scene.words.outlets:
        return True
    is_short = len(name.words) == 1 and name.words[0].casefold() in occasion_words().short
    return is_short and scene.text[max(0, name.start - 4) : name.start].casefold() in ("the ", "the\xa0")


def full_name(scene: Scene, name: str) -> str:
    """The fullest name that the article gives an outlet: "New York Times" for "the Times"."""
    name = scene.cast.body(name)
    end = " " + name.casefold()
    outlets = (other.text for other in scene.cast.names if other.kind == "outlet")
    longer = {outlet for outlet in outlets if outlet.casefold().endswith(end)}
    return longer.pop() if len(longer) == 1 else name


def outlet_meant(scene: Scene, span: Span) -> str | None:
    """The outlet that "the newspaper" means: the last one named before it."""
    phrase, words = phrase_at(scene.text, span.start, span.end), scene.words
    if phrase is None or phrase.one not in words.outlet_kinds or phrase.modifiers:
        return None
    if phrase.determiner not in words.definite:
        return None
    before = (name for name in reversed(scene.cast.names) if name.end <= span.start)
    return next((full_name(scene, name.text) for name in before if name.kind == "outlet"), None)


def is_own(scene: Scene, name: str) -> bool:
    """Whether the name, in full or in short, is the outlet's whose article it is."""
    if not scene.article.outlet:
        return False
    own, other = _kernel(scene.article.outlet), _kernel(name)
    is_part = set(other) <= set(own) or set(own) <= set(other)
    return bool(other) and (is_part or "".join(own) == "".join(other) or _initials(own) == "".join(other))


def _kernel(name: str) -> list[str]:
    return [word for word in _WORD.findall(_ASIDE.sub(" ", name).casefold()) if word not in _LOOSE]


def _initials(words: Iterable[str]) -> str:
    return "".join(word[0] for word in words)
