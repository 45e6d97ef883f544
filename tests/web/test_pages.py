"""The pages as somebody reads them: words of the news are shown and never obeyed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from onrecord import voices
from onrecord.record import Span
from onrecord.store.connection import to_write
from tests.archives import NOBODY, filled, german, named, reading
from tests.web.opened import HOSTILE, client


@pytest.fixture
def pages(tmp_path: Path) -> Iterator[TestClient]:
    bridge = reading(1, (named("Ines Keller"), "The bridge stays open."), (NOBODY, "No, it does not."))
    cued = replace(bridge.statements[1], stance="denial", cue=(Span(24, 26),))
    hostile = reading(2, (named(HOSTILE), HOSTILE), outlet=HOSTILE)
    path = filled(tmp_path / "news.db", replace(bridge, statements=(bridge.statements[0], cued)), hostile)
    with client(path) as found:
        yield found


def form_word(pages: TestClient, address: str) -> str:
    return pages.get(address).text.partition('name="word" value="')[2].partition('"')[0]


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/articles",
        "/articles/a-0001",
        "/statements/s-00010",
        "/search",
        "/dropped",
        "/add",
        "/decisions",
        "/disputes",
        "/stories",
    ],
)
def test_each_page_is_there_and_runs_nothing_inline(pages: TestClient, address: str) -> None:
    answer = pages.get(address)
    assert answer.status_code == 200
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert "<script>" not in answer.text
    assert " on" not in answer.text.partition("<main")[0].replace(" onrecord", "")


@pytest.mark.parametrize(
    "address", ["/", "/articles/a-0002", "/statements/s-00020", "/search.atom", "/search"]
)
def test_hostile_words_are_shown_and_not_obeyed(pages: TestClient, address: str) -> None:
    text = pages.get(address).text
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text
    assert "\u202e" not in text


def test_an_article_has_its_speakers_beside_the_words(pages: TestClient) -> None:
    text = pages.get("/articles/a-0001").text
    assert "The bridge stays open." in text
    assert "Ines Keller" in text
    assert "Speaker not worked out" in text
    assert 'class="badge denial"' in text


def test_an_address_that_a_later_reading_replaced_leads_on(pages: TestClient) -> None:
    assert pages.get("/articles/s-00010").headers["location"] == "/statements/s-00010"
    assert pages.get("/statements/a-0001").headers["location"] == "/articles/a-0001"


def test_what_is_not_on_record_says_so(pages: TestClient) -> None:
    for address in ("/articles/a-9", "/statements/s-nothing", "/nowhere"):
        answer = pages.get(address)
        assert answer.status_code == 404
        assert "<h1>" in answer.text


def test_a_search_narrows_by_what_its_answers_have(pages: TestClient) -> None:
    text = pages.get("/search", params={"words": "bridge"}).text
    assert "1 statement" in text
    assert "words=bridge&amp;speaker=Ines+Keller" in text
    assert "Nothing on record" in pages.get("/search", params={"words": "harbour"}).text
    assert pages.get("/search", params={"stance": "cheerful"}).status_code == 400
    assert pages.get("/search", params={"first": "soon"}).status_code == 400


def test_a_correction_holds_and_can_be_taken_back(pages: TestClient) -> None:
    word = form_word(pages, "/statements/s-00011")
    answer = pages.post("/statements/s-00011/correct", data={"word": word, "speaker": "Tom Brandt"})
    assert answer.status_code == 303
    assert "Tom Brandt" in pages.get(answer.headers["location"]).text
    listed = pages.get("/decisions").text
    assert "speaker “Tom Brandt”" in listed
    assert "Ada" in listed
    decision = listed.partition('action="/decisions/')[2].partition("/")[0]
    pages.post(f"/decisions/{decision}/undo", data={"word": word})
    assert "Speaker not worked out" in pages.get("/statements/s-00011").text


def test_what_was_missing_is_added_by_its_words(pages: TestClient) -> None:
    word = form_word(pages, "/articles/a-0001")
    answer = pages.post(
        "/articles/a-0001/missing", data={"word": word, "content": "bridge stays", "speaker": ""}
    )
    assert answer.status_code == 303
    assert "added by a person" in pages.get(answer.headers["location"]).text
    wrong = pages.post("/articles/a-0001/missing", data={"word": word, "content": "not there", "speaker": ""})
    assert wrong.status_code == 400


def test_no_form_of_another_page_changes_anything(pages: TestClient) -> None:
    data = {"speaker": "Somebody"}
    assert pages.post("/statements/s-00010/correct", data=data).status_code == 403
    word = form_word(pages, "/statements/s-00010")
    elsewhere = {"origin": "https://elsewhere.example"}
    refused = pages.post("/statements/s-00010/correct", data={**data, "word": word}, headers=elsewhere)
    assert refused.status_code == 403
    assert "Ines Keller" in pages.get("/statements/s-00010").text


def test_a_name_that_was_made_to_point_here_is_not_answered(pages: TestClient) -> None:
    for host in ("news.example", "localhost.news.example", "[::1", ""):
        assert pages.get("/", headers={"host": host}).status_code == 403
    assert pages.get("/", headers={"host": "127.0.0.1:8477"}).status_code == 200


def test_a_name_leads_to_its_voice(tmp_path: Path) -> None:
    readings = [reading(day, (named("Ines Keller"), f"Bridge {day} stays open.")) for day in range(1, 4)]
    path = filled(tmp_path / "news.db", *readings)
    connection = to_write(path)
    voices.completed(connection)
    connection.close()
    with client(path) as pages:
        address = pages.get("/voices/ines keller").headers["location"]
        assert address.startswith("/voices/v-")
        assert "3 statements in 3 articles" in pages.get(address).text
        assert pages.get("/voices/Nobody At All").status_code == 404
        assert pages.get("/voices/v-0000000000000000").status_code == 404


def test_an_empty_archive_says_what_to_do(tmp_path: Path) -> None:
    with client(filled(tmp_path / "empty.db")) as pages:
        assert "Nothing is on record yet" in pages.get("/").text
        for address in ("/articles", "/search", "/dropped", "/decisions", "/search.atom"):
            assert pages.get(address).status_code == 200


def test_what_is_given_is_read_beside_the_pages(tmp_path: Path) -> None:
    path = filled(tmp_path / "news.db")
    news = german(tmp_path / "news.jsonl", range(2)).read_bytes()
    with client(path) as pages:
        word = form_word(pages, "/add")
        files = {"files": ("../../etc/ne<ws>.jsonl", news)}
        job = pages.post("/add", data={"word": word}, files=files).headers["location"]
        while "http-equiv" in (told := pages.get(job).text):
            pass
        assert "<b>2 articles</b> with <b>8 statements</b>" in told
        assert "2 articles · 8 statements" in pages.get("/").text
        assert pages.post("/add", data={"word": word}).status_code == 400
        assert pages.post("/add", data={"word": word, "addresses": "file:///etc/passwd"}).status_code == 400
    assert {one.name for one in tmp_path.iterdir()} >= {"news.db", "news.db.inbox"}


def test_a_long_article_is_read_in_parts(tmp_path: Path) -> None:
    long = reading(1, (named("Ines Keller"), "word " * 20_000))
    with client(filled(tmp_path / "news.db", long)) as pages:
        first = pages.get("/articles/a-0001")
        assert len(first.content) < 300_000
        assert "Go on reading" in first.text
        assert "Part 4 of 4" in pages.get("/articles/a-0001?start=90000").text
        assert pages.get("/articles/a-0001?start=99999999").status_code == 200
