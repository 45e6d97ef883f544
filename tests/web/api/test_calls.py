"""What the API gives is what the contract says, and what it takes it takes from those who may."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from fastapi.testclient import TestClient

from onrecord import links, stories, voices
from onrecord.archive import Archive
from onrecord.export.contract import schema
from onrecord.record import Dropped, Span
from onrecord.store import write
from onrecord.store.connection import to_write
from onrecord.store.transaction import transaction
from onrecord.web.app import application
from onrecord.web.door import Door
from tests.archives import NOBODY, PLACE, changed, filled, keep, named, reading

ROOT = "/api/v1"
KELLER = named("Ines Keller")


def bridge(day: int) -> Any:
    return reading(day, (KELLER, f"Bridge {day} stays open."), (NOBODY, "No, it does not."))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Articles of five days in which one speaks, one of another's, and two parts that were left out."""
    denial = changed(
        reading(6, (named("Tom Brandt"), "That is not true."), outlet="Der Bote"), stance="denial"
    )
    found = filled(tmp_path / "news.db", *map(bridge, range(1, 6)), denial)
    connection = to_write(found)
    with transaction(connection):
        for number in (1, 2):
            origin = bridge(1).article.origin
            write.dropped(connection, Dropped("unreadable", f"part {number}", origin), PLACE)
    voices.completed(connection)
    links.completed(connection)
    stories.completed(connection)
    connection.close()
    return found


@pytest.fixture
def api(path: Path) -> Iterator[TestClient]:
    with TestClient(application(path, Door("Ada")), base_url="http://localhost") as found:
        yield found


def word(api: TestClient) -> dict[str, str]:
    """The header that a change brings."""
    return {"x-onrecord-word": api.get(f"{ROOT}/me").json()["word"]}


