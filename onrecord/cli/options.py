"""Options that several commands have, said once."""

from __future__ import annotations

import click

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
