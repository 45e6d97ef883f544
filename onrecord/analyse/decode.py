"""One layer of what the network gives for a window, as attributions over its words.

The likeliest tags, then each content to the cue that its words point at, and to each cue the source that it
points at, or none. What hardly interrupts a content is taken into it, and a content that has most of a
quotation takes all of it. Last, how sure each piece and each statement is: a piece that is not is left out.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from onrecord.analyse.sequence import Grammar, best_tags
from onrecord.analyse.tags import BEGIN, END, INSIDE, OUTSIDE, SINGLE, TAGS, Role
from onrecord.network.session import Roles

_ROLES = list(Role)
_TAGS_OF_ROLE = (TAGS - 1) // len(_ROLES)

# A span is one single word, or begins, goes on for a while, and ends.
GRAMMAR = Grammar.of(
    TAGS,
    {tag: [END[role], INSIDE[role]] for role in Role for tag in (BEGIN[role], INSIDE[role])},
    {tag: [BEGIN[role], INSIDE[role]] for role in Role for tag in (INSIDE[role], END[role])},
)

# The tags of a word that has one of its own span before it.
_AMID = np.array([*INSIDE.values(), *END.values()])

# What is known of a piece of content, in this order: 1, the mean log-probability of its words' links to the
# cue, the logarithm of its number of words, the mean log-probability and the mean probability of content on
# its words, the share of them in quotation marks, the mean log-probability of the cue's words, that of the
# source's (0 without one), and whether there is no source.
SIGNS = 9
_LENGTH = 2
_LEAST = 1e-6


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What decoding is told, kept beside the weights; ``train/thresholds.py`` fits it to ``tune``.

    ``no_source`` is a log-probability that is added to the pointer's "no source". ``gap``: so many words at
    most, none of them a source's or a cue's, do not part two pieces of a content. ``piece`` and ``statement``
    weigh the ``SIGNS``: the sum's logistic is the probability that a piece belongs to what its cue says, and
    that a statement is one (its ``score``). Less sure pieces than ``least_piece`` are left out, and
    statements below ``least_score`` are not shown. Of those at or above ``sure``, 94 in 100 were right.
    """

    no_source: float
    gap: int
    least_piece: float
    least_score: float
    sure: float
    piece: Sequence[float]
    statement: Sequence[float]


@dataclass(frozen=True, slots=True)
class Told:
    """What decoding is told of words beside the network's output: arrays with one number a word.

    ``small``: makes no content alone. ``quoted``: stands in marks. ``begins``: begins a paragraph.
    ``opens`` and ``closes`` are the half-open words of the quotation that it stands in; where it stands in
    none, they hold the word alone.
    """

    small: np.ndarray
    quoted: np.ndarray
    begins: np.ndarray
    opens: np.ndarray
    closes: np.ndarray

    @property
    def afresh(self) -> np.ndarray:
        """Whether the word begins a paragraph that no quotation goes on into."""
        afresh: np.ndarray = self.begins & ~self.quoted
        return afresh

    def within(self, words: range) -> Told:
        """The same of these words, counted from the first of them; quotations are cut at the edges."""
        here = slice(words.start, words.stop)
        edges = (0, len(words))
        return Told(
            self.small[here],
            self.quoted[here],
            self.begins[here],
            np.clip(self.opens[here] - words.start, *edges),
            np.clip(self.closes[here] - words.start, *edges),
        )


@dataclass(frozen=True, slots=True)
class Found:
    """An attribution as ranges of the window's words; ``score`` is a probability, 0 to 1."""

    content: tuple[range, ...]
    cue: range
    source: range | None
    score: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A cue with all that was tagged as its content; ``signs`` is ``[pieces, SIGNS]``."""

    pieces: tuple[range, ...]
    cue: range
    source: range | None
    signs: np.ndarray

    def kept(self, thresholds: Thresholds) -> list[int]:
        """The numbers of the pieces that are sure enough, the surest at least."""
        sure = likely(self.signs, thresholds.piece)
        return [
            number for number in range(len(sure)) if sure[number] >= min(thresholds.least_piece, sure.max())
        ]

    def whole(self, kept: Sequence[int]) -> np.ndarray:
        """The signs of these pieces together."""
        lengths = np.array([len(self.pieces[number]) for number in kept])
        signs: np.ndarray = lengths @ self.signs[kept] / lengths.sum()
        signs[_LENGTH] = math.log(lengths.sum())
        return signs


def decoded(roles: Roles, told: Told, thresholds: Thresholds) -> list[Found]:
    """The layer's attributions in the order of their cues, all of them, whatever their score."""
    found = []
    for one in candidates(roles, told, thresholds):
        kept = one.kept(thresholds)
        score = float(likely(one.whole(kept), thresholds.statement))
        found.append(Found(tuple(one.pieces[number] for number in kept), one.cue, one.source, score))
    return found


