"""`onrecord disputes`: who says otherwise."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import click

from onrecord.cli.counted import counted_lines
from onrecord.cli.search import json_option
from onrecord.cli.trace import traced_lines
from onrecord.cli.where import archive_option, to_read
from onrecord.record import Dispute


@click.command("disputes")
@archive_option
@click.option("--speaker", metavar="NAME", help="One on either side has all words of this name.")
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Something of it was published on this day or later.",
)
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="How many at most.")
@json_option
def command(
    path: Path | None,
    speaker: str | None,
    since: datetime | None,
    limit: int,
    as_json: bool,  # noqa: FBT001
) -> None:
    """Print claims that others deny, with those who deny or confirm them, the newest first.

    Each stands with its source, its words and where they are. A claim that several articles tell is one.

    \b
    Example:
      onrecord disputes --speaker keller --since 2025-02-01
    """
    with to_read(path) as archive:
        found = archive.disputes(
            speaker=speaker, since=since.date() if since is not None else None, limit=limit
        )
    _print(found, as_json=as_json)
    if not found:
        click.echo("nothing on record", err=True)


def _print(disputes: Iterable[Dispute], *, as_json: bool) -> None:
    from onrecord.export import disputes as exported

    if as_json:
        sys.stdout.buffer.writelines(exported.lines(disputes))
        return
    for dispute in disputes:
        first, *others = dispute.claims
        click.echo("\n".join(traced_lines(first, "claimed")))
        for one in (*others, *dispute.answers):
            click.echo("\n".join(traced_lines(one, None)))
        for told in counted_lines(dispute):
            click.echo(told)
