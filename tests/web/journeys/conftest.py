"""What a journey sets out from: our examples, and a house over them that is its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.archive import Archive
from tests.web import browser
from tests.web.process import ROOT, House, house

EXAMPLES = ROOT / "examples"


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of our examples, to be copied."""
    browser.path()  # or there is nobody to look at it
    path = tmp_path_factory.mktemp("examples") / "news.db"
    with Archive(path) as archive:
        archive.add(*(str(EXAMPLES / name) for name in ("feed.txt", "articles.jsonl", "pages")))
    return path


@pytest.fixture(scope="session")
def news(examples: Path) -> Iterator[House]:
    """A house over our examples. What one journey changes there the others do not look at."""
    with house(examples.parent) as found:
        yield found
