"""Names of people, organisations and places on the dev parts of two sets: `python -m evaluation.entities`.

A name is right where its span and its kind are exactly those that people marked. With `--peer PYTHON`, an
interpreter that has spaCy, a pipeline of spaCy's small size is trained on the train parts of the same sets
and scored beside ours (`evaluation/spacy_peer.py`).
"""

from __future__ import annotations

import argparse
import json
import lzma
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from onrecord.analyse.attributions import look, seen_in
from onrecord.analyse.decode import Thresholds
from onrecord.network.session import Network, shipped
from onrecord.train.names import is_dev

SETS = {"worldwide-newswire": "all.jsonl.xz", "wikigold": "all.jsonl"}
# What is asked for, as each set calls it.
KINDS = {
    **dict.fromkeys(("Person", "PER"), "person"),
    **dict.fromkeys(("Organization", "ORG"), "organisation"),
    **dict.fromkeys(("Location", "Facility", "LOC"), "place"),
}

Name = tuple[int, int, str]


def main() -> int:
    """Print a row for each set."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument(
        "--peer", metavar="PYTHON", help="an interpreter with spaCy, to train and score it too"
    )
    arguments = parser.parse_args()
    data = arguments.shared / "data"
    for name, value in entities(data).items():
        print(f"{name:40}{value:8.3f}")
    if arguments.peer:
        for name, value in peer(data, arguments.peer).items():
            print(f"spaCy: {name:33}{value:8.3f}")
    return 0


def entities(data: Path) -> dict[str, float]:
    """F1 of our names, by set, and by kind of name in each."""
    network = shipped("en")
    if network is None:
        raise SystemExit("the package has no English network")
    scores: dict[str, float] = {}
    for name in SETS:
        dev = [document for document in documents(data, name) if is_dev(document["id"])]
        scores |= f1(name, dev, {document["id"]: _found(document["text"], network) for document in dev})
    return scores


def peer(data: Path, python: str) -> dict[str, float]:
    """The same figures of a spaCy pipeline that learned from the train parts."""
    everything = [document for name in SETS for document in documents(data, name)]
    with tempfile.TemporaryDirectory() as folder:
        train, dev = Path(folder) / "train.jsonl", Path(folder) / "dev.jsonl"
        for path, held in ((train, False), (dev, True)):
            lines = (
                json.dumps({"id": one["id"], "text": one["text"], "names": sorted(_marked(one))}) + "\n"
                for one in everything
                if is_dev(one["id"]) is held
            )
            path.write_text("".join(lines), encoding="utf-8")
        command = [python, str(Path(__file__).with_name("spacy_peer.py")), str(train), str(dev)]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    found = {
        line["id"]: {tuple(name) for name in line["names"]}
        for line in map(json.loads, done.stdout.splitlines())
    }
    scores: dict[str, float] = {}
    for name in SETS:
        dev_documents = [document for document in documents(data, name) if is_dev(document["id"])]
        scores |= f1(name, dev_documents, found)
    return scores


def documents(data: Path, name: str) -> list[dict[str, Any]]:
    """The documents of a set."""
    path = data / name / SETS[name]
    opened = lzma.open if path.suffix == ".xz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def f1(name: str, gold: Iterable[Mapping[str, Any]], found: Mapping[str, set[Any]]) -> dict[str, float]:
    """F1 over all kinds and for each."""
    right, marked, given = Counter[str](), Counter[str](), Counter[str]()
    for document in gold:
        want, got = _marked(document), found[document["id"]]
        for counted, names in ((right, want & got), (marked, want), (given, got)):
            counted.update(kind for _, _, kind in names)
            counted["all"] += len(names)
    return {
        name if kind == "all" else f"{name} {kind}": 2 * right[kind] / (marked[kind] + given[kind])
        for kind in ("all", "person", "organisation", "place")
        if marked[kind] + given[kind]
    }


def _marked(document: Mapping[str, Any]) -> set[Name]:
    return {(e["start"], e["end"], KINDS[e["type"]]) for e in document["entities"] if e["type"] in KINDS}


def _found(text: str, network: Network) -> set[Name]:
    thresholds = Thresholds(**network.settings["thresholds"])
    _, names = seen_in(text, look(text, (), network), thresholds, frozenset())
    asked = set(KINDS.values())
    return {(one.span.start, one.span.end, one.kind) for one in names if one.kind in asked}


if __name__ == "__main__":
    sys.exit(main())
