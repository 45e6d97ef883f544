"""What only a browser can show: a page refuses nothing of its own, and selected words are the right ones."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
import uvicorn

from onrecord.web.app import application
from onrecord.web.door import Door
from tests.archives import filled, named, reading
from tests.web.opened import connected

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SHIP = "🚢"
WIDTHS = (390, 1280, 1920)


@pytest.fixture(scope="module")
def base(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    keller = [
        reading(
            day, (named("Ines Keller"), f"{SHIP} Bridge {day} stays open."), (named("K" * 400), f"قالت {day}")
        )
        for day in (1, 40, 80)
    ]
    path = connected(filled(tmp_path_factory.mktemp("archive") / "news.db", *keller))
    server = uvicorn.Server(uvicorn.Config(application(path, Door("Ada")), log_level="error"))
    place = socket.create_server(("127.0.0.1", 0))  # whoever asks before it is answered waits
    thread = threading.Thread(target=server.run, args=([place],), daemon=True)
    thread.start()
    port = place.getsockname()[1]
    yield f"http://localhost:{port}"
    server.should_exit = True
    thread.join()


ADDRESSES = (
    "/",
    "/articles/a-0001",
    "/statements/s-00010",
    "/voices/Ines Keller",
    "/search",
    "/add",
    "/decisions",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_is_as_wide_as_its_window_and_nothing_of_it_is_refused(
    page: Page, base: str, address: str
) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(base + address)
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_notes_stand_beside_their_words_and_never_on_each_other(page: Page, base: str) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{base}/articles/a-0001")
        boxes = [note.bounding_box() for note in page.locator(".note").all()]
        for above, below in pairwise(boxes):
            assert above is not None
            assert below is not None
            assert above["y"] + above["height"] <= below["y"]


def test_selected_words_go_into_the_form_with_their_code_points(page: Page, base: str) -> None:
    page.goto(f"{base}/articles/a-0001")
    page.evaluate("""() => {
        const words = document.querySelector("p.text .said").firstChild;
        getSelection().setBaseAndExtent(words, 3, words, 9);
    }""")
    page.click(".choose")
    assert page.input_value("[name=content]") == "Bridge"
    assert page.input_value("[name=at]") == "2-8"
    page.fill("[name=content]", "open")
    assert page.input_value("[name=at]") == ""


def test_words_that_are_looked_at_tell_who_says_them(page: Page, base: str) -> None:
    page.goto(f"{base}/articles/a-0001")
    page.hover("p.text .said >> nth=0")
    assert "Ines Keller" in page.inner_text(".card")
    assert page.locator(".note.lit").count() == 1
    page.keyboard.press("Escape")
    assert page.locator(".card").is_hidden()
    page.focus("a.number >> nth=0")
    assert page.locator(".card").is_visible()


def test_a_chart_is_drawn_where_there_is_script_and_its_table_stands_open_where_there_is_none(
    page: Page, browser: Browser, base: str
) -> None:
    page.goto(f"{base}/voices/Ines Keller")
    assert page.locator(".uplot canvas").count() == 1
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(f"{base}/voices/Ines Keller")
    assert plain.locator(".series table").is_visible()
    assert plain.locator(".network svg text").first.is_visible()
    plain.close()


def test_files_may_be_dropped_anywhere(page: Page, base: str) -> None:
    page.goto(f"{base}/")
    page.evaluate("""() => {
        const held = new DataTransfer();
        held.items.add(new File(["news"], "news.txt"));
        const drop = new DragEvent("drop", {dataTransfer: held, bubbles: true, cancelable: true});
        document.body.dispatchEvent(drop);
    }""")
    assert page.evaluate("document.querySelector('[type=file]').files[0].name") == "news.txt"
    assert page.locator(".drop").is_visible()
