"""From paths and texts to readings."""

import json
import random
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from onrecord.errors import InputError, UsageError
from onrecord.export.jsonl import line
from onrecord.pipeline import linked, readings, resolved
from onrecord.record import Analysis, Attribution, Dropped, Reading, Span
from onrecord.settings import Settings
from tests.articles import article

SENTENCES = (
    "The mayor of Aldmoor said on Friday that the bridge is safe.",
    "“It will open in May,” Ines Keller told reporters.",
    "She added that the city had spent 40 million crowns.",
    "According to the Harbour Board, nobody was hurt.",
    "An official who asked not to be named denied the report.",
    "The weather was fine and the market was full.",
)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """Twelve articles as JSON Lines."""
    chance = random.Random(3)
    path = tmp_path / "articles.jsonl"
    with path.open("w", encoding="utf-8") as out:
        for number in range(12):
            paragraphs = [" ".join(chance.choices(SENTENCES, k=3)) for _ in range(4)]
            out.write(json.dumps({"id": f"n{number}", "text": "\n\n".join(paragraphs)}) + "\n")
    return path


def read(path: Path, **options: int) -> list[Reading]:
    found = list(readings([str(path)], Settings(), **options))
    assert all(isinstance(one, Reading) for one in found)
    return [one for one in found if isinstance(one, Reading)]


def evidence_holds(reading: Reading) -> None:
    text = reading.article.text
    for statement in reading.statements:
        for span in (*statement.content, *statement.cue, *statement.source):
            assert 0 <= span.start < span.end <= len(text)
        role, when = statement.speaker.role, statement.when
        assert role is None or role.span.of(text) == role.text
        assert when is None or when.span.of(text) == when.text


def test_articles_read_alone_together_shuffled_and_by_four_processes_are_equal(
    articles: Path, tmp_path: Path
) -> None:
    together = {reading.article.key: reading for reading in read(articles)}
    assert sum(len(reading.statements) for reading in together.values()) > 20
    lines = articles.read_text(encoding="utf-8").splitlines(keepends=True)
    for number, alone in enumerate(lines):
        path = tmp_path / f"alone{number}.jsonl"
        path.write_text(alone, encoding="utf-8")
        (reading,) = read(path)
        assert reading.statements == together[reading.article.key].statements
    random.Random(1).shuffle(lines)
    articles.write_text("".join(lines), encoding="utf-8")
    shuffled = read(articles)
    assert {reading.article.key: reading.statements for reading in shuffled} == {
        key: reading.statements for key, reading in together.items()
    }
    assert [line(reading) for reading in read(articles, processes=4)] == [
        line(reading) for reading in shuffled
    ]


def test_pieces_lead_back_to_the_capture(tmp_path: Path) -> None:
    path = tmp_path / "news.txt"
    text = "\ufeff" + "\r\n".join(SENTENCES) + "\r\n"
    path.write_text(text, encoding="utf-8", newline="")
    decoded = path.read_bytes().decode("utf-8")
    for reading in read(path):
        evidence_holds(reading)
        for start, capture, length in reading.article.origin.pieces:
            assert reading.article.text[start : start + length] == decoded[capture : capture + length]


@settings(max_examples=25, deadline=None)
@given(st.text(st.one_of(st.sampled_from("said he “”\n.\r\x00"), st.characters()), max_size=200))
def test_any_text_is_read_and_its_evidence_holds(text: str) -> None:
    for reading in onrecord.read_text(text):
        evidence_holds(reading)


def test_a_text_is_read_without_a_file() -> None:
    (reading,) = onrecord.read_text(
        "The mayor said on Friday that the bridge is safe.", published=date(2025, 2, 21)
    )
    (statement,) = reading.statements
    assert reading.quote(statement.content) == "the bridge is safe"
    assert statement.when is not None
    assert statement.when.first == date(2025, 2, 21)


def test_a_missing_file_is_an_error_of_the_library() -> None:
    with pytest.raises(InputError, match="no such file"):
        list(onrecord.read("nowhere.txt"))


def test_a_missing_file_does_not_stop_the_others(articles: Path) -> None:
    found = list(readings(["nowhere.txt", str(articles)], Settings()))
    assert isinstance(found[0], InputError)
    assert len(found) == 13


def test_a_broken_line_is_dropped_and_told_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_text(
        '{"text": "The mayor said that it rains."}\n{"txt": 1}\n{"text": "It rains."}\n', encoding="utf-8"
    )
    found = list(readings([str(path)], Settings()))
    assert [type(one) for one in found] == [Reading, Dropped, Reading]
    with pytest.warns(UserWarning, match="line 2"):
        assert len(list(onrecord.read(str(path)))) == 2


def test_a_threshold_leaves_out_what_is_less_sure(articles: Path) -> None:
    every = [s for reading in read(articles) for s in reading.statements]
    sure = [
        s
        for one in readings([str(articles)], Settings(threshold=0.9))
        if isinstance(one, Reading)
        for s in one.statements
    ]
    assert sure == [s for s in every if s.score >= 0.9]


def test_no_process_cannot_read(articles: Path) -> None:
    with pytest.raises(UsageError):
        list(readings([str(articles)], Settings(), processes=0))


_TWO_AT_WORK = """
from onrecord.pipeline import shared_out
work = "import time; print('at work', flush=True); time.sleep(3600)"
list(shared_out(exec, [work, work], lambda one: True, 2))
"""


def test_who_reads_beside_ends_when_the_one_that_began_it_is_killed() -> None:
    begun = subprocess.Popen([sys.executable, "-c", _TWO_AT_WORK], stdout=subprocess.PIPE)
    assert begun.stdout is not None
    assert [begun.stdout.readline() for _ in range(2)] == [b"at work\n"] * 2
    begun.kill()
    # What they print to is closed once the last of them has ended.
    assert begun.communicate(timeout=60)[0] == b""


def test_only_the_sentences_that_are_answered_become_statements() -> None:
    denied = "Nobody told me that the steel of the bridge is rotten."
    quoted = (
        f"“The fair will be held in May as it is each year. {denied} It rains in Aldmoor all the time now.”"
    )
    text = f"{quoted} Ines Keller said.\nThe council denied that the steel of the bridge is rotten."

    def span(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    said = Attribution((span(quoted),), (span("said"),), (span("Ines Keller"),), "direct", "network", 1.0)
    content = Span(text.rindex("the steel"), len(text) - 1)
    answer = Attribution((content,), (span("denied"),), (span("The council"),), "indirect", "network", 1.0)
    made = article(text)
    whole, part, denial = resolved(made, Analysis(made.id, (said, answer), None), None)
    assert (part.content[0].of(text), part.parent, whole.parent) == (denied, whole.id, None)
    (link,) = linked(Reading(made, (whole, part, denial), (), Analysis(made.id, (), None))).links
    assert (link.relation, link.start, link.end) == ("denies", denial.id, part.id)
