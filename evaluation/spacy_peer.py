"""Train a spaCy pipeline of the small size on names and print what it finds: `spacy_peer.py TRAIN DEV`.

Runs in an environment of its own, which has spaCy and not onrecord; `evaluation/entities.py` calls it. Both
files hold a document a line: id, text, names as [start, end, kind]. Its embedding has width 96
and depth 4, as that of `en_core_web_sm`; it starts from random weights.
"""

from __future__ import annotations

import json
import random
import sys
import time
from pathlib import Path
from typing import Any

import spacy
from spacy.training import Example
from spacy.util import filter_spans, fix_random_seed, minibatch

_SECONDS = 600
_EPOCHS = 12


def main() -> None:
    """Train for so many epochs, ten minutes of processor time at most; print a line for each document."""
    train, dev = (_documents(path) for path in sys.argv[1:3])
    fix_random_seed(1)
    pipeline = spacy.blank("en")
    pipeline.add_pipe("ner")
    examples = [_example(pipeline, document) for document in train]
    optimizer = pipeline.initialize(lambda: examples)
    chance = random.Random(1)
    began = time.process_time()
    for epoch in range(_EPOCHS):
        chance.shuffle(examples)
        losses: dict[str, float] = {}
        for batch in minibatch(examples, size=16):
            pipeline.update(batch, drop=0.1, sgd=optimizer, losses=losses)
            if time.process_time() - began > _SECONDS:
                break
        print(f"epoch {epoch + 1}: {losses}, {time.process_time() - began:.0f} s", file=sys.stderr)
        if time.process_time() - began > _SECONDS:
            break
    for document in dev:
        found = pipeline(document["text"]).ents
        names = [[entity.start_char, entity.end_char, entity.label_] for entity in found]
        print(json.dumps({"id": document["id"], "names": names}))


def _documents(path: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]


def _example(pipeline: Any, document: dict[str, Any]) -> Example:
    made = pipeline.make_doc(document["text"])
    marked = pipeline.make_doc(document["text"])
    spans = [
        marked.char_span(start, end, label, alignment_mode="expand")
        for start, end, label in document["names"]
    ]
    marked.ents = filter_spans([span for span in spans if span is not None])
    return Example(made, marked)


if __name__ == "__main__":
    main()
