"""`onrecord serve`: read the record in a browser."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.cli.plain import plain
from onrecord.cli.signed import signer
from onrecord.cli.where import archive_option, to_write


@click.command("serve")
@archive_option
@click.option("--port", type=click.IntRange(min=1, max=65535), default=8477, show_default=True)
def command(path: Path | None, port: int) -> None:
    """Open the archive for a browser on this machine, and for nobody else.

    It is there until it is ended with Ctrl-C. What was given to be read and is not done goes on with the next
    start.

    \b
    Example:
      onrecord serve
    """
    import uvicorn  # late, as all that pages need: not for `--help`

    from onrecord.web.app import application
    from onrecord.web.door import Door

    with to_write(path) as archive:  # made where there is none, and brought up to date
        place = archive.path
    click.echo(f"{plain(str(place))} is open at http://localhost:{port} (Ctrl-C ends it)", err=True)
    # h11 and the plain loop: the same everywhere. Who reads which page is nobody's business.
    app = application(place, Door(signer(None)))
    uvicorn.run(app, host="127.0.0.1", port=port, http="h11", access_log=False, log_level="warning")
