"""What a statement counts and measures, as its numbers are compared with those of others."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Literal

from onrecord.connect.rarity import weight
from onrecord.connect.topics import stem, topics, words_of
from onrecord.record import Article, Figure, Span, Statement

# A statement with more figures than these is a table or a list: the first are compared.
_MOST = 12
# Words before a number in which stands that it is a total.
_HEAD = 6
# A longer content is not the same as another but for a number.
_LONGEST = 60
# Characters around a figure in which stands what it is said of.
_REACH = 300
# Characters of an article in which it says what it is about; in which it names all that it speaks of.
_OPENING, _WHOLE = 400, 40_000
_MOST_RARE = 24
_MONEY = re.compile(r"[A-Z]{3}")
_PLAIN_UNITS = ("%", "percentage points", "basis points", "share")
_BREAK = re.compile(
    r"[,;:()]|\s[–—-]\s|[.!?](?=\s)|\b(?:and|but|while|whereas|with|versus|or|that|which|who|where|after|when|as)\b"
)
_PERIOD = re.compile(r"(?:19|20)\d\d")
_CAPITAL = re.compile(r"(?<![^\W_])[^\W\d_a-z][\w’'-]*")
_HEADLINE_CASE = 0.6
# Bits of a word that is no sentence's beginning by chance.
_RARE = 5


@dataclass(frozen=True)
class Count:
    """A figure with what tells of what it is a figure.

    ``value`` to ``to`` where it is a range, in ``unit``: a currency's ISO code, "%", a measure to which those
    of its kind are converted; ``None`` where it counts or stands alone. ``step`` is that of the last digit
    that is not a nought: 100 of 300. ``bound``: it is that much at least, or at most, or about that.
    ``noun`` is what is counted and ``kind`` what sort of it, by stems, ``of`` what it is a share of; ``toll``
    is what befell them ("dead"), ``way`` whether it went up or down, ``is_level`` where it went to this.
    ``about`` are the stems of what else stands around it.
    """

    told: str
    value: float
    to: float | None
    step: float
    bound: Literal["least", "most", "about"] | None
    unit: str | None
    per: str | None
    noun: str | None
    kind: frozenset[str]
    of: frozenset[str]
    toll: str | None
    way: str | None
    is_level: bool
    about: frozenset[str]


@dataclass(frozen=True)
class Tally:
    """What a statement counts, and what tells of which event.

    ``words`` are the content's, in small letters, none of a long one; ``about`` what it is about, by stems,
    and ``names`` those of them that are names; ``periods`` the times that it names. ``setting`` is what its
    article is about, as far as it is compared with statements of others.
    """

    words: tuple[str, ...]
    counts: tuple[Count, ...]
    about: frozenset[str]
    names: frozenset[str]
    periods: frozenset[str]
    setting: frozenset[str]


@dataclass(frozen=True, slots=True)
class CountWords:
    """The words that tell what a number is of; see `en/counts.toml`."""

    least: frozenset[str]
    most: frozenset[str]
    tolls: Mapping[str, str]
    ways: Mapping[str, str]
    nouns: Mapping[str, str]
    parts: frozenset[str]
    added: frozenset[str]
    names_again: frozenset[str]
    to: frozenset[str]
    come_from: frozenset[str]
    since: frozenset[str]
    totals: frozenset[str]
    befell: frozenset[str]
    periods: frozenset[str]
    numbers: Mapping[str, str]
    units: Mapping[str, tuple[str, float, float]]


@cache
def count_words() -> CountWords:
    """English's words."""
    told = tomllib.loads((files(__package__) / "en" / "counts.toml").read_text(encoding="utf-8"))

    def phrases(lines: str) -> frozenset[str]:
        return frozenset(lines.replace("\n", "|").split("|"))

    def by_word(groups: Mapping[str, str]) -> dict[str, str]:
        return {word: name for name, words in groups.items() for word in words.split()}

    marks = {name: frozenset(words.split()) for name, words in told["marks"].items()}
    return CountWords(
        phrases(told["bounds"]["least"]),
        phrases(told["bounds"]["most"]),
        by_word(told["tolls"]),
        by_word(told["ways"]),
        by_word(told["nouns"]),
        marks["parts"],
        marks["added"],
        marks["names_again"],
        marks["to"],
        marks["from"],
        marks["since"],
        marks["totals"],
        marks["befell"],
        marks["periods"],
        dict(pair.split("=") for pair in told["numbers"]["words"].split()),
        {name: (base, factor, plus) for name, (base, factor, plus) in told["units"].items()},
    )


