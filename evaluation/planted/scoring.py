"""What is linked, held against what was planted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import Any

from evaluation.planted.draft import Said
from evaluation.planted.planting import Record

Row = dict[str, Any]
_EITHER_WAY = ("repeats", "disagrees", "updates")


def relations(one: Said, other: Said) -> set[str]:
    """What may be linked from one statement to another, by what was planted."""
    a, b = one.claim, other.claim
    if (a.place, a.about) != (b.place, b.about):
        return set()
    if a.value != b.value:
        return set() if a.alike else {"disagrees", "updates"}
    found: set[str] = set()
    if one.person == other.person and one.act == other.act:
        found.add("repeats")
    if one.act != "says" and other.act in ("says", "confirms") and one.act != other.act:
        found.add(one.act)
    return found


def gold(record: Record) -> tuple[list[Row], list[Row]]:
    """What was planted, inside articles and across them, as `score_links.py` has its gold."""
    within: dict[str, list[Row]] = defaultdict(list)
    across: list[Row] = []
    for kind, plant, one, other in record.pairs:
        if one.article == other.article:
            link = {"from": one.end, "to": other.end, "kind": kind, "note": plant, "doubtful": False}
            within[one.article].append(link)
        elif plant != "copy":
            pair = {"a": one.end, "b": other.end, "kind": kind, "why": plant, "doubtful": False}
            across.append({**pair, "event": one.claim.place})
    return [{"id": key, "links": links} for key, links in within.items()], across


class Found:
    """Which planted statements are read, and how they are linked."""

    def __init__(self, record: Record, predicted: Any) -> None:
        self._record = record
        self._statements: dict[str, list[tuple[str, set[tuple[int, str]]]]] = predicted.statements
        self._links: dict[tuple[str, str | None], set[str]] = predicted.links
        self._read = {
            said: set(predicted.found(draft.key, {"content": said.end["content"]}))
            for draft in record.articles
            for said in draft.said
        }
        self._planted: dict[str, list[Said]] = defaultdict(list)
        for said, ids in self._read.items():
            for identity in ids:
                self._planted[identity].append(said)

    def is_read(self, said: Said) -> bool:
        """Whether a statement with most of its words was read."""
        return bool(self._read[said])

    def linked(self, one: Said, other: Said) -> set[str]:
        """What the one is linked to the other by, either way for what has no direction."""
        there = {r for a in self._read[one] for b in self._read[other] for r in self._links.get((a, b), ())}
        back = {r for a in self._read[one] for b in self._read[other] for r in self._links.get((b, a), ())}
        return there | back.intersection(_EITHER_WAY)

    def by_plant(self) -> Iterator[tuple[str, str, int, int, int]]:
        """For each plant its kind, how many pairs, of how many both ends were read, how many are right."""
        rows: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
        for kind, plant, one, other in self._record.pairs:
            row, there = rows[plant, kind], self.linked(one, other)
            row[0] += 1
            if self.is_read(one) and self.is_read(other):
                row[1] += 1
                row[2] += (
                    not (there | self.linked(other, one)) if kind == "none" else bool(there & _same(kind))
                )
        for (plant, kind), (many, read, right) in rows.items():
            yield plant, kind, many, read, right

    def by_kind(self) -> dict[str, tuple[int, int, int, int]]:
        """For each kind: planted, of these found; linked between planted statements, of these right.

        A pair of copies counts for nothing: what is linked there is right, but need not be.
        """
        asked: dict[str, list[int]] = {kind: [0, 0, 0, 0] for kind in _KINDS}
        for kind, plant, one, other in self._record.pairs:
            if kind in asked and plant != "copy":
                asked[kind][0] += 1
                asked[kind][1] += bool(self.linked(one, other) & _same(kind))
        for (start, end), told in self._links.items():
            pairs = [(a, b) for a in self._planted[start] for b in self._planted[end or ""]]
            if not pairs or any(_is_open(a, b) for a, b in pairs):
                continue
            right = {r for a, b in pairs for r in relations(a, b) | _back(b, a)}
            for relation in told:
                asked[relation][2] += 1
                asked[relation][3] += relation in right
        return {kind: (row[0], row[1], row[2], row[3]) for kind, row in asked.items()}

    def trapped(self) -> int:
        """How many of the sentences whose cue answers nothing are linked to what somebody claims."""
        return sum(self._is_trapped(key, place) for key, place in self._record.traps)

    def _is_trapped(self, key: str, place: tuple[int, int]) -> bool:
        inside = {
            identity
            for identity, held in self._statements.get(key, [])
            if held and all(place[0] <= at < place[1] for at, _ in held)
        }
        return any(start in inside and self._planted.get(end or "") for start, end in self._links)


_KINDS = ("repeats", "denies", "confirms", "no_comment", "disagrees", "updates")


def _same(kind: str) -> set[str]:
    """An update is a disagreement with a day to it: either counts as the other."""
    return {"disagrees", "updates"} if kind in ("disagrees", "updates") else {kind}


def _back(one: Said, other: Said) -> set[str]:
    return relations(one, other).intersection(_EITHER_WAY)


def _is_open(one: Said, other: Said) -> bool:
    """Whether the pair lies in the corpus of our own, whose gold does not list who repeats himself there."""
    return one.claim.place == other.claim.place == "examples"


def voices(record: Record, told: dict[str, dict[str, str]]) -> dict[str, tuple[int, int]]:
    """How many pairs of one person's statements have one voice, and of namesakes' statements two.

    ``told`` has for each article the voice of each name in it.
    """
    by_name: dict[str, list[tuple[Said, str]]] = defaultdict(list)
    for draft in record.articles:
        for said in draft.said:
            voice = told.get(draft.key, {}).get(said.person.name)
            if voice is not None:
                by_name[said.person.name].append((said, voice))
    together, apart = [0, 0], [0, 0]
    for held in by_name.values():
        for (one, mine), (other, theirs) in combinations(held, 2):
            if one.article != other.article:
                row = together if one.person == other.person else apart
                row[0] += (mine == theirs) == (one.person == other.person)
                row[1] += 1
    return {
        "one person, one voice": (together[0], together[1]),
        "two of one name, two voices": (apart[0], apart[1]),
    }
