"""The entries of a feed in XML: RSS 0.9 to 2.0, RDF, Atom 0.3 and 1.0, CDF, and what is nearly one."""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin  # which opens nothing

from onrecord.errors import InputError
from onrecord.ingest import charset, elements
from onrecord.ingest.elements import Element, Tag
from onrecord.ingest.entry import Entry, Field
from onrecord.ingest.moment import moment
from onrecord.record import Stated

_ENTRIES = ("item", "entry")
# Tags kept of one entry, or of what stands before the first. The most that a real one had were some 6,000.
_MOST_TAGS = 150_000
_ADDRESS = re.compile(r"https?://[^\s/]", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_]\w+)*\Z")

_TITLE = ("title", "dc:title", "media:title", "itunes:title")
_SUMMARY = (
    "description",
    "summary",
    "abstract",
    "dc:description",
    "dcterms:abstract",
    "itunes:summary",
    "media:description",
)
_CONTENT = ("content:encoded", "content", "encoded", "fullitem", "body", "xhtml:body", "div", "xhtml:div")
_KEY = ("guid", "id", "dc:identifier")
_AUTHORS = ("author", "dc:creator", "dc:author", "creator", "dcterms:creator", "itunes:author")
_PUBLISHED = (
    "published",
    "pubdate",
    "issued",
    "dcterms:issued",
    "dc:date",
    "created",
    "dcterms:created",
    "date",
)
_MODIFIED = ("updated", "modified", "dcterms:modified", "lastmod")
_LANGUAGES = ("language", "dc:language")
_OUTLET = ("dc:publisher", "publisher")

