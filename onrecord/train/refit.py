"""The head for names fitted to an encoder that stays as it is.

The mean of two encoders serves heads that both have learned; the head for names only one has.
`python -m onrecord.train.refit --start FOLDER --named FILE... --out FOLDER` gives a network that was exported
before a new one.
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

import torch
from torch import Tensor, nn

from onrecord.network.wordpiece import WordPiece, vocabulary
from onrecord.train import names
from onrecord.train.export import export
from onrecord.train.fit import collate
from onrecord.train.labelled import IGNORED, Example, examples
from onrecord.train.model import Reader
from onrecord.train.start import started

_WINDOWS = 16
_EPOCHS, _RATE, _WARM_UP, _DECAY = 5, 2e-3, 0.06, 0.05
# Encyclopaedia and newspapers differ in size by sixteen to one; the few are looked at this often.
_FEW, _OFTEN = 200, 3


class _Known(NamedTuple):
    """A window's vectors, ``[words, width]`` in half precision, with the cases and tags of its words."""

    vectors: Tensor
    letter_cases: Tensor
    tags: Tensor


def main() -> None:
    """Fit the head anew and write the network with it; all else stays as it was."""
    parser = argparse.ArgumentParser(prog="python -m onrecord.train.refit")
    parser.add_argument("--start", type=Path, required=True, help="folder of the network")
    parser.add_argument("--named", type=Path, nargs="+", required=True, help="sets whose names are marked")
    parser.add_argument("--out", type=Path, required=True, help="folder to write")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    reader = started(arguments.start / "network.onnx")
    wordpiece = vocabulary(arguments.start / "vocabulary.txt")
    refit_names(reader, named(arguments.named, wordpiece, Random(1)), wordpiece)
    export(reader, arguments.out / "network.onnx")
    settings = json.loads((arguments.start / "network.json").read_text(encoding="utf-8"))
    (arguments.out / "network.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")
    shutil.copy(arguments.start / "vocabulary.txt", arguments.out)


def named(paths: Sequence[Path], wordpiece: WordPiece, chance: Random) -> list[Example]:
    """The windows of the sets; those of a small set come several times."""
    found: list[Example] = []
    for path in paths:
        texts = names.documents(path)
        windows = [each for text in texts for each in examples(text, wordpiece, chance)]
        found += windows * (_OFTEN if len(texts) < _FEW else 1)
    return found


def refit_names(reader: Reader, examples: Sequence[Example], wordpiece: WordPiece, seed: int = 1) -> None:
    """Train the head in place, on the vectors of all windows whose names are known."""
    torch.manual_seed(seed)
    chance = Random(seed)
    windows = list(_known(reader.eval(), examples, wordpiece))
    head = reader.names.train()
    optimiser = torch.optim.AdamW(head.parameters(), lr=_RATE, betas=(0.9, 0.98), weight_decay=_DECAY)
    steps = _EPOCHS * -(-len(windows) // _WINDOWS)
    for step in range(steps):
        at = step * _WINDOWS % (steps // _EPOCHS * _WINDOWS)
        if at == 0:
            chance.shuffle(windows)
        share = min(1, (step + 1) / (_WARM_UP * steps)) * (1 - step / steps)
        for group in optimiser.param_groups:
            group["lr"] = _RATE * share
        loss = _loss(head, windows[at : at + _WINDOWS])
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(head.parameters(), 1.0)
        optimiser.step()
    head.eval()


def _loss(head: nn.Module, windows: Sequence[_Known]) -> Tensor:
    absent, vectors, letter_cases, tags = (
        nn.utils.rnn.pad_sequence(rows, batch_first=True, padding_value=filler)
        for rows, filler in (
            ([torch.zeros(len(one.tags)) for one in windows], -1),
            ([one.vectors.float() for one in windows], 0),
            ([one.letter_cases for one in windows], 0),
            ([one.tags for one in windows], IGNORED),
        )
    )
    scores = head(vectors, letter_cases, absent[:, None])
    return nn.functional.cross_entropy(scores.flatten(0, 1), tags.flatten(), ignore_index=IGNORED)


@torch.no_grad()
def _known(reader: Reader, examples: Sequence[Example], wordpiece: WordPiece) -> Iterator[_Known]:
    """The windows as the encoder gives them, those alike in length side by side."""
    alike = sorted(examples, key=lambda example: len(example.pieces))
    for start in range(0, len(alike), _WINDOWS):
        some = alike[start : start + _WINDOWS]
        batch = collate(some, wordpiece)
        vectors = reader.encoder(batch.windows)[1].half()
        for row, example in zip(range(len(some)), some, strict=True):
            size = len(example.first)
            yield _Known(
                vectors[row, :size].clone(), torch.tensor(example.letter_cases), batch.names[row, :size]
            )
