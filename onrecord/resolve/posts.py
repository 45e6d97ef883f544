"""The posts and titles that stand beside a name: before it, behind it, or ahead of it between commas."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from onrecord.record import Span, Words

from .lexicon import Gender, Lexicon, lexicon
from .memory import Remembered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .names import Name

_WINDOW = 120  # characters before a name in which its post is looked for
_LONG_WORD = 40  # characters, more than any word of a post has
_STRANGE = 3  # words unknown to all lists that a post may have before it
_COURTESIES = frozenset(("mr", "mrs", "ms", "mx"))
LINKED = re.compile(r"[^\W_][\w.’'-]*")
# A post behind a name: ", wine director at Schneider’s", " (D-S.C.), the assistant leader of the caucus".
_BEHIND = re.compile(
    r"(?:[ \xa0]\([^()\n]{1,40}\))?"
    r"(?:,[ \xa0](?:(?:who|which) (?:is|was|serves as|served as) )?|[ \xa0]is[ \xa0])"
    r"(?:(?:a|an|the|its|his|her|their)[ \xa0])?"
    r"((?:[^,.;:()\n“”\"—–]|(?<=\b[A-Z])\.|\.(?=\w)){3,140})"
)
_BEHIND_ENDS = re.compile(
    r"[ \xa0](?:who|whose|which|that|said|says|told|tells|wrote|has|had|is|was|were|are|will|would|"
    r"and (?:his|her|then)|added|adds|argued|noted)\b"
)
# The phrase ahead of ", Anna Weber,": from its article or owner on, with no verb and no other clause in it.
_AHEAD = re.compile(
    r"(?:\A|[\s“\"])(?:(?:the|his|her|its|their|my|our|a|an)[ \xa0]|"
    r"(?=(?-i:[A-Z])[\w.-]+(?: (?-i:[A-Z])[\w.-]+){0,2}[’']s[ \xa0]))"
    r"((?:(?!\b(?:by|from|to|said|says|told|is|was|has|had|that|who|with|as|the)\b)[^,.;:()\n“”\"])+)\Z",
    re.IGNORECASE,
)
_CLOSES = re.compile(r",|\.\s|[ \xa0]?[(\n]|\Z|[ \xa0](?:who|said|says|told)\b")


@dataclass(frozen=True, slots=True)
class Post:
    """What a post or title tells of who has it.

    ``words`` are its own in lower case, ``heads`` those that it turns on. ``is_courtesy`` ("Mr.")
    says nothing of what somebody does, ``is_slight`` ("Rep.", "wife") little.
    """

    words: frozenset[str]
    heads: frozenset[str]
    gender: Gender | None
    is_courtesy: bool
    is_slight: bool


def _post(written: str) -> Post:
    words, plain = lexicon(), linked_words(written)
    own = plain[: next((i for i, word in enumerate(plain) if word in words.prepositions), len(plain))]
    whole = written.casefold().rstrip(".")
    return Post(
        words=frozenset(word.removesuffix("'s").removesuffix("’s") for word in plain),
        heads=frozenset(word for word in own if word in words.roles or word in words.honorifics),
        gender=next((words.role_gender[word] for word in own if word in words.role_gender), None),
        is_courtesy=plain[-1] in _COURTESIES,
        is_slight=whole in words.dotted or whole.rpartition(" ")[2] in words.to_somebody,
    )


def linked_words(text: str) -> list[str]:
    """The words of a stretch in lower case, without the full stop of an abbreviation."""
    return [word.casefold().rstrip(".") for word in LINKED.findall(text)]


def head_of(words: Sequence[str]) -> str:
    """The head of a noun phrase without its article: the word before the first preposition, else the last."""
    prepositions = lexicon().prepositions
    behind = (words[i - 1] for i in range(1, len(words)) if words[i] in prepositions)
    return next(behind, words[-1] if words else "")


def role_before(text: str, name: Name, words: Lexicon) -> Words | None:
    """The post or title right before a name, as it stands ("Gazprombank deputy chairman Dmitry Zauers")."""
    if not _may_end_post(text[max(0, name.start - _LONG_WORD) : name.start].rstrip(" \xa0")):
        return None
    low = max(0, name.start - _WINDOW, text.rfind("\n", max(0, name.start - _WINDOW), name.start) + 1)
    before = list(LINKED.finditer(text, low, name.start))
    if before and low and not text[low - 1].isspace():
        before = before[1:]  # cut in the middle of a word
    start, found, strange = name.start, False, 0
    while before and _touches(text[before[-1].end() : start]):
        word = before.pop()
        plain = word.group().casefold().rstrip(".")
        if plain in words.roles or plain in words.honorifics:
            found = True
        elif found and strange < _STRANGE and text[start].islower() and _is_unknown(word.group(), words):
            strange += 1
        elif not (
            _is_modifier(word.group(), plain, words)
            or (start < name.start and _is_of_post(plain, before, words))
        ):
            break
        start = word.start()
    end = start + len(text[start : name.start].rstrip(" \xa0"))
    return Words(text[start:end], Span(start, end)) if found and start < end else None


def _may_end_post(before: str) -> bool:
    """Whether what stands before a name can end a post, as before few names: cheap to see, so seen first."""
    if not before or not (before[-1].isalnum() or before[-1] in "._’'-"):
        return False
    last = before.rsplit(None, 1)[-1]
    return not (last.isalpha() and last.islower()) or last in _last_words()


@cache
def _last_words() -> frozenset[str]:
    """The words that a post can end with, though they are no names."""
    words = lexicon()
    return words.roles | frozenset(words.honorifics) | words.modifiers | words.demonyms | words.body_nouns


def _touches(gap: str) -> bool:
    """Whether what stands between two words is a blank, or the full stop of an abbreviation."""
    return gap.strip(" \xa0") in ("", ".")


def _is_of_post(plain: str, before: Sequence[re.Match[str]], words: Lexicon) -> bool:
    """Whether an "of" or "of the" belongs to a post: "Secretary of State", "Speaker of the House"."""
    left = [match.group().casefold() for match in before[-2:]]
    if plain == "the":
        return left[-1:] == ["of"] and left[0] in words.roles
    return plain == "of" and bool(left) and left[-1] in words.roles


def _is_unknown(written: str, words: Lexicon) -> bool:
    """A noun or adjective that no list holds ("talk radio host"); verbs mostly have an ending."""
    ends_as_verbs = written.endswith(("s", "ed", "ing", "ly")) or written in words.telling
    return written.islower() and len(written) > 1 and not words.is_small(written) and not ends_as_verbs


def _is_modifier(written: str, plain: str, words: Lexicon) -> bool:
    if plain in words.modifiers or plain in words.demonyms:
        return True
    return not words.is_small(plain) and (written[0].isupper() or plain in words.body_nouns)


def role_behind(text: str, name: Name, words: Lexicon) -> Words | None:
    """The post behind a name, without its article ("Keron Blair, executive director of AROS,")."""
    match = _BEHIND.match(text, name.end)
    if match is None:
        return None
    end = _BEHIND_ENDS.search(match[1])
    post = (match[1][: end.start()] if end else match[1]).rstrip(" \xa0")
    if not post or head_of(linked_words(post)) not in words.roles:
        return None
    return Words(post, Span(match.start(1), match.start(1) + len(post)))


def role_ahead(text: str, name: Name, words: Lexicon) -> Words | None:
    """The post to which a whole name is in apposition ("the president’s adviser, Cristian Diaconescu,")."""
    comma = name.start - 2
    apposed = text[comma : name.start] in (", ", ",\xa0") and _CLOSES.match(text, name.end)
    if len(name.words) < 2 or not apposed:
        return None
    match = _AHEAD.search(text, max(0, comma - _WINDOW - 40), comma)
    if match is None or words.roles.isdisjoint(linked_words(match[1])):
        return None
    return Words(match[1], Span(match.start(1), match.end(1)))


POSTS = Remembered(_post)
