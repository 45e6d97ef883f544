"""On a phone no page is wider than the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.archives import filled, named, reading
from tests.web.browser import opened
from tests.web.process import House, house
from tests.web.walk import walked

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

_PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 1, "has_touch": True}


def _wider(page: Page, news: House) -> list[tuple[str, int]]:
    """The pages that have to be scrolled sideways, all of them unfolded, and how wide they are."""
    found = []
    for address in walked(news.address):
        page.goto(news.address + address)
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 390:
            found.append((address, width))
    return found


def test_no_page_is_scrolled_sideways(browser: Browser, news: House) -> None:
    with opened(browser, **_PHONE) as page:
        assert _wider(page, news) == []


def test_nor_is_one_with_names_words_and_outlets_that_do_not_end(browser: Browser, tmp_path: Path) -> None:
    name, word = "Ines " + "K" * 395, "W" * 2_000
    filled(
        tmp_path / "news.db",
        *(reading(day, (named(name), f"{day} {word}"), outlet="O" * 300) for day in (1, 2)),
    )
    with house(tmp_path) as news, opened(browser, **_PHONE) as page:
        assert _wider(page, news) == []
