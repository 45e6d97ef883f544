"""What a page shows can be taken away, whole and in every form."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from onrecord import links, voices
from onrecord.export.formats import FORMATS
from onrecord.store.connection import to_write
from onrecord.web import out
from onrecord.web.app import application
from onrecord.web.door import Door
from tests.archives import NOBODY, filled, named, reading

HOSTILE = '"><script>alert(1)</script>\r\nset-cookie: a=b\u202e}'
WITHOUT_EXTRA = [name for name in FORMATS if name != "parquet"]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    said = [
        reading(day, (named("Ines Keller"), f"Bridge {day} stays open."), (NOBODY, "It does not."))
        for day in range(1, 6)
    ]
    hostile = reading(9, (named(HOSTILE), HOSTILE), outlet=HOSTILE)
    hostile = replace(hostile, article=replace(hostile.article, url=f"https://a.example/{HOSTILE}"))
    path = filled(tmp_path_factory.mktemp("out") / "news.db", *said, hostile)
    connection = to_write(path)
    voices.completed(connection)
    links.completed(connection)
    connection.close()
    with TestClient(application(path, Door("Ada")), base_url="http://localhost") as found:
        yield found


def rows(told: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(told, newline="")))


@pytest.mark.parametrize("shape", WITHOUT_EXTRA)
@pytest.mark.parametrize("what", ["search", "articles/a-0009", "statements/s-00090", "disputes"])
def test_every_form_of_everything_is_sent_as_a_file(pages: TestClient, what: str, shape: str) -> None:
    answer = pages.get(f"/out/{what}?format={shape}")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(FORMATS[shape].media_type.partition(";")[0])
    disposition = answer.headers["content-disposition"]
    assert re.fullmatch(r'attachment; filename="onrecord-[\w-]+\.[\w.]+"', disposition)
    assert "set-cookie" not in answer.headers


def test_a_search_is_sent_whole_however_many_at_a_time(
    pages: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = pages.get("/out/search?format=jsonl").text
    assert len(whole.splitlines()) == 11
    for batch in (1, 2, 11):
        monkeypatch.setattr(out, "_BATCH", batch)
        assert pages.get("/out/search?format=jsonl").text == whole


def test_what_is_asked_of_the_page_is_asked_of_the_file(pages: TestClient) -> None:
    asked = {"speaker": "keller", "first": "2025-01-04", "format": "csv"}
    found = rows(pages.get("/out/search", params=asked).text)
    assert [row["content"] for row in found] == [f"Bridge {day} stays open." for day in (5, 4, 3)]
    assert pages.get("/out/search", params={"stance": "cheerful"}).status_code == 400
    assert pages.get("/out/search", params={"format": "docx"}).status_code == 400


def test_a_voice_is_sent_with_its_id_in_every_row(pages: TestClient) -> None:
    address = pages.get("/voices/ines keller").url.path
    found = rows(pages.get(f"/out{address}?format=csv").text)
    assert len(found) == 5
    assert {f"/voices/{row['voice']}" for row in found} == {address}
    assert f'href="/out{address}?format=bibtex"' in pages.get(address).text


@pytest.mark.parametrize("address", ["/articles/a-0001", "/search?words=bridge", "/statements/s-00010"])
def test_each_link_on_a_page_leads_to_a_file(pages: TestClient, address: str) -> None:
    found = re.findall(r'href="(/out/[^"]+)"', pages.get(address).text)
    assert len(found) == len(FORMATS)
    for link in found:
        if "format=parquet" not in link:
            assert pages.get(link.replace("&amp;", "&")).status_code == 200


def test_a_statement_is_cited_in_its_words_in_bibtex_and_as_an_annotation(pages: TestClient) -> None:
    text = pages.get("/statements/s-00010").text
    assert "Ines Keller, Bridge 1 stays open. (The Courier, 2 January 2025; s-00010)" in text
    assert "@article{a-0001," in text
    assert "urn:x-onrecord:s-00010" in text


def test_a_hostile_name_is_cited_and_not_obeyed(pages: TestClient) -> None:
    text = pages.get("/statements/s-00090").text
    assert "<script>alert" not in text
    assert "\u202e" not in text
    assert "\\u202e" in text, "an annotation keeps what was there, by its number"


def test_what_is_not_on_record_is_no_file(pages: TestClient) -> None:
    for what in ("articles/a-9999", "statements/s-9999", "voices/v-9999", "nothing"):
        assert pages.get(f"/out/{what}").status_code == 404


def test_an_annotation_that_was_sent_has_the_words_as_they_were(pages: TestClient) -> None:
    (told,) = json.loads(pages.get("/out/statements/s-00090?format=web-annotation").text)["items"]
    assert told["target"][0]["selector"][1]["exact"] == HOSTILE