def opening(article: Article) -> frozenset[str]:
    """The rarest stems of what an article opens with: its setting for statements of other articles."""
    stems = _without_endings(topics(words_of(article.text[:_OPENING])))
    return frozenset(sorted(stems, key=lambda one: (-weight(one), one))[:_MOST_RARE])


def whole(article: Article) -> frozenset[str]:
    """The stems of all that an article says: the setting that its own statements share."""
    return _without_endings(topics(words_of(article.text[:_WHOLE])))


def tallies(article: Article, statements: Sequence[Statement]) -> dict[str, Tally]:
    """What the statements of an article count, by their ids, to be compared with each other."""
    counting = [one for one in statements if one.figures]
    setting = whole(article) if len(counting) > 1 else frozenset[str]()
    told = ((one.id, tally(article.text, one, setting)) for one in counting)
    return {identity: found for identity, found in told if found is not None}


def tally(text: str, statement: Statement, setting: frozenset[str]) -> Tally | None:
    """What a statement counts; None where it counts nothing."""
    return tallied(text, statement.content, statement.figures, setting)


def tallied(
    text: str, content: Sequence[Span], figures: Sequence[Figure], setting: frozenset[str]
) -> Tally | None:
    """The same of figures in stretches of a text."""
    found = [
        count
        for span in content
        for count in _counts(text, span, [one for one in figures if _is_in(one.words.span, span)][:_MOST])
    ][:_MOST]
    if not found:
        return None
    told = " ".join(span.of(text) for span in content)
    words = words_of(told)
    periods = {word for word in words if word in count_words().periods or _PERIOD.fullmatch(word)}
    short = tuple(words) if len(words) <= _LONGEST else ()
    return Tally(
        short, tuple(found), _without_endings(topics(words)), named(told), frozenset(periods), setting
    )


