"""Runs of capitalised words, with the small words that join the parts of one name.

A text is looked through for stretches in which runs can lie; what runs lie in one, its words alone tell
mostly, and names come again and again.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from .forms import FORMS, ORDINAL, PREFIXES, Form
from .lexicon import Lexicon, lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Initials ("G.K.", "U.S.", "J." before a name), else a word with what is joined to it ("O’Hara").
_WORD = r"(?:[^\W\d_]\.){2,}|[^\W\d_]\.(?=[ \xa0]+[A-Z])|[^\W_]+(?:[-'’&/](?=[^\W_])[^\W_]+)*"
_WORDS = re.compile(_WORD)
# A word that no name begins with; most words of a text are told by the first of the two.
_SMALL = rf"[a-z]++(?=[ ,])|(?=[a-z0-9])(?!{'|'.join(PREFIXES)}|{ORDINAL})(?:{_WORD})"
_BLANK = re.compile(r"[ \xa0]{1,2}")
_SOME_CAPITALS = re.compile(r"(?:[A-Z][\w-]+[ \xa0]){1,4}[A-Z][\w-]+")
_POSSESSIVE = ("'s", "’s", "'S", "’S")
_MOST_WORDS = 40  # in a run with its titles; what goes on longer is cut, so that no text makes it costly


class Word(NamedTuple):
    """A word where it stands, without its possessive ending."""

    form: Form
    start: int
    end: int
    is_possessive: bool


def stretches(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the stretches between two positions are in which runs can lie; none goes beyond its own."""
    for match in _stretch().finditer(text, start, end):
        if match.lastindex:
            yield match.span(1)


@cache
def _stretch() -> re.Pattern[str]:
    """The next stretch, the group, behind all small words before it; at the end of a text those alone.

    More can stand between its words than in a run, never less. An apostrophe behind it tells of a possessive.
    """
    words = lexicon()
    gap = rf"(?<![’'][sS])(?:\.?[ \xa0]{{1,2}}|\.?, (?=(?i:{'|'.join(sorted(words.suffixes))})))"
    joint = rf"(?:{'|'.join(sorted(words.particles | words.joiners))}|the)(?![^\W_]){gap}"
    word = rf"(?!{_SMALL})(?:{_WORD})"
    joined = rf"{gap}(?:{joint}(?:{joint}|a{gap})?)?{word}"
    return re.compile(rf"[\W_]*+(?:(?:{_SMALL})[\W_]*+)*+({word}(?>{joined})*+[’']?)?")


def runs(text: str, start: int, end: int) -> Iterator[list[Word]]:
    """The runs of a stretch, in reading order."""
    words = lexicon()
    run: list[Word] = []
    joining: list[Word] = []
    for match in _WORDS.finditer(text, start, end):
        word = _word(text, match)
        form = word.form
        if form.is_capital and not (form.is_day and _is_date(text, word, run, words)):
            if run and not _goes_on(text, run, joining, word, words):
                yield run
                run = []
            run += [*(joining if run else ()), word]
            joining = []
            if word.is_possessive:
                yield run
                run = []
        elif run and _is_joining(text, run, joining, word, words):
            joining.append(word)
        else:
            if run:
                yield run
            run, joining = [], []
    if run:
        yield run


def _word(text: str, match: re.Match[str]) -> Word:
    written, (start, end) = match[0], match.span()
    if written[-1] not in "sS":
        return Word(FORMS[written], start, end, is_possessive=False)
    if written.endswith(_POSSESSIVE) and len(written) > 2:
        return Word(FORMS[written[:-2]], start, end - 2, is_possessive=True)
    return Word(FORMS[written], start, end, written[-1] == "s" and text.startswith(("’", "'"), end))


def _is_joining(text: str, run: Sequence[Word], joining: Sequence[Word], word: Word, words: Lexicon) -> bool:
    """Whether a small word may join the run to a name behind it."""
    may_join = word.form.is_joint or (joining and word.form.text == "a")
    return bool(may_join) and _joined(text, joining[-1] if joining else run[-1], word, words)


def _is_date(text: str, word: Word, run: Sequence[Word], words: Lexicon) -> bool:
    """A weekday, or a month that is not somebody's name ("Theresa May")."""
    plain = word.form.plain
    if plain in words.weekdays:
        return True
    if run and run[-1].form.plain in words.given_names:
        return False
    before = text[max(0, word.start - 12) : word.start].split()
    is_dated = before[-1:] and before[-1].casefold() in words.before_months
    is_numbered = text[word.end : word.end + 6].strip(" .,\xa0")[:1].isdigit()
    return plain not in words.months_also_names or bool(is_dated) or is_numbered


def _goes_on(text: str, run: Sequence[Word], joining: Sequence[Word], word: Word, words: Lexicon) -> bool:
    """Whether a word belongs to the run before it."""
    return (
        len(run) <= _MOST_WORDS
        and _joined(text, joining[-1] if joining else run[-1], word, words)
        and (not joining or _may_join(text, run, joining, word, words))
    )


def _joined(text: str, left: Word, right: Word, words: Lexicon) -> bool:
    """Whether nothing but a blank is between two words, or what an abbreviation or a suffix has there."""
    one, two = left.form, right.form
    gap = text[left.end : right.start]
    if one.text.endswith(".") and (two.plain in words.determiners or two.plain in words.pronouns):
        return False  # "in the U.S. The"
    if gap.startswith("."):
        if one.plain not in words.dotted and len(one.text) > 1 and one.plain not in words.suffixes:
            return False
        gap = gap[1:]
    if gap == " ":  # as nearly always
        return True
    return _BLANK.fullmatch(gap) is not None or (gap == ", " and two.plain in words.suffixes)


def _may_join(text: str, run: Sequence[Word], joining: Sequence[Word], word: Word, words: Lexicon) -> bool:
    """Whether these small words join what follows to the run."""
    small = [part.form.text for part in joining]
    if words.particles.issuperset(small):
        return True
    if small[0] == "the" or any(part in words.particles and part not in words.joiners for part in small):
        return False
    if small[0] == "and":
        # Within what "of" has opened, or up to a body's noun: "House Oversight and Reform Committee".
        is_opened = any(part.form.text in words.joiners for part in run) or _leads_to_body(text, word, words)
        if not is_opened or word.form.plain in words.given_names:
            return False
        if len(run) == 1 and _is_with_article(text, run[0]) and run[0].form.plain not in words.given_names:
            whole = run[0].form.text.casefold()
            return not (whole in words.places or whole in words.meant or whole in words.plain_bodies)
    return any(part.form.plain in words.body_nouns for part in run)


def _is_with_article(text: str, word: Word) -> bool:
    """Whether "the" stands before, which then belongs to all that "and" joins: "the Food and Drug …"."""
    return text[max(0, word.start - 4) : word.start].casefold() == "the "


def _leads_to_body(text: str, word: Word, words: Lexicon) -> bool:
    """Whether two or more capitalised words from here on end in the noun of a body."""
    ahead = _SOME_CAPITALS.match(text[word.start : word.start + 80])
    return ahead is not None and ahead.group().split()[-1].casefold() in words.body_nouns
