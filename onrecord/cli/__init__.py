"""The `onrecord` command: what people see in a terminal."""

from onrecord.cli.command import main as main
