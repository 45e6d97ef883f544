"""Two voices are one; no, they are not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.archives import filled, named, reading
from tests.web.opened import connected
from tests.web.process import house

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_two_voices_are_merged_and_parted_again(page: Page, tmp_path: Path) -> None:
    said = [
        reading(day, (named(name), f"Bridge {day} stays open."))
        for day, name in enumerate(("Ines Keller", "Ines Keller", "Tom Brandt"), 1)
    ]
    connected(filled(tmp_path / "news.db", *said))
    with house(tmp_path) as news:
        page.goto(f"{news.address}/voices/Ines Keller")
        assert "2 statements in 2 articles" in page.inner_text("main")
        folded = page.locator("details", has_text="The same as somebody else")
        folded.locator("summary").click()
        folded.get_by_label("The same as").fill("Tom Brandt")
        folded.get_by_role("button", name="See what changes").click()
        assert "3 statements in 3 articles" in page.inner_text("main"), "foreseen"

        page.get_by_role("button", name="They are one").click()
        assert "Ines Keller and Tom Brandt are one voice" in page.get_by_role("status").inner_text()
        assert "3 statements in 3 articles" in page.inner_text("main")
        merged = page.url
        page.goto(f"{news.address}/voices/Tom Brandt")
        assert "3 statements in 3 articles" in page.inner_text("main"), "both names lead there"

        page.goto(merged)
        page.get_by_role("status").get_by_role("button", name="Take back").click()
        assert "Taken back" in page.get_by_role("status").inner_text()
        page.goto(f"{news.address}/voices/Tom Brandt")
        assert "1 statement in 1 article" in page.inner_text("main")
