"""Words found again in a changed text: where they are, or nowhere; never in another place."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.record import Anchor, Span
from onrecord.store.anchor import anchor, moved, stands

OLD = (
    "The quay was closed on Monday after the storm.\n\n"
    "“It will open in May,” Ines Keller told the harbour council, which had asked twice.\n\n"
    "Nobody asked about the crane.\n\n"
    "“It will open in June,” Tom Weller told the fishermen."
)
WORDS = "“It will open in May,”"


def at(text: str, words: str) -> Anchor:
    assert text.count(words) == 1
    return anchor(text, Span(text.index(words), text.index(words) + len(words)))


def found(new: str, words: str = WORDS, old: str = OLD) -> int | None:
    there = moved(at(old, words), old, new)
    assert there is None or stands(there, new)
    return there.start if there is not None else None


def test_an_anchor_holds_the_words_and_32_characters_around() -> None:
    one = at(OLD, WORDS)
    assert (one.words, len(one.before), len(one.after)) == (WORDS, 32, 32)
    assert one.span.of(OLD) == WORDS
    assert at(OLD, "The quay").before == ""


def test_a_moved_paragraph_takes_its_words_along() -> None:
    first, second, *rest = OLD.split("\n\n")
    new = "\n\n".join([first, *rest, second])
    assert found(new) == new.index(WORDS)


def test_words_around_that_stay_are_enough_where_the_paragraph_has_changed() -> None:
    new = OLD.replace("which had asked twice", "which had asked more than twice")
    assert found(new) == new.index(WORDS)


def test_a_text_that_begins_earlier_moves_all_of_it() -> None:
    new = f"A title\n\n{OLD}"
    assert found(new) == OLD.index(WORDS) + len("A title\n\n")
    assert found(new, "The quay was closed") == new.index("The quay")


@pytest.mark.parametrize(
    "new",
    [
        OLD.replace("open in May", "open in early May"),
        OLD.replace(f"{WORDS} Ines Keller told the harbour council, which had asked twice.", ""),
        OLD.replace(WORDS, "").replace("“It will open in June,”", WORDS),
        f"{OLD}\n\n{OLD}",
        "",
    ],
    ids=["cut", "gone", "taken by another", "twice", "empty"],
)
def test_words_that_are_not_certain_to_be_the_same_are_lost(new: str) -> None:
    assert found(new) is None


def test_a_look_alike_beside_them_does_not_draw_them_away() -> None:
    new = f"{WORDS} the mayor told the paper.\n\n{OLD}"
    assert found(new) == new.rindex(WORDS)


def test_of_two_that_were_alike_the_one_that_is_left_is_not_taken_for_the_other() -> None:
    twin = "Asked again, he said:\n\n“Yes.”\n\nHe left."
    old = f"{twin} Then he came back.\n\n{twin}"
    one = anchor(old, Span(old.index("“Yes.”"), old.index("“Yes.”") + 6))
    assert moved(one, old, twin) is None


# An article is made of paragraphs, each of sentences that look alike; each has a number, so that it is known
# where it is after whatever an editor does.

SENTENCES = st.sampled_from(
    ["“Yes,” he said.", "It rained.", "“Yes,” she said on Friday.", "“It is so,” he said.", "“Yes.”"]
)
Article = list[list[tuple[int, str]]]


@st.composite
def articles(draw: st.DrawFn) -> Article:
    numbers = count()
    paragraphs = draw(st.lists(st.lists(SENTENCES, min_size=1, max_size=3), min_size=1, max_size=5))
    return [[(next(numbers), sentence) for sentence in one] for one in paragraphs]


@st.composite
def edited(draw: st.DrawFn, old: Article) -> Article:
    """The article with paragraphs moved, look-alikes added, words cut, sentences and paragraphs deleted."""
    now, numbers = [list(one) for one in old], count(100)
    for _ in range(draw(st.integers(0, 4))):
        kind = draw(st.sampled_from(["move", "add", "add a sentence", "cut", "delete", "drop"]))
        if kind == "add":
            added = draw(st.lists(SENTENCES, min_size=1, max_size=2))
            now.insert(draw(st.integers(0, len(now))), [(next(numbers), one) for one in added])
        if not now:
            continue
        place = draw(st.integers(0, len(now) - 1))
        sentence = draw(st.integers(0, len(now[place]) - 1))
        if kind == "move":
            now.insert(draw(st.integers(0, len(now) - 1)), now.pop(place))
        elif kind == "add a sentence":
            now[place].insert(sentence, (next(numbers), draw(SENTENCES)))
        elif kind == "cut":
            now[place][sentence] = (next(numbers), now[place][sentence][1][1:])
        elif kind == "drop" or len(now[place]) == 1:
            del now[place]
        else:
            del now[place][sentence]
    return now


def text_of(article: Article, mark: str) -> tuple[str, dict[int, Span]]:
    """The text, and where the sentence of each number stands in it; ``mark`` stands behind each."""
    text, places = "", dict[int, Span]()
    for paragraph in article:
        for number, sentence in paragraph:
            places[number] = Span(len(text), len(text) + len(sentence))
            text += sentence + mark.format(number) + " "
        text = text[:-1] + "\n\n"
    return text[:-2], places


@given(st.data())
def test_where_all_surroundings_differ_words_are_found_in_their_own_place_or_lost(
    data: st.DataObject,
) -> None:
    old = data.draw(articles())
    before, places = text_of(old, " ({})")
    after, now = text_of(data.draw(edited(old)), " ({})")
    number = data.draw(st.sampled_from(sorted(places)))
    there = moved(anchor(before, places[number]), before, after)
    assert there is None or there.span == now[number]


@given(st.data())
def test_words_are_never_found_where_both_surroundings_and_paragraph_differ(data: st.DataObject) -> None:
    old = data.draw(articles())
    before, places = text_of(old, "")
    after, now = text_of(data.draw(edited(old)), "")
    number = data.draw(st.sampled_from(sorted(places)))
    there = moved(anchor(before, places[number]), before, after)
    if there is None or there.span == now.get(number):
        return
    # Its own place is gone, and what stands there is the same to any reader.
    old_place = places[number]
    same = [view(before, old_place) == view(after, there.span) for view in (around, paragraph)]
    assert any(same)


def around(text: str, span: Span) -> str:
    return ("\0" * 32 + text + "\0" * 32)[span.start : span.end + 64]


def paragraph(text: str, span: Span) -> str:
    start = text.rfind("\n", 0, span.start) + 1
    return text[start:].split("\n", 1)[0]
