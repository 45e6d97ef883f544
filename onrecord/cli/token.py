"""`onrecord token`: which programs may ask the pages of an archive, and its API."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli.account import people
from onrecord.cli.plain import plain
from onrecord.cli.role import role_options
from onrecord.cli.signed import by_option, signer
from onrecord.cli.where import archive_option

if TYPE_CHECKING:
    from onrecord.store.people import Role


@click.group("token")
def command() -> None:
    """Say which programs may ask what `onrecord serve` opens, and its API.

    A program sends its token with each request: `Authorization: Bearer TOKEN`.

    \b
    Example:
      onrecord token add "morning list" --reader
    """


@command.command("add")
@click.argument("name")
@role_options
@by_option
@archive_option
def add(name: str, role: Role, by: str | None, path: Path | None) -> None:
    """Make a token called NAME, and print it. It is kept nowhere, and not printed again.

    \b
    Example:
      onrecord token add "morning list" --reader --by "Ines Keller"
    """
    import time  # late, as all that follows

    from onrecord.web.token import made

    with closing(people(path)) as found:
        _, token = made(found, name, signer(by), role, time.time())
    click.echo(token)


@command.command("list")
@archive_option
def list_tokens(path: Path | None) -> None:
    """Print which tokens there are: id, role, name, whose, when it was made and last used.

    \b
    Example:
      onrecord token list
    """
    with closing(people(path)) as found:
        tokens = found.tokens()
    for one in tokens:
        used = f"last used {_day(one.used)}" if one.used is not None else "never used"
        told = f"{plain(one.name)}, by {plain(one.person)}; made {_day(one.made)}, {used}"
        click.echo(f"{one.id}  {one.role}  {told}")
    if not tokens:
        click.echo("no tokens; `onrecord token add NAME` makes one", err=True)


@command.command("revoke")
@click.argument("identity", metavar="ID")
@archive_option
def revoke(identity: str, path: Path | None) -> None:
    """Let the program with the token ID in no more.

    \b
    Example:
      onrecord token revoke t-1f2e3d4c
    """
    with closing(people(path)) as found:
        found.revoke(identity)
    click.echo(f"{plain(identity)} is revoked")


def _day(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds):%Y-%m-%d}"
