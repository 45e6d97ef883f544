"""What can go wrong with a run, told to a person.

    OnrecordError                    exit status
        InputError                   1   one input could not be read; the rest was done
            NothingToRead            1   a folder or file without any text in it
            TooLarge                 1   a text over the limit that the settings give
            NotText                  1   bytes that are no text
        UsageError                   2   the command or the settings make no sense as given

Each has one line that says what is wrong, naming the input, and ``remedy``, one line on what to do.
What goes wrong with one article of an input is a ``Dropped``, not an error.
"""

from __future__ import annotations


class OnrecordError(Exception):
    """What is wrong, in one line; ``remedy`` says what to do about it."""

    exit_status = 1

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message, remedy)  # both in args: the error may come back pickled from a worker
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return self.message


class InputError(OnrecordError):
    """One input could not be read."""


class NothingToRead(InputError):
    """A file or folder that holds no text at all."""


class TooLarge(InputError):
    """More text in one piece than the settings allow."""


class NotText(InputError):
    """Bytes that are no text in any encoding that news comes in."""


class UsageError(OnrecordError):
    """The command or the settings make no sense as given."""

    exit_status = 2
