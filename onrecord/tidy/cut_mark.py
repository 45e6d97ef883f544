"""Find the mark with which an outlet breaks off the text of a teaser."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

# WordPress writes "[…]", older versions "[...]" or "[&hellip;]"; NewsAPI adds how much is missing.
_BRACKETED = r"[\[(](?:…|\.{3}|&hellip;|&#8230;|more(?:…|\.{3})|\+\d+ chars)[\])]"
_INVITED = (
    r"(?:read more|read the full (?:story|article)|read on|continue reading|keep reading|full story|more"
    r"|lire la suite|lire plus|weiterlesen|mehr lesen|leer más|seguir leyendo|leia mais|continua a leggere"
    r"|leggi tutto|lees verder|läs mer|читать далее|читать дальше|czytaj dalej|číst dál)"
)
_DOTS = r"(?:…|\.{3,}|(?:\. ){2}\.|&hellip;|&#8230;)"
# "more" alone is an ordinary word: an invitation needs dots or an arrow, or a line to itself.
_MARK = re.compile(
    rf"(?P<bracketed>(?:{_DOTS}\s*)?{_BRACKETED}(?:\s*{_INVITED})?)\s*(?:→|»|›|>+)?\s*\Z"
    rf"|(?P<invited>{_DOTS}\s*[\[(]?{_INVITED}[\])]?(?:…|\.{{1,3}})?\s*(?:→|»|›|>+)?"
    rf"|(?:\A|(?<=\s)){_INVITED}\s*(?:→|»|›|>+|…|\.{{3}})"
    rf"|\A{_INVITED}|(?<=\s)(?:read more|continue reading))\s*\Z"
    rf"|(?P<dotted>{_DOTS})\s*\Z",
    re.IGNORECASE,
)
# How a line that has a mark ends: most lines have none, and are told so without the pattern above.
_ENDS = (
    *"… ] ) → » › > ; .. more story article on reading suite plus weiterlesen lesen más leyendo mais".split(),
    *"leggere tutto verder mer далее дальше dalej dál".split(),
    ". .",
)
# A mark with its invitation and arrow stays under 60 characters; so a line of any length costs the same.
_LONGEST_MARK = 60

Kind = Literal["bracketed", "invited", "dotted"]


class CutMark(NamedTuple):
    """Where in its line a cut mark begins, and of which kind it is.

    ``bracketed`` ("[…]") hardly ever ends a paragraph otherwise: no line of 4,000 AllSides articles
    does. ``invited`` ("Read more") and ``dotted`` ("…") end 3 in 100 of those articles' lines.
    """

    start: int
    kind: Kind


def cut_mark(line: str) -> CutMark | None:
    """The cut mark that the line ends in, ``None`` where it ends in words."""
    if not line[-12:].lower().endswith(_ENDS):
        return None
    offset = max(0, len(line) - _LONGEST_MARK)
    found = _MARK.search(line[offset:])
    if found is None:
        return None
    kind: Kind = "bracketed" if found["bracketed"] else "invited" if found["invited"] else "dotted"
    return CutMark(len(line[: offset + found.start()].rstrip()), kind)


def without_cut_mark(line: str) -> str:
    """The words before the cut mark, all of the line where it has none."""
    mark = cut_mark(line)
    return line[: mark.start] if mark else line
