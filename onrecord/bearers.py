"""What a name tells by its words alone: a person's by forename and surname, a body's in full."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from onrecord.connect.voices import Bearer
from onrecord.resolve.anatomy import ANATOMIES
from onrecord.resolve.lexicon import lexicon
from onrecord.resolve.memory import Remembered
from onrecord.store.names import key

_APOSTROPHE = re.compile("['’]")
_DOTTED = re.compile(r"\b(?:[A-Za-z]\.){2,}")
_HELD_CHAMBER = 2  # words of "Democratic Senate"
_WHOLE_OWNER = 3  # words of "Anna Weber administration"
# How one sound is written in languages that have other letters: Gaddafi, Qadhafi; Zelensky, Zelenskyy.
_SOUNDS = (
    (re.compile("ph"), "f"),
    (re.compile("kh|gh|ck|q|g|c(?!h)"), "k"),
    (re.compile("w"), "v"),
    (re.compile("x"), "ks"),
    (re.compile("dh"), "d"),
    (re.compile("th"), "t"),
    (re.compile("[aeiouyjh]"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)
# Of that only what differs between two spellings of one name.
_SPELT = (
    (re.compile("ph"), "f"),
    (re.compile("kh|gh|ck|q|g|c(?!h)"), "k"),
    (re.compile("w"), "v"),
    (re.compile("x"), "ks"),
    (re.compile("(?<=[dt])h"), ""),
    (re.compile("ou|oo"), "u"),
    (re.compile("[iyj]+"), "i"),
    (re.compile(r"(.)\1+"), r"\1"),
)


def bearer(name: str) -> Bearer:
    """Whose a name can be."""
    return _BODIES[name] if _KINDS[name] in ("body", "place", "outlet") else _PEOPLE[name]


def _kind(name: str) -> str:
    if name in _stood_for() or _spelt_out(name) is not None:
        return "body"
    anatomy = ANATOMIES[tuple(name.split())]
    return anatomy.kind if anatomy is not None else "unknown"


@cache
def _stood_for() -> frozenset[str]:
    """What capitals and offices stand for: "Russian government"."""
    return frozenset(lexicon().meant.values())


def _person(name: str) -> Bearer:
    words = lexicon()
    anatomy = ANATOMIES[tuple(name.split())]
    written = anatomy.words if anatomy is not None else tuple(name.split())
    own = [word for word in written if not (word in words.particles and word.islower())] or [name]
    plain = [part for word in own for part in key(_APOSTROPHE.sub("", word)).split()] or [name.casefold()]
    suffix = ""
    while len(plain) > 1 and plain[-1] in words.suffixes:
        suffix = plain.pop()
    family = plain.pop()
    alike = frozenset((plain[0], *words.other_forenames.get(plain[0], ()))) if plain else frozenset()
    return Bearer(
        block=f"p {_sounded(family)}",
        name=" ".join((*plain, family, suffix)).strip(),
        given=tuple(plain),
        family=family,
        suffix=suffix,
        alike=alike,
        spelt=_respelt(family),
        spelt_given=_sounded(plain[0]) if plain else "",
        is_body=False,
        is_short=len(own) - bool(suffix) < 2,
    )


def _body(name: str) -> Bearer:
    written = _written()
    plain = [written.same.get(word, word) for word in key(_spelt_out(name) or _undotted(name)).split()]
    plain = plain[1:] if plain[:1] == ["the"] and len(plain) > 1 else plain
    while len(plain) > 1 and plain[-1] in written.legal:
        plain.pop()
    whole = " ".join(_without_own(_in_order(_without_own(plain))))
    return Bearer(
        block=f"b {_initials(whole)}",
        name=whole,
        given=(),
        family=whole,
        suffix="",
        alike=frozenset(),
        spelt=whole,
        spelt_given="",
        is_body=True,
        is_short=whole in written.short,
    )


def _without_own(plain: list[str]) -> list[str]:
    """A body's name without the country whose it is, where a body's own name is left."""
    for country in (["united", "states"], ["u", "s"], ["us"], ["american"]):
        rest = plain[len(country) :]
        if plain[: len(country)] == country and rest and rest[-1] in _bodies_of_one_country():
            return rest
    held = _written()
    if len(plain) == _HELD_CHAMBER and plain[0] in held.parties and plain[1] in held.chambers:
        return plain[1:]  # "the Democratic Senate"
    if len(plain) == _WHOLE_OWNER and plain[-1] == "administration" and plain[0] in lexicon().given_names:
        return plain[1:]
    return plain


def _in_order(plain: Sequence[str]) -> list[str]:
    """What an office is for before the office: "justice department" for "department of justice"."""
    turned = _written().turned
    for at, word in enumerate(plain[:-2]):
        if word in turned and plain[at + 1] in ("of", "for", "on"):
            behind = [one for one in plain[at + 2 :] if one != "the"]
            return [*plain[:at], *behind, word]
    return list(plain)


@cache
def _bodies_of_one_country() -> frozenset[str]:
    return frozenset(
        "department court senate congress house army navy treasury force corps guard agency".split()
    )


def _initials(whole: str) -> str:
    """By what a body's full name and its initials are found together."""
    words = [word for word in whole.split() if word not in _small()]
    return "".join(word[0] for word in words) if len(words) > 1 else whole


@cache
def _small() -> frozenset[str]:
    return lexicon().joiners | lexicon().particles | {"the", "and", "in"}


def _undotted(name: str) -> str:
    """A name with its initials together: "US" for "U.S."."""
    return _DOTTED.sub(lambda match: match[0].replace(".", ""), name)


def _spelt_out(name: str) -> str | None:
    """What a body's initials stand for, whatever stands before them: "the EPA", "U.S. EPA"."""
    known, without = _abbreviated(), _without_the(name)
    return known.get(_undotted(name)) or known.get(without) or known.get(without.removeprefix("US "))


def _without_the(name: str) -> str:
    return _undotted(name).removeprefix("the ").removeprefix("The ")


def _sounded(word: str) -> str:
    """The consonants of a name as they sound, by which its spellings are found together."""
    told = word
    for sound, letter in _SOUNDS:
        told = sound.sub(letter, told)
    return told or word


def _respelt(word: str) -> str:
    for sound, letter in _SPELT:
        word = sound.sub(letter, word)
    return word


class _Written:
    """The words that bodies' names are written with."""

    def __init__(self, table: Mapping[str, Mapping[str, str]]) -> None:
        self.same = dict(pair.split("=") for pair in table["written"]["same"].split())
        self.legal = frozenset(table["written"]["legal"].split())
        self.turned = frozenset(table["written"]["turned"].split())
        self.parties = frozenset(table["written"]["parties"].split())
        self.chambers = frozenset(table["written"]["chambers"].split())
        self.short = frozenset(table["short"]["words"].split())


@cache
def _file() -> Mapping[str, Mapping[str, str]]:
    path = files("onrecord.resolve") / "en" / "abbreviations.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _written() -> _Written:
    return _Written(_file())


@cache
def _abbreviated() -> Mapping[str, str]:
    return _file()["bodies"]


_KINDS = Remembered(_kind)
_PEOPLE = Remembered(_person)
_BODIES = Remembered(_body)
