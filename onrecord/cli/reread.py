"""`onrecord reread`: read what the archive holds again, with today's rules."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from onrecord.cli.command import tell
from onrecord.cli.options import processes_option
from onrecord.cli.progress import counted
from onrecord.cli.where import archive_option, to_change
from onrecord.errors import OnrecordError

if TYPE_CHECKING:
    from onrecord.reread import Reread


@click.command("reread")
@archive_option
@click.option(
    "--from",
    "start",
    type=click.Choice(["tidy", "resolve"]),
    default="resolve",
    show_default=True,
    help="The stage to begin from.",
)
@processes_option
def command(path: Path | None, start: Literal["tidy", "resolve"], processes: int) -> int:
    """Work out again who said what in the archive.

    After an update of onrecord, that is. From `resolve` the network is not run again: the rules go over
    what it saw then. From `tidy` the captures are read anew; where one is gone, its articles stay as they
    are. Old ids go on leading to what took their place.

    \b
    Example:
      onrecord reread --from resolve
    """
    counts: Counter[str] = Counter()
    with to_change(path) as archive:
        for one in counted(archive.reread(start, processes=processes), _statements):
            if isinstance(one, OnrecordError):
                tell(one)
                counts["failed"] += 1
            else:
                counts["articles"] += 1
                counts["changed"] += one.changed
    click.echo(
        f"{counts['articles']:,} articles read again, {counts['changed']:,} of them read otherwise now"
    )
    return 1 if counts["failed"] else 0


def _statements(one: Reread | OnrecordError) -> int | None:
    return None if isinstance(one, OnrecordError) else one.statements
