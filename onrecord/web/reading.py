"""Pages to read: home, an article with its statements in place, a statement in its paragraph."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from onrecord.archive import Archive
from onrecord.connect.versions import Changes, changes
from onrecord.record import Kinship, Question, Reading
from onrecord.web import marked
from onrecord.web.note import DOES, notes
from onrecord.web.site import Here

router = APIRouter(include_in_schema=False)

_FEW, _MANY, _PAGE, _TOLD = 8, 12, 50, 3


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
def article(request: Request, site: Here, identity: str, start: int = 0) -> Response:
    """An article, or so much of it as a page holds, from ``start`` on."""
    with site.archive() as archive:
        current = archive.current(identity)
        if current != identity:
            return RedirectResponse(_address(current), 301)
        if current.startswith("s-"):
            return RedirectResponse(_address(current), 303)
        reading = archive.reading(current)
        places = archive.sightings(current)
        kin = _kin(archive, reading)
    text = reading.article.text
    start = min(max(start, 0), max(len(text) - 1, 0))
    end = marked.page_from(text, start)
    shares = _shares(reading)
    told = {
        "reading": reading,
        "article": reading.article,
        "paragraphs": marked.paragraphs(reading.article, reading.statements, start, end),
        "notes": notes(reading),
        "places": places,
        "kin": kin,
        "start": start,
        "end": end,
        "attributed": shares,
    }
    return site.page(request, "article.html", told)


@router.get("/statements/{identity}")
def statement(request: Request, site: Here, identity: str) -> Response:
    """A statement in its paragraph, with all that is known of it."""
    with site.archive() as archive:
        current = archive.current(identity)
        if current != identity or current.startswith("a-"):
            return RedirectResponse(_address(current), 301)
        entry = archive.statement(current)
        reading = archive.reading(entry.article.id)
        decided = archive.decided(reading.article.id).get(current, [])
        places = archive.sightings(reading.article.id)
        traced = archive.trace(current)
    number = next(at for at, one in enumerate(reading.statements) if one.id == current)
    told = {
        "entry": entry,
        "article": entry.article,
        "note": notes(reading)[number],
        "paragraphs": _around(reading, number),
        "decided": decided,
        "traced": traced,
        "does": DOES,
        "places": places,
        "runs": [
            (place, [run for span in entry.statement.content for run in place.origin.in_capture(span)])
            for place in places
        ],
    }
    return site.page(request, "statement.html", told)


def _address(identity: str) -> str:
    return f"/{'statements' if identity.startswith('s-') else 'articles'}/{identity}"


def _around(reading: Reading, number: int) -> list[marked.Paragraph]:
    """The paragraphs that the statement lies in, only itself marked in them; long ones cut."""
    one, text = reading.statements[number], reading.article.text
    spans = [*one.content, *one.cue, *one.source]
    first, last = min(span.start for span in spans), max(span.end for span in spans)
    start = max(text.rfind("\n", 0, first) + 1, first - marked.PAGE // 20)
    end = text.find("\n", last)
    end = min(end if end >= 0 else len(text), last + marked.PAGE // 20)
    return marked.paragraphs(reading.article, [one], start, end)


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
