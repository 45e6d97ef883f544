"""The command and its subcommands, each imported only when it runs."""

from __future__ import annotations

import importlib
import os
import sys
from typing import NoReturn

import click

from onrecord.errors import OnrecordError

# The name of each subcommand's module in this package, in the order of the help.
_COMMANDS = (
    *("read", "add", "watch", "search", "who", "show", "trace", "disputes", "stories", "audit"),
    *("correct", "voice", "undo", "decisions"),
    *("serve", "account", "token"),
    *("export", "reread", "forget", "backup"),
    *("demo", "doctor", "schema", "completion"),
)


class _LateGroup(click.Group):
    """A group that imports a subcommand when it is asked for: `--help` waits for none of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's own signature)
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        found: click.Command = importlib.import_module(f"onrecord.cli.{cmd_name}").command
        return found


@click.group(cls=_LateGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="onrecord")
@click.pass_context
def group(ctx: click.Context) -> None:
    """Keep the record of who said what in the news.

    \b
    Example:
      onrecord read dump.txt
      onrecord add dump.txt
      onrecord search bridge --stance denial
    """
    # https://no-color.org: whatever its value, if it has one.
    if os.environ.get("NO_COLOR"):
        ctx.color = False


def main() -> NoReturn:
    """Run the command; what goes wrong is one line of what and one of what to do, on standard error."""
    try:
        status = group.main(standalone_mode=False)
        sys.stdout.flush()
    except OnrecordError as error:
        if os.environ.get("ONRECORD_TRACEBACK") == "1":
            raise
        tell(error)
        sys.exit(error.exit_status)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except BrokenPipeError:
        # Whoever read our output has had enough. Python would complain once more on closing it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    sys.exit(status if isinstance(status, int) else 0)


def tell(error: OnrecordError) -> None:
    """What went wrong, in two lines on standard error."""
    from onrecord.cli.plain import plain

    click.echo(f"onrecord: {plain(error.message)}", err=True)
    click.echo(plain(error.remedy), err=True)
