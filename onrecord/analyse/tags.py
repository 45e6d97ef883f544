"""The roles that words play in an attribution, and how the network numbers them."""

from __future__ import annotations

from enum import Enum


class Role(Enum):
    """A part of an attribution; the value is its field's name."""

    SOURCE = "source"
    CUE = "cue"
    CONTENT = "content"


# BIO tags (Ramshaw and Marcus 1995): outside, then the beginning and the inside of each role.
OUTSIDE = 0
BEGIN = {Role.SOURCE: 1, Role.CUE: 3, Role.CONTENT: 5}
INSIDE = {Role.SOURCE: 2, Role.CUE: 4, Role.CONTENT: 6}
TAGS = 7
