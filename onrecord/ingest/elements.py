"""The elements of an XML text, however broken, and where they stand in it.

No declaration is ever obeyed and no entity expanded; time is in proportion to the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape, unescape

# A quotation mark counts only after an equals sign. A value that holds a "<" is to be short, and another
# attribute or the tag's end to follow it: so one that is never closed costs its tag and not what comes after.
_NEXT = r"(?=\s*+/?>|\s++[\w:.-]++\s*+=)"
_QUOTED = rf"""(?:"[^"<]*+"|'[^'<]*+'|"[^"]{{0,2000}}+"{_NEXT}|'[^']{{0,2000}}+'{_NEXT})"""
_ATTRIBUTES = rf"(?:[^<>=]|=\s*+{_QUOTED}?+)*+"
_MARKUP = re.compile(
    rf"<(?:!(?:--|\[CDATA\[)|[?!]|(?P<end>/?)(?P<name>[^\W\d][\w.-]*+(?::[\w.-]++)?+)(?P<attributes>{_ATTRIBUTES})>)"
)
_CLOSED_BY = {"<!--": "-->", "<![CDATA[": "]]>", "<?": ">", "<!": ">"}
_ATTRIBUTE = re.compile(r"""([^\s=/"'<>]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""")
_SUBSET = re.compile(r"[^<>\[]*+\[")  # what follows where a DOCTYPE declares entities of its own
# Closed by its semicolon, or an address would lose its "&copy=1".
_ENTITY = re.compile(r"&(#\w{1,10}|\w{1,40});")
_CDATA_OR_TEXT = re.compile(r"<!\[CDATA\[(.*?)(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|([^<]++|<)", re.DOTALL)

# What news feeds use; each goes by this prefix whatever it is declared as. Those without one are the feeds'
# own, which a feed of another kind gives a prefix ("atom:link" in RSS).
_PREFIXES = {
    "purl.org/dc/elements/1": "dc",
    "purl.org/dc/terms": "dcterms",
    "purl.org/rss/1.0/modules/content": "content",
    "www.w3.org/1999/02/22-rdf-syntax-ns": "rdf",
    "www.w3.org/1999/xhtml": "xhtml",
    "www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "example.com/dtds/podcast-1.0.dtd": "itunes",
    "search.yahoo.com/mrss": "media",
    "rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "www.w3.org/2005/atom": "",
    "purl.org/atom/ns": "",
    "purl.org/rss/1.0": "",
    "my.netscape.com/rdf/simple/0.9": "",
    "channel.netscape.com/rdf/simple/0.9": "",
    "my.netscape.com/publish/formats/rss-0.9": "",
    "backend.userland.com/rss": "",
    "blogs.law.harvard.edu/tech/rss": "",
}
_DECLARATION = re.compile(r"""xmlns:([\w.-]++)\s*+=\s*+["']\s*+(?:https?://)?([^"']*+)["']""", re.IGNORECASE)
_KNOWN = {"atom": "", "atom03": "", "atom10": "", "rss": "", "rss1": "", "a10": ""}
# HTML's tags, which may stand bare in what a feed forgot to close.
_OF_TEXT = frozenset(
    "a b blockquote br div em h1 h2 h3 h4 hr i img li ol p span strong table td tr u ul".split()
)
_VERSION = re.compile(r"[0-9.]*[#/]?\Z")


