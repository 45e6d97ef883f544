"""Speed, in processor time of one process: `make bench`.

Wall-clock time on a shared machine says nothing, so every figure is processor time, and what is compared is
compared in one run on the same articles.
"""

from __future__ import annotations

import argparse
import lzma
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import TypeVar

import numpy as np
import onnx
import onnx.utils
import onnxruntime

from onrecord.analyse import analyses
from onrecord.analyse.features import features
from onrecord.analyse.quotations import quotations
from onrecord.export.jsonl import line
from onrecord.ingest import documents, sources
from onrecord.network.session import WEIGHTS, inputs, shipped
from onrecord.network.windows import tokens, windows
from onrecord.record import Article, Dropped, Reading
from onrecord.resolve import statements
from onrecord.settings import Settings
from onrecord.tidy import articles

Result = TypeVar("Result")


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--articles", type=int, default=100)
    arguments = parser.parse_args()
    cold(arguments.shared)
    with tempfile.TemporaryDirectory() as folder:
        sample = Path(folder) / "sample.jsonl"
        with lzma.open(arguments.shared / "data" / "articles" / "allsides.jsonl.xz") as lines:
            sample.write_bytes(b"".join(islice(lines, arguments.articles)))
        warm(sample, Path(folder))
    return 0


def cold(shared: Path) -> None:
    """Whole commands, from their start to their end."""
    capture = next((shared / "seed").glob("*.txt"))
    for name, command in (
        ("import onrecord", ["-c", "import onrecord"]),
        ("onrecord --help", ["-m", "onrecord.cli", "--help"]),
        ("onrecord read of the capture", ["-m", "onrecord.cli", "read", str(capture)]),
    ):
        seconds, megabytes = _child([sys.executable, *command])
        print(f"{name:32}{seconds:8.3f} s of processor time, {megabytes:6.0f} MB")


def _child(command: list[str]) -> tuple[float, float]:
    """Processor seconds of the command alone, and the most memory that any command held so far."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return used, after.ru_maxrss / 1024


def warm(sample: Path, folder: Path) -> None:
    """Each stage over the same articles, the network already open."""
    network = shipped("en")
    if network is None:
        raise SystemExit("the package has no English network")
    found = [
        article
        for source in sources([str(sample)])
        if not isinstance(source, Exception)
        for article in articles(
            [one for one in documents(source, Settings()) if not isinstance(one, Dropped)], None
        )
        if isinstance(article, Article)
    ]
    words = sum(len(article.text.split()) for article in found)
    print(f"\n{len(found)} articles, {words:,} words; per second of processor time:")
    whole = 0.0
    seconds, read = _timed(
        lambda: [
            list(documents(one, Settings()))
            for one in sources([str(sample)])
            if not isinstance(one, Exception)
        ]
    )
    whole += _stage("ingest", seconds, len(found), words)
    seconds, _ = _timed(
        lambda: list(articles([d for some in read for d in some if not isinstance(d, Dropped)], None))
    )
    whole += _stage("tidy", seconds, len(found), words)
    analysing, analysed = _timed(lambda: list(analyses(found, shipped)))
    whole += _stage("analyse", analysing, len(found), words)
    seconds, resolved = _timed(lambda: [statements(*pair) for pair in zip(found, analysed, strict=True)])
    whole += _stage("resolve", seconds, len(found), words)
    seconds, _ = _timed(
        lambda: [
            line(Reading(article, said, (), analysis))
            for article, said, analysis in zip(found, resolved, analysed, strict=True)
        ]
    )
    whole += _stage("export", seconds, len(found), words)
    _stage("all", whole, len(found), words)
    encoding = bare_encoder([article.text for article in found], folder)
    _stage("bare encoder", encoding, len(found), words)
    print(f"\nanalyse runs at {encoding / analysing:.2f} of the bare encoder's speed")


def bare_encoder(texts: list[str], folder: Path) -> float:
    """Seconds of the shipped encoder without its heads over the same windows."""
    network = shipped("en")
    assert network is not None
    model = onnx.load(WEIGHTS / "en" / "network.onnx")
    norms = [node for node in model.graph.node if node.op_type == "LayerNormalization"]
    last = [node.output[0] for node in norms if ".layers." in node.input[1]][-1]
    cut = folder / "encoder.onnx"
    onnx.utils.extract_model(
        str(WEIGHTS / "en" / "network.onnx"), str(cut), ["pieces", "letter_cases", "quoted"], [last]
    )
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.add_session_config_entry("session.disable_quant_qdq", "1")
    session = onnxruntime.InferenceSession(str(cut), options, providers=["CPUExecutionProvider"])
    feeds = []
    for text in texts:
        split = tokens(text, (), network.wordpiece)
        told = features(text, split, quotations(text))
        for window in windows(split, network.wordpiece):
            here = slice(window.words.start, window.words.stop)
            given = inputs(window, told.letter_cases[here], told.quoted[here])
            feeds.append(
                {
                    "pieces": np.array([window.pieces]),
                    "letter_cases": np.array([given.letter_cases]),
                    "quoted": np.array([given.quoted]),
                }
            )
    seconds, _ = _timed(lambda: [session.run(None, feed) for feed in feeds])
    return seconds


def _timed(work: Callable[[], Result]) -> tuple[float, Result]:
    began = time.process_time()
    result = work()
    return time.process_time() - began, result


def _stage(name: str, seconds: float, count: int, words: int) -> float:
    print(f"  {name:14}{count / seconds:12,.1f} articles{words / seconds:14,.0f} words")
    return seconds


if __name__ == "__main__":
    sys.exit(main())
