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


def _itself(one: object) -> object:
    return one


def counted(found: Iterable[One], reading_of: Callable[[One], object] = _itself) -> Iterator[One]:
    """The same, with a count on standard error where that is a terminal and standard output is not.

    Where both are the terminal, the articles that scroll by are progress enough.
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
            if isinstance(reading := reading_of(one), Reading):
                articles += 1
                statements += len(reading.statements)
            progress.update(
                task,
                description=f"{articles:,} articles, {statements:,} statements",
                visible=time.monotonic() - began > _PATIENCE,
            )
            yield one
