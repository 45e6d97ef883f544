"""Whether any real file makes reading crash, hang or grow: `python -m evaluation.hostile`.

Feeds and lists of feeds, web archives, mails, saved pages, sitemaps and pages, read and tidied, each file in
a process of its own that may take 20 seconds of processor time and 1 GB. Exits with 1 where a file does not
come through, with 2 where the data is absent.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tarfile
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from onrecord.errors import InputError
from onrecord.ingest import Source, documents
from onrecord.record import Document
from onrecord.settings import Settings
from onrecord.tidy import articles

_ARCHIVES = ("feeds", "warc", "pages/trafilatura", "pages/benchmark", "pages/fundus")
# What others made of the files, and lists of what is in them.
_OURS_NOT = ("gold-json", ".jsonl")
_LONGEST = 20  # seconds of processor time
_LARGEST = 1 << 30  # bytes
_ROOM = 4 << 30  # bytes of addresses: what is mapped and never touched costs nothing

Outcome = Literal["read", "refused", "crashed", "hung"]


class Trial(NamedTuple):
    """What became of one file: seconds of processor time, bytes at its height."""

    outcome: Outcome
    seconds: float
    height: int

    @property
    def is_well(self) -> bool:
        """Whether it came through within its bounds."""
        return self.outcome in ("read", "refused") and self.height <= _LARGEST


def main() -> int:
    """Print what becomes of each kind of file, and each that does not come through; the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--every", type=int, default=1, help="try one file in so many")
    parser.add_argument("--only", choices=_ARCHIVES, nargs="*", default=_ARCHIVES, help="of these archives")
    arguments = parser.parse_args()
    data = arguments.shared / "data"
    if not (data / "feeds.tar.xz").is_file():
        print(f"{data}: absent, so nothing was measured", file=sys.stderr)
        return 2
    import trafilatura  # noqa: F401  # so that not each process by itself takes half a second for it

    fallen = 0
    for name in arguments.only:
        with tempfile.TemporaryDirectory() as folder:
            with tarfile.open(data / f"{name}.tar.xz") as packed:
                packed.extractall(folder, filter="data")
            paths = list(_files(Path(folder)))[:: arguments.every]
            fallen += _row(name, Path(folder), paths)
    return 1 if fallen else 0


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        is_theirs = any(word in path.name or word in path.parts for word in _OURS_NOT)
        is_parse_of_mail = path.suffix == ".json" and path.with_suffix(".eml").exists()
        if path.is_file() and not is_theirs and not is_parse_of_mail:
            yield path


def _row(name: str, folder: Path, paths: list[Path]) -> int:
    """Try the files and print a row; how many do not come through."""
    outcomes: Counter[Outcome] = Counter()
    slowest, largest, fallen = 0.0, 0, 0
    for path in paths:
        trial = tried(path)
        outcomes[trial.outcome] += 1
        slowest, largest = max(slowest, trial.seconds), max(largest, trial.height)
        if not trial.is_well:
            fallen += 1
            print(f"FAIL  {path.relative_to(folder)}: {trial}", flush=True)
    told = ", ".join(f"{count:,} {outcome}" for outcome, count in outcomes.items())
    print(
        f"{'FAIL' if fallen else 'ok  '}  {name:20} {len(paths):5,} files: {told};"
        f" slowest {slowest:.1f} s, at most {largest >> 20:,} MB",
        flush=True,
    )
    return fallen


def tried(path: Path) -> Trial:
    """Read and tidy the file in a process of its own."""
    sys.stdout.flush()
    child = os.fork()
    if not child:
        os._exit(_read(path))
    _, status, used = os.wait4(child, 0)
    code = os.waitstatus_to_exitcode(status)
    outcome: Outcome = "read" if code == 0 else "refused" if code == 1 else "hung" if code < 0 else "crashed"
    return Trial(outcome, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)


def _read(path: Path) -> int:
    resource.setrlimit(resource.RLIMIT_CPU, (_LONGEST, _LONGEST))
    resource.setrlimit(resource.RLIMIT_AS, (_ROOM, _ROOM))
    try:
        found = (
            one for one in documents(Source(path.name, str(path)), Settings()) if isinstance(one, Document)
        )
        for _ in articles(found, None):
            pass
    except InputError:
        return 1
    except BaseException:  # what is measured here is that there is none
        traceback.print_exc()
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
