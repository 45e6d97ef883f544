"""Which names in which articles are one voice: a person, a body or an outlet.

What could be one voice shares a block: the sound of a surname, a body's initials. A block is worked out
whole, from all that is in it, so that the answer does not depend on who came first. A name that could be two
voices' stays apart, as a voice of its own.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

from onrecord.connect import homonyms
from onrecord.connect.callings import words
from onrecord.connect.union import Union
from onrecord.record import VoiceKind

_DIGITS = 16

# Names that two articles must have in common, beside a surname that both have alone, for it to be one person.
_COMPANY = 2
# Names beside somebody who is named by a surname alone that are paired with each other.
_PAIRED = 30
# So many times as often as any other of the name somebody must have a title, or the company, to be meant.
_BY_FAR = 4
# Two names that stand in one article are two people, unless so few of their articles have both that it is a
# slip.
_SLIP = 12
# A post that so large a part of the articles with any post gives somebody is theirs, and no slip.
_GOOD_PART = 4
# A "Jr." who is named together with the same name without in fewer than one article of so many is the same.
_SELDOM = 3
# So many times as many articles as all others of a name somebody must have to be meant where nothing tells.
_ALL_BUT_ALL = 4
_DIMINUTIVE = re.compile("(?:y|ie|ey)$")
# Days in which so many articles must have somebody in full, and so many times as many as have others of the
# surname, for a surname to be theirs; a common one needs more. Of 36,600 names in full, each taken as if it
# were the surname alone, 98 in 100 of those that are placed so are placed right.
_DAYS, _IN_THE_NEWS, _IN_THE_NEWS_OF_MANY, _NEARLY_ALONE = 14, 3, 5, 10
# So many times as often a word must be said to be a body's as somebody's for it to be one, whoever errs.
_MOSTLY = 2
# Two of one name who are both told of so often are joined by no name that stands beside more of the surname.
_TOLD_OFTEN, _OF_BOTH = 3, 2
_SPELT_OUT = 5  # letters of a forename in which one may be wrong
_LONG_ENOUGH = 3  # letters of initials that stand for a body's name


class Bearer(NamedTuple):
    """Whose a name can be, by its words alone.

    ``block`` is shared by all that could be one; ``name`` is the name without titles, case and accents, a
    body's in full. ``given`` are a person's forenames and initials, ``alike`` what the first can go by
    ("joe" for "joseph"), ``spelt`` and ``spelt_given`` surname and forename without what differs between
    spellings. ``is_short``: a surname or a word alone, which several go by.
    """

    block: str
    name: str
    given: tuple[str, ...]
    family: str
    suffix: str
    alike: frozenset[str]
    spelt: str
    spelt_given: str
    is_body: bool
    is_short: bool


@dataclass(frozen=True, slots=True)
class Appearance:
    """Somebody or some body as one article names them.

    ``name`` is the fullest that the article has, ``heads`` are the words of the posts that it gives them
    ("senator"), ``kind`` what the article takes them for, ``meant`` the name that a metonym stands for, else
    the name, ``roles`` the posts as written.
    """

    article: str
    name: str
    day: date | None
    bearer: Bearer
    heads: frozenset[str]
    kind: VoiceKind | None
    meant: str
    roles: tuple[str, ...]

    @property
    def id(self) -> str:
        """The address of the voice that it is part of; that of a voice's first appearance is its id."""
        return address(self.article, self.name)

    @property
    def order(self) -> tuple[date, str, str]:
        """Which is first: by day, what has none last; then by id."""
        return self.day or date.max, self.article, self.name


Beside = Callable[[str], Collection[str]]
"""The names, as `Bearer.name`, that an article has in full."""

Told = Callable[[str], Hashable | None]
"""What stands for the event of which an article tells, ``None`` where no other tells of it."""


def address(article: str, name: str) -> str:
    """The address of an appearance."""
    digest = hashlib.sha256("\n".join((article, name)).encode()).hexdigest()
    return f"v-{digest[:_DIGITS]}"


