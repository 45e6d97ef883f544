"""Headlines that a page has hung on a name are no part of the sentence, and are told as dropped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.record import Article, Capture, Document, Dropped, Stated
from onrecord.tidy import articles

from .shown import tidied

BOX = " Ines Maria KellerFerry sails again, a year late Bridge ‘to open in May’ MORE"


def told(text: str) -> tuple[str, list[Dropped]]:
    article, *dropped = tidied(text, Stated(title="The ferry"), None)
    assert isinstance(article, Article)
    held = "".join(text[start : start + length] for _, start, length in article.origin.pieces)
    assert article.text == f"The ferry\n\n{held}"
    assert all(isinstance(one, Dropped) and one.article == article.id for one in dropped)
    return held, [one for one in dropped if isinstance(one, Dropped)]


@pytest.mark.parametrize(
    ("printed", "left"),
    [
        (f"Mayor Ines Keller{BOX} (I) said no.", "Mayor Ines Keller (I) said no."),
        (f"It is Keller{BOX}’s ferry.", "It is Keller’s ferry."),
        ("Said Jan de Boer Johannes (Jan) de BoerOxtarn votes MORE: no.", "Said Jan de Boer: no."),
        ("Ask Jon Bauer Jon BauerMORE, he said.", "Ask Jon Bauer, he said."),
        ("He told Jon Bauer Jon BauerOxtarn votes MORE", "He told Jon Bauer"),
        ("Ask Jon Bauer Jon Emil Bauer Ferry ‘sold’ MORE (O).", "Ask Jon Bauer (O)."),
    ],
)
def test_what_is_hung_on_a_name_is_cut_out(printed: str, left: str) -> None:
    held, (dropped,) = told(printed)
    assert held == left
    assert dropped.reason == "boilerplate"
    (piece,) = dropped.origin.pieces
    assert printed[piece.capture_start :][: piece.length].strip().startswith(dropped.begins)


@pytest.mark.parametrize(
    "printed",
    [
        "Keller said that Keller wants MORE of it.",
        "Ines Keller and the Keller family want more. Keller Ines Keller",
        "WHAT HAS THE HARBOUR DONE, AND WHAT MORE CAN THE HARBOUR DO?",
        "Ines Keller Ines KellerFerry sails again\nThere is MORE.",
        "Read MORE",
        "Ines Keller\nInes KellerFerry sails again MORE",
    ],
)
def test_what_only_looks_like_it_stays(printed: str) -> None:
    assert told(printed) == (printed, [])


@pytest.mark.parametrize("endless", ["Aa" * 200_000, "Aa " * 9_000, "A" + " " * 400_000, "AaAa Aa" * 9_000])
def test_endless_lines_are_read(endless: str) -> None:
    assert told(f"x {endless} MORE x")[0].startswith("x A")


def test_each_box_is_dropped_for_the_article_in_which_it_hung() -> None:
    held, dropped = told(f"Ines Keller{BOX} met Ines Keller{BOX} there.")
    assert held == "Ines Keller met Ines Keller there."
    assert len(dropped) == len(held.split("Keller")) - 1


def test_what_is_not_in_the_capture_is_dropped_with_no_place_in_it() -> None:
    text = f"Ines Keller{BOX} met him."
    document = Document(Capture("page.html", "0", "text/html"), "", text, Stated(title="The ferry"), ())
    article, dropped = articles([document], None)
    assert isinstance(article, Article)
    assert article.text == "The ferry\n\nInes Keller met him."
    assert isinstance(dropped, Dropped)
    assert dropped.origin.pieces == ()


@given(st.text(st.sampled_from("Keller MOREI.(“ aZ\n"), max_size=80))
def test_what_is_left_and_what_is_dropped_is_all_there_was(text: str) -> None:
    printed = f"x{text}x"
    held, dropped = told(printed)
    runs = sum(piece.length for one in dropped for piece in one.origin.pieces)
    assert len(held) + runs == len(printed.rstrip())
