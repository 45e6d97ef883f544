"""How far the work is, for whoever watches a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from onrecord.record import Reading

One = TypeVar("One")

# Work that is done sooner needs no bar.
_PATIENCE = 1.0


def _statements(one: object) -> int | None:
    return len(one.statements) if isinstance(one, Reading) else None


def counted(found: Iterable[One], statements_of: Callable[[One], int | None] = _statements) -> Iterator[One]:
    """The same, with a count on standard error where that is a terminal and standard output is not.

    ``statements_of`` says how many are in an article, ``None`` of what is none. Where both are the
    terminal, the articles that scroll by are progress enough.
    """
    if not sys.stderr.isatty() or sys.stdout.isatty():
        yield from found
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    began = time.monotonic()
    articles = statements = 0
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("reading", visible=False)
        for one in found:
            if (said := statements_of(one)) is not None:
                articles += 1
                statements += said
            progress.update(
                task,
                description=f"{articles:,} articles, {statements:,} statements",
                visible=time.monotonic() - began > _PATIENCE,
            )
            yield one