def parted(block: Iterable[Appearance], beside: Beside, told: Told) -> list[list[Appearance]]:
    """The voices of a block, each as its appearances in order; the order of ``block`` does not matter."""
    by_family: dict[tuple[bool, str], list[Appearance]] = defaultdict(list)
    for one in sorted(block, key=lambda one: one.order):
        by_family[one.bearer.is_body, one.bearer.family].append(one)
    company = _Company(beside, told)
    bodies = [_Group(ones) for (is_body, _), ones in by_family.items() if is_body]
    families = [ones for (is_body, _), ones in by_family.items() if not is_body]
    bodies += [_Group(named) for ones in families if (named := _one_word_bodies(ones))]
    people = [_People(named, company) for ones in families if (named := _named_people(ones))]
    whole = _spelt_alike([group for family in people for group in family.whole])
    short = [family.short(whole) for family in people]
    more: dict[int, list[Appearance]] = defaultdict(list)
    for found, _ in short:
        for group, ones in found:
            more[id(group)] += ones
    placed = [_Group([*group.members, *more[id(group)]]) for group in whole]
    groups = [*placed, *(group for _, left in short for group in left), *_bodies(bodies, company)]
    return sorted((group.members for group in groups), key=lambda members: members[0].order)


class _Group:
    """Appearances that are one voice."""

    def __init__(self, members: Iterable[Appearance]) -> None:
        self.members = sorted(members, key=lambda one: one.order)
        self.bearers = list(dict.fromkeys(one.bearer for one in self.members))

    @cached_property
    def articles(self) -> frozenset[str]:
        return frozenset(one.article for one in self.members)

    @cached_property
    def heads(self) -> Counter[str]:
        return Counter(head for one in self.members for head in one.heads)

    @cached_property
    def with_heads(self) -> int:
        return sum(1 for one in self.members if one.heads - words().slight)

    @cached_property
    def _days(self) -> list[int]:
        """The days of the articles, as proleptic ordinals, in order."""
        days = {one.article: one.day for one in self.members}
        return sorted(day.toordinal() for day in days.values() if day is not None)

    def times_within(self, day: date, reach: int) -> int:
        """How many of the articles are so many days from a day at most."""
        at = day.toordinal()
        return bisect_right(self._days, at + reach) - bisect_left(self._days, at - reach)

    def stands_beside(self, other: _Group) -> bool:
        """Whether articles have both, so that they are two."""
        both = len(self.articles & other.articles)
        return both * _SLIP > min(len(self.articles), len(other.articles))


class _Company:
    """In whose company names stand."""

    def __init__(self, beside: Beside, told: Told) -> None:
        self._beside = beside
        self._told = told
        self._counts: dict[int, tuple[_Group, Counter[str]]] = {}
        self._events: dict[int, tuple[_Group, frozenset[Hashable]]] = {}

    def of(self, one: Appearance) -> set[str]:
        """The other names that the article has in full."""
        return set(self._beside(one.article)) - {one.bearer.name}

    def event(self, one: Appearance) -> Hashable | None:
        """What stands for the event of which the article tells."""
        return self._told(one.article)

    def events(self, group: _Group) -> frozenset[Hashable]:
        """The same of the articles of a group."""
        if id(group) not in self._events:  # the group is kept too, so that no other has its number
            told = frozenset(self._told(article) for article in group.articles)
            self._events[id(group)] = group, told - {None}
        return self._events[id(group)][1]

    def near(self, own: Iterable[str], group: _Group, *, least: int) -> int:
        """How often the names of a company stand beside the group; 0 where they are fewer than ``least``."""
        counts = self._beside_group(group)
        met = [counts[name] for name in own if name in counts]
        return sum(met) if len(met) >= least else 0

    def between(self, one: _Group, other: _Group) -> int:
        """How many names stand beside both."""
        return len(self.both(one, other))

    def both(self, one: _Group, other: _Group) -> set[str]:
        """The names that stand beside both."""
        return self._beside_group(one).keys() & self._beside_group(other).keys()

    def _beside_group(self, group: _Group) -> Counter[str]:
        if id(group) not in self._counts:  # the group is kept too, so that no other has its number
            counts = Counter(name for one in group.members for name in self._beside(one.article))
            for name in {one.name for one in group.bearers}:
                del counts[name]
            self._counts[id(group)] = group, counts
        return self._counts[id(group)][1]


# people


def _one_word_bodies(ones: Sequence[Appearance]) -> list[Appearance]:
    """Of those who go by one word the bodies: so the articles say that know, or most of them."""
    short = [one for one in ones if one.bearer.is_short and (not one.heads or one.kind == "body")]
    told = Counter(one.kind == "person" for one in short if one.kind is not None)
    bearers = len(ones) - len(short)
    is_sure = told[False] > _MOSTLY * told[True]
    if is_sure and len(short) > _BY_FAR * bearers:  # the few articles that say otherwise err
        return short
    if bearers:  # a body of that name is not told apart by the word, but where nearly all say that it is one
        return [one for one in short if one.kind == "outlet" or (is_sure and one.kind == "body")]
    is_body = told[False] > told[True]
    return [one for one in short if one.kind in ("body", "outlet") or (is_body and one.kind != "person")]


