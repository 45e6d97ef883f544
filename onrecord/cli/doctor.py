"""`onrecord doctor`: what is here, and whether it works."""

from __future__ import annotations

import platform
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord import settings
from onrecord.cli.plain import plain
from onrecord.cli.where import archive_option
from onrecord.errors import ArchiveBusy, ArchiveError

if TYPE_CHECKING:
    from onrecord.archive import Health

_LIBRARIES = ("onnxruntime", "numpy", "msgspec", "click", "rich", "faust-cchardet", "fasttext-predict")


@click.command("doctor")
@archive_option
@click.option("--rebuild", is_flag=True, help="Make the archive's full-text indexes anew first.")
def command(path: Path | None, rebuild: bool) -> int:  # noqa: FBT001
    """Say what is here, and whether it works.

    The network is tried on a sentence. Of the archive the file and its full-text indexes are checked, and
    whether the captures are still where they were, with the same bytes.

    \b
    Example:
      onrecord doctor
    """
    from importlib.metadata import version  # late: it loads all of `email`

    rows = [
        ("onrecord", version("onrecord")),
        ("python", f"{platform.python_version()} on {platform.system()} {platform.machine()}"),
        *((name, version(name)) for name in _LIBRARIES),
        ("settings", str(settings.place())),
    ]
    for name, value in rows:
        _row(name, value)
    return max(_networks(), _archive(path or settings.archive(), rebuild=rebuild))


def _archive(path: Path, *, rebuild: bool) -> int:
    """Rows on the archive; 1 where something is wrong with it or with its captures."""
    import sqlite3  # late: not for `--help`

    _row("sqlite", sqlite3.sqlite_version)
    if not path.exists():
        _row("archive", f"{path}, not made yet")
        return 0
    _row("archive", f"{path}, {path.stat().st_size / 1e6:.1f} MB")
    try:
        health = _health(path, rebuild=rebuild)
    except ArchiveError as error:
        _row("", f"{error}. {error.remedy}")
        return 1
    counts = health.counts
    _row("", f"{counts.articles:,} articles, {counts.statements:,} statements, {counts.names:,} names")
    _row("", f"version {health.version}, {'whole' if health.is_well else 'NOT whole'}")
    for wrong in health.wrongs:
        _row("", wrong)
    if health.indexes is None:
        _row("", "may not be written to, so its full-text indexes were not checked")
    for index in health.indexes or ():
        _row("", f"{index} does not agree with the words; `onrecord doctor --rebuild` makes it anew")
    for gone in health.gone:
        _row("a capture", str(gone))
    if len(health.networks) > 1:
        told = ", ".join(
            f"sha256:{digest} {n:,}" if digest else f"marks {n:,}" for digest, n in health.networks
        )
        _row("", f"read by several networks ({told} articles); `onrecord reread --from tidy` uses one")
    return 0 if health.is_well and not health.gone else 1


def _health(path: Path, *, rebuild: bool) -> Health:
    from onrecord.archive import Archive

    try:
        archive = Archive(path)  # checking the indexes is writing, as SQLite sees it
    except ArchiveBusy:
        raise
    except ArchiveError:
        archive = Archive.to_read(path)
    with archive:
        if rebuild:
            archive.rebuild_indexes()
        return archive.health()


def _networks() -> int:
    """A row for each network; 1 where one finds nothing in a sentence that every reader finds."""
    from onrecord.network.session import WEIGHTS, shipped
    from onrecord.pipeline import read_text

    status = 0
    for folder in sorted(path.parent for path in WEIGHTS.glob("*/network.onnx")):
        network = shipped(folder.name)
        if network is None:
            continue
        scores = ", ".join(f"{name} {value}" for name, value in network.settings["scores"].items())
        _row(
            f"network {folder.name}",
            f"sha256:{network.digest}, {_size(folder)}; on its held-out articles: {scores}; "
            f"sure from a score of {network.settings['thresholds']['sure']} on",
        )
    found = [
        statement
        for reading in read_text("The mayor said on Friday that the bridge would open next year.")
        for statement in reading.statements
    ]
    if len(found) == 1:
        _row("a sentence", "read as it should be")
    else:
        status = 1
        _row("a sentence", "NOT read as it should be; install onrecord again")
    return status


def _size(folder: Path) -> str:
    return f"{sum(path.stat().st_size for path in folder.iterdir()) / 1e6:.1f} MB"


def _row(name: str, value: str) -> None:
    click.echo(f"{name:18}{plain(value)}")
