"""Factiva exports: articles as XML, and as HTML with codes (HD, SN, PD, LP, TD) or laid out to be read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from onrecord.day import day_in
from onrecord.ingest.blocks import Block, blocks
from onrecord.ingest.exported import Exported, without_by
from onrecord.record import Stated

MARK = re.compile(r"<title>\s*Factiva\s*</title>|<div[^>]+class=[\"']article \w\wArticle", re.IGNORECASE)
BEGINS = re.compile(r"<div[^>]{0,200}class=[\"']article \w\wArticle", re.IGNORECASE)
XML_MARK = re.compile(r"<ppsArticleResponse|<ppsarticle>", re.IGNORECASE)
XML_BEGINS = re.compile(r"<article[\s>]")

_CODE = re.compile(r"[A-Z]{2,4}\Z")
_KEY = re.compile(r"(?:Document )?([A-Za-z]{2,12}0*\d[\w-]{5,40})\Z")
_TIME = re.compile(r"\d{1,2}:\d\d\b")
_WORDS = re.compile(r"[\d.,\s]+(?:words|mots|wörter|palabras|parole|woorden|palavras)\Z", re.IGNORECASE)
# A new paragraph of agency copy begins with so many spaces.
_INDENT = re.compile(r"\n(?:[ \t]*\n|[ \t]{2,})\s*")


def from_page(source: str) -> Exported | None:
    """The article of a piece of HTML, ``None`` where it has no words."""
    shown = blocks(source)
    coded = _coded(shown)
    return _from_codes(coded) if "HD" in coded or "LP" in coded else _from_layout(shown)


def _coded(shown: Iterable[Block]) -> dict[str, list[str]]:
    """The lines under each code."""
    found: dict[str, list[str]] = {}
    code = ""
    for block in shown:
        if block.lead == block.text and _CODE.match(block.text):
            code = block.text
        elif code:
            found.setdefault(code, []).append(block.text)
    return found


def _from_codes(coded: dict[str, list[str]]) -> Exported | None:
    def line(code: str) -> str | None:
        return " ".join(coded.get(code, ())) or None

    body = (*coded.get("LP", ()), *coded.get("TD", ()))
    day = day_in(line("PD") or "")
    key = _KEY.match(next(iter(coded.get("AN", ())), ""))
    byline = line("BY") or line("CR")
    said = Stated(
        key=key[1] if key else None,
        title=line("HD"),
        byline=without_by(byline) if byline else None,
        outlet=line("SN"),
        published=day.value.isoformat() if day else None,
    )
    return Exported(said, body) if body or said.title else None


def _from_layout(shown: list[Block]) -> Exported | None:
    title = next((block.text for block in shown if any(map(_is_headline, block.classes))), None)
    body = tuple(block.text for block in shown if "articleParagraph" in block.classes)
    keys = [found[1] for text in body if (found := _KEY.match(text))]
    rest = [block for block in shown if "articleParagraph" not in block.classes and block.text != title]
    dated = next((place for place, block in enumerate(rest) if day_in(block.text)), None)
    if title is None or dated is None:
        return None
    day = day_in(rest[dated].text)
    byline = next((block.text for block in rest[:dated] if "author" in block.classes), None)
    below = (block.text for block in rest[dated + 1 :])
    said = Stated(
        key=keys[-1] if keys else None,
        title=title,
        byline=without_by(byline) if byline else None,
        outlet=next((text for text in below if not _TIME.match(text) and not _WORDS.match(text)), None),
        published=day.value.isoformat() if day else None,
    )
    return Exported(said, tuple(text for text in body if not _KEY.match(text)))


def _is_headline(name: str) -> bool:
    return name.endswith("Headline")


def from_xml(source: str) -> Exported | None:
    """The article of a piece of XML that begins at its tag, ``None`` where it has no words."""
    from lxml import etree  # late: only exports need it

    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    end = source.find("</article>")
    article = etree.fromstring(source[: end + len("</article>")] if end >= 0 else source, parser)
    if article is None:
        return None

    def words(path: str) -> str | None:
        element = article.find(path)
        return " ".join("".join(element.itertext()).split()) or None if element is not None else None

    body = (*_paragraphs(article.find("leadParagraph")), *_paragraphs(article.find("tailParagraphs")))
    moment = words("publicationDate/dateTime") or words("publicationDate/date")
    byline = words("byline") or words("author") or words("credit")
    said = Stated(
        key=words("accessionNo"),
        title=words("headline"),
        byline=without_by(byline) if byline else None,
        outlet=words("sourceName"),
        published=moment,
        language=words("baseLanguage"),
    )
    return Exported(said, body) if body or said.title else None


def _paragraphs(element: object) -> Iterator[str]:
    from lxml.etree import _Element

    if not isinstance(element, _Element):
        return
    for one in list(element.iter("paragraph")) or [element]:
        for paragraph in _INDENT.split("".join(one.itertext())):
            if line := " ".join(paragraph.split()):
                yield line
