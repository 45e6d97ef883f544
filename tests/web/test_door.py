"""Who comes in, and what they may do there."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path

from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient

from onrecord.store.people import People, people_of
from onrecord.web.app import application
from onrecord.web.door import Door
from tests.web.houses import (
    NAME,
    PASSWORD,
    PROXY,
    Clock,
    account,
    browser,
    log_in,
    token,
    with_header,
    with_passwords,
    word,
)


def correct(pages: TestClient) -> int:
    """The status that a correction is answered with, sent with the word of the page."""
    data = {"word": word(pages, "/statements/s-00010"), "speaker": "Tom Brandt"}
    return pages.post("/statements/s-00010/correct", data=data).status_code


def changing(archive: Path) -> list[tuple[str, str]]:
    """Each route that changes something, and an address of it."""
    app = application(archive, Door("Ada"))
    found = [
        (method, re.sub(r"\{.*?\}", "x", route.path or ""))
        for route in iter_route_contexts(app.routes)
        for method in sorted((route.methods or set()) - {"GET", "HEAD", "OPTIONS"})
    ]
    assert len(found) > 5
    return found


def test_nobody_sees_anything_before_they_log_in(pages: TestClient) -> None:
    for address in ("/", "/articles/a-0001", "/search?words=bridge", "/settings"):
        answer = pages.get(address)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/login?after=")
        assert "bridge" not in answer.text
    for address in ("/search.atom", "/api/v1/openapi.json"):
        assert pages.get(address).status_code == 401
    assert pages.get("/healthz").text == "ok\n"


def test_an_editor_reads_and_changes(pages: TestClient) -> None:
    assert log_in(pages, "ada") == 303
    assert "Ines Keller" in pages.get("/").text
    assert correct(pages) == 303
    assert "Ada" in pages.get("/decisions").text, "who decided is who logged in, as the account is written"


def test_a_reader_reads_and_changes_nothing(pages: TestClient, archive: Path) -> None:
    assert log_in(pages, "Rolf") == 303
    page = pages.get("/statements/s-00010").text
    assert "Ines Keller" in page
    for address in ("/statements/s-00010", "/articles/a-0001", "/add", "/decisions"):
        text = pages.get(address).text
        forms = [part.partition('"')[0] for part in text.split('method="post" action="')[1:]]
        assert forms == ["/logout"], f"{address} has a button that a reader may not press"
    data = {"word": word(pages, "/"), "speaker": "Tom Brandt"}
    refused = pages.post("/statements/s-00010/correct", data=data)
    assert refused.status_code == 403
    assert "Rolf may read, and change nothing" in refused.text


def test_every_route_that_changes_the_record_turns_readers_away(pages: TestClient, archive: Path) -> None:
    log_in(pages, "Rolf")
    own = ("/login", "/logout", "/password", "/saved")
    for method, address in changing(archive):
        if not address.startswith(own):
            answer = pages.request(method, address, data={"word": word(pages, "/")})
            assert answer.status_code == 403, address


def test_no_route_changes_anything_for_a_form_of_another_page(pages: TestClient, archive: Path) -> None:
    log_in(pages, "Ada")
    right = {"word": word(pages, "/")}
    for method, address in changing(archive):
        assert pages.request(method, address, data={"speaker": "x"}).status_code == 403, address
        assert pages.request(method, address, data={"word": "x"}).status_code == 403, address
        elsewhere = {"origin": "https://elsewhere.example"}
        assert pages.request(method, address, data=right, headers=elsewhere).status_code == 403, address
        assert pages.request(method, address, data=right, headers={"origin": "null"}).status_code == 403


def test_the_word_of_one_session_is_none_of_anothers(archive: Path, clock: Clock) -> None:
    account(archive, "Ada", "editor")
    with browser(archive, with_passwords(clock)) as one, browser(archive, with_passwords(clock)) as other:
        for pages in (one, other):
            log_in(pages, "Ada")
        theirs = {"word": word(other, "/"), "speaker": "Tom Brandt"}
        assert one.post("/statements/s-00010/correct", data=theirs).status_code == 403


def test_a_token_lets_a_program_in_without_a_form_word_until_it_is_revoked(
    pages: TestClient, archive: Path
) -> None:
    identity, shown = token(archive, "Ada", "editor")
    assert "Ines Keller" in pages.get("/", headers=shown).text
    data = {"speaker": "Tom Brandt"}
    assert pages.post("/statements/s-00010/correct", data=data, headers=shown).status_code == 303
    with closing(People(people_of(archive))) as people:
        assert people.tokens()[0].used is not None
        people.revoke(identity)
    for address in ("/api/v1/openapi.json", "/search.atom"):
        assert pages.get(address, headers=shown).status_code == 401
    assert pages.post("/statements/s-00010/correct", data=data, headers=shown).status_code == 401


def test_a_token_may_no_more_than_its_role_and_its_person(pages: TestClient, archive: Path) -> None:
    data = {"speaker": "Tom Brandt"}
    for person, role in (("Ada", "reader"), ("Rolf", "editor")):
        _, shown = token(archive, person, role)
        assert pages.get("/", headers=shown).status_code == 200
        assert pages.post("/statements/s-00010/correct", data=data, headers=shown).status_code == 403
    with closing(People(people_of(archive))) as people:
        people.remove("Rolf")
    assert pages.get("/search.atom", headers=shown).status_code == 401


def test_a_wrong_token_is_no_way_in_on_ones_own_machine_either(archive: Path) -> None:
    with TestClient(application(archive, Door("Ada")), base_url="http://localhost") as pages:
        assert pages.get("/search.atom").status_code == 200
        assert pages.get("/search.atom", headers={"authorization": "Bearer x"}).status_code == 401


def test_a_proxy_tells_who_comes_and_nobody_else_does(archive: Path, clock: Clock) -> None:
    account(archive, "Ada", "editor")
    ada = {"x-remote-user": "Ada"}
    with browser(archive, with_header(clock), PROXY) as pages:
        page = pages.get("/statements/s-00010", headers=ada).text
        data = {"word": page.partition('name="word" value="')[2].partition('"')[0], "speaker": "Tom Brandt"}
        assert pages.post("/statements/s-00010/correct", data=data, headers=ada).status_code == 303
        assert pages.post("/statements/s-00010/correct", data=data).status_code == 401
        stranger = {"x-remote-user": "Stranger"}
        assert pages.get("/", headers=stranger).status_code == 200
        assert pages.post("/add", data={"text": "x"}, headers=stranger).status_code == 403
        assert pages.get("/").status_code == 303
        twice = [("x-remote-user", "Ada"), ("x-remote-user", "Rolf")]
        assert pages.get("/", headers=twice).status_code == 303
        assert pages.get("/", headers={"x-remote-user": " "}).status_code == 303
    for peer in ("192.0.2.7", "10.0.0.6", "::1"):
        with browser(archive, with_header(clock), peer) as pages:
            forged = {**ada, "x-forwarded-for": PROXY}
            assert pages.get("/", headers=forged).status_code == 303, peer


def test_nobody_logs_in_by_a_password_where_a_proxy_tells(archive: Path, clock: Clock) -> None:
    account(archive, "Ada", "editor")
    with browser(archive, with_header(clock)) as pages:
        assert 'type="password"' not in pages.get("/login").text
        data = {"name": "Ada", "password": PASSWORD}
        assert pages.post("/login", data=data).status_code == 403


def test_tries_are_counted_by_who_stands_behind_the_proxy(archive: Path, clock: Clock) -> None:
    account(archive, "Ada", "editor")
    with browser(archive, with_passwords(clock), PROXY) as pages:
        for number in range(30):
            pages.app.state.site.tries.take(f"x{number}", "198.51.100.1")  # type: ignore[attr-defined]
        data = {"word": word(pages, "/login"), "name": "Ada", "password": PASSWORD}
        # What stands before the last address was written by whoever asked.
        for said, status in (("203.0.113.9, 198.51.100.1", 429), ("198.51.100.1, 203.0.113.9", 303)):
            assert pages.post("/login", data=data, headers={"x-forwarded-for": said}).status_code == status


def test_a_name_that_was_made_to_point_here_reads_nothing(pages: TestClient) -> None:
    log_in(pages, "Ada")
    for host in ("elsewhere.example", f"{NAME}.elsewhere.example", "0.0.0.0", "10.0.0.5", ""):
        assert pages.get("/", headers={"host": host}).status_code == 403
        assert pages.get("/healthz", headers={"host": host}).status_code == 403
    assert pages.get("/", headers={"host": f"{NAME}:8477"}).status_code == 200


def test_what_came_through_a_proxy_is_not_ones_own_machine(archive: Path) -> None:
    with TestClient(application(archive, Door("Ada")), base_url="http://localhost") as pages:
        assert pages.get("/", headers={"x-forwarded-for": "192.0.2.7"}).status_code == 403
        assert pages.get("/", headers={"forwarded": "for=192.0.2.7"}).status_code == 403


def test_what_is_larger_than_the_limit_is_not_taken_in(archive: Path, clock: Clock) -> None:
    with TestClient(application(archive, Door("Ada", largest=4_000_000)), base_url="http://localhost") as own:
        data = {"word": word(own, "/add")}
        assert own.post("/add", data=data, files={"files": ("a.txt", b"x" * 4_000_001)}).status_code == 413
        assert own.post("/add", data={**data, "text": "x" * 4_000_001}).status_code == 413
        assert own.post("/add", content=iter([b"x"])).status_code == 411
        assert not list(archive.parent.glob("*.inbox"))
    with browser(archive, with_passwords(clock)) as pages:
        assert pages.post("/login", data={"name": "x" * 20_000}).status_code == 413


def test_a_stranger_learns_nothing_of_what_is_wrong(archive: Path, clock: Clock) -> None:
    people_of(archive).write_text("no list of accounts " * 500)
    with browser(archive, with_passwords(clock)) as pages:
        for address in ("/", "/login"):
            answer = pages.get(address)
            assert answer.status_code == 503
            assert "news.db" not in answer.text


def test_that_something_is_wrong_is_all_that_the_health_says(archive: Path, clock: Clock) -> None:
    archive.write_text("no archive " * 500)
    with browser(archive, with_passwords(clock)) as pages:
        answer = pages.get("/healthz")
        assert (answer.status_code, answer.text) == (503, "not ok\n")


def test_what_is_behind_the_login_lies_in_no_shared_cache(pages: TestClient) -> None:
    log_in(pages, "Ada")
    assert pages.get("/").headers["cache-control"].startswith("private")
