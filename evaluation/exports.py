"""How much of the 16 real exports of databases in `dumps.tar.xz` is read right.

What is right was read out of each file with care and stands in `exports.json`: for each file how many
articles it holds, and for the first ones (every one of a short file) the day, the outlet, the title and the
byline; null where the file says none.
"""

from __future__ import annotations

import argparse
import json
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.ingest import documents, sources
from onrecord.record import Article, Document
from onrecord.settings import Settings
from onrecord.tidy import articles

_EXPECTED = Path(__file__).with_name("exports.json")
_FIELDS = ("published", "outlet", "title", "byline")


def main() -> int:
    """Print a row for each file, then what is wrong; the exit status is 1 where anything is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    archive = parser.parse_args().shared / "data" / "dumps.tar.xz"
    if not archive.exists():
        print(f"absent: {archive}")
        return 0
    expected = json.loads(_EXPECTED.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(archive) as packed:
            packed.extractall(folder, filter="data")
        short = [_row(name, Path(folder) / "dumps" / name, gold) for name, gold in expected.items()]
    print(f"{len(short) - sum(short)} of {len(short)} files right in all")
    return 1 if any(short) else 0


def _row(name: str, path: Path, gold: dict[str, Any]) -> bool:
    found = list(_articles(path))
    wrong: Counter[str] = Counter()
    told: list[str] = []
    for article, right in zip(found, gold["first"], strict=False):
        for field in _FIELDS:
            have = _field(article, field)
            if have != right[field]:
                wrong[field] += 1
                told.append(f"      {field}: {have!r}, right is {right[field]!r}")
    short = len(found) != gold["articles"] or bool(wrong)
    counts = f"{len(found)} of {gold['articles']} articles"
    fields = ", ".join(
        f"{field} {len(gold['first']) - wrong[field]}/{len(gold['first'])}" for field in _FIELDS
    )
    print(f"{'SHORT' if short else 'ok   '} {name:50}{counts:22}{fields}")
    print("\n".join(told[:8]), end="\n" * bool(told))
    return short


def _articles(path: Path) -> Iterator[Article]:
    for source in sources([str(path)]):
        if isinstance(source, Exception):
            raise source
        found = (one for one in documents(source, Settings()) if isinstance(one, Document))
        yield from (one for one in articles(found, None) if isinstance(one, Article))


def _field(article: Article, field: str) -> str | None:
    if field == "published":
        return article.published.value[:10] if article.published else None
    if field == "outlet":
        return article.outlet
    span = article.title if field == "title" else article.byline
    return " ".join(span.of(article.text).split()) if span else None


if __name__ == "__main__":
    sys.exit(main())
