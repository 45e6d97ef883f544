"""Accuracy on the gold and the corpora, held to `floors.toml`: `make evaluate`.

Everything is scored by the project's scorers (`shared/tools`), on what `onrecord read --json` prints.
Exits with 1 where a figure falls below its floor, with 2 where the data is absent or not the data that the
floors were set on.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import lzma
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

from evaluation.calibration import reliability
from evaluation.entities import entities
from onrecord.export.jsonl import line
from onrecord.ingest import documents, sources
from onrecord.record import Analysis, Document, Dropped, Reading
from onrecord.settings import Settings
from onrecord.tidy import articles
from onrecord.train.thresholds import loaded

_FLOORS = Path(__file__).parent / "floors.toml"


@dataclass(frozen=True, slots=True)
class Bench:
    """Where the data and the scorers lie, and a folder for what is made on the way."""

    shared: Path
    folder: Path

    def scored(self, tool: str, *arguments: str | Path) -> str:
        """What a scorer prints; its exit status says what its rows say too."""
        command = [sys.executable, str(self.shared / "tools" / tool), *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode not in (0, 1) or done.stderr:
            raise SystemExit(f"{tool}: {done.stderr.strip()}")
        return done.stdout

    def tool(self, name: str) -> ModuleType:
        """A scorer as a module, for what it does not print."""
        return loaded(self.shared / "tools" / name)

    def read(self, name: str, *arguments: str | Path) -> Path:
        """The JSON Lines that `onrecord read --json` prints, in a file."""
        path = self.folder / name
        with path.open("wb") as out:
            command = [sys.executable, "-m", "onrecord.cli", "read", "--json", *map(str, arguments)]
            subprocess.run(command, stdout=out, check=True)
        return path


def main() -> int:
    """Print a row for each figure; the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    shared = parser.parse_args().shared
    if not (shared / "tools").is_dir():
        print(f"{shared}: the data is not there, so nothing was measured", file=sys.stderr)
        return 2
    floors = tomllib.loads(_FLOORS.read_text(encoding="utf-8"))
    changed = [name for name, digest in floors["data"].items() if _digest(shared / name) != digest]
    if changed:
        print(f"not the data that the floors were set on: {', '.join(changed)}", file=sys.stderr)
        return 2
    short = 0
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(shared, Path(folder))
        for part, measured in (
            ("segments", segments(bench)),
            ("statements", statements(bench)),
            ("attributions", attributions(bench)),
            ("calibration", calibration(bench)),
            ("passages", passages(bench)),
            ("entities", entities(bench.shared / "data")),
            ("dumps", dumps(bench)),
            ("evidence", evidence(bench)),
            ("sameness", sameness(bench)),
        ):
            for name, value in measured.items():
                short += _row(f"{part}: {name}", value, floors[part].get(name))
    return 1 if short else 0


def _row(name: str, value: float, floor: float | list[float] | None) -> bool:
    """Print the figure; whether it falls short. A floor `[0, most]` is one that must not be exceeded."""
    least, most = (floor[0], floor[1]) if isinstance(floor, list) else (floor, None)
    short = (least is not None and value < least) or (most is not None and value > most)
    told = "" if floor is None else f"   (at most {most})" if most is not None else f"   (floor {least})"
    print(f"{'SHORT' if short else 'ok   '} {name:44}{value:8.3f}{told}", flush=True)
    return short


def segments(bench: Bench) -> dict[str, float]:
    """The capture's articles, standfirsts and teasers: 1 for each row of the scorer that is ok."""
    gold = bench.shared / "seed" / "segments.json"
    capture = gold.parent / json.loads(gold.read_text(encoding="utf-8"))["capture"]
    rows = bench.scored("score_segments.py", gold, "--pred", bench.read("capture.jsonl", capture))
    return {row[6:30].strip(): float(row.startswith("ok")) for row in rows.splitlines()}


def statements(bench: Bench) -> dict[str, float]:
    """The capture's statements against its gold."""
    gold = bench.shared / "seed" / "gold-dev.json"
    stated = json.loads(gold.read_text(encoding="utf-8"))
    pred = bench.read("statements.jsonl", "--published", stated["day"], gold.parent / stated["capture"])
    scores = json.loads(bench.scored("score_statements.py", gold, "--pred", pred, "--json"))
    return {name: value for name, value in scores.items() if isinstance(value, float)}


def attributions(bench: Bench) -> dict[str, float]:
    """PolNeAR's dev articles."""
    gold = _polnear(bench)
    pred = bench.folder / "attributions.jsonl"
    command = [sys.executable, str(bench.shared / "tools" / "attributions_of.py")]
    with bench.read("polnear.jsonl", "--processes", "2", gold).open("rb") as source, pred.open("wb") as out:
        subprocess.run(command, stdin=source, stdout=out, check=True)
    found = bench.scored("score_attributions.py", gold, "--pred", pred, "--outermost", "--json")
    scores: dict[str, Any] = json.loads(found)["all"]
    return {name: value["f1"] for name, value in scores["f1"].items()} | {"alpha": scores["rates"]["alpha"]}


