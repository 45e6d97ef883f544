"""The loop of training on a tiny encoder with random weights: it learns, resumes, exports what it is."""

import itertools
import json
import re
from pathlib import Path
from random import Random

import numpy as np
import pytest

pytest.importorskip("torch", reason="training needs the extra [train]: make setup-train")
pytest.importorskip("onnx", reason="training needs the extra [train]: make setup-train")

import torch

from onrecord.analyse.tags import Kind
from onrecord.network.session import WEIGHTS, Network, inputs
from onrecord.network.windows import windows
from onrecord.network.wordpiece import WordPiece
from onrecord.train.__main__ import between
from onrecord.train.export import OneWindow, export
from onrecord.train.fit import Schedule, Texts, fit
from onrecord.train.labelled import examples, labelled
from onrecord.train.marked import Marked
from onrecord.train.model import Reader
from onrecord.train.polnear import documents, held_out
from onrecord.train.refit import refit_names
from onrecord.train.start import started
from onrecord.train.texts import sets

pytestmark = [
    pytest.mark.train,
    # torch's exporter warns of torch's own ways, and that two of our axes have one length.
    pytest.mark.filterwarnings("ignore:.*treespec:FutureWarning"),
    pytest.mark.filterwarnings("ignore:.*axis name:UserWarning"),
]

VOCABULARY = (WEIGHTS / "en" / "vocabulary.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
QUICK = {"windows": 4, "encoder_rate": 3e-3, "head_rate": 3e-3, "averaged": 0.1}


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
def taught(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Texts:
    """The articles, and one that a teacher marked, with a statement inside a statement."""
    silver = tmp_path_factory.mktemp("silver") / "silver.jsonl"
    text = "Reuters reported that Anna Weber said the dam is old."
    outer = {"source": spans(text, "Reuters"), "cue": spans(text, "reported")}
    inner = {
        "source": spans(text, "Anna Weber"),
        "cue": spans(text, "said"),
        "content": spans(text, "the dam is old"),
    }
    line = {
        "id": "s1", "text": text, "doubted": [], "doubted_inside": [], "inner": [inner],
        "outer": [{**outer, "content": spans(text, "Anna Weber said the dam is old")}],
    }  # fmt: skip
    silver.write_text(json.dumps(line) + "\n", encoding="utf-8")
    train, _ = held_out(documents(corpus))
    return sets(train, silver, (), epochs=1)


@pytest.fixture(scope="module")
def wordpiece() -> WordPiece:
    return WordPiece(VOCABULARY)


def tiny() -> Reader:
    torch.manual_seed(5)
    return Reader(len(VOCABULARY), width=24, inner=48, heads=2, depth=1)


def test_the_latest_tenth_is_held_out(corpus: Path) -> None:
    train, tune = held_out(documents(corpus))
    assert [document.id for document in tune] == ["d18", "d19"]
    assert len(train) == 18


def test_what_the_teacher_marked_is_among_the_texts(taught: Texts) -> None:
    found = {text.id: text for text in taught(0, Random(1))}
    assert len(found["s1"].inner) == 1
    assert found["d3"].doubted_inside


def test_training_learns(
    taught: Texts, wordpiece: WordPiece, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fit(tiny(), taught, wordpiece, Schedule(epochs=100, **QUICK), tmp_path)  # type: ignore[arg-type]
    lines = capsys.readouterr().out.splitlines()
    losses = [float(line.split("tag ")[1].split()[0]) for line in lines]
    assert losses[-1] < 0.2 < losses[0]


def test_training_goes_on_from_its_checkpoint_as_if_never_stopped(
    taught: Texts, wordpiece: WordPiece, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    schedule = Schedule(epochs=62, windows=4)
    undisturbed = tiny()
    fit(undisturbed, taught, wordpiece, schedule, tmp_path / "one")

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
            fit(tiny(), taught, wordpiece, schedule, tmp_path / "two")
    resumed = tiny()
    fit(resumed, taught, wordpiece, schedule, tmp_path / "two")
    for ours, theirs in zip(resumed.parameters(), undisturbed.parameters(), strict=True):
        assert torch.equal(ours, theirs)


def test_frozen_layers_stay_as_they_are(taught: Texts, wordpiece: WordPiece, tmp_path: Path) -> None:
    reader, before = tiny(), tiny().state_dict()
    fit(reader, taught, wordpiece, Schedule(epochs=2, windows=4, frozen=1), tmp_path)
    after = reader.state_dict()
    changed = {name.partition(".")[0] for name in before if not torch.equal(before[name], after[name])}
    assert changed == {"tags", "link", "pointer", "no_source", "deeper", "inner_tags", "names"}


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Reader, Path]:
    folder = tmp_path_factory.mktemp("exported")
    torch.manual_seed(6)
    reader = tiny().eval()
    for weight in reader.parameters():
        torch.nn.init.normal_(weight, std=0.2)
    export(reader, folder / "network.onnx")
    (folder / "vocabulary.txt").write_text("\n".join(VOCABULARY), encoding="utf-8")
    (folder / "network.json").write_text("{}", encoding="utf-8")
    return reader, folder


def test_the_exported_file_gives_what_the_reader_gives(
    exported: tuple[Reader, Path], corpus: Path, wordpiece: WordPiece
) -> None:
    reader, folder = exported
    network = Network(folder)
    document: Marked = documents(corpus)[0]
    found = labelled(document, wordpiece)
    (window,) = windows(found.tokens, wordpiece)
    given = inputs(window, found.features.letter_cases, found.features.quoted)
    output = network.run(window, given)
    with torch.no_grad():
        rows = (window.pieces, given.letter_cases, given.quoted, window.first)
        expected = OneWindow(reader)(*(torch.tensor([row]) for row in rows))
    ours = [
        getattr(roles, name) for roles in (output.outer, output.inner) for name in ("tags", "link", "pointer")
    ]
    # The weights of the file are int8, so near and not equal.
    for one, other in zip([*ours, output.names], expected, strict=True):
        assert one.dtype == np.float32
        assert np.abs(one - other[0].numpy()).max() < 0.2


def test_training_can_go_on_from_an_exported_file(exported: tuple[Reader, Path]) -> None:
    reader, folder = exported
    again = started(folder / "network.onnx", heads=2).state_dict()
    for name, weight in reader.state_dict().items():
        assert torch.allclose(again[name], weight, atol=0.01), name


def test_between_two_readers_a_head_that_one_lacked_keeps_what_it_learned() -> None:
    before, after = tiny().state_dict(), {name: w + 1 for name, w in tiny().state_dict().items()}
    found = between(before, after, 0.25)
    assert torch.allclose(found["layers.0.up.weight"], before["layers.0.up.weight"] + 0.25)
    assert torch.equal(found["names.tags.weight"], after["names.tags.weight"])


def test_names_are_fitted_to_an_encoder_that_stays(wordpiece: WordPiece) -> None:
    text = "Anna Weber met Jane Roe.\n" * 400
    people = [match.span() for match in re.finditer("Anna Weber|Jane Roe", text)]
    marked = Marked("a", "", text, names=[(place, Kind.PERSON) for place in people])
    reader, before = tiny(), tiny().state_dict()
    refit_names(reader, examples(marked, wordpiece, Random(1)), wordpiece)
    after = reader.state_dict()
    changed = {name.partition(".")[0] for name in before if not torch.equal(before[name], after[name])}
    assert changed == {"names"}
