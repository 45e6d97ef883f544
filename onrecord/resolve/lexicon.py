"""The words of a language that the rules go by, read once from the TOML files of its folder."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

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
    written_small: Words
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
    kin: Words
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
    units: Mapping[str, str]
    ordinals: Mapping[str, int]
    counts: Mapping[str, int]
    date_words: Words
    date_signs: tuple[str, ...]
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
        written_small=_set((files(__package__) / "en" / "small.txt").read_text(encoding="utf-8")),
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
        kin=_set(titles["roles"]["kin"]),
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
        weekdays=_numbered(calendar, "weekdays", first=0),
        months=_numbered(calendar, "months", first=1),
        units=MappingProxyType(dict(pair.split("=") for pair in calendar["units"].split())),
        ordinals=_whole(calendar["ordinals"]),
        counts=_whole(calendar["counts"]),
        date_words=_set(calendar["date_words"]),
        date_signs=tuple(calendar["date_signs"].split()),
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


class DateForm(NamedTuple):
    """A way to write a date: the expression, how its days are reckoned, whether it can date a saying."""

    pattern: str
    means: str
    dates_sayings: bool


@cache
def date_forms() -> tuple[DateForm, ...]:
    """The ways in which English writes dates, the first that fits to be taken."""
    file, words = _file("dates"), lexicon()
    capitals = [name.capitalize() for name in words.months]
    sure = [name for name in words.months if name not in words.months_also_names]
    parts = {
        "weekday": _named([*words.weekdays, *map(str.capitalize, words.weekdays)], least=_FULL),
        "month": _named([*capitals, *words.months]),
        "sure_month": _named([*capitals, *sure], least=_FULL),
        "unit": _one_of(words.units) + r"\b",
        "single": _one_of(words.units.values()) + r"\b",
        "count": _one_of([r"\d{1,3}", *words.counts, *map(str.capitalize, words.counts)]),
        "ordinal": _one_of(words.ordinals),
        **file["parts"],
    }
    return tuple(
        DateForm(_whole_form(form["pattern"], parts), form["means"], form.get("sayings", True))
        for form in file["forms"]
    )


_FULL = 5  # letters of a name that is none in short, so that it may stand in lower case ("sun", "mar")


def _one_of(words: Iterable[str], *, least: int = 0) -> str:
    """Any of the words, the longest first; those in lower case that are shorter are left out."""
    kept = {word for word in words if not word[0].islower() or len(word) >= least}
    return f"(?:{'|'.join(sorted(kept, key=lambda word: (-len(word), word)))})"


def _named(names: Sequence[str], *, least: int = 0) -> str:
    """Any of the names; one in short may have its point, which behind a full one ends the sentence."""
    short = {name for name in names if any(other != name and other.startswith(name) for other in names)}
    full = _one_of([name for name in names if name not in short], least=least)
    return rf"(?:{full}\b|{_one_of(short, least=least)}\b\.?)"


def _whole_form(pattern: str, parts: Mapping[str, str]) -> str:
    """The expression with its parts put in, its lines joined, and any blank for a blank."""
    while (name := re.search(r"\{([a-z_]+)\}", pattern)) is not None:
        pattern = pattern.replace(name.group(), parts[name[1]])
    return pattern.replace("\n", "").replace(" ", "[ \xa0]")


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The words of numbers and their values, what stands around a number, and what makes one no figure."""

    small: Mapping[str, float]
    tens: Mapping[str, float]
    hundreds: Mapping[str, float]
    scales: Mapping[str, float]
    dozens: Mapping[str, float]
    parts: Mapping[str, float]
    suffixes: Mapping[str, float]
    vague: Mapping[str, float]
    minus: Words
    before: Words
    labels: Words
    openers: Words
    never: Words
    one_before: Words
    one_after: Words
    ends: Words
    plurals: Words
    singulars: Words
    rates: Words
    half_of: Words
    half_not: Words
    half_before: Words
    changes: Words
    against: Words
    prefixes: Words
    before_years: Words


@cache
def number_words() -> NumberWords:
    """The English words around numbers."""
    file = _file("numbers")
    around, other, nouns = file["around"], file["not_figures"], file["nouns"]
    return NumberWords(
        small=_amounts(file["small"]),
        tens=_amounts(file["tens"]),
        hundreds=_amounts(file["hundreds"]),
        scales=_amounts(file["scales"]),
        dozens=_amounts(file["dozens"]),
        parts=_amounts(file["parts"]),
        suffixes=_amounts(file["suffixes"]),
        vague=_amounts(nouns["vague"]),
        minus=_set(file["minus"]),
        before=_phrases(around["before"]),
        labels=_set(other["labels"]),
        openers=_set(other["openers"]),
        never=_set(other["dates_like"]),
        one_before=_set(other["one_before"]),
        one_after=_set(other["one_after"]),
        ends=_set(nouns["ends"]),
        plurals=_set(nouns["plurals"]),
        singulars=_set(nouns["singulars"]),
        rates=_set(nouns["rates"]),
        half_of=_set(nouns["half_of"]),
        half_not=_set(nouns["half_not"]),
        half_before=_set(nouns["half_before"]),
        changes=_set(around["changes"]),
        against=_phrases(around["against"]),
        prefixes=_set(around["prefixes"]),
        before_years=_set(other["before_years"]),
    )


