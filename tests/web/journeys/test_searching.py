"""From a word to who said it, to a feed of all that will be said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from tests.web.process import House

if TYPE_CHECKING:
    from playwright.sync_api import Page

_ATOM = "{http://www.w3.org/2005/Atom}"


def test_a_search_is_narrowed_by_a_facet_and_followed_as_a_feed(page: Page, news: House) -> None:
    page.goto(news.address)
    page.get_by_role("searchbox", name="Search what was said").fill("barrier")
    page.get_by_role("button", name="Search", exact=True).click()
    all_found = page.get_by_role("article").count()
    facet = page.locator(".facets section").filter(has_text="Speaker").get_by_role("listitem").first
    name, number = facet.get_by_role("link").inner_text(), int(facet.locator(".n").inner_text())
    facet.get_by_role("link").click()
    assert 0 < number < all_found
    assert page.get_by_role("article").count() == number
    assert all(name in one for one in page.get_by_role("article").all_inner_texts())
    assert page.get_by_role("searchbox").input_value() == "barrier"

    address = page.get_by_role("link", name="feed of this search").get_attribute("href")
    feed = page.request.get(f"{news.address}{address}")
    assert feed.headers["content-type"].startswith("application/atom+xml")
    told = etree.fromstring(feed.body())
    assert len(told.findall(f"{_ATOM}entry")) == number

    entry = told.find(f"{_ATOM}entry/{_ATOM}link")
    assert entry is not None
    page.goto(entry.get("href") or "")
    assert name in page.get_by_role("heading", level=1).inner_text()


def test_a_search_that_is_saved_has_a_feed_whose_address_is_enough(page: Page, news: House) -> None:
    page.goto(f"{news.address}/search?words=herring")
    page.get_by_text("Save this search").click()
    page.get_by_label("Under the name").fill("The herring")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="The herring").wait_for()
    address = page.locator("main a[href*='.atom']").get_attribute("href")
    feed = page.request.get(f"{news.address}{address}")
    assert etree.fromstring(feed.body()).findall(f"{_ATOM}entry")


def test_what_is_not_on_record_says_what_to_do(page: Page, news: House) -> None:
    page.goto(f"{news.address}/search?words=zeppelin")
    page.get_by_role("heading", name="Nothing on record").wait_for()
    assert "try fewer words" in page.inner_text("main")
