"""`python -m onrecord.cli`: the command where its script is not on the path."""

from onrecord.cli.command import main

main()
