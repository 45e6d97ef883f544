"""Whom "he" or "she" means: everybody named near it is weighed, by weights that were learned.

The model is a conditional logit over the candidates and nobody. `onrecord.train.pronouns` fits it;
`en/pronouns.toml` holds the weights, and the least probability at which somebody is named.
"""

from __future__ import annotations

import math
import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from .lexicon import lexicon
from .nearby import heard_at, is_modifier, is_past, is_subject, sentences_before
from .parts import RANKS, in_one_clause, opening, part_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onrecord.record import Span

    from .cast import Mention, Person
    from .lexicon import Gender
    from .mentions import Turns
    from .scene import Scene

_SENTENCES_BACK = 6  # of the reporter's own
_MOST_MENTIONS = 30  # that are looked at for one pronoun
_BEHIND = re.compile(r"(?:[ \xa0]\([^()\n]{1,30}\))?(,?)[ \xa0]+([a-z]+)")
_JOINED = "named beside another"
_AHEAD = re.compile(r"[ \xa0]([a-z][\w-]*)")
_AND = re.compile(r",?[ \xa0](?:and|or)[ \xa0]")
_BEFORE = re.compile(r"([A-Za-z]+)[ \xa0]\Z")
_LETTERS_A_WORD = 6
_LEAST_RANK = max(RANKS.values())

Traits = dict[str, float]


@dataclass(frozen=True, slots=True)
class Weights:
    """What each trait of a candidate adds, and the least probability at which somebody is named."""

    traits: Mapping[str, float]
    threshold: float


@dataclass(slots=True)
class Candidate:
    """Somebody whom the pronoun could mean.

    ``mentions`` are where they are named, nearest first, each with the number of its sentence counted back
    from the pronoun's; ``spoke`` is the number of the sentence in which they last spoke.
    """

    person: Person
    mentions: list[tuple[int, Mention]] = field(default_factory=list)
    spoke: int | None = None


@cache
def weights() -> Weights:
    """The weights that are shipped."""
    file = tomllib.loads((files(__package__) / "en" / "pronouns.toml").read_text(encoding="utf-8"))
    return Weights(file["traits"], file["threshold"])


def person_meant(scene: Scene, pronoun: Span, gender: Gender | None, turns: Turns) -> Person | None:
    """The one person whom "he" or "she" means, or none where nobody is probable enough.

    ``gender`` is none where the words tell none ("the senator").
    """
    people, traits = traits_of_candidates(scene, pronoun, gender, turns)
    chances = probabilities(traits, weights().traits)
    best = max(range(len(people)), key=chances.__getitem__, default=None)
    if best is None or chances[best] < weights().threshold or _JOINED in traits[best]:
        return None
    return people[best]


def probabilities(traits: Sequence[Traits], added: Mapping[str, float]) -> list[float]:
    """How probable each is; they sum to 1, and the last is nobody."""
    scores = [sum(added.get(name, 0.0) * value for name, value in each.items()) for each in traits]
    highest = max(scores)
    powers = [math.exp(score - highest) for score in scores]
    whole = sum(powers)
    return [power / whole for power in powers]


def traits_of_candidates(
    scene: Scene, pronoun: Span, gender: Gender | None, turns: Turns
) -> tuple[list[Person], list[Traits]]:
    """Who could be meant, and the traits of each; behind them those of the answer that it is nobody."""
    found = _candidates(scene, pronoun, gender, turns)
    nearest = sorted(
        (one.mentions[0] for one in found if one.mentions), key=lambda m: (m[0], -m[1].name.start)
    )
    asked = _Asked(
        scene,
        pronoun,
        gender,
        nearest,
        _last_speaker(turns, pronoun),
        max((one.person.times for one in found), default=0),
        _part(scene, pronoun),
        scene.headline,
        opening(scene, pronoun),
        _firsts(found, pronoun),
    )
    traits = [_traits(asked, one) for one in found]
    is_known = any(one.person.gender for one in found)
    nobody = {"nobody": 1.0, "nobody, though the gender is known": float(is_known)}
    return [one.person for one in found], [*traits, nobody]


