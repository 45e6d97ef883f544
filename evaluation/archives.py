"""Reading web archives, mails and saved pages (`warc.tar.xz`): `python -m evaluation.archives`.

Prints a row for each figure, then each file that is read otherwise than its maker or its peers say. Exits
with 2 where the data is absent.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tarfile
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.errors import InputError
from onrecord.ingest import Source, charset, documents, mail, records
from onrecord.ingest.member import Member
from onrecord.record import Document
from onrecord.settings import Settings

_SETTINGS = Settings()
_PEERS = ("warcio", "fastwarc")


def main() -> int:
    """Print the figures; the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    data = parser.parse_args().shared / "data" / "warc.tar.xz"
    if not data.is_file():
        print(f"{data}: absent, so nothing was measured", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(data) as archive:
            archive.extractall(folder, filter="data")
        root = Path(folder) / "warc"
        manifest = [json.loads(line) for line in (root / "manifest.jsonl").read_text().splitlines()]
        differences = [*_records(root, manifest), *_mails(root), *_all(root, manifest)]
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    print("\ndifferences")
    for difference in differences:
        print(f"  {difference}")
    return 0


def _records(root: Path, manifest: list[dict[str, Any]]) -> Iterator[str]:
    """Records read of those that each peer reads."""
    asked: Counter[str] = Counter()
    ours: Counter[str] = Counter()
    for row in manifest:
        if "warcio" not in row:
            continue
        with (root / row["file"]).open("rb") as file:
            read = list(records.records(file))
        found = sum(isinstance(one, records.Record) for one in read)
        passed = [f"{one.place}: {one.wrong}" for one in read if isinstance(one, records.Damage)]
        ours["all"] += found
        for peer in _PEERS:
            theirs = row[peer].get("records") or 0
            asked[peer] += theirs
            ours[peer] += min(found, theirs)
            if found < theirs:
                yield f"{row['file']}: {found} records, {peer} {theirs} ({row['note'] or row['status']})"
                yield from (f"    told of {one}" for one in passed or ["nothing: the file is no archive"])
    for peer in _PEERS:
        print(f"records of {peer}'s {asked[peer]}: {ours[peer]}")
    print(f"records in all: {ours['all']}")


def _mails(root: Path) -> Iterator[str]:
    """What mails state and say, held against what another parser made of them."""
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for path in sorted((root / "eml").rglob("*.eml")):
        wanted = path.with_suffix(".json")
        if not wanted.is_file():
            continue
        for what, ours, theirs in _held_against(path, json.loads(wanted.read_text())):
            asked[what] += 1
            right[what] += ours == theirs
            if ours != theirs:
                yield f"{path.relative_to(root)}: {what} is {ours!r:.80}, not {theirs!r:.80}"
    for what, count in asked.items():
        print(f"mails' {what}: {right[what]} of {count}")


def _held_against(path: Path, wanted: dict[str, Any]) -> Iterator[tuple[str, object, object]]:
    """What is compared, what we have and what is wanted."""
    with path.open("rb") as file:
        head = charset.decoded(file.read(1 << 16))
        file.seek(0)
        if not mail.begins(head):
            return
        try:
            members = [(one, _decoded(one)) for one in mail.documents(file, path.name, _SETTINGS)]
        except InputError:
            members = []
    fields = {str(field["name"]): field["value"] for field in reversed(wanted["parts"][0]["headers"])}
    said = next((one.stated for one, _ in members if one.stated and " > " not in one.locator), None)
    if said is not None:
        yield "title", said.title, " ".join((_text(fields.get("subject")) or "").split()) or None
        yield "key", said.key, _text(fields.get("message_id"))
        yield "day", (said.published or "")[:10], _day(fields.get("date"))
    bodies = [body for part in wanted["parts"] for body in _bodies(part)]
    for member, words in members:
        if member.media_type in ("text/plain", "text/html") and " > " not in member.locator:
            yield "words", _folded(words) if _folded(words) not in bodies else "", ""


def _decoded(member: Member) -> str:
    data = b"".join(iter(lambda: member.stream.read(1 << 16), b""))
    return charset.decoded(data, member.charset)


def _bodies(part: dict[str, Any]) -> Iterator[str]:
    body = part["body"]
    if isinstance(body, dict):
        for kind in ("Text", "Html"):
            if kind in body:
                yield _folded(body[kind])


def _folded(words: str) -> str:
    return "".join(words.split()).lstrip("\ufeff")


def _text(value: Any) -> str | None:
    return value.get("Text") if isinstance(value, dict) else None


def _day(value: Any) -> str:
    moment = value.get("DateTime") if isinstance(value, dict) else None
    return f"{moment['year']:04}-{moment['month']:02}-{moment['day']:02}" if moment else ""


def _all(root: Path, manifest: list[dict[str, Any]]) -> Iterator[str]:
    """Everything read as a user would."""
    outcomes: Counter[str] = Counter()
    slowest = 0.0
    for row in manifest:
        kind = row["file"].partition("/")[0]
        if kind not in ("archives", "eml", "mhtml"):
            continue
        start = time.process_time()
        try:
            found = list(documents(Source(row["file"], str(root / row["file"])), _SETTINGS))
        except InputError as error:
            outcomes[f"{kind}: files refused"] += 1
            if kind != "archives" or row["status"] == "valid":
                yield str(error)
        except Exception as error:  # what is measured here is that there is none
            outcomes[f"{kind}: files that crash"] += 1
            yield f"{row['file']}: {error!r}"
        else:
            read = sum(isinstance(one, Document) for one in found)
            outcomes[f"{kind}: documents"] += read
            outcomes[f"{kind}: left out"] += len(found) - read
        slowest = max(slowest, time.process_time() - start)
    for outcome in sorted(outcomes):
        print(f"{outcome} {outcomes[outcome]}")
    print(f"slowest file {slowest:.1f} s")


if __name__ == "__main__":
    sys.exit(main())
