"""onrecord keeps the record of who said what in the news, in which exact words, and where they stand.

    for reading in onrecord.read("dump.txt"):
        for statement in reading.statements:
            print(statement.speaker.name or "(unknown)", "|", reading.quote(statement.content))

``read`` takes the path of a file or folder, ``read_text`` a text. ``Archive`` keeps what was read in a file,
to be asked again. Everything else here is a noun that they give back; ``onrecord.record`` explains each.
"""

from typing import TYPE_CHECKING, Any

from onrecord.errors import ArchiveError as ArchiveError
from onrecord.errors import InputError as InputError
from onrecord.errors import OnrecordError as OnrecordError
from onrecord.errors import UsageError as UsageError
from onrecord.pipeline import read as read
from onrecord.pipeline import read_text as read_text
from onrecord.record import Analysis as Analysis
from onrecord.record import Article as Article
from onrecord.record import Attribution as Attribution
from onrecord.record import Capture as Capture
from onrecord.record import Correction as Correction
from onrecord.record import Decided as Decided
from onrecord.record import Decision as Decision
from onrecord.record import Dropped as Dropped
from onrecord.record import Entry as Entry
from onrecord.record import NameOnRecord as NameOnRecord
from onrecord.record import Origin as Origin
from onrecord.record import Piece as Piece
from onrecord.record import Published as Published
from onrecord.record import Question as Question
from onrecord.record import Reading as Reading
from onrecord.record import Span as Span
from onrecord.record import Speaker as Speaker
from onrecord.record import Statement as Statement
from onrecord.record import When as When
from onrecord.record import Words as Words

if TYPE_CHECKING:
    from onrecord.archive import Archive as Archive


def __getattr__(name: str) -> Any:
    # SQLite and msgspec take their time to load: only who opens an archive waits for them.
    if name == "Archive":
        from onrecord.archive import Archive

        return Archive
    raise AttributeError(f"module 'onrecord' has no attribute '{name}'")
