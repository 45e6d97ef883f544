"""Learn whom "he" and "she" mean: `python -m onrecord.train.pronouns --data DATA --out pronouns.toml`.

Reads GAP's development part (Apache-2.0) and GUM's train part (CC BY and CC BY-SA), in which people marked
whom each pronoun means, and the train part of PolNeAR, in which they marked who speaks: there a pronoun is
learned from where its gender rules somebody out. One document in five is held out; on PolNeAR's, as news, the
threshold is chosen.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.record import Article, Attribution, Capture, Manner, Origin, Span
from onrecord.resolve.cast import Cast, Person
from onrecord.resolve.lexicon import Gender
from onrecord.resolve.mentions import Turns, Who
from onrecord.resolve.named import of_person
from onrecord.resolve.pronouns import Traits, probabilities, traits_of_candidates
from onrecord.resolve.scene import Scene
from onrecord.resolve.speakers import who_speaks

_SETS = ("gap/train.jsonl.xz", "gum/train.jsonl.xz", "polnear/train.jsonl")
_HELD_OUT = 5  # one document in so many
_PRECISION = 0.9  # of those named in the news held out: what the threshold is chosen for
_STRENGTH = 1e-3  # of the penalty on large weights
_ROUNDS = 300
_RATE = 0.3
_MOMENTUM = 0.9
_LONGEST_LEAD = 60  # characters of a name before the words that were marked


Told = tuple[list[Traits], list[bool]]


@dataclass(frozen=True, slots=True)
class Asked:
    """One pronoun: the traits of each candidate, nobody last, and which of them may be right."""

    document: str
    source: str
    traits: list[Traits]
    right: list[bool]

    @property
    def is_held_out(self) -> bool:
        """Whether it is kept from the fitting."""
        return zlib.crc32(self.document.encode()) % _HELD_OUT == 0


def main() -> None:
    """Fit, choose the threshold, and say how good it is."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds gap, gum and litbank")
    parser.add_argument("--out", type=Path, required=True, help="the file of weights to write")
    arguments = parser.parse_args()
    asked = [one for name in _SETS for one in pronouns(arguments.data / name)]
    weights = fitted([one for one in asked if not one.is_held_out])
    threshold = 1.0
    for name in _SETS:
        source = name.partition("/")[0]
        held_out = [one for one in asked if one.is_held_out and one.source == source]
        print(f"{source}: {sum(one.source == source for one in asked)} pronouns, {len(held_out)} held out")
        threshold = chosen(held_out, weights)
    lines = "\n".join(f'"{name}" = {value:.3f}' for name, value in sorted(weights.items()))
    head = "# Made by `python -m onrecord.train.pronouns` from GAP, GUM and PolNeAR: what each trait adds."
    arguments.out.write_text(
        f"{head}\n\nthreshold = {threshold:.2f}\n\n[traits]\n{lines}\n", encoding="utf-8"
    )


def pronouns(path: Path) -> Iterator[Asked]:
    """The pronouns of a file of which it is known who they can mean and who not."""
    told = {"gap": _of_pair, "gum": _of_document, "polnear": _of_sources}[path.parent.name]
    opened = lzma.open if path.suffix == ".xz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            for traits, right in told(document):
                yield Asked(document["id"], path.parent.name, traits, right)


def _of_pair(document: dict[str, Any]) -> Iterator[Told]:
    """GAP's one pronoun: of the two names it is said whether they are meant, of others nothing."""
    item = Pair.of(document)
    people, traits = item.candidates()
    told = {id(item.person(key)): bool(document[f"{key}_coref"]) for key in ("a", "b")}
    is_one = any(told.values())
    right = [told.get(id(person), not is_one) for person in people]
    yield traits, [*right, not is_one or not any(right)]


