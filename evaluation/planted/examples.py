"""Plants over the corpus of our own: its articles, quoted again, cut and copied by other outlets."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

from evaluation.planted.draft import Act, Claim, Draft, Person, Said
from evaluation.planted.planting import Record

_EXAMPLES = Path(__file__).parents[2] / "examples"
_DAY = "2025-03-14"
_FEWEST = 8  # words of a quotation that is quoted again
_ACTS: dict[str, Act] = {"denial": "denies", "confirmation": "confirms"}
_NUMBERS = count(10_000)
Row = dict[str, Any]


def plant_examples(record: Record) -> None:
    """The feed's articles, what the gold links in them, and what other outlets made of them."""
    persons: dict[str, Person] = {}
    for row, text in _articles():
        draft = Draft(f"x-{row['id']}", "Seven Coasts", "2025-02-14", text)
        found = {one["id"]: _said(draft, row["start"], one, persons) for one in row["statements"]}
        draft.said = [one for one in found.values() if one is not None]
        record.articles.append(draft)
        for one in row["statements"]:
            said = found[one["id"]]
            for target in one["of"]:
                other = found.get(target)
                if said is not None and other is not None:
                    record.link(said.act, f"examples: {said.act}", said, other)
        _copied(record, draft)
        for one in row["statements"]:
            said = found[one["id"]]
            if said is not None and one["manner"] == "direct" and one["speaker"]["standing"] == "named":
                _quoted_again(record, said)


def _articles() -> Iterator[tuple[Row, str]]:
    feed = (_EXAMPLES / "feed.txt").read_text(encoding="utf-8")
    gold = json.loads((_EXAMPLES / "gold.json").read_text(encoding="utf-8"))
    rows = next(one for one in gold["captures"] if one["capture"] == "feed.txt")["articles"]
    for row in rows:
        yield row, feed[row["start"] : row["end"]]


def _said(draft: Draft, start: int, row: Row, persons: dict[str, Person]) -> Said | None:
    """A statement of the gold, placed from where the article begins; None where nobody is named."""
    speaker = row["speaker"]
    name = speaker and speaker["name"]
    if not name:
        return None
    given, _, surname = name.rpartition(" ")
    role = (speaker["role"] if isinstance(speaker["role"], str) else None) or "a witness"
    person = persons.setdefault(name, Person(given, surname, role, next(_NUMBERS)))
    content = tuple((one["start"] - start, one["end"] - start) for one in row["content"])
    root = row["of"][0] if row["of"] else row["id"]
    return Said(
        draft.key,
        draft.day,
        content,
        tuple(draft.text[first:last] for first, last in content),
        row["cue"][0]["text"] if row["cue"] else "",
        row["source"][0]["text"] if row["source"] else "",
        person,
        _ACTS.get(row["stance"], "says"),
        Claim("examples", root),
    )


def _copied(record: Record, draft: Draft) -> None:
    """The whole article in another outlet, behind a line of its own; without its last paragraph."""
    copy = Draft(f"{draft.key}-copy", "The Lantern", "2025-02-15")
    copy.tell("The following report reached us overnight.")
    copy.tell(draft.text.rpartition("\n")[0].rstrip())
    record.articles.append(copy)
    record.copies.append((copy.key, draft.key))


def _quoted_again(record: Record, said: Said) -> None:
    """The quotation's first piece whole in one outlet, a half of it in another."""
    bare = said.words[0].strip("“”").rstrip(",.")
    words = bare.split(" ")
    if len(words) < _FEWEST or "“" in bare:
        return
    half = " ".join(words[: len(words) // 2 + 1]).rstrip(",.")
    for plant, form, told, day in (
        ("repeat verbatim", "[$S] {said}: <“^@.”>", bare, _DAY),
        ("repeat cut", "[$S] {was quoted as saying}: <“^@ …”>", half, "2025-03-15"),
    ):
        key = f"x-{said.article.removeprefix('x-')}-{said.content[0][0]}-{plant.removeprefix('repeat ')}"
        draft = Draft(key, "Northern Ledger", day)
        draft.tell("The matter was before parliament again, with both galleries full.")
        again = draft.say(form, told, said.person, "says", said.claim)
        draft.tell("The debate is to go on after the recess.")
        record.articles.append(draft)
        record.link("repeats", f"examples: {plant}", again, said)
