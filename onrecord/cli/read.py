"""`onrecord read`: who said what, article by article."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime

import click

from onrecord import settings
from onrecord.cli.command import tell
from onrecord.cli.options import map_option, processes_option, published_option
from onrecord.cli.progress import counted
from onrecord.errors import InputError
from onrecord.pipeline import readings
from onrecord.record import Dropped, Reading

Found = Reading | Dropped | InputError


@click.command("read")
@click.argument("paths", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--json", "as_json", is_flag=True, help="JSON Lines, for other programs (see `onrecord schema`)."
)
@published_option
@map_option
@processes_option
def command(
    paths: tuple[str, ...],
    as_json: bool,  # noqa: FBT001
    published: datetime | None,
    columns: dict[str, str],
    processes: int,
) -> int:
    """Print who said what in FILE, article by article.

    FILE is a text, a dump of articles run together, a database's export, a table or JSON Lines with an
    article a row, a web page, a Word file or a PDF; a folder is read with all that is in it, `-` is standard
    input.

    \b
    Example:
      onrecord read --published 2025-02-21 dump.txt
    """
    given: date | None = published.date() if published is not None else None
    turned = settings.load()
    if columns:
        turned = replace(turned, columns=columns)
    found = readings(paths, turned, given=given, processes=processes)
    return print_all(counted(found), as_json=as_json)


def print_all(found: Iterable[Found], *, as_json: bool) -> int:
    """Print what was found as it comes; the exit status: 1 where some input was not read."""
    from onrecord.cli.pretty import lines
    from onrecord.export.jsonl import line

    status = 0
    for one in found:
        if isinstance(one, InputError):
            tell(one)
            status = one.exit_status
            continue
        if isinstance(one, Dropped) and one.reason == "unreadable":
            status = 1
            if not as_json:
                tell(unreadable(one))
                continue
        if as_json:
            sys.stdout.buffer.write(line(one))
        else:
            _echo(lines(one))
    return status


def unreadable(dropped: Dropped) -> InputError:
    """What was dropped because it could not be read, as an error to tell."""
    source = dropped.origin.capture.source
    return InputError(f"{source}: {dropped.detail or 'not readable'}", "The rest of it was read.")


def _echo(lines: Iterator[str]) -> None:
    for one in lines:
        click.echo(one)
