"""Houses with a door: an archive, who may come in, and browsers that ask."""

from __future__ import annotations

from contextlib import closing
from functools import cache
from pathlib import Path

from fastapi.testclient import TestClient

from onrecord.store.people import People, Role, people_of
from onrecord.web.app import application
from onrecord.web.door import LOCAL, Door
from onrecord.web.password import hashed
from onrecord.web.proxy import proxies
from onrecord.web.token import made

PASSWORD = "the herring sleeps at noon"
NAME = "news.example"
PROXY = "10.0.0.5"


class Clock:
    """A time that passes when a test says so."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


def with_passwords(clock: Clock) -> Door:
    """A door at which people log in; a proxy before it speaks https."""
    return Door(None, LOCAL | {NAME}, proxies([PROXY]), clock=clock)


def with_header(clock: Clock) -> Door:
    """A door that believes a proxy's word on who comes."""
    return Door(None, LOCAL | {NAME}, proxies([PROXY]), "X-Remote-User", clock=clock)


def account(archive: Path, name: str, role: Role) -> None:
    with closing(People(people_of(archive))) as people:
        people.add_account(name, role, _hash(), 0.0)


@cache
def _hash() -> str:
    return hashed(PASSWORD)


def token(archive: Path, person: str, role: Role) -> tuple[str, dict[str, str]]:
    """The id of a new token, and the header in which a program shows it."""
    with closing(People(people_of(archive))) as people:
        known, shown = made(people, "a program", person, role, 0.0)
    return known.id, {"authorization": f"Bearer {shown}"}


def browser(archive: Path, door: Door, peer: str = "192.0.2.7") -> TestClient:
    """A browser at an address, which knows nothing of the house yet."""
    return TestClient(
        application(archive, door), base_url=f"http://{NAME}", follow_redirects=False, client=(peer, 40_000)
    )


def word(pages: TestClient, address: str) -> str:
    """The word that the forms of a page hold."""
    return pages.get(address).text.partition('name="word" value="')[2].partition('"')[0]


def log_in(pages: TestClient, name: str, password: str = PASSWORD, after: str = "/") -> int:
    """The status of the answer."""
    data = {"word": word(pages, "/login"), "name": name, "password": password, "after": after}
    return pages.post("/login", data=data).status_code
