"""Links read by people who do not know which are real.

`python -m evaluation.blind draw ARCHIVE FOLDER --without labels/*.jsonl`: of each kind of link up to 150 that
are sure and 60 that are not ("perhaps denies"), drawn with a fixed seed, none of an article that was learned
from; in three of ten places another statement of the same article in place of the one that is linked.
`sheet.jsonl` is for two readers: two statements and the question whether the first does that to the second.
`key.jsonl` is not for them. Each writes a file of lines `{"number": 7, "yes": true}`.

`python -m evaluation.blind score FOLDER ONE TWO`: of each kind the share of real links that both call right,
so that where they differ counts as wrong, how often either is taken in by what is not linked, and how
far they agree (Cohen's kappa).
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from onrecord.archive import Archive
from onrecord.connect.topics import topics, words_of
from onrecord.record import Link, Reading, Statement

_OF_A_KIND: Mapping[bool, int] = {True: 150, False: 60}  # by whether they are sure
_DECOYS, _SEED = 0.3, 7
_AROUND = 300  # characters before and after
_ASKED = {
    "repeats": "Do both say the same thing, by the same speaker (or a body and its spokesman)?",
    "denies": "Does the first say that what the second says is untrue?",
    "confirms": "Does the first say, or grant, that what the second says is true?",
    "disagrees": "Do they give figures for one and the same quantity that cannot both be right?",
    "updates": "Do they give one and the same quantity, counted later in one of them?",
}


class Kind(NamedTuple):
    """What a link says, and whether it is sure."""

    relation: str
    is_sure: bool

    @property
    def told(self) -> str:
        """It in words."""
        return self.relation if self.is_sure else f"perhaps {self.relation}"


def _kinds() -> list[Kind]:
    return [Kind(relation, is_sure) for is_sure in (True, False) for relation in _ASKED]


@dataclass(frozen=True, slots=True)
class Side:
    """A statement and the article in which it stands."""

    reading: Reading
    statement: Statement

    def told(self) -> dict[str, object]:
        """It as a reader sees it: who, when, where, in which words, with what stands around them."""
        article, content = self.reading.article, self.statement.content
        low, high = content[0].start, content[-1].end
        return {
            "outlet": article.outlet,
            "published": str(article.published.value) if article.published else None,
            "speaker": self.statement.speaker.name,
            "cue": self.reading.quote(self.statement.cue),
            "words": self.reading.quote(content),
            "before": article.text[max(0, low - _AROUND) : low],
            "after": article.text[high : high + _AROUND],
        }


def main() -> int:
    """Draw, or score; 2 where a reader's file lacks something."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    to_draw = commands.add_parser("draw")
    to_draw.add_argument("archive", type=Path)
    to_draw.add_argument("folder", type=Path)
    to_draw.add_argument(
        "--without", type=Path, nargs="*", default=[], help="labels of articles to leave out"
    )
    to_score = commands.add_parser("score")
    to_score.add_argument("folder", type=Path)
    to_score.add_argument("readers", type=Path, nargs=2)
    asked = parser.parse_args()
    if asked.command == "draw":
        with Archive.to_read(asked.archive) as archive:
            draw(archive, asked.folder, {key for labels in asked.without for key in labelled(labels)})
        return 0
    return score(asked.folder, *asked.readers)


def labelled(labels: Path) -> Iterator[str]:
    """The keys of the articles that a file of labels is of."""
    for line in map(json.loads, labels.read_text().splitlines()):
        yield from line.get("ids") or [line["id"]]


def draw(archive: Archive, folder: Path, without: Collection[str]) -> None:
    """Write the sheet and its key; of the articles with the keys ``without`` there is nothing in it."""
    sides, links = all_of(archive, without)
    chance = random.Random(_SEED)
    rows = list[tuple[Kind, Side, Side, Link | None]]()
    for kind in _kinds():
        there = links[kind]
        some = chance.sample(there, min(len(there), _OF_A_KIND[kind.is_sure]))
        print(f"{kind.told}: {len(some)} of {len(there)}")
        for link in some:
            first, second = sides[link.start], sides[link.end or ""]
            rows.append((kind, first, second, link))
            if chance.random() < _DECOYS / (1 - _DECOYS) and (other := beside(first, second, links)):
                rows.append((kind, first, other, None))
    chance.shuffle(rows)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "sheet.jsonl").open("w") as sheet, (folder / "key.jsonl").open("w") as key:
        for number, (kind, first, second, made) in enumerate(rows):
            sheet.write(
                _line(number=number, asked=_ASKED[kind.relation], first=first.told(), second=second.told())
            )
            ids = {"first": first.statement.id, "second": second.statement.id}
            is_inside = first.reading.article.id == second.reading.article.id
            reason = made.reason if made else None
            key.write(
                _line(number=number, kind=kind.told, real=bool(made), inside=is_inside, why=reason, **ids)
            )


