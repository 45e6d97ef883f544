"""Inputs for the tests of ingest: bytes that stand in a file, and the files that we wrote."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord import ingest
from onrecord.record import Document, Dropped
from onrecord.settings import Settings

FILES = Path(__file__).parent.parent / "data"
DEFAULTS = Settings()


@pytest.fixture(scope="session")
def read(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., list[Document | Dropped]]:
    """Everything that ingest has of these bytes, or of a file of ours by its name."""
    path = tmp_path_factory.mktemp("ingest") / "input"

    def read(data: bytes | str, settings: Settings = DEFAULTS) -> list[Document | Dropped]:
        if isinstance(data, str):
            return list(ingest.documents(ingest.Source(data, str(FILES / data)), settings))
        path.write_bytes(data)
        return list(ingest.documents(ingest.Source("input", str(path)), settings))

    return read
