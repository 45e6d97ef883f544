"""`onrecord add`: keep what was read."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path

import click

from onrecord.cli.command import tell
from onrecord.cli.options import map_option, processes_option, published_option
from onrecord.cli.plain import plain, some
from onrecord.cli.progress import counted
from onrecord.cli.read import unreadable
from onrecord.cli.where import archive_option, to_write
from onrecord.errors import InputError
from onrecord.record import Dropped, Forgotten, Reading, Sighting


@click.command("add")
@click.argument("paths", nargs=-1, required=True, metavar="FILE...")
@archive_option
@published_option
@map_option
@processes_option
def command(
    paths: tuple[str, ...],
    path: Path | None,
    published: datetime | None,
    columns: dict[str, str],
    processes: int,
) -> int:
    """Read FILE and keep in the archive who said what in it.

    What is in the archive already stays as it is: adding twice is adding once, and an add that was broken
    off goes on where it stopped.

    \b
    Example:
      onrecord add --published 2025-02-21 dump.txt
    """
    day = published.date() if published is not None else None
    counts: Counter[str] = Counter()
    with to_write(path) as archive:
        for one in counted(archive.adding(paths, published=day, columns=columns, processes=processes)):
            if isinstance(one, Dropped) and one.reason == "unreadable":
                tell(unreadable(one))
                counts["failed"] += 1
            elif isinstance(one, InputError):
                tell(one)
                counts["failed"] += 1
            elif isinstance(one, Reading):
                counts["articles"] += 1
                counts["statements"] += len(one.statements)
            else:
                counts["again"] += isinstance(one, Sighting)
                counts["forgotten"] += isinstance(one, Forgotten)
        click.echo(f"{plain(str(archive.path))}: {_told(counts)}")
    return 1 if counts["failed"] else 0


def _told(counts: Counter[str]) -> str:
    told = [f"{some(counts['articles'], 'article')} with {some(counts['statements'], 'statement')} added"]
    if counts["again"]:
        told.append(f"{counts['again']:,} were there already")
    if counts["forgotten"]:
        told.append(f"{counts['forgotten']:,} passed by, having been forgotten")
    return "; ".join(told)
