"""Which column of a table, or field of an object, holds what of an article: as told, else by its name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple

from onrecord.day import day_in
from onrecord.ingest.charset import storable
from onrecord.record import Stated
from onrecord.settings import COLUMNS

# Ours, what each is called in ``Stated``, and what others call it, the surest name first. Names are compared
# by their letters and figures alone, in lower case ("Article Body", "article_body", "articleBody").
_TEXT = (
    "text body content fulltext articletext articlebody bodytext maintext articlecontent storytext article"
    " story plaintext cleantext contents message texte contenu inhalt volltext cuerpo texto contenido"
).split()
_STATED = {
    "id": ("key", "id articleid docid documentid storyid uuid guid uid accessionno an key".split()),
    "title": ("title", "title headline headlines hed articletitle newstitle titre titel titulo".split()),
    "standfirst": ("standfirst", "standfirst subtitle subheadline dek deck lede summary description".split()),
    "byline": (
        "byline", "byline author authors writer creator articleauthor auteur autor journalist".split(),
    ),
    "outlet": (
        "outlet", "outlet source publication newspaper publisher sourcename site sitename journal media"
        " medium publicationtitle outletname domain".split(),
    ),
    "url": ("url", "url link address articleurl weburl permalink href uri canonicalurl".split()),
    "published": (
        "published", "published date publisheddate publicationdate publishdate pubdate datepublished"
        " publishedat datetime publishdatetime dateposted timestamp time created createdat day"
        " datum fecha".split(),
    ),
    "language": ("language", "language lang langue sprache locale".split()),
}  # fmt: skip
_LETTERS = re.compile(r"[\W_]+")
# What divides the parameters of a media type, and how it is written inside one.
_RESERVED, _CODED = re.compile(r'[%;,="\s]'), re.compile(r"%([0-9A-F]{2})")
_EPOCH = re.compile(r"1?\d{9}(?:\d{3})?(?:\.\d+)?\Z")
_COMPACT = re.compile(r"(?:19|20)\d{6}\Z")
_LONGEST_LANGUAGE = 12


class Row(NamedTuple):
    """An article out of a table: its words, what is stated of it, and the fields that make no sense."""

    text: str
    said: Stated
    wrong: tuple[str, ...]


class NoText(Exception):
    """What is wrong with a row that has no words of an article."""


def named_in(media_type: str) -> dict[str, str]:
    """The columns that a capture's media type says it was read with."""
    parameters = (one.strip().partition("=") for one in media_type.split(";")[1:])
    return {field: _CODED.sub(_decoded, column) for field, _, column in parameters if field in COLUMNS}


def media_type(bare: str, given: Mapping[str, str]) -> str:
    """The media type of a table read with these columns: so it can be read again."""
    return "".join(
        [bare, *(f"; {field}={_RESERVED.sub(_coded, column)}" for field, column in sorted(given.items()))]
    )


def _coded(letter: re.Match[str]) -> str:
    return f"%{ord(letter[0]):02X}" if ord(letter[0]) < 256 else " "


def _decoded(code: re.Match[str]) -> str:
    return chr(int(code[1], 16))


def text_column(names: Iterable[str], given: Mapping[str, str]) -> str | None:
    """Which of the columns holds the words, ``None`` where none does."""
    found = list(names)
    if "text" in given:
        column = given["text"]
        return column if column in found or column.partition(".")[0] in found else None
    return next(_called(found, _TEXT), None)


def row(fields: Mapping[str, object], given: Mapping[str, str]) -> Row:
    """The article of a row. Raises NoText where it has no words."""
    text = _text(fields, given)
    said: dict[str, Any] = {}
    wrong: list[str] = []
    for field, (called, names) in _STATED.items():
        columns = [given[field]] if field in given else list(_called(fields, names))
        values = (_value(field, _at(fields, column)) for column in columns)
        said[called] = next((value for value in values if value), None)
        column = given.get(field, field)
        if said[called] is None and _at(fields, column) not in (None, ""):
            wrong.append(column)
    return Row(text, Stated(**said), tuple(wrong))


def _text(fields: Mapping[str, object], given: Mapping[str, str]) -> str:
    columns = [given["text"]] if "text" in given else list(_called(fields, _TEXT)) or ["text"]
    values = [_at(fields, column) for column in columns]
    for value in values:
        if isinstance(value, str) and value.strip():
            return storable(value)
    column, value = columns[0], values[0]
    if value is None:
        raise NoText(f"no `{column}`")
    raise NoText(f"`{column}` is empty" if isinstance(value, str) else f"`{column}` is no string")


def _called(names: Iterable[str], wanted: Iterable[str]) -> Iterator[str]:
    """The names that are wanted, in the order of the wanted."""
    by_letters: dict[str, str] = {}
    for name in names:
        by_letters.setdefault(_LETTERS.sub("", name).lower(), name)
    return (by_letters[one] for one in wanted if one in by_letters)


def _at(fields: Mapping[str, object], column: str) -> object:
    """The value of the column; "source.name" leads into an object where no column is called so."""
    if column in fields:
        return fields[column]
    value: object = fields
    for name in column.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _value(field: str, value: object) -> str | None:
    """The value as a string, ``None`` where it is not there or makes no sense."""
    if field in ("byline", "outlet") and isinstance(value, (list, Mapping)):
        value = ", ".join(_names(value))  # as JSON-LD has them: a name, an object with one, or several
    if isinstance(value, (datetime, date)):
        value = value.isoformat()
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    words = storable(str(value))
    if field == "published":
        return _moment(words.strip())
    if field == "language" and len(words) > _LONGEST_LANGUAGE:
        return None
    return words if words.strip() else None


def _names(value: object) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        name = one.get("name") if isinstance(one, Mapping) else one
        if isinstance(name, str):
            yield name


def _moment(words: str) -> str | None:
    """The date or time as ISO 8601 has it; the day alone where the rest is odd ("2025-02-21 10:00 UTC")."""
    for read in (_iso, _compact, _epoch, _printed, _mailed):
        if value := read(words):
            return value
    return None


def _iso(words: str) -> str | None:
    try:
        date.fromisoformat(words[:10])
    except ValueError:
        return None
    try:
        datetime.fromisoformat(words)
    except ValueError:
        return words[:10]
    return words


def _compact(words: str) -> str | None:
    try:
        return date.fromisoformat(words).isoformat() if _COMPACT.match(words) else None
    except ValueError:
        return None


def _epoch(words: str) -> str | None:
    """Seconds or thousandths since 1970, as in exports of databases."""
    if not _EPOCH.match(words):
        return None
    seconds = float(words)
    if seconds >= 1e11:
        seconds /= 1000
    return datetime.fromtimestamp(seconds, UTC).isoformat()


def _printed(words: str) -> str | None:
    found = day_in(words[:100])
    return found.value.isoformat() if found else None


def _mailed(words: str) -> str | None:
    try:
        return parsedate_to_datetime(words[:100]).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
