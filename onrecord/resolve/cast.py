"""The cast of an article: the people and bodies in it, by every name that it gives them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from onrecord.record import Span, Words

from .headlines import is_headline
from .lexicon import Gender, Lexicon, lexicon
from .names import Name, is_run_on, is_written_small, names, with_lone_sources
from .namesakes import Namesakes
from .posts import POSTS, head_of, role_ahead, role_before, role_behind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence, Set

# "National Electronic Mass Media Council (NEPLP)", "Alliance to Reclaim Our Schools (AROS)".
_BRACKETED = re.compile(r"\(\s?[\"“]?(?:the )?([A-Z][A-Za-z.&-]{1,9})[\"”]?\s?\)")
_SMALL = frozenset("of the and for to on in & a de la du des".split())  # without a letter in an abbreviation
_AGE = re.compile(r",[ \xa0](\d{1,3})(?:,|[ \xa0])")
_ALL_OF_IT = (0, 1, 2)  # characters of a source behind the name: none, or a possessive ending
_BY_FAR = 4  # times as often by the whole name as any namesake
_START = 2  # times that whoever of a name is named first counts beforehand
_OFTEN_HEARD = 2  # times that a bare surname has been used for one alone: then it stays theirs
_INTRODUCED = 3  # mentions by the whole name beside which it stands who somebody is
_STEM = 3  # letters by which "Gov." is a governor
_LESSONS = 60  # mentions of one person beside which posts are looked for; later ones tell nothing new
_NOBODYS = frozenset(
    ("place", "outlet", "body")
)  # the kinds of name that are nobody's, if longer than a word
_CROWD = 100  # people of one post, or bodies of one kind, that are told apart
_HEADLINE = 160  # characters that a headline has at most
_HEADLINES = 60  # lines set as headlines in which whole names are looked for
_LINE = re.compile(r"[^\n]+")


@dataclass(slots=True)
class Person:
    """Somebody in the article, by the fullest name that it gives.

    ``posts`` are the words, in lower case, of the posts and titles written beside the name;
    ``heads`` those of them that a post turns on, and ``role`` the one that tells most, as it stands.
    ``mention`` is where the fullest name stands first. ``times_whole`` counts how often the person is named
    by more than one word, ``times`` how often at all.
    """

    words: tuple[str, ...]
    gender: Gender | None = None
    posts: set[str] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)
    role: Words | None = None
    first_seen: int = 0
    times_whole: int = 0
    age: str | None = None
    times: int = 0
    mention: Span | None = None

    @property
    def name(self) -> str:
        """The fullest name."""
        return " ".join(self.words)

    @property
    def is_whole(self) -> bool:
        """Whether more than a first or a last name is known."""
        return len(self.words) > 1


@dataclass(frozen=True, slots=True)
class Mention:
    """A person named at a place in the article."""

    name: Name
    person: Person


class Cast:
    """Who is in an article and where they are named.

    ``mentions`` are the people's, in reading order; ``names`` all names, bodies and places too.
    """

    def __init__(self, text: str, speaking: Iterable[Span] = ()) -> None:
        self._words = lexicon()
        self._text = text
        speaking = list(speaking)
        self.names: list[Name] = with_lone_sources(text, list(names(text)), speaking)
        self._starts = [name.start for name in self.names]
        self._namesakes = Namesakes(self._words)
        self._by_words: dict[tuple[str, ...], list[Person]] = {}
        self._noted: dict[tuple[str, ...], list[Person]] = {}
        self._heard: dict[str, Counter[int]] = {}
        self._whole: dict[tuple[str, ...], list[Name]] = defaultdict(list)
        self._introduced_as: dict[tuple[str, ...], set[str]] = {}
        self.people: list[Person] = []
        self._meet_people({span.start: span.end for span in speaking})
        self.mentions: list[Mention] = [
            Mention(name, person) for name in self.names if (person := self.person(name)) is not None
        ]
        for mention in self.mentions:
            mention.person.times += 1
        self._mention_starts = [mention.name.start for mention in self.mentions]
        self._short, self._by_head = self._meet_bodies()
        self._by_post: dict[str, list[Person]] = defaultdict(list)
        self._by_age: dict[str, list[Person]] = defaultdict(list)
        for person in self.people:
            for head in person.heads:
                self._by_post[head].append(person)
            if person.age:
                self._by_age[person.age].append(person)

    # people

    def person(self, name: Name) -> Person | None:
        """Whom a name means, or none where it is nobody's or might be several people's."""
        if name.kind in _NOBODYS and len(name.words) > 1:
            return None
        found = self._by_words.get(name.words)
        if found is None or len(found) > 1:
            found = self.bearers(name.words, name.titles)
            if len(found) > 1:
                found = self._meant_by_surname(found, name)
        return found[0] if len(found) == 1 else None

    def bearers(self, words: tuple[str, ...], titles: Iterable[str] = ()) -> list[Person]:
        """The people of the article whom these words can name."""
        found = self._by_words.get(words)
        if found is None:
            found = self._by_words[words] = self._namesakes.called(words)
        return _fitting(found, titles, self._words) if len(found) > 1 == len(words) else found

    def with_post(self, head: str) -> list[Person]:
        """The people whose post is called by this word ("leader" for a president); of a crowd some."""
        heads = self._words.role_classes.get(head, frozenset()) | {head}
        found = {id(person): person for word in heads for person in self._by_post.get(word, ())[:_CROWD]}
        return sorted(found.values(), key=lambda person: person.first_seen)

    def aged(self, years: str) -> Person | None:
        """The one person of this age, if the article tells it of one alone."""
        found = self._by_age.get(years, ())
        return found[0] if len(found) == 1 else None

    def mentions_between(self, start: int, end: int) -> Sequence[Mention]:
        """The people named from ``start`` up to ``end``."""
        return self.mentions[
            bisect_left(self._mention_starts, start) : bisect_left(self._mention_starts, end)
        ]

    def names_between(self, start: int, end: int) -> Sequence[Name]:
        """The names that begin from ``start`` up to ``end``."""
        return self.names[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def name_before(self, position: int) -> Name | None:
        """The last name that begins before a position."""
        at = bisect_right(self._starts, position - 1)
        return self.names[at - 1] if at else None

    def _meet_people(self, speaking: dict[int, int]) -> None:
        headline = self._headline_end()
        whole, lone = list[Name](), list[Name]()
        for name in self.names:
            if len(name.words) == 1:
                lone.append(name)
            elif _may_be_a_person(name, headline):
                whole.append(name)
        alone = {name.words[0] for name in lone}
        whole = [name for name in whole if not self._is_called_after(name, alone)]
        whole = self._without_run_on(whole)
        for name in whole:
            if len(introduced := self._whole[name.words]) < _INTRODUCED:
                introduced.append(name)
        for name in sorted(whole, key=lambda name: -len(name.words)):
            self._note(name)
        self._meet_by_one_word(lone, speaking)
        self._hear_surnames(lone)
        lessons: Counter[int] = Counter()
        for name in self.names:
            if (person := self.person(name)) is not None and lessons[id(person)] < _LESSONS:
                lessons[id(person)] += 1
                self._learn(person, name)

    def _is_called_after(self, name: Name, alone: Set[str]) -> bool:
        """Whether it is a surname with a word behind it that the text writes small too: "Weber Show"."""
        first, last = name.words[0], name.words[-1]
        return (
            name.kind == "unknown"
            and first in alone
            and last not in alone
            and is_written_small(self._text, last)
        )

    def _without_run_on(self, whole: Sequence[Name]) -> list[Name]:
        """The names without those that a sentence made of two: "the Recovery Act Weber pushed through".

        Such a one stands once, behind a word that no forename is, when the surname has been heard of already.
        """
        times = Counter(name.words for name in whole)
        heard: Counter[str] = Counter()
        run_on = set[int]()
        for name in self.names:
            is_told = name.kind == "unknown" or "." in name.words[0]  # "wife Olive Weber" is somebody
            is_new = is_told and times[name.words] == 1 and heard[name.words[-1]] >= _OFTEN_HEARD
            if is_new and is_run_on(name.words, self._words):
                run_on.add(name.start)
            heard[name.words[-1]] += 1
        return [name for name in whole if name.start not in run_on]

    def _meet_by_one_word(self, lone: Sequence[Name], speaking: dict[int, int]) -> None:
        """Those of whom no other name is known than one word, where that is surely somebody's."""
        times = Counter(name.words for name in lone)
        known: set[tuple[str, ...]] = set()
        for name in lone:
            if name.words in known or name.kind in _NOBODYS:
                continue
            if found := self._namesakes.called(name.words):
                if not name.titles:
                    continue
                if all(self._is_another(name, person) for person in found):
                    self._meet(name, sum(bool(one.titles) for one in lone if one.words == name.words))
                    known.add(name.words)
                continue
            word = name.words[0]
            speaks = speaking.get(name.title_start, 0) - name.end in _ALL_OF_IT
            is_given = times[name.words] > 1 and self._words.given_names.get(word.casefold())
            if name.kind == "person" or speaks or is_given:
                meant = self._namesakes.misspelt(word) if speaks else None
                if meant is not None and meant.first_seen < name.start:
                    self._namesakes.is_also(meant, word)
                else:
                    self._note(self._whole_in_headline(word) or name)

    def _whole_in_headline(self, surname: str) -> Name | None:
        """The one whole name that headlines, where capitals tell no names, have for a surname."""
        if not self._headlines:
            return None
        found: dict[tuple[str, ...], Name] = {}
        small = "|".join(sorted(self._words.particles))
        whole = re.compile(rf"\b([A-Z][^\W\d_]+)(?: [A-Z]\.)? (?:(?:{small}) )?{re.escape(surname)}\b")
        for start, end in self._headlines:
            for match in whole.finditer(self._text, start, end):
                if match[1].casefold() in self._words.given_names:
                    words = tuple(match[0].split(" "))
                    name = Name(
                        match.start(), match.end(), match.start(), words, (), "person", possessive=False
                    )
                    found.setdefault(words, name)
        return next(iter(found.values())) if len(found) == 1 else None

    @cached_property
    def _headlines(self) -> list[tuple[int, int]]:
        """The lines that are set as headlines are, the first ones."""
        lines = (line.span() for line in _LINE.finditer(self._text))
        return list(islice((span for span in lines if is_headline(self._text, *span)), _HEADLINES))

    def _is_another(self, name: Name, person: Person) -> bool:
        """Whether a surname with a title is not the person's who alone is named with it in full.

        "Mr. Keller" where that is "Ines Keller", "Mayor Keller" where it is "his wife, Ines Keller": who
        comes in as somebody's kin shares a surname with whoever has the post.
        """
        known = self._words
        gender = next((found for title in name.titles if (found := known.honorifics.get(title))), None)
        if gender:
            return person.gender not in (None, gender)
        if (own := self._introduced_as.get(person.words)) is None:
            own = self._introduced_as[person.words] = self._posts_of(person)
        has_it = any(title[:_STEM] == post[:_STEM] for title in name.titles for post in own)
        return not (has_it or known.kin.isdisjoint(own))

    def _posts_of(self, person: Person) -> set[str]:
        """What the posts and titles turn on that stand beside somebody's whole name at first."""
        heads = set[str]()
        for name in self._whole.get(person.words, ()):
            heads.update(name.titles)
            for beside in (role_before, role_behind, role_ahead):
                if (role := beside(self._text, name, self._words)) and not self._names_another(role, name):
                    heads |= POSTS[role.text].heads
        return heads

    def _meet(self, name: Name, times: int) -> None:
        """Somebody of whom the article gives a surname and a title alone, beside others of that surname."""
        person = Person(
            _spoken(name.words),
            heads=set(name.titles),
            first_seen=name.start,
            times_whole=times,
            mention=Span(name.start, name.end),
        )
        self.people.append(person)
        self._namesakes.add(person)
        self._noted[name.words] = [person]

    def _hear_surnames(self, lone: Sequence[Name]) -> None:
        """Take note of whom a bare surname was first used for, while one alone of the name had been named."""
        several = {
            words: found for words in {name.words for name in lone} if len(found := self.bearers(words)) > 1
        }
        for name in lone if several else ():
            if name.words in several:
                found = several[name.words]
                so_far = [person for person in found if person.first_seen < name.start]
                if len(so_far) == 1:
                    self._heard.setdefault(name.words[0], Counter())[id(so_far[0])] += 1

    def _meant_by_surname(self, namesakes: list[Person], name: Name) -> list[Person]:
        """Of namesakes the one whom the bare name means, if one alone can be.

        That is the one for whom it was used before another was named, unless the other is named by far the
        most; or who is named by far the most, the one named first having some start.
        """
        first = min(namesakes, key=lambda person: person.first_seen)
        heard = self._heard.get(name.words[0], Counter())[id(first)] if first.first_seen < name.start else 0
        often = sorted(
            (person.times_whole + _START * (person is first) for person in namesakes), reverse=True
        )
        most = max(namesakes, key=lambda person: person.times_whole + _START * (person is first))
        if heard and (heard >= _OFTEN_HEARD or most is first):
            return [first]
        return [most] if often[0] >= _BY_FAR * often[1] else namesakes

    def _headline_end(self) -> int:
        """Where a first line ends that reads as a headline, in which the first capital may be any word's."""
        end = self._text.find("\n")
        return end if 0 < end < _HEADLINE and not self._text[:end].rstrip().endswith(".") else 0

    def _note(self, name: Name) -> None:
        known = self._noted.get(name.words) or self._namesakes.called(name.words)
        if known:
            self._noted[name.words] = known
            for person in known:
                person.first_seen = min(person.first_seen, name.start)
                person.times_whole += len(name.words) > 1
            return
        person = Person(
            _spoken(name.words),
            first_seen=name.start,
            times_whole=len(name.words) > 1,
            mention=Span(name.start, name.end),
        )
        self.people.append(person)
        self._namesakes.add(person)
        self._noted[name.words] = [person]
        if person.gender is None:
            person.gender = self._words.given_names.get(name.words[0].casefold())

    def _learn(self, person: Person, name: Name) -> None:
        """Take in the titles and posts written beside the name."""
        words = self._words
        for title in name.titles:
            person.gender = words.honorifics.get(title) or words.role_gender.get(title) or person.gender
        for beside in (role_before, role_behind, role_ahead):
            if (role := beside(self._text, name, words)) and not self._names_another(role, name):
                self._take_role(person, role)
        age = _AGE.match(self._text, name.end)
        person.age = age[1] if age else person.age

    def _names_another(self, role: Words, name: Name) -> bool:
        """Whether the words are somebody else with a title: "Trump, President Obama and …"."""
        return any(
            other is not name and other.title_start <= role.span.start and other.titles
            for other in self.names_between(role.span.start, role.span.end)
        )

    def _take_role(self, person: Person, role: Words) -> None:
        post = POSTS[role.text]
        person.posts |= post.words
        person.heads |= post.heads
        person.gender = person.gender or post.gender
        if not post.is_courtesy and (person.role is None or POSTS[person.role.text].is_slight):
            person.role = role

    # bodies

    def body(self, words: str) -> str:
        """A body's fullest name where the article gives one for this short form, else the name as it is."""
        return self._short.get(words.replace(".", ""), words)

    def body_called(self, head: str, modifiers: Sequence[str]) -> str | None:
        """The one body of the article that can be called so ("the appeals court"), if there is one."""
        called = [name for name in self._by_head.get(head, ()) if _has(name, modifiers)]
        return called[0] if len(called) == 1 else None

    def _meet_bodies(self) -> tuple[dict[str, str], dict[str, dict[str, None]]]:
        """What short forms stand for, and the bodies by the head of their name."""
        by_head: dict[str, dict[str, None]] = defaultdict(dict)
        initials: dict[str, set[str]] = defaultdict(set)
        for name in self.names:
            if len(name.words) > 1 and name.kind in ("body", "outlet"):
                alike = by_head[head_of([word.casefold() for word in name.words])]
                if len(alike) < _CROWD:
                    alike[name.text] = None
                for letters in _initials(name.words):
                    if len(letters) > 2 or name.kind == "outlet":
                        initials[letters].add(name.text)
        short = {letters: next(iter(long)) for letters, long in initials.items() if len(long) == 1}
        return short | dict(self._bracketed()), by_head

    def _bracketed(self) -> Iterator[tuple[str, str]]:
        """The short forms given in brackets behind a name, whatever language they abbreviate."""
        for bracket in _BRACKETED.finditer(self._text):
            long = self.name_before(bracket.start())
            if (
                long is not None
                and long.end >= bracket.start() - 2
                and len(long.words) > 1
                and bracket[1].isupper()
            ):
                yield bracket[1].replace(".", ""), long.text


