"""Weights in a folder, and a session that runs them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.network.windows import Window
from onrecord.network.wordpiece import vocabulary
from onrecord.network.words import LETTER_CASES

WEIGHTS = Path(__file__).parent / "weights"

# What the marks of a window (its start, its ends of paragraphs) are given in place of a word's features.
_NO_CASE = LETTER_CASES
_NO_QUOTE = 2


@dataclass(frozen=True, slots=True)
class Roles:
    """Log-probabilities for the words of one window, float32, of one layer of statements.

    ``tags`` is ``[words, 13]``; ``link`` ``[words, words]``, from a word of a source or content to the
    first word of its cue; ``pointer`` ``[words, words + 1]``, from there to the first word of its source,
    the last column for "none".
    """

    tags: np.ndarray
    link: np.ndarray
    pointer: np.ndarray


@dataclass(frozen=True, slots=True)
class Output:
    """What the network gives for one window.

    ``outer`` are the outermost statements, ``inner`` those that another one reports. ``names`` are
    log-probabilities, float32, ``[words, 29]``. ``onrecord.analyse.tags`` numbers the tags.
    """

    outer: Roles
    inner: Roles
    names: np.ndarray


@dataclass(frozen=True, slots=True)
class Inputs:
    """Features of a window's pieces: the case of their word's letters, whether it stands in marks."""

    letter_cases: list[int]
    quoted: list[int]


def inputs(window: Window, letter_cases: Sequence[int], quoted: Sequence[bool]) -> Inputs:
    """The features of the words, one for each of the window's words, spread over their pieces."""
    cases = [_NO_CASE] * len(window.pieces)
    marks = [_NO_QUOTE] * len(window.pieces)
    words_of = [0, *window.first, len(window.pieces)]
    for word, start in enumerate(window.first):
        end = words_of[word + 2]
        cases[start:end] = [letter_cases[word]] * (end - start)
        marks[start:end] = [int(quoted[word])] * (end - start)
    return Inputs(cases, marks)


@cache
def shipped(language: str) -> Network | None:
    """The network that the package has for a language (ISO 639-1), opened once; ``None`` without one."""
    folder = WEIGHTS / language
    return Network(folder) if (folder / "network.onnx").exists() else None


def opened(weights: bytes) -> Any:
    """The runtime's session for a network of ours."""
    # onnxruntime takes 130 ms to load: only who reads an article waits for it.
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # One thread: with more, the order of additions and so the answer may change from run to run, and
    # several processes use several cores better.
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    # The weights are stored as int8 and multiplied out once, on loading; left to itself the runtime
    # would do so for every window.
    options.add_session_config_entry("session.disable_quant_qdq", "1")
    return onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])


class Network:
    """The weights of one folder: ``network.onnx``, ``vocabulary.txt`` and ``network.json``.

    ``digest`` is the SHA-256 of the weights, ``settings`` what training chose for reading their output.
    """

    def __init__(self, folder: Path) -> None:
        weights = (folder / "network.onnx").read_bytes()
        self.digest = hashlib.sha256(weights).hexdigest()
        self.settings: dict[str, Any] = json.loads((folder / "network.json").read_text(encoding="utf-8"))
        self.wordpiece = vocabulary(folder / "vocabulary.txt")
        self._session = opened(weights)

    def run(self, window: Window, features: Inputs) -> Output:
        """One window at a time: what else is in a batch must not change the answer."""
        *roles, names = self._session.run(
            None,
            {
                "pieces": np.array([window.pieces], dtype=np.int64),
                "letter_cases": np.array([features.letter_cases], dtype=np.int64),
                "quoted": np.array([features.quoted], dtype=np.int64),
                "first": np.array([window.first], dtype=np.int64),
            },
        )
        outer, inner = (Roles(*(scores[0] for scores in layer)) for layer in (roles[:3], roles[3:]))
        return Output(outer, inner, names[0])
