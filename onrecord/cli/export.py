"""`onrecord export`: all that the archive holds, for other programs."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from onrecord.cli.where import archive_option, to_read


@click.command("export")
@archive_option
@click.option(
    "--format",
    "shape",
    type=click.Choice(["jsonl", "csv"]),
    default="jsonl",
    show_default=True,
    help="JSON Lines of everything, or a row for each statement.",
)
def command(path: Path | None, shape: str) -> None:
    """Write all that the archive holds to standard output.

    JSON Lines keep the contract (`onrecord schema`); the order does not tell in which one things were added.
    In CSV, cells that a spreadsheet would take for formulas begin with an apostrophe.

    \b
    Example:
      onrecord export --format csv > statements.csv
    """
    from onrecord.export import spreadsheet, whole

    out = sys.stdout.buffer
    with to_read(path) as archive:
        if shape == "jsonl":
            out.writelines(whole.lines(archive))
            return
        with archive.still():
            out.writelines(spreadsheet.lines(reading for reading, _ in archive.readings()))
