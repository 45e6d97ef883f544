"""Texts with their sources, cues and contents marked: "[S Peskov] [C said] [= the talks were over]"."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

from onrecord.record import Analysis, Article, Attribution, Published, Span
from tests.articles import article

_MARK = re.compile(r"\[(?P<role>[SC=])(?P<number>\d?) |\]")
_ROLES = {"S": "source", "C": "cue", "=": "content"}


def marked(
    text: str, published: str | None = "2025-02-21", outlet: str | None = None
) -> tuple[Article, Analysis]:
    """The article without its marks, of a Friday, and what they say (one number, one statement)."""
    plain, at, opened = "", 0, list[tuple[str, str, int]]()
    spans: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for mark in _MARK.finditer(text):
        plain += text[at : mark.start()]
        at = mark.end()
        if mark["role"]:
            opened.append((_ROLES[mark["role"]], mark["number"], len(plain)))
        else:
            role, number, start = opened.pop()
            spans[number][role].append(Span(start, len(plain)))
    plain += text[at:]
    day = Published(published, "given") if published else None
    made = replace(article(plain), published=day, outlet=outlet)
    attributions = (_attribution(plain, by_role) for by_role in spans.values())
    in_order = sorted(attributions, key=lambda a: min(a.content + a.cue + a.source))
    return made, Analysis(made.id, tuple(_inside(one, in_order) for one in in_order), None)


def _inside(inner: Attribution, every: list[Attribution]) -> Attribution:
    """The attribution with the innermost one as parent in whose content it stands, if there is one."""
    around = [
        (span.end - span.start, number)
        for number, outer in enumerate(every)
        for span in outer.content
        if outer is not inner and span.start <= inner.content[0].start < inner.content[-1].end <= span.end
    ]
    return replace(inner, parent=min(around)[1]) if around else inner


def _attribution(text: str, spans: dict[str, list[Span]]) -> Attribution:
    quoted = all(span.of(text)[0] in '“"' for span in spans["content"])
    return Attribution(
        content=tuple(spans["content"]),
        cue=tuple(spans["cue"]),
        source=tuple(spans["source"]),
        manner="direct" if quoted else "indirect",
        found_by="network",
        score=1.0,
    )
