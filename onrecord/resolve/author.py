"""Who writes in the first person: the byline's name, or the one of whom the closing line tells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .named import BY_DESCRIPTION, of_person

if TYPE_CHECKING:
    from .mentions import Who
    from .scene import Scene

_CLOSING_LINES = 3
# "Anna Weber is a novelist and lives in Ghent."
_TELLS = re.compile(r"(?:, [^.\n]{3,80},)?[ \xa0](?:is|was|teaches|writes|works|served|serves)[ \xa0]")


def author(scene: Scene) -> Who | None:
    """The author of the article, where it names one."""
    byline = scene.article.byline
    if byline is not None:
        people = {id(m.person): m.person for m in scene.cast.mentions_between(byline.start, byline.end)}
        if people:
            return of_person(*people.values(), BY_DESCRIPTION, "byline") if len(people) == 1 else None
    return _in_closing_lines(scene)


def _in_closing_lines(scene: Scene) -> Who | None:
    end = len(scene.text)
    for _ in range(_CLOSING_LINES):
        start = scene.text.rfind("\n", 0, end) + 1
        first = scene.cast.mentions_between(start, end)[:1]
        if first and not scene.text[start : first[0].name.start].strip() and first[0].person.is_whole:
            if _TELLS.match(scene.text, first[0].name.end):
                return of_person(first[0].person, BY_DESCRIPTION, "the line on the author")
        end = len(scene.text[:start].rstrip())
    return None
