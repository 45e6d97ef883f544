"""The loop of training on a tiny encoder with random weights: it learns, resumes, exports what it is."""

import itertools
import json
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="training needs the extra [train]: make setup-train")
pytest.importorskip("onnx", reason="training needs the extra [train]: make setup-train")

import torch

from onrecord.network.session import WEIGHTS, Network, inputs
from onrecord.network.windows import windows
from onrecord.network.wordpiece import WordPiece
from onrecord.train import polnear
from onrecord.train.export import OneWindow, export
from onrecord.train.fit import Schedule, fit
from onrecord.train.model import Reader
from onrecord.train.polnear import IGNORED, NONE, documents, held_out

pytestmark = [
    pytest.mark.train,
    # torch's exporter warns of torch's own ways, and that two of our axes have one length.
    pytest.mark.filterwarnings("ignore:.*treespec:FutureWarning"),
    pytest.mark.filterwarnings("ignore:.*axis name:UserWarning"),
]

VOCABULARY = (WEIGHTS / "en" / "vocabulary.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")


def spans(text: str, *words: str) -> list[list[int]]:
    return [[text.index(word), text.index(word) + len(word)] for word in words]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty small articles with one statement each, and one without a source."""
    path = tmp_path_factory.mktemp("polnear") / "train.jsonl"
    with path.open("w", encoding="utf-8") as out:
        for number in range(20):
            text = f"News {number}.\n\nThe mayor said that “the bridge is safe” today."
            attribution = {
                "source": spans(text, "The mayor"),
                "cue": spans(text, "said"),
                "content": spans(text, "that “the bridge is safe”"),
            }
            if number == 7:
                attribution["source"] = []
            document = {
                "id": f"d{number}",
                "date": f"2016-01-{number + 1:02}",
                "text": text,
                "annotations": {"a": [attribution]},
            }
            out.write(json.dumps(document) + "\n")
    return path


@pytest.fixture(scope="module")
def wordpiece() -> WordPiece:
    return WordPiece(VOCABULARY)


def tiny() -> Reader:
    torch.manual_seed(5)
    return Reader(len(VOCABULARY), width=24, inner=48, heads=2, depth=1)


def test_labels_are_the_annotators_words(corpus: Path, wordpiece: WordPiece) -> None:
    document = documents(corpus, wordpiece)[0]
    text = "News 0.\n\nThe mayor said that “the bridge is safe” today."
    labelled = [
        (text[start:end], tag)
        for (start, end), tag in zip(document.tokens.spans, document.tags, strict=True)
        if tag
    ]
    assert [word for word, _ in labelled] == ["The", "mayor", "said", "“", "the", "bridge", "is", "safe", "”"]
    assert [tag for _, tag in labelled] == [1, 2, 3, 5, 6, 6, 6, 6, 6]
    cue = next(word for word, (start, end) in enumerate(document.tokens.spans) if text[start:end] == "said")
    assert {target for target in document.cue_of if target != IGNORED} == {cue}
    assert document.source_of[cue] == cue - 2


def test_a_cue_without_a_source_learns_to_point_at_none(corpus: Path, wordpiece: WordPiece) -> None:
    assert NONE in documents(corpus, wordpiece)[7].source_of


def test_the_latest_tenth_is_held_out(corpus: Path, wordpiece: WordPiece) -> None:
    train, tune = held_out(documents(corpus, wordpiece))
    assert [document.id for document in tune] == ["d18", "d19"]
    assert len(train) == 18


def test_training_learns(
    corpus: Path, wordpiece: WordPiece, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    train, _ = held_out(documents(corpus, wordpiece))
    fit(
        tiny(), train, wordpiece, Schedule(epochs=100, windows=4, encoder_rate=3e-3, head_rate=3e-3), tmp_path
    )
    losses = [float(line.split("tag ")[1].split()[0]) for line in capsys.readouterr().out.splitlines()]
    assert losses[-1] < 0.05 < losses[0]


def test_training_goes_on_from_its_checkpoint_as_if_never_stopped(
    corpus: Path, wordpiece: WordPiece, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    train, _ = held_out(documents(corpus, wordpiece))
    schedule = Schedule(epochs=120, windows=4)
    undisturbed = tiny()
    (tmp_path / "one").mkdir()
    fit(undisturbed, train, wordpiece, schedule, tmp_path / "one")
    (tmp_path / "two").mkdir()

    class KilledError(Exception):
        pass

    def killed_after_the_checkpoint() -> float:
        if (tmp_path / "two" / "checkpoint.pt").exists():
            raise KilledError
        return next(clock)

    clock = itertools.count(1.0)
    with monkeypatch.context() as patch:
        patch.setattr("onrecord.train.fit.time.monotonic", killed_after_the_checkpoint)
        with pytest.raises(KilledError):
            fit(tiny(), train, wordpiece, schedule, tmp_path / "two")
    resumed = tiny()
    fit(resumed, train, wordpiece, schedule, tmp_path / "two")
    for ours, theirs in zip(resumed.parameters(), undisturbed.parameters(), strict=True):
        assert torch.equal(ours, theirs)


def test_the_exported_file_gives_what_the_reader_gives(
    corpus: Path, wordpiece: WordPiece, tmp_path: Path
) -> None:
    reader = tiny().eval()
    export(reader, tmp_path / "network.onnx")
    (tmp_path / "vocabulary.txt").write_text("\n".join(VOCABULARY), encoding="utf-8")
    (tmp_path / "network.json").write_text("{}", encoding="utf-8")
    network = Network(tmp_path)
    document = documents(corpus, wordpiece)[0]
    (window,) = windows(document.tokens, wordpiece)
    given = inputs(window, document.features.letter_cases, document.features.quoted)
    output = network.run(window, given)
    with torch.no_grad():
        rows = (window.pieces, given.letter_cases, given.quoted, window.first)
        expected = OneWindow(reader)(*(torch.tensor([row]) for row in rows))
    # The weights of the file are int8, so near and not equal.
    for ours, theirs in zip((output.tags, output.link, output.pointer), expected, strict=True):
        assert np.abs(ours - theirs[0].numpy()).max() < 0.05


def test_a_window_keeps_only_targets_that_it_holds() -> None:
    assert polnear._in_window(range(10, 20), 12, IGNORED) == 2
    assert polnear._in_window(range(10, 20), 25, NONE) == NONE
