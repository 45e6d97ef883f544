"""Voices: `python -m evaluation.voices --shared SHARED`.

People and organisations across documents, on given mentions with their kinds (ECB+ dev, MEANTIME): B-cubed F1
(Bagga and Baldwin 1998) of the voices that `connect` makes of them, beside that of a baseline for which all
mentions with the same last word are one. A mention that comes to no voice is one by itself. Which documents
tell of one event is found as in an archive, day by day; ECB+ gives no days, so its documents are of one.
"""

from __future__ import annotations

import argparse
import json
import lzma
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from onrecord.connect.stories import chapters
from onrecord.record import (
    Analysis,
    Article,
    Attribution,
    Capture,
    Entity,
    EntityKind,
    Origin,
    Published,
    Span,
    Statement,
)
from onrecord.resolve import statements
from onrecord.voices import appearances, company, voices

_FLOORS = Path(__file__).parent / "floors.toml"
_NOWHERE = Origin(Capture("", "", ""), "", ())
# The kinds of mention that are people and organisations.
_KINDS: dict[str, EntityKind] = {
    **dict.fromkeys(("HUMAN_PART_PER", "PER"), "person"),
    **dict.fromkeys(("HUMAN_PART_ORG", "ORG"), "organisation"),
}
_PRONOUNS = frozenset(
    "i me my he him his she her hers it its we us our they them their who whom which that".split()
)


class Given(NamedTuple):
    """A given mention: its document, where it stands, whether it is a person, and whom it means."""

    document: str
    span: Span
    kind: EntityKind
    means: str


