"""`onrecord watch`: look at feeds in their time, and keep who said what in what they name."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord import settings
from onrecord.cli.command import tell
from onrecord.cli.plain import plain, some
from onrecord.cli.where import archive_option, to_write
from onrecord.errors import InputError

if TYPE_CHECKING:
    from onrecord.outside import Outside
    from onrecord.store.visits import Looked
    from onrecord.watch import Gave


@click.command("watch")
@click.argument("lists", nargs=-1, metavar="[FEEDS.opml|FILE|ADDRESS]...")
@archive_option
@click.option("--once", is_flag=True, help="Look at what is due, then end: for a timetable of your own.")
@click.option("--list", "as_list", is_flag=True, help="Only say how each feed is.")
@click.option(
    "--opml", "as_opml", is_flag=True, help="Only print the feeds as OPML, for other readers of feeds."
)
def command(lists: tuple[str, ...], path: Path | None, once: bool, as_list: bool, as_opml: bool) -> int:  # noqa: FBT001
    """Watch feeds: fetch what they name, and keep in the archive who said what in it.

    The feeds are those that the files list, as OPML or one address a line, and the addresses given; without
    any, those that were watched last. Broken off, it goes on where it stopped. No host is asked faster than
    it allows.

    \b
    Example:
      onrecord watch feeds.opml
    """
    # SQLite and what it takes to fetch take their time to load: not for `--help`.
    from onrecord.outside import Outside
    from onrecord.watch import looking, watching

    feeds = _feeds(lists)
    status = 0
    with to_write(path) as archive, closing(Outside(archive.path, settings.load())) as outside:
        if lists:
            outside.watch(feeds)
        if as_list or as_opml:
            _print(outside, in_opml=as_opml)
            return 0
        for gave in looking(archive, outside) if once else watching(archive, outside):
            _say(gave)
            status = status or int(bool(gave.errors))
    return status


def _feeds(lists: tuple[str, ...]) -> list[str]:
    from onrecord.ingest.address import is_address
    from onrecord.ingest.opml import subscriptions

    found: list[str] = []
    for one in lists:
        if is_address(one):
            found.append(one)
            continue
        try:
            data = Path(one).read_bytes()
        except OSError as error:
            raise InputError(
                f"{one}: cannot be read ({error.strerror or error})", "Name a list of feeds, or an address."
            ) from error
        found += [subscription.url for subscription in subscriptions(data, one)]
    return found


def _say(gave: Gave) -> None:
    for error in gave.errors:
        tell(error)
    told = some(gave.entries, "new entry", "new entries") if gave.kind == "feed" else ""
    if gave.articles or gave.again:
        told += "; " if told else ""
        told += f"{some(gave.articles, 'article')} with {some(gave.statements, 'statement')} added"
    if told and not gave.errors:
        click.echo(f"{datetime.now():%Y-%m-%d %H:%M}  {plain(gave.address)}: {told}")


def _print(outside: Outside, *, in_opml: bool) -> None:
    from onrecord.ingest.opml import Subscription, as_opml

    looked = outside.visits.looked()
    if in_opml:
        listed = (Subscription(one.address, None, None, ()) for one in looked)
        click.echo(as_opml(listed, "Feeds watched by onrecord"), nl=False)
        return
    for one in looked:
        click.echo(plain(one.address))
        click.echo(f"    {plain(_state(one))}")
    if not looked:
        click.echo("no feeds are watched; `onrecord watch FILE` begins")


def _state(feed: Looked) -> str:
    if feed.looked is None:
        return "not looked at yet"
    told = [
        f"looked at {_time(feed.looked)}: {feed.outcome}",
        f"{feed.entries:,} entries, {feed.pages:,} pages, {feed.waiting:,} still to fetch",
    ]
    if feed.due is not None:
        told.append(f"next {_time(feed.due)}")
    return "; ".join(told)


def _time(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds):%Y-%m-%d %H:%M}"
