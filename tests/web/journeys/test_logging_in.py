"""Where others can come, they log in first."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from tests.web.houses import PASSWORD
from tests.web.process import done, house

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_a_reader_logs_in_reads_on_where_they_wanted_to_and_logs_out(
    page: Page, examples: Path, tmp_path: Path
) -> None:
    shutil.copy(examples, tmp_path / "news.db")
    done(tmp_path, "account", "add", "Rolf", "--reader", told=f"{PASSWORD}\n")
    done(tmp_path, "account", "add", "Ada", "--editor", told=f"{PASSWORD}\n")
    with house(tmp_path, "--host", "0.0.0.0", "--name", "localhost") as news:
        wanted = f"{news.address}/search?words=barrier"
        page.goto(wanted)
        assert page.get_by_role("heading", level=1).inner_text() == "Log in"
        assert "barrier" not in page.inner_text("main")
        _log_in(page, "Rolf", "a wrong one, of enough letters")
        page.get_by_role("alert").wait_for()
        _log_in(page, "Rolf", PASSWORD)
        page.wait_for_url(wanted)

        page.locator(".entry blockquote a").first.click()
        statement = page.url
        assert page.get_by_label("Who said it").count() == 0, "a reader corrects nothing"
        page.get_by_role("button", name="Log out").click()
        page.goto(statement)
        _log_in(page, "Ada", PASSWORD)
        page.wait_for_url(statement)
        assert page.get_by_label("Who said it").count() == 1


def _log_in(page: Page, name: str, password: str) -> None:
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in").click()
