"""Training on a tiny encoder with random weights: it learns, goes on where it stopped, exports what it is."""

import itertools
import json
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="training needs the extra [train]: make setup-train")
pytest.importorskip("onnx", reason="training needs the extra [train]: make setup-train")

import torch

from onrecord.network.pairs import SCORES, Pairs
from onrecord.network.session import WEIGHTS
from onrecord.network.wordpiece import WordPiece, vocabulary
from onrecord.train.pairs.export import export
from onrecord.train.pairs.fit import Parts, Schedule, collate, example, fit, losses, scores
from onrecord.train.pairs.model import Judge, Lower, Meaning, Upper
from onrecord.train.pairs.sets import Kind, Pair

pytestmark = [
    pytest.mark.train,
    # torch's exporter warns of torch's own ways.
    pytest.mark.filterwarnings("ignore:.*treespec:FutureWarning"),
    pytest.mark.filterwarnings("ignore:.*axis name:UserWarning"),
]

WORDS = WEIGHTS / "en" / "vocabulary.txt"
QUICK = Schedule(steps=120, pieces=64, encoder_rate=3e-3, head_rate=3e-3, averaged=0.1)
PAIRS = [
    *(Pair("mnli-dev", Kind.NLI, f"dam {n}", "dam", (1.0, 0.0, 0.0), "") for n in range(4)),
    *(Pair("mnli-dev", Kind.NLI, f"dam {n}", "mill", (0.0, 0.0, 1.0), "") for n in range(4)),
    *(Pair("rte", Kind.NLI, f"dam {n}", "rain", (0.0, 1.0, 1.0), "") for n in range(4)),
    *(Pair("mrpc", Kind.SAME, f"dam {n}", "dam", (1.0, 0.0, 0.0), "") for n in range(4)),
    *(Pair("mrpc", Kind.SAME, f"dam {n}", "mill", (0.0, 1.0, 0.0), "") for n in range(4)),
]


@pytest.fixture(scope="module")
def wordpiece() -> WordPiece:
    return vocabulary(WORDS)


def tiny() -> Parts:
    torch.manual_seed(5)
    size = {"width": 24, "inner": 48, "heads": 2}
    return Parts(
        Lower(30522, **size).eval().requires_grad_(requires_grad=False), judge(Upper(**size, depth=1))
    )


def judge(upper: Upper) -> Judge:
    return Judge(upper, width=24, hidden=16)


def mean_loss(parts: Parts, wordpiece: WordPiece) -> float:
    batch = collate([example(pair, wordpiece) for pair in PAIRS], wordpiece)
    with torch.no_grad():
        return losses(scores(parts, batch.texts), batch).mean().item()


def test_training_learns_and_leaves_the_lower_part_as_it_was(wordpiece: WordPiece, tmp_path: Path) -> None:
    parts = tiny()
    before = mean_loss(parts, wordpiece)
    fit(parts, PAIRS, wordpiece, QUICK, tmp_path)
    assert mean_loss(parts, wordpiece) < 0.2 < before
    for name, weight in tiny().lower.state_dict().items():
        assert torch.equal(weight, parts.lower.state_dict()[name]), name


def test_training_goes_on_from_its_checkpoint_as_if_never_stopped(
    wordpiece: WordPiece, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    schedule = Schedule(steps=302, pieces=64)
    undisturbed = tiny()
    fit(undisturbed, PAIRS, wordpiece, schedule, tmp_path / "one")

    class KilledError(Exception):
        pass

    def killed_after_the_checkpoint() -> float:
        if (tmp_path / "two" / "checkpoint.pt").exists():
            raise KilledError
        return next(clock)

    clock = itertools.count(1.0)
    with monkeypatch.context() as patch:
        patch.setattr("onrecord.train.pairs.fit.time.monotonic", killed_after_the_checkpoint)
        with pytest.raises(KilledError):
            fit(tiny(), PAIRS, wordpiece, schedule, tmp_path / "two")
    resumed = tiny()
    fit(resumed, PAIRS, wordpiece, schedule, tmp_path / "two")
    for ours, theirs in zip(resumed.judge.parameters(), undisturbed.judge.parameters(), strict=True):
        assert torch.equal(ours, theirs)


def test_what_is_padding_changes_nothing(wordpiece: WordPiece) -> None:
    parts = tiny()
    short, long = (
        example(Pair("a", Kind.NLI, text, "b", (1, 0, 0), ""), wordpiece) for text in ("x", "x " * 60)
    )
    parts.judge.eval()
    with torch.no_grad():
        alone, beside = (
            scores(parts, collate(batch, wordpiece).texts)[0] for batch in ([short], [short, long])
        )
    assert torch.allclose(alone, beside, atol=1e-5)


def test_the_exported_files_give_what_the_parts_give(wordpiece: WordPiece, tmp_path: Path) -> None:
    parts, upper = tiny(), Upper(24, 48, 2, depth=1)
    for weight in itertools.chain(parts.judge.parameters(), upper.parameters()):
        torch.nn.init.normal_(weight, std=0.2)
    meaning = Meaning(upper).eval()
    parts.judge.eval()
    export(parts.lower, parts.judge, meaning, tmp_path)
    (tmp_path / "pairs.json").write_text(json.dumps({"offsets": [0.0] * SCORES}), encoding="utf-8")
    network = Pairs(tmp_path, WORDS)
    given = network.scores([(pair.a, pair.b) for pair in PAIRS])
    batch = collate([example(pair, wordpiece) for pair in PAIRS], wordpiece)
    with torch.no_grad():
        expected = scores(parts, batch.texts).numpy()
    # The weights of the files are int8, so near and not equal.
    assert np.abs(given - expected).max() < 0.2
    assert network.digest == Pairs(tmp_path, WORDS).digest
