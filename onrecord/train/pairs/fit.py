"""Fit a judge to pairs, from a checkpoint where there is one."""

from __future__ import annotations

import itertools
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn

from onrecord.network.pieces import of_pair, of_text
from onrecord.network.wordpiece import WordPiece
from onrecord.train.pairs.model import Judge, Lower, Texts
from onrecord.train.pairs.sets import THREE_WAY, Kind, Pair, epoch

_SAVED_EVERY, _MEAN_EVERY = 200, 10
# Pairs in a usual batch: the sum is divided by it, so that a long pair counts no more than a short one.
_USUAL = 26


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast to learn.

    ``steps`` batches of about ``pieces`` pieces, epoch after epoch. Rates rise over the first ``warm_up`` of
    them, then fall to ``last`` of what they were. The weights end as the mean over the last ``averaged``.
    """

    steps: int = 2900
    pieces: int = 1200
    encoder_rate: float = 1.5e-4
    head_rate: float = 1e-3
    warm_up: float = 0.06
    last: float = 0.02
    averaged: float = 0.2
    seed: int = 1


class Parts(NamedTuple):
    """The network: what stays as it was published, and what learns."""

    lower: Lower
    judge: Judge


class Example(NamedTuple):
    """A pair as numbers."""

    pieces: list[int]
    sides: list[int]
    kind: Kind
    marked: tuple[float, float, float]


class Batch(NamedTuple):
    """Pairs side by side: their texts, the kind of each, what was marked of each."""

    texts: Texts
    kinds: Tensor
    marked: Tensor


def fit(parts: Parts, train: Sequence[Pair], wordpiece: WordPiece, schedule: Schedule, folder: Path) -> None:
    """Train the judge in place, from the checkpoint in ``folder`` where there is one."""
    folder.mkdir(parents=True, exist_ok=True)
    epochs = (_batches(train, wordpiece, schedule, number) for number in itertools.count())
    steps = list(itertools.islice(itertools.chain.from_iterable(epochs), schedule.steps))
    learning = _Learning(parts, schedule)
    checkpoint = folder / "checkpoint.pt"
    if checkpoint.exists():
        learning.resume(checkpoint)
    parts.judge.train()
    began, pieces = time.monotonic(), 0
    told: dict[Kind, list[float]] = defaultdict(list)
    for step in range(learning.done, len(steps)):
        for kind, loss in learning.step(collate(steps[step], wordpiece)).items():
            told[kind].append(loss)
        pieces += sum(len(example.pieces) for example in steps[step])
        if (step + 1) % 100 == 0:
            means = " ".join(f"{kind.name} {sum(told[kind]) / len(told[kind]):.3f}" for kind in sorted(told))
            speed = pieces / (time.monotonic() - began)
            print(f"step {step + 1} of {len(steps)}: {means}, {speed:.0f} pieces/s", flush=True)
            told.clear()
        if (step + 1) % _SAVED_EVERY == 0 or step + 1 == len(steps):
            learning.save(checkpoint)
    learning.take_mean()
    parts.judge.eval()


class _Learning:
    """A judge with what its training has to remember from step to step."""

    def __init__(self, parts: Parts, schedule: Schedule) -> None:
        self.done = 0
        self._parts, self._judge, self._schedule = parts, parts.judge, schedule
        self._optimiser = _optimiser(parts.judge, schedule)
        self._sum: dict[str, Tensor] = {}
        self._counted = 0

    def step(self, batch: Batch) -> dict[Kind, float]:
        """Learn from one batch; the mean loss of each kind in it."""
        rate = _rate(self.done / self._schedule.steps, self._schedule)
        for group in self._optimiser.param_groups:
            group["lr"] = group["rate"] * rate
        each = losses(scores(self._parts, batch.texts), batch)
        self._optimiser.zero_grad(set_to_none=True)
        (each.sum() / _USUAL).backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self._judge.parameters(), 1.0)
        self._optimiser.step()
        self.done += 1
        if self.done >= (1 - self._schedule.averaged) * self._schedule.steps and self.done % _MEAN_EVERY == 0:
            for name, weight in self._judge.state_dict().items():
                self._sum[name] = self._sum.get(name, torch.zeros_like(weight)) + weight
            self._counted += 1
        kinds = sorted(set(batch.kinds.tolist()))
        return {Kind(kind): each[batch.kinds == kind].mean().item() for kind in kinds}

    def take_mean(self) -> None:
        """Give the judge the mean of the weights remembered (Izmailov et al. 2018), if there are any."""
        if self._counted:
            self._judge.load_state_dict({name: total / self._counted for name, total in self._sum.items()})

    def save(self, path: Path) -> None:
        """Whole or not at all: a kill in mid-write must not lose the checkpoint before."""
        beside = path.with_suffix(".new")
        torch.save(
            {
                "judge": self._judge.state_dict(),
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
        self._judge.load_state_dict(stored["judge"])
        self._optimiser.load_state_dict(stored["optimiser"])
        torch.set_rng_state(stored["chance"])
        self.done, self._sum, self._counted = stored["step"], stored["sum"], stored["counted"]


def scores(parts: Parts, texts: Texts) -> Tensor:
    """``[batch, 14]``, see ``Judge``."""
    mask = texts.mask()
    with torch.no_grad():
        hidden = parts.lower(texts.pieces, texts.sides, mask)
    found: Tensor = parts.judge(hidden, texts.sides, texts.present, mask)
    return found


def losses(found: Tensor, batch: Batch) -> Tensor:
    """The loss of each pair."""
    three = torch.log_softmax(found[:, : 3 * THREE_WAY].view(-1, THREE_WAY, 3), dim=2)
    row = torch.arange(len(found))
    is_three_way = batch.kinds < THREE_WAY
    of_kind = three[row, batch.kinds.clamp(max=THREE_WAY - 1)]
    # A label may leave more than one of the three open: then what they have together counts.
    closed = torch.where(batch.marked > 0, 0.0, -1e9)
    chosen = -torch.logsumexp(of_kind + closed, dim=1)
    yes = found[row, 3 * THREE_WAY + (batch.kinds - THREE_WAY).clamp(min=0)]
    asked = nn.functional.binary_cross_entropy_with_logits(yes, batch.marked[:, 0], reduction="none")
    return torch.where(is_three_way, chosen, asked)


def _batches(
    train: Sequence[Pair], wordpiece: WordPiece, schedule: Schedule, number: int
) -> Iterator[list[Example]]:
    """The epoch's pairs in batches: shuffled, then alike in length within 1,500, so little is padding."""
    found = [example(pair, wordpiece) for pair in epoch(train, schedule.seed, number)]
    batches: list[list[Example]] = []
    for start in range(0, len(found), 1500):
        alike = sorted(found[start : start + 1500], key=lambda one: len(one.pieces))
        batch: list[Example] = []
        for one in alike:
            if batch and (len(batch) + 1) * len(one.pieces) > schedule.pieces:
                batches.append(batch)
                batch = []
            batch.append(one)
        batches.append(batch)
    Random(f"{schedule.seed} {number}").shuffle(batches)
    yield from batches