@dataclass(slots=True, eq=False)
class Element:
    """An element: ``start`` to ``end`` with its tags, ``inner`` to ``inner_end`` without them.

    ``name`` is in lower case, with the usual prefix of its namespace. One that is never closed has
    no content but what stands before the next tag that is not one of HTML's, and no children.
    """

    name: str
    attributes: str
    start: int
    inner: int
    inner_end: int = -1
    end: int = -1
    children: list[Element] = field(default_factory=list)

    def get(self, name: str) -> str | None:
        """The attribute's value, whatever the case of its name; ``None`` where it is not there."""
        for found in _ATTRIBUTE.finditer(self.attributes):
            if found[1].lower() == name:
                return _said(next((value for value in found.groups()[1:] if value is not None), ""), {})
        return None

    def all(self, *names: str) -> Iterator[Element]:
        """The children of these names, the first name's first."""
        return (child for name in names for child in self.children if child.name == name)

    def first(self, *names: str) -> Element | None:
        """The first of them."""
        return next(self.all(*names), None)


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as written: ``name`` in lower case, its own prefix kept."""

    name: str
    closes: bool
    attributes: str
    start: int
    end: int


def tags(source: str, start: int, end: int) -> Iterator[Tag]:
    """The tags from ``start`` to ``end``; what stands in comments, CDATA and declarations are none.

    A comment or CDATA section that nothing closes is taken for its opening mark alone.
    """
    unclosed: set[str] = set()
    at = start
    while found := _MARKUP.search(source, at, end):
        at = found.end()
        if found["name"]:
            yield Tag(found["name"].lower(), found["end"] == "/", found["attributes"], found.start(), at)
            continue
        mark = found[0]
        if mark in unclosed:
            continue
        close = _CLOSED_BY[mark]
        if mark == "<!" and (subset := _SUBSET.match(source, at, end)):
            at, close = subset.end(), "]"
        closed = source.find(close, at, end)
        if closed < 0:
            unclosed.add(mark)
        else:
            at = closed + len(close)


def element(found: Sequence[Tag], start: int, end: int, prefixes: Mapping[str, str]) -> Element:
    """What the tags from ``start`` to ``end`` make: an element without a name that holds the rest."""
    starts = [tag.start for tag in found if tag.name not in _OF_TEXT]
    root = Element("", "", start, start, end, end)
    stack, opened = [root], dict[str, int]()
    for tag in found:
        if tag.closes:
            if opened.get(tag.name):
                _close(stack, opened, tag)
            continue
        one = Element(tag.name, tag.attributes, tag.start, tag.end)
        stack[-1].children.append(one)
        if tag.attributes.endswith("/"):
            one.inner_end = one.end = tag.end
        else:
            opened[tag.name] = opened.get(tag.name, 0) + 1
            stack.append(one)
    _settle(root, starts, prefixes)
    return root


def _close(stack: list[Element], opened: dict[str, int], tag: Tag) -> None:
    while True:
        one = stack.pop()
        opened[one.name] -= 1
        if one.name == tag.name:
            one.inner_end, one.end = tag.start, tag.end
            return


def _settle(root: Element, starts: list[int], prefixes: Mapping[str, str]) -> None:
    """Give each its usual name, and what was never closed its end, its children to what it stands in."""
    waiting = [root]
    while waiting:
        one = waiting.pop()
        children: list[Element] = []
        pending = one.children[::-1]
        while pending:
            child = pending.pop()
            children.append(child)
            if child.end < 0:
                place = bisect_left(starts, child.inner)
                child.inner_end = child.end = starts[place] if place < len(starts) else root.end
                pending.extend(reversed(child.children))
                child.children = []
        one.children = children
        for child in children:
            child.name = usual(child.name, prefixes)
        waiting.extend(children)


def usual(name: str, prefixes: Mapping[str, str]) -> str:
    """The name with the usual prefix of its namespace."""
    prefix, colon, local = name.rpartition(":")
    if not colon:
        return name
    known = prefixes.get(prefix, prefix)
    return f"{known}:{local}" if known else local


def declared(attributes: str) -> dict[str, str]:
    """The usual prefix for each that the attributes declare, and those that are used without."""
    found = dict(_KNOWN)
    for prefix, namespace in _DECLARATION.findall(attributes):
        place = _VERSION.sub("", namespace.strip().lower())
        known = next((usual for start, usual in _PREFIXES.items() if _VERSION.sub("", start) == place), None)
        found[prefix.lower()] = prefix.lower() if known is None else known
    return found


def is_markup(source: str, start: int, end: int) -> bool:
    """Whether there are tags between the two."""
    return next(tags(source, start, end), None) is not None


def unwrapped(source: str, entities: Mapping[str, str]) -> str:
    """What stands among tags as HTML: CDATA as it is, declared entities as their letters."""
    source = _CDATA_OR_TEXT.sub(lambda found: found[1] if found[1] is not None else found[0], source)
    return _ENTITY.sub(lambda found: escape(entities[found[1]]) if found[1] in entities else found[0], source)


def words(source: str, entities: Mapping[str, str]) -> str:
    """What the text between two tags says: CDATA as it is, entities as their characters."""
    if "<" not in source:
        return _said(source, entities)
    return "".join(
        found[1] if found[1] is not None else _said(found[2] or "", entities)
        for found in _CDATA_OR_TEXT.finditer(source)
    )


def _said(source: str, entities: Mapping[str, str]) -> str:
    if "&" not in source:
        return source
    return _ENTITY.sub(lambda found: entities.get(found[1]) or unescape(found[0]), source)
