"""News that is written to harm its reader: it is shown, and nothing of it runs."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.archives import filled, named, reading
from tests.web.process import House, house
from tests.web.walk import walked

if TYPE_CHECKING:
    from playwright.sync_api import Page

_RUNS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><svg onload='alert(1)'>",
    "javascript:alert(1)",
    "{{ 7 * 7 }}",
    "</title></textarea></script><script>alert(1)</script>",
)
_ESCAPES = "\x1b[2J\x1b]0;harbour\x07"
_LEFTWARDS = "\u202egnp.\u202c قالت الوزيرة"
_LONG = "Ines " + "K" * 395
_NAMES = (*_RUNS, _ESCAPES, _LEFTWARDS, _LONG)


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A folder with an archive in which names, words and outlets would all like to be obeyed."""
    filled(
        tmp_path / "news.db",
        *(
            reading(day, (named(name), f"{name} said so."), (named(name), f"No, {name}"), outlet=name)
            for day, name in enumerate(_NAMES, 1)
        ),
    )
    return tmp_path


def test_on_no_page_does_anything_run(page: Page, hostile: Path) -> None:
    with house(hostile) as news:
        for address in walked(news.address):
            answer = page.goto(news.address + address)
            assert answer is not None
            assert "script-src 'self'" in answer.headers["content-security-policy"]
            text = page.content()
            assert not [letter for letter in "\x1b\x07\u202e" if letter in text], address
            assert (
                page.evaluate("document.querySelectorAll('main script, main img, svg[onload]').length") == 0
            )
            assert page.title().endswith("onrecord")


def test_pasted_markup_is_words(page: Page, tmp_path: Path) -> None:
    with house(tmp_path) as news:
        page.goto(f"{news.address}/add")
        said = "“The ferry does not sail while there is ice in the harbour,” said Ines Keller on Friday."
        page.get_by_label("Or a text").fill(
            "\n\n".join([said, *_NAMES, f"“{_RUNS[0]} is all I wrote,” said Tom {_RUNS[1]}."])
        )
        page.get_by_role("button", name="Read it").click()
        page.get_by_role("heading", name="Read", exact=True).wait_for()
        page.get_by_role("link", name="Articles", exact=True).click()
        page.locator("main .headlines a").first.click()
        assert "The ferry does not sail" in page.inner_text("main")
        assert escape(_RUNS[0], quote=False) in page.inner_html("main")


def test_an_address_is_shown_and_not_obeyed(page: Page, news: House) -> None:
    for words in _RUNS:
        page.goto(f"{news.address}/search")
        page.get_by_role("searchbox").fill(words)
        page.get_by_role("button", name="Search", exact=True).click()
        assert page.get_by_role("searchbox").input_value() == words
