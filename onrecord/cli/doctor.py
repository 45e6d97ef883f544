"""`onrecord doctor`: what is here, and whether it works."""

from __future__ import annotations

import platform
from importlib.metadata import version
from pathlib import Path

import click

from onrecord import settings
from onrecord.cli.plain import plain

_LIBRARIES = ("onnxruntime", "numpy", "msgspec", "click", "rich", "faust-cchardet", "fasttext-predict")


@click.command("doctor")
def command() -> int:
    """Say which versions, settings and network are here, and try the network on a sentence.

    \b
    Example:
      onrecord doctor
    """
    rows = [
        ("onrecord", version("onrecord")),
        ("python", f"{platform.python_version()} on {platform.system()} {platform.machine()}"),
        *((name, version(name)) for name in _LIBRARIES),
        ("settings", str(settings.place())),
    ]
    for name, value in rows:
        _row(name, value)
    return _networks()


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
            f"sha256:{network.digest}, {_size(folder)}; on its held-out articles: {scores}",
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