# "ada@courier.example (Ada Marsh)", "Ada Marsh <ada@…>", "Ada Marsh (ada@…)"
_MAIL = re.compile(r"[\s<(\[]*(?:mailto:)?[^\s<>()@]+@[^\s<>()]+[\s>)\]]*")
_IN_BRACKETS = re.compile(r"\A\((.*)\)\Z", re.DOTALL)
_ENTITY = re.compile(
    r"""<!ENTITY\s+(%\s+)?([\w.-]+)\s+(?:SYSTEM|PUBLIC|"([^"]*)"|'([^']*)')""", re.IGNORECASE
)
_REFERENCE = re.compile(r"&(?!#)[^\s;&]+;|%[^\s;%]+;")
# What tells HTML from words that have a "<" in them ("History of the <blink> tag").
_IS_HTML = re.compile(
    r"</[a-z]|<(?:br|div|hr|img|li|p)(?=[\s/>])|<[a-z]\w*\s[^<>]*=[^<>]*>|&(?:#\w+|[a-z]\w*);", re.IGNORECASE
)
_HTML_TYPES = ("html", "xhtml", "text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True)
class _Feed:
    """What is known before the first entry."""

    source: str
    entities: Mapping[str, str]
    prefixes: Mapping[str, str]
    is_atom: bool
    outlet: str | None
    language: str | None
    base: str
    authors: tuple[str, ...]


def entries(source: str, name: str) -> Iterator[Entry]:
    """The entries in their order. Raises InputError where entities are made of entities."""
    entities = _entities(source, name)
    parts = _parts(source)
    head, start, end = next(parts)
    feed = _feed(source, entities, head, end)
    for found, start, end in parts:
        yield _entry(feed, found[0], elements.element(found[1:], start, end, feed.prefixes))


def _entities(source: str, name: str) -> dict[str, str]:
    """What the feed declares, by name: letters and no more, for neither files nor bombs are opened."""
    found = {}
    for entity in _ENTITY.finditer(source, 0, _root(source)):
        value = entity[3] or entity[4]
        if value is None or entity[1]:
            continue
        if _REFERENCE.search(value):
            raise InputError(
                f"{name}: a feed that declares entities made of entities",
                "Such files are built to fill the memory of who reads them. Ask where it came from.",
            )
        found[entity[2]] = elements.words(value, {})
    return found


def _root(source: str) -> int:
    """Where the first tag begins."""
    return next((tag.start for tag in elements.tags(source, 0, len(source))), len(source))


def _parts(source: str) -> Iterator[tuple[list[Tag], int, int]]:
    """The tags before the first entry, then those of each entry from its own on, with where they stand."""
    found: list[Tag] = []
    start, inside = 0, ""
    before = True
    for tag in elements.tags(source, 0, len(source)):
        is_entry = tag.name.rpartition(":")[2] in _ENTRIES
        if is_entry and not tag.closes:
            if before or inside:
                yield found, start, tag.start
            found, start, before, inside = [tag], tag.start, False, tag.name
            if tag.attributes.endswith("/"):
                yield found, start, tag.end
                inside = ""
        elif is_entry and tag.name == inside:
            yield found, start, tag.start
            inside = ""
        elif (before or inside) and len(found) < _MOST_TAGS:
            found.append(tag)
    if before or inside:
        yield found, start, len(source)


def _feed(source: str, entities: Mapping[str, str], head: list[Tag], end: int) -> _Feed:
    prefixes = elements.declared(" ".join(tag.attributes for tag in head[:10]))
    whole = elements.element(head, 0, end, prefixes)
    # Its root stays open, as it holds the entries; so does the channel, but in RDF.
    outer = list(whole.children)
    channel = whole.first("channel")
    inside = channel if channel is not None and channel.children else whole
    known = _Feed(source, entities, prefixes, any(one.name == "feed" for one in outer), None, None, "", ())
    base = ""
    for one in outer[:3]:
        base = _joined(base, one.get("xml:base") or one.get("base"))
    site = _link(known, inside, base)
    return _Feed(
        source,
        entities,
        prefixes,
        known.is_atom,
        _line(known, inside.first("title", *_OUTLET)),
        _language(known, inside)
        or next(
            (value for one in outer[:3] if (value := one.get("xml:lang")) and _LANGUAGE.match(value)), None
        ),
        base or site or "",
        tuple(_authors(known, inside)) if known.is_atom else (),
    )


def _entry(feed: _Feed, own: Tag, inside: Element) -> Entry:
    inside.attributes = own.attributes
    for group in list(inside.all("media:group", "media:content")):
        inside.children.extend(group.children)
    base = _joined(feed.base, inside.get("xml:base"))
    origin = inside.first("source")
    if origin is not None and not origin.children:
        outlet = _line(feed, origin)
    else:
        outlet = _line(feed, origin.first("title")) if origin is not None else None
    published = _moment(feed, inside, _PUBLISHED)
    modified = _moment(feed, inside, _MODIFIED) or moment(inside.get("lastmod"))
    authors = list(_authors(feed, inside)) or (list(_authors(feed, origin)) if origin is not None else [])
    key = _line(feed, inside.first(*_KEY)) or inside.get("rdf:about") or inside.get("about")
    summary, description = _summaries(feed, inside)
    content = [*_told(feed, inside, _CONTENT), *([description] if description else [])]
    return Entry(
        Stated(
            key=key,
            byline=", ".join(authors or feed.authors) or None,
            outlet=outlet or _line(feed, inside.first(*_OUTLET)) or feed.outlet,
            url=_link(feed, inside, base),
            published=published or modified,
            published_from="feed",
            modified=modified,
            language=_language(feed, inside) or feed.language,
        ),
        _field(feed, next(_told(feed, inside, _TITLE), None)),
        _field(feed, summary),
        _field(feed, max(content, key=_length, default=None)),
    )


def _length(one: Element) -> int:
    return one.inner_end - one.inner


def _summaries(feed: _Feed, inside: Element) -> tuple[Element | None, Element | None]:
    """What sums the entry up; then the description, where there is a summary beside it."""
    description, summary = (next(_told(feed, inside, (name,)), None) for name in ("description", "summary"))
    if description is not None and summary is not None:
        return summary, description
    return next(_told(feed, inside, _SUMMARY), None), None


def _told(feed: _Feed, inside: Element, names: tuple[str, ...]) -> Iterator[Element]:
    """Those of these names that have content."""
    return (one for one in inside.all(*names) if feed.source[one.inner : one.inner_end].strip())


def _field(feed: _Feed, one: Element | None) -> Field | None:
    if one is None:
        return None
    written = feed.source[one.inner : one.inner_end]
    kind = (one.get("type") or "").lower().strip()
    if elements.is_markup(feed.source, one.inner, one.inner_end):
        markup = elements.unwrapped(written, feed.entities)
        return Field(markup, is_html=True, start=one.inner, end=one.inner_end)
    words = elements.words(written, feed.entities)
    if one.get("mode") == "base64" or kind == "application/octet-stream":
        words, kind = _from_base64(words), kind.replace("application/octet-stream", "")
    is_html = kind in _HTML_TYPES or (
        not (feed.is_atom and kind != "") and _IS_HTML.search(words) is not None
    )
    return Field(charset.storable(words), is_html, one.inner, one.inner_end)


def _from_base64(words: str) -> str:
    try:
        return charset.decoded(b64decode("".join(words.split())))
    except (NotBase64, ValueError):
        return words


def _line(feed: _Feed, one: Element | None) -> str | None:
    """What the element shows, on one line."""
    field = _field(feed, one)
    return (" ".join(field.paragraphs()) or None) if field is not None else None


def _moment(feed: _Feed, inside: Element, names: tuple[str, ...]) -> str | None:
    found = (moment(_line(feed, one)) for one in inside.all(*names))
    return next((value for value in found if value), None)


def _language(feed: _Feed, inside: Element) -> str | None:
    values = (inside.get("xml:lang"), *(_line(feed, one) for one in inside.all(*_LANGUAGES)))
    return next((value for value in values if value and _LANGUAGE.match(value)), None)


def _authors(feed: _Feed, inside: Element) -> Iterator[str]:
    """The names of those who wrote it, each once."""
    for kind in _AUTHORS:
        names = [_name(feed, one) for one in inside.all(kind)]
        if told := [name for name in dict.fromkeys(names) if name]:
            yield from told
            return


def _name(feed: _Feed, one: Element) -> str | None:
    named = one.first("name", "foaf:name") if one.children else one
    words = _line(feed, named) if named is not None else None
    if words is None:
        return None
    name = " ".join(_MAIL.sub(" ", words).split())
    name = _IN_BRACKETS.sub(r"\1", name).strip()
    if _ADDRESS.match(name) or not any(map(str.isalpha, name)):
        return None
    return name


def _link(feed: _Feed, inside: Element, base: str) -> str | None:
    """The address of the page itself, before any that a counter leads through."""
    for value in filter(None, _links(feed, inside)):
        address = _joined(base, value)
        if _ADDRESS.match(address):
            return address
    return None


def _links(feed: _Feed, inside: Element) -> Iterator[str | None]:
    yield _line(feed, inside.first("feedburner:origlink"))
    links = list(inside.all("link"))
    for link in links:
        if (link.get("rel") or "alternate").lower() == "alternate" and link.get("href"):
            yield link.get("href")
    for link in links:
        if (link.get("rel") or "alternate").lower() == "alternate":
            yield _written(feed, link)
    yield inside.get("href")
    for guid in inside.all("guid"):
        if (guid.get("ispermalink") or "true").lower() != "false":
            yield _written(feed, guid)
    yield inside.get("rdf:about")
    for kind in ("a", "link"):  # in CDF, and where only `rel` is odd
        for link in inside.all(kind):
            if (link.get("rel") or "").lower() not in (
                "self",
                "enclosure",
                "replies",
                "edit",
                "related",
                "via",
            ):
                yield link.get("href")


def _written(feed: _Feed, one: Element) -> str:
    return elements.words(feed.source[one.inner : one.inner_end], feed.entities).strip()


def _joined(base: str, address: str | None) -> str:
    """The address, taken from the base where it is a relative one; the base where there is none."""
    if not address or not address.strip():
        return base
    try:
        return urljoin(base, address.strip())
    except ValueError:  # brackets that hold no IPv6 address
        return base
