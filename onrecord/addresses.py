"""What the addresses among a user's inputs lead to."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.ingest import Input, Source
from onrecord.ingest.address import is_address
from onrecord.record import Capture
from onrecord.settings import Settings

if TYPE_CHECKING:
    from onrecord.outside import Outside


def brought(inputs: Iterable[Input], settings: Settings, archive: Path | None) -> Iterator[Input]:
    """The inputs, in place of each address what was fetched from it or why it was not.

    What is fetched is kept beside the ``archive``; where that is ``None``, until the last input is read.
    """
    with ExitStack() as stack:
        outside: Outside | None = None
        for one in inputs:
            if not (isinstance(one, str) and is_address(one)):
                yield one
                continue
            if outside is None:
                outside = _outside(stack, archive, settings)
            yield from outside.fetched(one)


def _outside(stack: ExitStack, archive: Path | None, settings: Settings) -> Outside:
    from onrecord.outside import Outside  # late: only who has an address needs what it takes to fetch it

    if archive is None:
        folder = stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True))
        archive = Path(folder) / "once"
    return stack.enter_context(closing(Outside(archive, settings)))


def found_again(archive: Path, capture: Capture) -> Source | None:
    """The response that a capture is, ``None`` where it was not kept beside the archive."""
    from onrecord.outside import source_of, visits_of  # late, as above
    from onrecord.store.visits import Visits

    if not visits_of(archive).exists():
        return None
    with closing(Visits(visits_of(archive))) as visits:
        held = visits.kept(capture.source, capture.sha256)
    return source_of(archive, held) if held is not None else None
