"""A reader with the weights of a network that was exported before, to go on from.

Heads that the network lacks start as new ones do. One with BIO tags gives its beginnings to IOBES'
beginnings and singles and its insides to IOBES' insides and ends: the best sequence stays what it was.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from onrecord.analyse.tags import BEGIN, END, INSIDE, OUTSIDE, SINGLE, TAGS, Role
from onrecord.train.model import BUCKETS, Reader

_OWNER = "reader."
_BIO = 1 + 2 * len(Role)


def started(path: Path, heads: int = 12) -> Reader:
    """The reader whose weights a file of ``onrecord.train.export`` holds; what is int8 there is rounded here.

    ``heads`` are those of the attention, which the weights do not tell. Raises ValueError where the file
    holds another kind of network.
    """
    stored = _stored(onnx.load(path).graph)
    if "pieces.weight" not in stored:
        raise ValueError(f"{path} is no network of ours")
    inner, width = stored["layers.0.up.weight"].shape
    depth = sum(name.endswith(".up.weight") for name in stored)
    reader = Reader(len(stored["pieces.weight"]), width, inner, heads, depth)
    own = reader.state_dict()
    for name, weight in stored.items():
        if name in own:
            own[name] = _iobes(weight) if name.startswith("tags.") and len(weight) == _BIO else weight
    reader.load_state_dict(own)
    return reader


def _iobes(rows: Tensor) -> Tensor:
    """The rows of a head for BIO tags as those of one for IOBES tags."""
    found = torch.zeros(TAGS, *rows.shape[1:])
    found[OUTSIDE] = rows[OUTSIDE]
    for number, role in enumerate(Role):
        found[[BEGIN[role], SINGLE[role]]] = rows[1 + 2 * number]
        found[[INSIDE[role], END[role]]] = rows[2 + 2 * number]
    return found


def _stored(graph: onnx.GraphProto) -> dict[str, Tensor]:
    """The weights by the names that they have in ``Reader``.

    The exporter keeps the names of all but two kinds: a product's matrix, stored turned round and told by
    the bias that is added to the product, and the arcs' distances, told by the order of the arcs.
    """
    values = _multiplied_out({tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer})
    found = {
        name.removeprefix(_OWNER): value
        for name, value in values.items()
        if name.startswith(_OWNER) and value.dtype == np.float32
    }
    product_of = {node.output[0]: node for node in graph.node if node.op_type == "MatMul"}
    distances: dict[str, None] = {}
    for node in graph.node:
        if node.op_type == "Add":
            bias = next((name for name in node.input if name.endswith(".bias")), None)
            product = next((product_of[name] for name in node.input if name in product_of), None)
            if bias is not None and product is not None and product.input[1] in values:
                name = bias.removeprefix(_OWNER).removesuffix("bias") + "weight"
                found[name] = values[product.input[1]].T
        elif node.op_type in ("Gather", "GatherND") and _is_by_distance(values.get(node.input[0])):
            distances[node.input[0]] = None
    for arcs, name in zip(("link", "pointer"), distances, strict=True):
        found[f"{arcs}.distance"] = values[name]
    return {name: torch.tensor(np.ascontiguousarray(value)) for name, value in found.items()}


def _is_by_distance(value: np.ndarray | None) -> bool:
    return value is not None and value.shape == (BUCKETS,)


def _multiplied_out(values: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The values with a matrix for each pair of int8 numbers and scales."""
    found = {name: value for name, value in values.items() if not name.endswith((".int8", ".scale"))}
    for name, numbers in values.items():
        if name.endswith(".int8"):
            whole = name.removesuffix(".int8")
            found[whole] = numbers.astype(np.float32) * values[whole + ".scale"]
    return found
