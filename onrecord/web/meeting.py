"""Pages on which articles meet: what is disputed, and what several of them tell of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from onrecord.record import Dispute, Entry, Figure, Reading
from onrecord.web.note import does
from onrecord.web.site import Here

router = APIRouter(include_in_schema=False)

_PAGE = 30
_ARTICLES = 12  # of a story on a page; each is read whole
_FIGURES = 60


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure and the statement that asserts it."""

    figure: Figure
    entry: Entry


@router.get("/disputes")
def disputes(request: Request, site: Here, speaker: str = "", after: str = "") -> HTMLResponse:
    """Claims that others deny or count otherwise, the newest first."""
    with site.archive() as archive:
        found = archive.disputes(speaker=speaker.strip() or None, after=after or None, limit=_PAGE + 1)
    shown = {
        "disputes": [(one, figures(one)) for one in found[:_PAGE]],
        "speaker": speaker,
        "does": does,
        "following": found[_PAGE - 1].claims[0].entry.statement.id if len(found) > _PAGE else None,
    }
    return site.page(request, "disputes.html", shown)


@router.get("/stories")
def stories(request: Request, site: Here, after: str = "") -> HTMLResponse:
    """What several articles tell of, the latest first."""
    with site.archive() as archive:
        found = archive.latest_stories(_PAGE + 1, after=after or None)
    following = found[_PAGE - 1].central if len(found) > _PAGE else None
    told = {"stories": found[:_PAGE], "following": following}
    return site.page(request, "stories.html", told)


@router.get("/stories/{identity}")
def story(request: Request, site: Here, identity: str, skip: int = 0) -> HTMLResponse:
    """A story: its articles in the order in which they came, whom each outlet quotes, and the figures."""
    skip = min(max(skip, 0), 1 << 31)
    with site.archive() as archive:
        found = archive.story(identity)
        readings = [archive.reading(one) for one in found.articles[skip : skip + _ARTICLES]]
    shown = {
        "story": found,
        "readings": readings,
        "figures": list(_asserted(readings))[:_FIGURES],
        "skip": skip,
        "following": skip + _ARTICLES if len(found.articles) > skip + _ARTICLES else None,
    }
    return site.page(request, "story.html", shown)


def figures(dispute: Dispute) -> list[Counted]:
    """The figures that are weighed against each other in a dispute, by day; none where none are."""
    reasons = [
        one.link.reason
        for one in dispute.answers
        if one.link is not None and one.link.relation in ("disagrees", "updates")
    ]
    entries = [one.entry for one in (*dispute.claims, *dispute.answers)] if reasons else []
    found = [
        Counted(figure, entry)
        for entry in entries
        for figure in entry.statement.figures
        if any(figure.words.text in reason for reason in reasons)
    ]
    return sorted(found, key=_day)


def _asserted(readings: Iterable[Reading]) -> Iterator[Counted]:
    """The figures that statements of articles assert, in the order of the articles."""
    for reading in readings:
        for one in reading.statements:
            for figure in one.figures:
                yield Counted(figure, Entry(reading.article, one))


def _day(one: Counted) -> str:
    published = one.entry.article.published
    return published.value[:10] if published is not None else ""
