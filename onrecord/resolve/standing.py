"""How somebody stands who has no name beside the cue, by the words of the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.record import Standing

    from .lexicon import Lexicon
    from .phrases import Phrase


def standing_of(phrase: Phrase, words: Lexicon) -> Standing | None:
    """The standing of a phrase whose head is a common noun; none where it cannot be told.

    A post with a definite article ("the president") is somebody's who has a name, given or not.
    """
    is_number = phrase.head in words.collectives and phrase.after[:1] == ("of",)  # "a number of members"
    if is_document(phrase, words) and not is_number:
        return "document"
    if phrase.head == "one" or phrase.words[0].casefold() == "one":
        return "unnamed"
    if phrase.is_plural or is_number:
        return "group"
    if phrase.one in words.body_kinds and phrase.one not in words.roles:
        return _of_body(phrase, words)
    return _of_individual(phrase, words)


def _of_body(phrase: Phrase, words: Lexicon) -> Standing:
    is_the_outlet = phrase.one in words.outlet_kinds and phrase.determiner in words.definite
    return "outlet" if is_the_outlet else "named"


def _of_individual(phrase: Phrase, words: Lexicon) -> Standing | None:
    is_one_of_some = phrase.determiner in words.indefinite or phrase.determiner in words.possessives
    if is_one_of_some or not words.kept_anonymous.isdisjoint(phrase.modifiers):
        return "unnamed"
    if phrase.one in words.somebody:
        return "unnamed"
    if phrase.one in words.anonymous or phrase.one not in words.roles:
        return None
    return "named" if phrase.determiner in words.definite or _is_of_country(phrase, words) else "unnamed"


def _is_of_country(phrase: Phrase, words: Lexicon) -> bool:
    """Whether it is a country's or a place's own post: "Eastern Libya's deputy interior minister"."""
    owners = (word[:-2].casefold() for word in phrase.words[:-1] if word.endswith(("'s", "’s")))
    return any(owner in words.places or owner in words.meant for owner in owners)


def is_document(phrase: Phrase, words: Lexicon) -> bool:
    """Whether a paper, a count or a recording speaks."""
    if phrase.one == "figure" and not words.people_as_figures.isdisjoint(phrase.modifiers):
        return False
    return phrase.head in words.documents or phrase.one in words.documents


def is_reporting(phrase: Phrase, words: Lexicon) -> bool:
    """Whether it is a news report, which speaks as its outlet."""
    return phrase.one in words.reporting
