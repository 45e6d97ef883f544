"""The texts that stood at one address, one after the other, and what was said in one and not in the next."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from onrecord.connect.shared import Shared, shared
from onrecord.connect.shingles import shingled
from onrecord.record import Article, Entry, Kinship, Reading

_WORD = re.compile(r"\w+")

# Two texts that share less of their words are two articles that took turns at the address.
_SAME = 0.2
# The share of words (Jaccard) from which a statement is the other one in new words.
_CHANGED = 0.5


@dataclass(frozen=True, slots=True)
class Changes:
    """What became of an article's statements in its next version: each as it was and as it is."""

    gone: tuple[Entry, ...]
    new: tuple[Entry, ...]
    changed: tuple[tuple[Entry, Entry], ...]


def found(article: Article, here: Iterable[Article]) -> list[Kinship]:
    """What an article is to those at its address: the version before or after, the summary of one."""
    others = [one for one in here if one.id != article.id]
    pages = sorted((one for one in [*others, article] if not one.teaser_only), key=_age)
    pairs = [(new, old, "version") for old, new in pairwise(pages) if article in (old, new)]
    if pages and (article.teaser_only or article == pages[-1]):
        teasers = [one for one in [*others, article] if one.teaser_only]
        pairs += [(one, pages[-1], "abridges") for one in teasers if article in (one, pages[-1])]
    told = (_kinship(one, other, kind) for one, other, kind in pairs)
    return [one for one in told if one is not None]


def touched(article: Article, here: Iterable[Article]) -> set[str]:
    """The ids of those at its address for which an article changes what they are to others."""
    pages = sorted((one for one in here if not one.teaser_only), key=_age)
    beside = {one.id for pair in pairwise(pages) if article in pair for one in pair}
    is_last = bool(pages) and pages[-1] == article
    return beside | {one.id for one in here if one.teaser_only and is_last}


def _kinship(one: Article, other: Article, kind: str) -> Kinship | None:
    both: Shared = shared(shingled(one.text), shingled(other.text), ())
    if kind == "abridges":
        reason = "the outlet's own summary, at the same address"
        return Kinship("abridges", one.id, other.id, both.of_one, reason)
    if max(both.of_one, both.of_other) < _SAME:
        return None
    reason = f"the same address; {both.of_one:.0%} of its words stood in the version before"
    return Kinship("version", one.id, other.id, both.of_one, reason)


def _age(article: Article) -> tuple[str, str, str]:
    stated = article.modified or (article.published.value if article.published is not None else "")
    return stated, article.origin.capture.fetched or "", article.id


def changes(old: Reading, new: Reading) -> Changes:
    """Which statements are gone, new, or in other words in the next version.

    The same words under the same speaker are the same statement wherever they stand.
    """
    before, after = _entries(old), _entries(new)
    same = Counter(map(_said, before)) & Counter(map(_said, after))
    olds, news = _without(before, same), _without(after, same)
    changed: list[tuple[Entry, Entry]] = []
    for was in list(olds):
        now = max(news, key=lambda one: _likeness(was, one), default=None)
        if now is not None and _likeness(was, now) >= _CHANGED:
            changed.append((was, now))
            olds.remove(was)
            news.remove(now)
    return Changes(tuple(olds), tuple(news), tuple(changed))


def _entries(reading: Reading) -> list[Entry]:
    return [Entry(reading.article, one) for one in reading.statements]


def _without(entries: list[Entry], same: Counter[tuple[str | None, str]]) -> list[Entry]:
    left = same.copy()
    told = []
    for one in entries:
        if left[_said(one)]:
            left[_said(one)] -= 1
        else:
            told.append(one)
    return told


def _said(entry: Entry) -> tuple[str | None, str]:
    return entry.statement.speaker.name, " ".join(_words(entry))


def _words(entry: Entry) -> list[str]:
    return _WORD.findall(entry.quote(entry.statement.content).casefold())


def _likeness(one: Entry, other: Entry) -> float:
    ours, theirs = set(_words(one)), set(_words(other))
    return len(ours & theirs) / max(1, len(ours | theirs))