@dataclass(frozen=True, slots=True)
class UnitWords:
    """Units by the ways they are written, signs and symbols as they stand."""

    signs: Mapping[str, str]
    currencies: Mapping[str, str]
    coins: Mapping[str, str]
    money_of_coins: Mapping[str, str]
    percents: Mapping[str, str]
    times: Mapping[str, str]
    ages: Mapping[str, str]
    measures: Mapping[str, str]


@cache
def unit_words() -> UnitWords:
    """The units, as English writes them."""
    return UnitWords(
        **{
            kind: MappingProxyType({form: unit for unit, forms in units.items() for form in forms.split("|")})
            for kind, units in _file("units").items()
        }
    )


class DenialWords(NamedTuple):
    """The words of denials; patterns match small letters and are bounded. See `en/denials.toml`."""

    verb: re.Pattern[str]
    group: re.Pattern[str]
    verdict: re.Pattern[str]
    claim: re.Pattern[str]
    deny: Words
    passive: Words
    undone: Words
    claims: Words
    pronouns: Words
    texts: Words
    whom: Words
    refused: Words


@cache
def denial_words() -> DenialWords:
    """The words by which English denies, of verbs that no statement has for its cue.

    ``verb`` is the verb, ``group`` what ends right before it and belongs to it, ``verdict`` says in one's
    own words that a claim is untrue, ``claim`` is how what is denied begins where it holds a claim.
    """
    file = _file("denials")
    told = {name: _set(words) for name, words in file.items()}
    any_of = {name: "|".join(sorted(words)) for name, words in told.items()}
    adverbs = rf"(?:\b(?:{any_of['adverbs']}|[a-z]+ly)[ \xa0]){{0,3}}"
    quoted_adverb = r"(?:[“\"][a-z]+ly[”\"][ \xa0])?"
    return DenialWords(
        verb=re.compile(rf"\b(?:{any_of['deny']}|{any_of['turn_down']}|{any_of['confirm']})\b"),
        group=re.compile(rf"(?:\b(?:{any_of['auxiliaries']})[ \xa0])?{adverbs}{quoted_adverb}\Z"),
        verdict=re.compile(rf"\b(?:is|are|was|were)[ \xa0]{adverbs}(?:{file['verdicts']})\b"),
        claim=re.compile(
            r"(?:(?P<whose>[^,;:.“”\"\n]{1,60}?)[’']s?[ \xa0])?"
            rf"(?:(?:{any_of['before_claims']}|\w+ed|\w+al)[ \xa0]){{0,3}}(?P<noun>{any_of['claims']})"
            r"(?:[ \xa0](?:made by|raised by|by|from|of)[ \xa0](?P<by>[^,;:.“”\"\n]{2,60}?))?"
            r"[ \xa0](?P<lead>that|of)[ \xa0]",
            re.IGNORECASE,
        ),
        **{
            name: told[name]
            for name in ("deny", "passive", "undone", "claims", "pronouns", "texts", "whom", "refused")
        },
    )


_STANCES = ("neutral", "doubt", "denial", "confirmation", "accusation")


def _file(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "en" / f"{name}.toml").read_text(encoding="utf-8"))


def _set(words: str) -> Words:
    """The words in lower case, with either apostrophe."""
    plain = words.casefold().split()
    return frozenset((*plain, *(word.replace("'", "’") for word in plain)))


def _phrases(lines: str) -> Words:
    return frozenset(" ".join(phrase.split()).casefold() for phrase in lines.split("|"))


def _amounts(words: str) -> Mapping[str, float]:
    return MappingProxyType(
        {word: float(value) for word, value in (pair.split("=") for pair in words.split())}
    )


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


def _numbered(calendar: Mapping[str, str], name: str, *, first: int) -> Mapping[str, int]:
    """The number of each name, whole and in short."""
    rows = (calendar[name], calendar[f"{name}_short"])
    numbers = {word: number for words in rows for number, word in enumerate(words.split(), first)}
    return MappingProxyType({**numbers, **_whole(calendar[f"also_{name}"])})


def _whole(words: str) -> Mapping[str, int]:
    return MappingProxyType({word: int(value) for word, value in _amounts(words).items()})