def _fitting(people: list[Person], titles: Iterable[str], words: Lexicon) -> list[Person]:
    """Of people of one name those whom the titles before it can mean ("Mrs. Clinton", "President Bush")."""
    if len(people) < 2:
        return people
    titles = set(titles)
    gender = next((found for title in titles if (found := words.honorifics.get(title))), None)
    if gender:
        alike = [person for person in people if person.gender == gender]
        return alike or [person for person in people if person.gender is None] or people
    if titles:
        return [person for person in people if titles & person.heads] or people
    return people


def _may_be_a_person(name: Name, headline: int) -> bool:
    return name.kind == "person" or (
        name.kind == "unknown" and len(name.words) <= 4 and name.start >= headline
    )


def _spoken(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a name without the capitals of a transcript ("WALLACE:")."""
    return tuple(
        word.capitalize() if word.isalpha() and word.isupper() and len(word) > 4 else word for word in words
    )


def _has(name: str, modifiers: Iterable[str]) -> bool:
    return set(name.casefold().split()).issuperset(modifiers)


def _initials(words: Sequence[str]) -> set[str]:
    """The abbreviations that a name's first letters make, with and without its small words."""
    big = [word for word in words if word.casefold() not in _SMALL]
    return {"".join(word[0] for word in some).upper() for some in (big, words)} if len(big) > 1 else set()
