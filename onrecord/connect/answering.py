"""What a statement does to another's claim: it denies it, confirms it, or is silent on it.

Told by its cue ("denied"), else by its own words ("that is not true").
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from onrecord.connect.topics import answers, has_phrase, untrue
from onrecord.record import Statement

Answer = Literal["denies", "confirms", "no_comment"]

# The words in which the head of a content stands, and in which it says what it says of a claim.
HEAD, _FIRST = 5, 30
# Those that may be of what is done: "declined | to confirm, deny or explain".
_DONE = 3


def answer(
    statement: Statement, cue: Sequence[str], words: Sequence[str]
) -> tuple[Answer | None, tuple[str, ...]]:
    """What a statement does to another's claim, and the words of its content that say so.

    ``cue`` may begin with the first word of the source: "neither" and "nobody" belong to what is done.
    """
    known = answers()
    if _is_silent([*cue, *words[:_DONE]]) or (len(words) < 2 * HEAD and _is_silent(words)):
        return "no_comment", ()
    match statement.stance:
        case "denial":
            return _by_denying(cue, words)
        case "confirmation" if not has_phrase(words[:HEAD], known.idle):
            return _by_confirming(words[:_FIRST])
        case "accusation":
            return _by_accusing(words[:_FIRST])
        case "neutral" | "doubt" if known.negations.isdisjoint(cue):
            return _in_words(words[:_FIRST])
    return None, ()  # who "did not refute" says nothing of what is untrue


def _by_denying(cue: Sequence[str], words: Sequence[str]) -> tuple[Answer | None, tuple[str, ...]]:
    known = answers()
    noun = next((word for word in words[:HEAD] if word in known.refused or word in known.claims), "")
    if noun in known.refused or _is_turned_down(words) or _denies_nothing(cue, words):
        return None, ()
    return "denies", untrue(words[:_FIRST]) or ()


def _is_turned_down(words: Sequence[str]) -> bool:
    """Whether it is an idea of doing something that is rejected: "dismissed the idea of a second bridge"."""
    return any(word in answers().ideas and after == "of" for word, after in pairwise(words[: HEAD + 1]))


def _by_confirming(words: Sequence[str]) -> tuple[Answer | None, tuple[str, ...]]:
    """Where it is the words that confirm, they may as well deny: "no evidence that it is true"."""
    if (true := has_phrase(words, answers().true)) is None:
        return "confirms", ()
    return _in_words(words) if _is_supposed(words, true) or untrue(words) else ("confirms", true)


def _by_accusing(words: Sequence[str]) -> tuple[Answer | None, tuple[str, ...]]:
    """Who calls reports a hoax says that they are untrue; who accuses somebody of lies says it of nothing."""
    lie = has_phrase(words, answers().untrue_first)
    if lie is None or answers().claims.isdisjoint(word for word in words if word not in lie):
        return None, ()
    return "denies", lie


def _denies_nothing(cue: Sequence[str], words: Sequence[str]) -> bool:
    """Whether a cue that has a denial says of nobody that he denies: "no one is disputing", "may deny"."""
    known = answers()
    if not known.nobody.isdisjoint(cue[:1]) or not known.perhaps.isdisjoint(cue):
        return True
    if not known.quarrels.isdisjoint(cue[-1:]) or not known.whether.isdisjoint(words[:1]):
        return True
    is_done_to = not known.passive.isdisjoint(cue) and known.verdicts.isdisjoint(cue[-1:])
    return is_done_to and known.claims.isdisjoint(words[:_FIRST])


def _in_words(words: Sequence[str]) -> tuple[Answer | None, tuple[str, ...]]:
    if (phrase := untrue(words)) and not _is_supposed(words, phrase):
        return "denies", phrase
    if (phrase := has_phrase(words, answers().true)) and not _is_supposed(words, phrase):
        return "confirms", phrase
    return None, ()


def _is_supposed(words: Sequence[str], phrase: Sequence[str]) -> bool:
    """Whether a phrase stands behind an "if"."""
    return not answers().whether.isdisjoint(words[: words.index(phrase[0])])


def _is_silent(words: Sequence[str]) -> bool:
    """Whether the words say that nothing is said: "declined to comment", "would neither confirm nor deny"."""
    known = answers()
    first = next((at for at, word in enumerate(words) if word in known.keeps), None)
    if first is None:
        return False
    # "Responded: we never did" is no silence.
    is_unanswered = not known.answering.isdisjoint(words[first:])
    return is_unanswered or not any(map(set(words).isdisjoint, known.either))
