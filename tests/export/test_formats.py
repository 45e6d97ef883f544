"""What leaves in each form is read back equal, whatever the news says."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.cli import export
from onrecord.errors import UsageError
from onrecord.export import annotation, bibtex, jsonl, parquet, schema_org
from onrecord.export.formats import FORMATS
from onrecord.export.whole import entries
from onrecord.record import Article, Entry, Link, Reading, Span, Words
from tests.readings import TEXT, reading

HOSTILE = [
    "<script>alert(1)</script> & “x”",
    "Unbalanced } and { and \\emph{x} \\",
    "100 % of $5 & #1_2 ^ ~ @article{x,",
    "Overthrow \U0001f30b\U0001f9d1\u200d\U0001f692 of 🐍",
    "שלום עולם \u202eabc\u202c مرحبا",
    "=cmd|' /C calc'!A0",
    "line\nbreak\tand\x1b[31m red",
    "\"quoted\", and 'more'",
]
# What a text holds has no half of a pair in it and no NUL: both are mended when it is decoded.
words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=60)
some_words = st.one_of(st.sampled_from(HOSTILE), words)


def headed(title: str, outlet: str | None = "The Courier", **told: Any) -> Article:
    """An article under a title."""
    one = reading().article
    text = f"{title}\n\n{TEXT}"
    return replace(one, text=text, title=Span(0, len(title)), standfirst=None, outlet=outlet, **told)


def said(name: str, content: str, before: str = "", after: str = "") -> Entry:
    """Somebody's words between others."""
    one = reading()
    span = Span(len(before), len(before) + len(content))
    speaker = replace(one.statements[0].speaker, name=name, role=None)
    article = replace(one.article, text=before + content + after, standfirst=None)
    return Entry(article, replace(one.statements[0], content=(span,), cue=(), source=(), speaker=speaker))


def written(shape: str, *told: Entry) -> bytes:
    return b"".join(FORMATS[shape].written(told))


def test_the_command_knows_every_form() -> None:
    assert tuple(FORMATS) == export.FORMATS


@pytest.mark.parametrize("shape", [name for name in FORMATS if name != "parquet"])
def test_nothing_is_written_as_something(shape: str) -> None:
    out = written(shape)
    if FORMATS[shape].media_type.startswith("application/ld+json"):
        assert json.loads(out)[{"web-annotation": "items", "schema-org": "@graph"}[shape]] == []


# JSON Lines and CSV


@given(some_words, some_words)
def test_json_lines_are_read_back_equal(name: str, content: str) -> None:
    (told,) = written("jsonl", said(name, content)).splitlines()
    statement = json.loads(told)["statement"]
    assert (statement["speaker"]["name"], statement["content"][0]["text"]) == (name, content)


@given(some_words, some_words)
def test_csv_is_read_back_equal_but_for_the_mark_before_a_formula(name: str, content: str) -> None:
    table = written("csv", said(name, content)).decode()
    (row,) = csv.DictReader(io.StringIO(table, newline=""))
    for cell, value in ((row["speaker"], name), (row["content"], content)):
        assert cell in (value, f"'{value}")


def test_csv_has_the_voice_of_each_name() -> None:
    (one, *_) = entries(reading())
    for voice, cell in [(None, ""), ("v-1", "v-1"), (("v-1", None, "v-3"), "v-1; ; v-3")]:
        speaker = replace(one.statement.speaker, voice=voice)
        told = written("csv", replace(one, statement=replace(one.statement, speaker=speaker)))
        (row,) = csv.DictReader(io.StringIO(told.decode(), newline=""))
        assert row["voice"] == cell


# Web Annotation


@given(some_words, some_words, words, words)
def test_an_annotation_finds_its_words_by_place_and_by_what_is_around(
    name: str, content: str, before: str, after: str
) -> None:
    one = said(name, content, before, after)
    (told,) = json.loads(written("web-annotation", one))["items"]
    (target,) = told["target"]
    position, quote = target["selector"]
    text = one.article.text
    assert text[position["start"] : position["end"]] == quote["exact"] == content
    assert text[: position["start"]].endswith(quote["prefix"])
    assert text[position["end"] :].startswith(quote["suffix"])
    assert [body["value"] for body in told["body"] if body["purpose"] == "describing"] == [name]


