"""Who writes in the first person: the byline's name, or the one of whom the closing line tells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .named import BY_DESCRIPTION, of_person

if TYPE_CHECKING:
    from .cast import Mention
    from .mentions import Who
    from .scene import Scene

_CLOSING_LINES = 3
# "Anna Weber is a novelist and lives in Ghent."
_TELLS = re.compile(r"(?:, [^.\n]{3,80},)?[ \xa0](?:is|was|teaches|writes|works|served|serves)[ \xa0]")


def author(scene: Scene) -> Who | None:
    """The author of the article, where it names one."""
    byline = scene.article.byline
    if byline is None:
        return _in_closing_lines(scene)
    people = {id(m.person): m.person for m in scene.cast.mentions_between(byline.start, byline.end)}
    return of_person(next(iter(people.values())), BY_DESCRIPTION, "byline") if len(people) == 1 else None


def _in_closing_lines(scene: Scene) -> Who | None:
    end = len(scene.text)
    for _ in range(_CLOSING_LINES):
        start = scene.text.rfind("\n", 0, end) + 1
        first = scene.cast.mentions_between(start, end)[:1]
        if first and _is_on_author(scene, first[0], start):
            return of_person(first[0].person, BY_DESCRIPTION, "the line on the author")
        end = len(scene.text[:start].rstrip())
    return None


def _is_on_author(scene: Scene, mention: Mention, start: int) -> bool:
    """Whether a line begins with the whole name and goes on to say who that is."""
    begins = not scene.text[start : mention.name.start].strip()
    return begins and mention.person.is_whole and _TELLS.match(scene.text, mention.name.end) is not None
