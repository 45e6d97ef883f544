"""`onrecord demo`: the example corpus, read."""

from __future__ import annotations

from contextlib import chdir
from pathlib import Path

import click

from onrecord import settings
from onrecord.cli.read import print_all
from onrecord.errors import InputError
from onrecord.pipeline import readings

_PACKAGE = Path(__file__).parent.parent


@click.command("demo")
def command() -> int:
    """Read the articles that come with onrecord: two made-up outlets on two made-up events.

    \b
    Example:
      onrecord demo
    """
    # From its folder, so that what is shown looks as it would for a reader's own file.
    with chdir(_examples()):
        return print_all(readings(["feed.txt"], settings.load()), as_json=False)


def _examples() -> Path:
    """The corpus: inside an installed package, beside it in a checkout."""
    for folder in (_PACKAGE / "examples", _PACKAGE.parent / "examples"):
        if (folder / "feed.txt").exists():
            return folder
    raise InputError("the example articles are not there", "Install onrecord again.")
