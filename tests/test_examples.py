"""The example corpus: its gold is sound, and what onrecord reads in it is held to floors."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from onrecord import settings
from onrecord.network.session import shipped
from onrecord.pipeline import readings
from onrecord.record import Reading, Span, Statement

EXAMPLES = Path(__file__).parent.parent / "examples"
CAPTURES = json.loads((EXAMPLES / "gold.json").read_text("utf-8"))["captures"]
GOLD = [
    (capture, said)
    for capture in CAPTURES
    for article in capture["articles"]
    for said in article["statements"]
]
FILES = sorted({capture["capture"] for capture in CAPTURES})
WORD = re.compile(r"\w+")

# Measured: recall .87, precision .87, speaker right .83 and wrong .10. The floors are .06 below: eight of 128
# statements, more than a new training of the network moves and less than a broken rule does.
FLOORS = {"recall": 0.81, "precision": 0.81, "speaker right": 0.77}
MOST_WRONG = 0.16


@cache
def decoded(capture: str, locator: str) -> str:
    """The text that offsets count in: the file's, or for a line of JSON its `text`."""
    whole = (EXAMPLES / capture).read_text("utf-8")
    if not locator:
        return whole
    text = json.loads(whole.splitlines()[int(locator.removeprefix("line ")) - 1])["text"]
    assert isinstance(text, str)
    return text


@pytest.mark.parametrize(("capture", "said"), GOLD, ids=[said["id"] for _, said in GOLD])
def test_the_golds_spans_say_what_the_capture_says(capture: dict[str, Any], said: dict[str, Any]) -> None:
    text = decoded(capture["capture"], capture["locator"])
    medium = [said["medium"]] if said["medium"] else []
    for span in [*said["content"], *said["cue"], *said["source"], *medium]:
        assert text[span["start"] : span["end"]] == span["text"]
    (article,) = [one for one in capture["articles"] if said in one["statements"]]
    assert article["start"] <= said["content"][0]["start"] < said["content"][-1]["end"] <= article["end"]
    ids = {one["id"] for one in article["statements"]}
    assert {*said["of"], said["parent"] or said["id"]} <= ids


def test_the_corpus_holds_what_it_is_to_show() -> None:
    """Twelve articles by three outlets; a denial, figures, an anonymous source and a chain of two steps."""
    found = [said for _, said in GOLD]
    assert sum(len(capture["articles"]) for capture in CAPTURES) >= 12
    assert any(said["stance"] == "denial" and said["of"] for said in found)
    assert any(said["speaker"]["standing"] == "unnamed" for said in found)
    assert any(len(said["via"]) == 2 for said in found)
    values = {figure["value"] for said in found for figure in said["figures"] if figure["unit"] == "homes"}
    assert values == {300, 412, 437}
    outlets = {reading.article.outlet for reading in read() if reading.article.outlet}
    assert outlets == {"Seven Coasts", "Ostrey Courier", "Carrowmere Gazette"}


@cache
def read() -> list[Reading]:
    paths = [str(EXAMPLES / file) for file in FILES]
    return [one for one in readings(paths, settings.Settings()) if isinstance(one, Reading)]


Words = frozenset[tuple[str, str, int, str]]


def said_words(reading: Reading, spans: tuple[Span, ...]) -> Words:
    """The words with their places in the capture; those that stand in no piece are left out."""
    article = reading.article
    origin = article.origin
    file = Path(origin.capture.source).relative_to(EXAMPLES).as_posix()
    line = origin.locator if file.endswith(".jsonl") else ""
    found = set()
    for span in spans:
        for word in WORD.finditer(article.text, span.start, span.end):
            for at, place, length in origin.pieces:
                if at <= word.start() < at + length:
                    found.add((file, line, place + word.start() - at, word[0]))
    return frozenset(found)


def gold_words(capture: dict[str, Any], spans: list[dict[str, Any]]) -> Words:
    return frozenset(
        (capture["capture"], capture["locator"], span["start"] + word.start(), word[0])
        for span in spans
        for word in WORD.finditer(span["text"])
    )


def plain(name: str | None) -> str:
    return " ".join(WORD.findall(re.sub(r"\A(?:the|an?) |[’']s\b", "", (name or "").casefold())))


def names(speaker: dict[str, Any]) -> set[str]:
    return {plain(name) for name in [speaker.get("name"), speaker["meant"], *speaker["also"]] if name}


def pairs() -> Iterator[tuple[dict[str, Any], Statement]]:
    """Gold and found statements whose contents share half of their words, the nearest first."""
    found = [(said_words(reading, one.content), one) for reading in read() for one in reading.statements]
    near = []
    for number, (capture, said) in enumerate(GOLD):
        ours = gold_words(capture, said["content"])
        near += [
            (len(ours & theirs) / len(ours | theirs), number, at) for at, (theirs, _) in enumerate(found)
        ]
    used: set[tuple[str, int]] = set()
    for share, number, at in sorted(near, key=lambda one: -one[0]):
        if share >= 0.5 and not used & {("gold", number), ("found", at)}:
            used |= {("gold", number), ("found", at)}
            yield GOLD[number][1], found[at][1]


@pytest.mark.skipif(shipped("en") is None, reason="no network: quotation marks alone were read")
def test_what_is_read_in_the_corpus_is_not_below_the_floors() -> None:
    places = [said_words(reading, one.content) for reading in read() for one in reading.statements]
    looked_at = sum(is_annotated(min(words, key=lambda word: word[2])) for words in places if words)
    paired = list(pairs())
    sure = sum(not said["marginal"] for said, _ in paired)
    named = [
        (one.speaker.name is not None, plain(one.speaker.name) in names(said["speaker"]))
        for said, one in paired
        if said["speaker"]["standing"] in ("named", "outlet") and said["speaker"].get("name")
    ]
    measured = {
        "recall": sure / sum(not said["marginal"] for _, said in GOLD),
        "precision": sure / (looked_at - len(paired) + sure),  # what is marginal counts neither way
        "speaker right": sum(right for _, right in named) / len(named),
    }
    assert all(measured[what] >= floor for what, floor in FLOORS.items()), measured
    assert sum(given and not right for given, right in named) / len(named) <= MOST_WRONG


def is_annotated(word: tuple[str, str, int, str]) -> bool:
    return any(
        (capture["capture"], capture["locator"]) == word[:2] and article["start"] <= word[2] < article["end"]
        for capture in CAPTURES
        for article in capture["articles"]
    )
