"""The page of a statement: how its words reached the page, what became of them, and how to correct them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from onrecord.record import Reading, Speaker, Step
from onrecord.web.custody import custody
from tests.archives import changed, filled, named, reading
from tests.web.opened import HOSTILE, client, connected, forms, page, sent, those, words

OFFICIAL = Speaker("a senior official", None, "unnamed", None, None, None, 0.9)
RELAYED = (Step("Tolvikposten", "outlet", "relay", ()), Step("Velmark Press", "outlet", "relay", ()))


def relayed() -> Reading:
    return changed(reading(1, (OFFICIAL, "The sketch was lost.")), via=RELAYED)


def twice() -> Reading:
    """An article in which the same words stand three times, once as a statement."""
    return reading(
        3, (named("Ines Keller"), "The gate held."), (named("Tom Brandt"), "He saw: the gate held. 🚢")
    )


@pytest.fixture
def pages(tmp_path: Path) -> Iterator[TestClient]:
    readings = (relayed(), reading(2, (named("Ines Keller"), "The bridge stays open.")), twice())
    with client(connected(filled(tmp_path / "news.db", *readings))) as found:
        yield found


def test_the_chain_goes_from_the_outlet_back_to_the_speaker() -> None:
    one = relayed()
    holders = custody(one.article, one.statements[0])
    assert [holder.who for holder in holders] == [
        "The Courier",
        "Velmark Press",
        "Tolvikposten",
        "a senior official",
    ]
    assert holders[-1].beside == "unnamed person"


def test_a_place_is_no_link_of_the_chain_but_stands_beside_the_speaker() -> None:
    one = changed(reading(1, (named("Ines Keller"), "Yes.")), via=(Step("parliament", None, "venue", ()),))
    holders = custody(one.article, one.statements[0])
    assert [holder.who for holder in holders] == ["The Courier", "Ines Keller"]
    assert "at parliament" in holders[-1].beside


def test_the_chain_is_drawn_in_its_order(pages: TestClient) -> None:
    steps = those(page(pages, "/statements/s-00010"), ".chain li")
    assert [words(those(step, "b")[0]) for step in steps] == [
        "The Courier",
        "Velmark Press",
        "Tolvikposten",
        "a senior official",
    ]


def test_the_words_stand_marked_in_their_paragraph(pages: TestClient) -> None:
    (paragraph,) = those(page(pages, "/statements/s-00031"), ".context p")
    assert words(those(paragraph, ".said")[0]) == "He saw: the gate held. 🚢"
    assert paragraph.get("data-start") == "16"


def test_forms_hold_what_is_known_now(pages: TestClient) -> None:
    speaker, content, stance, nothing = forms(page(pages, "/statements/s-00020"), "/correct")
    assert speaker.fields["speaker"] == "Ines Keller"
    assert content.fields["content"] == "The bridge stays open."
    assert stance.fields["stance"] == "neutral"
    assert nothing.fields["what"] == "none"


def test_a_correction_says_who_made_it_and_is_taken_back_at_once(pages: TestClient) -> None:
    speaker = forms(page(pages, "/statements/s-00020"), "/correct")[0]
    there = sent(pages, speaker, speaker="Tom Brandt")
    corrected = page(pages, there)
    assert "Ada" in words(those(corrected, ".just")[0])
    assert words(those(corrected, "h1")[0]).startswith("Tom Brandt")
    back = sent(pages, those(corrected, ".just form")[0])
    assert words(those(page(pages, back), ".just")[0]).startswith("Taken back")
    assert words(those(page(pages, back), "h1")[0]).startswith("Ines Keller")


def test_a_form_that_was_not_changed_corrects_nothing(pages: TestClient) -> None:
    content = forms(page(pages, "/statements/s-00020"), "/correct")[1]
    answer = pages.post(content.action, data=dict(content.form_values()))
    assert answer.status_code == 400
    assert "nothing is corrected" in answer.text


def test_selected_positions_cut_the_words(pages: TestClient) -> None:
    content = forms(page(pages, "/statements/s-00031"), "/correct")[1]
    there = sent(pages, content, content="the gate held. 🚢", at="24-40")
    assert words(those(page(pages, there), ".words.big")[0]) == "the gate held. 🚢"


def test_words_that_stand_more_than_once_are_told_apart(pages: TestClient) -> None:
    """Twice is twice: the form asks, and each place is shown with what is around it."""
    form = forms(page(pages, "/articles/a-0003"), "/missing")[0]
    fields = {**dict(form.form_values()), "content": "gate", "speaker": ""}
    asked = pages.post(form.action, data=fields)
    assert asked.status_code == 409
    (choice,) = forms(_parsed(asked.text), "/missing")
    assert [one.get("value") for one in choice.xpath(".//*[@type='radio']")] == ["4-8", "28-32"]
    assert choice.fields["speaker"] == ""
    there = sent(pages, choice, content="28-32")
    assert words(those(page(pages, there), ".words.big")[0]) == "gate"
    assert words(those(page(pages, there), ".context")[0]).startswith("He saw")


def test_what_is_no_statement_leads_back_to_its_article(pages: TestClient) -> None:
    nothing = forms(page(pages, "/statements/s-00020"), "/correct")[-1]
    there = sent(pages, nothing)
    assert there.startswith("/articles/a-0002?decided=d-")
    found = page(pages, there)
    assert "no statement" in words(those(found, ".just")[0])
    assert not those(found, ".note")


def test_the_same_person_is_asked_for_where_there_is_a_voice(pages: TestClient) -> None:
    found = page(pages, "/statements/s-00020")
    assert [form.fields["verb"] for form in forms(found, "/decide")] == ["merge"]
    assert not forms(page(pages, "/statements/s-00010"), "/decide")


def test_where_else_it_is_said_and_where_first(tmp_path: Path) -> None:
    said = "Northmere Water will repair the northern gate of the Holm Barrier in April."
    outlets = ("Gazette", "The Courier")
    readings = [reading(day, (named("Ines Keller"), said), outlet=outlets[day % 2]) for day in (1, 2)]
    with client(connected(filled(tmp_path / "news.db", *readings))) as pages:
        found = page(pages, "/statements/s-00020")
        traced = those(found, ".trace li")
        assert len(traced) == 2
        assert "this statement" in words(traced[1])
        assert "First seen 2 January 2025 in The Courier" in words(found)


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    one = changed(
        reading(1, (named(HOSTILE), HOSTILE), outlet=HOSTILE), via=(Step(HOSTILE, "outlet", "relay", ()),)
    )
    article = replace(one.article, url=f"https://x.example/{HOSTILE}")
    with client(connected(filled(tmp_path / "news.db", replace(one, article=article)))) as pages:
        for address in ("/statements/s-00010", "/articles/a-0001"):
            found = page(pages, address)
            assert not list(found.iter("img"))
            assert "<script>alert(1)</script>\ufffd" in found.text_content()


def _parsed(text: str):  # type: ignore[no-untyped-def]
    from lxml import html

    return html.fromstring(text)
