"""The people of an article by what they can be called: whole name, surname, first name, short form."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from .lexicon import Lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .cast import Person

# People kept for one name. Of more nobody is meant by it alone, and a text of namesakes stays cheap.
_MOST = 24

_LONG_ENOUGH = 5  # letters of a surname in which one may be wrong without its being another's
_LONE = ""  # stands for the forename of somebody of whom a surname alone is known


class Namesakes:
    """Who can be meant by some words. What is asked costs the same however many people there are."""

    def __init__(self, words: Lexicon) -> None:
        self._words = words
        self._by_surname: dict[str, list[Person]] = defaultdict(list)
        self._by_forename: dict[str, list[Person]] = defaultdict(list)
        self._by_both: dict[tuple[str, str], list[Person]] = defaultdict(list)
        self._by_initial: dict[tuple[str, str], list[Person]] = defaultdict(list)
        self._by_stump: dict[str, list[Person]] = defaultdict(list)
        self._by_ending: dict[tuple[str, ...], list[Person]] = defaultdict(list)

    def add(self, person: Person) -> None:
        """Take somebody in, under all that the person's words allow."""
        plain = _plain(person.words)
        surname = self._surname(plain)
        forename = plain[0] if person.is_whole else _LONE
        _keep(self._by_surname[surname], person)
        _keep(self._by_both[surname, forename], person)
        if person.is_whole:
            _keep(self._by_forename[forename], person)
            _keep(self._by_initial[surname, forename[0]], person)
        for start in range(1, len(plain) - 1):
            _keep(self._by_ending[plain[start:]], person)

    def is_also(self, person: Person, surname: str) -> None:
        """Take note of another spelling of somebody's surname."""
        _keep(self._by_surname[surname.casefold()], person)

    def misspelt(self, surname: str) -> Person | None:
        """The one person whose surname is this but for a letter ("Wines" for "Wimes"), if there is one."""
        if len(surname) < _LONG_ENOUGH:
            return None
        if not self._by_stump:
            for name, people in self._by_surname.items():
                for stump in _stumps(name) if len(name) >= _LONG_ENOUGH else ():
                    self._by_stump[stump] += [person for person in people if person.is_whole][:2]
        found = {id(p): p for stump in _stumps(surname.casefold()) for p in self._by_stump.get(stump, ())}
        return next(iter(found.values())) if len(found) == 1 else None

    def called(self, words: Sequence[str]) -> list[Person]:
        """Those whom the words can name, at most a few dozen; of several words the first is a forename."""
        plain = _plain(words)
        surname = self._surname(plain)
        if len(plain) == 1:
            return self._by_surname.get(surname) or self._by_forename.get(surname, [])
        if surname not in self._by_surname:
            return []
        found: dict[int, Person] = {}
        for people in self._with_forename(surname, plain[0]):
            found |= {id(person): person for person in people if self._is_of_same_age(person, plain)}
        return list(found.values()) or self._by_ending.get(plain, [])

    def _is_of_same_age(self, person: Person, plain: Sequence[str]) -> bool:
        """Whether both or neither go by "Jr." or the like: father and son share the rest of the name."""
        other = person.words[-1].casefold().rstrip(".")
        suffixes = self._words.suffixes
        return not person.is_whole or (other if other in suffixes else "") == (
            plain[-1] if plain[-1] in suffixes else ""
        )

    def _with_forename(self, surname: str, forename: str) -> Iterator[list[Person]]:
        """Those of a surname who can go by a first name: the same, its initial, a short form; else none."""
        if len(forename) == 1:
            found = [self._by_initial.get((surname, forename), [])]
        else:
            forms = (forename, forename[0], *self._words.other_forenames.get(forename, ()))
            found = [self._by_both.get((surname, form), []) for form in forms]
        yield from found if any(found) else [self._by_both.get((surname, _LONE), [])]

    def _surname(self, plain: Sequence[str]) -> str:
        """The last word that is no "Jr."."""
        if plain[-1] not in self._words.suffixes:
            return plain[-1]
        return next((word for word in reversed(plain) if word not in self._words.suffixes), "")


def _plain(words: Sequence[str]) -> tuple[str, ...]:
    return tuple([word.casefold().rstrip(".") or word for word in words])


def _stumps(name: str) -> set[str]:
    """The name, and what is left of it when any one letter but the first goes."""
    return {name} | {name[:at] + name[at + 1 :] for at in range(1, len(name))}


def _keep(people: list[Person], person: Person) -> None:
    if len(people) < _MOST:
        people.append(person)
