"""The examples in docs/*.md and README.md: run as a reader would run them, held to what is printed.

After a change of what onrecord prints (new weights, say), look at what the tests say and then have the pages
rewritten in place:

    .venv/bin/python -m tests.docs_examples --rewrite            all pages
    .venv/bin/python -m tests.docs_examples --rewrite docs/tour.md

and read the difference before it is committed: what stands around an example must still be true of it.

How to write an example:

- A ```` ```console ```` block: each line that begins with ``$ `` is run by the shell, the lines below it are
  what it prints, on standard output and standard error. Nothing below it: it is run, and not shown.
- A line ``…`` stands for lines that are left out; what is left out is always whole statements. Beside it all
  lines are equal to what is printed, but for scores and the engine, which differ between processors.
- A ```` ```python ```` block is run too. A ```` ```text ```` block straight after it is what it prints.
- Each page has a folder of its own with the example corpus and an archive, ``news.db``, that is not made yet;
  its examples run in their order.
- A command that fails is a mistake of the page, unless the error is shown.
- Ids change with the network. Above a block that has one, ``<!-- the statement that says: WORDS -->`` (or
  ``the article``) tells which it is; rewriting looks it up.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import onrecord

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "examples"
PAGES = (*sorted((ROOT / "docs").glob("*.md")), ROOT / "README.md")

# README speaks of a user's own files.
_OF_THE_USER = {"dump.txt": "feed.txt", "more.jsonl": "articles.jsonl", "folder": "pages"}
# What is not about onrecord, or would set it up anew.
_NOT_RUN = re.compile(r"(?:make|git|cd|export)\b")
_LEFT_OUT = "…"
# Scores have two to four places; beside them the engine is the processor's.
_VARIES = re.compile(r"\b[01]\.\d{2,4}\b|(?<=\"engine\": )\"[^\"]*\"")
_ID = re.compile(r"\b[as]-[0-9a-f]{16}\b")
_SAYS = re.compile(r"<!-- the (statement|article) that says: (.+) -->")
_PATIENCE = 120


@dataclass(frozen=True)
class Example:
    """What is run, and which lines of the page show what it prints: from ``first`` up to ``last``.

    ``at`` is the page's line with the command, counted from 0.
    """

    language: str
    command: str
    at: int
    first: int
    last: int
    says: tuple[str, str] | None


class Folder:
    """A reader's folder, with the corpus and an archive that is not made yet."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self._ids: dict[tuple[str, str], str] = {}
        shutil.copytree(CORPUS, place, dirs_exist_ok=True)
        for name, original in _OF_THE_USER.items():
            here = place / original
            (shutil.copytree if here.is_dir() else shutil.copy)(here, place / name)
        turned = {name: value for name, value in os.environ.items() if not name.startswith("ONRECORD_")}
        self._environment = {
            **turned,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(place),
            "XDG_CONFIG_HOME": str(place),
            "XDG_DATA_HOME": str(place),
            "ONRECORD_ARCHIVE": "news.db",
            "PYTHONIOENCODING": "utf-8",
            "COLUMNS": "80",
        }

    def run(self, example: Example) -> tuple[list[str], int]:
        """The lines that it prints, and its exit status."""
        if example.language == "python":
            arguments = [sys.executable, "-c", example.command]
        else:
            arguments = ["sh", "-c", re.sub(r"\Amake (?=demo\b)", "onrecord ", example.command)]
        done = subprocess.run(
            arguments,
            cwd=self.place,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=_PATIENCE,
            check=False,
        )
        return [line.rstrip() for line in done.stdout.decode().rstrip().splitlines()], done.returncode

    def id_of(self, kind: str, words: str) -> str:
        """The id of the statement with these words, or of its article; once found it stays."""
        if (kind, words) not in self._ids:
            with onrecord.Archive.to_read(self.place / "news.db") as archive:
                found = archive.search(f'"{words}"')
            if not found:
                raise LookupError(f"no statement says “{words}”")
            self._ids[kind, words] = found[0].statement.id if kind == "statement" else found[0].article.id
        return self._ids[kind, words]


def examples(lines: list[str]) -> Iterator[Example]:
    """What a page has to run, in order."""
    for start, language, end in _blocks(lines):
        above = _SAYS.fullmatch(lines[start - 1].strip()) if start else None
        says = (above[1], above[2]) if above is not None else None
        if language == "console":
            prompts = [at for at in range(start + 1, end) if lines[at].startswith("$ ")]
            for at, following in zip(prompts, [*prompts[1:], end], strict=True):
                command = lines[at][2:]
                if command.startswith("make demo") or not _NOT_RUN.match(command):
                    yield Example(language, command, at, at + 1, following, says)
        elif language == "python":
            shown = next(
                (block for block in _blocks(lines) if block[0] == end + 2 and block[1] == "text"), None
            )
            first, last = (shown[0] + 1, shown[2]) if shown is not None else (end, end)
            yield Example(language, "\n".join(lines[start + 1 : end]), start, first, last, says)


def _blocks(lines: list[str]) -> Iterator[tuple[int, str, int]]:
    """Where each fenced block opens, its language, where it closes."""
    opened = None
    for at, line in enumerate(lines):
        if opened is None and line.startswith("```"):
            opened = at
        elif opened is not None and line == "```":
            yield opened, lines[opened][3:].strip(), at
            opened = None


