"""Find where the standfirst ends in a teaser that runs it into the first words of the article."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import NamedTuple

from onrecord.tidy.prose import LONGEST_HEADING

_TOKEN = re.compile(r"\S+")
_EDGES = "“”\"‘’'()[],;:?!"
_POSSESSIVE = re.compile(r"[’']s?\Z")
# "World War II", "Pope Leo XIV": a numeral ends a name and begins none.
_NUMERAL = re.compile(r"[IVX]{2,}\Z")
_STOP = re.compile(r"[.…][\"”’')\]]*\Z")
_ABBREVIATION = re.compile(r"(?:\b[A-Z]\.)+\Z|\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|St|Jr|Sr|Lt|Col|No|vs)\.\Z")
# Words that no standfirst ends with.
_LINKING = frozenset(
    "a an the of in on at to for from by with and or but nor as into over under about after before"
    " between against during through without within across amid than that which who whom whose when"
    " while where if whether because since until is are was were be been being has have had will would"
    " can could may might must should do does did not no its his her their our my your this these those"
    " it he she they we i you some any all both each every more most such so too very just only also"
    " even still already among per via new top former ex senior old de la el al".split()
)
# Words that mostly have a capital because a sentence begins with them.
_OPENING = frozenset(
    "The A An In On At He She It They We I This That These Those There More Some Many Most After Before"
    " As For From With When While Since If Two Three Four Five Six Seven Eight Nine Ten Several Hundreds"
    " Thousands Dozens According Speaking During Following Under Over One Another No Not But And Or So"
    " What Why How Who Where His Her Their Its Our My Your Former Police Officials Authorities"
    " Scientists Researchers Lawmakers".split()
)
# After one of these a word in small letters is a verb or participle, and wants its object.
_LEADING_TO_VERB = frozenset(
    "that which who to will would could can may might must should not has have had is are was were it"
    " he she they we i".split()
)
_VERB = re.compile(
    r"(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|do|does|did|said|says|say|told"
    r"|\w+ed|\w{3,}s)\Z"
)
_NOUN = re.compile(
    r"\w*(?:tion|ment|ity|ism|ence|ance|ship|ness|cy|ry|er|or|ist|al|war|vote|talks|deal|time|year|week|day|month"
    r"|years|days|ago)\Z"
)
_SHORTEST, _MOST_WORDS = 3, 60
# 13 standfirsts of the seed run from 65 to 142 characters; headlines in sentence case about as much.
_TYPICAL, _SPREAD = 85, 0.35


class _Signs(NamedTuple):
    """What speaks for the lead's beginning at a word with a capital, or against it."""

    small_before: float
    linking_before: float
    capital_before: float
    figure_before: float
    possessive_before: float
    verb_before: float
    ing_before: float
    noun_before: float
    amid_names: float
    opening: float
    possessive: float
    verb_next: float
    capital_next: float
    small_next: float
    clause_before: float
    clause_after: float
    length: float
    length_squared: float


_WEIGHTS = _Signs(
    small_before=1.94,
    linking_before=-2.92,
    capital_before=-0.65,
    figure_before=1.32,
    possessive_before=-1.47,
    verb_before=-0.87,
    ing_before=-1.05,
    noun_before=0.23,
    amid_names=-0.25,
    opening=4.03,
    possessive=-0.31,
    verb_next=-0.44,
    capital_next=0.52,
    small_next=-0.27,
    clause_before=0.81,
    clause_after=1.07,
    length=-1.16,
    length_squared=-1.03,
)
# The same of a teaser that has no standfirst.
_NONE = 1.64


def standfirst_end(teaser: str) -> int | None:
    """How many characters a standfirst takes at the start of the teaser, ``None`` if it has none."""
    scored = [(_score(signs), end) for end, signs in _candidates(teaser)]
    best = max(scored, default=(_NONE, 0))
    return best[1] if best[0] > _NONE else None


def certain_standfirst_end(teaser: str) -> int | None:
    """The same for a teaser that is known to begin with a standfirst: the likeliest end."""
    return max(((_score(signs), end) for end, signs in _candidates(teaser)), default=(0.0, None))[1]


def _score(signs: _Signs) -> float:
    return sum(weight * sign for weight, sign in zip(_WEIGHTS, signs, strict=True))


def _candidates(teaser: str) -> Iterator[tuple[int, _Signs]]:
    """The ends of words, before the first full stop, after which a word with a capital comes."""
    found = list(_TOKEN.finditer(teaser[: 4 * LONGEST_HEADING]))[: _MOST_WORDS + 2]
    tokens = [token[0] for token in found]
    for place in range(_SHORTEST, len(tokens) - 2):
        before = tokens[place - 1]
        if _STOP.search(before) and not _ABBREVIATION.search(before):
            return
        if (
            found[place].start() <= LONGEST_HEADING
            and before[-1] not in ",;:—–-"
            and _could_begin(tokens, place)
        ):
            yield found[place - 1].end(), _signs(tokens, place, found[place].start())


def _could_begin(tokens: list[str], place: int) -> bool:
    bare = tokens[place].lstrip("“\"‘'([$")
    begins = bare[:1].isupper() or (bare[:1].isdigit() and bare != tokens[place])
    return begins and not any(_NUMERAL.match(token.strip(_EDGES)) for token in tokens[place : place + 2])


def _signs(tokens: list[str], place: int, length: int) -> _Signs:
    before, word, after = (token.strip(_EDGES) for token in tokens[place - 1 : place + 2])
    small = before[:1].islower()
    far = (math.log(length) - math.log(_TYPICAL)) / _SPREAD
    clause_before = any(_VERB.match(token.strip(_EDGES)) for token in tokens[1:place])
    clause_after = any(_VERB.match(token.strip(_EDGES)) for token in tokens[place + 1 : place + 9])
    return _Signs(
        small_before=float(small and before.lower() not in _LINKING),
        linking_before=float(before.lower() in _LINKING),
        capital_before=float(before[:1].isupper()),
        figure_before=float(before[:1].isdigit()),
        possessive_before=float(_POSSESSIVE.search(before) is not None),
        verb_before=float(small and tokens[place - 2].strip(_EDGES).lower() in _LEADING_TO_VERB),
        ing_before=float(small and before.endswith("ing")),
        noun_before=float(small and _NOUN.match(before) is not None),
        amid_names=float(before[:1].isupper() and after[:1].isupper()),
        opening=float(word in _OPENING),
        possessive=float(_POSSESSIVE.search(word) is not None),
        verb_next=float(_VERB.match(after) is not None),
        capital_next=float(after[:1].isupper()),
        small_next=float(after[:1].islower() and not _VERB.match(after) and after not in _LINKING),
        clause_before=float(clause_before),
        clause_after=float(clause_after),
        length=far,
        length_squared=far * far,
    )
