"""What the case files say of the last statement in each text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.record import Figure, Statement
from onrecord.resolve import statements
from tests.cases import Case, cases
from tests.resolve.marked import marked

_FILES = sorted((Path(__file__).parent / "cases").glob("*.txt"))
_CASES = [case for path in _FILES for case in cases(path)]

_FIELDS: dict[str, Callable[[Statement], str | None]] = {
    "name": lambda s: s.speaker.name,
    "names": lambda s: "; ".join(s.speaker.names or ()),
    "standing": lambda s: s.speaker.standing,
    "role": lambda s: s.speaker.role.text if s.speaker.role else None,
    "meant": lambda s: s.speaker.meant,
    "speaking for": lambda s: s.speaker.speaking_for,
    "act": lambda s: s.act,
    "stance": lambda s: s.stance,
    "via": lambda s: "; ".join(f"{step.relation} {step.name or '?'}" for step in s.via),
    "medium": lambda s: s.medium.text if s.medium else None,
    "addressee": lambda s: s.addressee,
    "when": lambda s: f"{s.when.first} to {s.when.last}" if s.when else None,
    "figures": lambda s: "; ".join(map(_told, s.figures)),
}


def _told(figure: Figure) -> str:
    """As in "about 57% = ~57 %", "10 to 15 percent = 10 to 15 %"."""
    parts = [
        f"{figure.words.text} = {'~' if figure.approx else ''}{figure.value:.12g}",
        f"to {figure.to:.12g}" if figure.to is not None else "",
        figure.unit or "",
        f"of {figure.of}" if figure.of else "",
    ]
    return " ".join(part for part in parts if part)


@pytest.mark.parametrize("case", _CASES, ids=[case.title for case in _CASES])
def test_the_last_statement_is_as_the_case_says(case: Case) -> None:
    last = statements(*marked(case.text))[-1]
    for line in case.expected:
        field = max((name for name in _FIELDS if line.startswith(name)), key=len)
        assert (_FIELDS[field](last) or "nobody") == line.removeprefix(field).strip(), line