def candidates(roles: Roles, told: Told, thresholds: Thresholds) -> list[Candidate]:
    """What may be attributions, in the order of their cues."""
    tags = best_tags(_parted(roles.tags, told), GRAMMAR)
    spans = _spans(tags)
    cues = [words for role, words in spans if role is Role.CUE]
    if not cues:
        return []
    sources = [words for role, words in spans if role is Role.SOURCE]
    contents: dict[int, list[range]] = {}
    for role, words in spans:
        if role is Role.CONTENT and not told.small[words.start : words.stop].all():
            contents.setdefault(_cue_of(words, cues, roles.link), []).append(words)
    taken = tags != OUTSIDE
    likelihood = np.exp(roles.tags[:, 1:]).reshape(len(tags), len(_ROLES), -1).sum(axis=2)
    found = []
    for number, said in sorted(contents.items()):
        cue = cues[number]
        source = _source_of(sources, roles.pointer[cue.start], thresholds)
        pieces = tuple(
            _whole_quotation(piece, taken, told) for piece in _joined(said, taken, told, thresholds.gap)
        )
        frame = _frame_signs(likelihood, cue, source)
        signs = [
            [*_content_signs(roles.link[:, cue.start], likelihood, told.quoted, piece), *frame]
            for piece in pieces
        ]
        found.append(Candidate(pieces, cue, source, np.array(signs)))
    return found


def _parted(scores: np.ndarray, told: Told) -> np.ndarray:
    """The scores where no span goes on over the end of a paragraph, unless a quotation does.

    Of the 1,809 statements that people marked in ``tune`` one does so without a mark at the next one's start.
    """
    parted = scores.copy()
    parted[np.ix_(told.afresh, _AMID)] = -np.inf
    return parted


def likely(signs: np.ndarray, weights: Sequence[float]) -> np.ndarray:
    """The logistic of the weighted signs, for each row of them."""
    return np.asarray(1 / (1 + np.exp(-np.clip(signs @ np.asarray(weights), -30, 30))))


def _spans(tags: np.ndarray) -> list[tuple[Role, range]]:
    """The spans of a sequence that ``GRAMMAR`` allows, in order."""
    starts = np.flatnonzero(np.isin(tags, [*BEGIN.values(), *SINGLE.values()]))
    ends = np.flatnonzero(np.isin(tags, [*END.values(), *SINGLE.values()]))
    roles = (tags[starts] - 1) // _TAGS_OF_ROLE
    return [
        (_ROLES[role], range(start, end + 1))
        for role, start, end in zip(roles.tolist(), starts.tolist(), ends.tolist(), strict=True)
    ]


def _cue_of(words: range, cues: Sequence[range], link: np.ndarray) -> int:
    """The number of the cue that the words point at."""
    starts = [cue.start for cue in cues]
    return int(link[words.start : words.stop][:, starts].mean(axis=0).argmax())


def _source_of(sources: Sequence[range], pointer: np.ndarray, thresholds: Thresholds) -> range | None:
    """The source that the cue points at; ``None`` where it rather points at none."""
    best, best_score = None, float(pointer[-1]) + thresholds.no_source
    for source in sources:
        score = float(np.logaddexp.reduce(pointer[source.start : source.stop]))
        if score > best_score:
            best, best_score = source, score
    return best


def _joined(pieces: Sequence[range], taken: np.ndarray, told: Told, gap: int) -> list[range]:
    """The pieces of one cue, in order, those as one that nothing of a statement parts.

    A few words do not, nor do any number inside one quotation; the end of a paragraph does, unless a
    quotation goes on over it.
    """
    joined = [pieces[0]]
    for left, right in pairwise(pieces):
        is_near = right.start - left.stop <= gap or told.closes[left.stop - 1] > right.start
        between = slice(left.stop, right.start)
        ends = told.afresh if right.start == left.stop else told.begins
        is_parted = taken[between].any() or ends[left.stop : right.start + 1].any()
        if is_near and not is_parted:
            joined[-1] = range(joined[-1].start, right.stop)
        else:
            joined.append(right)
    return joined


def _whole_quotation(piece: range, taken: np.ndarray, told: Told) -> range:
    """The piece with all of a quotation that it begins or ends in, where it has most of it already."""
    start, stop = piece.start, piece.stop
    opens, closes = int(told.opens[start]), int(told.closes[start])
    if 2 * (min(closes, stop) - start) >= closes - opens and not taken[opens:start].any():
        start = opens
    opens, closes = int(told.opens[stop - 1]), int(told.closes[stop - 1])
    if 2 * (stop - max(opens, start)) >= closes - opens and not taken[stop:closes].any():
        stop = closes
    return range(start, stop)


def _content_signs(link: np.ndarray, likelihood: np.ndarray, quoted: np.ndarray, piece: range) -> list[float]:
    here = slice(piece.start, piece.stop)
    content = likelihood[here, _ROLES.index(Role.CONTENT)]
    return [
        1.0,
        float(link[here].mean()),
        math.log(len(piece)),
        _mean_log(content),
        float(content.mean()),
        float(quoted[here].mean()),
    ]


def _frame_signs(likelihood: np.ndarray, cue: range, source: range | None) -> list[float]:
    signs = [_mean_log(likelihood[cue.start : cue.stop, _ROLES.index(Role.CUE)])]
    if source is None:
        return [*signs, 0.0, 1.0]
    return [*signs, _mean_log(likelihood[source.start : source.stop, _ROLES.index(Role.SOURCE)]), 0.0]


def _mean_log(likelihood: np.ndarray) -> float:
    return float(np.log(np.maximum(likelihood, _LEAST)).mean())
