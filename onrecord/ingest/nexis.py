"""Nexis and Lexis exports: the articles of a TXT, HTML or DOCX file, each under its header.

Two layouts: the older one counts ("1 of 7 DOCUMENTS"), writes its labels in capitals and ends with a
copyright; the newer one writes title, outlet and day, then "Body", and closes with "End of Document".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from onrecord.day import day_in
from onrecord.ingest.blocks import Block, blocks
from onrecord.ingest.exported import Exported, without_by
from onrecord.record import Stated

MARK = re.compile(r"<!-- LXNComment|<a name=\"?DOC_ID_\d", re.IGNORECASE)
BEGINS = re.compile(r"<a name=\"?DOC_ID_\d+", re.IGNORECASE)
COUNTER = re.compile(
    r"^[ \t]*(?:dokument |document )?\d{1,6} (?:of|de|von|di|van) \d{1,6}(?: (?:documents?|dokumenten?"
    r"|documenti|documentos|documenten))?[ \t]*\r?$",
    re.IGNORECASE | re.MULTILINE,
)
_CLOSING = re.compile(
    r"(?:end of document|fin du document|ende des dokuments|fin del documento|fine del documento"
    r"|einde van document|fim do documento)\Z",
    re.IGNORECASE,
)
_BODY = frozenset(["body", "corps", "volltext", "textkörper", "cuerpo", "corpo", "hoofdtekst"])

# The labels of both layouts, by what stands under them; what is under "other" is left out.
_KEYS = {
    "title": "headline title titre titel überschrift título titolo",
    "byline": "byline author auteur autor autore autoren auteurs verfasser",
    "standfirst": "highlight highlights encart sommaire zusammenfassung samenvatting resumen",
    "dateline": "dateline",
    "length": "length longueur länge longitud lunghezza lengte comprimento extensión",
    "other": (
        "section rubrique rubrik ressort sección sezione sectie seção series type guests anchor anchors show"
        " graphic load-date language publication-type pub-type document-type journal-code distribution"
        " correction correction-date notes note subject company ticker ticker-symbol industry person city"
        " state country geographic organization url column category edition acc-no pubdate dateline-place"
        " sujet localisation-geo date-chargement langue type-publication societe société symbole-boursier"
        " secteur-activite organisation personne illustration ville pays lade-datum sprache zeitungstyp"
        " publikationstyp update thema fecha-carga idioma tipo-publicación tipo-publicacion asunto"
        " fecha-de-carga tipo-de-publicación lingua taal publicatietype data-caricamento contact"
        " journal code source"
    ),
}
_FIELD = {key: name for name, keys in _KEYS.items() for key in keys.split()} | {"journal code": "other"}
_LABEL = re.compile(r"([^\W\d_](?:[^\W\d_]|[ -]){2,24}?)\s?:(?=\s|\Z)\s*")
_FOOT = re.compile(
    r"(?:copyright\b|©|\(c\)|copy \d{4}|all rights reserved|tous droits réservés)", re.IGNORECASE
)
# So many paragraphs may stand under "CORRECTION:" or "GRAPHIC:" at an article's foot.
_MOST_UNDER_LABEL = 4
_TALLEST_HEAD = 12


class _Label(NamedTuple):
    field: str
    value: str


def is_counted(head: str) -> bool:
    """Whether a text that begins so is an export of the older layout."""
    first = COUNTER.search(head)
    if first is None:
        return False
    below = head[first.end() : first.end() + 3000]
    return any((found := _label(line.strip())) and found.field == "length" for line in below.splitlines())


def is_closed(lines: Iterable[str]) -> bool:
    """Whether the lines are those of an export of the newer layout."""
    met = False
    for line in lines:
        met = met or line.strip().lower() in _BODY
        if met and _CLOSING.match(line.strip()):
            return True
    return False


def from_page(source: str) -> Exported | None:
    """The article of a piece of HTML, ``None`` where the database could not show it."""
    return counted(_groups(blocks(source)))


def _groups(shown: Iterable[Block]) -> list[list[str]]:
    groups: list[list[str]] = []
    for block in shown:
        if block.joined and groups:
            groups[-1].append(block.text)
        else:
            groups.append([block.text])
    return groups


def from_text(source: str) -> Exported | None:
    """The article of a piece of text."""
    groups: list[list[str]] = [[]]
    for line in source.splitlines():
        if line.strip():
            groups[-1].append(" ".join(line.split()))
        elif groups[-1]:
            groups.append([])
    return counted([group for group in groups if group])


def counted(groups: Sequence[list[str]]) -> Exported | None:
    """An article of the older layout, from its paragraphs' lines; ``None`` where it has no header."""
    if not groups or not COUNTER.match(groups[0][0]):
        return None
    rest = list(groups[1:])
    top = list(takewhile(lambda group: _label_of(group) is None, rest[:_TALLEST_HEAD]))
    dated = next((place for place, group in enumerate(top) if day_in(group[0])), None)
    if dated is None:
        return None
    outlet = " ".join(line for group in top[:dated] for line in group) or None
    title = " ".join(line for group in top[dated + 1 : dated + 2] for line in group) or None
    day = day_in(top[dated][0])
    rest = rest[len(top) :]
    head = list(takewhile(lambda group: _label_of(group) is not None, rest))
    if not head:  # a title alone above its words: no label to tell one from the other
        rest = [*top[dated + 2 :], *rest]
    labels = [found for group in head if (found := _label_of(group))]
    body = _without_foot(rest[len(head) :])
    said = Stated(
        title=_value(labels, "title") or title,
        standfirst=_value(labels, "standfirst"),
        byline=_byline(labels),
        outlet=outlet,
        published=day.value.isoformat() if day else None,
    )
    paragraphs = (" ".join(group) for group in body)
    return Exported(said, tuple(paragraph for paragraph in paragraphs if paragraph.strip("\xa0 ")))