def _is_in(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _counts(text: str, span: Span, figures: Sequence[Figure]) -> Iterator[Count]:
    """The counts of a stretch, each with the words between it and its neighbours that belong to it."""
    edges = [span.start]
    for one, other in pairwise(figures):
        edges.append(_edge(text, one.words.span.end, other.words.span.start))
    edges.append(span.end)
    for figure, first, last in zip(figures, edges, edges[1:], strict=False):
        at = figure.words.span
        before = text[max(first, at.start - _REACH) : at.start]
        behind = text[at.end : min(last, at.end + _REACH)]
        count = _count(figure, _last_sentence(before), _first_sentence(behind))
        if count is not None:
            yield count


def _edge(text: str, start: int, end: int) -> int:
    """Where between two figures the words end that belong to the first."""
    breaks = [found.start() for found in _BREAK.finditer(text, start, max(start, end))]
    return breaks[-1] if breaks else end


_SENTENCE = re.compile(r"(?<=[^\WA-Z].)[.!?][”\"’']?\s|\n")


def _last_sentence(before: str) -> str:
    ends = [found.end() for found in _SENTENCE.finditer(before)]
    return before[ends[-1] :] if ends else before


def _first_sentence(behind: str) -> str:
    end = _SENTENCE.search(behind)
    return behind[: end.start()] if end is not None else behind


def _count(figure: Figure, before: str, behind: str) -> Count | None:
    known = count_words()
    ahead, own, after = words_of(before), words_of(figure.words.text), words_of(behind)
    last = ahead[-1] if ahead else ""
    if last in known.parts | known.come_from | known.names_again or _is_added(own, last):
        return None
    if "of" in own and not known.tolls.keys().isdisjoint(own[own.index("of") :]):
        return None  # "three of the wounded" are a part of a toll
    unit, per, noun, kind = _unit(figure.unit)
    base, factor, plus = known.units.get(unit or "", (unit, 1.0, 0.0))
    near = [*own, *_outwards(ahead, after)]
    telling = {stem(word) for word in near if word in known.tolls}
    toll = next((known.tolls[word] for word in near if word in known.tolls), None)
    is_of_people = unit is None and (noun is not None or _is_of_those_hit(ahead, behind, after))
    return Count(
        figure.words.text,
        (figure.value + plus) * factor,
        (figure.to + plus) * factor if figure.to is not None else None,
        _step(figure.value) * factor,
        _bound(figure),
        base,
        per,
        noun,
        kind,
        _without_endings(topics(words_of(figure.of or ""))),
        toll if is_of_people else None,
        next((known.ways[word] for word in near if word in known.ways), None),
        last in known.to,
        _without_endings(topics([*ahead, *after]) - telling),
    )


def _is_of_those_hit(ahead: Sequence[str], behind: str, after: Sequence[str]) -> bool:
    """Whether a number alone counts people: "a toll of 30", "injured 30", "30 were"."""
    known = count_words()
    is_subject = behind[:1].isspace() and after[:1] and (after[0] in known.befell or after[0] in known.tolls)
    is_object = ahead[-1:] and ahead[-1] in known.tolls
    return bool(is_subject or is_object or not known.totals.isdisjoint(ahead[-_HEAD:]))


def _is_added(own: Sequence[str], last: str) -> bool:
    """Whether a number comes on top of others: "five more deaths", but not "more than five"."""
    added = count_words().added
    here = (word for word, then in zip(own, [*own[1:], ""], strict=True) if then != "than")
    return last in added or not added.isdisjoint(word for word in here if own[-1:] != [word])


def _without_endings(stems: Iterable[str]) -> frozenset[str]:
    return frozenset(one.removesuffix("s") for one in stems if not one[0].isdigit())


def _outwards(ahead: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    """The words around a figure, the nearest first."""
    for at in range(max(len(ahead), len(after))):
        yield from after[at : at + 1]
        yield from ahead[len(ahead) - 1 - at : len(ahead) - at] if at < len(ahead) else ()


def _unit(unit: str | None) -> tuple[str | None, str | None, str | None, frozenset[str]]:
    """A figure's unit taken apart: the measure, for each of what, the noun counted, and what sort of it."""
    if unit is None:
        return None, None, None, frozenset()
    measure, _, per = unit.partition(" per ")
    if measure in count_words().units or measure in _PLAIN_UNITS or _MONEY.match(measure):
        return measure, per or None, None, frozenset()
    *sort, noun = words_of(measure) or [""]
    group = count_words().nouns.get(noun)
    return None, per or None, group or stem(noun.removesuffix("s")), topics(sort)


def _bound(figure: Figure) -> Literal["least", "most", "about"] | None:
    told = figure.words.text.casefold()
    known = count_words()
    if any(_begins_or_ends(told, phrase) for phrase in known.most):
        return "most"
    if any(_begins_or_ends(told, phrase) for phrase in known.least):
        return "least"
    return "about" if figure.approx else None


def _begins_or_ends(told: str, phrase: str) -> bool:
    return (
        told.startswith(f"{phrase} ")
        or told.endswith(f" {phrase}")
        or (not phrase[0].isalpha() and told.startswith(phrase))
    )


def _step(value: float) -> float:
    """What the last digit of a number that is not a nought counts: 100 of 300, 0.1 of 2.5."""
    digits, _, power = f"{abs(value):.9e}".partition("e")
    places = len(digits.rstrip("0").rstrip(".").partition(".")[2])
    return float(10.0 ** (int(power) - places)) if value else 1.0


def named(told: str) -> frozenset[str]:
    """The stems of words with a capital that is not a sentence's; none where all words have one."""
    capitals = [
        found
        for found in _CAPITAL.finditer(told)
        if weight(stem(found[0].casefold())) >= _RARE
        or told[max(0, found.start() - 4) : found.start()].rstrip(" “\"'‘(")[-1:] not in (".", "!", "?", "")
    ]
    if len(capitals) > _HEADLINE_CASE * sum(len(word) > 3 for word in told.split()):
        return frozenset()
    known = count_words()
    words = words_of(" ".join(found[0] for found in capitals))
    none = known.periods | known.numbers.keys() | known.tolls.keys()
    return _without_endings(topics(word for word in words if word not in none))
