"""Links across articles: `python -m evaluation.across --shared SHARED`.

The articles of `record-gold/dev-across.jsonl` are kept in one archive and scored by `score_links.py`: whether
both statements of a pair are found, and whether they are linked as the gold says. The second table has the
gold's own statements beside what was read: what linking alone does. They take their cue and stance from what
was read there, for the gold has none.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from evaluation.links import figures_of, scored, write_articles
from onrecord import kinships, links, settings
from onrecord.archive import Archive
from onrecord.export.whole import lines
from onrecord.pipeline import made_by, readings
from onrecord.record import Reading, Span, Speaker, Statement
from onrecord.store import write
from onrecord.store.connection import to_write
from onrecord.store.transaction import transaction

_FLOORS = Path(__file__).parent / "floors.toml"
# Of the characters of both: from here on what was read is what the gold has, of other extent.
_SAME = 0.4
_INSIDE = 0.9


def main() -> int:
    """Print both tables, the second held to `floors.toml`; 2 where the data is absent."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    shared: Path = parser.parse_args().shared
    gold_path = shared / "data" / "record-gold" / "dev-across.jsonl"
    articles = shared / "data" / "articles" / "allsides.jsonl.xz"
    if not (gold_path.exists() and articles.exists()):
        print(f"{gold_path}: absent, so nothing was measured", file=sys.stderr)
        return 2
    gold = [json.loads(told) for told in gold_path.read_text(encoding="utf-8").splitlines()]
    ends = defaultdict[str, list[dict[str, Any]]](list)
    for pair in gold:
        for end in (pair["a"], pair["b"]):
            ends[end["id"]].append(end)
    with tempfile.TemporaryDirectory() as folder:
        texts, told = Path(folder, "articles.jsonl"), Path(folder, "export.jsonl")
        write_articles(articles, set(ends), texts)
        read = [one for one in readings([str(texts)], settings.load()) if isinstance(one, Reading)]
        given = [with_statements(one, ends[str(one.article.key)]) for one in read]
        for name, some in (("as read", read), ("the statements given", given)):
            told.write_bytes(b"".join(exported(some, Path(folder, f"{name}.db"))))
            scores = scored(shared, gold_path, told)
            for figure, value in scores.items():
                print(f"across: {name}: {figure:20} {value}")
    floors = tomllib.loads(_FLOORS.read_text(encoding="utf-8"))["across"]
    is_short = scores["right"] < floors["right"] or scores["none_linked"][0] > floors["none_linked"][1]
    print("across: SHORT of the floors" if is_short else "across: no floor missed")
    return int(is_short)


def exported(some: Iterable[Reading], path: Path) -> list[bytes]:
    """What an archive says that was made of the readings."""
    connection = to_write(path)
    for one in some:
        with transaction(connection):
            write.reading(connection, one, made_by(), write.Place(None, None))
            kinships.added(connection, one.article)
            links.added(connection, one)
    connection.close()
    with Archive.to_read(path) as archive:
        return list(lines(archive))


def with_statements(read: Reading, gold: Iterable[Mapping[str, Any]]) -> Reading:
    """The article with the gold's statements beside those that were read."""
    said = {one.content: one for one in read.statements}
    for number, end in enumerate(gold):
        content = tuple(Span(one["start"], one["end"]) for one in end["content"])
        if content not in said or end.get("speaker"):
            said[content] = statement(f"{read.article.id}-{number}", content, end.get("speaker"), read)
    in_order = sorted(said.values(), key=lambda one: (one.content[0].start, -one.content[-1].end))
    return replace(read, statements=tuple(in_order))


def statement(identity: str, content: tuple[Span, ...], name: str | None, read: Reading) -> Statement:
    """A statement of the gold, with the rest as it was read of the same words."""
    wanted = _characters(content)
    there = [(one, _characters(one.content)) for one in read.statements]
    same = [(len(wanted & has) / len(wanted | has), one.id, one) for one, has in there]
    holding = [(-len(has), one.id, one) for one, has in there if len(wanted & has) > _INSIDE * len(wanted)]
    found = [max(same)[2]] if same and max(same)[0] >= _SAME else [max(holding)[2]] if holding else []
    speaker = Speaker(name, None, "named" if name else None, None, None, None, None)
    if found:
        old = found[0].speaker
        told = replace(old, name=name, names=None, standing="named") if name else old
        return replace(
            found[0],
            id=identity,
            content=content,
            speaker=told,
            figures=figures_of(content, read.article.text),
        )
    return Statement(
        id=identity,
        content=content,
        cue=(),
        source=(),
        speaker=speaker,
        act="said",
        manner="indirect",
        stance="neutral",
        when=None,
        figures=figures_of(content, read.article.text),
        found_by="network",
        score=1.0,
    )


def _characters(spans: Iterable[Span]) -> set[int]:
    return {at for span in spans for at in range(span.start, span.end)}


if __name__ == "__main__":
    sys.exit(main())
