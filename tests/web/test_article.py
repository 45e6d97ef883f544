"""The page of an article: every statement beside its words, at any length, in any script."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from onrecord.record import Span, Words
from onrecord.web.marked import PAGE, parts
from tests.archives import NOBODY, filled, named, reading
from tests.web.opened import LARGEST, client, page, those, words

SHIP = "🚢"


def test_each_statement_has_a_note_that_leads_to_its_words_and_back(tmp_path: Path) -> None:
    one = reading(1, (named("Ines Keller"), "The bridge stays open."), (NOBODY, "It does not."))
    with client(filled(tmp_path / "news.db", one)) as pages:
        found = page(pages, "/articles/a-0001")
    for said in one.statements:
        (note,) = found.xpath(f"//aside[@id='{said.id}']")
        assert those(note, "a.back")[0].get("href") == f"#w-{said.id}"
        (number,) = found.xpath(f"//a[@id='w-{said.id}']")
        assert number.get("href") == f"#{said.id}"
        assert number.getnext().get("data-s") == note.get("data-s")


def test_a_note_tells_cue_medium_time_and_certainty_at_a_glance(tmp_path: Path) -> None:
    one = reading(1, (named("Ines Keller"), "“Yes,” she wrote in a post."))
    said = replace(one.statements[0], cue=(Span(11, 16),), medium=Words("in a post", Span(17, 26)))
    with client(filled(tmp_path / "news.db", replace(one, statements=(said,)))) as pages:
        (brief,) = those(page(pages, "/articles/a-0001"), ".note .brief")
    assert words(brief) == "“wrote” · in a post · 0.90"


def test_what_goes_on_after_a_gap_has_its_number_again(tmp_path: Path) -> None:
    one = reading(1, (named("Ines Keller"), "“Yes,” she said. “Now.”"))
    said = replace(one.statements[0], content=(Span(0, 6), Span(17, 23)))
    with client(filled(tmp_path / "news.db", replace(one, statements=(said,)))) as pages:
        numbers = those(page(pages, "/articles/a-0001"), "a.number")
    assert [(words(number), number.get("class")) for number in numbers] == [
        ("1", "number"),
        ("1", "number on"),
    ]


def test_of_two_notes_by_one_speaker_in_a_paragraph_the_second_does_not_say_so_again(tmp_path: Path) -> None:
    one = reading(1, (named("Ines Keller"), "“Yes,” she said. “Now,” she said."))
    first = replace(one.statements[0], content=(Span(0, 6),))
    second = replace(one.statements[0], id="s-00011", content=(Span(17, 23),))
    with client(filled(tmp_path / "news.db", replace(one, statements=(first, second)))) as pages:
        notes = those(page(pages, "/articles/a-0001"), ".note")
    assert [len(those(note, ".who")) for note in notes] == [1, 0]


def test_offsets_are_code_points_in_any_script(tmp_path: Path) -> None:
    texts = (f"{SHIP}{SHIP} Ships.", "قالت إيناس إن الجسر مفتوح", "👩‍👩‍👧 and e\u0301")
    one = reading(1, *((named("Ines Keller"), text) for text in texts))
    with client(filled(tmp_path / "news.db", one)) as pages:
        found = page(pages, "/articles/a-0001")
    for paragraph in those(found, "p.text"):
        start = int(paragraph.get("data-start"))
        told = "".join(part.text_content() for part in those(paragraph, "span"))
        assert one.article.text[start : start + len(told)] == told
        assert paragraph.get("dir") == "auto"


def test_300_statements_of_long_names_are_read_in_parts(tmp_path: Path) -> None:
    one = reading(1, *((named(f"{number}".ljust(400, "k")), f"Words {number}.") for number in range(300)))
    with client(filled(tmp_path / "news.db", one)) as pages:
        table = those(page(pages, "/articles/a-0001"), ".parts a")
        assert len(table) == 3
        found = [page(pages, f"/articles/a-0001{link.get('href')}") for link in table]
    ids = [note.get("id") for part in found for note in those(part, ".note")]
    assert ids == [said.id for said in one.statements]


def test_a_statement_leads_to_the_part_that_it_stands_in(tmp_path: Path) -> None:
    one = reading(1, *((named("Ines Keller"), f"Words {number}.") for number in range(300)))
    with client(filled(tmp_path / "news.db", one)) as pages:
        (link,) = those(page(pages, "/statements/s-0001299"), ".kicker a")
        assert page(pages, link.get("href")).xpath("//aside[@id='s-0001299']")


def test_five_megabytes_are_read_in_parts(tmp_path: Path) -> None:
    one = reading(1, (named("Ines Keller"), "The bridge stays open."), (NOBODY, "word " * 1_000_000))
    with client(filled(tmp_path / "news.db", one)) as pages:
        found = page(pages, "/articles/a-0001")
        assert len(those(found, ".parts li")) == len(parts(one.article.text, one.statements))
        page(pages, "/articles/a-0001?start=4900000")
        page(pages, "/statements/s-00011")
        assert len(pages.get("/").content) < LARGEST


def test_parts_cover_a_text_once_and_begin_a_hundred_statements_at_most() -> None:
    one = reading(1, *((NOBODY, "word " * (1 + number % 90)) for number in range(1, 400)))
    begins = parts(one.article.text, one.statements)
    assert begins[0] == 0
    assert begins == sorted(set(begins))
    ends = [*begins[1:], len(one.article.text)]
    for begin, end in zip(begins, ends, strict=True):
        assert end - begin <= PAGE
        assert sum(begin <= said.content[0].start < end for said in one.statements) <= 100


def test_a_hundred_statements_over_the_same_words_still_end() -> None:
    one = reading(1, (NOBODY, "word " * 50))
    many = [replace(one.statements[0], id=f"s-{number}") for number in range(1000)]
    assert parts(one.article.text, many) == [0]
