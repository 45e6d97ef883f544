"""The docs tell the truth: their examples run, and what they list is what there is."""

from __future__ import annotations

import importlib
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from onrecord.cli.command import group
from onrecord.export import spreadsheet
from onrecord.export.contract import CONTRACT, schema
from onrecord.settings import Settings
from tests.docs_examples import PAGES, ROOT, agree, complaints, examples, renewed

DOCS = ROOT / "docs"
HELP = group.context_settings["help_option_names"]
REWRITE = "`.venv/bin/python -m tests.docs_examples --rewrite` shows what is printed now"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_example_prints_what_is_shown(page: Path, tmp_path: Path) -> None:
    assert not (found := complaints(page, tmp_path)), "\n\n".join([*found, REWRITE])


def commands() -> dict[str, click.Command]:
    context = click.Context(group)
    found = {name: group.get_command(context, name) for name in group.list_commands(context)}
    return {name: command for name, command in found.items() if command is not None}


def sections(page: str) -> dict[str, list[str]]:
    """The lines below each heading, by its words."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in (DOCS / page).read_text("utf-8").splitlines():
        if heading := re.match(r"#{2,3} (.+)", line):
            name = heading[1]
        found.setdefault(name, []).append(line)
    return found


def first_cells(lines: list[str]) -> list[str]:
    """What stands as code in the first cell of each row of a table."""
    rows = (line.split("|")[1] for line in lines if line.startswith("| `"))
    return [name for cell in rows for name in re.findall(r"`([^`]+)`", cell)]


def coded(lines: list[str]) -> set[str]:
    """All that stands as code."""
    return set(re.findall(r"`([^`]+)`", "\n".join(lines)))


def test_every_command_has_its_section_in_the_order_of_the_help() -> None:
    assert [name for name in sections("commands.md") if name][1:] == list(commands())


@pytest.mark.parametrize("name", ["onrecord", *commands()])
def test_every_option_is_told_and_shown_and_no_other(name: str) -> None:
    command = group if name == "onrecord" else commands()[name]
    options = [
        one
        for one in command.get_params(click.Context(command, help_option_names=HELP))
        if isinstance(one, click.Option)
    ]
    own = {opt for one in options for opt in one.opts} - (set() if command is group else set(HELP))
    told = sections("commands.md")[name]
    assert {cell.split()[0] for cell in first_cells(told)} == own
    shown = [word for one in examples(told) for word in one.command.split()]
    if command is not group:
        assert not own - set(shown), "each option has an example"
    for choice in (one.type for one in command.params if isinstance(one.type, click.Choice)):
        assert set(map(str, choice.choices)) <= coded(told)


def test_what_an_option_takes_is_what_the_help_says() -> None:
    for name, command in commands().items():
        takes = {
            cell.split()[0]: len(cell.split()) > 1 for cell in first_cells(sections("commands.md")[name])
        }
        for one in command.params:
            if isinstance(one, click.Option):
                assert all(takes[opt] is not one.is_flag for opt in one.opts), (name, one.opts)


def test_every_setting_is_told() -> None:
    assert set(Settings.__slots__) <= coded(sections("commands.md")[""])


def test_every_field_of_the_contract_is_told_and_no_other() -> None:
    told = {name: set(first_cells(lines)) for name, lines in sections("contract.md").items()}
    shapes = schema()["$defs"]
    assert {name: told.get(name) for name in shapes} == {
        name: set(shape["properties"]) for name, shape in shapes.items()
    }
    headings = re.findall(r"^### (.+)$", (DOCS / "contract.md").read_text("utf-8"), re.MULTILINE)
    assert set(headings) == set(shapes), "a section for something that is not there"
    assert f"contract **{CONTRACT}**" in (DOCS / "contract.md").read_text("utf-8").replace("\n", " ")


def test_every_value_of_a_field_is_told() -> None:
    told = sections("contract.md")
    for name, shape in schema()["$defs"].items():
        assert set(values(shape)) <= coded(told[name]), name


def values(shape: Any) -> Iterator[str]:
    """The strings that a field may have, where the schema lists them."""
    if isinstance(shape, dict):
        yield from (value for value in shape.get("enum", ()) if isinstance(value, str))
        for part in shape.values():
            yield from values(part)
    elif isinstance(shape, list):
        for part in shape:
            yield from values(part)


def test_every_kind_of_line_is_told() -> None:
    kinds = {
        shape["properties"]["kind"]["enum"][0]
        for shape in schema()["$defs"].values()
        if "kind" in shape["properties"]
    }
    assert set(first_cells(sections("contract.md")["Kinds of line"])) == kinds


def test_every_column_of_the_csv_is_told_in_its_order() -> None:
    (header,) = spreadsheet.lines([])
    assert first_cells(sections("contract.md")["CSV"]) == header.decode().strip().split(",")


def test_every_page_has_its_place() -> None:
    nav = tomllib.loads((ROOT / "zensical.toml").read_text("utf-8"))["project"]["nav"]
    assert sorted(pages(nav)) == sorted(str(page.relative_to(DOCS)) for page in DOCS.rglob("*.md")), (
        "a new page gets a line in zensical.toml"
    )


def pages(nav: object) -> Iterator[str]:
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, list):
        for one in nav:
            yield from pages(one)
    elif isinstance(nav, dict):
        for one in nav.values():
            yield from pages(one)


def anchor(heading: str) -> str:
    return re.sub(r"[^\w -]", "", heading.lower()).strip().replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    # The model card is written with the weights.
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8")):
        if target.startswith("https://") or target.endswith("MODEL_CARD.md"):
            continue
        name, _, part = target.partition("#")
        there = (page.parent / name).resolve() if name else page
        assert there.exists(), target
        if part:
            headings = re.findall(r"^#+ (.+)$", there.read_text("utf-8"), re.MULTILINE)
            assert part in map(anchor, headings), target


# how examples are read, compared and rewritten

PRINTED = [
    "A title",
    "a day",
    "  One said",
    "    “a”",
    "  Two said",
    "    “b”",
    "",
    "Another",
    "  Three said",
    "    “c”",
]


@pytest.mark.parametrize(
    "shown",
    [
        PRINTED,
        ["…"],
        ["A title", "a day", "…"],
        ["…", "  Two said", "    “b”", "…"],
        ["…", "Another", "  Three said", "    “c”"],
    ],
)
def test_an_ellipsis_stands_for_lines_left_out(shown: list[str]) -> None:
    assert agree(shown, PRINTED)
    assert renewed(shown, PRINTED) == shown


@pytest.mark.parametrize(
    "shown",
    [
        PRINTED[:-1],
        ["a day", "…"],
        ["…", "  Two said", "    “B”", "…"],
        ["…", "  Two said", "…", "  One said", "…"],
        ["…", "Another"],
    ],
)
def test_what_is_not_printed_does_not_agree(shown: list[str]) -> None:
    assert not agree(shown, PRINTED)


def test_what_has_changed_is_shown_as_it_is_now() -> None:
    assert renewed(["…", "  Two says", "    “bee”", "…"], PRINTED) == ["…", "  Two said", "    “b”", "…"]


def test_scores_may_differ_in_their_places_and_nothing_else() -> None:
    assert agree(["score 0.97; 5–16"], ["score 0.98; 5–16"])
    assert not agree(["score 0.97; 5–16"], ["score 0.97; 5–17"])


def test_examples_have_their_commands_and_what_they_print() -> None:
    page = [
        "```console",
        "$ onrecord a",
        "b",
        "$ make test",
        "$ onrecord c",
        "```",
        "```python",
        "print(1)",
        "```",
        "",
        "```text",
        "1",
        "```",
    ]
    assert [(one.command, page[one.first : one.last]) for one in examples(page)] == [
        ("onrecord a", ["b"]),
        ("onrecord c", []),
        ("print(1)", ["1"]),
    ]


def test_the_docs_name_no_module_that_is_not_there() -> None:
    for page in PAGES:
        for name in re.findall(r"`(onrecord(?:\.[a-z_]+)+)`", page.read_text("utf-8")):
            module, _, last = name.rpartition(".")
            assert hasattr(importlib.import_module(module), last) or importlib.import_module(name), name
