"""A sitemap: the addresses of a site's pages or of other sitemaps, and what a news sitemap says of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import file_digest
from typing import TYPE_CHECKING, BinaryIO

from onrecord.errors import InputError, NothingToRead
from onrecord.ingest import root
from onrecord.ingest.charset import storable
from onrecord.ingest.moment import moment
from onrecord.record import Capture, Document, Dropped, Origin, Stated
from onrecord.settings import Settings

if TYPE_CHECKING:
    from lxml.etree import _Element

_MEDIA_TYPE = "application/xml"
_ROOTS = ("urlset", "sitemapindex")
_ENTRIES = ("url", "sitemap")
_HEAD = 1 << 16  # bytes, in which declarations stand
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_LONGEST = 10_000  # code points of one value
_ADDRESS = re.compile(r"https?://[^\s/]", re.IGNORECASE)
_NAMES = ("loc", "lastmod", "title", "name", "language", "publication_date")


@dataclass(frozen=True, slots=True)
class Place:
    """What a sitemap says of one address.

    ``is_sitemap``: it is the address of another sitemap. ``outlet``, ``title``, ``language`` and
    ``published`` stand in news sitemaps alone; days and times are ISO 8601.
    """

    url: str
    is_sitemap: bool
    modified: str | None
    title: str | None
    outlet: str | None
    language: str | None
    published: str | None


def begins(head: str) -> bool:
    """Whether a file that begins so is a sitemap, or an index of sitemaps."""
    return root.name(head) in _ROOTS


def places(file: BinaryIO, name: str) -> Iterator[Place]:
    """The addresses in their order, however many: one is held at a time.

    Raises InputError where the file declares entities, and at the place from which it cannot be read.
    """
    from lxml import etree  # late: only markup needs it

    head = file.read(_HEAD)
    file.seek(0)
    if _ENTITY.search(head):
        raise InputError(
            f"{name}: a sitemap that declares entities of its own",
            "No sitemap needs them, and they can fill the memory of who reads them. Ask where it came from.",
        )
    # Recovering, so that what is broken costs the address that it stands in.
    reading = etree.iterparse(
        file,
        events=("end",),
        tag=[f"{{*}}{kind}" for kind in _ENTRIES],
        recover=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for _, one in reading:
            place = _place(one)
            _forget(one)
            if place is not None:
                yield place
    except etree.XMLSyntaxError as error:
        raise InputError(
            f"{name}: cannot be read on from line {error.lineno or 0} ({error.msg})",
            "The addresses before it are kept. Fetch the sitemap again.",
        ) from error


def documents(file: BinaryIO, name: str, _: Settings) -> Iterator[Document | Dropped]:
    """The headlines of a news sitemap, each the summary of the article at its address.

    Raises NothingToRead where there are addresses only, which say nothing themselves.
    """
    capture = Capture(name, file_digest(file, "sha256").hexdigest(), _MEDIA_TYPE)  # type: ignore[arg-type]  # typeshed's BinaryIO lacks `readinto`
    file.seek(0)
    mute = 0
    told = 0
    for number, place in enumerate(places(file, name), 1):
        if place.title is None:
            mute += 1
            continue
        told += 1
        yield Document(capture, f"address {number}", "", _stated(place), ())
    if not told:
        raise NothingToRead(
            f"{name}: a sitemap, which has addresses ({mute:,}) and no words",
            "Give its own address, so that its pages are fetched, or the pages that it names.",
        )
    if mute:
        yield Dropped(
            "unreadable", "", Origin(capture, "", ()), detail=f"{mute:,} addresses without a headline"
        )


def _stated(place: Place) -> Stated:
    return Stated(
        title=place.title,
        outlet=place.outlet,
        url=place.url,
        published=place.published,
        published_from="feed",
        modified=place.modified,
        language=place.language,
        summary_only=True,
    )


def _place(one: _Element) -> Place | None:
    told: dict[str, str] = {}
    for part in one.iter():
        kind = part.tag.rpartition("}")[2].lower() if isinstance(part.tag, str) else ""
        # The title of an image or a film is not the article's.
        if kind in _NAMES and not _is_of_picture(part.tag) and (words := _words(part.text)):
            told.setdefault(kind, words)
    url = told.get("loc")
    if url is None or not _ADDRESS.match(url):
        return None
    return Place(
        url,
        one.tag.endswith("sitemap"),
        moment(told.get("lastmod")),
        told.get("title"),
        told.get("name"),
        told.get("language"),
        moment(told.get("publication_date")),
    )


def _is_of_picture(tag: str) -> bool:
    return "sitemap-image" in tag or "sitemap-video" in tag


def _words(text: str | None) -> str | None:
    return " ".join(storable((text or "")[:_LONGEST]).split()) or None


def _forget(one: _Element) -> None:
    """Let go of what has been read, and of all before it."""
    one.clear()
    parent = one.getparent()
    while parent is not None and one.getprevious() is not None:
        del parent[0]
