"""A trained judge as the three files that the package ships: ONNX, with int8 weights as in ``export``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import torch
from torch import Tensor, nn

from onrecord.train.export import quantise
from onrecord.train.pairs.model import Judge, Lower, Meaning

# Nothing is padding where one pair is read at a time.
_NO_MASK = (1, 1, 1, 1)


class _LowerAlone(nn.Module):
    def __init__(self, lower: Lower) -> None:
        super().__init__()
        self.lower = lower

    def forward(self, pieces: Tensor, sides: Tensor) -> Tensor:
        found: Tensor = self.lower(pieces, sides, torch.zeros(_NO_MASK))
        return found


class _JudgeAlone(nn.Module):
    def __init__(self, judge: Judge) -> None:
        super().__init__()
        self.judge = judge

    def forward(self, hidden: Tensor, sides: Tensor) -> Tensor:
        found: Tensor = self.judge(hidden, sides, torch.ones_like(sides), torch.zeros(_NO_MASK))
        return found


class _MeaningAlone(nn.Module):
    def __init__(self, meaning: Meaning) -> None:
        super().__init__()
        self.meaning = meaning

    def forward(self, hidden: Tensor) -> Tensor:
        found: Tensor = self.meaning(hidden, torch.ones_like(hidden[:, :, 0]), torch.zeros(_NO_MASK))
        return found


def export(lower: Lower, judge: Judge, meaning: Meaning, folder: Path) -> None:
    """Write ``lower.onnx``, ``judge.onnx`` and ``meaning.onnx``."""
    pieces = torch.ones(1, 40, dtype=torch.int64)
    sides = torch.cat([torch.zeros_like(pieces), torch.ones_like(pieces)], dim=1)
    pieces = torch.cat([pieces, pieces], dim=1)
    hidden = lower(pieces, sides, torch.zeros(_NO_MASK))
    _write(_LowerAlone(lower), {"pieces": pieces, "sides": sides}, folder / "lower.onnx")
    _write(_JudgeAlone(judge), {"hidden": hidden, "sides": sides}, folder / "judge.onnx")
    _write(_MeaningAlone(meaning), {"hidden": hidden}, folder / "meaning.onnx")


def _write(module: nn.Module, inputs: Mapping[str, Tensor], path: Path) -> None:
    length = torch.export.Dim("length", min=2, max=195)
    in_full = path.with_suffix(".float32")
    torch.onnx.export(
        module.eval(),
        tuple(inputs.values()),
        str(in_full),
        input_names=list(inputs),
        output_names=["found"],
        dynamic_shapes=tuple({1: length} for _ in inputs),
        dynamo=True,
        external_data=False,
        optimize=True,
    )
    quantise(in_full, path)
    in_full.unlink()
