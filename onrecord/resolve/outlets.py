"""Whether a name is that of the outlet whose article it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .scene import Scene

_ASIDE = re.compile(r"\(.*?\)| - .*|\.(?:com|org|net|co\.uk)\b")
_WORD = re.compile(r"[^\W_]+")
# Words that an outlet's name has or has not: "CNN (Web News)", "Fox Online News".
_LOOSE = frozenset(("the", "news", "online", "web", "magazine", "newspaper", "website"))


def is_own(scene: Scene, name: str) -> bool:
    """Whether the name, in full or in short, is the outlet's whose article it is."""
    if not scene.article.outlet:
        return False
    own, other = _kernel(scene.article.outlet), _kernel(name)
    joined, told = "".join(own), "".join(other)
    return bool(other) and (other <= own or own <= other or joined == told or _initials(own) == told)


def _kernel(name: str) -> dict[str, None].keys:
    return dict.fromkeys(word for word in _WORD.findall(_ASIDE.sub(" ", name).casefold()) if word not in _LOOSE).keys()


def _initials(words) -> str:
    return "".join(word[0] for word in words)
