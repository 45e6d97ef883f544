"""The words of a language that the rules go by, read once from the TOML files of its folder."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

Words = frozenset[str]
Gender = str  # "male", "female", "neuter", "plural"; a name that tells none has none


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the files say, by what it is asked for; all words in lower case, names as written."""

    determiners: Words
    definite: Words
    quantifiers: Words
    prepositions: Words
    conjunctions: Words
    openers: Words
    pronouns: Mapping[str, Gender]
    indefinite: Words
    possessives: Words
    approximate: Words
    after_participles: Words
    telling: Words
    singly: Words
    objects: Words
    somebody: Words
    past: Words
    coordinators: Words
    clause_openers: Words
    dotted: Words
    particles: Words
    suffixes: Words
    regnal: Words
    to_somebody: Words
    broad: Words
    anybody: Words
    offices: Words
    alike: tuple[Words, ...]
    anonymous: Words
    kept_anonymous: Words
    honorifics: Mapping[str, Gender | None]
    roles: Words
    role_gender: Mapping[str, Gender]
    modifiers: Words
    role_classes: Mapping[str, Words]
    given_names: Mapping[str, Gender | None]
    other_forenames: Mapping[str, Words]
    plurals: Words
    collectives: Words
    singulars: Words
    documents: Words
    reporting: Words
    people_as_figures: Words
    body_nouns: Words
    owned: Words
    joiners: Words
    body_kinds: Words
    plain_bodies: Words
    outlets: Words
    outlet_endings: Words
    outlet_kinds: Words
    meant: Mapping[str, str]
    places: Words
    demonyms: Words
    people_of: Words
    weekdays: Mapping[str, int]
    months: Mapping[str, int]
    months_also_names: Words
    before_months: Words

    def is_small(self, word: str) -> bool:
        """Whether a word, in lower case, is one that no name and no post begins with."""
        return (
            word in self.openers
            or word in self.determiners
            or word in self.prepositions
            or word in self.conjunctions
        )


@dataclass(frozen=True, slots=True)
class CueWords:
    """What the heads of cues do: the act and the stance of a verb, an adjective or a noun by its lemma."""

    verbs: Mapping[str, tuple[str, str]]
    adjectives: Words
    nouns: Mapping[str, tuple[str, str]]
    hedges: Words
    negations: Words
    phrases: Mapping[tuple[str, ...], str]
    claims: Words
    irregular: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class OccasionWords:
    """Where and how something is said and to whom, in lower case; ``media`` goes by the preposition."""

    media: Mapping[str, Words]
    measures: Words
    aired: Words
    travelled: Words
    told: Words
    to: Words
    answers: Words
    journalists: Words
    short: Words
    ends: Words
    joins: Words
    light: Words
    opening: Words


@cache
def lexicon() -> Lexicon:
    """The English words."""
    words, titles, places, bodies = _file("words"), _file("titles"), _file("places"), _file("bodies")
    groups, documents, outlets, calendar = (
        _file("groups"),
        _file("documents"),
        _file("outlets"),
        _file("calendar"),
    )
    given = _file("given_names")["given"]
    return Lexicon(
        determiners=_set(words["determiners"]),
        definite=_set(words["definite"]),
        quantifiers=_set(words["quantifiers"]),
        prepositions=_set(words["prepositions"]),
        conjunctions=_set(words["conjunctions"]),
        openers=_set(words["openers"]),
        pronouns=_by_word(words["pronouns"]),
        indefinite=_set(words["kinds"]["indefinite"]),
        possessives=_set(words["kinds"]["possessives"]),
        approximate=_set(words["kinds"]["approximate"]),
        after_participles=_set(words["kinds"]["after_participles"]),
        telling=_set(words["kinds"]["telling"]),
        somebody=_set(words["kinds"]["somebody"]),
        objects=_set(words["kinds"]["objects"]),
        singly=_set(words["kinds"]["singly"]),
        past=_set(words["kinds"]["past"]),
        coordinators=_set(words["kinds"]["coordinators"]),
        clause_openers=_set(words["kinds"]["clause_openers"]),
        dotted=_set(titles["dotted"]),
        particles=_set(titles["names"]["particles"]),
        suffixes=_set(titles["names"]["suffixes"]),
        regnal=_set(titles["names"]["regnal"]),
        to_somebody=_set(titles["posts"]["to_somebody"]),
        broad=_set(titles["posts"]["broad"]),
        anybody=_set(titles["posts"]["anybody"]),
        offices=_set(titles["posts"]["offices"]),
        alike=tuple(map(_set, titles["posts"]["alike"])),
        anonymous=_set(titles["anonymous"]["nouns"]),
        kept_anonymous=_set(titles["anonymous"]["modifiers"]),
        honorifics=_gendered(titles["honorifics"]),
        roles=_set(titles["roles"]["nouns"]),
        role_gender=_by_word({key: titles["roles"][key] for key in ("male", "female")}),
        modifiers=_set(titles["roles"]["modifiers"]),
        role_classes=MappingProxyType({key: _set(value) | {key} for key, value in titles["classes"].items()}),
        given_names=_gendered(given),
        other_forenames=_both_ways(_file("nicknames")["short"]),
        plurals=_set(groups["plurals"]),
        collectives=_set(groups["collectives"]),
        singulars=_set(groups["singulars"]),
        documents=_set(documents["nouns"]),
        reporting=_set(documents["reporting"]),
        people_as_figures=_set(documents["people_as_figures"]),
        body_nouns=_set(bodies["nouns"]),
        owned=_set(bodies["owned"]),
        joiners=_set(bodies["joiners"]),
        body_kinds=_set(bodies["kinds"]),
        plain_bodies=_set(bodies["plain"]),
        outlets=_names(outlets["names"]),
        outlet_endings=_set(outlets["endings"]),
        outlet_kinds=_set(outlets["kinds"]),
        meant=MappingProxyType({key.casefold(): value for key, value in places["meant"].items()}),
        places=_names(places["countries"]["names"]) | _names(places["countries"]["other"]),
        demonyms=_set(places["demonyms"]["adjectives"]),
        people_of=_set(places["demonyms"]["nouns"]),
        weekdays=_numbered(calendar["weekdays"], calendar["weekdays_short"], first=0),
        months=_numbered(calendar["months"], calendar["months_short"], first=1),
        months_also_names=_set(calendar["also_names"]),
        before_months=_set(calendar["before_months"]),
    )


