"""The capitalised names of an article, where they stand, and what the words in and around them tell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from .inflection import is_plural, singular
from .lexicon import Lexicon, lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind = Literal["person", "body", "place", "outlet", "unknown"]

# Initials ("G.K.", "U.S.", "J." before a name), else a word with what is joined to it ("O’Hara").
_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}|[^\W\d_]\.(?=[ \xa0]+[A-Z])|[^\W_]+(?:[-'’&/](?=[^\W_])[^\W_]+)*",
)
_BLANK = re.compile(r"[ \xa0]{1,2}")
_POSSESSIVE = ("'s", "’s", "'S", "’S")
_PREFIXES = ("al-", "el-", "ul-", "ar-", "as-", "d’", "d'", "bin-", "de-")
_ORDINAL = re.compile(r"\d{1,4}(?:st|nd|rd|th)")  # "83rd Guards Air Assault Brigade"
_MOST_WORDS = 40  # in a run with its titles; what goes on longer is cut, so that no text makes it costly
_LONGEST = 8  # words; a longer run of capitals is a headline and no name
_TITLE_CASE = 0.7  # share of capitals among words of four letters or more, from which a line is a headline
_LONGEST_HEADLINE = 300  # characters
_SURE_TITLE_CASE = 0.9  # the same for a line that ends as sentences do, which may be rich in names


@dataclass(frozen=True, slots=True)
class Name:
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

    @property
    def surname(self) -> str:
        """The last word that is no "Jr.", in lower case, with the particles before it left out."""
        suffixes = lexicon().suffixes
        return next(
            (word for word in map(str.casefold, reversed(self.words)) if word.rstrip(".") not in suffixes), ""
        )


def names(text: str) -> Iterator[Name]:
    """The names of a text in reading order, those in headlines left out, as capitals say nothing there."""
    words = lexicon()
    for line in re.finditer(r"[^\n]+", text):
        if not is_headline(text, line.start(), line.end()):
            for run in _runs(text, line.start(), line.end(), words):
                name = _name(text, run, words)
                if name is not None:
                    yield name


def is_headline(text: str, start: int, end: int) -> bool:
    """Whether a line is set in title case or capitals, so that they tell nothing of its words.

    With a full stop it is one only where it opens the text: "Anna Weber met Tom Berg." is rich in names.
    """
    line = text[start : min(end, start + _LONGEST_HEADLINE + 1)].rstrip()
    long = re.findall(r"[^\W\d_]{4,}", line)
    if len(line) > _LONGEST_HEADLINE or len(long) < 4:
        return False
    is_sentence = line.endswith((".", "”", '"'))
    share = _SURE_TITLE_CASE if is_sentence else _TITLE_CASE
    capitals = sum(word[0].isupper() for word in long)
    return capitals >= share * len(long) and (start == 0 or not is_sentence)


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int
    possessive: bool

    @property
    def plain(self) -> str:
        return self.text.casefold().rstrip(".")


def _runs(text: str, start: int, end: int, words: Lexicon) -> Iterator[list[_Word]]:
    """Runs of capitalised words, with the small words that join parts of one name."""
    run: list[_Word] = []
    joining: list[_Word] = []
    for match in _WORD.finditer(text, start, end):
        if not run and match.group()[0].islower() and not match.group().startswith(_PREFIXES):
            continue  # most words of a text: nothing to begin or to join
        word = _word(match)
        near = bool(run) and _joined(text, joining[-1] if joining else run[-1], word, words)
        if _is_capital(word.text) and not _is_date(text, word, run, words):
            if not near or len(run) > _MOST_WORDS or not _may_join(text, run, joining, word, words):
                yield from _whole(run)
                run = []
            run += [*(joining if run else ()), word]
            joining = []
        elif (
            near
            and len(joining) < 2
            and (
                word.text in words.particles
                or word.text in words.joiners
                or word.text == "the"
                or (joining and word.text == "a")
            )
        ):
            joining.append(word)
            continue
        else:
            yield from _whole(run)
            run, joining = [], []
        if word.possessive:
            yield from _whole(run)
            run, joining = [], []
    yield from _whole(run)


def _whole(run: list[_Word]) -> Iterator[list[_Word]]:
    if run:
        yield run


def _word(match: re.Match[str]) -> _Word:
    whole = match.group()
    possessive = whole.endswith(_POSSESSIVE) and len(whole) > 2
    core = whole[:-2] if possessive else whole
    after = match.string[match.end() : match.end() + 1]
    possessive = possessive or (core.endswith("s") and after in ("’", "'"))
    return _Word(core, match.start(), match.start() + len(core), possessive)


def _is_capital(word: str) -> bool:
    if word[0].isupper() or _ORDINAL.fullmatch(word):
        return True
    prefix = next((p for p in _PREFIXES if word.startswith(p)), None)
    return prefix is not None and word[len(prefix) : len(prefix) + 1].isupper()


def _is_date(text: str, word: _Word, run: list[_Word], words: Lexicon) -> bool:
    """A weekday, or a month that is not somebody's name ("Theresa May")."""
    if word.plain in words.weekdays:
        return True
    if word.plain not in words.months or (run and run[-1].plain in words.given_names):
        return False
    before = text[max(0, word.start - 12) : word.start].split()
    is_dated = before[-1:] and before[-1].casefold() in words.before_months
    is_numbered = text[word.end : word.end + 6].strip(" .,\xa0")[:1].isdigit()
    return word.plain not in words.months_also_names or bool(is_dated) or is_numbered


