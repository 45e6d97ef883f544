"""Days and times as feeds write them, to ISO 8601."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

_ISO = re.compile(
    r"(\d{4})(?:-?(\d\d)(?:-?(\d\d))?)?"
    r"(?:[T\s]+(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?",
    re.IGNORECASE,
)
# Cut where a feed writes more than RFC 822 has, so that a day is at least kept.
_LONGEST = 80


def moment(words: str | None) -> str | None:
    """The day or time as ISO 8601, with its zone where one is written; ``None`` where it is none.

    Read are ISO 8601, a month or a year alone left out since they name no day, and RFC 822 with its
    relatives (two-digit years, names of zones, no day of the week, the order of asctime).
    """
    words = " ".join((words or "").split())
    if not words:
        return None
    try:
        return _iso(words) or _mail(words[:_LONGEST])
    except (ValueError, OverflowError):
        return None


def _iso(words: str) -> str | None:
    found = _ISO.match(words)
    if found is None or found[3] is None:
        return None
    year, month, day = int(found[1]), int(found[2]), int(found[3])
    if found[4] is None:
        return datetime(year, month, day).date().isoformat()
    hour, minute, second = int(found[4]), int(found[5]), min(int(found[6] or 0), 59)
    over = timedelta(days=1) if hour == 24 else timedelta()  # midnight at the day's end
    return (datetime(year, month, day, hour % 24, minute, second, tzinfo=_zone(found[7])) + over).isoformat()


def _zone(words: str | None) -> timezone | None:
    if words is None:
        return None
    if words[0] not in "+-":
        return UTC
    digits = words[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:] or 0))
    return timezone(offset if words[0] == "+" else -offset)


def _mail(words: str) -> str | None:
    from email.utils import parsedate_tz  # late: it brings more than this with it

    found = parsedate_tz(words)
    if found is None:
        return None
    year, month, day, hour, minute, second = found[:6]
    zone = None if found[9] is None else timezone(timedelta(seconds=found[9]))
    if zone is not None and words.rstrip().endswith("-0000"):
        zone = UTC  # RFC 5322: UTC, from a place that is not told
    return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=zone).isoformat()
