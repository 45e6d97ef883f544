"""`onrecord trace`: what became of a statement."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from onrecord.cli.plain import plain
from onrecord.cli.search import json_option
from onrecord.cli.where import archive_option, to_read
from onrecord.record import Traced

_IS = {
    "repeats": "repeated",
    "denies": "denied",
    "confirms": "confirmed",
    "no_comment": "left without comment",
    "disagrees": "counted otherwise",
    "updates": "counted anew",
}


@click.command("trace")
@click.argument("identity", metavar="ID")
@archive_option
@json_option
def command(identity: str, path: Path | None, as_json: bool) -> None:  # noqa: FBT001
    """Print where a statement was said first, and who repeated, denied or confirmed it, by day.

    What copies of one article print counts as one. The first characters of an ID will do.

    \b
    Example:
      onrecord trace s-0a4d2c66d7a01a9e
    """
    with to_read(path) as archive:
        asked = archive.statement(identity).statement.id
        traced = archive.trace(asked)
    print_traced(traced, as_json=as_json, asked=asked)


def print_traced(traced: Iterable[Traced], *, as_json: bool, asked: str) -> None:
    """Print the statements with what each does, for people or for programs."""
    from onrecord.export import disputes

    if as_json:
        sys.stdout.buffer.writelines(disputes.traced(traced))
        return
    for one in traced:
        for told in traced_lines(one, "asked about" if one.entry.statement.id == asked else None):
            click.echo(told)


def traced_lines(one: Traced, name: str | None) -> Iterator[str]:
    """A statement under what it does to another, ``name`` where it has a part of its own."""
    from onrecord.cli.pretty import entry_lines

    yield click.style(name or _does(one), bold=True)
    yield from entry_lines(one.entry)
    if one.copies:
        yield plain(f"    also in copies: {', '.join(one.copies)}")


def _does(one: Traced) -> str:
    from onrecord.cli.pretty import does

    link = one.link
    if link is None:
        return "said"
    is_start = link.start == one.entry.statement.id
    other = link.end if is_start else link.start
    told = f"{does(link)} {other}" if is_start else f"{link.hedge}{_IS[link.relation]} by {other}"
    return plain(f"{told} ({link.reason})")
