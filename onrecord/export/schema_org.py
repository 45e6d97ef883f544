"""Statements in the words of https://schema.org: `Quotation` and `Claim`, each with its `NewsArticle`.

There is no `ClaimReview`: an archive knows who denied a claim and who corrected its attribution, and neither
is a review of whether it is true (docs/decisions/0018-claims-without-reviews.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from onrecord.export.json_ld import address, document, iri, known
from onrecord.record import Article, Entry, Speaker, Standing

# What a speaker is where the standing tells it: who is named may be a person or a body.
_TYPES: Mapping[Standing | None, str] = {
    "unnamed": "Person",
    "document": "CreativeWork",
    "outlet": "NewsMediaOrganization",
}


def lines(entries: Iterable[Entry]) -> Iterator[bytes]:
    """A graph of all of them."""
    return document({"@context": "https://schema.org"}, "@graph", map(item, entries))


def item(entry: Entry) -> dict[str, Any]:
    """What somebody said in their words is a quotation; what an article tells in its own is a claim in it."""
    said, article = entry.statement, entry.article
    speakers = _speakers(said.speaker)
    answered = [
        {"@id": iri(one.end)}
        for one in entry.links
        if one.end is not None and one.is_sure and one.relation in ("denies", "confirms")
    ]
    keywords = [said.manner, *(["thought"] if said.act == "thought" else [])]
    keywords += [said.stance] if said.stance != "neutral" else []
    told: dict[str, Any] = {
        "@type": "Claim",
        "@id": iri(said.id),
        "text": entry.quote(said.content),
        "inLanguage": article.language,
        "keywords": keywords,
        "about": answered,
    }
    if said.act == "thought":  # nobody claimed it: it is told of them
        told |= {"about": [*speakers, *answered], "appearance": _article(article)}
    elif said.manner == "direct":
        told |= {"@type": "Quotation", "spokenByCharacter": speakers, "isPartOf": _article(article)}
    else:
        told |= {"author": speakers, "appearance": _article(article)}
    return known(told)


def _speakers(speaker: Speaker) -> list[dict[str, Any]]:
    names = speaker.names or (speaker.name,)
    voices = speaker.voice if isinstance(speaker.voice, tuple) else (speaker.voice,)
    role = speaker.role.text if speaker.role is not None else None
    return [
        known(
            {
                "@type": _TYPES.get(speaker.standing),
                "@id": iri(voice) if voice is not None else None,
                "name": name,
                "description": role,
            }
        )
        for name, voice in zip(
            names, voices if len(voices) == len(names) else (None,) * len(names), strict=True
        )
        if name is not None
    ]


def _article(article: Article) -> dict[str, Any]:
    outlet = article.outlet
    return known(
        {
            "@type": "NewsArticle",
            "@id": iri(article.id),
            "headline": article.title.of(article.text) if article.title is not None else None,
            "url": address(article.url),
            "datePublished": article.published.value if article.published is not None else None,
            "dateModified": article.modified,
            "inLanguage": article.language,
            "publisher": {"@type": "NewsMediaOrganization", "name": outlet} if outlet is not None else None,
        }
    )