def _joined(text: str, left: _Word, right: _Word, words: Lexicon) -> bool:
    gap = text[left.end : right.start]
    if left.text.endswith(".") and (right.plain in words.determiners or right.plain in words.pronouns):
        return False  # "in the U.S. The"
    if gap.startswith("."):
        if left.plain not in words.dotted and len(left.text) > 1 and left.plain not in words.suffixes:
            return False
        gap = gap[1:]
    if right.plain in words.suffixes and gap == ", ":
        return True
    return _BLANK.fullmatch(gap) is not None


def _may_join(text: str, run: list[_Word], joining: list[_Word], word: _Word, words: Lexicon) -> bool:
    if not joining or all(part.text in words.particles for part in joining):
        return True
    if any(part.text in words.particles and part.text not in words.joiners for part in joining):
        return False
    if joining[0].text in ("the", "a"):
        return False
    if joining[0].text == "and":
        # Within what "of" has opened, or up to a body's noun: "House Oversight and Reform Committee".
        is_opened = any(part.text in words.joiners for part in run) or _leads_to_body(text, word, words)
        if not is_opened or word.plain in words.given_names:
            return False
    return any(part.plain in words.body_nouns for part in run) or joining[0].text == "&"


def _leads_to_body(text: str, word: _Word, words: Lexicon) -> bool:
    """Whether two or more capitalised words from here on end in the noun of a body."""
    ahead = re.match(r"(?:[A-Z][\w-]+[ \xa0]){1,4}[A-Z][\w-]+", text[word.start : word.start + 80])
    return ahead is not None and ahead.group().split()[-1].casefold() in words.body_nouns


def _name(text: str, run: list[_Word], words: Lexicon) -> Name | None:
    while run and words.is_small(run[0].plain):
        run = run[1:]
    while run and (run[-1].text in words.particles or run[-1].text in words.joiners):
        run = run[:-1]
    if not run or len(run) > _LONGEST or not any(word.text[0].isalpha() for word in run):
        return None
    if len(run) > 1 and (_ends_in_post(run, words) or _is_shouted(run)):
        return None
    cut = _after_titles(run, words)
    own, titles = run[cut:], run[:cut]
    common = _is_common_behind_title(own[0], words) if titles else _is_common(text, own[0], words)
    if len(own) == 1 and common:
        return None
    kind = _kind(text, own, titles, words)
    return Name(
        start=own[0].start,
        end=own[-1].end,
        title_start=run[0].start,
        words=tuple(word.text for word in own),
        titles=tuple(word.plain for word in titles),
        kind=kind,
        possessive=own[-1].possessive,
    )


def _ends_in_post(run: list[_Word], words: Lexicon) -> bool:
    """Whether the run is a post, a people or a paper and names nobody ("GLAAD President", "New Poll")."""
    last = singular(run[-1].plain)
    common = (
        last in words.roles
        or last in words.people_of
        or last in words.documents
        or run[-1].plain in words.plurals
    )
    return (
        common
        and run[0].plain not in words.given_names
        and not _is_body(run, words)
        and run[-1].plain not in words.outlet_endings
    )


def _is_shouted(run: list[_Word]) -> bool:
    """Whether the run is set in capitals as headings are; two short ones may be abbreviations."""
    return (
        all(word.text.isupper() for word in run)
        and any(len(word.text) > 5 for word in run)
        and not any("." in word.text for word in run)
    )


