"""A house with an editor, Ada, and a reader, Rolf."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.archives import NOBODY, filled, named, reading
from tests.web.houses import Clock, account, browser, with_passwords


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    bridge = reading(1, (named("Ines Keller"), "The bridge stays open."), (NOBODY, "No, it does not."))
    return filled(tmp_path / "news.db", bridge)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pages(archive: Path, clock: Clock) -> Iterator[TestClient]:
    account(archive, "Ada", "editor")
    account(archive, "Rolf", "reader")
    with browser(archive, with_passwords(clock)) as found:
        yield found
