"""Which of two articles that share their words was there first, and what tells so."""

from __future__ import annotations

import re
import tomllib
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from onrecord.record import Article

# Characters. A credit line stands before the first paragraph ("WASHINGTON (AP) —") or behind the last.
_HEAD, _TAIL = 400, 300

# "(Reuters) -", "By Reuters", "— Reuters", "The Associated Press contributed", "Reuters" by itself.
_CREDIT = (
    r"\bby\s+(?:the\s+)?NAME\b|\bNAME\s+contributed|\(NAME\)|[-–—/©]\s*NAME\s*$|^\s*NAME\s*(?:[-–—/|.]|$)"
    r"|\bNAME,?\s+via\b|\b[Cc]opyright\b.{0,12}\bNAME\b"
)


class First(NamedTuple):
    """An order of two articles: the one that copied, the one it copied, and the reason."""

    copy: Article
    origin: Article
    reason: str


def ordered(one: Article, other: Article) -> First:
    """Who copied whom, by the credit line, the day, an agency's name; else by the id, which tells nothing.

    The same whichever is given first.
    """
    one, other = sorted((one, other), key=lambda article: article.id)
    pairs = ((one, other), (other, one))
    named = [_credit(copy, origin) for copy, origin in pairs]
    for (copy, origin), credit, back in zip(pairs, named, reversed(named), strict=True):
        if credit is not None and back is None:
            return First(copy, origin, f"credit line “{credit}”")
    for copy, origin in pairs:
        if _is_earlier(origin, copy):
            return First(copy, origin, "the other came earlier")
    for copy, origin in pairs:
        if _agency(origin) is not None and _agency(copy) is None:
            return First(copy, origin, "the other is an agency's")
    return First(one, other, "which was first is not known")


def _credit(copy: Article, origin: Article) -> str | None:
    """The agency that an article names as its source, where the other is that agency's or is credited too."""
    own = _agency(copy)
    for name in _credited(copy):
        if name != own and name == _agency(origin):
            return name
    return None


def _agency(article: Article) -> str | None:
    """The agency whose article it is."""
    outlet = (article.outlet or "").casefold()
    for name, spellings in _agencies().items():
        if any(re.search(rf"\b{re.escape(spelling.casefold())}\b", outlet) for spelling in spellings):
            return name
    return None


def credited(article: Article) -> str | None:
    """The agency that an article names in its credit line, where that is not its own outlet."""
    own = _agency(article)
    return next((name for name in _credited(article) if name != own), None)


def _credited(article: Article) -> list[str]:
    text = article.text
    places = [text[:_HEAD], text[max(_HEAD, len(text) - _TAIL) :]]
    places += [span.of(text) for span in (article.byline, article.dateline) if span is not None]
    return [name for name, pattern in _patterns().items() if any(map(pattern.search, places))]


def _is_earlier(one: Article, other: Article) -> bool:
    """Whether one was certainly published first: by the hour where both give it, else by the day."""
    if one.published is None or other.published is None:
        return False
    times = [_moment(article.published.value) for article in (one, other) if article.published is not None]
    if times[0] is not None and times[1] is not None:
        return times[0] < times[1]
    return one.published.day < other.published.day


def _moment(value: str) -> datetime | None:
    """The moment, where the value has the hour and its zone."""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


@cache
def _agencies() -> dict[str, list[str]]:
    words = tomllib.loads((files(__package__) / "en" / "wires.toml").read_text(encoding="utf-8"))
    agencies: dict[str, list[str]] = words["agencies"]
    return agencies


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    found = {}
    for name, spellings in _agencies().items():
        either = "|".join(map(re.escape, sorted(spellings, key=len, reverse=True)))
        found[name] = re.compile(_CREDIT.replace("NAME", f"(?:{either})"), re.MULTILINE)
    return found