def test_an_annotation_says_whose_words_they_are() -> None:
    first, interrupted, unknown = map(annotation.annotation, entries(reading()))
    assert first["id"] == "urn:x-onrecord:s-1"
    assert first["motivation"] == "describing"
    assert first["creator"] == {"type": "Software", "name": "onrecord"}
    assert {body["value"] for body in first["body"] if body["purpose"] == "tagging"} == {
        *("indirect", "said", "denial", "named")
    }
    assert [one["selector"][1]["exact"] for one in interrupted["target"]] == [
        "“It will open in May,”",
        "“not a day later.”",
    ]
    assert not [body for body in unknown["body"] if body["purpose"] == "describing"]


def test_an_annotation_made_by_a_person_says_so() -> None:
    (one, *_) = entries(reading())
    by_hand = replace(one, statement=replace(one.statement, found_by="person"))
    assert annotation.annotation(by_hand)["creator"] == {"type": "Person"}


def test_only_an_address_of_the_web_is_told_as_one() -> None:
    for url, scope in [("https://a.example/ü", "https://a.example/ü"), ("javascript:alert(1)", None)]:
        one = replace(said("A", "b"), article=headed("T", url=url))
        (told,) = json.loads(written("web-annotation", one))["items"]
        assert told["target"][0].get("scope") == scope
        (graph,) = json.loads(written("schema-org", one))["@graph"]
        assert graph["appearance"].get("url") == scope
        assert ("url" in bib(bibtex.article(one.article))[2]) is (scope is not None)


# schema.org


def test_words_of_their_own_are_a_quotation_and_the_papers_a_claim() -> None:
    told, quoted, thought = json.loads(b"".join(schema_org.lines(entries(reading()))))["@graph"]
    assert quoted["@type"] == "Quotation"
    assert quoted["text"] == "“It will open in May,” … “not a day later.”"
    assert quoted["spokenByCharacter"] == [{"name": "Ines Keller", "description": "mayor of Aldmoor"}]
    assert quoted["isPartOf"]["publisher"]["name"] == "The Aldmoor Courier"
    assert told["@type"] == thought["@type"] == "Claim"
    assert told["author"] == quoted["spokenByCharacter"]
    assert told["appearance"]["datePublished"] == "2025-02-21"
    assert "author" not in thought, "nobody claimed what they only thought"
    assert "thought" in thought["keywords"]


def test_a_denial_is_about_the_claim_and_no_review_of_it() -> None:
    one = reading()
    link = Link("denies", "s-1", "s-2", 0.9, "“denied”")
    out = b"".join(schema_org.lines(entries(replace(one, links=(link,)))))
    assert json.loads(out)["@graph"][0]["about"] == [{"@id": "urn:x-onrecord:s-2"}]
    assert b"ClaimReview" not in out


@given(some_words, some_words, some_words)
def test_schema_org_is_read_back_equal(name: str, content: str, title: str) -> None:
    one = said(name, content)
    one = replace(one, article=replace(headed(title), text=title + content))
    span = Span(len(title), len(title) + len(content))
    one = replace(one, statement=replace(one.statement, content=(span,)))
    (told,) = json.loads(written("schema-org", one))["@graph"]
    assert (told["text"], told["author"][0]["name"], told["appearance"]["headline"]) == (content, name, title)


# BibTeX


def bib(entry: str) -> tuple[str, str, dict[str, str]]:
    """Kind, key and fields of an entry as BibTeX reads it: a field ends where its braces are even."""
    kind, key, rest = re.fullmatch(r"@(\w+)\{([^,\s{}]+),\n(.*)\n\}\n\n", entry, re.DOTALL).groups()  # type: ignore[union-attr]
    fields: dict[str, str] = {}
    while rest:
        name, rest = re.fullmatch(r"\s*(\w+) = (\{.*)", rest, re.DOTALL).groups()  # type: ignore[union-attr]
        depths = list(accumulate({"{": 1, "}": -1}.get(mark, 0) for mark in rest))
        end = depths.index(0)
        fields[name], rest = rest[1:end], rest[end + 1 :].removeprefix(",")
    return kind, key, fields


