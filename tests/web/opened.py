"""Pages of an archive made by hand, opened without a server."""

from __future__ import annotations

from pathlib import Path

from fastapi.testclient import TestClient
from lxml import html

from onrecord import links, stories, voices
from onrecord.store.connection import to_write
from onrecord.web.app import application
from onrecord.web.door import Door

HOSTILE = "<script>alert(1)</script>\u202e“x” & 'y'\"><img src=x onerror=alert(1)>"
LARGEST = 300_000


def client(path: Path) -> TestClient:
    return TestClient(application(path, Door("Ada")), base_url="http://localhost", follow_redirects=False)


def connected(path: Path) -> Path:
    """The archive with its voices, stories and links worked out, as adding does."""
    connection = to_write(path)
    voices.completed(connection)
    stories.completed(connection)
    links.completed(connection)
    connection.close()
    return path


def page(pages: TestClient, address: str) -> html.HtmlElement:
    """A page that is there, parsed: small enough, and with nothing in it that a browser would run."""
    answer = pages.get(address)
    assert answer.status_code == 200, answer.text
    assert len(answer.content) < LARGEST
    found = html.fromstring(answer.content)
    assert not [one for one in found.iter("script") if not str(one.get("src")).startswith("/static/")]
    assert not [
        name for one in found.iter() for name in one.attrib if name.startswith("on") or name == "style"
    ]
    return found


def those(element: html.HtmlElement, names: str) -> list[html.HtmlElement]:
    """What stands in an element under tags and classes: ".chain li" are the li in what is of class chain."""
    path = "."
    for name in names.split():
        tag, *classes = name.split(".")
        path += f"//{tag or '*'}" + "".join(
            f"[contains(concat(' ', normalize-space(@class), ' '), ' {one} ')]" for one in classes
        )
    found: list[html.HtmlElement] = element.xpath(path)
    return found


def words(element: html.HtmlElement) -> str:
    """What somebody reads in it."""
    return " ".join(element.text_content().split())


def sent(pages: TestClient, form: html.HtmlElement, **fields: str) -> str:
    """Send a form as a browser does, some of it filled in; the address to which it leads."""
    data = {**dict(form.form_values()), **fields}
    answer = pages.post(form.action, data=data)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def forms(found: html.HtmlElement, ending: str) -> list[html.HtmlElement]:
    """The forms of a page that go to addresses with this ending."""
    return [one for one in found.forms if one.action is not None and one.action.endswith(ending)]
