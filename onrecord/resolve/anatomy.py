"""How a run of capitalised words parts into titles and a name, and the name's kind, by the words alone."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from .forms import FORMS, Form
from .inflection import is_plural
from .lexicon import Lexicon, lexicon
from .memory import Remembered

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Kind = Literal["person", "body", "place", "outlet", "unknown"]

_CALL_SIGN = re.compile(r"[kw][a-z]{2,3}[ -](?:tv|fm|am)")  # "KTXA-TV", in lower case
_ABBREVIATION = 3  # letters of one that reads like a small word: "WHO", "US"
_INITIAL = 2  # characters of one with its full stop
_TWICE = 2  # words of a name before which it is written again
_LONGEST = 8  # words; a longer run of capitals is a headline and no name


class Anatomy(NamedTuple):
    """The parts of a run, by the numbers of its words.

    The titles go from ``first`` up to ``own``, the name from there up to ``end``. ``words`` are the
    name's, ``titles`` in lower case. ``is_maybe_plural`` says that it is no name where it only has
    its capital from opening a sentence.
    """

    first: int
    own: int
    end: int
    words: tuple[str, ...]
    titles: tuple[str, ...]
    kind: Kind
    is_maybe_plural: bool


def _anatomy(written: tuple[str, ...]) -> Anatomy | None:
    words = lexicon()
    first, end = _bounds(written, words)
    run = [FORMS[word] for word in written[first:end]]
    if not 0 < len(run) <= _LONGEST or not any(form.text[0].isalpha() for form in run):
        return None
    is_body = _is_body(run, words)
    if len(run) > 1 and ((_ends_in_post(run, words) and not is_body) or _is_shouted(run)):
        return None
    cut = 0 if is_body else _after_titles(run, words)
    titles = run[:cut]
    while not titles and cut < len(run) - 1 and run[cut].text in words.particles:  # "a de Weber event"
        cut += 1
    own = run[cut:]
    is_alone = len(own) == 1
    if is_alone and (_is_common_behind_title(own[0], words) if titles else _is_common(own[0], words)):
        return None
    return Anatomy(
        first=first,
        own=first + cut,
        end=end,
        words=tuple(form.text for form in own),
        titles=tuple(form.plain for form in titles),
        kind=_kind(own, titles, words),
        is_maybe_plural=is_alone and not titles and _is_maybe_plural(own[0], words),
    )


def _bounds(written: Sequence[str], words: Lexicon) -> tuple[int, int]:
    """The run without what no name begins or ends with: small words, a credit, what sticks to it, a link."""
    first, end = _behind_credit(written, words), _before_stuck(written, words)
    while first < end and (words.is_small(FORMS[written[first]].plain) or _is_epithet(written, first, words)):
        first += 1
    while first < end and (written[end - 1] in words.particles or written[end - 1] in words.joiners):
        end -= 1
    if end - first > 1 and _is_link(written[end - 1], words) and not written[end - 2].isupper():
        end -= 1
    return first, end


def _is_epithet(written: Sequence[str], at: int, words: Lexicon) -> bool:
    """Whether a word says how somebody is, "Berlin-born", of a chamber "Conservative-led"."""
    _, hyphen, end = written[at].rpartition("-")
    if not hyphen or end not in words.written_small or FORMS[written[at]].is_title:
        return False
    return len(written) > at + _TWICE or not all(_is_common(FORMS[one], words) for one in written[at + 1 :])


def _behind_credit(written: Sequence[str], words: Lexicon) -> int:
    """Where a picture's credit ends that a name follows: "Tom Reed/Getty Images Weber"; 0 for none."""
    for at, word in enumerate(written[:-1]):
        holder, slash, _ = word.partition("/")
        if slash and at and holder.casefold() not in words.outlets:
            named = " ".join(written[at:]).casefold().partition("/")[2].split(" ")
            sizes = (size for size in range(len(named) - 1, 0, -1) if " ".join(named[:size]) in words.outlets)
            if size := next(sizes, 0):
                return at + size
    return 0


def _before_stuck(written: Sequence[str], words: Lexicon) -> int:
    """Where a name ends that is written again: "Anna Weber Anna", "Weber Anne WeberMinisters"."""
    is_again = len(written) > _TWICE and written[-1] in written[-1 - _TWICE : -1]
    if is_again and (written[-1].casefold() in words.given_names or written[-1] == written[-2]):
        return len(written) - 1
    for end, word in enumerate(written, 1):
        for later in written[end:]:
            if len(word) > 2 and later.startswith(word) and later[len(word) : len(word) + 1].isupper():
                return end
    return len(written)


def _is_link(word: str, words: Lexicon) -> bool:
    """Whether a word is what pages print for a link: "Anna Weber MORE"; shorter ones may be abbreviations."""
    return len(word) > _ABBREVIATION and word.isupper() and FORMS[word].plain in words.openers


def _ends_in_post(run: Sequence[Form], words: Lexicon) -> bool:
    """Whether the run is a post, a people or a paper ("GLAAD President", "New Poll"), unless it is a body."""
    last = run[-1]
    common = (
        last.one in words.roles
        or last.one in words.people_of
        or last.one in words.documents
        or last.plain in words.plurals
    )
    return common and run[0].plain not in words.given_names and last.plain not in words.outlet_endings


def _is_shouted(run: Sequence[Form]) -> bool:
    """Whether the run is set in capitals as headings are; two short ones may be abbreviations."""
    return (
        run[-1].text.isupper()
        and all(form.text.isupper() for form in run)
        and any(len(form.text) > 5 for form in run)
        and not any("." in form.text for form in run)
    )