def _candidates(scene: Scene, pronoun: Span, gender: Gender | None, turns: Turns) -> list[Candidate]:
    """Those named or quoted before the pronoun, or behind it in its sentence, whose gender is no other."""
    found: dict[int, Candidate] = {}
    room = _MOST_MENTIONS
    whole = scene.sentences.bounds(scene.sentences.at(pronoun.start))
    for back, (start, end) in enumerate(sentences_before(scene, pronoun.start, _SENTENCES_BACK)):
        before = heard_at(scene, pronoun.start, start, end)[::-1]
        behind = [] if back else heard_at(scene, pronoun.start, pronoun.end, whole[1])
        for mention in (*before, *behind)[:room]:
            if _fits(mention.person, gender) and not is_modifier(scene, mention):
                one = found.setdefault(id(mention.person), Candidate(mention.person))
                one.mentions.append((back, mention))
                room -= 1
        for turn in turns.before(end):
            person = turn.who.person
            if turn.start >= start and person is not None and _fits(person, gender):
                one = found.setdefault(id(person), Candidate(person))
                one.spoke = back if one.spoke is None else one.spoke
    return list(found.values())


def _fits(person: Person, gender: Gender | None) -> bool:
    return gender is None or person.gender in (gender, None)


def _last_speaker(turns: Turns, pronoun: Span) -> Person | None:
    last = next(turns.before(pronoun.start), None)
    return last.who.person if last is not None else None


@dataclass(frozen=True, slots=True)
class _Asked:
    """The pronoun, with what is the same for all candidates."""

    scene: Scene
    pronoun: Span
    gender: Gender | None
    nearest: Sequence[tuple[int, Mention]]
    last_speaker: Person | None
    most_times: int
    part: str
    headline: str
    opening: str
    firsts: Mapping[int, Person]


def _traits(asked: _Asked, one: Candidate) -> Traits:
    scene, person = asked.scene, one.person
    traits: Traits = {
        "gender unknown": float(asked.gender is not None and person.gender is None),
        "named in the article": math.log1p(min(person.times, 50)),
        "named most": float(person.times == asked.most_times),
        "first name or surname alone": float(not person.is_whole),
        "alone": float(len(asked.nearest) < 2),
        "named in the headline": float(person.words[-1] in asked.headline),
        "spoke last": float(person is asked.last_speaker),
    }
    if one.spoke is not None:
        traits[f"spoke {_counted(one.spoke)}"] = 1.0
    if not one.mentions:
        return traits | {"not named near": 1.0}
    part = asked.part
    back, mention = one.mentions[0]
    name = mention.name
    subject = min((b for b, m in one.mentions[:6] if is_subject(scene, m, _start(scene, m))), default=None)
    if subject is not None:
        traits[f"{part}subject {_counted(subject)}"] = 1.0
    traits |= _traits_behind(asked, one)
    if name.start > asked.pronoun.start:
        return traits | {f"{part}only behind": 1.0, f"{asked.opening}, only behind": 1.0}
    if _is_joined(asked, mention):
        traits[_JOINED] = 1.0
    between = scene.text[name.end : asked.pronoun.start]
    before, behind = (
        _BEFORE.search(scene.text, max(0, name.title_start - 14), name.title_start),
        _BEHIND.match(scene.text, name.end),
    )
    others = min(3, next(i for i, (_, m) in enumerate(asked.nearest) if m is mention))
    pronouns = min(3, len(_same(asked.gender).findall(between, max(0, len(between) - 600))))
    traits |= _traits_of_part(asked, one)
    return traits | {
        f"{part}named {_counted(back)}": 1.0,
        "named near": math.log1p(sum(b < 3 for b, _ in one.mentions)),
        "words between": math.log1p(len(between) / _LETTERS_A_WORD),
        "others between": others,
        f"{part}others between": others,
        "pronouns between": pronouns,
        "pronouns between, in the headline": pronouns * traits["named in the headline"],
        "other paragraph": float("\n" in between),
        "possessive": float(name.possessive),
        "behind a preposition": float(
            before is not None and before[1].casefold() in scene.words.prepositions
        ),
        "before a verb": float(behind is not None and is_past(behind[2], scene.words)),
        "before a comma": float(behind is not None and bool(behind[1])),
        "told in a content": float(scene.told.covers(name.start)),
    }


