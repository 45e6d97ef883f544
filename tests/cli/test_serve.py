"""`serve`, `account` and `token` as whoever runs the house types them."""

from __future__ import annotations

import io
import stat
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI

from onrecord.cli import main
from onrecord.store.people import People, people_of
from onrecord.web.door import Door
from onrecord.web.token import digest
from tests.archives import filled

PASSWORD = "the herring sleeps at noon"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return filled(tmp_path / "news.db")


@pytest.fixture
def run(archive: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command in this process: its status, what it printed, what it complained of."""
    monkeypatch.setenv("ONRECORD_ARCHIVE", str(archive))

    def run(*arguments: str, typed: str = "") -> tuple[int, str, str]:
        capsys.readouterr()
        monkeypatch.setattr(sys, "argv", ["onrecord", *arguments])
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        with pytest.raises(SystemExit) as end:
            main()
        told = capsys.readouterr()
        return int(end.value.code or 0), told.out, told.err

    return run


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Door, dict[str, Any]]]:
    """The doors that were opened, with how the server was told to listen."""
    found: list[tuple[Door, dict[str, Any]]] = []

    def run(app: FastAPI, **told: Any) -> None:
        found.append((app.state.site.door, told))

    monkeypatch.setattr(uvicorn, "run", run)
    return found


@pytest.mark.parametrize(
    ("arguments", "remedy"),
    [
        (["--host", "0.0.0.0"], "--name news.example"),
        (["--host", "::"], "--name news.example"),
        (["--host", "0.0.0.0", "--name", "news.example"], "onrecord account add"),
        (["--host", "192.0.2.1"], "onrecord account add"),
        (["--name", "news.example"], "onrecord account add"),
        (["--proxy", "127.0.0.1"], "onrecord account add"),
        (["--login-header", "X-Remote-User"], "--proxy ADDRESS"),
        (["--host", "192.0.2.1", "--login-header", "X-Remote-User"], "--proxy ADDRESS"),
        (["--host", "192.0.2.1", "--login-header", "X-Remote-User", "--proxy", "proxy.example"], "10.0.0.5"),
        (["--host", "news.example"], "--host 0.0.0.0"),
    ],
)
def test_it_does_not_open_to_others_where_nobody_has_to_log_in(
    run: Run, opened: list[object], arguments: list[str], remedy: str
) -> None:
    status, _, told = run("serve", *arguments)
    assert (status, opened) == (2, [])
    assert len(told.splitlines()) == 2
    assert remedy in told


def test_who_logs_in_at_a_proxy_is_no_reason_to_open_to_passwords(run: Run, opened: list[object]) -> None:
    run("account", "add", "Ada", "--no-password")
    status, _, _ = run("serve", "--host", "192.0.2.1")
    assert (status, opened) == (2, [])


def test_on_ones_own_machine_its_user_comes_and_edits(
    run: Run, opened: list[tuple[Door, dict[str, Any]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONRECORD_BY", "Wim Aske")
    assert run("serve")[0] == 0
    ((door, told),) = opened
    assert (door.person, told["host"]) == ("Wim Aske", "127.0.0.1")


@pytest.mark.parametrize(
    ("arguments", "header"),
    [
        (["--host", "192.0.2.1", "--name", "News.example"], None),
        (["--name", "news.example", "--proxy", "10.0.0.0/24"], None),
        (["--name", "news.example", "--proxy", "::1", "--login-header", "X-Remote-User"], "X-Remote-User"),
    ],
)
def test_to_others_it_opens_with_a_login_under_the_names_that_were_given(
    run: Run, opened: list[tuple[Door, dict[str, Any]]], arguments: list[str], header: str | None
) -> None:
    if header is None:
        run("account", "add", "Ada", "--editor", typed=f"{PASSWORD}\n")
    assert run("serve", *arguments)[0] == 0
    ((door, told),) = opened
    assert (door.person, door.header) == (None, header)
    assert "news.example" in door.names
    assert "elsewhere.example" not in door.names
    assert told["proxy_headers"] is False, "the door alone believes what a proxy says"


def test_accounts_are_made_listed_changed_and_removed(run: Run, archive: Path) -> None:
    assert run("account", "list") == (0, "", "no accounts; `onrecord account add NAME` makes one\n")
    assert run("account", "add", "Ada", "--editor", typed=f"{PASSWORD}\n")[0] == 0
    assert run("account", "add", "Zoë", typed=f"{PASSWORD}\n")[1] == "Zoë is let in, as reader\n"
    assert run("account", "list")[1] == "editor  Ada\nreader  Zoë\n"
    assert run("account", "role", "ZOË", "--editor")[0] == 0
    assert run("account", "role", "ada", "--reader")[0] == 0
    assert run("account", "list")[1] == "reader  Ada\neditor  Zoë\n"
    with closing(People(people_of(archive))) as people:
        before = people.account("Ada")
        assert run("account", "password", "Ada", typed="another one that is long\n")[0] == 0
        after = people.account("Ada")
    assert before is not None
    assert after is not None
    assert (before.password, before.stamp) != (after.password, after.stamp)
    assert after.password is not None
    assert after.password.startswith("$argon2id$")
    assert run("account", "remove", "ada")[0] == 0
    assert run("account", "list")[1] == "editor  Zoë\n"


@pytest.mark.parametrize(
    ("arguments", "typed"),
    [
        (["add", "Ada"], "short\n"),
        (["add", "Ada"], ""),
        (["add", " "], f"{PASSWORD}\n"),
        (["add", "A\u202eda"], f"{PASSWORD}\n"),
        (["add", "x" * 101], f"{PASSWORD}\n"),
        (["add", "rolf"], f"{PASSWORD}\n"),
        (["password", "Ada"], f"{PASSWORD}\n"),
        (["role", "Ada", "--editor"], ""),
        (["remove", "Ada"], ""),
    ],
)
def test_what_is_wrong_with_an_account_is_told_in_two_lines(
    run: Run, arguments: list[str], typed: str
) -> None:
    run("account", "add", "Rolf", typed=f"{PASSWORD}\n")
    status, out, told = run("account", *arguments, typed=typed)
    assert status in (1, 2)
    assert (out, len(told.splitlines())) == ("", 2)


def test_a_token_is_printed_once_and_kept_as_a_digest(run: Run, archive: Path) -> None:
    assert run("token", "list")[1] == ""
    shown = run("token", "add", "morning list", "--editor", "--by", "Wim Aske")[1].strip()
    listed = run("token", "list")[1]
    assert "editor  morning list, by Wim Aske" in listed
    assert "never used" in listed
    beside = b"".join(path.read_bytes() for path in archive.parent.iterdir())
    assert digest(shown).encode() in beside
    assert shown.encode() not in beside
    assert run("token", "revoke", listed.split()[0])[0] == 0
    assert run("token", "revoke", listed.split()[0])[0] == 1
    assert run("token", "list")[1] == ""


def test_who_is_removed_leaves_no_token_behind_with_or_without_an_account(run: Run) -> None:
    run("token", "add", "a program", "--by", "Ada")
    assert run("account", "remove", "ADA")[0] == 0
    assert run("token", "list")[1] == ""


def test_the_list_of_accounts_is_its_users_alone_and_not_in_a_backup(run: Run, archive: Path) -> None:
    run("account", "add", "Xanthippe", typed=f"{PASSWORD}\n")
    assert stat.S_IMODE(people_of(archive).stat().st_mode) == 0o600
    assert run("backup", str(archive.with_name("kept.db")))[0] == 0
    for path in (archive, archive.with_name("kept.db")):
        assert b"Xanthippe" not in path.read_bytes()
