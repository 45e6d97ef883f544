"""Attributions become statements: who speaks and how they stand, what the cue does, when it was, how many."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from onrecord.record import Analysis, Article, Statement

from .chain import chains
from .cues import cue_sense
from .denials import with_denials
from .figures import figures
from .identity import statement_ids
from .mentions import Turns, Who
from .nesting import nested
from .occasion import occasions
from .scene import Scene
from .speakers import named_after, speaker, who_speaks
from .when import whens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.record import Figure, Span, Step, When

    from .occasion import Occasion


def statements(article: Article, analysis: Analysis) -> tuple[Statement, ...]:
    """The statements of an article, one for each attribution and in its order."""
    attributions = with_denials(article.text, nested(article.text, analysis.attributions))
    scene = Scene.of(article, attributions)
    whos = _whos(scene)
    days = whens(scene, whos)
    settings = occasions(scene, whos, days)
    steps = chains(scene, whos, settings)
    counts = figures(scene)
    ids = tuple(statement_ids(article.id, (attribution.content for attribution in attributions)))
    return tuple(
        _statement(scene, number, _Told(*told), ids)
        for number, told in enumerate(zip(whos, days, steps, settings, counts, strict=True))
    )


def _whos(scene: Scene) -> list[Who]:
    """Who each attribution is by; one may rest on those before it."""
    turns, whos = Turns(), list[Who]()
    for number in range(len(scene.attributions)):
        whos.append(who_speaks(scene, number, turns, whos))
    return named_after(scene, whos)


class _Told(NamedTuple):
    """What was worked out of one attribution."""

    who: Who
    when: When | None
    via: tuple[Step, ...]
    occasion: Occasion
    figures: tuple[Figure, ...]


def _statement(scene: Scene, number: int, told: _Told, ids: Sequence[str]) -> Statement:
    attribution = scene.attributions[number]
    sense = cue_sense(_words(scene.text, attribution.cue), _words(scene.text, attribution.content))
    return Statement(
        id=ids[number],
        content=attribution.content,
        cue=attribution.cue,
        source=attribution.source,
        speaker=speaker(told.who),
        act=sense.act,
        manner=attribution.manner,
        stance=sense.stance,
        when=told.when,
        found_by=attribution.found_by,
        score=attribution.score,
        parent=ids[attribution.parent] if attribution.parent is not None else None,
        via=told.via,
        medium=told.occasion.medium,
        addressee=told.occasion.addressee,
        figures=told.figures,
    )


def _words(text: str, spans: tuple[Span, ...]) -> str:
    return " ".join([span.of(text) for span in spans])
