"""Pages to read: home, the articles, one of them with its statements in place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from onrecord.archive import Archive
from onrecord.connect.versions import Changes, changes
from onrecord.record import Kinship, Question, Reading
from onrecord.web import marked, where
from onrecord.web.note import does, notes
from onrecord.web.site import Here
from onrecord.web.taken import taken

router = APIRouter(include_in_schema=False)

_FEW, _MANY, _PAGE, _TOLD = 8, 12, 50, 3
# The words that stand for a part of a long article in the table of its parts.
_BEGINS = 120


@router.get("/")
def home(request: Request, site: Here) -> HTMLResponse:
    """What is newest, and how much there is."""
    with site.archive() as archive:
        told = {
            "counts": archive.counts(),
            "headlines": archive.headlines(_FEW),
            "entries": archive.search(Question(limit=_FEW)),
            "names": archive.most_quoted(_MANY),
            "disputes": archive.disputes(limit=_TOLD),
            "dropped": sum(number for _, number in archive.reasons()),
            "gaps": archive.gaps(),
            "ungathered": archive.days_to_gather(),
            "does": does,
        }
    return site.page(request, "home.html", told)


@router.get("/articles")
def articles(request: Request, site: Here, skip: int = 0) -> HTMLResponse:
    """The articles by day."""
    skip = min(max(skip, 0), 1 << 31)
    with site.archive() as archive:
        told = {"headlines": archive.headlines(_PAGE + 1, skip), "skip": skip, "page": _PAGE}
    return site.page(request, "articles.html", told)


@router.get("/articles/{identity}")
def article(request: Request, site: Here, identity: str, start: int = 0, decided: str = "") -> Response:
    """An article, or of a long one the part in which ``start`` lies; ``decided`` is what led here."""
    with site.archive() as archive:
        current = archive.current(identity)
        if current != identity:
            return RedirectResponse(where.page(current), 301)
        if current.startswith("s-"):
            return RedirectResponse(where.page(current), 303)
        reading = archive.reading(current)
        places = archive.sightings(current)
        kin = _kin(archive, reading)
        just = taken(archive, decided)
    text, parts = reading.article.text, marked.parts(reading.article.text, reading.statements)
    part = max(bisect_right(parts, max(start, 0)) - 1, 0)
    end = parts[part + 1] if part + 1 < len(parts) else len(text)
    paragraphs = marked.paragraphs(reading.article, reading.statements, parts[part], end)
    told = {
        "reading": reading,
        "article": reading.article,
        "paragraphs": paragraphs,
        "notes": notes(reading, _numbers(paragraphs)),
        "places": places,
        "kin": kin,
        "table": [(begin, text[begin : begin + _BEGINS]) for begin in parts],
        "part": part,
        "attributed": _shares(reading),
        "just": just,
    }
    return site.page(request, "article.html", told)


def _numbers(paragraphs: Iterable[marked.Paragraph]) -> set[int]:
    """The statements that are marked in some paragraphs."""
    runs = (run for one in paragraphs for run in one.runs)
    return {number for run in runs for number in (*run.said, *run.cued, *run.named)}


def _shares(reading: Reading) -> int:
    """How much of an article's text is somebody else's words or thoughts, in percent."""
    covered, reached = 0, 0
    for span in sorted(
        (span for one in reading.statements for span in one.content), key=lambda span: span.start
    ):
        covered += max(0, span.end - max(span.start, reached))
        reached = max(reached, span.end)
    return round(100 * covered / max(1, len(reading.article.text)))


def _kin(archive: Archive, reading: Reading) -> list[tuple[Kinship, Reading, Changes | None]]:
    """What the article is to others: each with the other, and what changed where that is a version."""
    found = []
    for one in archive.kin(reading.article.id)[:_MANY]:
        is_above = one.article == reading.article.id
        other = archive.reading(one.of if is_above else one.article)
        became = changes(other, reading) if is_above and one.relation == "version" else None
        found.append((one, other, became))
    return found