def main() -> int:
    """Print a row for each figure, held to `floors.toml`; 2 where the data is absent."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    data = parser.parse_args().shared / "data"
    sets = {"ecbplus": data / "ecbplus" / "dev.jsonl", "meantime": data / "meantime" / "all.jsonl.xz"}
    if not all(path.exists() for path in sets.values()):
        print(f"{data}: absent, so nothing was measured", file=sys.stderr)
        return 2
    floors = tomllib.loads(_FLOORS.read_text(encoding="utf-8"))["voices"]
    short = 0
    for name, path in sets.items():
        for figure, value in measured(list(documents(path))).items():
            short += row(f"{name} {figure}", value, floors.get(f"{name} {figure}"))
    return 1 if short else 0


def documents(path: Path) -> Iterator[dict[str, Any]]:
    """The documents of a set."""
    opened = lzma.open if path.suffix == ".xz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def measured(found: Sequence[dict[str, Any]]) -> dict[str, float]:
    """B-cubed of all mentions, of those that are no pronouns, and of names, by us and by the last word."""
    given = [one for document in found for one in mentions(document)]
    texts = {document["id"]: document["text"] for document in found}
    by_voice = told(found, given)
    by_word = [last_word(one.span.of(texts[one.document])) for one in given]
    gold = [one.means for one in given]
    is_name = [_is_name(one.span.of(texts[one.document])) for one in given]
    no_pronoun = [one.span.of(texts[one.document]).casefold() not in _PRONOUNS for one in given]
    figures: dict[str, float] = {}
    for which, kept in (("all", [True] * len(given)), ("no pronouns", no_pronoun), ("names", is_name)):
        ours, theirs = (f1(picked(gold, kept), picked(said, kept)) for said in (by_voice, by_word))
        figures |= {f"{which}: f1": ours, f"{which}: by last word": theirs, f"{which}: ahead": ours - theirs}
    return figures


def mentions(document: dict[str, Any]) -> Iterator[Given]:
    """The people and organisations that are marked in a document, in the order of the text."""
    for one in sorted(document["entities"], key=lambda one: (one["start"], -one["end"])):
        if one["type"] in _KINDS and one.get("id"):
            yield Given(document["id"], Span(one["start"], one["end"]), _KINDS[one["type"]], one["id"])


def told(found: Sequence[dict[str, Any]], given: Sequence[Given]) -> list[Hashable]:
    """The voice of each given mention: it is resolved as a source would be."""
    by_document: dict[str, list[Given]] = defaultdict(list)
    for one in given:
        by_document[one.document].append(one)
    met, names = [], dict[Given, tuple[str, tuple[str, ...]]]()
    beside: dict[str, list[str]] = {}
    for document in found:
        here = by_document[document["id"]]
        article = _article(document)
        # What a statement denies is a statement too: of one span the first is the mention's own.
        made = {
            (one.content, one.source): one for one in reversed(statements(article, _analysis(article, here)))
        }
        said = [_as_given(made[(one.span,), (one.span,)], one, here, article.text) for one in here]
        seen = [Entity(one.span, one.kind, 1.0) for one in here]
        met += appearances(article, said, seen)
        beside[article.id] = company(article, seen)
        for one, statement in zip(here, said, strict=True):
            speaker = statement.speaker
            if speaker.name is not None:
                names[one] = (article.id, speaker.names or (speaker.name,))
    voice = {
        (member.article, member.name): one.id
        for one in voices(met, beside.__getitem__, events([_article(one) for one in found]).get)
        for member in one.members
    }
    return [
        tuple(voice.get((names[one][0], name), (names[one][0], name)) for name in names[one][1])
        if one in names
        else number
        for number, one in enumerate(given)
    ]


def events(articles: Iterable[Article]) -> dict[str, tuple[int, int]]:
    """For each article that is not alone with what it tells its chapter; those without a day are of one."""
    by_day: dict[str, list[Article]] = defaultdict(list)
    for one in articles:
        by_day[one.published.value if one.published is not None else ""].append(one)
    return {
        article: (day, number)
        for day, told in enumerate(by_day.values())
        for number, chapter in enumerate(chapters(told))
        for article in chapter.articles
        if len(chapter.articles) > 1
    }


def _as_given(said: Statement, one: Given, here: Iterable[Given], text: str) -> Statement:
    """The statement, its speaker's name no longer than the longest given one with the mention's words."""
    name, own = said.speaker.name, _plain(one.span.of(text))
    if name is None or said.speaker.names or f" {own} " not in f" {_plain(name)} ":
        return said
    whole = (each.span.of(text) for each in here if f" {own} " in f" {_plain(each.span.of(text))} ")
    fitting = [words for words in whole if f" {_plain(words)} " in f" {_plain(name)} "]
    longest = max(fitting, key=lambda words: (len(words), words))
    return replace(said, speaker=replace(said.speaker, name=" ".join(longest.split())))


def _plain(words: str) -> str:
    """Words as they are compared, without a possessive ending and "the"."""
    bare = " ".join(words.split()).removesuffix("'s").removesuffix("’s").removesuffix("'")
    return bare.removeprefix("the ").removeprefix("The ")


def _article(document: dict[str, Any]) -> Article:
    day = _day(document.get("date") or "")
    return Article(
        *(document["id"], None, document["text"], None, None, None, None, None, None),
        *(day, None, "en", False, _NOWHERE),
    )


def _day(written: str) -> Published | None:
    """The day that a document states; some write its parts the other way round."""
    parts = written.split("-")
    iso = "-".join(parts if len(parts[0]) == len("2009") else parts[::-1])
    try:
        date.fromisoformat(iso)
    except ValueError:
        return None
    return Published(iso, "given")


def _analysis(article: Article, given: Iterable[Given]) -> Analysis:
    marks = [Attribution((one.span,), (), (one.span,), "indirect", "person", 1.0) for one in given]
    return Analysis(article.id, tuple(marks), None)


def last_word(words: str) -> str:
    """The last word in lower case, without a possessive ending."""
    return words.casefold().removesuffix("'s").removesuffix("’s").split()[-1]


def _is_name(words: str) -> bool:
    return words.rsplit(maxsplit=1)[-1][0].isupper() and words.casefold() not in _PRONOUNS


def picked(values: Sequence[Hashable], kept: Iterable[bool]) -> list[Hashable]:
    """Those of the values that are kept."""
    return [value for value, is_kept in zip(values, kept, strict=True) if is_kept]


def f1(gold: Sequence[Hashable], told: Sequence[Hashable]) -> float:
    """B-cubed F1: precision and recall of each mention's group, averaged over the mentions."""
    both = Counter(zip(gold, told, strict=True))
    by_gold, by_told = Counter(gold), Counter(told)
    precision = sum(n * n / by_told[theirs] for (_, theirs), n in both.items()) / len(gold)
    recall = sum(n * n / by_gold[ours] for (ours, _), n in both.items()) / len(gold)
    return 2 * precision * recall / (precision + recall)


def row(name: str, value: float, floor: float | None) -> bool:
    """Print a figure; whether it falls short."""
    is_short = floor is not None and value < floor
    print(
        f"{'SHORT' if is_short else 'ok   '} voices: {name:36}{value:8.3f}"
        + (f"   (floor {floor})" if floor else "")
    )
    return is_short


if __name__ == "__main__":
    sys.exit(main())
