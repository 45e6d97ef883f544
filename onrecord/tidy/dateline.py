"""Find the dateline with which an agency's article begins."""

from __future__ import annotations

import re

# "KYIV, Feb 21 (Reuters) - ", "WASHINGTON — ", "EL PASO, Texas (AP) — ": the place in capitals, a dash after
# it. The state may be written small; "(CNN) -- " stands without a place.
_DATELINE = re.compile(
    r"(?:[A-ZÀ-Þ][A-ZÀ-Þ.’'-]+(?:[ /][A-ZÀ-Þ][A-ZÀ-Þ.’'-]*){0,4}(?:,(?: [\w.’'-]+){1,3}){0,2}"
    r"(?: ?\([A-Z][\w /.-]{1,30}\))?|\([A-Z][\w /.-]{1,30}\)) ?(?:[–—]|-{1,2})\s"
)


def dateline_end(paragraph: str) -> int | None:
    """How many characters the dateline takes, its dash and the white space after it left out."""
    found = _DATELINE.match(paragraph)
    return len(found[0].rstrip(" -–—\t\n")) if found else None
