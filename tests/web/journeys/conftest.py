"""What a journey sets out from: our examples, and a house over them that is its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from onrecord.archive import Archive
from tests.web.process import ROOT, House, house

if TYPE_CHECKING:
    from playwright.sync_api import Browser

EXAMPLES = ROOT / "examples"


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of our examples, to be copied."""
    path = tmp_path_factory.mktemp("examples") / "news.db"
    with Archive(path) as archive:
        archive.add(*(str(EXAMPLES / name) for name in ("feed.txt", "articles.jsonl", "pages")))
    return path


@pytest.fixture
def news(browser: Browser, examples: Path, tmp_path: Path) -> Iterator[House]:
    """A house over our examples. Who has no browser needs none."""
    shutil.copy(examples, tmp_path / "news.db")
    with house(tmp_path) as found:
        yield found
