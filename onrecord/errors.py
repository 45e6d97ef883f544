"""What can go wrong with a run, told to a person.

    OnrecordError                    exit status
        InputError                   1   one input could not be read; the rest was done
            NothingToRead            1   a folder or file without any text in it
            TooLarge                 1   a text over the limit that the settings give
            NotText                  1   bytes that are no text
        ArchiveError                     the archive cannot do what was asked; nothing is half-written
            ArchiveBusy              1   another process is writing, and went on for longer than we wait
            ArchiveFull              1   no room left where the archive lies
            ArchiveReadOnly          1   the archive may be read but not written
            ArchiveDamaged           1   the file is broken
            NotOnRecord              1   an id or a name that the archive does not know
            CaptureGone              1   what was read once is not there any more, or is another
            NoArchive                2   no archive at the path
            NotAnArchive             2   a file that is no archive of onrecord's
            ArchiveTooNew            2   an archive that a newer onrecord has written
        UsageError                   2   the command or the settings make no sense as given
            SeveralPlaces            2   words that are meant to be found stand more than once
            PlaceGone                2   a list is to go on from what is not there any more

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


class FetchError(InputError):
    """An address could not be fetched, now; later it may."""


class Refused(FetchError):
    """An address that is not to be asked: no public one, or one that its host keeps robots from."""


class ArchiveError(OnrecordError):
    """The archive cannot do what was asked. What it held it holds: nothing is half-written."""


class ArchiveBusy(ArchiveError):
    """Another process is writing, and went on for longer than we wait."""


class ArchiveFull(ArchiveError):
    """No room left where the archive lies."""


class ArchiveReadOnly(ArchiveError):
    """The archive may be read but not written."""


class ArchiveDamaged(ArchiveError):
    """The file is broken."""


class CaptureGone(ArchiveError):
    """What was read once is not there any more, or other bytes stand in its place."""


class NoArchive(ArchiveError):
    """No archive at the path."""

    exit_status = 2


class NotAnArchive(ArchiveError):
    """A file that is no archive of onrecord's."""

    exit_status = 2


class ArchiveTooNew(ArchiveError):
    """An archive that a newer onrecord has written."""

    exit_status = 2


class NotOnRecord(ArchiveError):
    """An id or a name that the archive does not know."""


class UsageError(OnrecordError):
    """The command or the settings make no sense as given."""

    exit_status = 2


class PlaceGone(UsageError):
    """A list is to go on from what is not there any more; ``place`` is its id."""

    def __init__(self, place: str) -> None:
        super().__init__(f"{place}: not there any more, so what comes after it is not known", "Begin again.")
        self.args = (place,)
        self.place = place


class SeveralPlaces(UsageError):
    """Words that stand more than once in an article: ``places`` are their spans, as start and end."""

    def __init__(self, message: str, remedy: str, words: str, places: tuple[tuple[int, int], ...]) -> None:
        super().__init__(message, remedy)
        self.args = (message, remedy, words, places)
        self.words = words
        self.places = places
