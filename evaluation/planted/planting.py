"""The plants: what is said, said again, copied, denied, confirmed and disputed, and what only looks like it.

Everything is drawn with a fixed seed, and nothing here knows how links are found: the gold is what was
planted.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from evaluation.planted.draft import Act, Claim, Draft, Person, Place, Said

_HERE = Path(__file__).parent
_SEED = 20_240_313
_BEGIN = date(2018, 1, 8)

_TOLD = (
    "[$S] {said} that <@>.",
    "[$S] {told} reporters that <@>.",
    "According to [$S], <@>.",
    "<@>, [$S] {said}.",
    "[$S] {insisted} that <@>.",
    "[$S] {has said} that <@>.",
    "<@>, {according to} [$S].",
    "[$S] {told} a public meeting that <@>.",
)
_QUOTED = (
    "<“^@,”> [$S] {said}.",
    "<“^@,”> {said} [$S].",
    "[$S] {said}: <“^@.”>",
    "[$S] {told} reporters: <“^@.”>",
    "<“^@1,”> [$S] {said}, <“@2.”>",
    "<“^@,”> [$S] {told} the local radio.",
)
_CUT = (
    "<“^@1,”> [$S] {said}.",
    "<“^@1 …”> [$S] {was quoted as saying}.",
    "[$S] had {said} that <“@1.”>",
    "<“… @2,”> [$S] {said}.",
    "[$S] {said}, among other things: <“^@2.”>",
)
_FOR_IT = ("[A spokeswoman for $S] {said} that <@>.", "<“^@,”> {said} [a spokeswoman for $S].")
_DENIED = (
    "[$S] {denied} that <@>.",
    "[$S] has {denied} that <@>.",
    "[$S] {rejected} claims that <@>.",
    "[$S] {dismissed} reports that <@>.",
    "[$S] flatly {denied} that <@>.",
)
_DENIED_DOING = ("[$S] {denied} <@>.", "[$S] {has denied} <@>.", "On behalf of his office [$S] {denied} <@>.")
_DENIED_NOUN = (
    "[$S] {rejected} <@>.",
    "[$S] {denied} <@>.",
    "[$S] {dismissed} <@>.",
    "[$S] {called} <@ a lie>.",
    "[$S] {said} that <@ was untrue>.",
)
_DENIED_OF = (
    "[$S] {denied} [$A]’s claim that <@>.",
    "[$S] {rejected} the claim of [$A] that <@>.",
    "[$S] {disputed} [$A]’s assertion that <@>.",
)
_CONTRARY = (
    "[$S] {said} that <@>.",
    "[$S] {insisted} that <@>.",
    "<“^@,”> [$S] {said}.",
    "[$S] {told} reporters that <@>.",
)
_CONFIRMED = (
    "[$S] {confirmed} that <@>.",
    "[$S] {has confirmed} that <@>.",
    "[$S] {acknowledged} that <@>.",
    "[$S] {admitted} that <@>.",
    "<“It is true that @,”> [$S] {said}.",
)
_CONFIRMED_NOUN = ("[$S] {confirmed} <@>.", "[$S] {has confirmed} <@>.")
_SILENT = (
    "[$S] {declined to comment} on <@>.",
    "[$S] {would not comment} on <@>.",
    "[$S] {would neither confirm nor deny} <@>.",
    "[$S] {refused to comment} on <@>.",
)
_LEADS = (
    "Nobody was in the mood for visitors.",
    "It rained for most of the day.",
    "The shops opened late.",
    "A hearing is to be held next month.",
    "The case has filled the front pages for a week.",
    "There was little traffic on the main road.",
    "Two windows of the council building were dark.",
    "The buses kept to their summer timetable.",
    "Work was to go on after the weekend.",
    "An inquiry is under way.",
)

Row = dict[str, Any]


class Names(NamedTuple):
    """Of whom and what one event is told."""

    place: str
    firm: str
    day: date
    people: tuple[Person, ...]
    outlets: tuple[str, ...]

    def fill(self, words: str, number: str = "") -> str:
        """The words with their place, body and number."""
        return words.format(place=self.place, firm=self.firm, n=number)


@dataclass(slots=True)
class Record:
    """The articles and what is known of them.

    ``pairs`` are what was planted: (kind, plant, one, other): the kind is none where the two only look like
    it. ``copies`` are pairs of the articles' keys, ``traps`` where sentences stand whose cue answers nothing.
    """

    articles: list[Draft] = field(default_factory=list)
    pairs: list[tuple[str, str, Said, Said]] = field(default_factory=list)
    copies: list[tuple[str, str]] = field(default_factory=list)
    traps: list[tuple[str, Place]] = field(default_factory=list)

    def article(self, names: Names, outlet: int, later: int, setting: str) -> Draft:
        """A new article of the event, by one of its outlets, some days later."""
        key = f"p{len(self.articles):04}"
        day = (names.day + timedelta(days=later)).isoformat()
        draft = Draft(key, names.outlets[outlet], day)
        draft.tell(names.fill(setting))
        self.articles.append(draft)
        return draft

    def link(self, kind: str, plant: str, one: Said, other: Said) -> None:
        """Note that one does this to the other."""
        self.pairs.append((kind, plant, one, other))


class Planter:
    """Plants one thing after another, each over another event."""

    def __init__(self) -> None:
        told = tomllib.loads((_HERE / "claims.toml").read_text(encoding="utf-8"))
        self.claims: list[Row] = told["claim"]
        self.counts: list[Row] = told["count"]
        self.measures: list[Row] = told["measure"]
        self.traps: list[Row] = told["trap"]
        self.people = tomllib.loads((_HERE / "people.toml").read_text(encoding="utf-8"))
        self.random = random.Random(_SEED)
        self.record = Record()
        self._events = count()
        self._free: dict[str, list[str]] = {}
        self._sides: list[str] = []
        self._pool = list(self._everybody())

    # who and where

    def _everybody(self) -> Iterator[Person]:
        """Each name once, with a role for life: one half stands on either side."""
        for country in self.people["country"]:
            for given in country["given"]:
                for surname in country["surnames"]:
                    side = "for_it" if len(self._sides) % 2 else "against_it"
                    yield Person(
                        given, surname, self.random.choice(self.people["roles"][side]), len(self._sides)
                    )
                    self._sides.append(side)

    def names(self, topic: str) -> Names:
        """A new event: a place that has none of the kind yet, a body, a day, six people, four outlets."""
        number = next(self._events)
        if topic not in self._free:
            self._free[topic] = self.random.sample(
                self.people["places"]["names"], len(self.people["places"]["names"])
            )
        return Names(
            place=self._free[topic].pop(),
            firm=self.random.choice(self.people["firms"]["names"]),
            day=_BEGIN + timedelta(days=3 * number),
            people=(*self._some("for_it"), *self._some("against_it")),
            outlets=tuple(self.random.sample(self.people["outlets"]["names"], 4)),
        )

    def _some(self, side: str) -> list[Person]:
        """Three of a side, of three surnames."""
        found: list[Person] = []
        while len(found) < 3:
            one = self.random.choice(self._pool)
            if self._sides[one.number] == side and one.surname not in [other.surname for other in found]:
                found.append(one)
        return found

    def pad(self, draft: Draft, least: int = 1) -> None:
        """Go on with what nobody said."""
        for sentence in self.random.sample(_LEADS, self.random.randint(least, 3)):
            draft.tell(sentence)

    def ways(self, names: Names, claim: Row, many: int) -> list[str]:
        """Different ways to say the claim."""
        return [names.fill(way) for way in self.random.sample(claim["ways"], many)]

    def say(self, draft: Draft, forms: tuple[str, ...], words: str, person: Person, claim: Claim) -> Said:
        """Have somebody say it in one of the forms."""
        return draft.say(self.random.choice(forms), words, person, "says", claim)

    # said again

    def repeat_verbatim(self, names: Names, claim: Row) -> None:
        """One quotation in two outlets, the second with other words around it."""
        self._again(names, claim, "repeat verbatim", _QUOTED)

    def repeat_cut(self, names: Names, claim: Row) -> None:
        """A half of the quotation, with or without an ellipsis."""
        self._again(names, claim, "repeat cut", _CUT)

    def _again(self, names: Names, claim: Row, plant: str, forms: tuple[str, ...]) -> None:
        words = f"{self.ways(names, claim, 1)[0]}, {claim['rest']}"
        about = self._of(names, claim)
        person = names.people[0]
        first = self.record.article(names, 0, 0, claim["setting"])
        one = self.say(first, _QUOTED, words, person, about)
        self.pad(first)
        then = self.record.article(names, 1, self.random.randint(0, 3), claim["setting"])
        self.pad(then)
        other = self.say(then, forms, words, person, about)
        self.record.link("repeats", plant, other, one)

    def repeat_paraphrase(self, names: Names, claim: Row) -> None:
        """The same claim in other words, in another outlet and once more in the same."""
        ways = self.ways(names, claim, 3)
        about, person = self._of(names, claim), names.people[0]
        first = self.record.article(names, 0, 0, claim["setting"])
        lead = self.say(first, _TOLD, ways[2], person, about)
        self.pad(first)
        one = self.say(first, _QUOTED[:4], ways[0], person, about)
        then = self.record.article(names, 1, self.random.randint(0, 3), claim["setting"])
        other = self.say(then, _TOLD, ways[1], person, about)
        self.pad(then)
        self.record.link("repeats", "repeat paraphrase near", one, lead)
        self.record.link("repeats", "repeat paraphrase", other, one)

    def repeat_by_body(self, names: Names, claim: Row) -> None:
        """What a body says, and says again through somebody who speaks for it."""
        body = Person("", names.firm, "", self._newcomer())
        told, again = self.ways(names, claim, 2)
        first = self.record.article(names, 0, 0, claim["setting"])
        one = self.say(first, _TOLD, told, body, self._of(names, claim))
        then = self.record.article(names, 1, 1, claim["setting"])
        self.pad(then)
        other = self.say(then, _FOR_IT, again, body, self._of(names, claim))
        self.record.link("repeats", "repeat by a spokeswoman", other, one)

    def copy(self, names: Names, claim: Row) -> None:
        """A whole article with another lead, with its credit or without it."""
        about, person = self._of(names, claim), names.people[0]
        words = f"{self.ways(names, claim, 1)[0]}, {claim['rest']}"
        bodies: list[Draft] = []
        state = self.random.getstate()
        for outlet in (0, 1):
            self.random.setstate(state)
            draft = self.record.article(names, outlet, outlet, claim["setting"])
            if outlet:
                draft.tell(f"What follows came in on the wire from {names.place}.")
            self.pad(draft, 3)
            self.say(draft, _QUOTED, words, person, about)
            for number, form in ((1, _TOLD[0]), (2, _TOLD[4])):
                draft.say(form, names.fill(claim["ways"][number]), names.people[number], "says", about)
            other = self.claims[(self.claims.index(claim) + 1) % len(self.claims)]
            draft.tell(names.fill(other["setting"]))
            bodies.append(draft)
        self.record.copies.append((bodies[1].key, bodies[0].key))
        for one, other_said in zip(bodies[1].said, bodies[0].said, strict=True):
            self.record.link("repeats", "copy", one, other_said)

    # denied, confirmed, left without a word

    def deny(self, names: Names, claim: Row) -> None:
        """A claim, and its denial by the other side in the same article."""
        self._answer_near(names, claim, "denies", self._denials())

    def confirm(self, names: Names, claim: Row) -> None:
        """A claim, and its confirmation in the same article."""
        self._answer_near(names, claim, "confirms", [(_CONFIRMED, None), (_CONFIRMED_NOUN, "noun")])

    def silent(self, names: Names, claim: Row) -> None:
        """A claim, and nothing said on it in the same article."""
        self._answer_near(names, claim, "no_comment", [(_SILENT, "noun")])

    def deny_far(self, names: Names, claim: Row) -> None:
        """A claim in one outlet, its denial in another on another day."""
        self._answer_far(names, claim, "denies", self._denials())

    def confirm_far(self, names: Names, claim: Row) -> None:
        """A claim in one outlet, its confirmation in another on another day."""
        self._answer_far(names, claim, "confirms", [(_CONFIRMED, None)])

    def _denials(self) -> list[tuple[tuple[str, ...], str | None]]:
        return [(_DENIED, None), (_DENIED_DOING, "doing"), (_CONTRARY, "denial"), (_DENIED_NOUN, "noun")]

    def _answer_near(
        self, names: Names, claim: Row, act: Act, ways: list[tuple[tuple[str, ...], str | None]]
    ) -> None:
        about = self._of(names, claim)
        told, again = self.ways(names, claim, 2)
        draft = self.record.article(names, 0, 0, claim["setting"])
        one = self.say(draft, _TOLD + _QUOTED[:4], told, names.people[0], about)
        self.pad(draft)
        for number, (forms, part) in enumerate(self.random.sample(ways, min(2, len(ways)))):
            words = names.fill(claim[part]) if part else again
            other = draft.say(self.random.choice(forms), words, names.people[3 + number], act, about)
            self.record.link(act, f"{act} near {part or 'claim'}", other, one)
        other_claim = self._others(claim)[0]
        decoy = self.say(
            draft, _TOLD, names.fill(other_claim["ways"][0]), names.people[1], self._of(names, other_claim)
        )
        self.record.link("none", f"{act} near, of something else", other, decoy)

    def _answer_far(
        self, names: Names, claim: Row, act: Act, ways: list[tuple[tuple[str, ...], str | None]]
    ) -> None:
        about = self._of(names, claim)
        told, again = self.ways(names, claim, 2)
        first = self.record.article(names, 0, 0, claim["setting"])
        one = self.say(first, _TOLD + _QUOTED[:4], told, names.people[0], about)
        self.pad(first)
        then = self.record.article(names, 1, self.random.randint(0, 4), claim["setting"])
        self.pad(then)
        forms, part = self.random.choice([way for way in ways if way[1] != "noun"])
        words = names.fill(claim[part]) if part else again
        other = then.say(self.random.choice(forms), words, names.people[3], act, about)
        self.record.link(act, f"{act} far {part or 'claim'}", other, one)

    def deny_nested(self, names: Names, claim: Row) -> None:
        """A denial that names whose claim it denies; the claim itself stands in another outlet."""
        about = self._of(names, claim)
        told, again = self.ways(names, claim, 2)
        first = self.record.article(names, 0, 0, claim["setting"])
        one = self.say(first, _TOLD + _QUOTED[:4], told, names.people[0], about)
        then = self.record.article(names, 2, self.random.randint(0, 4), claim["setting"])
        self.pad(then)
        pair = (names.people[3], names.people[0])
        denial, nested = then.answer(self.random.choice(_DENIED_OF), again, pair, about)
        self.record.link("denies", "denies far, claimant named", denial, one)
        self.record.link("denies", "denies near, nested", denial, nested)

    # figures

    def figures_differ(self, names: Names, quantity: Row) -> None:
        """Two values of one thing on one day, in one article and in two."""
        low, high = self._values(quantity)
        one, other = self._two(names, quantity, (low, high), days=0)
        self.record.link("disagrees", "figures differ far", other, one)
        near = self.names(quantity["setting"])
        one, other = self._two(near, quantity, self._values(quantity), days=None)
        self.record.link("disagrees", "figures differ near", other, one)

    def figures_updated(self, names: Names, quantity: Row) -> None:
        """A value, and a higher one a day or two later."""
        low, high = self._values(quantity)
        one, other = self._two(
            names, quantity, (low, high), days=self.random.randint(1, 3), bounds=("at least ", "")
        )
        self.record.link("updates", "figures updated", other, one)

    def figures_alike(self, names: Names, quantity: Row) -> None:
        """A rounding, and a bound with a number just over it: neither disagrees."""
        value = self.random.randint(quantity["low"], quantity["high"])
        step = 10 ** max(1, len(str(value)) - 1)
        value = step * max(1, value // step) - self.random.randint(1, max(1, step // 33))
        rounded = round(value, -(len(str(value)) - 1))
        one, other = self._two(names, quantity, (rounded, value), days=0, bounds=("about ", ""))
        self.record.link("none", "figures rounded", other, one)
        bound = self.names(quantity["setting"])
        low, _ = self._values(quantity)
        pair = (low, low + max(1, low // 20))
        one, other = self._two(bound, quantity, pair, days=0, bounds=("at least ", ""))
        self.record.link("none", "figures bounded", other, one)

    def figures_unlike(self, names: Names, quantity: Row) -> None:
        """Numbers of one noun that are of two things."""
        low, high = self._values(quantity)
        first = self.record.article(names, 0, 0, quantity["setting"])
        words = names.fill(self.random.choice(quantity["ways"]), _number(low))
        one = self.say(first, _TOLD, words, names.people[0], Claim(names.place, quantity["setting"], low))
        then = self.record.article(names, 1, self.random.randint(0, 2), quantity["setting"])
        for number, unlike in enumerate(quantity["unlike"]):
            about = Claim(names.place, f"{quantity['setting']} unlike {number}", high)
            words = names.fill(unlike, _number(high + number))
            other = self.say(then, _TOLD, words, names.people[3 + number], about)
            self.record.link("none", "figures of something else", other, one)

    def figures_elsewhere(self, names: Names, quantity: Row) -> None:
        """Numbers of one noun in the same words, of two places."""
        low, high = self._values(quantity)
        there = names._replace(place=self.names(quantity["setting"]).place)
        ends = []
        for number, (where, value) in enumerate(((names, low), (there, high))):
            draft = self.record.article(where, number, number, quantity["setting"])
            words = where.fill(quantity["ways"][0], _number(value))
            ends.append(
                self.say(
                    draft, _TOLD, words, names.people[number], Claim(where.place, quantity["setting"], value)
                )
            )
        self.record.link("none", "figures of another place", ends[1], ends[0])

    def figures_converted(self, names: Names, measure: Row) -> None:
        """One value in two units."""
        about = Claim(names.place, measure["one"], 1.0)
        ends = []
        for number, part in enumerate(("one", "other")):
            draft = self.record.article(names, number, 0, self.claims[number]["setting"])
            ends.append(self.say(draft, _TOLD, names.fill(measure[part]), names.people[number], about))
        self.record.link("none", "figures converted", ends[1], ends[0])

    def _two(
        self,
        names: Names,
        quantity: Row,
        values: tuple[int, int],
        *,
        days: int | None,
        bounds: tuple[str, str] = ("", ""),
    ) -> tuple[Said, Said]:
        """Two people give two values, so many days apart; in one article where that is None.

        A bound on the day itself is a rounding, or holds for the other number too: they do not disagree.
        """
        alike = bounds[0] if days == 0 else ""
        ways = self.random.sample(quantity["ways"], 2)
        draft = self.record.article(names, 0, 0, quantity["setting"])
        ends: list[Said] = []
        for number, (way, value, bound) in enumerate(zip(ways, values, bounds, strict=True)):
            if number and days is not None:
                draft = self.record.article(names, 1, days, quantity["setting"])
            claim = Claim(names.place, quantity["setting"], value, alike)
            words = names.fill(way, bound + _number(value))
            ends.append(self.say(draft, _TOLD, words, names.people[3 * number], claim))
            self.pad(draft)
        return ends[0], ends[1]

    def _values(self, quantity: Row) -> tuple[int, int]:
        """Two values that no rounding makes one."""
        low = self.random.randint(quantity["low"], quantity["high"])
        return low, max(low + 2, round(low * self.random.uniform(1.3, 3.5)))

    # what only looks like it

    def same_words_other_speaker(self, names: Names, claim: Row) -> None:
        """Two people say the same, word for word, in two outlets: neither repeats himself."""
        about = self._of(names, claim)
        words = self.ways(names, claim, 1)[0]
        ends = []
        for number in (0, 1):
            draft = self.record.article(names, number, number, claim["setting"])
            ends.append(self.say(draft, _TOLD, words, names.people[number], about))
            self.pad(draft)
        self.record.link("none", "same words, other speaker", ends[1], ends[0])

    def like_words_other_claim(self, names: Names, claim: Row) -> None:
        """The same speaker of another night and thing; and a denial of that, which denies nothing of this."""
        person = names.people[0]
        first = self.record.article(names, 0, 0, claim["setting"])
        one = self.say(first, _TOLD, names.fill(claim["ways"][0]), person, self._of(names, claim))
        for number, near in enumerate(claim["near"]):
            about = Claim(names.place, f"{claim['topic']} near {number}")
            then = self.record.article(names, 1 + number, number, claim["setting"])
            other = self.say(then, _TOLD, names.fill(near), person, about)
            self.record.link("none", "same speaker, other claim", other, one)
            self.pad(then)
            denial = then.say(self.random.choice(_DENIED), names.fill(near), names.people[3], "denies", about)
            self.record.link("none", "denial of another claim", denial, one)
            self.record.link("denies", "denies near claim", denial, other)

    def namesakes(self, names: Names, claim: Row) -> None:
        """Another of that surname in the same affair; another of that name in the like affair elsewhere."""
        one = names.people[0]
        given = self.random.choice([given for given in self._countrymen(one) if given != one.given])
        cousin = Person(given, one.surname, names.people[2].role, self._newcomer())
        twin = Person(one.given, one.surname, names.people[4].role, self._newcomer())
        elsewhere = self.names(claim["topic"])
        ends = []
        for number, (person, where) in enumerate(((one, names), (cousin, names), (twin, elsewhere))):
            draft = self.record.article(where, number, number, claim["setting"])
            self.pad(draft)
            words = where.fill(claim["ways"][0])
            ends.append(self.say(draft, _TOLD, words, person, self._of(where, claim)))
        self.record.link("none", "same surname", ends[1], ends[0])
        self.record.link("none", "same name", ends[2], ends[0])

    def traps_after(self, names: Names, claim: Row) -> None:
        """A claim, and then cues that answer nothing in it."""
        draft = self.record.article(names, 0, 0, claim["setting"])
        about = self._of(names, claim)
        self.say(draft, _TOLD, self.ways(names, claim, 1)[0], names.people[0], about)
        for number, trap in enumerate(self.random.sample(self.traps, 2)):
            self.record.traps.append(
                (
                    draft.key,
                    draft.trap(trap["words"].replace("{place}", names.place), names.people[3 + number]),
                )
            )

    def _newcomer(self) -> int:
        self._sides.append("neither")
        return len(self._sides) - 1

    def _countrymen(self, person: Person) -> list[str]:
        country = next(c for c in self.people["country"] if person.surname in c["surnames"])
        given: list[str] = country["given"]
        return given

    def _others(self, claim: Row) -> list[Row]:
        return self.random.sample([one for one in self.claims if one is not claim], 2)

    def _of(self, names: Names, claim: Row) -> Claim:
        """What is claimed of that place: no two events of one kind are in one place."""
        return Claim(names.place, claim["topic"])


def _number(value: int) -> str:
    """As news writes it: words up to ten, then figures."""
    small = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return small[value] if value < len(small) else f"{value:,}"


def planted() -> Record:
    """All of it, the same at every call: each plant over each claim, quantity or measure."""
    planter = Planter()
    for row in planter.claims:
        for plant in (
            planter.repeat_verbatim,
            planter.repeat_cut,
            planter.repeat_paraphrase,
            planter.repeat_by_body,
            planter.copy,
            planter.deny,
            planter.confirm,
            planter.silent,
            planter.deny_far,
            planter.confirm_far,
            planter.deny_nested,
            planter.same_words_other_speaker,
            planter.like_words_other_claim,
            planter.namesakes,
            planter.traps_after,
        ):
            plant(planter.names(row["topic"]), row)
    for row in planter.counts:
        for of_figures in (
            planter.figures_differ,
            planter.figures_updated,
            planter.figures_alike,
            planter.figures_unlike,
            planter.figures_elsewhere,
        ):
            of_figures(planter.names(row["setting"]), row)
    for row in planter.measures:
        planter.figures_converted(planter.names(row["one"]), row)
    return planter.record
