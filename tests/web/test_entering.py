"""Coming in by a password, and how long that holds."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from onrecord.store.people import People, people_of
from onrecord.web.session import IDLE, WHOLE
from tests.web.houses import PASSWORD, PROXY, Clock, account, browser, log_in, with_passwords, word


def test_wrong_passwords_and_unknown_names_are_answered_alike(pages: TestClient) -> None:
    answers = []
    for name in ("Ada", "Nobody"):
        data = {"word": word(pages, "/login"), "name": name, "password": "not the password at all"}
        answers.append(pages.post("/login", data=data))
    assert {one.status_code for one in answers} == {403}
    assert answers[0].text.replace(word(pages, "/login"), "") == answers[1].text.replace(
        word(pages, "/login"), ""
    )
    assert pages.get("/").status_code == 303


def test_tries_at_an_account_are_limited_and_begin_again(pages: TestClient, clock: Clock) -> None:
    for _ in range(10):
        assert log_in(pages, "Ada", "not the password at all") == 403
    assert log_in(pages, "Ada") == 429, "now even the right one has to wait"
    assert log_in(pages, "Rolf") == 303, "others do not"
    clock.now += 15 * 60
    pages.cookies.clear()
    assert log_in(pages, "Ada") == 303


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(archive: Path, clock: Clock) -> None:
    account(archive, "Ada", "editor")
    for peer, is_secure in (("192.0.2.7", False), (PROXY, True)):
        with browser(archive, with_passwords(clock), peer) as pages:
            data = {"word": word(pages, "/login"), "name": "Ada", "password": PASSWORD}
            answer = pages.post("/login", data=data, headers={"x-forwarded-proto": "https"})
            flags = answer.headers["set-cookie"].lower()
            assert "httponly" in flags
            assert "samesite=lax" in flags
            assert "path=/" in flags
            assert ("secure" in flags) is is_secure, "only a proxy that is known is believed"


@pytest.mark.parametrize(
    "after",
    [
        "https://elsewhere.example/",
        "//elsewhere.example",
        "/\\elsewhere.example",
        "\\\\elsewhere.example",
        "/\t/elsewhere.example",
        "javascript:alert(1)",
        "",
    ],
)
def test_the_login_leads_to_no_other_site(pages: TestClient, after: str) -> None:
    data = {"word": word(pages, "/login"), "name": "Ada", "password": PASSWORD, "after": after}
    assert pages.post("/login", data=data).headers["location"] == "/"
    assert pages.get("/login", params={"after": after}).headers["location"] == "/"


def test_the_login_leads_to_the_page_that_was_asked_for(pages: TestClient) -> None:
    asked = pages.get("/search?words=bridge&speaker=Ines+Keller").headers["location"]
    after = pages.get(asked).text.partition('name="after" value="')[2].partition('"')[0].replace("&amp;", "&")
    data = {"word": word(pages, "/login"), "name": "Ada", "password": PASSWORD, "after": after}
    assert pages.post("/login", data=data).headers["location"] == "/search?words=bridge&speaker=Ines+Keller"


def test_a_session_ends_when_nobody_reads_and_a_week_after_it_began(pages: TestClient, clock: Clock) -> None:
    log_in(pages, "Ada")
    began = clock.now
    while clock.now + IDLE / 2 - began < WHOLE:
        clock.now += IDLE / 2
        assert pages.get("/").status_code == 200
    clock.now = began + WHOLE
    assert pages.get("/").status_code == 303
    log_in(pages, "Ada")
    clock.now += IDLE
    assert pages.get("/").status_code == 303


def test_who_logs_out_is_out_whoever_has_the_cookie(pages: TestClient) -> None:
    log_in(pages, "Ada")
    cookie = pages.cookies["onrecord"]
    assert pages.post("/logout", data={"word": word(pages, "/")}).headers["location"] == "/login"
    assert "onrecord" not in pages.cookies
    assert pages.get("/", headers={"cookie": f"onrecord={cookie}"}).status_code == 303


@pytest.mark.parametrize("change", ["password", "removed", "removed and made again"])
def test_a_session_is_over_when_its_account_is_another(pages: TestClient, archive: Path, change: str) -> None:
    log_in(pages, "Ada")
    assert pages.get("/").status_code == 200
    with closing(People(people_of(archive))) as people:
        kept = people.account("Ada")
        if change == "password":
            people.change_password("Ada", "another hash")
        else:
            people.remove("Ada")
        if change == "removed and made again":
            people.add_account("Ada", "editor", kept.password if kept else None, 0.0)
    assert pages.get("/").status_code == 303


def test_another_role_holds_at_once(pages: TestClient, archive: Path) -> None:
    log_in(pages, "Ada")
    with closing(People(people_of(archive))) as people:
        people.change_role("Ada", "reader")
    assert pages.post("/add", data={"word": word(pages, "/"), "text": "x"}).status_code == 403


def test_who_changes_the_password_logs_in_anew(pages: TestClient) -> None:
    log_in(pages, "Ada")
    short = {"word": word(pages, "/"), "old": PASSWORD, "new": "short"}
    assert pages.post("/password", data=short).status_code == 400
    wrong = {"word": word(pages, "/"), "old": "x", "new": "a bridge of cold soup"}
    assert pages.post("/password", data=wrong).status_code == 400
    right = {"word": word(pages, "/"), "old": PASSWORD, "new": "a bridge of cold soup"}
    assert pages.post("/password", data=right).status_code == 303
    assert pages.get("/").status_code == 303
    assert log_in(pages, "Ada") == 403
    assert log_in(pages, "Ada", "a bridge of cold soup") == 303


def test_a_forged_cookie_is_none(pages: TestClient) -> None:
    log_in(pages, "Rolf")
    value = pages.cookies["onrecord"]
    for cookie in (value[:-2] + "xx", "x", f"x{value}", ""):
        assert pages.get("/", headers={"cookie": f"onrecord={cookie}"}).status_code == 303
