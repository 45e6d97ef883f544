"""`onrecord account`: who may log in to the pages of an archive."""

from __future__ import annotations

import sys
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord import settings
from onrecord.cli.plain import plain
from onrecord.cli.role import role_options
from onrecord.cli.where import archive_option

if TYPE_CHECKING:
    from onrecord.store.people import People, Role


@click.group("account")
def command() -> None:
    """Say who may log in to the pages that `onrecord serve` opens for others.

    Accounts lie in a file of their own beside the archive, and go nowhere with it.

    \b
    Example:
      onrecord account add "Ines Keller" --editor
    """


@command.command("add")
@click.argument("name")
@role_options
@click.option("--no-password", is_flag=True, help="For who logs in at a proxy, which tells the name.")
@archive_option
def add(name: str, role: Role, no_password: bool, path: Path | None) -> None:  # noqa: FBT001
    """Let NAME log in. The password is asked for, or is the first line of standard input.

    \b
    Example:
      onrecord account add "Ines Keller" --editor
    """
    with closing(people(path)) as found:
        found.add_account(name, role, None if no_password else _hashed(), time.time())
    click.echo(f"{plain(name)} is let in, as {role}")


@command.command("password")
@click.argument("name")
@archive_option
def password(name: str, path: Path | None) -> None:
    """Give NAME another password; whoever is logged in under it is so no more.

    \b
    Example:
      onrecord account password "Ines Keller"
    """
    with closing(people(path)) as found:
        found.change_password(name, _hashed())
    click.echo(f"{plain(name)} has another password")


@command.command("role")
@click.argument("name")
@role_options
@archive_option
def role(name: str, role: Role, path: Path | None) -> None:
    """Make NAME a reader or an editor, at once.

    \b
    Example:
      onrecord account role "Ines Keller" --reader
    """
    with closing(people(path)) as found:
        found.change_role(name, role)
    click.echo(f"{plain(name)} is {'an' if role == 'editor' else 'a'} {role}")


@command.command("list")
@archive_option
def list_accounts(path: Path | None) -> None:
    """Print who may log in, and as what.

    \b
    Example:
      onrecord account list
    """
    with closing(people(path)) as found:
        accounts = found.accounts()
    for one in accounts:
        click.echo(f"{one.role}  {plain(one.name)}{'' if one.password else '  (without a password)'}")
    if not accounts:
        click.echo("no accounts; `onrecord account add NAME` makes one", err=True)


@command.command("remove")
@click.argument("name")
@archive_option
def remove(name: str, path: Path | None) -> None:
    """Let NAME in no more: account, sessions, tokens and saved searches end at once.

    \b
    Example:
      onrecord account remove "Ines Keller"
    """
    with closing(people(path)) as found:
        found.remove(name)
    click.echo(f"{plain(name)} is let in no more")


def people(path: Path | None) -> People:
    """Who may come in to the pages of an archive; to be closed."""
    from onrecord.store.people import People, people_of  # late: SQLite, not for `--help`

    return People(people_of(path or settings.archive()))


def _hashed() -> str:
    """The password that is typed, or that another program sends, as it is kept."""
    from onrecord.web.password import hashed  # late: not for `--help`

    if sys.stdin.isatty():
        return hashed(click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
    return hashed(sys.stdin.readline().rstrip("\r\n"))
