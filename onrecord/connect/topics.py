"""What a statement speaks about, as the beginnings of its words: enough to see who speaks of the same."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib.resources import files

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
# Letters that tell a word from others of an article, whatever its ending: "collect", "collected".
_STEM = 6
# The words of a content in which "fake news" is said of something, and does not name a thing.
_HEAD = 5
# Words before "wrong" among which stands what is wrong.
_NEAR = 6


@dataclass(frozen=True, slots=True)
class Answers:
    """The words by which statements answer others; see `en/answers.toml`."""

    untrue: tuple[tuple[str, ...], ...]
    untrue_first: tuple[tuple[str, ...], ...]
    true: tuple[tuple[str, ...], ...]
    admits: frozenset[str]
    keeps: frozenset[str]
    answering: frozenset[str]
    either: tuple[frozenset[str], ...]
    idle: tuple[tuple[str, ...], ...]
    untrue_is: frozenset[str]
    judged: frozenset[str]
    articles: frozenset[str]
    saying: frozenset[str]
    be: frozenset[str]
    me: frozenset[str]
    own: frozenset[str]
    nobody: frozenset[str]
    perhaps: frozenset[str]
    passive: frozenset[str]
    verdicts: frozenset[str]
    quarrels: frozenset[str]
    whether: frozenset[str]
    claims: frozenset[str]
    wrongs: frozenset[str]
    accusations: frozenset[str]
    plurals: frozenset[str]
    pronouns: frozenset[str]
    definite: frozenset[str]
    refused: frozenset[str]
    ideas: frozenset[str]
    turned_down: frozenset[str]
    negations: frozenset[str]
    open: frozenset[str]
    asking: frozenset[str]
    opposites: tuple[tuple[str, str], ...]
    empty: frozenset[str]


@cache
def answers() -> Answers:
    """English's words."""
    told = tomllib.loads((files(__package__) / "en" / "answers.toml").read_text(encoding="utf-8"))

    def words(name: str) -> frozenset[str]:
        return frozenset(told[name].split())

    def phrases(name: str) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(phrase.split()) for phrase in told[name].replace("\n", "|").split("|") if phrase)

    return Answers(
        phrases("untrue"),
        phrases("untrue_first"),
        phrases("true"),
        words("admits"),
        words("keeps"),
        words("answering"),
        tuple(frozenset(one.split()) for one in told["either"].split("|")),
        phrases("idle"),
        words("untrue_is"),
        words("judged"),
        words("articles"),
        words("saying"),
        words("be"),
        words("me"),
        words("own"),
        words("nobody"),
        words("perhaps"),
        words("passive"),
        words("verdicts"),
        words("quarrels"),
        words("whether"),
        words("claims"),
        words("wrongs"),
        words("accusations"),
        frozenset(word for word in words("claims") if word.endswith("s")),
        words("pronouns"),
        words("definite"),
        words("refused"),
        words("ideas"),
        words("turned_down"),
        words("negations"),
        words("open"),
        words("asking"),
        tuple((first, second) for first, second in phrases("opposites")),
        words("empty"),
    )


def words_of(text: str) -> list[str]:
    """The words in small letters, "didn't" being one."""
    return [word.casefold().replace("’", "'") for word in _WORD.findall(text)]


def topics(words: Iterable[str]) -> frozenset[str]:
    """What is left of words that say what is spoken about, without their endings."""
    known = answers()
    bare = (word.removesuffix("'s") for word in words)
    return frozenset(
        stem(word)
        for word in bare
        if word not in known.empty and word not in known.claims and word not in known.negations
    )


def number(*words: str) -> int:
    """A number of 63 bits that stands for the words in their order."""
    return int.from_bytes(blake2b("\n".join(words).encode(), digest_size=8).digest(), "big") >> 1


def stem(word: str) -> str:
    """The beginning of a word, by which it is known whatever its ending."""
    return word.removesuffix("'s")[:_STEM]


def untrue(words: Sequence[str]) -> tuple[str, ...] | None:
    """The words that say that something is untrue."""
    known = answers()
    if has_phrase(words, known.idle):
        return None
    if phrase := has_phrase(words, known.untrue) or has_phrase(words[:_HEAD], known.untrue_first):
        return phrase
    said = (
        (words[at], word)
        for end, word in enumerate(words)
        if word in known.untrue_is and (word not in known.judged or _judges_a_claim(words, end))
        for at in (end - 1, end - 2)
        if at >= 0 and words[at] in known.be and _is_said_so(words, at, end)
    )
    return next(said, None)


def _is_said_so(words: Sequence[str], be: int, end: int) -> bool:
    """Whether something is untrue, not "not untrue", nor is nothing, nor the speaker himself."""
    known = answers()
    before, between = words[max(0, be - 1) : be], words[be + 1 : end]
    is_thing = not known.articles.isdisjoint(between)
    return not is_thing and (known.me | known.negations).isdisjoint([*before, *between])


def _judges_a_claim(words: Sequence[str], end: int) -> bool:
    """Whether "wrong" is said of a claim or of whoever makes it, not of a deed."""
    known = answers()
    if "for" in words[end + 1 : end + 2]:
        return False
    if "to" in words[end + 1 : end + 2]:
        return not known.saying.isdisjoint(words[end + 2 : end + 3])
    near = {word.partition("'")[0] for word in words[max(0, end - _NEAR) : end]}
    is_claim = near | set(words[:_HEAD])
    return not (known.pronouns | known.own).isdisjoint(near) or not known.claims.isdisjoint(is_claim)


def has_phrase(words: Sequence[str], phrases: Iterable[Sequence[str]]) -> tuple[str, ...] | None:
    """The first of the phrases that stands in the words."""
    there = set(words)
    for phrase in phrases:
        if there.issuperset(phrase):
            length, wanted = len(phrase), list(phrase)
            if any(list(words[at : at + length]) == wanted for at in range(len(words) - length + 1)):
                return tuple(phrase)
    return None
