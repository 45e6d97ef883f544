"""Whoever reads without JavaScript reads all of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.web.browser import opened
from tests.web.process import House

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    with opened(browser, java_script_enabled=False) as found:
        yield found


def test_an_article_leads_to_a_statement_to_its_speaker_and_back(plain: Page, news: House) -> None:
    plain.goto(f"{news.address}/articles")
    plain.get_by_role("link", name="a line on a map").click()
    number = plain.locator("a.number").first
    note = plain.locator(number.get_attribute("href") or "")
    number.click()
    assert note.is_visible()
    note.locator("summary").click()
    note.get_by_role("link", name="Open this statement").click()
    heading = plain.get_by_role("heading", level=1)
    name = heading.inner_text().partition(",")[0]
    heading.get_by_role("link").first.click()
    assert heading.inner_text() == name
    plain.locator(".entry .where a").first.click()
    assert plain.locator(".note:target").is_visible(), "at the statement, in its article"


def test_a_search_is_narrowed_and_a_correction_is_made(plain: Page, news: House) -> None:
    plain.goto(f"{news.address}/search?words=barrier")
    plain.locator(".facets section").filter(has_text="Manner").get_by_role("link").first.click()
    plain.locator(".entry blockquote a").first.click()
    folded = plain.locator("details", has=plain.get_by_label("Who said it"))
    folded.locator("summary").click()
    folded.get_by_label("Who said it").fill("Ines Keller")
    folded.get_by_role("button").first.click()
    assert "Ines Keller" in plain.get_by_role("heading", level=1).inner_text()


def test_a_text_is_given_and_the_page_tells_when_it_is_read(plain: Page, news: House) -> None:
    plain.goto(f"{news.address}/add")
    said = "„Die Brücke bleibt offen, und die Fähre fährt nicht“, sagte Ines Keller am Freitag im Hafen."
    plain.get_by_label("Or a text").fill(said)
    plain.get_by_role("button", name="Read it").click()
    plain.get_by_role("heading", name="Read", exact=True).wait_for()
    assert "1 article" in plain.inner_text("main")
