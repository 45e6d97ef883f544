"""The planted record: its gold stands where it says, and the score tells right from wrong."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from evaluation.planted.planting import Record, planted
from evaluation.planted.scoring import Found, gold, relations

KINDS = {"repeats", "denies", "confirms", "no_comment", "disagrees", "updates"}


@pytest.fixture(scope="module")
def record() -> Record:
    return planted()


def predicted(record: Record, links: dict[tuple[str, str | None], set[str]]) -> Found:
    """What is found where every planted statement is read, and linked so."""
    statements = {
        draft.key: [
            (f"{draft.key}:{number}", {(said.end["content"][0]["start"], "")})
            for number, said in enumerate(draft.said)
        ]
        for draft in record.articles
    }
    places: dict[tuple[str, int], list[str]] = {}
    for draft in record.articles:
        for number, said in enumerate(draft.said):
            start = said.end["content"][0]["start"]
            places.setdefault((draft.key, start), []).append(f"{draft.key}:{number}")
    told = SimpleNamespace(
        statements=statements,
        links=links,
        found=lambda key, end: places[key, end["content"][0]["start"]],
    )
    return Found(record, told)


def identities(record: Record) -> dict[object, str]:
    return {
        said: f"{draft.key}:{number}" for draft in record.articles for number, said in enumerate(draft.said)
    }


def test_it_is_the_same_every_time(record: Record) -> None:
    again = planted()
    assert [one.text for one in again.articles] == [one.text for one in record.articles]
    assert gold(again) == gold(record)


def test_what_was_planted_stands_where_it_says(record: Record) -> None:
    for draft in record.articles:
        for said in draft.said:
            for span in said.end["content"]:
                assert draft.text[span["start"] : span["end"]] == span["text"]


def test_every_kind_is_planted_and_so_is_what_only_looks_like_it(record: Record) -> None:
    assert {kind for kind, *_ in record.pairs} == KINDS | {"none"}
    assert record.traps
    assert record.copies


def test_who_finds_all_that_was_planted_has_all_of_it(record: Record) -> None:
    ids = identities(record)
    links: dict[tuple[str, str | None], set[str]] = {}
    for kind, _, one, other in record.pairs:
        if kind != "none":
            links.setdefault((ids[one], ids[other]), set()).add(kind)
    for asked, hit, given, right in predicted(record, links).by_kind().values():
        assert asked == hit
        assert given == right


def test_who_links_nothing_has_nothing_but_what_is_no_link(record: Record) -> None:
    found = predicted(record, {})
    assert all(hit == given == 0 for _, hit, given, _ in found.by_kind().values())
    assert all(right == (read if kind == "none" else 0) for _, kind, _, read, right in found.by_plant())
    assert found.trapped() == 0


def test_who_links_what_is_no_link_is_wrong(record: Record) -> None:
    ids = identities(record)
    links = {(ids[one], ids[other]): {"denies"} for kind, _, one, other in record.pairs if kind == "none"}
    _, _, given, right = predicted(record, links).by_kind()["denies"]  # type: ignore[arg-type]
    assert given
    assert right == 0


def test_a_value_is_no_disagreement_with_itself(record: Record) -> None:
    for _, _, one, other in record.pairs:
        if one.claim == other.claim:
            assert "disagrees" not in relations(one, other)
