"""The roles that words play in an attribution and the kinds of names, and how the network numbers them."""

from __future__ import annotations

from enum import Enum


class Role(Enum):
    """A part of an attribution; the value is its field's name."""

    SOURCE = "source"
    CUE = "cue"
    CONTENT = "content"


class Kind(Enum):
    """What a name names. A group is one that people belong to."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    GROUP = "group"
    DATE = "date"
    NUMBER = "number"
    TITLE = "title"


# IOBES tags (Ratinov and Roth 2009): outside, then the beginning, the inside and the end of each role, and
# a role's single word.
OUTSIDE = 0
BEGIN = {role: 1 + 4 * number for number, role in enumerate(Role)}
INSIDE = {role: 2 + 4 * number for number, role in enumerate(Role)}
END = {role: 3 + 4 * number for number, role in enumerate(Role)}
SINGLE = {role: 4 + 4 * number for number, role in enumerate(Role)}
TAGS = 1 + 4 * len(Role)

# The same of the names' kinds.
NAME_BEGIN = {kind: 1 + 4 * number for number, kind in enumerate(Kind)}
NAME_INSIDE = {kind: 2 + 4 * number for number, kind in enumerate(Kind)}
NAME_END = {kind: 3 + 4 * number for number, kind in enumerate(Kind)}
NAME_SINGLE = {kind: 4 + 4 * number for number, kind in enumerate(Kind)}
NAME_TAGS = 1 + 4 * len(Kind)
