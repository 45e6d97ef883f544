"""`onrecord stories`: what several articles tell of."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli.plain import plain
from onrecord.cli.search import json_option
from onrecord.cli.where import archive_option, to_read
from onrecord.record import Coverage, Standings, Story

if TYPE_CHECKING:
    from onrecord.archive import Archive

# Names in a line.
_VOICES = 6


@click.command("stories")
@click.argument("identity", metavar="[ID]", required=False)
@archive_option
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Told of on this day or later."
)
@click.option("--limit", type=click.IntRange(min=1), help="Only so many, the latest.")
@json_option
def command(
    identity: str | None,
    path: Path | None,
    since: datetime | None,
    limit: int | None,
    as_json: bool,  # noqa: FBT001
) -> None:
    """Print the stories that several articles tell, the latest first.

    A story stands under the headline that is most like the others. ID is that of a story, an article or a
    statement: that story with its articles.

    \b
    Example:
      onrecord stories --since 2025-02-01
      onrecord stories a-76a3
    """
    from onrecord.export.jsonl import line

    with to_read(path) as archive:
        if identity is not None:
            found = [archive.story(identity)]
        else:
            told = archive.stories(since.date() if since is not None else date.min)
            found = list(
                islice(sorted(told, key=lambda one: (one.last, one.first, one.id), reverse=True), limit)
            )
        for one in found:
            if as_json:
                sys.stdout.buffer.write(line(one))
                continue
            for words in story_lines(one):
                click.echo(words)
            if identity is not None:
                for words in _articles(archive, one):
                    click.echo(words)
        waiting = archive.days_to_gather()
    if not found:
        click.echo("no story of several articles", err=True)
    if waiting:
        click.echo(f"{waiting} days are not looked through yet: `onrecord reread` does it", err=True)


def story_lines(story: Story) -> Iterator[str]:
    """A story in three lines: its headline, its outlets, whom it quotes."""
    days = f"{story.first}" if story.first == story.last else f"{story.first} to {story.last}"
    yield plain(f"{days}  {story.title.text}  [{story.id}]")
    yield plain("  " + "; ".join(map(_coverage, story.outlets)))
    if story.voices:
        names = ", ".join(f"{one.name} {one.statements}" for one in story.voices[:_VOICES])
        more = len(story.voices) - _VOICES
        yield plain(f"  quoted: {names}{f' and {more} more' if more > 0 else ''}")


def _coverage(one: Coverage) -> str:
    articles = "1 article" if one.articles == 1 else f"{one.articles} articles"
    return f"{one.outlet or '(no outlet)'}, {articles}: {standing_words(one.standings)}"


def standing_words(counts: Standings) -> str:
    """How many statements of each standing: "3 named, 1 unnamed", those that are none left out."""
    told = (
        (counts.named, "named"),
        (counts.unnamed, "unnamed"),
        (counts.group, "group"),
        (counts.document, "document"),
        (counts.outlet, "outlet"),
        (counts.unknown, "not worked out"),
    )
    return ", ".join(f"{count} {name}" for count, name in told if count) or "nobody quoted"


def _articles(archive: Archive, story: Story) -> Iterator[str]:
    for identity in story.articles:
        article = archive.reading(identity).article
        day = article.published.value[:10] if article.published is not None else "no date"
        title = article.title.of(article.text) if article.title is not None else "(no headline)"
        yield plain(f"  {identity}  {day}  {article.outlet or '(no outlet)'}: {title}")
