"""Copies are found whatever was done to them, and nothing else is called one."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.connect.copies import added
from onrecord.connect.memory import Memory
from onrecord.record import Article
from tests.connect.stories import FURNITURE, kin, printed, story, told

WIRE = story(1, 300)


def test_the_same_words_in_another_paper_a_day_later_are_a_copy() -> None:
    first = printed("a-1", WIRE, "The Wire", "2025-02-20")
    (found,) = kin(printed("a-2", WIRE), first)
    assert (found.article, found.relation, found.of, found.score) == ("a-2", "copy", "a-1", 1.0)
    assert found.reason == "100% of its words stand in the other; the other came earlier"


def test_case_marks_and_line_ends_make_no_difference() -> None:
    changed = WIRE.upper().replace(".", " —\n")
    assert kin(printed("a-1", WIRE), printed("a-2", changed, "The Herald"))[0].score == 1.0


def test_a_credit_line_tells_who_copied_even_where_the_days_say_otherwise() -> None:
    copy = printed("a-1", f"ALDMOOR (Reuters) - {WIRE}", "The Courier", "2025-02-20")
    (found,) = kin(copy, printed("a-2", WIRE, "Reuters", "2025-02-21"))
    assert (found.article, found.of) == ("a-1", "a-2")
    assert "credit line “Reuters”" in found.reason


def test_a_story_cut_to_its_first_half_abridges_it() -> None:
    half = WIRE[: len(WIRE) // 2]
    assert told(printed("a-1", WIRE, "The Wire", "2025-02-20"), printed("a-2", half)) == [
        ("a-2", "abridges", "a-1")
    ]


def test_a_story_with_a_new_lead_is_a_copy() -> None:
    copy = f"{story(7, 60)} {WIRE}"
    assert told(printed("a-1", WIRE, "The Wire", "2025-02-20"), printed("a-2", copy)) == [
        ("a-2", "copy", "a-1")
    ]


def test_two_stories_merged_are_a_copy_of_both_and_those_are_no_kin() -> None:
    other = story(2, 300)
    merged = printed("a-3", f"{WIRE[: len(WIRE) // 2]} {other[len(other) // 2 :]}")
    first, second = printed("a-1", WIRE, "The Wire", "2025-02-20"), printed("a-2", other, "B", "2025-02-19")
    assert [(one.article, one.of) for one in kin(merged, second, first)] == [("a-3", "a-1"), ("a-3", "a-2")]


def test_one_quotation_in_two_stories_makes_no_copy() -> None:
    quoted = story(3, 60)
    assert told(printed("a-1", f"{story(4)} {quoted}"), printed("a-2", f"{story(5)} {quoted}", "B")) == []


def test_what_an_outlet_prints_every_day_makes_no_copy() -> None:
    """The furniture is two thirds of each page; which of them come first does not matter."""
    pages = [
        printed(f"a-{day}", f"{story(day, 100)} {FURNITURE}", day=f"2025-02-{day}") for day in range(10, 24)
    ]
    assert told(*pages) == []
    assert told(*pages[::-1]) == []


def test_a_copy_is_found_amid_the_furniture() -> None:
    pages = [printed(f"a-{day}", f"{story(day)} {FURNITURE}", day=f"2025-02-{day}") for day in range(10, 24)]
    copy = printed("b-1", story(12), "The Herald", "2025-03-01")
    assert [(one.article, one.of) for one in kin(*pages, copy)] == [("b-1", "a-12")]


def test_an_outlet_that_prints_half_of_an_old_story_again_copies_nobody() -> None:
    old = printed("a-1", f"{story(1)} {story(2)}", day="2025-01-01")
    assert told(old, printed("a-2", f"{story(3)} {story(2)}", day="2025-02-01")) == []


def test_too_few_words_are_kin_to_nothing() -> None:
    assert told(printed("a-1", "Yes."), printed("a-2", "Yes.", "B"), printed("a-3", "", "C")) == []


POOL = [
    *(printed(f"a-{n}", f"{story(n % 4, 120)} {FURNITURE}", "A", f"2025-02-{n + 1:02}") for n in range(9)),
    *(printed(f"b-{n}", story(n, 120) + story(n + 1, 90), "B", None) for n in range(4)),
    replace(printed("c-1", story(1), "C"), url="https://c.example/1", modified="2025-03-01"),
    replace(printed("c-2", story(1) + story(3), "C"), url="https://c.example/1", modified="2025-03-02"),
]


@settings(max_examples=20)
@given(st.permutations(POOL))
def test_the_order_in_which_articles_come_does_not_show(articles: list[Article]) -> None:
    assert kin(*articles) == kin(*POOL)


@settings(max_examples=20)
@given(st.lists(st.sampled_from(POOL), unique_by=lambda one: one.id, min_size=1), st.data())
def test_one_by_one_is_all_at_once(articles: list[Article], data: st.DataObject) -> None:
    first, rest = articles[: len(articles) // 2], articles[len(articles) // 2 :]
    shelf = Memory()
    for one in first:
        added(one, shelf)
    before = list(shelf.kinships())
    assert before == kin(*first)
    for one in rest:
        added(one, shelf)
    assert list(shelf.kinships()) == kin(*data.draw(st.permutations(articles)))


def test_what_is_set_into_the_middle_of_both_makes_no_copy() -> None:
    """A gallery of pictures, a document: so much as half of each, with the articles' own words around it."""
    gallery = story(8, 220)
    one, other = (f"{story(seed, 80)} {gallery} {story(seed + 1, 80)}" for seed in (20, 30))
    assert told(printed("a-1", one), printed("a-2", other)) == []
    assert told(printed("a-1", one), printed("a-2", other, "B")) == []


def test_a_story_taken_whole_into_a_longer_one_is_all_in_it() -> None:
    longer = f"{story(20, 150)} {WIRE} {story(21, 150)}"
    assert told(printed("a-1", WIRE, "The Wire", "2025-02-20"), printed("a-2", longer)) == [
        ("a-2", "copy", "a-1")
    ]
