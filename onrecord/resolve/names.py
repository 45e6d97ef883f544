"""The capitalised names of an article, where they stand, and what the words in and around them tell."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from .anatomy import ANATOMIES, Kind, listed_kind
from .forms import FORMS, ORDINAL, Form
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
_FORENAME = re.compile(r"\b([A-Z][^\W\d_]+)\.?(?: [A-Z]\.)?\Z")
_FORENAMES = 30  # characters before a surname in which forename and initial stand
_BRACKET = re.compile(r"\b([A-Z][^\W\d_]+) \([A-Z][^\W\d_]+\) \Z")
_BRACKETED = 40  # characters before a name in which a forename and a short form in brackets stand
_PAIR = 2  # words of a name that has one word before the surname
_COUNTRY = ("U.S.", "US", "U.K.")
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
    for line in _LINE.finditer(text):
        if not is_headline(text, line.start(), line.end()):
            yield from _names_in(text, line.start(), line.end())


def _names_in(text: str, start: int, end: int) -> list[Name]:
    """The names of a line; one that takes in what stands before it stands in its place."""
    words, found = lexicon(), list[Name]()
    for first, last in stretches(text, start, end):
        alone = _ALONE[text[first:last]]
        at, possible = (first, alone) if alone is not None else (0, tuple(_possible(text, first, last)))
        for name in (_name(text, at, one, words) for one in possible):
            if name is not None:
                while found and found[-1].start >= name.start:
                    found.pop()
                found.append(name)
    return found


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
    if not titles and (called := _behind_bracket(text, start, words)):
        return Name(called[0], end, called[0], (called[1], *written), (), "person", is_possessive)
    if possible.is_maybe_plural and not _is_singular(text, start, end, written[0]):
        return None
    if kind == "unknown" and _post_before(text, start, words):
        kind = "person"
    may_begin_later = kind == "unknown" or (kind == "person" and written[0] in _COUNTRY)
    if may_begin_later and (cut := _before_own(text, start, written, words)):
        own = text.rindex(written[cut], start, end - len(" ".join(written[cut + 1 :])))
        parts = ANATOMIES[written[cut:]]
        kind = parts.kind if parts is not None else kind
        is_particle = words.particles.issuperset(word.casefold() for word in written[:cut])
        first = title_start + at if is_particle else own  # "De Weber" of a Thomas de Weber
        return Name(own, end, first, written[cut:], (), kind, is_possessive)
    return Name(start, end, title_start + at, written, titles, kind, is_possessive)


def _behind_bracket(text: str, start: int, words: Lexicon) -> tuple[int, str] | None:
    """The forename before a short form in brackets and where it stands: "Thomas (Tom) Weber"."""
    before = max(0, start - _BRACKETED)
    called = _BRACKET.search(text[before:start])
    if called is None or called[1].casefold() not in words.given_names:
        return None
    return before + called.start(), called[1]


def _before_own(text: str, start: int, written: tuple[str, ...], words: Lexicon) -> int:
    """How many words stand before a name and are no part of it, though they have capitals too.

    "Watched Anna Weber", "Otherwise Iran", "World War II Weber": what comes behind them is known as a name.
    """
    whole = " ".join(written)
    if len(written) < 2 or _is_listed(whole):
        return 0
    given = (at for at in range(1, len(written) - 1) if FORMS[written[at]].plain in words.given_names)
    first = next(given, 0)
    if first and _is_no_name(text, written[first - 1], words):
        return first
    return next((at for at in range(len(written) - 1, 0, -1) if _is_glued(text, start, written, at)), 0)


def is_run_on(written: tuple[str, ...], words: Lexicon) -> bool:
    """Whether the word before a surname is none that a forename is, nor what calls somebody's people."""
    form = FORMS[written[-2]]
    first = FORMS[written[0]].plain
    if {first, form.plain} & words.given_names.keys() or _calls_many(form, words):
        return False
    is_numbered = form.plain in words.suffixes or bool(re.fullmatch(ORDINAL, form.text))
    if form.plain in words.body_nouns:  # "Recovery Act Weber", but "House Republican Weber"
        return len(written) > _PAIR
    return is_numbered or form.plain in words.written_small or _is_listed(form.text)


