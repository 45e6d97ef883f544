"""Voices in an archive: found as articles come and go, whatever the order, and corrected by people."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import Archive, corrections, stories, voices
from onrecord.errors import NotOnRecord, UsageError
from onrecord.export.whole import lines
from onrecord.record import Correction, Entity, Published, Reading, Span, Speaker, Words
from onrecord.store import voices as store
from onrecord.store.connection import to_write
from onrecord.store.transaction import transaction
from tests.archives import MADE_BY, PLACE, named, reading

KELLER = "Ines Keller"


def saying(number: int, name: str, role: str | None = None, company: str = "") -> Reading:
    """An article in which somebody says something; others are named in it."""
    speaker = named(name)
    words = f"Bridge {number} stays open, said {role or 'the speaker'} {name}. {company}"
    if role is not None:
        at = words.index(role)
        speaker = replace(speaker, role=Words(role, Span(at, at + len(role))))
    made = reading(number, (speaker, words))
    seen = [
        Entity(Span(words.index(one), words.index(one) + len(one)), "person", 1.0)
        for one in company.split(", ")
        if one
    ]
    return replace(made, analysis=replace(made.analysis, entities=tuple(seen)))


def add(path: Path, *readings: Reading) -> None:
    connection = to_write(path)
    for one in readings:
        with transaction(connection):
            corrections.added(connection, one, MADE_BY, PLACE)
    connection.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "news.db"


@pytest.fixture
def archive(path: Path) -> Iterator[Archive]:
    add(
        path,
        saying(1, KELLER, "mayor"),
        saying(2, "Keller", "Mayor"),
        saying(3, "Ines M. Keller"),
        saying(4, "Otto Keller"),
    )
    with Archive(path) as made:
        yield made


def said(archive: Archive, name: str) -> list[list[str]]:
    """The articles of each voice that bears a name."""
    return [[entry.article.id for entry in archive.said_by(one.id)] for one in archive.voices_of(name)]


def state(path: Path) -> list[bytes]:
    """All voices, the voice of each statement, and where old ids lead, as they are exported."""
    kinds = tuple(f'{{"kind":"{kind}"'.encode() for kind in ("article", "voice", "was"))
    with Archive(path) as archive:
        return [line for line in lines(archive) if line.startswith(kinds)]


def test_a_voice_has_the_names_and_roles_that_articles_use(archive: Archive) -> None:
    (voice,) = archive.voices_of(KELLER)
    assert (voice.name, voice.kind, voice.articles, voice.statements) == (KELLER, "person", 3, 3)
    assert {one.name for one in voice.names} == {KELLER, "Keller", "Ines M. Keller"}
    assert [(one.role, str(one.first), one.articles) for one in voice.roles] == [
        ("Mayor", "2025-01-03", 1),
        ("mayor", "2025-01-02", 1),
    ]
    assert said(archive, KELLER) == [["a-0001", "a-0002", "a-0003"]]


def test_statements_have_the_id_of_their_voice(archive: Archive) -> None:
    (voice,) = archive.voices_of(KELLER)
    assert archive.statement("s-00020").statement.speaker.voice == voice.id
    exported = [json.loads(line) for line in lines(archive)]
    told = {
        one["id"]: one["statements"][0]["speaker"]["voice"] for one in exported if one["kind"] == "article"
    }
    assert told["a-0001"] == told["a-0002"] == told["a-0003"] == voice.id != told["a-0004"]
    assert sorted(one["id"] for one in exported if one["kind"] == "voice") == sorted(set(told.values()))


def test_an_earlier_article_gives_the_voice_another_id_and_the_old_one_leads_there(
    path: Path, archive: Archive
) -> None:
    (old,) = archive.voices_of(KELLER)
    add(path, saying(0, KELLER))
    (new,) = archive.voices_of(KELLER)
    assert new.id != old.id
    assert archive.voice(old.id).id == archive.voice(old.id[:9]).id == new.id


def test_an_id_whose_article_is_forgotten_leads_to_what_is_left(archive: Archive) -> None:
    (old,) = archive.voices_of(KELLER)
    archive.forget("a-0001", "a test")
    assert archive.voice(old.id).articles == 1
    assert archive.voice(old.id).names[0].name == "Ines M. Keller"


def test_forgetting_is_never_having_added(tmp_path: Path) -> None:
    add(
        tmp_path / "a.db",
        saying(1, KELLER, "mayor"),
        saying(2, "Keller", "mayor"),
        saying(3, "Otto Keller", "mayor"),
    )
    add(tmp_path / "b.db", saying(1, KELLER, "mayor"), saying(2, "Keller", "mayor"))
    with Archive(tmp_path / "a.db") as archive:
        archive.forget("a-0003", "a test")
    kept = [
        [line for line in state(tmp_path / f"{name}.db") if b'"kind":"forgotten"' not in line]
        for name in "ab"
    ]
    assert kept[0] == kept[1]


def of_the_ferry(number: int, name: str) -> Reading:
    """An article of one event, on one day."""
    made = reading(number, (named(name), f"Ferry Aurelia aground off Tarnholm rocks, said {name}."))
    return replace(made, article=replace(made.article, published=Published("2025-02-21", "given")))


def gather(path: Path) -> None:
    connection = to_write(path)
    stories.completed(connection)
    connection.close()


@pytest.mark.parametrize("order", [(1, 0), (0, 1)])
def test_a_surname_is_whose_it_is_in_the_articles_of_the_same_event(
    path: Path, order: tuple[int, int]
) -> None:
    event = of_the_ferry(1, KELLER), of_the_ferry(2, "Keller")
    add(path, saying(3, "Keller"))
    for number in order:
        add(path, event[number])
        gather(path)
    with Archive(path) as archive:
        assert [sorted(one) for one in said(archive, KELLER)] == [["a-0001", "a-0002"]]
        archive.forget("a-0001", "a test")
        assert archive.voices_of(KELLER) == []


def test_a_second_one_of_the_name_in_the_event_leaves_the_surname_to_neither(path: Path) -> None:
    add(path, of_the_ferry(1, KELLER), of_the_ferry(2, "Keller"))
    gather(path)
    add(path, of_the_ferry(3, "Otto Keller"))
    gather(path)
    with Archive(path) as archive:
        assert said(archive, KELLER) == [["a-0001"]]


def test_a_corrected_speaker_is_that_voice(archive: Archive) -> None:
    archive.correct("s-00040", Correction(speakers=(KELLER,)), by="a test")
    assert said(archive, KELLER) == [["a-0001", "a-0002", "a-0003", "a-0004"]]
    with pytest.raises(NotOnRecord):
        archive.voice(
            archive.voices_of("Otto Keller")[0].id if archive.voices_of("Otto Keller") else "v-0000"
        )


POOL = [
    saying(1, KELLER, "mayor"),
    saying(2, "Keller", "Mayor"),
    saying(3, "Ines M. Keller", None, "Mara Lind, Jon Bauer"),
    saying(4, "Keller", None, "Mara Lind, Jon Bauer"),
    saying(5, "Otto Keller", "mayor"),
    saying(6, "I. Keller", "mayor"),
    saying(7, "Ines Keler", "mayor"),
]


@settings(max_examples=15)
@given(order=st.permutations(POOL), number=st.integers(0, 10**9))
def test_the_order_of_arrival_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, order: list[Reading], number: int
) -> None:
    folder = tmp_path_factory.mktemp(f"order{number}")
    add(folder / "a.db", *POOL)
    add(folder / "b.db", *order)
    assert state(folder / "a.db") == state(folder / "b.db")


def test_what_was_kept_before_there_were_voices_is_taken_in(path: Path, tmp_path: Path) -> None:
    from tests.archives import filled

    filled(path, *POOL)
    connection = to_write(path)
    voices.completed(connection)
    connection.close()
    add(tmp_path / "other.db", *POOL)
    assert state(path) == state(tmp_path / "other.db")


# what people decide


def test_merging_makes_one_and_undoing_makes_two(path: Path, archive: Archive) -> None:
    before = state(path)
    (ines,), (otto,) = archive.voices_of(KELLER), archive.voices_of("Otto Keller")
    decision = archive.merge_voices(otto.id, ines.id, by="a test")
    assert said(archive, KELLER) == [["a-0001", "a-0002", "a-0003", "a-0004"]]
    assert archive.voice(otto.id).id == archive.voice(ines.id).id == ines.id
    archive.undo(decision.id, by="a test")
    assert [line for line in state(path) if b'"kind":"voice_decision"' not in line] == before


def test_a_merge_holds_for_what_is_added_later(path: Path, archive: Archive) -> None:
    (ines,), (otto,) = archive.voices_of(KELLER), archive.voices_of("Otto Keller")
    archive.merge_voices(ines.id, otto.id, by="a test")
    add(path, saying(0, "Otto Keller"), saying(9, KELLER))
    assert said(archive, KELLER) == [["a-0000", "a-0001", "a-0002", "a-0003", "a-0004", "a-0009"]]


def test_splitting_by_name_and_by_article(path: Path, archive: Archive) -> None:
    (ines,) = archive.voices_of(KELLER)
    decision = archive.split_voice(ines.id, "Ines M. Keller", by="a test")
    assert said(archive, KELLER) == [["a-0001", "a-0002"]]
    add(path, saying(8, "Ines M. Keller"))
    assert said(archive, "Ines M. Keller") == [["a-0003", "a-0008"]]
    archive.undo(decision.id, by="a test")
    archive.split_voice(ines.id, "a-0001", by="a test")
    assert sorted(said(archive, "Ines Keller")) == [["a-0001"]]
    assert said(archive, "Ines M. Keller") == [["a-0002", "a-0003", "a-0008"]]


def test_all_of_a_voice_and_none_of_it_are_not_split_off(archive: Archive) -> None:
    (ines,) = archive.voices_of(KELLER)
    with pytest.raises(UsageError):
        archive.split_voice(ines.id, "Mara Lind", by="a test")
    with pytest.raises(UsageError):
        archive.split_voice(ines.id, KELLER, "Keller", "Ines M. Keller", by="a test")


def test_a_name_given_is_shown_and_found(archive: Archive) -> None:
    (ines,) = archive.voices_of(KELLER)
    archive.rename_voice(ines.id, "Mayor Keller of Aldmoor", by="a test")
    (found,) = archive.voices_of("keller of aldmoor")
    assert (found.id, found.name) == (ines.id, "Mayor Keller of Aldmoor")


def test_an_alias_is_the_voice_wherever_it_stands(path: Path, archive: Archive) -> None:
    (ines,) = archive.voices_of(KELLER)
    add(path, saying(5, "Iron Mayor"))
    archive.alias_voice(ines.id, "Iron Mayor", by="a test")
    add(path, saying(6, "Iron Mayor"))
    assert said(archive, "Iron Mayor") == [["a-0001", "a-0002", "a-0003", "a-0005", "a-0006"]]


def test_what_is_foreseen_is_what_comes(path: Path, archive: Archive) -> None:
    add(path, saying(5, "Iron Mayor"))
    (ines,), (otto,), (iron,) = map(archive.voices_of, (KELLER, "Otto Keller", "Iron Mayor"))
    for verb, decide, names, about in (
        ("merge", archive.merge_voices, (otto.id,), (ines.id, otto.id)),
        ("split", archive.split_voice, ("Ines M. Keller",), (ines.id,)),
        ("split", archive.split_voice, ("a-0004",), (ines.id,)),
        ("rename", archive.rename_voice, ("Mayor Keller of Aldmoor",), (ines.id,)),
        ("alias", archive.alias_voice, ("Iron Mayor",), (ines.id, iron.id)),
    ):
        before, after = archive.foresee(verb, ines.id, *names, by="a test")
        assert sorted(before, key=lambda one: one.id) == sorted(
            map(archive.voice, about), key=lambda one: one.id
        )
        members = [one.id for identity in about for one in store.of_voice(archive._connection, identity)]
        decide(ines.id, *names, by="a test")
        assert {one.id: one for one in after} == {one.id: one for one in map(archive.voice, members)}


def test_a_decision_holds_when_all_is_read_again(archive: Archive) -> None:
    (ines,), (otto,) = archive.voices_of(KELLER), archive.voices_of("Otto Keller")
    decision = archive.merge_voices(ines.id, otto.id, by="a test")
    archive.correct("s-00010", Correction(speakers=("Ines Marie Keller",)), by="a test")
    assert said(archive, "Otto Keller") == [["a-0001", "a-0003", "a-0004"]]
    (told,) = archive.voice_decisions()
    assert told == decision


def test_a_decision_whose_voice_is_gone_says_so_and_comes_back(path: Path, archive: Archive) -> None:
    (ines,), (otto,) = archive.voices_of(KELLER), archive.voices_of("Otto Keller")
    archive.merge_voices(ines.id, otto.id, by="a test")
    archive.forget("a-0004", "a test")
    (told,) = archive.voice_decisions()
    assert told.lost is not None
    archive.remember("a-0004")
    add(path, saying(4, "Otto Keller"))
    (told,) = archive.voice_decisions()
    assert told.lost is None
    assert said(archive, KELLER) == [["a-0001", "a-0002", "a-0003", "a-0004"]]


@settings(max_examples=15)
@given(order=st.permutations(POOL[:5]), number=st.integers(0, 10**9))
def test_decisions_hold_whatever_the_order_in_which_the_rest_comes(
    tmp_path_factory: pytest.TempPathFactory, order: list[Reading], number: int
) -> None:
    folder = tmp_path_factory.mktemp(f"decided{number}")
    for name, later in (("a", POOL[:5]), ("b", order)):
        add(folder / f"{name}.db", POOL[5], POOL[6], saying(20, "Mara Lind"))
        with Archive(folder / f"{name}.db") as archive:
            (lind,), (keler,) = archive.voices_of("Mara Lind"), archive.voices_of("Ines Keler")
            archive.merge_voices(lind.id, keler.id, by="a test")
        add(folder / f"{name}.db", *later)
    told = [
        [line for line in state(folder / f"{name}.db") if b'"kind":"voice_decision"' not in line]
        for name in "ab"
    ]
    assert told[0] == told[1]


def test_a_table_gives_ids_where_name_and_role_fit_one_row_alone(tmp_path: Path, archive: Archive) -> None:
    from onrecord.listed import rows

    table = tmp_path / "mayors.jsonl"
    with table.open("w", encoding="utf-8") as out:
        for line in (
            {
                "id": "m:1",
                "name": "Keller, Ines",
                "aliases": [KELLER],
                "wikidata": "Q1",
                "roles": [{"role": "mayor", "start": "2024-01-01"}],
            },
            {"id": "m:2", "name": KELLER, "roles": [{"role": "striker"}]},
            {"id": "m:3", "name": "Otto Keller", "roles": [{"role": "mayor", "start": "2024-01-01"}]},
            {"name": "Mara Lind"},
        ):
            out.write(json.dumps(line) + "\n")
    assert archive.list_voices(rows(table)) == 3
    assert archive.voices_of(KELLER)[0].listed == ("m:1", "wikidata:Q1")
    assert archive.voices_of("Otto Keller")[0].listed == ()
    archive.list_voices(rows(table))
    assert archive.voices_of(KELLER)[0].listed == ("m:1", "wikidata:Q1")


def test_several_who_share_a_statement_have_a_voice_each(path: Path) -> None:
    both = Speaker(
        "Ines Keller and Otto Keller", ("Ines Keller", "Otto Keller"), "named", None, None, None, 0.9
    )
    add(path, reading(1, (both, "We will swim.")))
    with Archive(path) as archive:
        speaker = archive.statement("s-00010").statement.speaker
        assert speaker.voice == tuple(archive.voices_of(name)[0].id for name in both.names or ())


def test_what_stands_for_a_body_does_so_beside_others_too(path: Path) -> None:
    alone = replace(named("White House"), meant="US administration")
    both = replace(named("White House and Ines Keller"), names=("White House", KELLER))
    add(path, reading(1, (alone, "We will swim.")), reading(2, (both, "We will not.")))
    with Archive(path) as archive:
        assert said(archive, "White House") == [["a-0001", "a-0002"]]


def test_somebody_called_as_a_capital_stands_for_no_government(path: Path) -> None:
    told = reading(1, (named("Sofia"), "The bridge stays open, said Sofia."))
    at = told.article.text.index("Sofia")
    seen = Entity(Span(at, at + len("Sofia")), "person", 1.0)
    add(path, replace(told, analysis=replace(told.analysis, entities=(seen,))))
    add(path, reading(2, (replace(named("Sofia"), meant="Bulgarian government"), "We will swim.")))
    with Archive(path) as archive:
        assert said(archive, "Sofia") == [["a-0001"], ["a-0002"]]
