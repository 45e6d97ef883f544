"""`onrecord export`: all that the archive holds, for other programs."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from onrecord.cli.where import archive_option, to_read

# As `onrecord.export.formats` has them, which takes its time to load: not for `--help`.
FORMATS = ("jsonl", "csv", "parquet", "web-annotation", "schema-org", "bibtex")


@click.command("export")
@archive_option
@click.option(
    "--format",
    "shape",
    type=click.Choice(FORMATS),
    default="jsonl",
    show_default=True,
    help="JSON Lines have everything, the others the statements.",
)
def command(path: Path | None, shape: str) -> None:
    """Write all that the archive holds to standard output.

    JSON Lines keep the contract (`onrecord schema`); the order does not tell in which one things were added.
    In CSV, cells that a spreadsheet would take for formulas begin with an apostrophe. Parquet needs
    onrecord[parquet]. BibTeX has the articles in which somebody is cited.

    \b
    Example:
      onrecord export --format csv > statements.csv
    """
    from onrecord.export import formats, whole

    out = sys.stdout.buffer
    with to_read(path) as archive:
        if shape == "jsonl":
            out.writelines(whole.lines(archive))
        else:
            out.writelines(formats.FORMATS[shape].written(whole.statements(archive)))
