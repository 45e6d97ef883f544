"""What the rules look at: an article's text with its sentences, its cast and its attributions."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.record import Article, Attribution, Span

from .cast import Cast
from .lexicon import Lexicon, lexicon
from .outlets import Outlets
from .sentences import Sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_LONGEST_TITLE = 160  # characters


@dataclass(frozen=True, slots=True)
class Stretches:
    """Spans that may touch or lie inside each other, asked whether they cover a position."""

    starts: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def of(cls, spans: Iterable[Span]) -> Stretches:
        """The stretches that the spans cover together."""
        starts: list[int] = []
        ends: list[int] = []
        for start, end in sorted([(span.start, span.end) for span in spans]):
            if ends and start <= ends[-1]:
                ends[-1] = max(ends[-1], end)
            else:
                starts.append(start)
                ends.append(end)
        return cls(starts, ends)

    def covers(self, position: int) -> bool:
        """Whether the position lies in one of them."""
        at = bisect_right(self.starts, position) - 1
        return at >= 0 and position < self.ends[at]


@dataclass(frozen=True, slots=True)
class Scene:
    """An article as the rules read it.

    ``quoted`` are the stretches in which somebody's own words stand, where a name is no subject of
    the reporter's, ``told`` all that anybody says; ``around`` gives for each attribution the number of the
    innermost one in whose content it stands.
    """

    article: Article
    text: str
    attributions: tuple[Attribution, ...]
    words: Lexicon
    sentences: Sentences
    cast: Cast
    quoted: Stretches
    told: Stretches
    around: tuple[int | None, ...]
    outlets: Outlets

    @classmethod
    def of(cls, article: Article, attributions: tuple[Attribution, ...]) -> Scene:
        """The scene of an article and what was attributed in it."""
        words = lexicon()
        cast = Cast(article.text, [a.source[0] for a in attributions if a.source])
        direct = (span for a in attributions if a.manner == "direct" for span in a.content)
        return cls(
            article=article,
            text=article.text,
            attributions=attributions,
            words=words,
            sentences=Sentences(article.text, words),
            cast=cast,
            quoted=Stretches.of(direct),
            told=Stretches.of(span for a in attributions for span in a.content),
            around=tuple(_around(attributions)),
            outlets=Outlets(article.text, cast, article.outlet),
        )

    @property
    def headline(self) -> str:
        """The title, or else the first line where it is short enough to be one; empty where there is none."""
        if self.article.title is not None:
            return self.article.title.of(self.text)
        end = self.text.find("\n", 0, _LONGEST_TITLE)
        return self.text[: max(0, end)]

    def in_head(self, position: int) -> bool:
        """Whether the position lies in the title or the standfirst."""
        parts = (self.article.title, self.article.standfirst)
        return any(part is not None and part.start <= position < part.end for part in parts)

    def opens(self, position: int) -> bool:
        """Whether the position lies where people come before their names: in the head, or first below it."""
        at = self.sentences.at(position)
        is_below_title = at == 1 and self.text.startswith(
            "\n", self.text.find("\n", 0, self.sentences.starts[1])
        )
        return self.in_head(position) or at == 0 or is_below_title


def _around(attributions: tuple[Attribution, ...]) -> list[int | None]:
    """For each attribution the one in whose content its cue stands, the innermost, or none."""
    opened = sorted(
        (span.start, -span.end, number) for number, a in enumerate(attributions) for span in a.content
    )
    asked = sorted((_place(a).start, number) for number, a in enumerate(attributions))
    found: list[int | None] = [None] * len(attributions)
    stack: list[tuple[int, int]] = []
    at = 0
    for place, number in asked:
        while at < len(opened) and opened[at][0] <= place:
            start, end, holder = opened[at]
            while stack and stack[-1][0] <= start:
                stack.pop()
            stack.append((-end, holder))
            at += 1
        while stack and stack[-1][0] <= place:
            stack.pop()
        found[number] = next(
            (holder for end, holder in reversed(stack) if holder != number and end > place), None
        )
    return found


def _place(attribution: Attribution) -> Span:
    return (attribution.cue or attribution.source or attribution.content)[0]
