"""`onrecord schema`: the shape of the JSON Lines."""

from __future__ import annotations

import click


@click.command("schema")
def command() -> None:
    """Print the JSON Schema of the JSON Lines that onrecord writes.

    \b
    Example:
      onrecord schema > onrecord.schema.json
    """
    import msgspec

    from onrecord.export.contract import schema

    click.echo(msgspec.json.format(msgspec.json.encode(schema()), indent=2).decode())
