"""`onrecord audit`: whom outlets quote, and how, with the sentences behind every number."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, get_args

import click

from onrecord.cli.plain import plain
from onrecord.cli.search import json_option, print_entries
from onrecord.cli.where import archive_option, to_read
from onrecord.record import Audit, Audited

# Of those whose words are doubted, as many are named.
_DOUBTED = 8


@click.command("audit")
@archive_option
@click.option("--outlet", metavar="NAME", help="Outlets whose name has these words.")
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Published on this day or later."
)
@click.option(
    "--show",
    type=click.Choice([one.replace(" ", "-") for one in get_args(Audited)]),
    help="The statements behind a number.",
)
@click.option("--csv", "as_csv", is_flag=True, help="A row for each outlet, for spreadsheets.")
@json_option
def command(path: Path | None, show: str | None, as_csv: bool, as_json: bool, **asked: Any) -> None:  # noqa: FBT001
    """Print whom each outlet quotes: named, unnamed, through how many others, told with doubt.

    \b
    Example:
      onrecord audit --outlet courier
      onrecord audit --outlet courier --show unnamed
    """
    from onrecord.export import spreadsheet
    from onrecord.export.jsonl import line

    since: datetime | None = asked.pop("since")
    asked["since"] = since.date() if since is not None else None
    with to_read(path) as archive:
        if show is not None:
            what: Audited = next(one for one in get_args(Audited) if one.replace(" ", "-") == show)
            print_entries(archive.audited(what, **asked), as_json=as_json)
            return
        found = archive.audit(**asked)
    if as_csv:
        sys.stdout.buffer.writelines(spreadsheet.audits(found))
        return
    for one in found:
        if as_json:
            sys.stdout.buffer.write(line(one))
            continue
        for told in _lines(one):
            click.echo(told)
    if not found:
        click.echo("nobody is quoted", err=True)


def _lines(one: Audit) -> Iterator[str]:
    all_of_them = one.standings.statements
    yield plain(
        f"{one.outlet or '(no outlet)'}: {_count(one.articles, 'article')}, {_count(one.stories, 'story')},"
        f" {_count(all_of_them, 'statement')}"
    )
    counts = one.standings
    told = (
        (counts.named, "named"),
        (counts.unnamed, "unnamed"),
        (counts.group, "group"),
        (counts.document, "document"),
        (counts.outlet, "outlet"),
        (counts.unknown, "not worked out"),
    )
    yield "  " + ", ".join(f"{count} {name} ({count / all_of_them:.0%})" for count, name in told if count)
    yield f"  single source: {one.single_source} of {_count(one.stories, 'story')}"
    none, first, second, more = one.steps
    yield f"  steps to the page: {none} none, {first} one, {second} two, {more} more"
    if one.doubt:
        named = [f"{who.speaker} {who.statements} ({who.cue})" for who in one.doubted[:_DOUBTED]]
        others = [f"{len(one.doubted) - _DOUBTED} more"] if len(one.doubted) > _DOUBTED else []
        yield plain(f"  told with doubt: {one.doubt}; " + ", ".join([*named, *others]))


def _count(number: int, noun: str) -> str:
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"
