"""An archive that stays open for those who read pages.

To open it costs as much as a small page: it is checked, its schema is read, its file is mapped anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from onrecord.archive import Archive

# Where the file lies on its disk: another one in its place is another archive.
_Place = tuple[int, int]


class KeptOpen:
    """The archive at a path, opened as often as people read side by side; to be closed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._idle: list[tuple[_Place, Archive]] = []

    @contextmanager
    def archive(self) -> Iterator[Archive]:
        """The archive, to be read by nobody else inside. Raises ArchiveErrors."""
        place, archive = self._taken()
        try:
            yield archive
        except BaseException:
            archive.close()  # what went wrong may be its own
            raise
        self._idle.append((place, archive))

    def _taken(self) -> tuple[_Place, Archive]:
        now = _place(self._path)
        while self._idle:
            try:
                place, archive = self._idle.pop()
            except IndexError:  # another thread has taken the last
                break
            if place == now:
                return place, archive
            archive.close()
        return now, Archive.to_read(self._path)

    def close(self) -> None:
        """Let go of the file."""
        while self._idle:
            self._idle.pop()[1].close()


def _place(path: Path) -> _Place:
    try:
        found = path.stat()
    except OSError:  # to open it says what is wrong
        return 0, 0
    return found.st_dev, found.st_ino
