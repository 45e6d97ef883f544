"""The pictures of pages in docs/pictures: taken in a browser, of our examples.

`make docs` runs it, and whoever changes how a page looks; whoever has no browser keeps the pictures that are
there. They are held to no bytes: another machine has other fonts.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from base64 import b64decode
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.docs_examples import CORPUS, ROOT
from tests.web.browser import chromium, opened
from tests.web.process import House, done, house

if TYPE_CHECKING:
    from playwright.sync_api import Page

PICTURES = ROOT / "docs" / "pictures"
_WIDE, _PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 800}
# What stands in README and docs is to load at once.
_LARGEST = 120_000
_ARTICLE, _SPEAKER, _QUOTED = "it was never a demand", "Sunniva Thorne", "Osk Velander"


def main() -> int:
    """Take all pictures anew; 1 where one is too large to stand in a page."""
    try:
        with tempfile.TemporaryDirectory() as name, chromium() as browser:
            folder = Path(name)
            _fill(folder)
            with house(folder) as news:
                with opened(browser, viewport=_WIDE, color_scheme="light") as page:
                    _walk(page, news)
                with opened(browser, viewport=_PHONE, color_scheme="light") as page:
                    _to_the_article(page, news)
                    _take(page, "article-phone")
    except pytest.skip.Exception as none:
        print(f"{none}; the pictures in {PICTURES.relative_to(ROOT)} stay as they are", file=sys.stderr)
        return 0
    large = [one.name for one in PICTURES.glob("*.webp") if one.stat().st_size > _LARGEST]
    print(f"{', '.join(large)}: more than {_LARGEST:,} bytes" if large else "all pictures taken")
    return int(bool(large))


def _fill(folder: Path) -> None:
    """An archive of the examples, which tells of no folder of this machine."""
    shutil.copytree(CORPUS, folder, dirs_exist_ok=True)
    done(folder, "add", "feed.txt", "articles.jsonl", "pages")


def _walk(page: Page, news: House) -> None:
    page.goto(news.address)
    _take(page, "home")
    _to_the_article(page, news)
    _take(page, "article")
    note = page.get_by_role("complementary").filter(has_text=_SPEAKER).first
    note.locator("summary").click()
    note.get_by_role("link", name="Open this statement").click()
    _take(page, "statement")
    page.goto(f"{news.address}/voices/{_QUOTED}")
    _take(page, "voice")
    page.goto(f"{news.address}/search?words=barrier")
    _take(page, "search")
    page.goto(f"{news.address}/disputes")
    _take(page, "disputes")


def _to_the_article(page: Page, news: House) -> None:
    page.goto(f"{news.address}/articles")
    page.get_by_role("link", name=_ARTICLE).click()


def _take(page: Page, name: str) -> None:
    """A picture of what a reader sees first, as WebP: as PNG it would have three times the bytes."""
    asked = {"format": "webp", "quality": 75}
    taken = page.context.new_cdp_session(page).send("Page.captureScreenshot", asked)
    PICTURES.mkdir(exist_ok=True)
    (PICTURES / f"{name}.webp").write_bytes(b64decode(taken["data"]))


if __name__ == "__main__":
    sys.exit(main())