def _named_people(ones: Sequence[Appearance]) -> list[Appearance]:
    """The others."""
    bodies = set(_one_word_bodies(ones))
    return [one for one in ones if one not in bodies]


class _People:
    """Those of one surname. ``whole`` are the voices of those who have a forename."""

    def __init__(self, ones: Sequence[Appearance], company: _Company) -> None:
        self._company = company
        self._short = [one for one in ones if one.bearer.is_short]
        self.is_common = ones[0].bearer.family in words().common
        self._ones = ones
        forms: dict[tuple[tuple[str, ...], str], list[Appearance]] = defaultdict(list)
        for one in ones:
            if not one.bearer.is_short:
                forms[one.bearer.given, one.bearer.suffix].append(one)
        groups = [group for members in forms.values() for group in self._homonyms(members)]
        self.whole = self._joined(groups)

    @cached_property
    def _beside_many(self) -> set[str]:
        """The names that stand beside several of the surname: beside one of them they tell nothing."""
        beside: dict[str, set[str]] = defaultdict(set)
        for one in self._ones:
            for name in self._company.of(one) if one.bearer.given else ():
                beside[name].add(one.bearer.given[0])
        return {name for name, given in beside.items() if len(given) > _OF_BOTH}

    def _homonyms(self, members: Sequence[Appearance]) -> list[_Group]:
        """People of one whole name: two where nothing joins two fields of work, or two posts."""
        groups = self._by_field(members) if self.is_common else []
        if len(groups) < 2:
            groups = [_Group(group) for group in homonyms.by_post(members, self._company.of)]
        if len(groups) < 2:
            return [_Group(members)]
        placed = {id(one) for group in groups for one in group.members}
        silent = [one for one in members if id(one) not in placed]
        most, *others = sorted(groups, key=lambda group: (-len(group.members), group.members[0].order))
        if len(most.members) >= _ALL_BUT_ALL * sum(len(group.members) for group in others):
            return [_Group([*most.members, *silent]), *others]
        return self._placed(silent, groups)

    def _by_field(self, members: Sequence[Appearance]) -> list[_Group]:
        """Those whose field of work is told, by the fields, where not even the company joins these."""
        fields: dict[str, list[Appearance]] = defaultdict(list)
        by_field = Union[str]()
        for one in members:
            told = sorted({words().callings[head] for head in one.heads if head in words().callings})
            for field in told:
                by_field.join(told[0], field)
            if told:
                fields[told[0]].append(one)
        groups = [
            _Group(one for field in group for one in fields[field])
            for group in by_field.groups(sorted(fields))
        ]
        return _joined_where(groups, self._share_company)

    def _share_company(self, one: _Group, other: _Group) -> bool:
        """Whether names stand beside both; such as tell something, where both are told of often enough."""
        both = self._company.both(one, other)
        if min(len(one.members), len(other.members)) >= _TOLD_OFTEN:
            both -= self._beside_many
        return len(both) >= _COMPANY

    def _placed(self, ones: Iterable[Appearance], groups: Sequence[_Group]) -> list[_Group]:
        """The groups, each with those whose company is by far most like its; the rest by themselves."""
        found = [list(group.members) for group in groups]
        alone: list[_Group] = []
        for one in ones:
            at = self._by_company(one, groups)
            if at is None:
                alone.append(_Group([one]))
            else:
                found[at].append(one)
        return [*map(_Group, found), *alone]

    def _by_company(self, one: Appearance, groups: Sequence[_Group]) -> int | None:
        is_told_else = one.kind == "body" or one.heads - words().slight
        least = 1 if len(groups) == 1 and not self.is_common and not is_told_else else _COMPANY
        own = self._company.of(one)
        counts = [self._company.near(own, group, least=least) for group in groups]
        best, second, *_ = [*sorted(counts, reverse=True), 0, 0]
        return counts.index(best) if best and best >= second * _BY_FAR else None

    def _joined(self, groups: list[_Group]) -> list[_Group]:
        """The same person under longer and shorter names, where one alone can be meant."""
        for is_one in (self._is_same, self._is_called_so, self._is_misspelt):
            edges = [
                (a, b)
                for a, b in _likely(groups)
                if not _are_homonyms(groups[a], groups[b]) and is_one(groups[a], groups[b])
            ]
            groups = _along(groups, edges)
        return self._with_juniors(groups)

    def _with_juniors(self, groups: list[_Group]) -> list[_Group]:
        """A "Jr." or "III" with the one who goes by the same name without, if that is the same person.

        Father and son seldom have one post and one company, and where the son is named the father is too.
        """
        older: dict[str, set[int]] = defaultdict(set)
        for number, group in enumerate(groups):
            if not any(one.suffix for one in group.bearers):
                for one in group.bearers:
                    older[one.given[0]].add(number)
        union = Union[int]()
        for number, group in enumerate(groups):
            if not all(one.suffix for one in group.bearers):
                continue
            near = sorted(set[int]().union(*(older[one.given[0]] for one in group.bearers)))
            alike = [other for other in near if _is_but_for_suffix(group, groups[other])]
            if len(alike) == 1 and self._is_same_age(group, groups[alike[0]]):
                union.join(number, alike[0])
        return _united(groups, union)

    def _is_same_age(self, junior: _Group, other: _Group) -> bool:
        names = {one.name for one in other.bearers}
        together = sum(
            one.article in other.articles or not names.isdisjoint(self._company.of(one))
            for one in junior.members
        )
        if together * _SELDOM > len(junior.members) or not _share_post(junior, other):
            return False
        has_middle = any(len(a.given) > 1 and a.given == b.given for a, b in _pairs(junior, other))
        return (has_middle and not self.is_common) or self._company.between(junior, other) >= _COMPANY

    def _is_same(self, one: _Group, other: _Group) -> bool:
        """The same forename, and nothing else against it: a middle name that one leaves out."""
        return any(
            a.suffix == b.suffix and _has_more(a.given, b.given) and self._is_likely(one, other)
            for a, b in _pairs(one, other)
        )

    def _is_likely(self, one: _Group, other: _Group) -> bool:
        """Whether two names that may be one are: nobody else goes by a rare one; a common one needs more."""
        if not self.is_common or _share_post(one, other):
            return True
        both_told = one.heads.keys() - words().slight and other.heads.keys() - words().slight
        return not both_told and self._company.between(one, other) >= _COMPANY

    def _is_called_so(self, one: _Group, other: _Group) -> bool:
        """A short form, an initial, the middle name: with a post in common, or a rare surname."""
        for a, b in _pairs(one, other):
            if a.suffix != b.suffix or not _goes_by(a, b):
                continue
            if _share_post(one, other) or not (
                self.is_common or _is_diminutive(a.given[0], b.given[0]) or 1 in _lengths(a, b)
            ):
                return True
        return False

    def _is_misspelt(self, one: _Group, other: _Group) -> bool:
        """Whether one has somebody's forename but for a letter, seldom, and the same post."""
        few, many = sorted((one, other), key=lambda group: len(group.articles))
        if len(few.articles) * _SLIP > len(many.articles) or few.articles & many.articles:
            return False
        near = any(
            a.suffix == b.suffix
            and _fits(a.given[1:], b.given[1:])
            and _but_for_a_letter(a.given[0], b.given[0])
            for a, b in _pairs(one, other)
        )
        return near and _share_post(one, other)

    def short(self, whole: Sequence[_Group]) -> tuple[list[tuple[_Group, list[Appearance]]], list[_Group]]:
        """The surnames alone with the voice that each of them means, and the voices of the others."""
        if not self._short:
            return [], []
        family = self._short[0].bearer.family
        groups = [group for group in whole if any(one.family == family for one in group.bearers)]
        found: dict[int, list[Appearance]] = defaultdict(list)
        left: list[Appearance] = []
        for one in self._short:
            at = self._meant(one, groups)
            if at is None:
                left.append(one)
            else:
                found[at].append(one)
        return [(groups[at], ones) for at, ones in found.items()], self._by_title(left)

    def _meant(self, one: Appearance, groups: Sequence[_Group]) -> int | None:
        """The group that is meant by a surname: the one that has its title, by far; else by the company."""
        groups = [group if _is_borne_by(one.bearer, group) else _Group([]) for group in groups]
        heads = one.heads - words().slight
        counts = [max((group.heads[head] for head in heads), default=0) for group in groups]
        best = max(counts, default=0)
        by_title = _by_far(counts, groups)
        if by_title is not None and len(groups) == 1:
            return by_title
        by_company = self._by_company(one, groups)
        if by_company is None:
            by_company = self._by_event(one, groups)
        if by_company is None:
            by_company = self._by_days(one, groups)
        if by_title is not None:
            return by_title if by_company in (None, by_title) else None
        is_told = not heads or not best or (by_company is not None and counts[by_company] > 0)
        return by_company if is_told else None

    def _by_event(self, one: Appearance, groups: Sequence[_Group]) -> int | None:
        """The one of the surname who speaks in articles of the same event, where one alone does."""
        event = self._company.event(one)
        if event is None:
            return None
        found = [
            number
            for number, group in enumerate(groups)
            if event in self._company.events(group) and one.article not in group.articles
        ]
        return found[0] if len(found) == 1 and self._may_be(one, groups[found[0]]) else None

    def _by_days(self, one: Appearance, groups: Sequence[_Group]) -> int | None:
        """The one of the surname who is in the news those days, where hardly another is."""
        if one.day is None:
            return None
        times = [group.times_within(one.day, _DAYS) for group in groups]
        most = max(times, default=0)
        others = sum(times) - most
        if most < (_IN_THE_NEWS_OF_MANY if self.is_common else _IN_THE_NEWS) or most < _NEARLY_ALONE * others:
            return None
        found = times.index(most)
        return found if self._may_be(one, groups[found]) else None

    def _may_be(self, one: Appearance, group: _Group) -> bool:
        """Whether neither another of the surname in the article nor its posts are against it."""
        heads, theirs = one.heads - words().slight, group.heads.keys() - words().slight
        is_told_else = heads and theirs and heads.isdisjoint(theirs)
        return not is_told_else and not self._is_another_named(one, group)

    def _is_another_named(self, one: Appearance, group: _Group) -> bool:
        """Whether the article has another of the surname in full."""
        own = {bearer.name for bearer in group.bearers}
        return any(
            name.endswith(f" {one.bearer.family}") and name not in own for name in self._company.of(one)
        )

    def _by_title(self, left: Sequence[Appearance]) -> list[_Group]:
        """Those of whom no forename is known: one where a rare surname has an office, company or event."""
        union, seen = Union[int](), dict[tuple[Hashable, ...], int]()
        for number, one in enumerate(left if not self.is_common else ()):
            offices = [(head,) for head in one.heads & words().offices]
            pairs = combinations(sorted(self._company.of(one))[:_PAIRED], _COMPANY)
            event = self._company.event(one)
            for trait in (*offices, *pairs, *([("", event)] if event is not None else [])):
                union.join(
                    seen.setdefault((one.bearer.suffix, *one.bearer.given, "", *trait), number), number
                )
        return [_Group(left[number] for number in group) for group in union.groups(range(len(left)))]


