"""PDF: the words of a press release, page by page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from typing import TYPE_CHECKING, BinaryIO

from onrecord.day import day_in
from onrecord.errors import InputError, NothingToRead, TooLarge
from onrecord.ingest import nexis
from onrecord.ingest.charset import storable
from onrecord.ingest.layout import Paragraph, PrintedLine, paragraphs
from onrecord.record import Capture, Document, Dropped, Landmarks, Origin, Stated
from onrecord.settings import Settings

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_MEDIA_TYPE = "application/pdf"
_MARK = b"%PDF-"
_FRONT = 1024  # bytes that may stand before the mark, as readers of PDF allow
_MOST_PAGES = 5000
_MOST_LETTERS = 20_000_000
_BREAK = "\n\n"
# The code points after which a line ends; and those that stand for the hyphen at its end.
_PARTED = (2, 0xFFFE)
_ENDS = (10, 13, *_PARTED)
# A headline is printed so much larger than the body, and stands among the first paragraphs.
_LARGER = 1.15
_TOP = 6
_LONGEST_DAY_LINE = 100
_LONGEST_TITLE = 300


def begins(head: bytes) -> bool:
    """Whether a file that begins so is a PDF."""
    return _MARK in head[:_FRONT]


def documents(file: BinaryIO, name: str, settings: Settings) -> Iterator[Document | Dropped]:
    """The articles of a database's export; else one article where it has one headline, else all of its text.

    Raises InputError where it is broken or locked, NothingToRead where it has pictures of text, TooLarge.
    """
    data = file.read(settings.largest_capture + 1)
    if len(data) > settings.largest_capture:
        raise TooLarge(
            f"{name}: more than {settings.largest_capture:,} bytes",
            "Split it, or raise `largest_capture` in the settings.",
        )
    found = paragraphs(list(_lines(data, name)))
    if not found:
        raise NothingToRead(
            f"{name}: a PDF without text", "If it was scanned, have its text recognised first (OCR)."
        )
    capture = Capture(name, sha256(data).hexdigest(), _MEDIA_TYPE)
    lines = [paragraph.text for paragraph in found]
    if nexis.is_closed(lines):
        yield from _exported(found, capture)
        return
    yield _document(found, capture)


def _document(found: list[Paragraph], capture: Capture) -> Document:
    title = _title(found)
    text = _BREAK.join(paragraph.text for paragraph in found)
    starts: list[int] = []
    at = 0
    for paragraph in found:
        starts += [at] * (paragraph.page - len(starts))
        at += len(paragraph.text)
        starts += [at - 1] * (paragraph.last_page - len(starts))  # it goes on there, nobody knows from where
        at += len(_BREAK)
    landmarks = Landmarks("page", tuple(starts))
    if title is None:
        return Document(capture, "", text, None, (), landmarks)
    own = [paragraph.text for paragraph in found if paragraph is not title]
    said = Stated(title=title.text, published=_day(found))
    return Document(capture, landmarks.locator(0, len(text)), _BREAK.join([title.text, *own]), said, ())


def _title(found: list[Paragraph]) -> Paragraph | None:
    """The one paragraph that is printed larger than the rest, ``None`` where there is none or are several."""
    sizes: Counter[float] = Counter()
    for paragraph in found:
        sizes[round(paragraph.size, 1)] += len(paragraph.text)
    body = sizes.most_common(1)[0][0]
    large = [one for one in found if one.size > _LARGER * body and any(map(str.isalpha, one.text))]
    if not large:
        return None
    largest = max(one.size for one in large)
    heads = [one for one in large if one.size > largest - 0.5]
    stands_first = heads[0] in found[:_TOP] and len(heads[0].text) <= _LONGEST_TITLE
    return heads[0] if len(heads) == 1 and stands_first else None


def _day(found: list[Paragraph]) -> str | None:
    """The day that a short line near the top consists of, or the dateline of the first paragraph has."""
    for paragraph in found[:_TOP]:
        if len(paragraph.text) <= _LONGEST_DAY_LINE and (day := day_in(paragraph.text)):
            return day.value.isoformat()
        if len(paragraph.text) > _LONGEST_DAY_LINE:
            day = day_in(paragraph.text[:_LONGEST_DAY_LINE])
            dash = paragraph.text[day.end : day.end + 20].lstrip(" ,)") if day else ""
            return day.value.isoformat() if day and dash[:1] in tuple("–—-:") else None
    return None


def _exported(found: list[Paragraph], capture: Capture) -> Iterator[Document | Dropped]:
    lines = [paragraph.text for paragraph in found]
    for run in nexis.closed_runs(lines):
        first, last = found[run.start].page, found[max(run.start, run.stop - 1)].last_page
        locator = f"page {first}" if first == last else f"pages {first}-{last}"
        article = nexis.closed([lines[place] for place in run])
        if article is None:
            origin = Origin(capture, locator, ())
            begins = " ".join(lines[place] for place in run)[:200]
            yield Dropped("unreadable", begins, origin, detail=f"{locator}: no header of an article in it")
        else:
            yield Document(capture, locator, article.text, article.said, ())


def _lines(data: bytes, name: str) -> Iterator[PrintedLine]:
    import pypdfium2  # late: only PDF needs it

    try:
        opened = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise InputError(
            f"{name}: a PDF that is locked by a password" if locked else f"{name}: a broken PDF ({error})",
            "Save it without the password." if locked else "Open it in a reader and print it to a new PDF.",
        ) from error
    try:
        if len(opened) > _MOST_PAGES:
            raise TooLarge(f"{name}: a PDF of {len(opened):,} pages", "Take out the pages that are news.")
        letters = 0
        for number in range(len(opened)):
            for line in _lines_of(opened, number):
                letters += len(line.text)
                if letters > _MOST_LETTERS:
                    raise TooLarge(
                        f"{name}: more text than a release has", "Take out the pages that are news."
                    )
                yield line
    finally:
        opened.close()


def _lines_of(opened: PdfDocument, number: int) -> Iterator[PrintedLine]:
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        page = opened[number]
        text = page.get_textpage()
    except pypdfium2.PdfiumError:
        return  # a page that is broken; the others are read
    codes = [pdfium.FPDFText_GetUnicode(text, index) for index in range(text.count_chars())]
    start = 0
    for index in range(len(codes) + 1):
        if index == len(codes) or codes[index] in _ENDS:
            inked = [at for at in range(start, index) if not chr(codes[at]).isspace()]
            if inked:
                first, last = text.get_charbox(inked[0], loose=True), text.get_charbox(inked[-1], loose=True)
                parted = index < len(codes) and codes[index] in _PARTED
                words = storable("".join(map(chr, codes[start:index]))) + "-" * parted
                size = pdfium.FPDFText_GetFontSize(text, inked[0]) or first[3] - first[1]
                yield PrintedLine(words, number + 1, first[0], last[2], first[1], size)
            start = index + 1
    text.close()
    page.close()