@cache
def cue_words() -> CueWords:
    """The English cues."""
    file = _file("cues")
    verbs = {
        lemma: (act, stance)
        for act in ("thought", "said")  # where a verb stands in both, speech wins
        for stance, lemmas in file[act].items()
        if stance in _STANCES
        for lemma in lemmas.split()
    }
    nouns = dict.fromkeys(file["thought"]["nouns"].split(), ("thought", "neutral"))
    nouns |= {lemma: ("said", stance) for stance, lemmas in file["nouns"].items() for lemma in lemmas.split()}
    phrases = {
        tuple(phrase.split()): stance
        for stance, table in file["phrases"].items()
        for phrase in table["verbs"].split("|")
    }
    return CueWords(
        verbs=MappingProxyType(verbs),
        adjectives=_set(file["thought"]["adjectives"]),
        nouns=MappingProxyType(nouns),
        hedges=_set(file["hedges"]["adverbs"]),
        negations=_set(file["negations"]["words"]),
        phrases=MappingProxyType(phrases),
        claims=_set(file["truth"]["subjects"]),
        irregular=MappingProxyType(
            {form: lemma for lemma, forms in _file("irregular")["forms"].items() for form in forms.split()}
        ),
    )


@cache
def occasion_words() -> OccasionWords:
    """The English words for where, how and to whom."""
    file = _file("occasions")
    media, listeners, phrases = file["media"], file["listeners"], file["phrases"]
    acts = _set(media["written"]) | _set(media["spoken"])
    pages = _set(media["platforms"]) | _set(media["pages"])
    means = _set(media["platforms"]) | _set(media["means"])
    by_preposition = dict.fromkeys(("in", "during", "at", "from"), acts)
    by_preposition |= {"on": pages} | dict.fromkeys(("via", "by", "over", "through"), means)
    return OccasionWords(
        media=MappingProxyType(by_preposition),
        measures=_set(media["measures"]),
        aired=_set(media["aired"]),
        travelled=_set(media["travelled"]),
        told=_set(listeners["told"]),
        to=_set(listeners["to"]),
        answers=_set(listeners["answers"]),
        journalists=_set(listeners["journalists"]),
        short=_set(listeners["short"]),
        ends=_set(phrases["ends"]),
        joins=_set(phrases["joins"]),
        light=_set(phrases["light"]),
        opening=_set(phrases["opening"]),
    )


_STANCES = ("neutral", "doubt", "denial", "confirmation", "accusation")


def _file(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "en" / f"{name}.toml").read_text(encoding="utf-8"))


def _set(words: str) -> Words:
    return frozenset(words.casefold().split())


def _names(lines: str) -> Words:
    return frozenset(name.strip().casefold() for line in lines.splitlines() for name in line.split("|"))


def _by_word(groups: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType({word: key for key, words in groups.items() for word in words.split()})


def _both_ways(short: Mapping[str, str]) -> Mapping[str, Words]:
    """The short forms of each name, and the names that each is short for."""
    table: dict[str, set[str]] = defaultdict(set)
    for name, forms in short.items():
        for form in forms.split():
            table[name].add(form)
            table[form].add(name)
    return MappingProxyType({name: frozenset(others) for name, others in table.items()})


def _gendered(groups: Mapping[str, str]) -> Mapping[str, Gender | None]:
    table = _by_word(groups)
    return MappingProxyType({word: None if gender == "either" else gender for word, gender in table.items()})


def _numbered(long: str, short: str, *, first: int) -> Mapping[str, int]:
    return MappingProxyType(
        {word: number for words in (long, short) for number, word in enumerate(words.split(), first)}
    )
