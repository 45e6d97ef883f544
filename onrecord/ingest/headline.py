"""Which of the titles that a page gives its article is the one."""

from __future__ import annotations

import re
from collections.abc import Iterable

from onrecord.ingest import address

# What stands between a title and the name of the site: "Tolls to rise | Courier".
BETWEEN = re.compile(r"\s+[|–—·•»:-]+\s+|\s*\|\s*")
_LONGEST = 1000  # letters of a title
_SHORTEST_SITE = 3  # letters of what is taken for a part of the host's name


def headline(
    linked: str | None, shared: str | None, headings: list[str], window: str | None, site: frozenset[str]
) -> str | None:
    """The article's title, written as the page shows it where it does.

    ``linked`` is that of JSON-LD, ``shared`` that of Open Graph and its like, ``headings`` are the page's,
    ``window`` is that of its window; ``site`` are the bare names of outlet and host.

    Outlets give one article up to three titles. The window's is written for search engines, so of two that
    differ the other one is the newsroom's; next counts what the page shows.
    """
    linked, shared, window = (
        title if len(title or "") <= _LONGEST else None for title in (linked, shared, window)
    )
    given = [title for title in (linked, shared, *headings) if title]
    own, other, searched = (_without_site(title, given, site) for title in (linked, shared, window))
    if own and other and bare(own) != bare(other):
        told: str | None = _newsroom(own, other, headings, searched)
    else:
        told = own or other or next(iter(headings), None) or searched
    return next((one for one in headings if told and _same(one, told)), told)


def bare(words: str | None) -> str:
    """Letters and figures alone, to tell whether two say the same."""
    return re.sub(r"\W+", "", words or "").casefold()


def site_names(outlets: Iterable[str], url: str | None) -> frozenset[str]:
    """The bare names that an outlet goes by: its own, its host, and the host without its ending."""
    host = address.parts(url)[0].removeprefix("www.")
    names = {*outlets, host, host.rpartition(".")[0], host.partition(".")[0]}
    return frozenset(name for name in map(bare, names) if len(name) >= _SHORTEST_SITE)


def _newsroom(linked: str, shared: str, headings: list[str], window: str | None) -> str:
    """Which of the two was not written for search engines."""
    if bare(linked) == bare(window):
        return shared
    if bare(shared) != bare(window) and bare(shared) in map(bare, headings):
        return shared
    return linked


def _same(heading: str, told: str) -> bool:
    """Whether the heading is the title: in the same words, none of them run together."""
    return bare(heading) == bare(told) and len(heading.split()) >= len(told.split())


def _without_site(title: str | None, given: list[str], site: frozenset[str]) -> str | None:
    """The title without the name of the site behind it."""
    if not title:
        return title
    cuts = [(title[: cut.start()], title[cut.end() :]) for cut in BETWEEN.finditer(title)]
    others = {bare(one) for one in given if one != title}
    for words, rest in cuts[::-1]:
        if words and (bare(words) in others or bare(rest) in site):
            return words
    return title
