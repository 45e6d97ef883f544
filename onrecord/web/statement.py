"""The page of a statement: its words in their paragraph, how they reached the page, what became of them."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from onrecord.record import Entry, Reading, Span, Statement
from onrecord.web import marked, where
from onrecord.web.custody import custody
from onrecord.web.history import history
from onrecord.web.note import notes
from onrecord.web.site import Here
from onrecord.web.taken import taken, told

router = APIRouter(include_in_schema=False)

# So much of a paragraph is told before and after the words.
_AROUND = 1500
# Longer words are told in a form by their positions.
_LONGEST = 5000


@router.get("/statements/{identity}")
def statement(request: Request, site: Here, identity: str, decided: str = "") -> Response:
    """A statement with all that is known of it; ``decided`` is the decision that led here."""
    with site.archive() as archive:
        current = archive.current(identity)
        if current != identity or current.startswith("a-"):
            return RedirectResponse(where.page(current), 301)
        entry = archive.statement(current)
        reading = archive.reading(entry.article.id)
        corrected = [told(archive, one) for one in archive.decided(reading.article.id).get(current, [])]
        places = archive.sightings(reading.article.id)
        traced = archive.trace(current)
        just = taken(archive, decided)
    number = next(at for at, one in enumerate(reading.statements) if one.id == current)
    shown = {
        "entry": entry,
        "article": entry.article,
        "note": notes(reading, [number])[number],
        "given": _given(entry),
        "holders": custody(entry.article, entry.statement),
        "history": history(traced),
        "paragraphs": _around(reading, entry.statement),
        "corrected": corrected,
        "just": just,
        "runs": [
            (place, [run for span in entry.statement.content for run in place.origin.in_capture(span)])
            for place in places
        ],
    }
    return site.page(request, "statement.html", shown)


def _given(entry: Entry) -> str:
    """What the form for other words holds at first: the words now, their places where they are too many."""
    words, content = entry.quote(entry.statement.content), entry.statement.content
    if len(words) <= _LONGEST:
        return words
    return " … ".join(f"{span.start}-{span.end}" for span in content)


def _around(reading: Reading, one: Statement) -> list[marked.Paragraph]:
    """The paragraphs that the statement lies in, only itself marked in them; long ones cut."""
    text = reading.article.text
    spans: list[Span] = [*one.content, *one.cue, *one.source]
    first, last = min(span.start for span in spans), max(span.end for span in spans)
    start = max(text.rfind("\n", 0, first) + 1, first - _AROUND)
    end = text.find("\n", last)
    end = min(end if end >= 0 else len(text), last + _AROUND, start + marked.PAGE // 2)
    return marked.paragraphs(reading.article, [one], start, end)
