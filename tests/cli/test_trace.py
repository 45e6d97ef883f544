"""`trace` and `disputes`: what stands on the page, for people and for programs."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from click.testing import CliRunner, Result

from onrecord.cli.command import group
from tests.test_links import POOL, connected


def run(path: Path, *arguments: str) -> Result:
    archive = str(connected(path / "news.db", *POOL))
    return CliRunner().invoke(group, [*arguments, "--archive", archive], catch_exceptions=False)


def heads(printed: str) -> list[str]:
    """The lines that say what a statement does: those with nothing before them."""
    return [line.partition(" (")[0] for line in printed.splitlines() if line and not line.startswith(" ")]


def test_a_trace_says_what_each_does_by_day(tmp_path: Path) -> None:
    printed = run(tmp_path, "trace", "s-00020").output
    assert heads(printed) == ["repeated by s-00020", "asked about", "repeats s-00020"]
    assert printed.count("The Courier") == 2
    assert "The Bugle" in printed


def test_a_dispute_is_the_claim_wherever_it_is_made_then_who_denies_it(tmp_path: Path) -> None:
    printed = run(tmp_path, "disputes").output
    assert heads(printed) == ["claimed", "said", "denies s-00040"]
    assert printed.index("Jon Bauer") < printed.index("Ines Keller")


def test_where_nobody_disputes_it_says_so(tmp_path: Path) -> None:
    told = run(tmp_path, "disputes", "--speaker", "nobody")
    assert (told.exit_code, told.output.strip()) == (0, "nothing on record")


def test_programs_get_statements_and_links(tmp_path: Path) -> None:
    for command in (("trace", "s-00011"), ("disputes",)):
        lines = [json.loads(line) for line in run(tmp_path, *command, "--json").stdout.splitlines()]
        assert Counter(one["kind"] for one in lines) == {"statement": 3, "link": 2}
        (tmp_path / "news.db").unlink()
