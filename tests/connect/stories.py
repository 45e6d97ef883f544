"""Stories of fictional outlets, to be copied."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from onrecord.connect.copies import added
from onrecord.connect.memory import Memory
from onrecord.record import Article, Kinship, Published
from tests.articles import article

_WORDS = (
    "harbour bridge mayor council engineer ferry winter budget vote road crossing report steel repair"
    " closed open citizens protest letter minister answer question danger safe morning boats ice snow"
).split()
FURNITURE = " ".join(
    f"Subscribe to our letter number {number} and read more of what we print." for number in range(20)
)


def story(seed: int, words: int = 200) -> str:
    """A story unlike that of any other seed."""
    random = Random(seed)
    told = [random.choice(_WORDS) + str(random.randrange(40)) for _ in range(words)]
    return " ".join(" ".join(told[at : at + 12]).capitalize() + "." for at in range(0, words, 12))


def printed(
    identity: str, text: str, outlet: str | None = "The Courier", day: str | None = "2025-02-21"
) -> Article:
    return replace(
        article(text),
        id=identity,
        outlet=outlet,
        published=Published(day, "stated") if day is not None else None,
    )


def kin(*articles: Article) -> list[Kinship]:
    shelf = Memory()
    for one in articles:
        added(one, shelf)
    return list(shelf.kinships())


def told(*articles: Article) -> list[tuple[str, str, str]]:
    return [(one.article, one.relation, one.of) for one in kin(*articles)]
