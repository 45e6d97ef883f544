"""Steps, mediums, addressees on the passages of `chains/dev.jsonl`: `python -m evaluation.passages`.

Everything is scored by the project's scorer, on what `onrecord read --json` prints. The floors are those of
`floors.toml`, part `passages`. Exits with 1 where a figure falls short, with 2 where the data is absent.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import tomllib
from pathlib import Path

from evaluation.evaluate import Bench

_FLOORS = Path(__file__).parent / "floors.toml"


def main() -> int:
    """Print a row for each figure; the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    gold = parser.parse_args().shared / "data" / "chains" / "dev.jsonl"
    if not gold.is_file():
        print(f"{gold}: absent, so nothing was measured", file=sys.stderr)
        return 2
    floors = tomllib.loads(_FLOORS.read_text(encoding="utf-8"))["passages"]
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(gold.parents[2], Path(folder))
        rows = json.loads(
            bench.scored("score_passages.py", gold, "--pred", bench.read("passages", gold), "--json")
        )
    short = 0
    for name, floor in floors.items():
        value = rows[name]
        least, most = (0.0, floor[1]) if isinstance(floor, list) else (floor, 1.0)
        is_short = value is None or not least <= value <= most
        short += is_short
        told = "absent" if value is None else f"{value:.3f}"
        print(f"{'SHORT' if is_short else 'ok   '} {name:24}{told:>8}   (floor {floor})")
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