def all_of(archive: Archive, without: Collection[str]) -> tuple[dict[str, Side], dict[Kind, list[Link]]]:
    """All statements by their ids; of each kind all links that have two ends."""
    sides, links = dict[str, Side](), defaultdict[Kind, list[Link]](list)
    every = list[Link]()
    with archive.still():
        for reading, _ in archive.readings():
            if reading.article.key in without:
                continue
            sides.update((one.id, Side(reading, one)) for one in reading.statements)
            every += reading.links
        every += archive.links()
    for link in sorted(every, key=lambda link: (link.start, link.end or "")):
        if link.start in sides and link.end in sides:
            links[Kind(link.relation, link.is_sure)].append(link)
    return sides, links


def beside(first: Side, second: Side, links: Mapping[Kind, list[Link]]) -> Side | None:
    """Another statement of the second one's article: of all to which the first has no link the likest."""
    ends = (_other_ends(link, first.statement.id) for found in links.values() for link in found)
    linked = set(chain.from_iterable(ends))
    asked = _topics(first, first.statement)
    others = [
        one
        for one in second.reading.statements
        if one.id not in {first.statement.id, second.statement.id, *linked}
        and one.content != second.statement.content
    ]
    if not others:
        return None
    likest = max(others, key=lambda one: (len(asked & _topics(second, one)), one.id))
    return Side(second.reading, likest)


def _topics(side: Side, one: Statement) -> frozenset[str]:
    return topics(words_of(side.reading.quote(one.content)))


def _other_ends(link: Link, identity: str) -> Iterator[str]:
    if link.start == identity and link.end is not None:
        yield link.end
    if link.end == identity:
        yield link.start


def _line(**told: object) -> str:
    return json.dumps(told, ensure_ascii=False) + "\n"


def score(folder: Path, one: Path, two: Path) -> int:
    """Print a row for each kind of link."""
    key = {row["number"]: row for row in map(json.loads, (folder / "key.jsonl").read_text().splitlines())}
    first, second = (
        {row["number"]: row["yes"] for row in map(json.loads, path.read_text().splitlines())}
        for path in (one, two)
    )
    if missing := key.keys() - (first.keys() & second.keys()):
        print(f"not read by both: {len(missing)}, the first of them {min(missing)}", file=sys.stderr)
        return 2
    for kind in (one.told for one in _kinds()):
        real = [row["number"] for row in key.values() if row["kind"] == kind and row["real"]]
        false = [row["number"] for row in key.values() if row["kind"] == kind and not row["real"]]
        right = sum(first[number] and second[number] for number in real)
        taken_in = sum(first[number] or second[number] for number in false)
        share = f"{right / len(real):.2f}" if real else "none there"
        print(f"{kind:18} right by both {right:4} of {len(real):4}: {share:10} not linked, called right: "
              f"{taken_in} of {len(false)}")  # fmt: skip
    print(f"kappa {kappa([(first[number], second[number]) for number in sorted(key)]):.2f}")
    return 0


def kappa(pairs: list[tuple[bool, bool]]) -> float:
    """How far two agree beyond chance (Cohen, 1960)."""
    seen = sum(a == b for a, b in pairs) / len(pairs)
    yes = [sum(pair[side] for pair in pairs) / len(pairs) for side in (0, 1)]
    by_chance = yes[0] * yes[1] + (1 - yes[0]) * (1 - yes[1])
    return 1.0 if by_chance == 1 else (seen - by_chance) / (1 - by_chance)


if __name__ == "__main__":
    sys.exit(main())
