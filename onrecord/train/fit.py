"""Fit a reader to the windows of marked texts, from a checkpoint where there is one."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn

from onrecord.network.session import inputs
from onrecord.network.windows import Window
from onrecord.network.wordpiece import WordPiece
from onrecord.train.labelled import IGNORED, NONE, Example, Roles, examples
from onrecord.train.marked import Marked
from onrecord.train.model import Reader, Windows

_FAR = -1e9
_LOSSES = ("tag", "link", "pointer", "inner tag", "inner link", "inner pointer", "name")
_SAVED_EVERY, _MEAN_EVERY = 200, 10


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast to learn.

    Rates rise over the first ``warm_up`` of all steps, then fall to ``last`` of what they were. ``weights``
    are those of the losses in the order of ``_LOSSES``. The word vectors and the first ``frozen`` layers stay
    as they are, where there is one such layer at least.
    """

    epochs: int = 4
    windows: int = 8
    encoder_rate: float = 2e-4
    head_rate: float = 1e-3
    warm_up: float = 0.08
    last: float = 0.02
    weights: tuple[float, ...] = (1.0, 1.0, 0.5, 1.0, 0.5, 0.25, 0.5)
    averaged: float = 0.25
    frozen: int = 0
    seed: int = 1


class Labels(NamedTuple):
    """Labels of one layer, ``[batch, words]``; a pointer's past the last word is "no source"."""

    tags: Tensor
    cue_of: Tensor
    source_of: Tensor


class Batch(NamedTuple):
    """Windows with their labels."""

    windows: Windows
    outer: Labels
    inner: Labels
    names: Tensor


# The texts of an epoch; the same for the same epoch and chance, so that training can go on where it stopped.
Texts = Callable[[int, Random], Sequence[Marked]]


def fit(reader: Reader, texts: Texts, wordpiece: WordPiece, schedule: Schedule, folder: Path) -> None:
    """Train in place, with a line of progress every hundred steps and a checkpoint every two hundred.

    A checkpoint in ``folder`` is gone on from. The reader ends with the mean of the weights that it had over
    the last ``averaged`` of all steps (Izmailov et al. 2018).
    """
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(schedule.seed)
    steps = [
        batch for epoch in range(schedule.epochs) for batch in _batches(texts, wordpiece, schedule, epoch)
    ]
    learning = _Learning(reader, _optimiser(reader, schedule))
    checkpoint = folder / "checkpoint.pt"
    if checkpoint.exists():
        learning.resume(checkpoint)
    reader.train()
    losses: list[list[float]] = []
    began, pieces = time.monotonic(), 0
    for step in range(learning.done, len(steps)):
        parts = learning.step(collate(steps[step], wordpiece), _rate(step / len(steps), schedule), schedule)
        if step >= (1 - schedule.averaged) * len(steps) and step % _MEAN_EVERY == 0:
            learning.remember()
        losses.append(parts)
        pieces += sum(len(example.pieces) for example in steps[step])
        if (step + 1) % 100 == 0:
            mean = [sum(column) / len(losses) for column in zip(*losses, strict=True)]
            speed = pieces / (time.monotonic() - began)
            told = " ".join(f"{name} {loss:.3f}" for name, loss in zip(_LOSSES, mean, strict=True))
            print(f"step {step + 1} of {len(steps)}: {told}, {speed:.0f} pieces/s", flush=True)
            losses.clear()
        if (step + 1) % _SAVED_EVERY == 0 or step + 1 == len(steps):
            learning.save(checkpoint)
    learning.take_mean()
    reader.eval()


class _Learning:
    """A reader with what its training has to remember from step to step."""

    def __init__(self, reader: Reader, optimiser: torch.optim.Optimizer) -> None:
        self.done = 0
        self._reader = reader
        self._optimiser = optimiser
        self._sum: dict[str, Tensor] = {}
        self._counted = 0

    def step(self, batch: Batch, rate: float, schedule: Schedule) -> list[float]:
        """Learn from one batch; the parts of its loss."""
        for group in self._optimiser.param_groups:
            group["lr"] = group["rate"] * rate
        parts = _losses(self._reader, batch)
        loss = torch.stack(
            [weight * part for weight, part in zip(schedule.weights, parts, strict=True)]
        ).sum()
        self._optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self._reader.parameters(), 1.0)
        self._optimiser.step()
        self.done += 1
        return [part.item() for part in parts]

    def remember(self) -> None:
        """Add the weights as they are to those of which the mean is taken."""
        for name, weight in self._reader.state_dict().items():
            self._sum[name] = self._sum.get(name, torch.zeros_like(weight)) + weight
        self._counted += 1

    def take_mean(self) -> None:
        """Give the reader the mean of the weights remembered, if there are any."""
        if self._counted:
            self._reader.load_state_dict({name: total / self._counted for name, total in self._sum.items()})

    def save(self, path: Path) -> None:
        """Whole or not at all: a kill in mid-write must not lose the checkpoint before."""
        beside = path.with_suffix(".new")
        torch.save(
            {
                "reader": self._reader.state_dict(),
                "optimiser": self._optimiser.state_dict(),
                "step": self.done,
                "chance": torch.get_rng_state(),
                "sum": self._sum,
                "counted": self._counted,
            },
            beside,
        )
        beside.replace(path)

    def resume(self, path: Path) -> None:
        """Go on from what was saved."""
        stored = torch.load(path, weights_only=True)
        self._reader.load_state_dict(stored["reader"])
        self._optimiser.load_state_dict(stored["optimiser"])
        torch.set_rng_state(stored["chance"])
        self.done, self._sum, self._counted = stored["step"], stored["sum"], stored["counted"]