def got(api: TestClient, call: str, **asked: Any) -> Any:
    answer = api.get(ROOT + call, params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


def every(api: TestClient, call: str, **asked: Any) -> list[Any]:
    """All of a list, page by page."""
    told = got(api, call, **asked)
    found = told["items"]
    while told["next"]:
        told = got(api, call, **{**asked, "after": told["next"]})
        assert told["items"], "a page that is promised has something on it"
        found += told["items"]
    return found


LISTS = [
    "/statements",
    "/articles",
    "/voices",
    "/voices?name=keller",
    "/disputes",
    "/stories",
    "/dropped",
    "/audit",
]


@pytest.mark.parametrize("call", [*LISTS, "/jobs", "/decisions"])
def test_a_list_is_the_same_in_pages_of_any_length(api: TestClient, call: str) -> None:
    call, _, query = call.partition("?")
    asked = dict([query.split("=")]) if query else {}
    whole = every(api, call, **asked)
    assert every(api, call, **asked, limit=1) == whole
    assert every(api, call, **asked, limit=2) == whole


def test_every_line_keeps_the_contract(api: TestClient) -> None:
    check = jsonschema.Draft202012Validator(schema())
    for call in ("/statements", "/voices", "/stories"):
        for one in every(api, call):
            check.validate(one)
    for call in ("/articles/a-0001", "/statements/s-00010"):
        check.validate(got(api, call))
    for one in every(api, "/audit"):
        check.validate(one)


@pytest.mark.parametrize("call", ["/statements", "/articles"])
def test_a_list_goes_on_where_it_was_while_news_comes_in(path: Path, api: TestClient, call: str) -> None:
    before = [one.get("id") or one["statement"]["id"] for one in every(api, call)]
    told = got(api, call, limit=2)
    connection = to_write(path)
    keep(connection, map(bridge, (20, 0)))
    connection.close()
    after = every(api, call, limit=2, after=told["next"])
    found = [one.get("id") or one["statement"]["id"] for one in [*told["items"], *after]]
    assert [one for one in found if one in before] == before


def test_what_was_left_out_goes_on_where_it_was_while_more_is(path: Path, api: TestClient) -> None:
    told = got(api, "/dropped", limit=1)
    connection = to_write(path)
    with transaction(connection):
        write.dropped(connection, Dropped("teaser", "a new part", bridge(1).article.origin), PLACE)
    connection.close()
    (rest,) = every(api, "/dropped", after=told["next"])
    assert (told["items"][0]["part"]["begins"], rest["part"]["begins"]) == ("part 2", "part 1")


def test_a_search_asks_by_all_that_the_page_asks_by_and_by_voice(api: TestClient) -> None:
    (keller,) = every(api, "/voices", name="keller")
    said = every(api, "/statements", speaker="keller")
    assert every(api, "/statements", voice=keller["id"]) == said
    assert every(api, f"/voices/{keller['id']}/statements", limit=3) == said
    assert len(said) == keller["statements"] == 5
    assert len(every(api, "/statements", words="bridge", first="2025-01-04", last="2025-01-05")) == 2
    assert [one["article"]["id"] for one in every(api, "/statements", stance="denial")] == ["a-0006"]
    facets = got(api, "/facets", words="bridge")
    assert facets["speaker"] == [{"value": "Ines Keller", "statements": 5}]


def test_counts_say_how_much_was_left_out_and_why(api: TestClient) -> None:
    told = got(api, "/counts")
    assert (told["articles"], told["statements"], told["dropped"]) == (6, 11, {"unreadable": 2})


def test_what_has_not_changed_is_not_sent_again(path: Path, api: TestClient) -> None:
    answer = api.get(f"{ROOT}/statements")
    asked = {"if-none-match": answer.headers["etag"]}
    again = api.get(f"{ROOT}/statements", headers=asked)
    assert (again.status_code, again.content) == (304, b"")
    connection = to_write(path)
    keep(connection, [bridge(20)])
    connection.close()
    assert api.get(f"{ROOT}/statements", headers=asked).status_code == 200


def test_a_correction_holds_is_listed_and_can_be_taken_back(api: TestClient) -> None:
    correction = {"speakers": ["Tom Brandt"], "standing": "named"}
    told = api.post(f"{ROOT}/statements/s-00011/corrections", json=correction, headers=word(api)).json()
    assert told["statement"]["statement"]["speaker"]["name"] == "Tom Brandt"
    assert told["decision"]["made"]["by"] == "Ada"
    assert [one["id"] for one in every(api, "/decisions")] == [told["decision"]["id"]]
    undone = api.post(f"{ROOT}/decisions/{told['decision']['id']}/undo", headers=word(api)).json()
    assert undone["undone"]["by"] == "Ada"
    assert got(api, "/statements/s-00011")["statement"]["speaker"]["name"] is None


def test_what_is_no_statement_is_none_and_what_was_missing_is_one(api: TestClient) -> None:
    refused = api.post(
        f"{ROOT}/statements/s-00011/corrections", json={"is_statement": False}, headers=word(api)
    )
    assert refused.json()["statement"] is None
    assert api.get(f"{ROOT}/statements/s-00011").status_code == 404
    added = api.post(
        f"{ROOT}/articles/a-0002/statements",
        json={"content": ["stays open"], "speakers": []},
        headers=word(api),
    )
    assert added.json()["statement"]["statement"]["found_by"] == "person"


def test_voices_are_merged_renamed_given_names_and_split(api: TestClient) -> None:
    (keller,), (brandt,) = every(api, "/voices", name="keller"), every(api, "/voices", name="brandt")
    asked = {"headers": word(api)}
    merged = api.post(f"{ROOT}/voices/{keller['id']}/merge", json={"voice": brandt["id"]}, **asked).json()
    assert (merged["kind"], merged["verb"]) == ("voice_decision", "merge")
    assert got(api, f"/voices/{brandt['id']}")["statements"] == 6
    split = api.post(f"{ROOT}/voices/{keller['id']}/split", json={"names": ["Tom Brandt"]}, **asked)
    assert split.status_code == 200
    assert api.post(f"{ROOT}/voices/{keller['id']}/rename", json={"name": "Mayor"}, **asked).is_success
    assert api.post(f"{ROOT}/voices/{keller['id']}/alias", json={"name": "I. K."}, **asked).is_success
    assert got(api, f"/voices/{keller['id']}")["name"] == "Mayor"
    assert [one["verb"] for one in every(api, "/decisions", limit=1)] == ["merge", "split", "rename", "alias"]


def test_what_is_given_is_read_and_can_be_cancelled(path: Path, tmp_path: Path) -> None:
    # Not entered: nobody reads, so that the job waits.
    api = TestClient(application(path, Door("Ada")), base_url="http://localhost")
    text = api.post(f"{ROOT}/jobs", json={"text": "Somebody said so."}, headers=word(api)).json()
    assert (text["state"], text["given"], text["by"]) == ("waiting", ["text"], "Ada")
    files = {"files": ("../news.txt", b"Somebody said so.")}
    job = api.post(f"{ROOT}/jobs/files", files=files, headers=word(api)).json()
    assert got(api, f"/jobs/{job['id']}") == job
    assert api.post(f"{ROOT}/jobs/{job['id']}/cancel", headers=word(api)).json()["state"] == "cancelled"
    assert {one["id"] for one in every(api, "/jobs", limit=1)} == {text["id"], job["id"]}


@pytest.mark.parametrize("address", ["/etc/passwd", "file:///etc/passwd", "https://a.example\n/etc/passwd"])
def test_an_address_is_never_a_file_of_this_machine(path: Path, address: str) -> None:
    api = TestClient(application(path, Door("Ada")), base_url="http://localhost")
    answer = api.post(f"{ROOT}/jobs", json={"addresses": [address]}, headers=word(api))
    assert (answer.status_code, "no address" in answer.json()["title"]) == (400, True)
    assert got(api, "/jobs")["items"] == []


CHANGES = [
    ("/statements/s-00010/corrections", {"speakers": ["X"]}),
    ("/articles/a-0001/statements", {"content": ["stays"]}),
    ("/voices/v-1/rename", {"name": "X"}),
    ("/jobs", {"text": "x"}),
    ("/decisions/d-1/undo", {}),
]


@pytest.mark.parametrize(("call", "body"), CHANGES)
def test_nothing_changes_without_the_word_of_the_house(api: TestClient, call: str, body: Any) -> None:
    for headers in ({}, {"x-onrecord-word": "guessed"}):
        answer = api.post(ROOT + call, json=body, headers=headers)
        assert (answer.status_code, answer.headers["content-type"]) == (403, "application/problem+json")
    elsewhere = {**word(api), "origin": "https://elsewhere.example"}
    assert api.post(ROOT + call, json=body, headers=elsewhere).status_code == 403
    assert got(api, "/decisions")["items"] == []


def test_a_name_that_was_made_to_point_here_gets_no_word(api: TestClient) -> None:
    answer = api.get(f"{ROOT}/me", headers={"host": "news.example"})
    assert answer.status_code == 403
    assert "word" not in answer.json()


WRONG = [
    ("/statements?limit=0", 400, "limit"),
    ("/statements?limit=many", 400, "limit"),
    ("/statements?first=soon", 400, "no day"),
    ("/statements?stance=cheerful", 400, "stance"),
    ("/statements?after=***", 400, "after"),
    ("/statements?words=%22", 400, "no words"),
    ("/dropped?after=LTE", 400, "after"),
    ("/stories?after=ZS05", 400, "not there any more"),
    ("/disputes?since=x", 400, "no day"),
    ("/statements/s-nothing", 404, "not in the archive"),
    ("/articles/s-00010", 404, "not an article"),
    ("/voices/v-0000", 404, "no voice"),
    ("/stories/e-0000", 404, "no story"),
    ("/jobs/nothing", 404, "no such job"),
    ("/nothing", 404, "no such"),
]


@pytest.mark.parametrize(("call", "status", "words"), WRONG)
def test_what_is_wrong_is_told_in_a_line(api: TestClient, call: str, status: int, words: str) -> None:
    answer = api.get(ROOT + call)
    told = answer.json()
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert told["status"] == status
    assert words in told["title"]
    assert told["detail"]
    assert "\n" not in told["title"] + told["detail"]


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'{"speakers": 1}', b'{"who": "X"}', b"[" * 100_000, b"\xff", b"{}"]
)
def test_a_body_that_makes_no_sense_is_no_fault_of_ours(api: TestClient, body: bytes) -> None:
    headers = {**word(api), "content-type": "application/json"}
    answer = api.post(f"{ROOT}/statements/s-00010/corrections", content=body, headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")


def test_a_body_is_to_be_json_and_not_without_end(api: TestClient) -> None:
    call = f"{ROOT}/statements/s-00010/corrections"
    assert "JSON" in api.post(call, content=b"{}", headers=word(api)).json()["title"]
    large = json.dumps({"role": "x" * 5_000_000})
    headers = {**word(api), "content-type": "application/json"}
    assert api.post(call, content=large, headers=headers).json()["status"] == 413


def test_nothing_of_the_api_is_loaded_from_elsewhere(api: TestClient) -> None:
    for page in ("/docs", "/redoc", "/api/v1/docs"):
        assert api.get(page).status_code == 404
    told = api.get(f"{ROOT}/openapi.json")
    assert told.headers["content-type"] == "application/json"
    assert told.json()["openapi"].startswith("3.1")


def test_an_old_id_leads_on(path: Path, api: TestClient) -> None:
    first = bridge(1)
    with Archive(path) as archive:
        archive.correct("s-00010", replace(_nothing(), content=("Bridge 1 stays",)), by="Ada")
    assert first.statements[0].content == (Span(0, 20),)
    now = got(api, "/statements/s-00010")["statement"]
    assert now["content"][0]["text"] == "Bridge 1 stays"
    following = got(api, "/statements", after="cy0wMDAxMA")["items"]
    assert "s-00010" not in [one["statement"]["id"] for one in following]


def _nothing() -> Any:
    from onrecord.record import Correction

    return Correction()
