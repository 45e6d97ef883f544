"""`onrecord backup`: a copy of the archive."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.cli.plain import plain
from onrecord.cli.where import archive_option, to_read


@click.command("backup")
@click.argument("target", type=click.Path(path_type=Path), metavar="FILE")
@archive_option
def command(target: Path, path: Path | None) -> None:
    """Copy the archive into FILE.

    The copy is whole even while something is being added. FILE must not be there yet. It is an archive
    itself: `--archive FILE` opens it.

    \b
    Example:
      onrecord backup archive-2025-02-21.db
    """
    with to_read(path) as archive:
        archive.backup(target)
    click.echo(f"{plain(str(target))}: written")
