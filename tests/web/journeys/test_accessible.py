"""No page keeps anybody from reading it, in light colours or in dark."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.web.accessible import barriers, pale
from tests.web.browser import opened
from tests.web.houses import PASSWORD
from tests.web.process import House, done, house
from tests.web.walk import kind, walked

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


_COLOURS = pytest.mark.parametrize(("scheme", "found"), [("light", barriers), ("dark", pale)])


@pytest.fixture(scope="module")
def addresses(news: House) -> list[str]:
    """A page of each kind: also those that no link leads to."""
    news.done(news.give("„Die Brücke bleibt offen, und die Fähre fährt nicht“, sagte Ines Keller im Hafen."))
    found = walked(news.address)
    voice = next(one for one in found if kind(one) == "/voices/…")
    merge = f"{voice}/decide?verb=rename&told=Somebody"
    wrong = ("/search?words=zeppelin", "/voices/Nobody At All", "/articles/a-0000")
    return [*{kind(one): one for one in found}.values(), merge, *wrong]


@pytest.fixture(scope="module")
def guarded(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house where people log in."""
    folder = tmp_path_factory.mktemp("guarded")
    shutil.copy(examples, folder / "news.db")
    done(folder, "account", "add", "Ada", "--editor", told=f"{PASSWORD}\n")
    with house(folder, "--host", "0.0.0.0", "--name", "localhost") as found:
        yield found


@_COLOURS
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


@_COLOURS
def test_nor_where_people_log_in(
    browser: Browser, guarded: House, scheme: str, found: Callable[[Page], list[str]]
) -> None:
    with opened(browser, color_scheme=scheme, bypass_csp=True) as page:
        page.goto(f"{guarded.address}/login")
        assert found(page) == []
        page.get_by_label("Name").fill("Ada")
        page.get_by_label("Password").fill("a wrong one, of enough letters")
        page.get_by_role("button", name="Log in").click()
        page.get_by_role("alert").wait_for()
        assert found(page) == []