@dataclass(frozen=True, slots=True)
class Pair:
    """An item of GAP: a passage below the title of its page, a pronoun, and two names that are given."""

    scene: Scene
    pronoun: Span
    names: dict[str, Span]

    @classmethod
    def of(cls, item: dict[str, Any]) -> Pair:
        """The item as its line tells it, everything moved behind the title."""
        title = re.sub(r" \(.*\)\Z", "", _decoded(item["url"]).rpartition("/")[2].replace("_", " "))
        by = len(title) + 2
        spans = {key: Span(item[key][0] + by, item[key][1] + by) for key in ("pronoun", "a", "b")}
        scene = scene_of(f"{title}\n\n{item['text']}", ())
        names = {key: spans[key] for key in ("a", "b")}
        return cls(replace(scene, cast=Cast(scene.text, names.values())), spans["pronoun"], names)

    @property
    def gender(self) -> Gender:
        """The pronoun's."""
        return self.scene.words.pronouns[self.pronoun.of(self.scene.text).casefold()]

    def candidates(self) -> tuple[list[Person], list[Traits]]:
        """Who could be meant, with their traits, nobody's last."""
        return traits_of_candidates(self.scene, self.pronoun, self.gender, Turns())

    def person(self, key: str) -> Person | None:
        """Who goes by one of the two names."""
        span = self.names[key]
        found = self.scene.cast.mentions_between(span.start - _LONGEST_LEAD, span.end)
        return found[-1].person if found and found[-1].name.end > span.start else None


def _decoded(address: str) -> str:
    """The address without its percent signs."""
    plain = re.sub(rb"%([0-9A-Fa-f]{2})", lambda code: bytes.fromhex(code[1].decode()), address.encode())
    return plain.decode("utf-8", "replace")


def _of_document(document: dict[str, Any]) -> Iterator[Told]:
    """All pronouns of a text whose people are marked throughout."""
    scene = scene_of(document["text"], tuple(_attributions(document)))
    chain_of = {tuple(span): number for number, chain in enumerate(document["clusters"]) for span in chain}
    person_of = _people(scene, document["entities"], chain_of)
    by_chain = {chain: person for person, chain in reversed(person_of)}
    chain_by_person = {id(person): chain for person, chain in reversed(person_of)}
    sources = sorted({a.source[0] for a in scene.attributions if a.source})
    turns, at = Turns(), 0
    for entity in sorted(document["entities"], key=lambda entity: (entity["start"], entity["end"])):
        span = Span(entity["start"], entity["end"])
        while at < len(sources) and sources[at] < span:
            speaker = by_chain.get(chain_of.get((sources[at].start, sources[at].end), -1))
            turns.add(sources[at].start, Who(standing="named", person=speaker))
            at += 1
        gender = scene.words.pronouns.get(span.of(scene.text).casefold(), "")
        chain = chain_of.get((span.start, span.end))
        if gender in ("male", "female") and chain is not None:
            people, traits = traits_of_candidates(scene, span, gender, turns)
            right = [chain_by_person.get(id(person)) == chain for person in people]
            yield traits, [*right, not any(right)]


def _of_sources(document: dict[str, Any]) -> Iterator[Told]:
    """PolNeAR's sources that are pronouns: whoever is of the other gender is not meant."""
    annotated = document["annotations"][min(document["annotations"])]
    made = [
        _attribution(a["content"], a["source"], _manner(document["text"], a["content"])) for a in annotated
    ]
    scene = scene_of(document["text"], tuple(sorted(made, key=lambda a: min(a.content + a.source))))
    turns, whos = Turns(), list[Who]()
    for number, attribution in enumerate(scene.attributions):
        span = attribution.source[0] if attribution.source else None
        gender = scene.words.pronouns.get(span.of(scene.text).strip().casefold(), "") if span else ""
        if span is None or gender not in ("male", "female"):
            whos.append(who_speaks(scene, number, turns, whos))
            continue
        people, traits = traits_of_candidates(scene, span, None, turns)
        right = [person.gender in (gender, None) for person in people]
        if any(right) and not all(right):
            yield traits, [*right, False]
        known = [person for person in people if person.gender == gender]
        whos.append(of_person(known[0], 1.0, "") if len(known) == 1 else Who())
        turns.add(span.start, whos[-1])