def _by_far(counts: Sequence[int], groups: Sequence[_Group]) -> int | None:
    """The one of the groups that has a title by far most often, or of whose articles by far the most have it.

    There is many a "President Weber" where nine in ten articles say so of one Weber and few of the other.
    """
    if not any(counts):
        return None
    shares = [count / max(1, group.with_heads) for count, group in zip(counts, groups, strict=True)]
    at = max(range(len(counts)), key=lambda number: (counts[number], shares[number]))
    others = [number for number in range(len(counts)) if number != at]
    for told in (counts, shares):
        if told[at] >= _BY_FAR * max((told[other] for other in others), default=0):
            return at
    return None


def _is_borne_by(short: Bearer, group: _Group) -> bool:
    """Whether a surname, with or without "Jr.", whole or in part, is as the names of the group are."""
    return any(short.suffix == one.suffix and set(short.given) <= set(one.given) for one in group.bearers)


def _pairs(one: _Group, other: _Group) -> Iterator[tuple[Bearer, Bearer]]:
    for a in one.bearers:
        for b in other.bearers:
            if a.given and b.given:
                yield a, b


def _likely(groups: Sequence[_Group]) -> list[tuple[int, int]]:
    """The pairs of groups whose forenames have anything to do with each other."""
    by_name: dict[str, set[int]] = defaultdict(set)
    for number, group in enumerate(groups):
        for one in group.bearers:
            first = one.given[0]
            names = (*one.given[:2], *one.alike, f"{first[0]}.", f"~{one.spelt_given}", *_but_a_letter(first))
            for name in names:
                by_name[name].add(number)
    initials = [{one.given[0] for one in group.bearers if _is_begun(one.given[0])} for group in groups]
    return sorted(
        {
            pair
            for name, numbers in by_name.items()
            for pair in combinations(sorted(numbers), 2)
            if not name.endswith(".") or initials[pair[0]] or initials[pair[1]]
        }
    )


