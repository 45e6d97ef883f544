"""`onrecord serve`: read the record in a browser."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord import settings
from onrecord.cli.account import people
from onrecord.cli.plain import plain
from onrecord.cli.signed import signer
from onrecord.cli.where import archive_option, to_write
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from onrecord.web.door import Door


@dataclass(frozen=True, slots=True)
class _Way:
    """How people come: where it listens, under which names, through which proxies, who tells who they are."""

    host: str
    names: tuple[str, ...]
    proxies: tuple[str, ...]
    header: str | None


@click.command("serve")
@archive_option
@click.option("--port", type=click.IntRange(min=1, max=65535), default=8477, show_default=True)
@click.option(
    "--host", metavar="ADDRESS", default="127.0.0.1", show_default=True, help="The IP address to listen at."
)
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="NAME",
    help="A host name under which people come; may be repeated.",
)
@click.option(
    "--proxy",
    "proxies",
    multiple=True,
    metavar="ADDRESS",
    help="The address or network of a proxy of yours, before this; may be repeated.",
)
@click.option(
    "--login-header", "header", metavar="NAME", help="The header in which the proxy tells who has logged in."
)
def command(path: Path | None, port: int, **way: Any) -> None:
    """Open the archive for browsers: on this machine alone, unless told otherwise.

    With another --host, a --name or a --proxy others can come, and are to log in: by a password of `onrecord
    account`, or at your own proxy, with --login-header.

    It is there until it is ended with Ctrl-C. What was given to be read and is not done goes on with the next
    start.

    \b
    Example:
      onrecord serve
      onrecord serve --host 0.0.0.0 --name news.example
    """
    import uvicorn  # late, as all that pages need: not for `--help`

    from onrecord.web.app import application

    with to_write(path) as archive:  # made where there is none, and brought up to date
        place = archive.path
    asked = _Way(**way)
    door = _door(path, asked)
    click.echo(f"{plain(str(place))} is open at {_address(asked.host, port)} (Ctrl-C ends it)", err=True)
    # h11 and the plain loop: the same everywhere. Who reads which page is nobody's business. What a proxy
    # says of a request is for the door to believe, not for the server.
    app = application(place, door)
    told: dict[str, Any] = {"access_log": False, "log_level": "warning", "proxy_headers": False}
    uvicorn.run(app, host=asked.host, port=port, http="h11", **told)


def _address(host: str, port: int) -> str:
    shown = "localhost" if host == "127.0.0.1" else f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}"


def _door(path: Path | None, way: _Way) -> Door:
    """Who is let in. Raises UsageError where others can come and nobody would have to log in."""
    from onrecord.web.door import LOCAL, Door
    from onrecord.web.proxy import proxies as known

    try:
        address = ip_address(way.host)
    except ValueError:
        raise UsageError(
            f"{way.host}: not an IP address", "Write --host 0.0.0.0, with --name for names."
        ) from None
    largest = settings.load().largest_capture
    if address.is_loopback and not (way.names or way.proxies or way.header):
        return Door(signer(None), LOCAL | {way.host}, largest=largest)
    if address.is_unspecified and not way.names:
        raise UsageError(
            f"--host {way.host} is every address of this machine",
            "Say by which name people come: --name news.example",
        )
    if way.header and not way.proxies:
        raise UsageError(
            "--login-header would be believed of anybody", "Say whose word counts: --proxy ADDRESS"
        )
    if not way.header:
        with closing(people(path)) as found:
            if not any(one.password for one in found.accounts()):
                raise UsageError(
                    "others can come here, and nobody has a password",
                    "Run `onrecord account add NAME --editor`, or give --login-header NAME --proxy ADDRESS.",
                )
    allowed = LOCAL | {name.lower() for name in way.names}
    if not address.is_unspecified:
        allowed |= {str(address)}
    return Door(None, allowed, known(way.proxies), way.header, largest)
