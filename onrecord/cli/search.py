"""`onrecord search`: which statements have these words."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, get_args

import click

from onrecord.cli.where import archive_option, to_read
from onrecord.record import Entry, Manner, Question, Stance, Standing

json_option = click.option(
    "--json", "as_json", is_flag=True, help="JSON Lines, for other programs (see `onrecord schema`)."
)
_DAY = click.DateTime(["%Y-%m-%d"])


@click.command("search")
@click.argument("words", nargs=-1, metavar="[WORDS]...")
@archive_option
@click.option("--speaker", metavar="NAME", help="Said by one whose name has these words.")
@click.option("--outlet", metavar="NAME", help="In an outlet whose name has these words.")
@click.option("--about", metavar="WORDS", default="", help="In an article that has these words.")
@click.option("--from", "first", type=_DAY, metavar="DATE", help="Published on this day or later.")
@click.option("--to", "last", type=_DAY, metavar="DATE", help="Published on this day or earlier.")
@click.option("--manner", type=click.Choice(get_args(Manner)), help="Whether it is quoted or told.")
@click.option("--stance", type=click.Choice(get_args(Stance)), help="What the cue does.")
@click.option("--standing", type=click.Choice(get_args(Standing)), help="What the speaker is.")
@click.option("--newest", "order", flag_value="newest", default=True, help="Newest first (so by default).")
@click.option(
    "--best", "order", flag_value="best", help="Best match first; the newest where over 20,000 match."
)
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="How many at most.")
@json_option
def command(words: tuple[str, ...], path: Path | None, as_json: bool, **asked: Any) -> None:  # noqa: FBT001
    """Print the statements in the archive that have WORDS.

    All of WORDS are to be there, the newest come first. Words hold whatever their case and accents. word*
    stands for all that begin so, '"two words"' for the two side by side. Without WORDS, all statements
    that the options leave.

    \b
    Example:
      onrecord search bridge --speaker keller --stance denial
      onrecord search '"not a day later"' --from 2025-02-01 --json
    """
    for end in ("first", "last"):
        moment: datetime | None = asked[end]
        asked[end] = moment.date() if moment is not None else None
    with to_read(path) as archive:
        found = archive.search(Question(" ".join(words), **asked))
        found = archive.answering(found) if as_json else found
    print_entries(found, as_json=as_json)
    if not found:
        click.echo("nothing on record", err=True)


def print_entries(entries: Iterable[Entry], *, as_json: bool) -> None:
    """Print the statements, for people or for programs."""
    from onrecord.cli.pretty import entry_lines
    from onrecord.export.jsonl import line

    for entry in entries:
        if as_json:
            sys.stdout.buffer.write(line(entry))
            continue
        for told in entry_lines(entry):
            click.echo(told)
