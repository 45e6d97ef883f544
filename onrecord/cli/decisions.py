"""`onrecord decisions`: what people decided."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from onrecord.cli.search import json_option
from onrecord.cli.where import archive_option, to_read
from onrecord.record import Decision, VoiceDecision


@click.command("decisions")
@archive_option
@click.option("--lost", is_flag=True, help="Only those that have lost their place.")
@click.option("--training", is_flag=True, help="The articles as training data, in the form of PolNeAR.")
@json_option
def command(path: Path | None, lost: bool, training: bool, as_json: bool) -> None:  # noqa: FBT001
    """Print what people decided, the first first.

    A decision loses its place where its article has changed so that its words are not certain to be the
    same. It is kept, and has no effect until the article is as it was.

    \b
    Example:
      onrecord decisions --lost
      onrecord decisions --training > corrected.jsonl
    """
    from onrecord.cli.pretty import decision_lines, voice_decision_lines
    from onrecord.export import training as polnear
    from onrecord.export.jsonl import line

    with to_read(path) as archive:
        if training:
            sys.stdout.buffer.writelines(polnear.lines(archive))
            return
        every: list[Decision | VoiceDecision] = [*archive.decisions(), *archive.voice_decisions()]
        found = [one for one in every if not lost or (one.lost and one.undone is None)]
        for one in sorted(found, key=lambda one: one.made.at):
            if as_json:
                sys.stdout.buffer.write(line(one))
            elif isinstance(one, Decision):
                click.echo("\n".join(decision_lines(one)))
            else:
                click.echo("\n".join(voice_decision_lines(one, archive.called)))
    if not found:
        click.echo("no decisions", err=True)
