"""PDF: lines to paragraphs, running headers and hyphens, what is broken or a picture."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.errors import InputError, NothingToRead
from onrecord.ingest.layout import PrintedLine, paragraphs
from onrecord.record import Document, Dropped, Stated

Read = Callable[..., list[Document | Dropped]]
Row = tuple[float, float, float, str]  # size, left, bottom, words


def pdf(*pages: list[Row]) -> bytes:
    """A PDF in Helvetica, one content stream a page."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    kids = []
    for rows in pages:
        lines = "".join(
            f"BT /F1 {size} Tf {left} {bottom} Td ({words}) Tj ET\n" for size, left, bottom, words in rows
        )
        stream = lines.encode("latin-1")
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
        kids.append(len(objects) + 1)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]"
            b"/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>" % len(objects)
        )
    objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (
        b" ".join(b"%d 0 R" % kid for kid in kids),
        len(kids),
    )
    made = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    return made + end % (len(objects) + 1, table, len(objects) + 1, len(made))


def page(number: int, *lines: str) -> list[Row]:
    rows: list[Row] = [(8, 50, 810, "Ostrey Water Board"), (8, 280, 30, f"Page {number} of 2")]
    return rows + [(11, 50, 700 - 14 * at, line) for at, line in enumerate(lines)]


RELEASE = pdf(
    [
        (20, 50, 760, "Sluice at Graunfell shut"),
        (11, 50, 730, "7 March 2025"),
        *page(
            1,
            "The sluice at Graunfell is shut, the water board said on Friday, after days of un-",
            "usual rain. The well-known weir, which is older than the town, holds for the time",
            "being.",
            "A second paragraph begins here, since the line above it is short and ends in a stop,",
            "and it goes on over the page, where the",
        ),
    ],
    page(2, "second page begins with the rest of it. The well-", "known weir holds."),
)


def test_a_release_is_one_article_with_its_title_and_day(read: Read) -> None:
    (document,) = read(RELEASE)
    assert isinstance(document, Document)
    assert document.stated == Stated(title="Sluice at Graunfell shut", published="2025-03-07")
    assert (document.locator, document.pieces) == ("pages 1-2", ())


def test_headers_and_page_numbers_go_and_lines_are_rejoined(read: Read) -> None:
    (document,) = read(RELEASE)
    assert isinstance(document, Document)
    title, day, first, second = document.text.split("\n\n")
    assert (title, day) == ("Sluice at Graunfell shut", "7 March 2025")
    assert first.startswith(
        "The sluice at Graunfell is shut, the water board said on Friday, after days of unusual"
    )
    assert second.endswith("where the second page begins with the rest of it. The well-known weir holds.")


def test_a_pdf_of_pictures_has_nothing_to_read(read: Read) -> None:
    with pytest.raises(NothingToRead, match="a PDF without text"):
        read(pdf([]))


def test_a_broken_pdf_is_told_in_one_line(read: Read) -> None:
    with pytest.raises(InputError, match="a broken PDF"):
        read(RELEASE[:100])


def test_the_lines_of_two_columns_go_on_in_the_next() -> None:
    left = [PrintedLine(f"left {n} goes on and on", 1, 50, 290, 700 - 12 * n, 10) for n in range(4)]
    right = [PrintedLine(f"right {n} goes on and on", 1, 310, 550, 700 - 12 * n, 10) for n in range(4)]
    assert len(paragraphs([*left, *right])) == 1


def test_first_lines_set_in_begin_paragraphs() -> None:
    lefts = [50, 50, 62, 50, 62, 50]
    lines = [
        PrintedLine(f"Line {n} is as long as any.", 1, left, 290, 700 - 12 * n, 10)
        for n, left in enumerate(lefts)
    ]
    assert [len(one.text.split("Line")) - 1 for one in paragraphs(lines)] == [2, 2, 2]