def _after_titles(run: Sequence[Form], words: Lexicon) -> int:
    """Where the name of one who is no body begins: behind the last title, post or nationality before it."""
    whole = " ".join([form.text for form in run]).casefold()
    if whole in words.places or whole in words.meant or whole in words.outlets:
        return 0
    if second := _behind_initial(run, words):
        return second
    cut = max(_before_given(run, words), _behind_title(run, words))
    if cut and cut == len(run) - 1 and run[cut - 1].plain in words.regnal:
        return cut - 1
    first = run[0].plain
    cut = cut or _after_outlet(run, words)
    if cut and first in words.given_names and first not in words.honorifics:
        return 0  # "Stephen King Jr."; a forename before the title makes the title a surname
    if not cut:
        while (
            cut < len(run) - 1
            and run[cut].plain in words.demonyms
            and not _is_place(run[cut : cut + 2], words)
        ):
            cut += 1
    return cut


def _is_place(run: Sequence[Form], words: Lexicon) -> bool:
    """Whether some words are what stands for a body: "White House"."""
    return " ".join([form.plain for form in run]) in words.meant


def _before_given(run: Sequence[Form], words: Lexicon) -> int:
    """Where the first forename stands behind a word that bodies or posts have; 0 for none."""
    for at in range(1, len(run) - 1):
        if run[at].plain in words.given_names and _is_no_forename(run[at - 1].plain, words):
            return at
    return 0


def _behind_initial(run: Sequence[Form], words: Lexicon) -> int:
    """Where a second name with an initial begins: "Tom B. Reed Anna C. Weber"; 0 for none."""
    initials = [len(form.text) == _INITIAL and form.text[1] == "." for form in run]
    return next(
        (
            at
            for at in range(3, len(run) - 2)
            if initials[at - 2] and initials[at + 1] and run[at].plain in words.given_names
        ),
        0,
    )


def _behind_title(run: Sequence[Form], words: Lexicon) -> int:
    """Where the last title or post ends that something follows; 0 for none."""
    for at in range(len(run) - 1, 0, -1):
        if run[at - 1].is_title and run[at].text not in words.joiners:
            return at
    return 0


def _after_outlet(run: Sequence[Form], words: Lexicon) -> int:
    """Where an outlet ends that somebody's name follows: "told the Washington Post Weber was"."""
    last = run[-1].plain
    if len(run) < 3 or last in words.body_nouns or last in words.outlet_endings or last in words.outlet_kinds:
        return 0
    written = [form.text.casefold() for form in run]
    return next((i for i in range(len(run) - 1, 1, -1) if " ".join(written[:i]) in words.outlets), 0)


def _is_no_forename(word: str, words: Lexicon) -> bool:
    return (
        word in words.body_nouns
        or word in words.roles
        or word in words.honorifics
        or word in words.demonyms
        or word in words.modifiers
    )


def _is_body(run: Sequence[Form], words: Lexicon) -> bool:
    """Whether the last word, or the one before "of", is what bodies are called ("Ministry of Defence")."""
    last = run[-1].plain
    if len(run) == 1 or last in words.given_names:
        return False
    if last in words.body_nouns:
        return True
    head = next((left for left, right in pairwise(run) if right.plain in words.joiners), None)
    return head is not None and head.plain in words.body_nouns


def _is_common(form: Form, words: Lexicon) -> bool:
    """A word that is no name though it stands in capitals: a post, a people, a paper."""
    plain, one = form.plain, form.one
    if listed_kind(plain):
        return False
    return (
        one in words.roles
        or one in words.people_of
        or one in words.documents
        or one in words.body_kinds
        or plain in words.honorifics
        or plain in words.demonyms
        or plain in words.modifiers
        or plain in words.collectives
        or plain in words.plurals
    )


def _is_maybe_plural(form: Form, words: Lexicon) -> bool:
    return not form.text.isupper() and is_plural(form.plain, words) and listed_kind(form.plain) is None


def _is_common_behind_title(form: Form, words: Lexicon) -> bool:
    return (form.one in words.roles or form.one in words.people_of) and form.plain not in words.given_names


def _kind(own: Sequence[Form], titles: Sequence[Form], words: Lexicon) -> Kind:
    if any(form.plain in words.honorifics or form.plain in words.roles for form in titles):
        return "person"
    whole = " ".join([form.text for form in own]).casefold()
    return listed_kind(whole) or _kind_by_words(own, words)


def listed_kind(whole: str) -> Kind | None:
    """The kind of a name, in lower case, by the lists alone; none where it stands in none."""
    return _listed().get(whole) or ("outlet" if _CALL_SIGN.fullmatch(whole) else None)


@cache
def _listed() -> Mapping[str, Kind]:
    """The kinds of the names that are listed, in lower case."""
    words = lexicon()
    listed: dict[str, Kind] = dict.fromkeys(words.plain_bodies, "body")
    listed |= dict.fromkeys((*words.places, *words.meant), "place")
    listed |= dict.fromkeys(
        (*words.outlets, *(name.removeprefix("the ") for name in words.outlets)), "outlet"
    )
    return listed


def _kind_by_words(own: Sequence[Form], words: Lexicon) -> Kind:
    first, last = own[0], own[-1]
    if len(own) == 1:
        is_abbreviation = first.text.isupper() and 1 < len(first.text) < 6 and "." not in first.text[1:-1]
        return "body" if is_abbreviation else "unknown"
    if _is_body(own, words):
        return "outlet" if last.plain in words.outlet_endings else "body"
    if first.plain in words.given_names or "." in first.text or (len(own) > 2 and "." in own[1].text):
        return "person"
    return "outlet" if last.plain in words.outlet_endings else "unknown"


ANATOMIES = Remembered(_anatomy)
