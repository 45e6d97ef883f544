"""Links inside articles: `python -m evaluation.links --shared SHARED`.

The articles of `record-gold/dev-within.jsonl` are read and scored by `score_links.py`: who denies, confirms,
repeats whom. The second table has the links alone that are sure, the last the gold's own statements in place
of what was read: what linking alone does.
"""

from __future__ import annotations

import argparse
import json
import lzma
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from onrecord import settings
from onrecord.export.jsonl import line
from onrecord.pipeline import linked, readings
from onrecord.record import Article, Figure, Manner, Reading, Span, Speaker, Statement
from onrecord.resolve.cues import cue_sense
from onrecord.resolve.figures import asserted

_FLOORS = Path(__file__).parent / "floors.toml"
_AROUND = 200  # characters around a content in which its cue is looked for


def main() -> int:
    """Print the tables, the last held to `floors.toml`; 2 where the data is absent."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    shared: Path = parser.parse_args().shared
    gold_path = shared / "data" / "record-gold" / "dev-within.jsonl"
    articles = shared / "data" / "articles" / "allsides.jsonl.xz"
    if not (gold_path.exists() and articles.exists()):
        print(f"{gold_path}: absent, so nothing was measured", file=sys.stderr)
        return 2
    gold = [json.loads(told) for told in gold_path.read_text(encoding="utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as folder:
        texts, told = Path(folder, "articles.jsonl"), Path(folder, "read.jsonl")
        write_articles(articles, {one["id"] for one in gold}, texts)
        read = [one for one in readings([str(texts)], settings.load()) if isinstance(one, Reading)]
        by_key = {str(one.article.key): one for one in read}
        given = [with_statements(by_key[one["id"]], one["links"]) for one in gold]
        sure = [replace(one, links=tuple(link for link in one.links if link.is_sure)) for one in read]
        tables = (("as read", read), ("as read, sure alone", sure), ("the statements given", given))
        for name, some in tables:
            told.write_bytes(b"".join(map(line, some)))
            scores = scored(shared, gold_path, told)
            for figure, value in scores.items():
                print(f"links: {name}: {figure:20} {value}")
    floors = tomllib.loads(_FLOORS.read_text(encoding="utf-8"))["links"]
    is_short = scores["f1"] < floors["f1"] or scores["none_linked"][0] > floors["none_linked"][1]
    print("links: SHORT of the floors" if is_short else "links: no floor missed")
    return int(is_short)


def scored(shared: Path, gold: Path, told: Path) -> dict[str, Any]:
    """What the project's scorer says: a figure, or a share and of how many."""
    scorer = shared / "tools" / "score_links.py"
    command = [sys.executable, str(scorer), str(gold), "--pred", str(told), "--json"]
    scores: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return scores


def write_articles(source: Path, wanted: set[str], target: Path) -> None:
    with lzma.open(source, "rt", encoding="utf-8") as stream, target.open("w", encoding="utf-8") as out:
        for one in map(json.loads, stream):
            if one["id"] in wanted:
                kept = {"id": one["id"], "outlet": one["outlet"], "published": one["date"]}
                out.write(json.dumps({**kept, "text": one["text"]}) + "\n")


def with_statements(read: Reading, gold: list[dict[str, Any]]) -> Reading:
    """The article with the gold's statements instead of those that were read."""
    found: dict[tuple[Span, ...], Statement] = {}
    for link in gold:
        for end in (link["from"], link["to"]):
            if end.get("content"):
                one = statement(read.article, end, len(found))
                if one.content not in found or found[one.content].speaker.name is None:
                    found[one.content] = one
    said = sorted(found.values(), key=lambda one: (one.content[0].start, -one.content[-1].end))
    inside = {one.id: next(around(one, said), None) for one in said}
    said = [replace(one, parent=inside[one.id]) for one in said]
    return linked(replace(read, statements=tuple(said)))


def around(one: Statement, said: list[Statement]) -> Iterator[str]:
    """The ids of the statements around one, the innermost first."""
    for other in reversed(said):
        holds = other.content[0].start <= one.content[0].start
        if other is not one and holds and one.content[-1].end <= other.content[-1].end:
            yield other.id


def statement(article: Article, end: dict[str, Any], number: int) -> Statement:
    text = article.text
    content = tuple(Span(one["start"], one["end"]) for one in end["content"])
    words, name = end.get("cue_text") or "", end.get("speaker") or end.get("source_text") or None
    low, high = max(0, content[0].start - _AROUND), content[-1].end + _AROUND
    at = text.find(words, low, high) if words else -1
    sense = cue_sense(words, " ".join(span.of(text) for span in content))
    return Statement(
        id=f"{article.id}-{number}",
        content=content,
        cue=(Span(at, at + len(words)),) if at >= 0 else (),
        source=(),
        speaker=Speaker(name, None, "named" if name else None, None, None, None, None),
        act=sense.act,
        manner=manner(content, text),
        stance=sense.stance,
        when=None,
        figures=figures_of(content, text),
        found_by="network",
        score=1.0,
    )


def figures_of(content: tuple[Span, ...], text: str) -> tuple[Figure, ...]:
    """The figures that a content asserts, as they are read."""
    return tuple(figure for span in content for figure in asserted(text, span.start, span.end))


def manner(content: tuple[Span, ...], text: str) -> Manner:
    """Whether all of a content stands in quotation marks, none of it, or some."""
    pieces = [span.of(text) for span in content]
    if all(piece[0] in '“"' and piece.rstrip(",.")[-1] in '”"' for piece in pieces):
        return "direct"
    return "mixed" if any(mark in piece for piece in pieces for mark in '“”"') else "indirect"


if __name__ == "__main__":
    sys.exit(main())
