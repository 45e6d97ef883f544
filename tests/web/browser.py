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


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser; whoever has none does without these tests, and is told so."""
    play = pytest.importorskip("playwright.sync_api", reason="not tried in a browser: no playwright")
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("not tried in a browser: no chromium")
    with play.sync_playwright() as started:
        # Containers have no user namespaces, which the sandbox needs; the pages are our own.
        browser = started.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def opened(browser: Browser, **how: Any) -> Iterator[Page]:
    """A page in a profile of its own. What it is refused, fails at or asks its reader fails the test."""
    context = browser.new_context(**how)
    page = context.new_page()
    page.set_default_timeout(60_000)
    wrong: list[str] = []
    page.on("console", lambda told: wrong.append(told.text) if told.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: (wrong.append(f"asked: {dialog.message}"), dialog.dismiss()))
    yield page
    context.close()
    assert wrong == []
