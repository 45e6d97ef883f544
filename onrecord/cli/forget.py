"""`onrecord forget`: take an article out, and say why."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.cli.where import archive_option, to_change
from onrecord.errors import UsageError


@click.command("forget")
@click.argument("identity", metavar="ID")
@archive_option
@click.option("--reason", metavar="WORDS", help="Why; it is kept in the article's place.")
@click.option("--undo", is_flag=True, help="Let the article be added again.")
def command(identity: str, path: Path | None, reason: str | None, undo: bool) -> None:  # noqa: FBT001
    """Take an article out of the archive, and say why.

    All that was said in it goes with it, and no word of it is left in the file. Its id and the reason are
    kept, and it is not added again. Copies by other outlets are other articles, and backups are other
    files.

    \b
    Example:
      onrecord forget a-5f1c2d3e4f5a6b7c --reason "withdrawn by the outlet"
    """
    if undo == (reason is not None):
        raise UsageError("either a reason or --undo is to be given", "Say why with `--reason WORDS`.")
    with to_change(path) as archive:
        if reason is None:
            archive.remember(identity)
            click.echo(f"{identity} may be added again")
        else:
            click.echo(f"{archive.forget(identity, reason).id} is forgotten")
