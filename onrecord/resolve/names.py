"""The capitalised names of an article, where they stand, and what the words in and around them tell."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from .anatomy import ANATOMIES, Kind
from .cues import says
from .forms import FORMS, Form
from .headlines import is_headline
from .inflection import is_plural
from .lexicon import Lexicon, lexicon
from .memory import Remembered
from .runs import runs, stretches

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.record import Span

_PART = re.compile(r"[^\W_]+")
_LINE = re.compile(r"[^\n]+")
_NEXT_WORD = re.compile(r"[ \xa0]([^\W\d_]+)")
_LONE = re.compile(r"([^\W\d_][\w-]*[^\W_])([’']s)?")
_PLACES = 8  # of a word that are looked at
_LOOKED_AT = 20_000  # characters in which a word is looked for within a sentence
_LAST_WORD = re.compile(r"([^\W\d_][\w-]*)[ \xa0]\Z")


class Name(NamedTuple):
    """A name where it stands.

    ``start`` and ``end`` enclose the name alone, ``title_start`` also the titles written in capitals
    before it. ``words`` is the name's words, without possessive ending.
    """

    start: int
    end: int
    title_start: int
    words: tuple[str, ...]
    titles: tuple[str, ...]
    kind: Kind
    possessive: bool

    @property
    def text(self) -> str:
        """The name as it is shown."""
        return " ".join(self.words)


def names(text: str) -> Iterator[Name]:
    """The names of a text in reading order, those in headlines left out, as capitals say nothing there."""
    words = lexicon()
    for line in _LINE.finditer(text):
        if not is_headline(text, line.start(), line.end()):
            for start, end in stretches(text, line.start(), line.end()):
                alone = _ALONE[text[start:end]]
                at, found = (start, alone) if alone is not None else (0, tuple(_possible(text, start, end)))
                for possible in found:
                    name = _name(text, at, possible, words)
                    if name is not None:
                        yield name


class _Possible(NamedTuple):
    """What is a name where its surroundings say so, counted from where its stretch begins."""

    name: Name
    is_maybe_plural: bool


def _possible(text: str, start: int, end: int) -> Iterator[_Possible]:
    """The names that can lie between two positions."""
    for run in runs(text, start, end):
        parts = ANATOMIES[tuple([word.form.text for word in run])]
        if parts is not None:
            last = run[parts.end - 1]
            name = Name(
                start=run[parts.own].start,
                end=last.end,
                title_start=run[parts.first].start,
                words=parts.words,
                titles=parts.titles,
                kind=parts.kind,
                possessive=last.is_possessive,
            )
            yield _Possible(name, parts.is_maybe_plural)


def _alone(stretch: str) -> tuple[_Possible, ...] | None:
    """The same of a stretch that reads alike wherever it stands; none where what is beside it matters."""
    if not _placed().isdisjoint(_PART.findall(stretch.casefold())):
        return None
    return tuple(_possible(stretch, 0, len(stretch)))


@cache
def _placed() -> frozenset[str]:
    """The words whose surroundings tell whether they belong to a name."""
    return lexicon().months_also_names | {"and"}


def _name(text: str, at: int, possible: _Possible, words: Lexicon) -> Name | None:
    """The name in its place in the text, ``at`` being where its stretch begins."""
    start, end, title_start, written, titles, kind, is_possessive = possible.name
    start += at
    end += at
    if possible.is_maybe_plural and not _is_singular(text, start, end, written[0]):
        return None
    if kind == "unknown" and _post_before(text, start, words):
        kind = "person"
    if kind == "unknown" and (cut := _behind_verb(text, start, written, words)):
        own = text.rindex(written[cut], start, end - len(" ".join(written[cut + 1 :])))
        kind = "person" if len(written) - cut > 1 else kind
        return Name(own, end, own, written[cut:], (), kind, is_possessive)
    return Name(start, end, title_start + at, written, titles, kind, is_possessive)


def _behind_verb(text: str, start: int, written: tuple[str, ...], words: Lexicon) -> int:
    """Where a name begins behind a word that the text writes small too: "Watched Anna Weber"; else 0.

    A surname alone is one where it stands by itself too: "Said Weber", of Anna Weber.
    """
    given = (at for at, word in enumerate(written[:-1]) if FORMS[word].plain in words.given_names)
    first = next(given, 0)
    if not first and len(written) > 1 and _opens_sentence(text, start) and _may_open(written[0]):
        whole = " ".join(written)
        first = int(_stands_within(text, written[1]) and not _stands_within(text, whole))
    return first if first and is_written_small(text, written[first - 1]) else 0


def _may_open(word: str) -> bool:
    """Whether a word may open a sentence as a verb or an adverb: "Said", "Watching", "Presumably"."""
    return word.endswith(("ing", "ly")) or says(word)


def is_written_small(text: str, word: str) -> bool:
    """Whether a word stands in lower case too, looked for near the head of the text."""
    plain = word.lower()
    at = -1
    for _ in range(_PLACES):
        at = text.find(plain, at + 1, _LOOKED_AT)
        if at < 0 or word == plain:
            return False
        if not text[at - 1 : at].isalnum() and not text[at + len(plain) : at + len(plain) + 1].isalnum():
            return True
    return False


def _is_singular(text: str, start: int, end: int, word: str) -> bool:
    """Whether a word that ends as plurals do is a name: its capital is its own, or the verb is singular."""
    return not _opens_sentence(text, start) or _has_verb_after(text, end) or _stands_within(text, word)


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start].rstrip("“\"‘' \xa0")
    return not before or before[-1] in ".!?\n:"


def _has_verb_after(text: str, end: int) -> bool:
    """Whether a verb in the singular follows: "Sanders says", against "Teachers say"."""
    after = _NEXT_WORD.match(text[end : end + 30])
    return after is not None and after[1].endswith("s")


def _stands_within(text: str, word: str) -> bool:
    """Whether the word has its capital within a sentence too, looked for near the head of the text."""
    at = -1
    for _ in range(_PLACES):
        at = text.find(f" {word}", at + 1, _LOOKED_AT)
        if at < 0:
            return False
        end = at + 1 + len(word)
        if at and (text[at - 1].islower() or text[at - 1] == ",") and not text[end : end + 1].isalpha():
            return True
    return False


def _post_before(text: str, start: int, words: Lexicon) -> bool:
    before = _LAST_WORD.search(text[max(0, start - 25) : start])
    return before is not None and before[1] in words.roles and before[1] not in words.body_nouns


def with_lone_sources(text: str, found: list[Name], sources: Iterable[Span]) -> list[Name]:
    """The names and, in their order, the sources of one capitalised word whose capital says too little.

    "May told the House": a word that opens other sentences or stands before a post is a name where it speaks.
    """
    known = {name.start for name in found}
    lone = (_lone_source(text, span) for span in sources if span.start not in known)
    more = [name for name in lone if name is not None]
    return sorted([*found, *more]) if more else found


def _lone_source(text: str, span: Span) -> Name | None:
    match = _LONE.fullmatch(text, span.start, span.end)
    if match is None or not match[1][0].isupper():
        return None
    words, form = lexicon(), FORMS[match[1]]
    is_name = form.plain in words.given_names or form.plain in words.months_also_names
    if not is_name and not _may_be_surname(text, form, words):
        return None
    return Name(span.start, match.end(1), span.start, (match[1],), (), "unknown", bool(match[2]))


def _may_be_surname(text: str, form: Form, words: Lexicon) -> bool:
    """Whether the word is no common one, and not plural unless it has its capital within a sentence too."""
    if words.is_small(form.plain) or any(
        form.one in common or form.plain in common
        for common in (
            words.pronouns, words.quantifiers, words.plurals, words.collectives, words.roles, words.documents,
            words.people_of, words.demonyms, words.honorifics, words.body_kinds,
        )
    ):  # fmt: skip
        return False
    return not is_plural(form.plain, words) or _stands_within(text, form.text)


_ALONE = Remembered(_alone)
