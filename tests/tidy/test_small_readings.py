"""Single lines and words: cut marks, days, headers, datelines, languages, ids, standfirsts."""

from __future__ import annotations

import subprocess
import sys

import pytest

from onrecord.day import day_in
from onrecord.tidy.cut_mark import cut_mark
from onrecord.tidy.dateline import dateline_end
from onrecord.tidy.identity import article_id
from onrecord.tidy.language import language
from onrecord.tidy.masthead import counter, dated, is_byline, is_rule
from onrecord.tidy.prose import is_heading
from onrecord.tidy.standfirst import certain_standfirst_end


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("the Ukrainian Insurgent Army […]", "bracketed"),
        ("as gas and [...]", "bracketed"),
        ("words [&hellip;]", "bracketed"),
        ("words… [+4211 chars]", "bracketed"),
        ("words [...] Read more »", "bracketed"),
        ("words… Read more", "invited"),
        ("words Continue reading →", "invited"),
        ("Read more", "invited"),
        ("слова… Читать далее", "invited"),
        ("he trailed off...", "dotted"),
        ("he trailed off . . .", "dotted"),
        ("He said no.", None),
        ("I read the story", None),
        ("There was much more", None),
    ],
)
def test_a_cut_mark_is_known_by_its_form(line: str, kind: str | None) -> None:
    found = cut_mark(line)
    assert (found.kind if found else None) == kind


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("January 11, 2010 Monday", "2010-01-11"),
        ("Sept. 3, 2012", "2012-09-03"),
        ("5 March 2025", "2025-03-05"),
        ("2025-02-21T10:00:00Z", "2025-02-21"),
        ("February 30, 2012", None),
        ("03/04/2012", None),
    ],
)
def test_a_day_is_read_where_it_is_beyond_doubt(line: str, value: str | None) -> None:
    found = day_in(line)
    assert (found.value.isoformat() if found else None) == value


def test_a_header_line_holds_an_outlet_and_a_day_and_nothing_else() -> None:
    found = dated("Fox Online News, December 3, 2012")
    assert found is not None
    assert found.outlet == "Fox Online News"
    assert dated("Published: 3 December 2012 at 10:13 AM ET") is not None
    assert dated("The law of December 3, 2012 was struck down") is None


def test_counters_and_rules_are_known() -> None:
    assert counter("          3 of 7 DOCUMENTS".strip()) == (3, 7)
    assert counter("Document 1 of 20") == (1, 20)
    assert counter("Two of 7 lawmakers") is None
    assert is_rule("* * *")
    assert not is_rule("- a point")


@pytest.mark.parametrize(
    ("paragraph", "dateline"),
    [
        ("WASHINGTON (Reuters) - Republicans", "WASHINGTON (Reuters)"),
        ("EL PASO, Texas (AP) — Aiming", "EL PASO, Texas (AP)"),
        ("KYIV, Feb 21 (Reuters) - The", "KYIV, Feb 21 (Reuters)"),
        ("OTTAWA — Canadian", "OTTAWA"),
        ("The US – and others", None),
    ],
)
def test_a_dateline_is_a_place_in_capitals_and_a_dash(paragraph: str, dateline: str | None) -> None:
    end = dateline_end(paragraph)
    assert (paragraph[:end] if end else None) == dateline


def test_a_byline_names_somebody() -> None:
    assert is_byline("By Jane Doe and John Roe")
    assert not is_byline("By then the ship had sailed")


def test_a_heading_ends_open() -> None:
    assert is_heading("Regulators move to curb tolls in Washington, D.C.")
    assert not is_heading("He said no.")


@pytest.mark.parametrize(
    ("standfirst", "lead"),
    [
        ("Donald Tusk made the statement just a day after calling for an arms race against Russia",
         "Poland should pursue the acquisition of nuclear weapons, Polish Prime Minister"),
        ("His forces were implicated in the mass murder of Jews and Poles during World War II",
         "Ukrainian nationalists gathered this week to commemorate the 75th anniversary"),
        ("Moscow has said it targeted the gas infrastructure that powers Kiev’s military",
         "Russian forces carried out a series of strikes on Ukrainian energy sites"),
    ],
)  # fmt: skip
def test_a_standfirst_ends_where_a_sentence_can_begin(standfirst: str, lead: str) -> None:
    assert certain_standfirst_end(f"{standfirst} {lead}") == len(standfirst)


def test_a_language_is_told_from_a_sentence_and_not_from_a_word() -> None:
    assert language("Le président a déclaré vendredi que la mesure serait retirée.") == "fr"
    assert language("Obama") is None
    assert language("123 456 789 000 --- 12") is None


def test_ids_keep_outlet_place_and_text_apart() -> None:
    ids = {
        article_id("ab", "c", "d"),
        article_id("a", "bc", "d"),
        article_id(None, "abc", "d"),
        article_id("", "abc", "d"),
    }
    assert len(ids) == 4
    assert all(len(one) == 18 and one.startswith("a-") for one in ids)


def test_the_language_model_is_not_loaded_before_a_text_is_read() -> None:
    code = "import sys, onrecord.tidy; sys.exit('fasttext' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
