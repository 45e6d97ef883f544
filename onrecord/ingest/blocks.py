"""The lines of a piece of a page: what a reader sees, and what is marked in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

# What begins a line of its own; everything else stands in one.
_BREAKS = frozenset(
    "address article aside blockquote body caption center dd div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table tbody td text th thead tr"
    " ul".split()
)
_UNSEEN = frozenset("head script style title noscript template".split())
_BOLD = frozenset(["b", "strong"])
# What a piece of a page has no use for; a page inside the page ends the one around it for the parser.
_FRAMES = re.compile(r"</?(?:html|head|body)(?:\s[^>]{0,2000})?>", re.IGNORECASE)
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Block:
    """A line as a page shows it, its white space single.

    ``lead`` is what of it is bold at its beginning, empty where nothing is; ``classes`` are those of the
    elements in and right around it. ``joined``: only a line break stands between it and the line above.
    """

    text: str
    lead: str
    classes: frozenset[str]
    joined: bool


@dataclass(slots=True)
class _Draft:
    words: list[str] = field(default_factory=list)
    lead: list[str] = field(default_factory=list)
    classes: set[str] = field(default_factory=set)
    plain: bool = False  # whether something has stood in it that is not bold
    joined: bool = False


def blocks(source: str) -> list[Block]:
    """The lines of a piece of HTML in order, those that are blank left out."""
    return list(_blocks(source))


def _blocks(source: str) -> Iterator[Block]:
    from lxml import etree, html  # late: only pages need it

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = html.fragment_fromstring(_FRAMES.sub(" ", source).encode(), create_parent="div", parser=parser)
    except etree.ParserError:
        return
    draft = _Draft()
    bold = unseen = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        starts = event == "start"
        if tag in _BREAKS or tag == "br":
            if made := _made(draft):
                yield made
                draft = _Draft(joined=True)
            draft.joined = draft.joined and tag not in _BREAKS
        step = 1 if starts else -1
        unseen += step * (tag in _UNSEEN)
        bold += step * (tag in _BOLD)
        if starts:
            draft.classes.update((element.get("class") or "").split())
        if not unseen:
            _write(draft, element.text if starts else element.tail, bold=bold > 0)
    if made := _made(draft):
        yield made


def _write(draft: _Draft, words: str | None, *, bold: bool) -> None:
    if not words:
        return
    draft.words.append(words)
    if bold and not draft.plain:
        draft.lead.append(words)
    elif words.strip():
        draft.plain = True


def _made(draft: _Draft) -> Block | None:
    text = _line(draft.words)
    return Block(text, _line(draft.lead), frozenset(draft.classes), draft.joined) if text else None


def _line(words: list[str]) -> str:
    return _SPACES.sub(" ", "".join(words)).strip()
