"""Fit a reader to PolNeAR's windows, from a checkpoint where there is one."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import NamedTuple

import torch
from torch import Tensor, nn

from onrecord.network.session import inputs
from onrecord.network.windows import Window
from onrecord.network.wordpiece import WordPiece
from onrecord.train.model import Reader, Windows
from onrecord.train.polnear import IGNORED, NONE, Example, Labelled, examples

_FAR = -1e9
_PAD_TAG = -100
_LOSSES = ("tag", "link", "pointer")


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast to learn.

    Rates rise over the first ``warm_up`` of all steps, then fall to ``last`` of what they were.
    """

    epochs: int = 4
    windows: int = 8
    encoder_rate: float = 2e-4
    head_rate: float = 1e-3
    warm_up: float = 0.08
    last: float = 0.02
    link_weight: float = 1.0
    pointer_weight: float = 0.5
    seed: int = 1


class Batch(NamedTuple):
    """Windows with their labels, ``[batch, words]``; a pointer's label past the last word is "no source"."""

    windows: Windows
    tags: Tensor
    cue_of: Tensor
    source_of: Tensor


def fit(
    reader: Reader, train: Sequence[Labelled], wordpiece: WordPiece, schedule: Schedule, folder: Path
) -> None:
    """Train in place, with a line of progress every hundred steps and a checkpoint every five hundred.

    A checkpoint in ``folder`` is gone on from: the order of windows depends on the seed and the epoch alone.
    """
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(schedule.seed)
    epochs = [list(_batches(train, wordpiece, schedule, epoch)) for epoch in range(schedule.epochs)]
    steps = [batch for epoch in epochs for batch in epoch]
    optimiser = _optimiser(reader, schedule)
    checkpoint = folder / "checkpoint.pt"
    done = _resumed(checkpoint, reader, optimiser) if checkpoint.exists() else 0
    reader.train()
    losses: list[tuple[float, ...]] = []
    began, pieces = time.monotonic(), 0
    for step in range(done, len(steps)):
        batch = collate(steps[step], wordpiece)
        for group in optimiser.param_groups:
            group["lr"] = group["rate"] * _rate(step / len(steps), schedule)
        parts = _losses(reader, batch)
        loss = parts[0] + schedule.link_weight * parts[1] + schedule.pointer_weight * parts[2]
        optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
        optimiser.step()
        losses.append(tuple(part.item() for part in parts))
        pieces += sum(len(example.pieces) for example in steps[step])
        if (step + 1) % 100 == 0:
            mean = [sum(column) / len(losses) for column in zip(*losses, strict=True)]
            speed = pieces / (time.monotonic() - began)
            told = " ".join(f"{name} {loss:.3f}" for name, loss in zip(_LOSSES, mean, strict=True))
            print(f"step {step + 1} of {len(steps)}: {told}, {speed:.0f} pieces/s", flush=True)
            losses.clear()
        if (step + 1) % 500 == 0 or step + 1 == len(steps):
            _save(checkpoint, reader, optimiser, step + 1)
    reader.eval()


def _batches(
    train: Sequence[Labelled], wordpiece: WordPiece, schedule: Schedule, epoch: int
) -> Iterator[list[Example]]:
    """The epoch's windows in batches: shuffled, then alike in length within forty, so little is padding."""
    chance = Random(f"{schedule.seed} {epoch}")
    found = [example for document in train for example in examples(document, wordpiece, chance)]
    chance.shuffle(found)
    bucket = 40 * schedule.windows
    batches: list[list[Example]] = []
    for start in range(0, len(found), bucket):
        alike = sorted(found[start : start + bucket], key=lambda example: len(example.pieces))
        batches += [alike[at : at + schedule.windows] for at in range(0, len(alike), schedule.windows)]
    chance.shuffle(batches)
    yield from batches


def collate(batch: Sequence[Example], wordpiece: WordPiece) -> Batch:
    """The windows as tensors."""
    length = max(len(example.pieces) for example in batch)
    words = max(len(example.first) for example in batch)
    features = [
        inputs(
            Window(example.pieces, range(0), example.first, range(0)),
            example.letter_cases,
            [bool(q) for q in example.quoted],
        )
        for example in batch
    ]

    def padded(rows: Sequence[Sequence[int]], size: int, filler: int) -> Tensor:
        return torch.tensor([[*row, *[filler] * (size - len(row))] for row in rows])

    mask = padded([[0] * len(example.pieces) for example in batch], length, 1).float() * _FAR
    absent = padded([[0] * len(example.first) for example in batch], words, 1).float() * _FAR
    source_of = [[words if target == NONE else target for target in example.source_of] for example in batch]
    return Batch(
        Windows(
            padded([example.pieces for example in batch], length, wordpiece.padding),
            padded([row.letter_cases for row in features], length, 0),
            padded([row.quoted for row in features], length, 0),
            padded([example.first for example in batch], words, 0),
            mask[:, None, None, :],
            absent[:, None, :],
        ),
        padded([example.tags for example in batch], words, _PAD_TAG),
        padded([example.cue_of for example in batch], words, IGNORED),
        padded(source_of, words, IGNORED),
    )


def _losses(reader: Reader, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
    tags, link, pointer = reader(batch.windows)
    return (
        nn.functional.nll_loss(tags.flatten(0, 1), batch.tags.flatten(), ignore_index=_PAD_TAG),
        _mean_loss(link, batch.cue_of),
        _mean_loss(pointer, batch.source_of),
    )


def _mean_loss(scores: Tensor, targets: Tensor) -> Tensor:
    """Mean over the words that have a target; 0 where none has."""
    asked = targets != IGNORED
    if not bool(asked.any()):
        return scores.sum() * 0
    return nn.functional.nll_loss(scores[asked], targets[asked])


def _optimiser(reader: Reader, schedule: Schedule) -> torch.optim.AdamW:
    """Heads learn faster than the encoder; only matrices decay."""
    groups = []
    for is_head, rate in ((False, schedule.encoder_rate), (True, schedule.head_rate)):
        for is_matrix, decay in ((False, 0.0), (True, 0.01)):
            chosen = [
                weight
                for name, weight in reader.named_parameters()
                if _is_head(name) == is_head and (weight.dim() > 1) == is_matrix
            ]
            groups.append({"params": chosen, "rate": rate, "lr": rate, "weight_decay": decay})
    return torch.optim.AdamW(groups, betas=(0.9, 0.98))


def _is_head(name: str) -> bool:
    return name.partition(".")[0] in ("tags", "link", "pointer", "no_source", "letter_cases", "quoted")


def _rate(done: float, schedule: Schedule) -> float:
    if done < schedule.warm_up:
        return done / schedule.warm_up
    return schedule.last + (1 - schedule.last) * (1 - done) / (1 - schedule.warm_up)


def _save(path: Path, reader: Reader, optimiser: torch.optim.Optimizer, step: int) -> None:
    """Whole or not at all: a kill in mid-write must not lose the checkpoint before."""
    beside = path.with_suffix(".new")
    torch.save(
        {
            "reader": reader.state_dict(),
            "optimiser": optimiser.state_dict(),
            "step": step,
            "chance": torch.get_rng_state(),
        },
        beside,
    )
    beside.replace(path)


def _resumed(path: Path, reader: Reader, optimiser: torch.optim.Optimizer) -> int:
    stored = torch.load(path, weights_only=True)
    reader.load_state_dict(stored["reader"])
    optimiser.load_state_dict(stored["optimiser"])
    torch.set_rng_state(stored["chance"])
    step: int = stored["step"]
    return step
