"""The lemma of an English word form, told by its ending and by the words that are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .memory import Remembered

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from .lexicon import Lexicon

_VOWELS = "aeiou"


def lemma(form: str, known: Collection[str], irregular: Mapping[str, str]) -> str | None:
    """The known word that ``form`` is a form of, or none.

    >>> lemma("denied", {"deny"}, {}), lemma("slamming", {"slam"}, {}), lemma("table", {"deny"}, {})
    ('deny', 'slam', None)
    """
    if form in irregular:
        return irregular[form] if irregular[form] in known else None
    return next((word for word in _STEMS[form] if word in known), None)


def _stems(form: str) -> tuple[str, ...]:
    """All words that a form can be one of, the form itself first."""
    return tuple(dict.fromkeys(_possible_stems(form)))


def _possible_stems(form: str) -> Iterator[str]:
    yield form
    for ending, put_back in (
        ("ies", "y"),
        ("ied", "y"),
        ("es", ""),
        ("s", ""),
        ("ed", "e"),
        ("ed", ""),
        ("ing", "e"),
        ("ing", ""),
    ):
        if form.endswith(ending) and len(form) > len(ending) + 1:
            stem = form.removesuffix(ending)
            yield stem + put_back
            if ending in ("ed", "ing") and len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in _VOWELS:
                yield stem[:-1]


def is_plural(noun: str, lexicon: Lexicon) -> bool:
    """Whether a noun, in lower case, means more than one."""
    if noun in lexicon.plurals:
        return True
    return (
        noun.endswith("s")
        and len(noun) > 3
        and noun not in lexicon.singulars
        and not noun.endswith(("ss", "us", "is"))
    )


def singular(noun: str) -> str:
    """The noun without its plural ending; a noun without one as it is.

    >>> singular("parties"), singular("officials"), singular("press"), singular("women")
    ('party', 'official', 'press', 'woman')
    """
    if noun.endswith("men"):
        return noun[:-2] + "an"
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "ches", "shes", "xes")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) else noun


_STEMS = Remembered(_stems)
