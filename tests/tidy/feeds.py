"""Feeds as outlets write them, made up: articles with a standfirst, and teasers cut from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hypothesis import strategies as st

# Each begins with its standfirst; the words are ours.
STORIES = (
    (
        "Harbour tolls will rise by a third from next spring",
        "The port authority of Gdynia said on Tuesday that tolls for ships will go up by 33% in April.",
        "“We cannot keep dredging at the old price,” director Anna Lewandowska told reporters.",
        "Shipping companies said they had not been asked and would take their objections to the ministry.",
    ),
    (
        "Glacier survey finds ice thinning faster than models had it",
        "Scientists from Oslo who flew over forty glaciers say most lost more ice than their models foresaw.",
        "The team used a laser mounted under a small aircraft, Kari Nilsen wrote in the journal Cryosphere.",
        "Meltwater feeds three hydropower stations, whose operator called the figures “worrying.”",
    ),
    (
        "Night trains to Vienna return after eleven years",
        "Passengers will again be able to sleep from Zagreb to Vienna, the railway announced on Friday.",
        "Tickets start at 39 euros and are sold from December, spokesman Ivan Horvat said.",
        "The line was closed in 2014 because too few people used it.",
    ),
    (
        "A court has given the fishing village its name back",
        "Judges in Halifax ruled that the province had no right to rename the settlement in 1961.",
        "“My mother never wrote the other name on an envelope,” said Ruth Boutilier, who is 84.",
        "The ministry has thirty days to appeal. It did not comment.",
    ),
)
MARKS = (" […]", " [...]", "...", "…", " … Read more", " Continue reading →", " [&hellip;]")

Layout = Literal["teaser first", "teaser after", "teasers on top", "teasers at the end"]


@dataclass(frozen=True)
class Feed:
    """A text, and where its articles and teasers stand in it."""

    text: str
    articles: tuple[str, ...]
    teasers: tuple[str, ...]


@st.composite
def feeds(draw: st.DrawFn) -> Feed:
    """Feeds of two to four articles in any order, each with a teaser cut at any place."""
    stories = draw(st.permutations(STORIES))[: draw(st.integers(2, len(STORIES)))]
    mark = draw(st.sampled_from(MARKS))
    end = draw(st.sampled_from(["\n", "\n\n", "\r\n"]))
    layout = draw(st.sampled_from(["teaser first", "teaser after", "teasers on top", "teasers at the end"]))
    articles = [end.join(story) for story in stories]
    teasers = [cut(" ".join(story), draw(st.integers(20, 220)), mark) for story in stories]
    return Feed(end.join(laid_out(articles, teasers, layout)), tuple(articles), tuple(teasers))


def cut(words: str, length: int, mark: str) -> str:
    """The words broken off as a content system does, which then writes its mark."""
    return words[:length].rstrip(" .,“") + mark


def laid_out(articles: list[str], teasers: list[str], layout: str) -> list[str]:
    pairs = list(zip(articles, teasers, strict=True))
    if layout == "teaser first":
        return [part for article, teaser in pairs for part in (teaser, article)]
    if layout == "teaser after":
        return [part for article, teaser in pairs for part in (article, teaser)]
    return [*teasers, *articles] if layout == "teasers on top" else [*articles, *teasers]
