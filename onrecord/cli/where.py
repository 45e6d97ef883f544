"""Which archive a command is about."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord import settings

if TYPE_CHECKING:
    from onrecord.archive import Archive

archive_option = click.option(
    "--archive",
    "path",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The archive; else ONRECORD_ARCHIVE, else one among your data (`onrecord doctor` says where).",
)


def to_write(path: Path | None) -> Archive:
    """The archive, made where there is none."""
    # SQLite takes its time to load: not for `--help`.
    from onrecord.archive import Archive

    return Archive(path or settings.archive())


def to_read(path: Path | None) -> Archive:
    """The archive; raises NoArchive where there is none."""
    from onrecord.archive import Archive

    return Archive.to_read(path or settings.archive())


def to_change(path: Path | None) -> Archive:
    """The archive, to write to; raises NoArchive where there is none."""
    to_read(path).close()
    return to_write(path)
