"""Options that several commands have, said once."""

from __future__ import annotations

import click

from onrecord.settings import COLUMNS


def _columns(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """What `--map text=body,published=date` says: ours to theirs."""
    found = {}
    for pair in (one.strip() for value in values for one in value.split(",") if one.strip()):
        ours, equals, theirs = pair.partition("=")
        if not (equals and theirs.strip()) or ours.strip() not in COLUMNS:
            raise click.BadParameter(f"{pair!r} is not OURS=THEIRS with one of {', '.join(COLUMNS)} for OURS")
        found[ours.strip()] = theirs.strip()
    return found


map_option = click.option(
    "--map",
    "columns",
    multiple=True,
    callback=_columns,
    metavar="OURS=THEIRS,...",
    help="Which column of a table, or field of JSON, holds what: text=body,published=date.",
)
published_option = click.option(
    "--published",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The day of articles that state none, such as 2025-02-21.",
)
processes_option = click.option(
    "--processes",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="How many read side by side.",
)
