"""Which part somebody has, who comes to the pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click


def role_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--editor` and `--reader`; without either it is a reader."""
    for role, told in (
        ("reader", "May read, as without either."),
        ("editor", "May change what is on record."),
    ):
        command = click.option(f"--{role}", "role", flag_value=role, default="reader", help=told)(command)
    return command
