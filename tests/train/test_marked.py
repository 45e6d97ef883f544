"""A text written anew keeps its marks on their words."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.train.marked import Edit, edited
from tests.train.marked_texts import article, words_of


@st.composite
def insertions(draw: st.DrawFn) -> list[Edit]:
    places = draw(st.lists(st.integers(0, len(article().text)), unique=True, max_size=12))
    return [Edit(place, place, draw(st.text("#\n", min_size=1, max_size=3))) for place in sorted(places)]


@given(insertions())
def test_what_is_put_in_moves_marks_with_their_words(edits: list[Edit]) -> None:
    before, after = article(), edited(article(), edits)
    assert after.text.replace("#", "").replace("\n", "") == before.text.replace("\n", "")
    for old, new in zip(before.outer, after.outer, strict=True):
        for role, pieces in words_of(after.text, new).items():
            assert [piece.replace("#", "").replace("\n", "") for piece in pieces] == words_of(
                before.text, old
            )[role]


def test_what_is_put_in_at_the_edge_of_a_mark_stays_outside() -> None:
    start, end = article().text.index("The mayor"), article().text.index(" said")
    moved = edited(article(), [Edit(start, start, "Yes: "), Edit(end, end, ", 50,")])
    assert words_of(moved.text, moved.outer[0])["source"] == ["The mayor"]


def test_what_is_replaced_inside_a_mark_is_the_marks() -> None:
    at = article().text.index("mayor")
    moved = edited(article(), [Edit(at, at + 5, "governor")])
    assert words_of(moved.text, moved.outer[0])["source"] == ["The governor"]
    assert words_of(moved.text, moved.outer[1])["content"] == ["“We saw cracks,”"]