def _manner(text: str, content: list[list[int]]) -> Manner:
    return "direct" if all(text[start] in '“"' for start, _ in content) else "indirect"


def _people(
    scene: Scene, entities: Sequence[dict[str, Any]], chain_of: dict[tuple[int, int], int]
) -> list[tuple[Person, int]]:
    """Each person named, with the number of the chain in which the name stands."""
    marked = [e for e in entities if e["form"] == "name" and e["type"].casefold() in ("per", "person")]
    found = []
    for mention in scene.cast.mentions:
        name = mention.name
        around = [e for e in marked if e["start"] <= name.start and name.end <= e["end"]]
        nearest = min(around, key=lambda e: e["end"] - e["start"], default=None)
        if nearest is not None and (chain := chain_of.get((nearest["start"], nearest["end"]))) is not None:
            found.append((mention.person, chain))
    return found


def _attributions(document: dict[str, Any]) -> Iterator[Attribution]:
    for said in document.get("attributions", ()):
        yield _attribution(said["content"], said["speaker"], "indirect")


def _attribution(content: list[list[int]], source: list[list[int]], manner: Manner) -> Attribution:
    spans = tuple(Span(*span) for span in content)
    return Attribution(spans, (), tuple(Span(*span) for span in source), manner, "network", 1.0)


def scene_of(text: str, attributions: tuple[Attribution, ...]) -> Scene:
    """A text with its attributions, as the rules read it."""
    capture = Capture("", "", "text/plain")
    article = Article(
        *("", None, text, None, None, None, None, None, None, None, None, "en", False),
        Origin(capture, "", ()),
    )
    return Scene.of(article, attributions)


# fitting


def fitted(asked: Sequence[Asked]) -> dict[str, float]:
    """The weights under which the right answers are likeliest: a conditional logit, by gradient descent."""
    names = sorted({name for one in asked for each in one.traits for name in each})
    column = {name: number for number, name in enumerate(names)}
    rows = np.zeros((sum(len(one.traits) for one in asked), len(names)))
    for row, each in zip(rows, (each for one in asked for each in one.traits), strict=True):
        row[[column[name] for name in each]] = list(each.values())
    starts = np.cumsum([0, *(len(one.traits) for one in asked)])[:-1]
    sizes = [len(one.traits) for one in asked]
    right = np.array([is_right for one in asked for is_right in one.right], dtype=float)
    weights, speed = np.zeros(len(names)), np.zeros(len(names))
    for _ in range(_ROUNDS):
        powers = np.exp(np.clip(rows @ weights, -30, 30))
        every = powers / np.repeat(np.add.reduceat(powers, starts), sizes)
        among = powers * right / np.repeat(np.add.reduceat(powers * right, starts), sizes)
        slope = rows.T @ (every - among) / len(asked) + _STRENGTH * weights
        speed = _MOMENTUM * speed - _RATE * slope
        weights += speed
    return dict(zip(names, weights.tolist(), strict=True))


def chosen(asked: Sequence[Asked], weights: dict[str, float]) -> float:
    """The least threshold at which enough of those named are right; prints what each would give."""
    best = []
    for one in asked:
        chances = probabilities(one.traits, weights)[:-1]
        at = max(range(len(chances)), key=chances.__getitem__, default=None)
        if at is not None:
            best.append((chances[at], one.right[at]))
    could = sum(any(one.right[:-1]) and not all(one.right) for one in asked)
    threshold = 1.0
    for step in range(95, 25, -5):
        named = [is_right for chance, is_right in best if chance >= step / 100]
        precision, recall = sum(named) / max(1, len(named)), sum(named) / max(1, could)
        print(
            f"{step / 100:.2f}  named {len(named)} of {len(asked)}  right {precision:.3f}  found {recall:.3f}"
        )
        threshold = step / 100 if precision >= _PRECISION else threshold
    return threshold


if __name__ == "__main__":
    main()
