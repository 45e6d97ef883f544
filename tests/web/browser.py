"""A browser in which nothing may go wrong: Debian's chromium, by Playwright."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# As Debian, others and Google call it.
NAMES = ("chromium", "chromium-browser", "google-chrome")


def path() -> str:
    """Where the browser is. Whoever has none does without the tests that need it, and is told so."""
    pytest.importorskip("playwright.sync_api", reason="not tried in a browser: no playwright")
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip("not tried in a browser: no chromium")
    return found


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser that is running."""
    place = path()
    from playwright.sync_api import sync_playwright  # there only for whoever develops

    with sync_playwright() as play:
        # Containers have no user namespaces, which the sandbox needs; the pages are our own.
        browser = play.chromium.launch(executable_path=place, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def opened(browser: Browser, **how: Any) -> Iterator[Page]:
    """A page in a profile of its own. What it is refused, fails at or asks its reader fails the test."""
    context = browser.new_context(**how)
    page = context.new_page()
    page.set_default_timeout(60_000)
    wrong: list[str] = []

    def missed(answer: Any) -> None:
        if answer.status >= 400 and answer.request.resource_type != "document":
            wrong.append(f"{answer.url}: {answer.status}")

    def told(message: Any) -> None:
        # Of a page that says itself what is wrong (a login that failed) the browser complains in these words.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            wrong.append(message.text)

    page.on("response", missed)
    page.on("console", told)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: (wrong.append(f"asked: {dialog.message}"), dialog.dismiss()))
    yield page
    context.close()
    assert not wrong, wrong
