"""A trained reader as the file that the package ships: ONNX, with int8 weights.

Weights are signed int8 with a scale for each output (each row, for the word vectors); the arithmetic stays
float32. Arithmetic in int8 would be half again as fast on the processors at hand, but its scales depend on
the input and it saturates where VNNI is missing, so answers would differ from machine to machine.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper
from torch import Tensor, nn

from onrecord.train.model import Reader, Windows

OUTPUTS = ("tags", "link", "pointer", "inner_tags", "inner_link", "inner_pointer", "names")
# Matrices below this many weights stay as they are: there is nothing to save.
_SMALL = 20_000


class OneWindow(nn.Module):
    """The reader for one window, so that nothing is padding and nothing needs a mask."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(
        self, pieces: Tensor, letter_cases: Tensor, quoted: Tensor, first: Tensor
    ) -> tuple[Tensor, ...]:
        """The window's log-probabilities in the order of ``OUTPUTS``."""
        nothing = torch.zeros(1, 1, 1)
        # A word ends where the next one begins; the window's own end is a piece more.
        final = torch.cat([first[:, 1:], torch.full_like(first[:, :1], pieces.shape[1] - 1)], dim=1) - 1
        windows = Windows(pieces, letter_cases, quoted, first, final, nothing[None], nothing)
        outer, inner, names = self.reader(windows)
        return *outer, *inner, names


def export(reader: Reader, path: Path) -> None:
    """Write the reader with int8 weights."""
    in_full = path.with_suffix(".float32")
    _export_in_full(reader, in_full)
    quantise(in_full, path)
    in_full.unlink()


def quantise(in_full: Path, path: Path) -> None:
    """Write the network of one file into another with int8 weights."""
    model = onnx.load(in_full)
    _quantise(model.graph)
    onnx.checker.check_model(model)
    onnx.save(model, path)


def _export_in_full(reader: Reader, path: Path) -> None:
    pieces = torch.ones(1, 40, dtype=torch.int64)
    first = torch.arange(1, 31)[None]
    length, words = torch.export.Dim("length", min=3, max=512), torch.export.Dim("words", min=2, max=510)
    torch.onnx.export(
        OneWindow(reader).eval(),
        (pieces, torch.zeros_like(pieces), torch.zeros_like(pieces), first),
        str(path),
        input_names=["pieces", "letter_cases", "quoted", "first"],
        output_names=list(OUTPUTS),
        dynamic_shapes=({1: length}, {1: length}, {1: length}, {1: words}),
        dynamo=True,
        external_data=False,
        optimize=True,
    )


def _quantise(graph: onnx.GraphProto) -> None:
    """Replace each large matrix by int8 numbers, their scales, and the step that multiplies them."""
    for node in list(graph.node):
        for name in node.input:
            stored = next((tensor for tensor in graph.initializer if tensor.name == name), None)
            if stored is None or stored.data_type != onnx.TensorProto.FLOAT or len(stored.dims) != 2:
                continue
            if np.prod(stored.dims) < _SMALL:
                continue
            if node.op_type == "MatMul":
                _quantise_product(graph, node, stored)
            elif node.op_type == "Gather":
                _quantise_rows(graph, node, stored)


def _quantise_product(graph: onnx.GraphProto, node: onnx.NodeProto, stored: onnx.TensorProto) -> None:
    """One scale a column; the runtime multiplies once, on loading."""
    numbers, scales = _rounded(numpy_helper.to_array(stored), axis=0)
    graph.initializer.remove(stored)
    graph.initializer.extend(
        [
            numpy_helper.from_array(numbers, stored.name + ".int8"),
            numpy_helper.from_array(scales, stored.name + ".scale"),
        ]
    )
    multiply = helper.make_node(
        "DequantizeLinear", [stored.name + ".int8", stored.name + ".scale"], [stored.name], axis=1
    )
    graph.node.insert(list(graph.node).index(node), multiply)


def _quantise_rows(graph: onnx.GraphProto, node: onnx.NodeProto, stored: onnx.TensorProto) -> None:
    """One scale a row; only the rows that a window needs are multiplied, so that memory stays small too."""
    numbers, scales = _rounded(numpy_helper.to_array(stored), axis=1)
    graph.initializer.remove(stored)
    graph.initializer.extend(
        [
            numpy_helper.from_array(numbers, stored.name + ".int8"),
            numpy_helper.from_array(scales[:, None], stored.name + ".scale"),
        ]
    )
    chosen, result = node.input[1], node.output[0]
    steps = [
        helper.make_node("Gather", [stored.name + ".int8", chosen], [result + ".int8"], axis=0),
        helper.make_node("Gather", [stored.name + ".scale", chosen], [result + ".scale"], axis=0),
        helper.make_node("Cast", [result + ".int8"], [result + ".float"], to=onnx.TensorProto.FLOAT),
        helper.make_node("Mul", [result + ".float", result + ".scale"], [result]),
    ]
    at = list(graph.node).index(node)
    graph.node.remove(node)
    for step in reversed(steps):
        graph.node.insert(at, step)


def _rounded(weights: np.ndarray, axis: int) -> tuple[np.ndarray, np.ndarray]:
    """The weights as int8, and the scale along the other axis that gives them back."""
    largest = np.abs(weights).max(axis=axis)
    scales = np.where(largest > 0, largest, 1).astype(np.float32) / np.float32(127)
    divided = weights / (scales[None, :] if axis == 0 else scales[:, None])
    return np.clip(np.rint(divided), -127, 127).astype(np.int8), scales
