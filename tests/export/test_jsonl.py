"""The JSON Lines keep the contract."""

import json
from dataclasses import replace

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.export.contract import schema
from onrecord.export.jsonl import line
from onrecord.record import Dropped, Origin, Reading
from tests.readings import CAPTURE, reading


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    jsonschema.Draft202012Validator.check_schema(schema())
    return jsonschema.Draft202012Validator(schema())


def test_an_article_line_keeps_the_schema(validator: jsonschema.Draft202012Validator) -> None:
    validator.validate(json.loads(line(reading())))


def test_a_dropped_line_keeps_the_schema(validator: jsonschema.Draft202012Validator) -> None:
    dropped = Dropped("unreadable", "{broken", Origin(CAPTURE, "line 3", ()), detail="line 3: not JSON")
    validator.validate(json.loads(line(dropped)))
    assert json.loads(line(dropped))["kind"] == "dropped"


def test_a_line_of_another_shape_breaks_the_schema(validator: jsonschema.Draft202012Validator) -> None:
    told = json.loads(line(reading()))
    told["statements"][0]["stance"] = "sarcasm"
    assert not validator.is_valid(told)


def test_every_span_carries_its_words() -> None:
    told = json.loads(line(reading()))
    quotes = [
        quote
        for statement in told["statements"]
        for role in ("content", "cue", "source")
        for quote in statement[role]
    ]
    quotes += [told["statements"][0]["speaker"]["role"], told["statements"][0]["when"]]
    assert len(quotes) == 12
    for quote in quotes:
        assert told["text"][quote["start"] : quote["end"]] == quote["text"]


def test_the_keys_are_those_of_the_contract() -> None:
    told = json.loads(line(reading()))
    assert told["published"] == {"value": "2025-02-21", "from": "given"}
    assert told["statements"][0]["when"] == {
        "text": "on Friday",
        "start": 79,
        "end": 88,
        "from": "2025-02-21",
        "to": "2025-02-21",
    }
    assert told["origin"]["pieces"] == [[0, 50, len(told["text"])]]
    assert told["dropped"][0]["reason"] == "teaser"


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_text_is_read_back_equal_on_one_line(text: str) -> None:
    read = reading()
    written = line(Reading(replace(read.article, text=text, standfirst=None), (), (), read.analysis))
    assert written.count(b"\n") == 1
    assert json.loads(written)["text"] == text
