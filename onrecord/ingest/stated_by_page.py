"""What a page states of its article, in JSON-LD, Open Graph and meta tags, its heading and its times."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from html import unescape
from typing import TYPE_CHECKING

from onrecord.ingest.charset import storable
from onrecord.record import Stated

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ARTICLE_TYPE = re.compile(r"(?:Article|Posting|Report)\Z")
_INSIDE = (
    "@graph",
    "mainEntity",
    "mainEntityOfPage",
)  # where a page's article stands inside what tells of the page
_MOST_OBJECTS = 1000

_TITLE = ("og:title", "twitter:title", "dc.title", "headline")
_STANDFIRST = ("og:description", "description", "twitter:description", "dc.description")
_BYLINE = ("author", "article:author", "dc.creator", "parsely-author", "sailthru.author", "byl")
_OUTLET = ("og:site_name", "application-name", "dc.publisher")
_URL = ("og:url",)
_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "article.published",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "sailthru.date",
    "date",
)
_ADDRESS = re.compile(r"https?://[^\s/]", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_]\w+)*\Z")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def stated(page: HtmlElement) -> Stated:
    """What the page states, each as it stands there; ``standfirst`` is its description, shown or not."""
    linked = next(_linked(page), {})
    meta = _meta(page)

    def first(*values: str | None) -> str | None:
        return next((value for value in values if value), None)

    def named(names: tuple[str, ...]) -> Iterator[str]:
        return (meta[name] for name in names if name in meta)

    outlet = first(*named(_OUTLET), *_names(linked.get("publisher")))
    return Stated(
        title=_title(page, _words(linked.get("headline")), _without_outlet(first(*named(_TITLE)), outlet)),
        standfirst=first(*named(_STANDFIRST), _words(linked.get("description"))),
        byline=first(
            ", ".join(_names(linked.get("author"))), *(one for one in named(_BYLINE) if _is_name(one))
        ),
        outlet=outlet,
        url=_address(page, first(*named(_URL)), linked),
        published=next(
            (
                moment
                for value in (_words(linked.get("datePublished")), *named(_PUBLISHED), *_times(page))
                if (moment := _moment(value))
            ),
            None,
        ),
        language=next(
            (
                value
                for value in (page.get("lang"), page.get("xml:lang"), _words(linked.get("inLanguage")))
                if value and _LANGUAGE.match(value)
            ),
            None,
        ),
    )


def _linked(page: HtmlElement) -> Iterator[dict[str, object]]:
    """The articles that the page tells of in JSON-LD, those with a headline first."""
    found: list[dict[str, object]] = []
    for script in page.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            told = json.loads((script.text or "").strip().removesuffix(";"), strict=False)
        except (ValueError, RecursionError):  # what a page cannot say in JSON it does not state
            continue
        found.extend(_articles(told))
    return iter(sorted(found, key=lambda one: "headline" not in one))


def _articles(told: object) -> Iterator[dict[str, object]]:
    waiting = [told]
    for _ in range(_MOST_OBJECTS):
        if not waiting:
            return
        one = waiting.pop()
        if isinstance(one, list):
            waiting.extend(reversed(one))
        elif isinstance(one, dict):
            types = one.get("@type")
            if any(
                _ARTICLE_TYPE.search(str(kind)) for kind in (types if isinstance(types, list) else [types])
            ):
                yield one
            else:
                waiting.extend(one[name] for name in reversed(_INSIDE) if name in one)


def _meta(page: HtmlElement) -> dict[str, str]:
    """The meta tags by name, the first of each."""
    found: dict[str, str] = {}
    for tag in page.iter("meta"):
        name = (tag.get("property") or tag.get("name") or tag.get("itemprop") or "").strip().lower()
        if name and (words := _words(tag.get("content"))):
            found.setdefault(name, words)
    return found


def _words(value: object) -> str | None:
    """The value as one line, ``None`` where it is no string or says nothing."""
    if not isinstance(value, str):
        return None
    return " ".join(storable(unescape(value)).split()) or None


def _names(value: object) -> list[str]:
    """The names of a person or a body, or of several."""
    names = []
    for one in value if isinstance(value, list) else [value]:
        name = _words(one.get("name") if isinstance(one, dict) else one)
        if name and name not in names and _is_name(name):
            names.append(name)
    return names


def _is_name(words: str) -> bool:
    """Whether it is no address, of a page or of mail, and no number."""
    return not _ADDRESS.match(words) and "@" not in words and any(letter.isalpha() for letter in words)


def _without_outlet(title: str | None, outlet: str | None) -> str | None:
    """The title as a tag has it, without the outlet's name behind a bar or a dash."""
    if title and outlet and title.casefold().endswith(outlet.casefold()):
        return title[: -len(outlet)].rstrip(" |-–—•·") or title
    return title


def _title(page: HtmlElement, linked: str | None, meta: str | None) -> str | None:
    """The heading that the page shows, where it is told from others; else what its tags say."""
    headings = [words for heading in page.iter("h1") if (words := _words(heading.text_content()))]
    for told in (linked, meta):
        for heading in headings:
            if told and _bare(heading) == _bare(told):
                return heading
    if len(headings) == 1:
        return headings[0]
    return linked or meta or next(iter(headings), None)


def _bare(words: str) -> str:
    return re.sub(r"\W+", "", words).casefold()


def _address(page: HtmlElement, meta: str | None, linked: dict[str, object]) -> str | None:
    canonical = next(
        (link.get("href") for link in page.iter("link") if (link.get("rel") or "").lower() == "canonical"),
        None,
    )
    for value in (canonical, meta, linked.get("url"), linked.get("mainEntityOfPage")):
        words = _words(value.get("@id") if isinstance(value, dict) else value)
        if words and _ADDRESS.match(words):
            return words
    return None


def _times(page: HtmlElement) -> Iterator[str]:
    """When the page's times say that it was published: those marked so, then the one of its only article."""
    for time in page.iter("time"):
        if time.get("pubdate") is not None or "datepublished" in (time.get("itemprop") or "").lower():
            yield time.get("datetime") or ""
    for element in page.iter():
        if isinstance(element.tag, str) and "datepublished" in (element.get("itemprop") or "").lower():
            yield element.get("content") or element.get("datetime") or ""
    articles = list(page.iter("article"))
    if len(articles) == 1:
        times = [time.get("datetime") or "" for time in articles[0].iter("time")]
        yield from times[:1]


def _moment(value: str | None) -> str | None:
    """The day or time as it stands, the day alone where the rest is odd, ``None`` where it is none."""
    value = (value or "").strip()
    for words in (value, value[:10]):
        try:
            datetime.fromisoformat(words)
        except ValueError:
            continue
        if _DAY.match(words):
            return words
    return None