def example(pair: Pair, wordpiece: WordPiece) -> Example:
    """The pair as numbers."""
    numbers = of_pair(of_text(pair.a, wordpiece), of_text(pair.b, wordpiece), wordpiece)
    return Example(*numbers, pair.kind, pair.marked)


def collate(batch: Sequence[Example], wordpiece: WordPiece) -> Batch:
    """The pairs as tensors."""
    length = max(len(one.pieces) for one in batch)

    def padded(rows: Sequence[Sequence[int]], filler: int) -> Tensor:
        return torch.tensor([[*row, *[filler] * (length - len(row))] for row in rows])

    return Batch(
        Texts(
            padded([one.pieces for one in batch], wordpiece.padding),
            padded([one.sides for one in batch], 0),
            padded([[1] * len(one.pieces) for one in batch], 0),
        ),
        torch.tensor([int(one.kind) for one in batch]),
        torch.tensor([one.marked for one in batch]),
    )


def _optimiser(judge: Judge, schedule: Schedule) -> torch.optim.AdamW:
    """Heads learn faster than the encoder; only matrices decay."""
    groups: list[dict[str, Any]] = []
    for in_encoder, rate in ((True, schedule.encoder_rate), (False, schedule.head_rate)):
        for is_matrix, decay in ((False, 0.0), (True, 0.01)):
            chosen = [
                weight
                for name, weight in judge.named_parameters()
                if name.startswith("upper.") == in_encoder and (weight.dim() > 1) == is_matrix
            ]
            groups.append({"params": chosen, "rate": rate, "lr": rate, "weight_decay": decay})
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)


def _rate(done: float, schedule: Schedule) -> float:
    if done < schedule.warm_up:
        return done / schedule.warm_up
    return schedule.last + (1 - schedule.last) * (1 - done) / (1 - schedule.warm_up)