def _traits_of_part(asked: _Asked, one: Candidate) -> Traits:
    """What the part of the name in its clause tells, beside the pronoun's in its own."""
    scene, start = asked.scene, asked.pronoun.start
    back, mention = one.mentions[0]
    part = part_of(scene, mention.name)
    far = "earlier " if back else ""
    others = (m for b, m in one.mentions[1:4] if b == back and m.name.start < start)
    rank = min(RANKS[part], *(RANKS[part_of(scene, m.name)] for m in others), _LEAST_RANK)
    traits: Traits = {
        f"{asked.part}{far}{part}": 1.0,
        f"{asked.part}{far}rank {rank}": 1.0,
        f"{asked.opening}, {far}{part}": 1.0,
        f"{asked.part}in the headline": float(one.person.words[-1] in asked.headline),
    }
    if asked.firsts.get(back) is one.person:
        traits[f"{asked.part}{far}first"] = 1.0
    if not back:
        is_one = in_one_clause(scene.text, mention.name.end, start, scene.words)
        clause = "same clause" if is_one else "other clause"
        traits |= {f"{asked.part}{clause}": 1.0, f"{asked.part}{clause}, {part}": 1.0}
    return traits


def _traits_behind(asked: _Asked, one: Candidate) -> Traits:
    """Of who is named behind the pronoun whether that is in its clause: "he met Berg" is not about Berg."""
    starts = [m.name.title_start for b, m in one.mentions if not b and m.name.start > asked.pronoun.start]
    if not starts:
        return {}
    is_one = in_one_clause(asked.scene.text, asked.pronoun.end, min(starts), asked.scene.words)
    return {f"{asked.part}behind in {'its' if is_one else 'another'} clause": 1.0}


def _firsts(found: Sequence[Candidate], pronoun: Span) -> dict[int, Person]:
    """Who of them is named first in each sentence, counted back."""
    named = (
        (back, mention.name.start, one.person)
        for one in found
        for back, mention in one.mentions
        if mention.name.start < pronoun.start
    )
    firsts: dict[int, Person] = {}
    for back, _, person in sorted(named, key=lambda each: each[:2]):
        firsts.setdefault(back, person)
    return firsts


def _is_joined(asked: _Asked, mention: Mention) -> bool:
    """Whether another candidate is named beside the mention: of "Anna and Eva" neither is "she"."""
    name, text = mention.name, asked.scene.text
    return any(
        _AND.fullmatch(text, name.end, other.title_start) or _AND.fullmatch(text, other.end, name.title_start)
        for other in (m.name for _, m in asked.nearest)
    )


def _part(scene: Scene, pronoun: Span) -> str:
    """The pronoun's part in its clause, by its form and what is behind it: a subject's is told by nothing."""
    word = pronoun.of(scene.text).casefold()
    if word in scene.words.objects:
        behind = _AHEAD.match(scene.text, pronoun.end)
        is_owning = (
            word in scene.words.possessives and behind is not None and not scene.words.is_small(behind[1])
        )
        return "owning, " if is_owning else "object, "
    return "owning, " if word in scene.words.possessives else ""


def _start(scene: Scene, mention: Mention) -> int:
    return scene.sentences.bounds(scene.sentences.at(mention.name.start))[0]


def _counted(back: int) -> str:
    return ("in the sentence", "one back", "two back")[back] if back < 3 else "farther back"


@cache
def _same(gender: Gender | None) -> re.Pattern[str]:
    """The pronouns of a gender, or of both."""
    genders = (gender,) if gender else ("male", "female")
    words = [word for word, other in lexicon().pronouns.items() if other in genders]
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)
