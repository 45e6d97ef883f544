"""The network's numbers become attributions."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.analyse.decode import SIGNS, Found, Thresholds, Told, decoded
from onrecord.analyse.tags import BEGIN, END, INSIDE, OUTSIDE, SINGLE, TAGS, Role
from onrecord.network.session import Roles

KEEP_ALL = Thresholds(
    no_source=0.0,
    gap=1,
    least_piece=0.0,
    least_score=0.0,
    sure=1.0,
    piece=(0.0,) * SIGNS,
    statement=(0.0,) * SIGNS,
)
ROLE_OF = {"s": Role.SOURCE, "q": Role.CUE, "c": Role.CONTENT}


def tags_of(roles: str) -> list[int]:
    """The tags of a string with one letter a word: a span begins with a capital, "." is in none."""
    tags = []
    for letter, behind in zip(roles, roles[1:] + ".", strict=True):
        if letter == ".":
            tags.append(OUTSIDE)
        elif behind == letter.lower():
            tags.append((BEGIN if letter.isupper() else INSIDE)[ROLE_OF[letter.lower()]])
        else:
            tags.append((SINGLE if letter.isupper() else END)[ROLE_OF[letter.lower()]])
    return tags


def output(roles: str, links: dict[int, int], pointers: dict[int, int | None]) -> Roles:
    """An output that is sure of its tags; ``links`` from content to cue, ``pointers`` from cue to source."""
    size = len(roles)
    scores = np.full((size, TAGS), -9.0)
    scores[range(size), tags_of(roles)] = -0.01
    link, pointer = np.full((size, size), -9.0), np.full((size, size + 1), -9.0)
    for start, end in links.items():
        link[start, end] = -0.01
    for start, target in pointers.items():
        pointer[start, -1 if target is None else target] = -0.01
    return Roles(scores, link, pointer)


def told(size: int, small: Iterable[int] = (), quotation: range = range(0), begins: int = 0) -> Told:
    """Words of one paragraph, or of two where ``begins`` is the first word of the second."""
    words = np.arange(size)
    held = np.isin(words, list(quotation))
    return Told(
        small=np.isin(words, list(small)),
        quoted=held,
        begins=(words == 0) | (words == begins),
        opens=np.where(held, quotation.start, words),
        closes=np.where(held, quotation.stop, words + 1),
    )


def found_in(scores: Roles, known: Told | None = None, thresholds: Thresholds = KEEP_ALL) -> list[Found]:
    return decoded(scores, known or told(len(scores.tags)), thresholds)


def test_content_goes_to_the_cue_it_points_at_not_to_the_nearest() -> None:
    found = found_in(output("SQSQCc", {4: 1, 5: 1}, {1: 0, 3: 2}))
    assert [(one.cue, one.source, one.content) for one in found] == [(range(1, 2), range(1), (range(4, 6),))]


def test_two_cues_may_share_a_source() -> None:
    found = found_in(output("SQCQC", {2: 1, 4: 3}, {1: 0, 3: 0}))
    assert [one.source for one in found] == [range(1), range(1)]


def test_a_cue_that_points_at_nothing_has_no_source() -> None:
    found = found_in(output("SQC", {2: 1}, {1: None}))
    assert [one.source for one in found] == [None]


def test_a_content_interrupted_by_its_cue_has_two_pieces() -> None:
    found = found_in(output("CcSQCc", {0: 3, 1: 3, 4: 3, 5: 3}, {3: 2}))
    assert [one.content for one in found] == [(range(2), range(4, 6))]


def test_a_word_that_interrupts_a_content_belongs_to_it() -> None:
    assert [one.content for one in found_in(output("QC.C", {1: 0, 3: 0}, {}))] == [(range(1, 4),)]


def test_many_words_part_a_content_unless_one_quotation_holds_them() -> None:
    scores = output("QC...C", {1: 0, 5: 0}, {})
    assert [one.content for one in found_in(scores)] == [(range(1, 2), range(5, 6))]
    assert [one.content for one in found_in(scores, told(6, quotation=range(1, 6)))] == [(range(1, 6),)]


def test_the_end_of_a_paragraph_parts_a_content() -> None:
    scores = output("QC.C", {1: 0, 3: 0}, {})
    assert [one.content for one in found_in(scores, told(4, begins=3))] == [(range(1, 2), range(3, 4))]


def test_no_content_goes_on_over_the_end_of_a_paragraph() -> None:
    scores = output("QCccc.", {1: 0, 2: 0, 3: 0, 4: 0}, {})
    assert [one.content for one in found_in(scores, told(6, begins=3))] == [(range(1, 3), range(3, 5))]


def test_a_quotation_goes_on_over_the_end_of_a_paragraph() -> None:
    scores = output("QCccc.", {1: 0, 2: 0, 3: 0, 4: 0}, {})
    known = told(6, quotation=range(3, 5), begins=3)
    assert [one.content for one in found_in(scores, known)] == [(range(1, 5),)]


def test_a_content_that_has_most_of_a_quotation_takes_all_of_it() -> None:
    found = found_in(output("Q.Ccc.", {2: 0, 3: 0, 4: 0}, {}), told(6, quotation=range(1, 6)))
    assert [one.content for one in found] == [(range(1, 6),)]


def test_a_content_that_has_a_little_of_a_quotation_takes_no_more() -> None:
    found = found_in(output("QC....", {1: 0}, {}), told(6, quotation=range(1, 6)))
    assert [one.content for one in found] == [(range(1, 2),)]


def test_a_cue_without_content_says_nothing() -> None:
    assert found_in(output("SQ.", {}, {1: 0})) == []


def test_a_lone_function_word_is_no_content() -> None:
    assert found_in(output("SQC", {2: 1}, {1: 0}), told(3, small={2})) == []


def test_a_piece_that_is_not_sure_is_left_out_but_never_the_surest() -> None:
    by_length = replace(KEEP_ALL, least_piece=0.9, piece=(0.0, 0.0, 9.0, *[0.0] * (SIGNS - 3)))
    scores = output("CcSQC", {0: 3, 1: 3, 4: 3}, {3: 2})
    assert [one.content for one in found_in(scores, thresholds=by_length)] == [(range(2),)]
    assert [one.content for one in found_in(output("SQC", {2: 1}, {1: 0}), thresholds=by_length)] == [
        (range(2, 3),)
    ]


@given(st.integers(1, 40), st.integers(0, 2**32 - 1))
def test_whatever_the_numbers_spans_are_disjoint_and_scores_are_probabilities(size: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    tags, link, pointer = (-8 * chance.random((size, width)) for width in (TAGS, size, size + 1))
    weights = tuple(chance.normal(0, 5, SIGNS))
    start, stop = sorted(chance.integers(0, size, 2))
    found = found_in(
        Roles(tags, link, pointer),
        told(size, quotation=range(start, stop), begins=int(chance.integers(size))),
        replace(KEEP_ALL, piece=weights, statement=weights),
    )
    held = [word for one in found for piece in (one.cue, *one.content) for word in piece]
    assert len(held) == len(set(held))
    assert all(0 <= one.score <= 1 for one in found)
