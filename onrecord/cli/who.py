"""`onrecord who`: everything that is on record under a name."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.cli.plain import plain
from onrecord.cli.search import json_option, print_entries
from onrecord.cli.where import archive_option, to_read
from onrecord.errors import NotOnRecord, UsageError
from onrecord.record import NameOnRecord


@click.command("who")
@click.argument("name", nargs=-1, required=True)
@archive_option
@click.option("--limit", type=click.IntRange(min=1), help="Only so many, the latest.")
@json_option
def command(name: tuple[str, ...], path: Path | None, limit: int | None, as_json: bool) -> None:  # noqa: FBT001
    """Print all that is on record under NAME, by day.

    Case and accents do not matter. Where NAME is part of several names they are listed. Two people of one
    name are not told apart.

    \b
    Example:
      onrecord who ines keller
    """
    asked = " ".join(name)
    with to_read(path) as archive:
        names = archive.names(asked)
        if not names:
            raise NotOnRecord(
                f"“{asked}” is nobody on record", "`onrecord search --speaker` takes part of a name."
            )
        # A name that only one bears will do; where it is somebody's whole name, that is who is meant.
        entries = archive.who(asked if len(names) > 1 else names[0].name, limit=limit)
        entries = archive.answering(entries) if as_json else entries
        said = {
            name
            for entry in entries
            for name in entry.statement.speaker.names or [entry.statement.speaker.name]
        }
    if not entries and as_json:
        raise UsageError(
            f"“{asked}” is part of {len(names)} names on record",
            f"Give one in full, such as “{names[0].name}”.",
        )
    print_entries(entries, as_json=as_json)
    if others := [one for one in names if one.name not in said]:
        _list(others, is_aside=bool(entries))


def _list(names: list[NameOnRecord], *, is_aside: bool) -> None:
    click.echo("Also on record:" if is_aside else "Several are on record:", err=is_aside)
    for one in names:
        click.echo(f"  {one.statements:6,}  {plain(one.name)}", err=is_aside)
