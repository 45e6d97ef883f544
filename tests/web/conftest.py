"""A house with an editor, Ada, and a reader, Rolf; and a browser, where there is one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient

from tests.archives import NOBODY, filled, named, reading
from tests.web import houses
from tests.web.browser import chromium, opened
from tests.web.houses import Clock, account, with_passwords

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


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
    with houses.browser(archive, with_passwords(clock)) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with opened(browser) as found:
        yield found
