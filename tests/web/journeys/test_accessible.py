"""No page keeps anybody from reading it, in light colours or in dark."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.web.accessible import barriers, pale
from tests.web.browser import opened
from tests.web.process import House
from tests.web.walk import kind, walked

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def addresses(news: House) -> list[str]:
    """A page of each kind: also those that no link leads to."""
    news.done(news.give("„Die Brücke bleibt offen, und die Fähre fährt nicht“, sagte Ines Keller im Hafen."))
    found = walked(news.address)
    voice = next(one for one in found if kind(one) == "/voices/…")
    merge = f"{voice}/decide?verb=rename&told=Somebody"
    return [*{kind(one): one for one in found}.values(), merge, "/search?words=zeppelin"]


@pytest.mark.parametrize(("scheme", "found"), [("light", barriers), ("dark", pale)])
def test_axe_finds_nothing_serious(
    browser: Browser, news: House, addresses: list[str], scheme: str, found: Callable[[Page], list[str]]
) -> None:
    # What a page may load is not what is looked at here.
    with opened(browser, color_scheme=scheme, bypass_csp=True) as page:
        wrong = {}
        for address in addresses:
            page.goto(news.address + address)
            if told := found(page):
                wrong[address] = told
    assert wrong == {}