def _calls_many(form: Form, words: Lexicon) -> bool:
    """Whether a word before a name calls those who are its bearer's: "Team Weber"."""
    return form.plain in words.collectives or form.plain in words.plurals


def _is_no_name(text: str, word: str, words: Lexicon) -> bool:
    """Whether a word is one that is written small, in news or in this text."""
    form = FORMS[word]
    if form.is_title:
        return False
    return form.plain in words.written_small or words.is_small(form.plain) or is_written_small(text, word)


def _is_glued(text: str, start: int, written: tuple[str, ...], at: int) -> bool:
    """Whether the words up to a number are no part of the name that the others are."""
    words, before, own = lexicon(), written[:at], " ".join(written[at:])
    last = FORMS[before[-1]]
    if last.text in _COUNTRY:  # but "U.S. Steel" is a name
        return at == 1 and _is_known(text, own, start, words)
    if last.plain in words.given_names or _calls_many(last, words):
        return False
    if re.fullmatch(ORDINAL, last.text) or (last.plain in words.suffixes and last.text.isupper()):
        return _is_known(text, own, start, words)  # "December 31st Weber"
    is_act = at > 1 and last.plain in words.body_nouns  # "Recovery Act Weber"
    opens = at > 1 or _opens_sentence(text, start)
    is_told = opens and all(
        _is_no_name(text, word, words) or (at > 1 and _is_listed(word)) for word in before
    )
    is_small = last.text[0].isupper() and words.is_small(last.plain)  # "Coronavirus The Fund"
    if not (is_act or is_told or is_small):
        return False
    if last.plain not in words.determiners and _stands_behind_a_word(text, " ".join(written)):
        return False  # "Students For Weber"
    return _is_known(text, own, start, words) or (not is_act and _stands_within(text, own, end=start))


def _is_known(text: str, own: str, start: int, words: Lexicon) -> bool:
    """Whether some words are a listed name, or the surname of somebody whom the text has named by then."""
    return _is_listed(own) or _is_somebodys(text, own, start, words)


def _is_listed(name: str) -> bool:
    return listed_kind(name.casefold()) is not None


def _is_somebodys(text: str, surname: str, end: int, words: Lexicon) -> bool:
    """Whether a forename or a title stands before a surname, looked for near the head of the text."""
    at = -1
    for _ in range(_PLACES):
        at = text.find(f" {surname}", at + 1, min(end, _LOOKED_AT))
        if at < 0:
            return False
        before = _FORENAME.search(text[max(0, at - _FORENAMES) : at])
        if before is not None and (FORMS[before[1]].is_title or before[1].casefold() in words.given_names):
            return True
    return False


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
    return not before or before[-1] in ".!?\n:]"


def _has_verb_after(text: str, end: int) -> bool:
    """Whether a verb in the singular follows: "Sanders says", against "Teachers say"."""
    after = _NEXT_WORD.match(text[end : end + 30])
    return after is not None and after[1].endswith("s")


def _stands_behind_a_word(text: str, name: str) -> bool:
    """Whether something stands right before a name where it stands, looked for near the head of the text."""
    at = -1
    for _ in range(_PLACES):
        at = text.find(f" {name}", at + 1, _LOOKED_AT)
        if at < 0:
            return False
        if at and (text[at - 1].isalnum() or text[at - 1] == ","):
            return True
    return False


def _stands_within(text: str, word: str, end: int = _LOOKED_AT) -> bool:
    """Whether the word has its capital within a sentence too, looked for near the head of the text."""
    at = -1
    for _ in range(_PLACES):
        at = text.find(f" {word}", at + 1, min(end, _LOOKED_AT))
        if at < 0:
            return False
        last = at + 1 + len(word)
        if at and (text[at - 1].islower() or text[at - 1] == ",") and not text[last : last + 1].isalpha():
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
