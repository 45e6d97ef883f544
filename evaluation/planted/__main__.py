"""The planted record: `python -m evaluation.planted --shared SHARED`.

Articles written by templates, with every link between them known, are put into an archive and its links
scored: by kind, by what was planted, and by `score_links.py`. First as they are read, then with the planted
statements in place of those that were read: what linking alone does. `--write FOLDER` only writes the
articles and the gold.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from evaluation.links import around, statement
from evaluation.planted.draft import Draft
from evaluation.planted.examples import plant_examples
from evaluation.planted.planting import Record, planted
from evaluation.planted.scoring import Found, gold, voices
from onrecord.archive import Archive
from onrecord.export import whole
from onrecord.pipeline import linked
from onrecord.record import Reading, Span, Statement, Words
from onrecord.resolve.identity import statement_ids
from onrecord.store.transaction import transaction
from onrecord.train.thresholds import loaded

Row = dict[str, Any]


def main() -> int:
    """Print the tables; 2 where the scorer is absent."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument(
        "--write", type=Path, help="Write the articles and the gold into this folder, and no more."
    )
    parser.add_argument("--show", help="Print what is wrong of this plant.")
    asked = parser.parse_args()
    record = planted()
    plant_examples(record)
    if asked.write:
        write(record, asked.write)
        return 0
    tool = asked.shared / "tools" / "score_links.py"
    if not tool.exists():
        print(f"{tool}: absent, so nothing was measured", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(record, folder)
        with Archive(folder / "read.db") as read, Archive(folder / "given.db") as given:
            read.add(str(folder / "articles.jsonl"))
            give(record, read, given)
            for title, archive in (("as read", read), ("the statements given", given)):
                report(title, record, list(whole.lines(archive)), tool, asked.show)
    return 0


def write(record: Record, folder: Path) -> None:
    """The articles as input, and the gold, one of the links inside articles and one of those across them."""
    folder.mkdir(parents=True, exist_ok=True)
    within, across = gold(record)
    articles = (
        {"id": one.key, "outlet": one.outlet, "published": one.day, "text": one.text}
        for one in record.articles
    )
    for name, rows in (("articles", articles), ("within", within), ("across", across)):
        told = "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(told, encoding="utf-8")


def give(record: Record, read: Archive, given: Archive) -> None:
    """Put the articles into another archive, with what was planted instead of what was read."""
    drafts = {one.key: one for one in record.articles}
    for reading, _ in read.readings():
        said = tuple(with_statements(reading, drafts[str(reading.article.key)]))
        with transaction(given._connection):
            given._keep(linked(replace(reading, statements=said, links=())), None, None)


def with_statements(reading: Reading, draft: Draft) -> Iterable[Statement]:
    """What was planted in an article, as it would be read."""
    made = [
        with_post(statement(reading.article, said.end, number), said.person.role, reading.article.text)
        for number, said in enumerate(draft.said)
    ]
    made.sort(key=lambda one: (one.content[0].start, -one.content[-1].end))
    ids = statement_ids(reading.article.id, [one.content for one in made])
    made = [replace(one, id=identity) for one, identity in zip(made, ids, strict=True)]
    inside = {one.id: next(around(one, made), None) for one in made}
    return [replace(one, parent=inside[one.id]) for one in made]


def with_post(said: Statement, post: str, text: str) -> Statement:
    """The statement with its speaker's post, where the article gives it."""
    words = post.split(" ", 1)[-1]
    start = text.casefold().find(words)
    if not words or start < 0:
        return said
    span = Span(start, start + len(words))
    return replace(said, speaker=replace(said.speaker, role=Words(span.of(text), span)))


def report(title: str, record: Record, lines: list[bytes], tool: Path, shown: str | None) -> None:
    """Print what was found of what was planted."""
    told: list[Row] = [json.loads(line) for line in lines]
    scorer = loaded(tool)
    predicted = scorer.Predicted([one for one in told if one["kind"] in ("article", "link")])
    found = Found(record, predicted)
    print(f"planted: {title}: {len(record.articles)} articles, {len(record.pairs)} pairs planted")
    for kind, (asked, hit, given, right) in found.by_kind().items():
        recall, precision = hit / max(1, asked), right / given if given else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        print(
            f"  {kind:12} F1 {f1:.3f}  recall {recall:.3f} of {asked:4}  precision {precision:.3f} of {given}"
        )
    for plant, kind, many, read, right in sorted(found.by_plant()):
        share = f"{right / read:.3f}" if read else "-"
        print(f"    {plant:40} {kind:10} {many:4} planted {read:4} read  right {share}")
    print(f"    a cue that answers nothing: {found.trapped()} of {len(record.traps)} linked to a claim")
    print(f"    copies: {copies_found(record, told)} of {len(record.copies)}")
    for name, (right, many) in voices(record, voices_of(told)).items():
        print(f"    {name}: {right} of {many}")
    within, across = gold(record)
    for name, rows, score in (
        ("within", within, scorer.score_within),
        ("across", across, scorer.score_across),
    ):
        print(f"  score_links.py, {name}: {json.dumps(score(rows, predicted, defaultdict(list)))}")
    if shown:
        show(record, found, shown)


def copies_found(record: Record, told: list[Row]) -> int:
    """How many of the planted copies are known as kin."""
    keys = {one["id"]: one["key"] for one in told if one["kind"] == "article"}
    kin = {frozenset((keys[one["from"]], keys[one["to"]])) for one in told if one["kind"] == "kinship"}
    return sum(frozenset(pair) in kin for pair in record.copies)


def voices_of(told: list[Row]) -> dict[str, dict[str, str]]:
    """For each article's key the voice of each name in it."""
    return {
        one["key"]: {
            said["speaker"]["name"]: said["speaker"]["voice"]
            for said in one["statements"]
            if isinstance(said["speaker"]["voice"], str)
        }
        for one in told
        if one["kind"] == "article"
    }


def show(record: Record, found: Found, shown: str) -> None:
    """Print the pairs of a plant that came out wrong."""
    for kind, plant, one, other in record.pairs:
        there = found.linked(one, other)
        is_right = not (there | found.linked(other, one)) if kind == "none" else kind in there
        if plant == shown and not is_right:
            print(f"  <{kind}>, linked {sorted(there)}")
            for end in (one, other):
                print(f"    {end.article} {end.day} {end.person.name}: {' '.join(end.words)}")


if __name__ == "__main__":
    sys.exit(main())
