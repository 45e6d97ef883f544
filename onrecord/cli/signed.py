"""Who corrects."""

from __future__ import annotations

import click

by_option = click.option(
    "--by", metavar="NAME", help="Who decides; else the setting `by`, else your user name."
)


def signer(named: str | None) -> str:
    """The name that was given, that of the settings or that of the system. Empty where none is known."""
    import getpass  # late: not for `--help`

    from onrecord import settings

    if named is not None:
        return named
    if known := settings.load().by:
        return known
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a user without a name, as in some containers
        return ""