def printed(tex: str) -> str:
    """What TeX prints of a field; anything that it would obey is an error."""
    named = {"backslash": "\\", "braceleft": "{", "braceright": "}", "asciitilde": "~", "asciicircum": "^"}
    out, at = "", 0
    for found in re.finditer(r"\\text(\w+)\{\}|\\([$&%#_])", tex):
        between = tex[at : found.start()]
        assert not set(between) & set("\\{}$&%#_^~"), between
        out += between + (named[found[1]] if found[1] else found[2])
        at = found.end()
    assert not set(tex[at:]) & set("\\{}$&%#_^~"), tex[at:]
    return out + tex[at:]


def on_a_line(text: str) -> str:
    return " ".join(re.split(r"[\s\x00-\x1f\x7f-\x9f]+", text)).strip()


@given(some_words, some_words, some_words)
def test_bibtex_is_read_back_equal_on_a_line(title: str, outlet: str, author: str) -> None:
    kind, key, fields = bib(bibtex.article(headed(title, outlet, author=f"By {author}")))
    assert (kind, key) == ("article", "a-1")
    told = {"title": title, "journal": outlet, "author": f"By {author}".removeprefix("By ")}
    for name, value in told.items():
        field = fields.get(name, "")
        if name != "journal" and field:
            assert (field[0], field[-1]) == ("{", "}"), "taken as it is written"
            field = field[1:-1]
        assert printed(field) == on_a_line(value)


@given(some_words)
def test_an_address_in_bibtex_ends_where_it_ends(path: str) -> None:
    url = bib(bibtex.article(headed("A title", url=f"https://a.example/{path}")))[2]["url"]
    assert url.startswith("https://a.example/")
    assert not set(url) & set('{}\\"<> \n\t')


def test_an_article_is_cited_once_and_by_its_id() -> None:
    (out,) = bibtex.lines(entries(reading()))
    kind, key, fields = bib(out.decode())
    assert (kind, key, fields["date"], fields["year"]) == ("article", "a-1", "2025-02-21", "2025")
    assert printed(fields["title"][1:-1]).startswith("Mayor rejects claim about the bridge")
    assert bib(bibtex.article(replace(headed("T", None), published=None)))[0] == "misc"


# Parquet


def test_parquet_without_duckdb_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(UsageError, match="not installed") as told:
        parquet.lines([])
    assert "onrecord[parquet]" in told.value.remedy


def rows(file: Path) -> Iterator[Any]:
    duckdb = pytest.importorskip("duckdb", reason="Parquet is written by duckdb (onrecord[parquet])")
    found = duckdb.sql(f"SELECT * FROM '{file}'")
    for values in found.fetchall():
        row = dict(zip(found.columns, values, strict=True))
        voice = row["statement"]["speaker"]["voice"]
        row["statement"]["speaker"]["voice"] = json.loads(voice) if voice is not None else None
        yield row


def test_parquet_is_read_back_equal(tmp_path: Path) -> None:
    pytest.importorskip("duckdb", reason="Parquet is written by duckdb (onrecord[parquet])")
    shared: Reading = reading()
    several = replace(
        shared.statements[1].speaker, names=("A", "B"), voice=("v-1", None), role=Words("x", Span(0, 1))
    )
    told = [
        *entries(shared),
        *(said(one, one) for one in HOSTILE),
        replace(next(entries(shared)), statement=replace(shared.statements[1], speaker=several)),
    ]
    file = tmp_path / "statements.parquet"
    file.write_bytes(b"".join(parquet.lines(told)))
    assert list(rows(file)) == [
        {name: value for name, value in json.loads(jsonl.line(one)).items() if name != "kind"} for one in told
    ]
