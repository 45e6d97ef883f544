"""What the network gives for one window, as attributions over its words.

Viterbi over the tags with the transitions that BIO allows, then each content to the cue that its words
point at, then to each cue the source that it points at, or none. Dropped is what proved to be noise in
trials: short pieces that hang loosely on their cue, and lone function words.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.analyse.tags import BEGIN, INSIDE, OUTSIDE, Role
from onrecord.network.session import Output

# Words between a cue and its source or content, at most; no source in PolNeAR train is more than 81 off.
_FARTHEST = 200
_ROLE_OF = {number: role for numbers in (BEGIN, INSIDE) for role, number in numbers.items()}


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What decoding is told, kept beside the weights; ``train/thresholds.py`` holds it to ``tune``.

    ``no_source`` and ``least_link`` are log-probabilities, ``least_score`` is a probability.
    ``no_source`` is added to the pointer's "no source"; ``link_weight`` is how much the link from the
    source's words counts beside the pointer. A content piece of fewer than ``short_piece`` words stays
    only where its link reaches ``least_link``. Attributions below ``least_score`` are not shown.
    """

    no_source: float
    link_weight: float
    short_piece: int
    least_link: float
    least_score: float


@dataclass(frozen=True, slots=True)
class Found:
    """An attribution as ranges of the window's words; ``score`` is a probability, 0 to 1."""

    content: tuple[range, ...]
    cue: range
    source: range | None
    score: float


def decoded(output: Output, function_words: Sequence[bool], thresholds: Thresholds) -> list[Found]:
    """The window's attributions in the order of their cues, all of them, whatever their score.

    ``function_words`` says of each word whether it is one that makes no content alone.
    """
    tags = best_tags(output.tags)
    spans = _spans(tags)
    cues = [words for role, words in spans if role is Role.CUE]
    if not cues:
        return []
    sources = [words for role, words in spans if role is Role.SOURCE]
    contents: dict[int, list[tuple[range, float]]] = {}
    for role, words in spans:
        if role is Role.CONTENT and not (len(words) == 1 and function_words[words.start]):
            number, link = _cue_of(words, cues, output.link)
            if len(words) >= thresholds.short_piece or link >= thresholds.least_link:
                contents.setdefault(number, []).append((words, link))
    found = []
    for number, said in sorted(contents.items()):
        cue, pieces = cues[number], tuple(words for words, _ in said)
        source = _source_of(cue, sources, output, thresholds)
        score = _score(output.tags, tags, (cue, *pieces), max(link for _, link in said))
        found.append(Found(pieces, cue, source, score))
    return found


def best_tags(scores: np.ndarray) -> list[int]:
    """The likeliest sequence of tags in which an inside follows its own beginning or inside.

    ``scores`` are log-probabilities, ``[words, 7]``. Viterbi (1967); among equals the lower tag wins.
    """
    insides = [(INSIDE[role], BEGIN[role]) for role in Role]
    free = [OUTSIDE, *BEGIN.values()]
    before: list[float] = [0.0, *[-math.inf] * (scores.shape[1] - 1)]
    back: list[list[int]] = []
    for row in scores.tolist():
        best = max(range(len(before)), key=before.__getitem__)
        now, came = [0.0] * len(row), [0] * len(row)
        for tag in free:
            now[tag], came[tag] = before[best] + row[tag], best
        for inside, begin in insides:
            origin = inside if before[inside] > before[begin] else begin
            now[inside], came[inside] = before[origin] + row[inside], origin
        back.append(came)
        before = now
    tag = max(range(len(before)), key=before.__getitem__)
    tags: list[int] = []
    for came in reversed(back):
        tags.append(tag)
        tag = came[tag]
    return tags[::-1]


def _spans(tags: Sequence[int]) -> list[tuple[Role, range]]:
    spans: list[tuple[Role, range]] = []
    begins = set(BEGIN.values())
    for word, tag in enumerate(tags):
        if tag in begins:
            spans.append((_ROLE_OF[tag], range(word, word + 1)))
        elif tag != OUTSIDE:
            role, words = spans[-1]
            spans[-1] = (role, range(words.start, word + 1))
    return spans


def _cue_of(words: range, cues: Sequence[range], link: np.ndarray) -> tuple[int, float]:
    """The number of the cue that the words point at, and their mean log-probability of it."""
    starts = [cue.start for cue in cues]
    means = link[words.start : words.stop][:, starts].mean(axis=0)
    near = [max(words.start - cue.stop, cue.start - words.stop) <= _FARTHEST for cue in cues]
    means = np.where(near, means, -math.inf)
    best = int(means.argmax())
    return best, float(means[best])


def _source_of(cue: range, sources: Sequence[range], output: Output, thresholds: Thresholds) -> range | None:
    """The source that the cue points at; ``None`` where it rather points at none."""
    pointer = output.pointer[cue.start]
    best, best_score = None, float(pointer[-1]) + thresholds.no_source
    for source in sources:
        if max(source.start - cue.stop, cue.start - source.stop) > _FARTHEST:
            continue
        score = float(np.logaddexp.reduce(pointer[source.start : source.stop]))
        score += thresholds.link_weight * float(output.link[source.start : source.stop, cue.start].mean())
        if score > best_score:
            best, best_score = source, score
    return best


def _score(scores: np.ndarray, tags: Sequence[int], spans: Sequence[range], link: float) -> float:
    """Mean probability of the cue's and the contents' tags, times the content's link to the cue."""
    words = [word for span in spans for word in span]
    chosen = np.exp(scores[words, [tags[word] for word in words]])
    return float(chosen.mean() * math.exp(link))
