"""An article as it is written: its text, and where each thing said in it stands.

A form is a sentence with its parts marked: `[the source]`, `{the cue}`, `<the content>`; in it `@` stands for
the words of the content (`@1` and `@2` for its halves), `^` makes the next letter a capital, `$S` is the
speaker, `$A` another whose claim it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

Act = Literal["says", "denies", "confirms", "no_comment"]
Place = tuple[int, int]

_PART = re.compile(r"[\[\]{}<>^]|@[12]?|\$[SA]|[^\[\]{}<>^@$]+")


class Person(NamedTuple):
    """Somebody invented. Two may bear one name: ``number`` tells them apart."""

    given: str
    surname: str
    role: str
    number: int

    @property
    def name(self) -> str:
        """The full name."""
        return f"{self.given} {self.surname}".strip()


class Claim(NamedTuple):
    """What is claimed: of which place or corpus, what of it, and its value where it is a figure.

    Claims are the same where all three are. Two values of one thing disagree, but where they are ``alike``.
    """

    place: str
    about: str
    value: float | None = None
    alike: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A statement that was planted: half-open offsets are of the article's text."""

    article: str
    day: str
    content: tuple[Place, ...]
    words: tuple[str, ...]
    cue: str
    source: str
    person: Person
    act: Act
    claim: Claim

    @property
    def end(self) -> dict[str, Any]:
        """As an end of a link in the gold."""
        content = [
            {"start": start, "end": end, "text": words}
            for (start, end), words in zip(self.content, self.words, strict=True)
        ]
        told = {
            "content": content,
            "source_text": self.source,
            "cue_text": self.cue,
            "speaker": self.person.name,
        }
        return told | {"id": self.article, "date": self.day}


@dataclass(slots=True)
class Draft:
    """An article that is being written: a sentence at a time, a paragraph each."""

    key: str
    outlet: str
    day: str
    text: str = ""
    said: list[Said] = field(default_factory=list)
    known: set[Person] = field(default_factory=set)

    def tell(self, sentence: str) -> None:
        """Go on in the article's own voice."""
        self.text += ("\n\n" if self.text else "") + sentence

    def say(self, form: str, words: str, person: Person, act: Act, claim: Claim) -> Said:
        """Write what somebody says, and remember where."""
        return self._write(form, words, [(person, act)], claim)[0]

    def answer(
        self, form: str, words: str, persons: tuple[Person, Person], claim: Claim
    ) -> tuple[Said, Said]:
        """Write a denial of what another claims, in one sentence: the first denies, the second claims."""
        one, other = self._write(form, words, [(persons[0], "denies"), (persons[1], "says")], claim)
        return one, other

    def trap(self, form: str, person: Person) -> Place:
        """Write a sentence whose cue answers nothing; where it stands."""
        start = len(self.text) + 2
        name = self._called(person, is_first=True)
        told = form.translate({ord(mark): None for mark in "[]{}"}).replace("$S", name)
        self.tell(told[0].upper() + told[1:])
        return start, len(self.text)

    def _write(self, form: str, words: str, acts: list[tuple[Person, Act]], claim: Claim) -> list[Said]:
        self.text += "\n\n" if self.text else ""
        half = words.find(", and ") + 1
        opened: dict[str, int] = {}
        places: dict[str, list[Place]] = {"[": [], "{": [], "<": []}
        is_capital = True
        for part in _PART.findall(form):
            if part in "[{<":
                opened[part] = len(self.text)
            elif part in "]}>":
                mark = {"]": "[", "}": "{", ">": "<"}[part]
                places[mark].append((opened[mark], len(self.text)))
            elif part == "^":
                is_capital = True
            else:
                told = self._told(part, words, half, [person for person, _ in acts])
                self.text += told[:1].upper() + told[1:] if is_capital and told[:1].islower() else told
                is_capital = is_capital and not any(letter.isalnum() for letter in told)
        sources = [self.text[start:end] for start, end in places["["]]
        cue = " ".join(self.text[start:end] for start, end in places["{"][:1])
        content = tuple(places["<"])
        told_words = tuple(self.text[start:end] for start, end in content)
        cues = [cue, "claim"]
        said = [
            Said(self.key, self.day, content, told_words, cues[number], sources[number], person, act, claim)
            for number, (person, act) in enumerate(acts)
        ]
        self.said += said
        return said

    def _told(self, part: str, words: str, half: int, persons: list[Person]) -> str:
        match part:
            case "@":
                return words
            case "@1":
                return words[: half - 1]
            case "@2":
                return words[half + 1 :]
            case "$S" | "$A":
                is_first = self.text.endswith(("\n\n", "\n\n[")) or not self.text
                return self._called(persons[part == "$A"], is_first=is_first)
        return part

    def _called(self, person: Person, *, is_first: bool) -> str:
        """The whole name and the role when first named, then the surname."""
        if person in self.known:
            return person.surname
        self.known.add(person)
        if not person.role:
            return person.name
        if is_first and len(self.said) % 2 == 0:
            return f"{person.name}, {person.role},"
        return f"{person.role.partition(' ')[2]} {person.name}"