def _batches(texts: Texts, wordpiece: WordPiece, schedule: Schedule, epoch: int) -> Iterator[list[Example]]:
    """The epoch's windows in batches: shuffled, then alike in length within forty, so little is padding."""
    chance = Random(f"{schedule.seed} {epoch}")
    found = [example for text in texts(epoch, chance) for example in examples(text, wordpiece, chance)]
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
            Window(example.pieces, range(0), example.first, range(0)), example.letter_cases, example.quoted
        )
        for example in batch
    ]

    def padded(rows: Sequence[Sequence[int]], size: int, filler: int) -> Tensor:
        return torch.tensor([[*row, *[filler] * (size - len(row))] for row in rows])

    mask = padded([[0] * len(example.pieces) for example in batch], length, 1).float() * _FAR
    absent = padded([[0] * len(example.first) for example in batch], words, 1).float() * _FAR

    def labels(layer: Sequence[Roles]) -> Labels:
        source_of = [[words if target == NONE else target for target in each.source_of] for each in layer]
        return Labels(
            padded([each.tags for each in layer], words, IGNORED),
            padded([each.cue_of for each in layer], words, IGNORED),
            padded(source_of, words, IGNORED),
        )

    return Batch(
        Windows(
            padded([example.pieces for example in batch], length, wordpiece.padding),
            padded([row.letter_cases for row in features], length, 0),
            padded([row.quoted for row in features], length, 0),
            padded([example.first for example in batch], words, 0),
            padded([_last_pieces(example) for example in batch], words, 0),
            mask[:, None, None, :],
            absent[:, None, :],
        ),
        labels([example.outer for example in batch]),
        labels([example.inner for example in batch]),
        padded([example.names for example in batch], words, IGNORED),
    )


def _last_pieces(example: Example) -> list[int]:
    """Where each word's last piece is, or the mark of a paragraph's end behind it."""
    return [end - 1 for end in (*example.first[1:], len(example.pieces) - 1)]


def _losses(reader: Reader, batch: Batch) -> list[Tensor]:
    """One for each of ``_LOSSES``."""
    outer, inner, names = reader(batch.windows)
    pairs = [
        *zip(outer, batch.outer, strict=True),
        *zip(inner, batch.inner, strict=True),
        (names, batch.names),
    ]
    return [_mean_loss(scores, targets) for scores, targets in pairs]


def _mean_loss(scores: Tensor, targets: Tensor) -> Tensor:
    """Mean over the words that have a target; 0 where none has."""
    asked = targets != IGNORED
    if not bool(asked.any()):
        return scores.sum() * 0
    return nn.functional.nll_loss(scores[asked], targets[asked])


def _optimiser(reader: Reader, schedule: Schedule) -> torch.optim.AdamW:
    """Heads learn faster than the encoder; only matrices decay."""
    groups: list[dict[str, Any]] = []
    for name, weight in reader.named_parameters():
        weight.requires_grad_(not _is_frozen(name, schedule.frozen))
    for is_head, rate in ((False, schedule.encoder_rate), (True, schedule.head_rate)):
        for is_matrix, decay in ((False, 0.0), (True, 0.01)):
            chosen = [
                weight
                for name, weight in reader.named_parameters()
                if _is_head(name) == is_head and (weight.dim() > 1) == is_matrix and weight.requires_grad
            ]
            groups.append({"params": chosen, "rate": rate, "lr": rate, "weight_decay": decay})
    return torch.optim.AdamW(groups, betas=(0.9, 0.98))


def _is_head(name: str) -> bool:
    return name.partition(".")[0] not in ("pieces", "positions", "norm", "layers")


def _is_frozen(name: str, layers: int) -> bool:
    owner, _, rest = name.partition(".")
    if owner == "layers":
        return int(rest.partition(".")[0]) < layers
    return layers > 0 and owner in ("pieces", "positions", "norm", "letter_cases", "quoted")


def _rate(done: float, schedule: Schedule) -> float:
    if done < schedule.warm_up:
        return done / schedule.warm_up
    return schedule.last + (1 - schedule.last) * (1 - done) / (1 - schedule.warm_up)
