"""`onrecord voice`: say who is who."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli.signed import by_option, signer
from onrecord.cli.where import archive_option, to_change, to_read
from onrecord.record import VoiceDecision

if TYPE_CHECKING:
    from onrecord.archive import Archive


@click.group("voice")
def command() -> None:
    """Say who is who: which voices are one, which are two, what they are called.

    A voice is a person, a body or an outlet across articles. `onrecord who` prints the IDs; the first
    characters will do. What you decide holds whatever is added later; `onrecord undo` takes it back.

    \b
    Example:
      onrecord voice show v-1f2e3d4c5b6a7988
    """


@command.command("show")
@click.argument("voice", metavar="ID")
@archive_option
def show(voice: str, path: Path | None) -> None:
    """Print a voice: its names, and its roles over time.

    \b
    Example:
      onrecord voice show v-1f2e3d4c
    """
    from onrecord.cli.pretty import voice_lines

    with to_read(path) as archive:
        for told in voice_lines(archive.voice(voice)):
            click.echo(told)


@command.command("merge")
@click.argument("voice", metavar="A")
@click.argument("other", metavar="B")
@archive_option
@by_option
def merge(voice: str, other: str, path: Path | None, by: str | None) -> None:
    """Say that the voices A and B are one. Both IDs lead there.

    \b
    Example:
      onrecord voice merge v-1f2e3d4c v-9a8b7c6d
    """
    with to_change(path) as archive:
        _told(archive, archive.merge_voices(voice, other, by=signer(by)))


@command.command("split")
@click.argument("voice", metavar="A")
@click.argument("names", metavar="NAME...", nargs=-1, required=True)
@archive_option
@by_option
def split(voice: str, names: tuple[str, ...], path: Path | None, by: str | None) -> None:
    """Say that what stands under NAMEs in the voice A is another voice.

    Where two people share a name, give the ids of the articles that are about the other one.

    \b
    Example:
      onrecord voice split v-1f2e3d4c "Ines M. Keller"
      onrecord voice split v-1f2e3d4c a-5f1c2d3e4f5a6b7c
    """
    with to_change(path) as archive:
        current = tuple(archive.current(name) if name.startswith("a-") else name for name in names)
        _told(archive, archive.split_voice(voice, *current, by=signer(by)))


@command.command("rename")
@click.argument("voice", metavar="A")
@click.argument("name", metavar="NAME")
@archive_option
@by_option
def rename(voice: str, name: str, path: Path | None, by: str | None) -> None:
    """Say by which NAME the voice A is shown.

    \b
    Example:
      onrecord voice rename v-1f2e3d4c "Ines Keller"
    """
    with to_change(path) as archive:
        _told(archive, archive.rename_voice(voice, name, by=signer(by)))


@command.command("alias")
@click.argument("voice", metavar="A")
@click.argument("name", metavar="NAME")
@archive_option
@by_option
def alias(voice: str, name: str, path: Path | None, by: str | None) -> None:
    """Say that NAME, wherever it stands, is the voice A.

    \b
    Example:
      onrecord voice alias v-1f2e3d4c "the Iron Mayor"
    """
    with to_change(path) as archive:
        _told(archive, archive.alias_voice(voice, name, by=signer(by)))


@command.command("import")
@click.argument("table", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="TABLE")
@archive_option
def import_table(table: Path, path: Path | None) -> None:
    """Give voices the ids that they have in TABLE, where a name and a role fit one row alone.

    TABLE is JSON Lines, also as .xz: `id`, `name`, and if known `aliases` and `roles`, each with `role`,
    `start` and `end`. Rows without an id are passed by.

    \b
    Example:
      onrecord voice import mayors.jsonl
    """
    from onrecord.listed import rows

    with to_change(path) as archive:
        found = archive.list_voices(rows(table))
    click.echo(f"{found:,} rows")


def _told(archive: Archive, decision: VoiceDecision) -> None:
    from onrecord.cli.pretty import voice_decision_lines

    for told in voice_decision_lines(decision, archive.called):
        if told:
            click.echo(told)
    click.echo(f"`onrecord undo {decision.id}` takes it back", err=True)
