"""What keeps somebody from reading a page: axe, the checker of Deque, over a page in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

_AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text("utf-8")
_UNFOLD = "document.querySelectorAll('details').forEach((one) => { one.open = true; })"
_RUN = """async (rules) => {
    const told = await axe.run(document, {resultTypes: ["violations"], ...(rules && {runOnly: rules})});
    return told.violations.filter((one) => ["serious", "critical"].includes(one.impact))
        .map((one) => `${one.id}: ${one.nodes.length}, as ${one.nodes[0].html.slice(0, 200)}`);
}"""


def barriers(page: Page) -> list[str]:
    """The serious and critical findings on a page, all of it unfolded: which rule, how often, where."""
    return _run(page, None)


def pale(page: Page) -> list[str]:
    """Those about contrast alone: nothing else is another in dark colours."""
    return _run(page, ["color-contrast"])


def _run(page: Page, rules: list[str] | None) -> list[str]:
    page.evaluate(_UNFOLD)
    page.evaluate(_AXE)
    found: list[str] = page.evaluate(_RUN, rules)
    return found
