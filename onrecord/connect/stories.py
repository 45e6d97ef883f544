"""Which articles tell of the same event: those of a day in chapters, and which chapter goes on with which.

What an article tells of are the words of its headline and beginning, weighed by how rare they are in news.
The articles of a day are gathered as a whole, and which chapter another goes on with depends on the chapters
of a few days: so the stories of a set of articles are the same in whatever order they came.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.connect import rarity
from onrecord.connect.gathering import gathered, nearest
from onrecord.connect.topics import stem, words_of
from onrecord.record import Article, Span

# What an article tells of: the words of its headline, and at half their weight the next sixty, in so many
# characters. Of 60 at half weight and 80 at full weight the first keeps furniture from making stories.
_HEADLINE_WEIGHT, _BODY_WEIGHT = 1.0, 0.5
_BEGINNING, _LONGEST = 60, 2_000
# How alike (cosine) articles must be to be told of together. A headline alone has few words: 0.18 is the best
# of 0.24, 0.2, 0.18 and 0.16 on two days of uci-stories' train. A beginning has more: 0.28 was chosen by
# reading the pairs between 0.26 and 0.32 of a year of news.
_HEADLINE, _WHOLE = 0.18, 0.28
# Shorter words than this are no names, or no telling ones.
_NAME = re.compile(r"\w{4,}")
# From so many weighed words on, an article is more than a headline.
_FEW = 20
# A story goes on in a chapter of so many days later at most, and so alike; and it lasts so many days.
DAYS_BETWEEN = 3
_GOES_ON = 0.32
_LASTS = 14
# Words that a chapter is remembered by; characters of a first line that are shown for a title.
_REMEMBERED, _SHOWN = 40, 120


@dataclass(frozen=True, slots=True)
class Chapter:
    """What is told of one event on one day: the ids of its articles in order.

    ``central`` is the article most like them all, ``words`` what they tell of: stems with weights.
    """

    articles: tuple[str, ...]
    central: str
    words: Mapping[str, float]


def chapters(articles: Iterable[Article]) -> list[Chapter]:
    """The articles of a day, together where they tell of one event; whoever came first does not show."""
    ordered = sorted(articles, key=_age)
    told = [_told(one) for one in ordered]
    needed = [_HEADLINE if len(words) < _FEW else _WHOLE for words in told]
    return [
        _chapter([ordered[one] for one in group], [told[one] for one in group])
        for group in gathered(told, needed)
    ]


def _age(article: Article) -> tuple[str, str]:
    return article.published.value if article.published is not None else "", article.id


def _told(article: Article) -> dict[str, float]:
    """What an article tells of: stems with their weights."""
    head = headline(article)
    body = article.text[head.end : head.end + _LONGEST]
    for span in (article.byline, article.dateline):
        if span is not None and head.end <= span.start < head.end + _LONGEST:
            start, end = span.start - head.end, span.end - head.end
            body = body[:start] + " " * (end - start) + body[end:]
    telling = words_of if article.language in (None, "en") else _names_in
    weighed = dict.fromkeys((stem(word) for word in telling(body)[:_BEGINNING]), _BODY_WEIGHT)
    weighed |= dict.fromkeys(map(stem, telling(head.of(article.text))), _HEADLINE_WEIGHT)
    return {one: weight * rarity.weight(one) for one, weight in weighed.items() if rarity.weight(one) > 0}


def _names_in(text: str) -> list[str]:
    """The words of a language of which it is not known how rare they are: names, nouns in German, years."""
    words = _NAME.findall(text)
    return [word.casefold() for word in words if word[0].isupper() or word[0].isdigit()]


def _chapter(articles: Sequence[Article], told: Sequence[Mapping[str, float]]) -> Chapter:
    words: dict[str, float] = {}
    for one in told:
        length = _length(one)
        for word, weight in one.items():
            words[word] = words.get(word, 0) + weight / length
    likeness = [sum(words[word] * weight for word, weight in one.items()) / _length(one) for one in told]
    headed = [place for place, one in enumerate(articles) if one.title is not None] or range(len(articles))
    central = max(headed, key=lambda place: (round(likeness[place], 9), -place))
    most = sorted(words.items(), key=lambda item: (-item[1], item[0]))[:_REMEMBERED]
    scale = _length(dict(most))
    return Chapter(
        tuple(one.id for one in articles),
        articles[central].id,
        {word: round(weight / scale, 4) for word, weight in most},
    )


def _length(words: Mapping[str, float]) -> float:
    return sum(weight**2 for weight in words.values()) ** 0.5 or 1.0


def before(later: Sequence[Mapping[str, float]], earlier: Sequence[Mapping[str, float]]) -> list[int | None]:
    """For the words of each later chapter which of the earlier it goes on with, ``None`` where with none."""
    return [place if likeness >= _GOES_ON else None for place, likeness in nearest(later, earlier)]


def beginnings(days: Sequence[date], befores: Sequence[int | None]) -> list[int]:
    """For each chapter, in order of their days, the one that its story begins with.

    ``befores`` number the chapters that they go on with. What goes on for long begins a new story.
    """
    found: list[int] = []
    for place, earlier in enumerate(befores):
        began = found[earlier] if earlier is not None else place
        found.append(began if (days[place] - days[began]).days < _LASTS else place)
    return found


def headline(article: Article) -> Span:
    """The words under which an article stands: its title, else its first line or what is shown of it."""
    if article.title is not None:
        return article.title
    line = article.text.split("\n", 1)[0][:_SHOWN].rstrip()
    return Span(0, max(len(line), 1))
