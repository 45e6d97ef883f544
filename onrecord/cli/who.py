"""`onrecord who`: everything that is on record by one voice."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli.plain import plain
from onrecord.cli.search import json_option, print_entries
from onrecord.cli.where import archive_option, to_read
from onrecord.errors import NotOnRecord, UsageError
from onrecord.record import Entry, NameOnRecord, Voice

if TYPE_CHECKING:
    from onrecord.archive import Archive

_MOST = 20  # voices of a name that are listed


@click.command("who")
@click.argument("name", nargs=-1, required=True)
@archive_option
@click.option("--limit", type=click.IntRange(min=1), help="Only so many, the latest.")
@json_option
def command(name: tuple[str, ...], path: Path | None, limit: int | None, as_json: bool) -> None:  # noqa: FBT001
    """Print all that is on record by NAME, by day, whatever name each article uses.

    NAME is a name, or the id of a voice: a person, a body or an outlet across articles. Case and accents do
    not matter. Where several voices go by NAME they are listed, with their ids.

    \b
    Example:
      onrecord who ines keller
    """
    asked = " ".join(name)
    with to_read(path) as archive:
        voices = [archive.voice(asked)] if asked.startswith("v-") else archive.voices_of(asked)
        if len(voices) == 1:
            entries = archive.said_by(voices[0].id, limit=limit)
            _print_voice(voices[0], archive.answering(entries) if as_json else entries, as_json=as_json)
        elif voices:
            _ask(asked, voices, as_json=as_json)
        else:
            _print_name(archive, asked, limit, as_json=as_json)


def _print_voice(voice: Voice, entries: list[Entry], *, as_json: bool) -> None:
    from onrecord.cli.pretty import voice_lines

    if not as_json:
        for told in voice_lines(voice):
            click.echo(told)
    print_entries(entries, as_json=as_json)


def _ask(asked: str, voices: list[Voice], *, as_json: bool) -> None:
    """List the voices of a name, for somebody to say which is meant."""
    if as_json:
        raise UsageError(
            f"“{asked}” is {len(voices)} voices on record", f"Give the id of one, such as {voices[0].id}."
        )
    click.echo("Several are on record. Which one? Give the id:")
    for one in voices[:_MOST]:
        role = f", {plain(one.roles[0].role)}" if one.roles else ""
        click.echo(f"  {one.statements:6,}  {one.id}  {plain(one.name)}{role}")
    if len(voices) > _MOST:
        click.echo(f"  and {len(voices) - _MOST:,} more, of fewer statements")


def _print_name(archive: Archive, asked: str, limit: int | None, *, as_json: bool) -> None:
    """What is on record under a name that is no voice's: a group, a document, somebody unnamed."""
    names = archive.names(asked)
    if not names:
        raise NotOnRecord(
            f"“{asked}” is nobody on record", "`onrecord search --speaker` takes part of a name."
        )
    # A name that only one bears will do; where it is somebody's whole name, that is who is meant.
    entries = archive.who(asked if len(names) > 1 else names[0].name, limit=limit)
    entries = archive.answering(entries) if as_json else entries
    said = {
        name for entry in entries for name in entry.statement.speaker.names or [entry.statement.speaker.name]
    }
    if not entries and as_json:
        raise UsageError(
            f"“{asked}” is part of {len(names)} names on record",
            f"Give one in full, such as “{names[0].name}”.",
        )
    print_entries(entries, as_json=as_json)
    if others := [one for one in names if one.name not in said]:
        _list(others, is_aside=bool(entries))


def _list(names: list[NameOnRecord], *, is_aside: bool) -> None:
    click.echo("Also on record:" if is_aside else "Several are on record:", err=is_aside)
    for one in names:
        click.echo(f"  {one.statements:6,}  {plain(one.name)}", err=is_aside)
