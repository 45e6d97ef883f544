"""`onrecord undo`: take a decision back."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.cli.signed import by_option, signer
from onrecord.cli.where import archive_option, to_change


@click.command("undo")
@click.argument("identity", metavar="ID")
@archive_option
@by_option
def command(identity: str, path: Path | None, by: str | None) -> None:
    """Take a decision back.

    What was so without it is so again: an earlier decision, or what the machine says. `onrecord decisions`
    prints the IDs; the first characters will do.

    \b
    Example:
      onrecord undo d-1f2e3d4c5b6a7988
    """
    with to_change(path) as archive:
        click.echo(f"{archive.undo(identity, by=signer(by)).id} is taken back")
