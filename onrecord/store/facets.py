"""What the statements that answer a question have in common: how many by whom, where, in which manner."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, replace

from onrecord.record import Question
from onrecord.store import search

# Counting looks at every statement that answers: the newest so many, in some 30 ms.
COUNTED = 5_000
_MOST = 12


@dataclass(frozen=True, slots=True)
class Facets:
    """Values with their counts, the most frequent first. ``counted``: over how many statements."""

    counted: int
    speaker: tuple[tuple[str, int], ...]
    outlet: tuple[tuple[str, int], ...]
    standing: tuple[tuple[str, int], ...]
    manner: tuple[tuple[str, int], ...]
    stance: tuple[tuple[str, int], ...]

    @property
    def is_cut(self) -> bool:
        """Whether there may be more that was not counted."""
        return self.counted == COUNTED


def facets(connection: sqlite3.Connection, question: Question) -> Facets:
    """The counts over the newest statements that answer. Raises UsageError."""
    numbers = search.statements(connection, replace(question, order="newest", limit=COUNTED))
    asked = json.dumps(numbers)

    def counts(value: str, tables: str) -> tuple[tuple[str, int], ...]:
        rows = connection.execute(
            f"SELECT {value}, count(*) FROM json_each(?) AS asked CROSS JOIN {tables}"
            f" WHERE {value} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {_MOST}",
            (asked,),
        )
        return tuple((row[0], row[1]) for row in rows)

    said = "statement ON statement.number = asked.value"
    return Facets(
        len(numbers),
        counts(
            "name.name", "said_by ON said_by.statement = asked.value JOIN name ON name.number = said_by.name"
        ),
        counts("article.outlet", f"{said} JOIN article ON article.number = statement.article"),
        *(counts(f"statement.{column}", said) for column in ("standing", "manner", "stance")),
    )
