"""From a dump to a statement, to its speaker, to somebody who knows better."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from typing import TYPE_CHECKING

from tests.web.journeys.conftest import EXAMPLES
from tests.web.process import done, house

if TYPE_CHECKING:
    from playwright.sync_api import Page

_DROP = """([name, coded]) => {
    const held = new DataTransfer();
    const bytes = Uint8Array.from(atob(coded), (letter) => letter.charCodeAt(0));
    held.items.add(new File([bytes], name));
    const how = {dataTransfer: held, bubbles: true, cancelable: true};
    document.body.dispatchEvent(new DragEvent("dragover", how));
    document.body.dispatchEvent(new DragEvent("drop", how));
}"""


def test_a_dump_is_dropped_read_and_corrected_and_stays_so_when_it_is_read_again(
    page: Page, tmp_path: Path
) -> None:
    feed = EXAMPLES / "feed.txt"
    with house(tmp_path) as news:
        page.goto(news.address)
        page.evaluate(_DROP, [feed.name, base64.b64encode(feed.read_bytes()).decode()])
        page.get_by_role("button", name="Read it").click()
        page.get_by_role("heading", name="Read", exact=True).wait_for()
        assert re.match(r"\d articles with \d+ statements", page.get_by_role("status").inner_text())

        page.get_by_role("link", name="Articles", exact=True).click()
        page.get_by_role("link", name=re.compile("a line on a map")).click()
        assert "“It was a sketch, made by a junior official over lunch,”" in page.inner_text("main")
        assert f"{feed.name}, lines" in page.inner_text("main")
        assert "inbox" not in page.inner_text("main"), "where we keep it is nobody's matter"
        note = page.get_by_role("complementary").filter(has_text="Sunniva Thorne").first
        note.locator("summary").click()
        note.get_by_role("link", name="Open this statement").click()
        statement = page.url
        page.get_by_role("heading", level=1).get_by_role("link", name="Sunniva Thorne").click()
        assert page.get_by_role("heading", level=1).inner_text() == "Sunniva Thorne"

        page.goto(statement)
        folded = page.locator("details", has=page.get_by_label("Who said it"))
        folded.locator("summary").click()
        folded.get_by_label("Who said it").fill("Bertil Ash")
        folded.get_by_role("button").first.click()
        page.get_by_role("heading", level=1).get_by_role("link", name="Bertil Ash").wait_for()

        for stage in ("resolve", "tidy"):
            assert "articles read again" in done(tmp_path, "reread", "--from", stage)
            page.goto(statement)
            page.get_by_role("heading", level=1).get_by_role("link", name="Bertil Ash").wait_for()
        page.get_by_role("link", name="Corrections").click()
        assert "Bertil Ash" in page.inner_text("main")