def _but_a_letter(forename: str) -> Iterator[str]:
    """What two forenames that differ by a letter have in common: themselves, what is left without one."""
    if len(forename) >= _SPELT_OUT:
        yield f"-{forename}"
        yield from (f"-{forename[:at]}{forename[at + 1 :]}" for at in range(len(forename)))


def _is_begun(forename: str) -> bool:
    """Whether a forename is the beginning of another: an initial, a diminutive."""
    return len(forename) == 1 or _DIMINUTIVE.search(forename) is not None


def _has_more(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether one is the other with middle names or initials that it leaves out, or has them spelt out."""
    if one[0] != other[0]:
        return False
    return _fits(one[1:], other[1:])


def _fits(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether middle names do not gainsay each other."""
    if not one or not other:
        return True
    return all(a == b or (1 in (len(a), len(b)) and a[0] == b[0]) for a, b in zip(one, other, strict=False))


def _lengths(one: Bearer, other: Bearer) -> tuple[int, int]:
    """The letters of two forenames."""
    return len(one.given[0]), len(other.given[0])


def _but_for_a_letter(one: str, other: str) -> bool:
    """Whether two forenames differ by a letter that is left out, put in or another's."""
    short, long = sorted((one, other), key=len)
    if len(short) < _SPELT_OUT or len(long) - len(short) > 1 or one == other:
        return False
    same = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return long[same + 1 :] in (short[same:], short[same + 1 :])


def _share_post(one: _Group, other: _Group) -> bool:
    """Whether articles give both the same post, a good part of those that give either one."""
    return any(
        head not in words().slight
        and one.heads[head] * _GOOD_PART >= one.with_heads
        and other.heads[head] * _GOOD_PART >= other.with_heads
        for head in one.heads.keys() & other.heads.keys()
    )


def _is_diminutive(one: str, other: str) -> bool:
    """Whether a forename is another's beginning with a "y" or "ie" behind it ("Jerry" for "Jerrold")."""
    short, long = sorted((one, other), key=len)
    stem = _DIMINUTIVE.sub("", short)
    return stem != short and len(stem) > 2 and long.startswith(stem) and long != short


def _goes_by(one: Bearer, other: Bearer) -> bool:
    """Whether one forename can be another way to call the other."""
    a, b = one.given, other.given
    if one.suffix and other.suffix and one.suffix != other.suffix:
        return False
    if a[0] == b[0] or b[0] in one.alike or a[0] in other.alike or _is_diminutive(a[0], b[0]):
        return _fits(a[1:], b[1:])
    if len(a[0]) == 1 or len(b[0]) == 1:
        short, long = sorted((a, b), key=lambda given: len(given[0]))
        return (long[0].startswith(short[0]) and _fits(short[1:], long[1:])) or (
            len(short) > 1 and len(short[1]) > 1 and short[1] == long[0]
        )
    by_middle = (len(a) > 1 and a[1] == b[0]) or (len(b) > 1 and b[1] == a[0])
    return by_middle or (one.spelt_given == other.spelt_given and len(one.spelt_given) > 2)


def fits(one: Bearer, other: Bearer) -> bool:
    """Whether two names can be one's, each with a forename or a body's."""
    if one.is_body or other.is_body or not (one.given and other.given):
        return one.name == other.name
    return one.family == other.family and _goes_by(one, other)


def _are_homonyms(one: _Group, other: _Group) -> bool:
    """Whether two groups have a whole name in common, and so were parted."""
    return not set(one.bearers).isdisjoint(other.bearers)


def _conflict(one: _Group, other: _Group) -> bool:
    """Whether two groups cannot be one: they were parted, or their forenames gainsay each other."""
    return _are_homonyms(one, other) or any(
        (a.suffix != b.suffix and a.suffix and b.suffix)
        or not (_has_more(a.given, b.given) or _goes_by(a, b))
        for a, b in _pairs(one, other)
    )


def _is_torn(one: _Group, others: Sequence[_Group]) -> bool:
    """Whether somebody can be either of two that are not one.

    Two forenames that are seldom seen and can both be the one's who has nearly all articles are no two
    people's: "Tony" and "Antony", of an Anthony.
    """
    has_nearly_all = len(one.articles) >= _ALL_BUT_ALL * sum(len(other.articles) for other in others)
    forms = has_nearly_all and all(_is_by_forename(one, other) for other in others)
    return any(
        _conflict(a, b) and not (forms and _differ_in_forename(a, b)) for a, b in combinations(others, 2)
    )


def _is_but_for_suffix(one: _Group, other: _Group) -> bool:
    """Whether a name of one is a name of the other with "Jr." behind it, or with a middle name too."""
    return any(_has_more(a.given, b.given) for a, b in _pairs(one, other))


def _differ_in_forename(one: _Group, other: _Group) -> bool:
    return all(a.given[0] != b.given[0] for a, b in _pairs(one, other))


def _is_by_forename(one: _Group, other: _Group) -> bool:
    """Whether two that may be one go by forms of a forename, none by its middle name."""
    return any(
        a.given[0] in b.alike or b.given[0] in a.alike or a.spelt_given == b.spelt_given
        for a, b in _pairs(one, other)
    )


def _along(groups: list[_Group], edges: Iterable[tuple[int, int]]) -> list[_Group]:
    """The groups joined along the edges, but none that has edges to two that cannot be one."""
    near: dict[int, set[int]] = defaultdict(set)
    for a, b in edges:
        near[a].add(b)
        near[b].add(a)
    torn = {
        number for number, others in near.items() if _is_torn(groups[number], [groups[b] for b in others])
    }
    union = Union[int]()
    for a, others in near.items():
        kept = others
        if a in torn:  # only the ones with which it has most in common, where that is clear
            shared = {b: sum((groups[a].heads & groups[b].heads).values()) for b in others}
            most = max(shared.values())
            kept = {b for b, count in shared.items() if count == most and most}
            if any(_conflict(groups[x], groups[y]) for x, y in combinations(sorted(kept), 2)):
                kept = set()
        for b in kept:
            if b not in torn or a in torn:
                union.join(a, b)
    return _united(groups, union)


def _united(groups: Sequence[_Group], union: Union[int]) -> list[_Group]:
    """The groups, those put together whose numbers are joined."""
    return [
        _Group(member for number in group for member in groups[number].members)
        for group in union.groups(range(len(groups)))
    ]


def _joined_where(groups: list[_Group], is_one: Callable[[_Group, _Group], bool]) -> list[_Group]:
    """The groups, any two of which that are one joined."""
    union = Union[int]()
    for a, b in combinations(range(len(groups)), 2):
        if is_one(groups[a], groups[b]):
            union.join(a, b)
    return _united(groups, union)


def _spelt_alike(groups: list[_Group]) -> list[_Group]:
    """The groups, those of one name spelt in two ways joined where a post says that they are one."""
    by_spelling: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, group in enumerate(groups):
        for one in group.bearers:
            by_spelling[one.spelt, one.spelt_given].append(number)
    union = Union[int]()
    for numbers in by_spelling.values():
        for a, b in combinations(sorted(set(numbers)), 2):
            families = [{bearer.family for bearer in groups[number].bearers} for number in (a, b)]
            if families[0] == families[1] or groups[a].stands_beside(groups[b]):
                continue
            if _share_post(groups[a], groups[b]):
                union.join(a, b)
    return _united(groups, union)


# bodies


def _bodies(groups: Iterable[_Group], company: _Company) -> Iterator[_Group]:
    """Bodies by their full names; initials with the one name that they stand for in such company."""
    whole, short = list[_Group](), list[_Group]()
    for group in groups:
        (short if " " not in group.bearers[0].name else whole).append(group)
    for group in short:
        bearer = group.bearers[0]
        if bearer.is_body and bearer.is_short:
            yield from (_Group([one]) for one in group.members)
            continue
        initials = bearer.block.removeprefix("b ")
        spelt = [one for one in whole if one.bearers[0].block == bearer.block]
        is_initials = bearer.name == initials and len(initials) >= _LONG_ENOUGH
        if is_initials and len(spelt) == 1 and company.between(group, spelt[0]):
            whole.remove(spelt[0])
            yield _Group([*group.members, *spelt[0].members])
        else:
            yield group
    yield from whole
