"""Move a floor: `python -m evaluation.floors PART NAME VALUE`, or the data it stands on: `... data FILE`.

A floor rises without more. One that would fall (or a most that would rise), and data that is not the data
that the floors were set on, are refused, unless `--decision` names a record in `docs/decisions`.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

FLOORS = Path(__file__).parent / "floors.toml"
_DECISIONS = Path(__file__).parent.parent / "docs" / "decisions"


def main() -> int:
    """Write the new value; 1 where it is refused."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("part", help='a table of floors.toml, or "data"')
    parser.add_argument("name", help="the figure; for data a file below --shared")
    parser.add_argument("value", nargs="?", type=float, help="the new floor, or the new most")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--decision", help="name of the decision record that lets a floor fall")
    arguments = parser.parse_args()
    if (arguments.value is None) is not (arguments.part == "data"):
        parser.error("a figure needs a value, data has none")
    if arguments.decision and not (_DECISIONS / arguments.decision).is_file():
        parser.error(f"there is no docs/decisions/{arguments.decision}")
    value = arguments.value
    if value is None:
        value = hashlib.sha256((arguments.shared / arguments.name).read_bytes()).hexdigest()
    text = FLOORS.read_text(encoding="utf-8")
    old = tomllib.loads(text).get(arguments.part, {}).get(arguments.name)
    if lowers(old, value) and not arguments.decision:
        print(f"{arguments.part}: {arguments.name} stays {old}: only a decision record lets it fall")
        return 1
    FLOORS.write_text(moved(text, arguments.part, arguments.name, value), encoding="utf-8")
    print(f"{arguments.part}: {arguments.name} was {old}, is {value}")
    return 0


def lowers(old: Any, new: float | str) -> bool:
    """Whether the new value asks less than the old one. Of data, another digest does."""
    if old is None:
        return False
    if isinstance(new, str):
        return bool(old != new)
    return bool(new > old[1] if isinstance(old, list) else new < old)


def moved(text: str, part: str, name: str, value: float | str) -> str:
    """The file with the new value in the line of the old one, or at the end of its table.

    Raises KeyError where there is no such table.
    """
    lines = text.splitlines(keepends=True)
    begin = next((at for at, line in enumerate(lines) if line.startswith(f"[{part}]")), None)
    if begin is None:
        raise KeyError(part)
    end = next((at for at in range(begin + 1, len(lines)) if lines[at].startswith("[")), len(lines))
    key = re.compile(rf'(?:{re.escape(name)}|"{re.escape(name)}") = ')
    at = next((at for at in range(begin + 1, end) if key.match(lines[at])), None)
    written = f'"{value}"' if isinstance(value, str) else f"{value:g}"
    if at is None:
        last = max(at for at in range(begin, end) if lines[at].strip())
        lines.insert(last + 1, f'"{name}" = {written}\n')
    else:
        front, old = lines[at].split(" = ", maxsplit=1)
        least = re.match(r"\[(.+?),", old)
        behind = f"    #{old.partition('#')[2]}" if "#" in old else "\n"
        lines[at] = f"{front} = " + (f"[{least[1]}, {written}]" if least else written) + behind
    return "".join(lines)


if __name__ == "__main__":
    sys.exit(main())
