"""What a cue does: whether something was said or only thought, and how the report stands to it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, cast

from .inflection import lemma
from .lexicon import CueWords, cue_words
from .memory import Remembered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.record import Act, Stance

_WORD = re.compile(r"n[’']t\b|[^\W\d_]+?(?=n[’']t\b)|[^\W\d_]+(?:-[^\W\d_]+)*")

# "Suggestions about it are “not true,”": of another's claim, it denies or confirms whatever the cue.
_TRUTH = re.compile(
    r"\b(?:is|are|was|were|’s|'s)\b\W{1,4}(not\W{1,3})?(?:[^\W\d_]+ly\W{1,3})?(un)?true\b", re.IGNORECASE
)
# The same as a cue whose content is the claim: "the reports | are simply not true".
_UNTRUE = re.compile(
    r"(?:is|are|was|were)\b[^\d]{0,40}\b(?:not\W(?:[^\W\d_]+ly\W)?true|untrue|false)\Z", re.IGNORECASE
)
_SHORT = 80  # characters of a content in which a bare "that" or "it" can only be the claim
_CLAUSE_BEFORE = 120  # characters in which the subject of "is not true" is looked for


_PRONOUNS = frozenset(("this", "that", "it"))


class CueSense(NamedTuple):
    """The act of a cue and its stance."""

    act: Act
    stance: Stance


_SAID = CueSense("said", "neutral")


def cue_sense(cue: str, content: str) -> CueSense:
    """What the cue does with this content; words that no table holds are neutral saying."""
    words = cue_words()
    sense = _SENSES[cue]
    if sense.stance in ("neutral", "denial", "confirmation") and (verdict := _verdict(content, words)):
        return CueSense("said", verdict)
    return sense


def says(cue: str) -> bool:
    """Whether a cue has a verb that is known to be one of saying."""
    return _SAYING[cue]


def _says(cue: str) -> bool:
    words = cue_words()
    verbs = (lemma(word.casefold(), words.verbs, words.irregular) for word in _WORD.findall(cue))
    return any(verb is not None and words.verbs[verb][0] == "said" for verb in verbs)


def _of_cue(written: str) -> CueSense:
    words = cue_words()
    if _UNTRUE.match(written):
        return CueSense("said", "denial")
    cue = [word.casefold() for word in _WORD.findall(written)]
    sense = _phrase(cue, words) or _head(cue, words) or _SAID
    if sense.stance in ("denial", "confirmation") and not words.negations.isdisjoint(cue):
        return CueSense(sense.act, "neutral")  # "did not deny" denies nothing, and confirms nothing
    if sense.stance == "neutral" and not words.hedges.isdisjoint(cue):
        return CueSense(sense.act, "doubt")
    return sense


def _phrase(cue: Sequence[str], words: CueWords) -> CueSense | None:
    first_words = _phrase_words()
    lemmas = [lemma(word, first_words, words.irregular) or word for word in cue]
    if first_words.isdisjoint(lemmas):
        return None
    for phrase, stance in words.phrases.items():
        if any(tuple(lemmas[i : i + len(phrase)]) == phrase for i in range(len(lemmas))):
            return CueSense("said", cast("Stance", stance))
    return None


@cache
def _phrase_words() -> frozenset[str]:
    return frozenset(phrase[0] for phrase in cue_words().phrases)


def _head(cue: Sequence[str], words: CueWords) -> CueSense | None:
    """The sense of the first word that has one, whether verb, adjective or noun."""
    for word in cue:
        known = lemma(word, words.verbs, words.irregular)
        if known is not None:
            act, stance = words.verbs[known]
            return _with_noun(CueSense(cast("Act", act), cast("Stance", stance)), cue, words)
        if word in words.adjectives:
            return CueSense("thought", "neutral")
        if noun := _noun(word, words):
            return noun
    return None


def _with_noun(sense: CueSense, cue: Sequence[str], words: CueWords) -> CueSense:
    """The sense of the noun where the verb is colourless: "made the claim", "issued a statement denying"."""
    if sense != _SAID or len(cue) < 2:
        return sense
    for word in cue[2:]:
        if (
            word.endswith("ing")
            and (verb := lemma(word, words.verbs, words.irregular))
            and words.verbs[verb][1] == "denial"
        ):
            return CueSense("said", "denial")
    return next(
        (noun for word in cue[1:] if (noun := _noun(word, words)) and noun.stance != "neutral"), sense
    )


def _noun(word: str, words: CueWords) -> CueSense | None:
    known = lemma(word, words.nouns, {})
    if known is None:
        return None
    act, stance = words.nouns[known]
    return CueSense(cast("Act", act), cast("Stance", stance))


def _verdict(content: str, words: CueWords) -> Stance | None:
    if "true" not in content.lower():
        return None  # as of nearly all contents, and cheaper to see than by the pattern
    for truth in _TRUTH.finditer(content):
        subject = content[max(0, truth.start() - _CLAUSE_BEFORE) : truth.start()]
        subject = re.split(r"[.!?;]\s", subject)[-1]
        named = {word.casefold() for word in _WORD.findall(subject)} & words.claims
        if named - _PRONOUNS or (named and len(content) <= _SHORT):
            return "denial" if truth[1] or truth[2] else "confirmation"
    return None


_SENSES = Remembered(_of_cue)
_SAYING = Remembered(_says)
