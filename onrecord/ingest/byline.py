"""By whom a page says that its article is: JSON-LD, meta tags, then what is marked as a byline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import TYPE_CHECKING

from onrecord.ingest.headline import bare
from onrecord.ingest.linked import listed

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# What a byline begins with; "Di Maio" and "De Gaulle" are names, so these count only before two words.
_BY = re.compile(
    r"\A(?:(?:written|words|story|text|reported|posted|geschrieben|publié|escrito|scritto)\s+)?"
    r"(?:by|von|par|por|door|av|af|de|di|da|autor(?:in)?|author|text|words)\b[\s:]+(?=\S+\s+\S)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*[,;/]\s*|\s+(?:and|und|et|y|e|og|och|en|&|\+)\s+", re.IGNORECASE)
# Where the names in a line end: a day, a bar, an address of mail, a bracket.
_ENDS = re.compile(r"\s*(?:[|·•\n(\[<@]|\d|\s[-–—]+\s|https?:).*", re.DOTALL)
_NOBODY = frozenset(
    "admin administrator anonymous author editor guest na noauthor nobody none null superuser test undefined"
    " unknown user webmaster".split()
)
# What stands behind a name and is none: what somebody does, or learned.
_JOB = re.compile(
    r"\b(?:editor|reporter|correspondent|journalist\w*|writer|staff|columnist|producer|contributor|director|"
    r"professor|analyst|author|redakt\w+|korrespondent\w*|reporterin|journaliste|correspondant\w*|periodista|"
    r"redacci\w+|giornalista|ph\.?\s?d|m\.?d|mba|msc|jr|sr|esq)\b\.?",
    re.IGNORECASE,
)
_MAIL = re.compile(r"\S+@\S+")
_EDGES = " .,;:–—-|"
_MOST_WORDS, _LONGEST = 6, 60  # letters of a name
_LONGEST_BYLINE = 1000  # letters
_MOST_NAMES = 20
_DOMAIN = re.compile(r"\S+\.[a-z]{2,4}\Z", re.IGNORECASE)
# Classes that mark a byline, and those that mark what looks like one: comments, teasers, pictures.
_MARKED = re.compile(
    r"(?:^|[\s_-])(?:authors?|by-?lines?|autor(?:es)?|auteurs?|writers?|reporters?)"
    r"(?:$|\s|[_-]*(?:names?|links?|url|item|line|title|list|label)\b)",
    re.IGNORECASE,
)
_AMISS = re.compile(
    r"comment|avatar|image|photo|bio\b|social|related|recommend|teaser|(?<!v)card|promo|form\b|licen[cs]e|desc|"
    r"(?<!has-)(?<!no-)(?<!with-)(?<!content-)(?:footer|sidebar|widget)|follow|most-?read|newsletter",
    re.IGNORECASE,
)
_MAY_BE_BYLINES = "descendant::*[@rel or @itemprop or @class]"
_AROUND = frozenset(["aside", "footer", "nav", "figure", "figcaption", "form"])
_MOST_ANCESTORS = 7
_MOST_MARKED = 60
_MOST_PARTS = 40  # of an element that is taken for a byline


def names(linked: object, meta: Iterable[str], page: HtmlElement, site: frozenset[str]) -> list[str]:
    """The people (or the agency) named, each once, in order; empty where nobody is.

    ``linked`` is the author of JSON-LD, ``meta`` are the values of meta tags, ``site`` the bare names of
    outlet and host. The first place that names somebody else than the outlet counts, last the outlet itself
    where the page calls it the author.
    """
    told = [lines for lines in (_linked(linked), *([words] for words in meta)) if lines]
    for lines in chain(told, _marked(page)):
        found = list(dict.fromkeys(name for line in lines for name in _in_line(line, site)))
        if found:
            return found[:_MOST_NAMES]
    own = (line for lines in told for line in lines if bare(line) in site)
    return list(islice(own, 1))


def _linked(value: object) -> list[str]:
    return [
        str(name)
        for one in listed(value)
        for name in listed(one.get("name") if isinstance(one, Mapping) else one)
        if isinstance(name, str)
    ]


def _in_line(line: str, site: frozenset[str]) -> Iterator[str]:
    """The names in a line such as "By Jane Doe and John Roe, political editor"."""
    line = _MAIL.sub("", _BY.sub("", " ".join(line[:_LONGEST_BYLINE].split())))
    first, *rest = _BETWEEN.split(_ENDS.sub("", line))
    if not _is_name(first := first.strip(_EDGES), site):
        return
    yield first
    # Behind it may stand a place or what somebody is; of names all have two words and more.
    for part in rest:
        name = part.strip(_EDGES)
        if " " in name and " " in first and _is_name(name, site) and not _JOB.search(name):
            yield name


def _is_name(name: str, site: frozenset[str]) -> bool:
    """Whether it could be somebody's name, and not what the outlet calls itself or somebody's work."""
    folded = bare(name)
    if not folded or folded in site or folded in _NOBODY or _DOMAIN.match(name):
        return False
    if len(name) > _LONGEST or len(name.split()) > _MOST_WORDS or not any(map(str.isalpha, name)):
        return False
    return not name.islower() or " " not in name


def _marked(page: HtmlElement) -> Iterator[list[str]]:
    """Each byline that is marked by standards (rel, itemprop, hAtom) or by class, with those beside it."""
    marked = (element for element in page.xpath(_MAY_BE_BYLINES) if _is_marked(element))
    for element in islice(marked, _MOST_MARKED):
        if not _is_amiss(element):
            yield [_words(one) for one in _beside(element)]


def _is_marked(element: HtmlElement) -> bool:
    if element.tag in ("meta", "link", "script", "input", "img", "html", "body", "time"):
        return False
    if "author" in (element.get("rel") or "").split() or "author" in (element.get("itemprop") or "").split():
        return True
    return _MARKED.search(element.get("class") or "") is not None


def _is_amiss(element: HtmlElement) -> bool:
    around = [element, *element.iterancestors()][:_MOST_ANCESTORS]
    return any(
        one.tag in _AROUND
        or (one.tag not in ("body", "html", "main") and _AMISS.search(f"{one.get('class')} {one.get('id')}"))
        for one in around
    )


def _beside(element: HtmlElement) -> list[HtmlElement]:
    parent = element.getparent()
    wider = parent.getparent() if parent is not None else None
    if wider is None or wider.tag in ("body", "html"):
        return [element]
    alike = [
        one
        for one in wider.iter(element.tag)
        if one.get("class") == element.get("class") and one.get("rel") == element.get("rel")
    ]
    return alike[:_MOST_NAMES]


def _words(element: HtmlElement) -> str:
    parts = islice(element.iter(), _MOST_PARTS)
    named = next((one for one in parts if one.get("itemprop") == "name"), element)
    return named.get("content") or " ".join(" ".join(islice(named.itertext(), _MOST_PARTS)).split())
