"""Which statements tell of one act of saying: one that goes straight on, a lede and its body."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .clause import around

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .mentions import Who
    from .scene import Scene

_RUN = 3  # sentences between two statements of one run at most
_AHEAD = 200  # statements looked through for the one in the body
_BACK = 6  # statements looked through for the one before
_ANOTHER_TIME = re.compile(
    r"\b(?:has|have|had|’ve|'ve|earlier|previously|repeatedly|often|once|always|long|later|will|would|never|ago|separately)\b",
    re.IGNORECASE,
)
_ADVERB = 12  # characters before a cue in which a word of time can stand that is the cue's
_ADDS = re.compile(r"\b(?:add(?:ed|s|ing)?|also|further|continued|went on)\b")
_LONG_WORD = re.compile(r"[^\W\d_]{5,}")
_ALIKE = 0.3  # share of the shorter content's long words, from which a lede tells the same act as the body


def before(scene: Scene, number: int) -> int | None:
    """The statement before, those left out that stand inside another's words."""
    for other in range(number - 1, max(-1, number - _BACK), -1):
        if is_outermost(scene, other):
            return other
    return None


def is_outermost(scene: Scene, number: int) -> bool:
    """Whether a statement stands in nobody else's words."""
    return around(scene, number) is None


def goes_on(scene: Scene, number: int, last: int, whos: Sequence[Who]) -> bool:
    """Whether a statement goes straight on with an earlier one: one speaker, no other time told."""
    here, there = scene.attributions[number], scene.attributions[last]
    if not here.cue or not there.cue or not _same_speaker(scene, number, last, whos):
        return False
    apart = scene.sentences.at(here.cue[0].start) - scene.sentences.at(there.content[-1].end - 1)
    begin, end = here.cue[0].start, here.cue[-1].end
    return apart <= _RUN and _ANOTHER_TIME.search(scene.text, max(0, begin - _ADVERB), end) is None


def _same_speaker(scene: Scene, one: int, other: int, whos: Sequence[Who]) -> bool:
    if whos[one].names or whos[other].names:
        return whos[one].names == whos[other].names
    here, there = (scene.attributions[number].source for number in (one, other))
    if not here or not there:
        return False
    word = here[0].of(scene.text).casefold()
    return word in scene.words.pronouns and word == there[0].of(scene.text).casefold()


def adds(scene: Scene, number: int) -> bool:
    """Whether the cue says that it adds to what was said before."""
    attribution = scene.attributions[number]
    return any(_ADDS.search(scene.text, max(0, span.start - _ADVERB), span.end) for span in attribution.cue)


def same_told_behind(scene: Scene, number: int, whos: Sequence[Who]) -> int | None:
    """For a statement of the head or the first sentence the one further down that tells the same act."""
    place, names = scene.attributions[number].content[0].start, whos[number].names
    if not names or not scene.opens(place):
        return None
    return next(
        (
            other
            for other in range(number + 1, min(len(whos), number + _AHEAD))
            if whos[other].names == names
            and not scene.opens(scene.attributions[other].content[0].start)
            and is_alike(scene, number, other)
        ),
        None,
    )


def is_alike(scene: Scene, one: int, other: int) -> bool:
    """Whether two contents share so many long words that they tell of one act."""
    words = [_long_words(scene, number) for number in (one, other)]
    shorter = min(len(each) for each in words)
    return shorter > 0 and len(words[0] & words[1]) >= _ALIKE * shorter


def _long_words(scene: Scene, number: int) -> set[str]:
    return {
        word.casefold()
        for span in scene.attributions[number].content
        for word in _LONG_WORD.findall(span.of(scene.text))
    }