def _after_titles(run: list[_Word], words: Lexicon) -> int:
    """Where the name itself begins: behind the last title, post or nationality that something follows."""
    whole = " ".join(word.text for word in run).casefold()
    if whole in words.places or whole in words.meant or whole in words.outlets or _is_body(run, words):
        return 0
    plain = [word.plain for word in run]
    given = next(
        (
            i
            for i in range(1, len(run) - 1)
            if plain[i] in words.given_names and _is_no_forename(plain[i - 1], words)
        ),
        0,
    )
    titled = max(
        (
            i + 1
            for i in range(len(run) - 1)
            if plain[i] in words.honorifics
            or singular(plain[i]) in words.roles
            or singular(plain[i]) in words.honorifics
        ),
        default=0,
    )
    cut = max(given, titled)
    if cut and cut == len(run) - 1 and plain[cut - 1] in words.regnal:
        return cut - 1
    if cut and plain[0] in words.given_names and plain[0] not in words.honorifics:
        return 0  # "Stephen King Jr."; a forename before the title makes the title a surname
    if not cut:
        while cut < len(run) - 1 and plain[cut] in words.demonyms:
            cut += 1
    return cut


def _is_no_forename(word: str, words: Lexicon) -> bool:
    return (
        word in words.body_nouns
        or word in words.roles
        or word in words.honorifics
        or word in words.demonyms
        or word in words.modifiers
    )


def _is_body(run: list[_Word], words: Lexicon) -> bool:
    """Whether the last word, or the one before "of", is what bodies are called ("Ministry of Defence")."""
    plain = [word.plain for word in run]
    head = next((plain[i - 1] for i in range(1, len(plain)) if plain[i] in words.joiners), plain[-1])
    if plain[-1] in words.given_names or (head not in words.body_nouns and plain[-1] not in words.body_nouns):
        return False
    return len(run) > 1


def _is_common(text: str, word: _Word, words: Lexicon) -> bool:
    """A word that is no name though it stands in capitals: a post, a people, the first word of a sentence."""
    plain, one = word.plain, singular(word.plain)
    if _listed_kind(plain, words):
        return False
    if one in words.roles or plain in words.honorifics or one in words.people_of or plain in words.demonyms:
        return True
    if one in words.documents or one in words.body_kinds or plain in words.modifiers:
        return True
    if plain in words.collectives or plain in words.plurals:
        return True
    could_open = _opens_sentence(text, word.start) and not word.text.isupper()
    return could_open and is_plural(plain, words) and not _has_verb_after(text, word.end)


def _is_common_behind_title(word: _Word, words: Lexicon) -> bool:
    one = singular(word.plain)
    return (one in words.roles or one in words.people_of) and word.plain not in words.given_names


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start].rstrip("“\"‘' \xa0")
    return not before or before[-1] in ".!?\n:"


def _has_verb_after(text: str, end: int) -> bool:
    """Whether a verb in the singular follows: "Sanders says", against "Teachers say"."""
    after = re.match(r"[ \xa0]([^\W\d_]+)", text[end : end + 30])
    return after is not None and (
        after[1].endswith(("s", "ed")) or after[1] in ("said", "told", "wrote", "has", "was", "is")
    )


def _kind(text: str, own: list[_Word], titles: list[_Word], words: Lexicon) -> Kind:
    if any(word.plain in words.honorifics or word.plain in words.roles for word in titles):
        return "person"
    whole = " ".join(word.text for word in own).casefold()
    kind = _listed_kind(whole, words) or _kind_by_words(own, words)
    if kind == "unknown" and _post_before(text, own[0].start, words):
        return "person"
    return kind


def _listed_kind(whole: str, words: Lexicon) -> Kind | None:
    if whole in words.outlets or "the " + whole in words.outlets:
        return "outlet"
    if whole in words.places or whole in words.meant:
        return "place"
    return "body" if whole in words.plain_bodies else None


def _kind_by_words(own: list[_Word], words: Lexicon) -> Kind:
    first, last = own[0], own[-1]
    if len(own) == 1:
        is_abbreviation = first.text.isupper() and 1 < len(first.text) < 6 and "." not in first.text[1:-1]
        return "body" if is_abbreviation else "unknown"
    if _is_body(own, words):
        return "outlet" if last.plain in words.outlet_endings else "body"
    if first.plain in words.given_names or "." in first.text or (len(own) > 2 and "." in own[1].text):
        return "person"
    return "outlet" if last.plain in words.outlet_endings else "unknown"


def _post_before(text: str, start: int, words: Lexicon) -> bool:
    before = re.search(r"([^\W\d_][\w-]*)[ \xa0]\Z", text[max(0, start - 25) : start])
    return before is not None and before[1] in words.roles and before[1] not in words.body_nouns
