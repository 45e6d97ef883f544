"""`onrecord correct`: say what is right about a statement."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import click

from onrecord.cli.plain import plain
from onrecord.cli.signed import by_option, signer
from onrecord.cli.where import archive_option, to_change
from onrecord.errors import UsageError
from onrecord.record import Correction, Decided, Stance, Standing


@click.command("correct")
@click.argument("identity", metavar="ID")
@archive_option
@by_option
@click.option("--speaker", "speakers", multiple=True, metavar="NAME", help="Who said it; '': not known.")
@click.option("--standing", type=click.Choice(get_args(Standing)), help="What the speaker is.")
@click.option("--role", metavar="WORDS", help="The speaker's role, in words of the article; '': none.")
@click.option("--stance", type=click.Choice(get_args(Stance)), help="What the cue does.")
@click.option("--span", "content", multiple=True, metavar="WORDS", help="What was said.")
@click.option("--cue", multiple=True, metavar="WORDS", help="The words that say that it is said.")
@click.option("--source", multiple=True, metavar="WORDS", help="The words that say whose it is.")
@click.option("--not-a-statement", "is_none", is_flag=True, help="Nobody is cited there.")
@click.option("--missing", multiple=True, metavar="WORDS", help="In the article ID: said, and passed over.")
def command(identity: str, path: Path | None, by: str | None, **told: Any) -> None:
    """Say what is right about the statement ID, or what is missing in the article ID.

    It holds at once, everywhere, and whatever onrecord reads later. WORDS are of the article, or positions
    such as 212-259. Options given twice are pieces with something in between, and speakers who share a
    statement.

    \b
    Example:
      onrecord correct s-0a4d2c66d7a01a9e --speaker "Ines Keller" --role "mayor of Aldmoor"
      onrecord correct a-5f1c2d3e4f5a6b7c --missing "“Not a day later.”" --speaker "Ines Keller"
    """
    missing, is_none = told.pop("missing"), told.pop("is_none")
    given = {name: value for name, value in told.items() if value is not None and value != ()}
    signed = signer(by)
    if missing and (is_none or "content" in given):
        raise UsageError(
            "what is missing goes with neither --span nor --not-a-statement", "Give --missing alone."
        )
    if is_none and given:
        raise UsageError("what is no statement has nothing else", "Give --not-a-statement alone.")
    with to_change(path) as archive:
        if missing:
            decided = archive.add_missing(identity, Correction(**given, content=missing), by=signed)
        else:
            correction = Correction(**given, is_statement=False if is_none else None)
            decided = archive.correct(identity, correction, by=signed)
    for line in _told(decided):
        click.echo(line)
    click.echo(f"`onrecord undo {decided.decision.id}` takes it back", err=True)


def _told(decided: Decided) -> Iterator[str]:
    """What was decided, and the statement as it is now."""
    from onrecord.cli.pretty import entry_lines
    from onrecord.export.words import verdict_words

    one = decided.decision
    yield f"{one.id}: {one.statement}: {plain(verdict_words(one.verdict))}"
    if decided.entry is not None:
        if decided.entry.statement.id != one.statement:
            yield f"{one.statement} is now {decided.entry.statement.id}"
        yield from entry_lines(decided.entry)