def calibration(bench: Bench) -> dict[str, float]:
    """How true the scores of the same articles' statements are; `attributions` has read them."""
    gold = {document["id"]: document for document in map(json.loads, _polnear(bench).open(encoding="utf-8"))}
    with (bench.folder / "polnear.jsonl").open(encoding="utf-8") as lines:
        read = [json.loads(line) for line in lines]
    return reliability(gold, read, bench.tool("score_attributions.py"), bench.tool("attributions_of.py").back)


def _polnear(bench: Bench) -> Path:
    return bench.shared / "data" / "polnear" / "dev.jsonl"


def passages(bench: Bench) -> dict[str, float]:
    """Statements, nesting, steps, mediums and addressees on passages of other outlets."""
    gold = bench.shared / "data" / "chains" / "dev.jsonl"
    pred = bench.read("passages.jsonl", gold)
    rows = json.loads(bench.scored("score_passages.py", gold, "--pred", pred, "--json"))
    return {name: value for name, value in rows.items() if isinstance(value, float)}


def dumps(bench: Bench) -> dict[str, float]:
    """The 280 dumps of articles run together, by style; tidied alone, since cutting needs no network."""
    name = "derived_run_together.jsonl"
    with tarfile.open(bench.shared / "data" / "dumps.tar.xz") as archive:
        member = next(member for member in archive.getmembers() if member.name.endswith(name))
        member.name = name
        archive.extract(member, bench.folder, filter="data")
    cut = bench.folder / "cut"
    bench.scored("score_dumps.py", bench.folder / name, "--cut", cut)
    pred = bench.folder / "dumps.jsonl"
    with pred.open("wb") as out:
        out.writelines(line(reading) for reading in _tidied(cut))
    scores = json.loads(bench.scored("score_dumps.py", bench.folder / name, "--pred", pred, "--json"))
    return {f"{style} {measure}": value for style, row in scores.items() for measure, value in row.items()}


def evidence(bench: Bench) -> dict[str, float]:
    """500 articles: statements, and spans whose words are not those of the text or do not lead back to it."""
    wrong = statements = 0
    raw = {article["id"]: article["text"] for article in _articles(bench, 500)}
    path = bench.folder / "evidence.jsonl"
    path.write_text("".join(json.dumps({"id": key, "text": text}) + "\n" for key, text in raw.items()))
    with bench.read("evidence.out", "--processes", "2", path).open(encoding="utf-8") as lines:
        for read in map(json.loads, lines):
            text, captured = read["text"], raw[read["key"]]
            for start, capture, length in read["origin"]["pieces"]:
                wrong += text[start : start + length] != captured[capture : capture + length]
            for statement in read["statements"]:
                statements += 1
                quotes = [*statement["content"], *statement["cue"], *statement["source"], statement["when"]]
                quotes.append(statement["speaker"]["role"])
                wrong += sum(text[q["start"] : q["end"]] != q["text"] for q in quotes if q is not None)
    return {"statements in 500 articles": float(statements), "wrong spans": float(wrong)}


def sameness(bench: Bench) -> dict[str, float]:
    """50 articles read alone, together, shuffled and by four processes: lines that are not equal bytes."""
    folder = bench.folder / "fifty"
    folder.mkdir()
    paths = [folder / f"{number}.jsonl" for number in range(50)]
    for path, article in zip(paths, _articles(bench, 50), strict=True):
        path.write_text(json.dumps({key: article[key] for key in ("id", "text", "title")}) + "\n")
    together = bench.read("together", *paths).read_bytes().splitlines()
    alone = [bench.read("alone", path).read_bytes().rstrip(b"\n") for path in paths]
    order = list(range(50))
    Random(7).shuffle(order)
    shuffled = bench.read("shuffled", *(paths[at] for at in order)).read_bytes().splitlines()
    four = bench.read("four", "--processes", "4", *paths).read_bytes().splitlines()
    return {
        "alone": float(sum(a != b for a, b in zip(alone, together, strict=True))),
        "shuffled": float(sum(a != together[at] for a, at in zip(shuffled, order, strict=True))),
        "four processes": float(sum(a != b for a, b in zip(four, together, strict=True))),
    }


def _articles(bench: Bench, count: int) -> list[dict[str, Any]]:
    with lzma.open(bench.shared / "data" / "articles" / "allsides.jsonl.xz") as lines:
        return [json.loads(line) for line in islice(lines, count)]


def _tidied(folder: Path) -> Iterator[Reading]:
    for source in sources([str(folder)]):
        if isinstance(source, Exception):
            raise source
        found = (one for one in documents(source, Settings()) if isinstance(one, Document))
        for article in articles(found, None):
            if not isinstance(article, Dropped):
                yield Reading(article, (), (), Analysis(article.id, (), None))


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else "absent"


if __name__ == "__main__":
    sys.exit(main())
