"""What a page states of its article, in JSON-LD, Open Graph and meta tags, its heading and its times."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING

from onrecord.ingest import address, byline, page_times
from onrecord.ingest.charset import storable
from onrecord.ingest.headline import headline, site_names
from onrecord.ingest.linked import Node, listed, types
from onrecord.record import Stated

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# The names of meta tags, without what is neither letter nor figure in them.
_TITLE = ("ogtitle", "twittertitle", "dctitle", "dctermstitle", "headline")
_STANDFIRST = ("ogdescription", "description", "twitterdescription", "dcdescription")
_BYLINE = (
    "author",
    "articleauthor",
    "articleauthorname",
    "articlebyline",
    "dccreator",
    "dctermscreator",
    "parselyauthor",
    "sailthruauthor",
    "byl",
)
_OUTLET = ("ogsitename", "applicationname", "dcpublisher", "dctermspublisher")
_LANGUAGE = ("contentlanguage", "dclanguage", "dctermslanguage", "oglocale")
_NO_NAME = re.compile(r"[^a-z0-9]+")
_ADDRESS = re.compile(r"https?://[^\s/]", re.IGNORECASE)
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_]\w+)*\Z")


def stated(page: HtmlElement, linked: Node, fetched: str) -> Stated:
    """What the page states, each as it stands there; ``standfirst`` is its description, shown or not.

    ``linked`` is the article of its JSON-LD, empty where there is none; ``fetched`` where the page was
    had from.
    """
    meta = _meta(page)

    def named(names: tuple[str, ...]) -> Iterator[str]:
        return (meta[name] for name in names if name in meta)

    url = _address(page, next(named(("ogurl",)), None), linked)
    publisher = [one for one in listed(linked.get("publisher")) if "Person" not in types(one)]
    outlets = [*named(_OUTLET), *_names(publisher)]
    site = site_names(outlets, url or fetched)
    title = headline(
        words(linked.get("headline")),
        next(named(_TITLE), None),
        [one for heading in page.iter("h1") if (one := words(_text(heading)))],
        next((one for window in page.iter("title") if (one := words(_text(window)))), None),
        site,
    )
    told = page_times.published(linked.get("datePublished"), meta, page, title)
    by_address = None if told else page_times.in_address(url or fetched)
    return Stated(
        title=title,
        standfirst=next(named(_STANDFIRST), None) or words(linked.get("description")),
        byline=", ".join(byline.names(linked.get("author"), named(_BYLINE), page, site)) or None,
        outlet=next(iter(outlets), None),
        url=url,
        published=told or by_address,
        published_from="address" if by_address else "stated",
        modified=page_times.modified(linked.get("dateModified"), meta, page),
        language=_language(page, [*named(_LANGUAGE)], linked),
    )


def words(value: object) -> str | None:
    """The value as one line, ``None`` where it is no string or says nothing."""
    if not isinstance(value, str):
        return None
    return " ".join(storable(unescape(value)).split()) or None


def _text(element: HtmlElement) -> str:
    return "".join(element.itertext())


def _meta(page: HtmlElement) -> dict[str, str]:
    """The meta tags by name, the first of each."""
    found: dict[str, str] = {}
    for tag in page.iter("meta"):
        names = (tag.get("property"), tag.get("name"), tag.get("itemprop"), tag.get("http-equiv"))
        name = _NO_NAME.sub("", next((name for name in names if name), "").lower())
        if name and (content := words(tag.get("content"))):
            found.setdefault(name, content)
    return found


def _names(told: list[object]) -> list[str]:
    """The names of bodies."""
    names = (words(one.get("name") if isinstance(one, dict) else one) for one in told)
    return [name for name in names if name and not _ADDRESS.match(name)]


def _address(page: HtmlElement, shared: str | None, linked: Node) -> str | None:
    """The article's own address: of those that the page gives the first that is not its front page."""
    links = (link for link in page.iter("link") if (link.get("rel") or "").lower() == "canonical")
    main = linked.get("mainEntityOfPage")
    given = (
        next((link.get("href") for link in links), None),
        shared,
        linked.get("url"),
        main.get("@id") if isinstance(main, dict) else main,
    )
    found = [url for one in given if (url := words(one)) and _ADDRESS.match(url)]
    return next((one for one in found if not _is_front(one)), next(iter(found), None))


def _is_front(url: str) -> bool:
    _, path, query = address.parts(url)
    return path in ("", "/") and not query


def _language(page: HtmlElement, meta: list[str], linked: Node) -> str | None:
    given = (page.get("lang"), page.get("xml:lang"), *meta, words(linked.get("inLanguage")))
    return next((value for value in given if value and _LANGUAGE_TAG.match(value)), None)
