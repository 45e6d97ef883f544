"""What the archive answers."""

from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord import voices
from onrecord.archive import Archive
from onrecord.errors import UsageError
from onrecord.record import Entry, Published, Question
from onrecord.store.connection import to_write
from tests.archives import NOBODY, changed, filled, named, reading

KELLER, OTHER = named("Ines Keller"), named("Tom Keller")


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """Articles of the days after New Year 2025, one of no day."""
    path = filled(
        tmp_path / "news.db",
        reading(1, (KELLER, "The bridge is safe."), (NOBODY, "The harbour is full of ice.")),
        changed(
            reading(3, (OTHER, "The bridge is not safe, the bridge is old."), outlet="Der Bote"),
            stance="denial",
        ),
        reading(2, (named("Zoë Łukasz"), "“Nobody saw the bridge,” not even café owners.")),
        replace(
            reading(4, (named("习近平"), "大桥是安全的，明天开放。")),
            article=replace(reading(4, (KELLER, "大桥是安全的，明天开放。")).article, published=None),
        ),
        changed(reading(5, (named("मोदी"), "मोदी ने पुल खोला")), manner="indirect"),
    )
    return Archive.to_read(path)


def ids(entries: list[Entry]) -> list[str]:
    return [entry.statement.id for entry in entries]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        (Question("bridge"), ["s-00030", "s-00020", "s-00010"]),
        (Question("BRIDGE safe"), ["s-00030", "s-00010"]),
        (Question('"bridge is safe"'), ["s-00010"]),
        (Question("“bridge is safe”"), ["s-00010"]),
        (Question("bri*"), ["s-00030", "s-00020", "s-00010"]),
        (Question("cafe"), ["s-00020"]),
        (Question("bridge", speaker="keller"), ["s-00030", "s-00010"]),
        (Question("bridge", speaker="ines keller"), ["s-00010"]),
        (Question("bridge", speaker="lukasz"), ["s-00020"]),
        (Question("bridge", speaker="nobody"), []),
        (Question("bridge", outlet="bote"), ["s-00030"]),
        (Question("bridge", outlet="Le Monde"), []),
        (Question("bridge", stance="denial"), ["s-00030"]),
        (Question(standing="named", manner="indirect"), ["s-00050"]),
        (Question("bridge", first=date(2025, 1, 3)), ["s-00030", "s-00020"]),
        (Question("bridge", last=date(2025, 1, 3)), ["s-00020", "s-00010"]),
        (Question(first=date(2025, 1, 3), last=date(2025, 1, 3)), ["s-00020"]),
        (Question(last=date(9999, 12, 31)), ["s-00050", "s-00030", "s-00020", "s-00010", "s-00011"]),
        (Question("bridge", limit=1), ["s-00030"]),
        (Question("bridge", order="best"), ["s-00030", "s-00010", "s-00020"]),
        (Question(about="harbour"), ["s-00010", "s-00011"]),
        (Question("safe", about="harbour bridge"), ["s-00010"]),
        (Question("安全"), ["s-00040"]),
        (Question(about="明天"), ["s-00040"]),
        (Question("मोदी"), ["s-00050"]),
        (Question("मादी"), []),
        (Question("OR"), []),
        (Question("words:bridge"), []),
        (Question("bridge) OR (x"), []),
        (Question('"bridge'), ["s-00030", "s-00020", "s-00010"]),
    ],
)
def test_a_question_finds(archive: Archive, question: Question, found: list[str]) -> None:
    assert ids(archive.search(question)) == found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.one_of(st.sampled_from('"*^():+-“” ORNEAT\x00\ud800'), st.characters()), max_size=12))
def test_no_text_is_taken_for_the_index_s_own_language(archive: Archive, text: str) -> None:
    with suppress(UsageError):  # no words in it
        archive.search(text)
    archive.search(Question("bridge", speaker=text, outlet=text))
    assert archive.names(text) is not None


def test_a_long_question_is_a_question(archive: Archive) -> None:
    assert archive.search("bridge " * 5_000)
    assert archive.search("nowhere " * 5_000) == []


def test_words_without_a_letter_are_told_to_be_none(archive: Archive) -> None:
    with pytest.raises(UsageError, match="no words"):
        archive.search("— !")


def test_who_says_everything_under_a_name_by_day(tmp_path: Path) -> None:
    path = filled(
        tmp_path / "news.db",
        reading(2, (KELLER, "Second."), (KELLER, "Third.")),
        reading(1, (KELLER, "First."), (OTHER, "Not me.")),
    )
    with Archive.to_read(path) as archive:
        assert ids(archive.who("INES KÉLLER")) == ["s-00010", "s-00020", "s-00021"]
        assert ids(archive.who("Ines Keller", limit=2)) == ["s-00020", "s-00021"]
        assert archive.who("Keller") == []
        assert [(one.name, one.statements) for one in archive.names("keller")] == [
            ("Ines Keller", 3),
            ("Tom Keller", 1),
        ]


def test_each_of_several_speakers_is_on_record(tmp_path: Path) -> None:
    both = replace(KELLER, name="Ines Keller and Tom Keller", names=("Ines Keller", "Tom Keller"))
    with Archive.to_read(filled(tmp_path / "news.db", reading(1, (both, "We agree.")))) as archive:
        assert ids(archive.who("Tom Keller")) == ["s-00010"]
        assert archive.names("and") == []


def test_the_words_of_an_answer_stand_in_its_article(archive: Archive) -> None:
    for entry in archive.search(Question(limit=None)):
        assert entry.quote(entry.statement.content) in entry.article.text
        assert entry.article.published is None or isinstance(entry.article.published, Published)


def test_a_search_goes_on_after_a_statement_and_says_where_it_cannot(archive: Archive) -> None:
    whole = ids(archive.search(Question()))
    assert ids(archive.search(Question(after=whole[1]))) == whole[2:]
    with pytest.raises(UsageError, match="not there any more"):
        archive.search(Question(after="s-gone"))


def test_a_voice_is_asked_for_by_its_id(archive: Archive) -> None:
    connection = to_write(archive.path)
    voices.completed(connection)
    connection.close()
    (keller,) = archive.voices_of("Ines Keller")
    assert ids(archive.search(Question(voice=keller.id))) == ids(archive.said_by(keller.id))
    assert archive.search(Question(voice="v-nobody")) == []


def test_headlines_go_on_after_an_article_that_is_not_the_last_any_more(archive: Archive) -> None:
    whole = [one.id for one in archive.headlines(10)]
    for number, identity in enumerate(whole, 1):
        assert [one.id for one in archive.headlines_after(identity, 10)] == whole[number:]
    assert [one.id for one in archive.headlines_after(whole[0], 2)] == whole[1:3]