def complaints(page: Path, place: Path) -> list[str]:
    """What is not so on a page, with its line."""
    lines = page.read_text("utf-8").splitlines()
    folder, found = Folder(place), []
    for example in examples(lines):
        shown = lines[example.first : example.last]
        printed, status = folder.run(example)
        where = f"{page.name}:{example.at + 1}: {example.command.splitlines()[0]}"
        if status and not any(line.startswith(("onrecord: ", "Usage: ")) for line in shown):
            found.append(f"{where}\nends with {status}:\n" + "\n".join(printed[-5:]))
        elif shown and not agree(shown, printed):
            found.append(f"{where}\nshown:\n" + "\n".join(shown) + "\nprinted:\n" + "\n".join(printed))
    return found


def agree(shown: list[str], printed: list[str]) -> bool:
    """Whether what is shown is what is printed, less what an ellipsis stands for."""
    told = [_VARIES.sub("#", line.rstrip()) for line in printed]
    parts = [[_VARIES.sub("#", line.rstrip()) for line in part] for part in _parts(shown)]
    if len(parts) == 1:
        return _trimmed(parts[0]) == _trimmed(told)
    *begun, last = parts
    at = 0
    for number, part in enumerate(begun):
        ends = [at] if number == 0 else range(at, len(told) + 1)
        found = next((start for start in ends if told[start : start + len(part)] == part), None)
        if found is None:
            return False
        at = found + len(part)
    return len(told) - len(last) >= at and told[len(told) - len(last) :] == last


def renewed(shown: list[str], printed: list[str]) -> list[str]:
    """What to show instead: as much of what is printed now, with the same left out."""
    parts = _parts(shown)
    if len(parts) == 1:
        return printed
    told: list[str] = []
    at = 0
    for number, part in enumerate(parts):
        if number:
            told.append(_LEFT_OUT)
        if not part:
            continue
        if number == 0:
            start = 0
        else:
            start = max(
                range(at, max(len(printed), at + 1)), key=lambda start: _likeness(part, printed[start:])
            )
        at = _end(part, printed, start)
        if number == len(parts) - 1:  # it goes to the end, as before
            at = len(printed)
        told += _trimmed(printed[start:at])
    return told


def _likeness(part: list[str], printed: list[str]) -> float:
    return SequenceMatcher(
        None, "\n".join(part[:4]), "\n".join(printed[: min(4, len(part))]), autojunk=False
    ).ratio()


def _end(part: list[str], printed: list[str], start: int) -> int:
    """Where as many statements end as the part has; of JSON, as many lines."""
    if printed[0].startswith(("{", "[")):
        return min(start + len(part), len(printed))
    wanted = sum(map(_begins_something, part))
    for at in range(start, len(printed)):
        wanted -= _begins_something(printed[at])
        if wanted < 0:
            return at
    return len(printed)


def _begins_something(line: str) -> bool:
    """Whether a line is a title, a speaker with a cue, a row: what belongs to one is set in by four."""
    return bool(line) and not line.startswith("    ")


def _parts(shown: list[str]) -> list[list[str]]:
    """The lines between the ellipses, without empty ones at their ends."""
    parts: list[list[str]] = [[]]
    for line in shown:
        if line == _LEFT_OUT:
            parts.append([])
        else:
            parts[-1].append(line)
    return [_trimmed(part) for part in parts]


def _trimmed(lines: list[str]) -> list[str]:
    start, end = 0, len(lines)
    while start < end and not lines[start]:
        start += 1
    while end > start and not lines[end - 1]:
        end -= 1
    return lines[start:end]


def rewritten(page: Path, place: Path) -> str:
    """The page with what is printed today."""
    old = page.read_text("utf-8").splitlines()
    folder, new, done = Folder(place), list[str](), 0
    for example in examples(old):
        command = example.command
        if example.says is not None and _ID.search(command):
            command = _ID.sub(folder.id_of(*example.says), command)
        now = Example(example.language, command, example.at, example.first, example.last, example.says)
        printed, status = folder.run(now)
        shown = old[example.first : example.last]
        if status and not any(line.startswith(("onrecord: ", "Usage: ")) for line in shown):
            print(
                f"{page.name}:{example.at + 1}: {command}: ends with {status}\n  " + "\n  ".join(printed[-3:])
            )
        if example.language == "console":
            new += [*old[done : example.at], f"$ {command}"]
        else:
            new += old[done : example.first]
        if shown:
            told = renewed(shown, printed)
            more = old[example.last].startswith("$ ") or shown[-1] == ""
            new += [*told, *([""] if more and len(told) > 1 else [])]
        done = example.last
    return "\n".join([*new, *old[done:]]) + "\n"


def main() -> None:
    """Rewrite the pages that are named, else all."""
    if sys.argv[1:2] != ["--rewrite"]:
        sys.exit(__doc__)
    for page in [Path(name).resolve() for name in sys.argv[2:]] or PAGES:
        with tempfile.TemporaryDirectory() as place:
            told = rewritten(page, Path(place))
        if told != page.read_text("utf-8"):
            page.write_text(told, "utf-8")
            print(f"{page.relative_to(ROOT)}: rewritten")


if __name__ == "__main__":
    main()
