"""A reading made by hand, so that what people see can be tested without a network."""

from __future__ import annotations

from datetime import date

from onrecord.record import (
    Analysis,
    Article,
    Capture,
    Dropped,
    Origin,
    Piece,
    Published,
    Reading,
    Span,
    Speaker,
    Statement,
    When,
    Words,
)

TEXT = (
    "Mayor rejects claim about the bridge\n"
    "The mayor of Aldmoor, Ines Keller, denied on Friday that the bridge is unsafe. "
    "“It will open in May,” she said, “not a day later.”\n"
    "[from the harbour] An engineer believes it may not, \x1b[31mred\u202e.\n"
)
CAPTURE = Capture("feed.txt", "0" * 64, "text/plain")


def span(words: str) -> Span:
    """Where the words stand, which must be once."""
    assert TEXT.count(words) == 1
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def reading() -> Reading:
    """Three statements: a named speaker, the same one by a pronoun, and one who is not worked out."""
    role = span("mayor of Aldmoor")
    keller = Speaker("Ines Keller", None, "named", Words(role.of(TEXT), role), None, None, 0.98)
    when = When("on Friday", span("on Friday"), date(2025, 2, 21), date(2025, 2, 21))
    unknown = Speaker(None, None, None, None, None, None, None)
    teaser = Dropped(
        "teaser",
        "Mayor rejects claim about the bridge The mayor of",
        Origin(CAPTURE, "line 1", (Piece(0, 0, 49),)),
        "a-1",
    )
    return Reading(
        Article(
            id="a-1",
            key=None,
            text=TEXT,
            title=None,
            standfirst=span("Mayor rejects claim about the bridge"),
            byline=None,
            dateline=None,
            outlet="The Aldmoor Courier",
            url=None,
            published=Published("2025-02-21", "given"),
            modified=None,
            language="en",
            teaser_only=False,
            origin=Origin(CAPTURE, "lines 2-4", (Piece(0, 50, len(TEXT)),)),
        ),
        (
            Statement(
                "s-1",
                (span("the bridge is unsafe"),),
                (span("denied"),),
                (span("The mayor of Aldmoor, Ines Keller,"),),
                keller,
                "said",
                "indirect",
                "denial",
                when,
                "network",
                0.97,
            ),
            Statement(
                "s-2",
                (span("“It will open in May,”"), span("“not a day later.”")),
                (span("said"),),
                (span("she"),),
                keller,
                "said",
                "direct",
                "neutral",
                None,
                "network",
                0.99,
            ),
            Statement(
                "s-3",
                (span("it may not, \x1b[31mred\u202e"),),
                (span("believes"),),
                (span("[from the harbour] An engineer"),),
                unknown,
                "thought",
                "indirect",
                "neutral",
                None,
                "network",
                0.7,
            ),
        ),
        (teaser,),
        Analysis("a-1", (), "abc"),
    )