def closed(lines: Sequence[str]) -> Exported | None:
    """An article of the newer layout, from its lines; ``None`` where it has no header."""
    kept = [line for line in (" ".join(raw.split()) for raw in lines) if line]
    head = list(takewhile(lambda line: line.lower() not in _BODY, kept))
    if len(head) == len(kept):
        return None
    dated = next((place for place, line in enumerate(head) if place and day_in(line)), None)
    if dated is None:
        return None
    labels = [found for line in head[dated + 1 :] if (found := _label(line))]
    day = day_in(head[dated])
    said = Stated(
        title=" ".join(head[: dated - 1]) or _value(labels, "title"),
        standfirst=_value(labels, "standfirst"),
        byline=_byline(labels),
        outlet=head[dated - 1],
        published=day.value.isoformat() if day else None,
    )
    return Exported(said, tuple(_until_classified(kept[len(head) + 1 :])))


def closed_runs(lines: Sequence[str]) -> Iterator[range]:
    """The places of each article's lines in an export of the newer layout, its cover left out."""
    start = 0
    for place, line in enumerate(lines):
        if _CLOSING.match(line.strip()):
            yield range(_top(lines, start, place), place)
            start = place + 1


def _top(lines: Sequence[str], start: int, end: int) -> int:
    """Where the title stands: right above the outlet and the day that are nearest above "Body"."""
    body = next((place for place in range(start, end) if lines[place].strip().lower() in _BODY), None)
    if body is None:
        return start
    above = ((place, lines[place].strip()) for place in range(body - 1, start, -1))
    dated = next(
        (at for at, line in above if day_in(line) and not _label(line) and not _FOOT.match(line)), None
    )
    top = dated if dated is not None else start
    while top > start and lines[top - 1].strip():
        top -= 1
    return top


def _until_classified(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        found = _label(line)
        if line.lower() in ("classification", "notes", "graphic") or (found and found.field == "other"):
            return
        if not _CLOSING.match(line):
            yield line


def _label_of(group: list[str]) -> _Label | None:
    """What a paragraph's label tells; of the older layout's, which are in capitals."""
    found = _LABEL.match(group[0])
    if found is None or found[1] != found[1].upper():
        return None
    return _label(" ".join(group))


def _label(line: str) -> _Label | None:
    found = _LABEL.match(line)
    name = _FIELD.get(found[1].lower()) if found else None
    return _Label(name, line[found.end() :].strip()) if found and name else None


def _value(labels: Iterable[_Label], name: str) -> str | None:
    return next((found.value for found in labels if found.field == name and found.value), None)


def _byline(labels: Iterable[_Label]) -> str | None:
    value = _value(labels, "byline")
    return without_by(value) if value else None


def _without_foot(groups: Sequence[list[str]]) -> Sequence[list[str]]:
    """The paragraphs above those that the database adds."""
    end = len(groups)
    place = end
    while place and end - place < _MOST_UNDER_LABEL:
        place -= 1
        if _is_added(groups[place]):
            end = place
    return groups[:end]


def _is_added(group: list[str]) -> bool:
    found = _label_of(group)
    return (found is not None and found.field == "other") or _FOOT.match(group[0]) is not None
