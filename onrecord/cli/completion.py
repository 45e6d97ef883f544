"""`onrecord completion`: let the shell complete commands and options."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print what lets SHELL complete commands and options.

    \b
    Example:
      onrecord completion bash >> ~/.bashrc
      onrecord completion fish > ~/.config/fish/completions/onrecord.fish
    """
    from onrecord.cli.command import group

    completion = get_completion_class(shell)
    if completion is not None:
        click.echo(completion(group, {}, "onrecord", "_ONRECORD_COMPLETE").source())
