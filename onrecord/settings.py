"""What a user may turn: one frozen object, read from a TOML file and the environment."""

from __future__ import annotations

import math
import os
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

from onrecord.errors import UsageError

# What of an article a table may hold.
COLUMNS = ("text", "id", "title", "standfirst", "byline", "outlet", "url", "published", "language")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user may turn, and what holds where nobody does.

    ``largest_article`` counts code points, of one article and of one line; what is longer is no
    article but a fault upstream. ``largest_capture`` counts bytes, of a text file, which is held in
    memory whole, of whatever comes through a pipe, and of what one member of an archive unpacks to; files of
    JSON Lines and archives may be larger.
    ``threshold`` is the least score of a statement that is shown, 0 to 1; ``None`` leaves it to the
    network. ``by`` is the name under which corrections are made; ``None`` leaves it to the system.
    ``columns`` says which column of a table, or field of a JSON object, holds what: ours
    (`text`, `published`, …) to theirs.

    The rest is about addresses. ``contact`` is an address or an e-mail that hosts find in our user agent.
    ``local_hosts`` are names, addresses or networks that may be asked although they are not on the public
    internet. ``largest_response`` counts bytes, as sent and unpacked; ``longest_response`` seconds, from the
    first to the last byte; ``pause`` the seconds that a host is left alone between two requests, where it
    does not ask for more itself; ``interval`` the seconds between two looks at a feed. Raises ValueError
    where one makes no sense.
    """

    # The longest book in print has some 10 million characters.
    largest_article: int = 20_000_000
    # Ten years of an outlet with twenty articles a day. One emoji makes CPython hold four bytes for
    # every character, so this many bytes take 1.5 GB then (measured): what a laptop of 8 GB can spare.
    largest_capture: int = 256_000_000
    threshold: float | None = None
    contact: str | None = None
    local_hosts: tuple[str, ...] = ()
    # The largest of 953 pages of news had 2 MB, feeds with full texts have some; it is held in memory.
    largest_response: int = 32_000_000
    longest_response: float = 30.0
    pause: float = 2.0
    interval: float = 1800.0
    columns: Mapping[str, str] = field(default_factory=dict)
    by: str | None = None

    def __post_init__(self) -> None:
        if self.largest_article < 1:
            raise ValueError("`largest_article` is to be 1 or more")
        if self.largest_capture < 1:
            raise ValueError("`largest_capture` is to be 1 or more")
        if self.threshold is not None and not 0 <= self.threshold <= 1:
            raise ValueError("`threshold` is to be from 0 to 1")
        # It goes into a header: a line end in it would begin another.
        if self.contact is not None and not (self.contact.isascii() and self.contact.isprintable()):
            raise ValueError("`contact` is to be an address or an e-mail in plain letters")
        if self.largest_response < 1:
            raise ValueError("`largest_response` is to be 1 or more")
        if not 0 < self.longest_response < math.inf:
            raise ValueError("`longest_response` is to be more than 0")
        if not 0 <= self.pause < math.inf:
            raise ValueError("`pause` is to be 0 or more")
        if not 60 <= self.interval < math.inf:
            raise ValueError("`interval` is to be 60 or more")
        if unknown := set(self.columns) - set(COLUMNS):
            raise ValueError(
                f"`columns` has {', '.join(sorted(unknown))}; it is to have {', '.join(COLUMNS)}"
            )


_NAMES = tuple(one.name for one in fields(Settings))
_REMEDY = f"The settings are {', '.join(_NAMES)}; in the environment ONRECORD_{_NAMES[0].upper()} and so on."


def load(environ: Mapping[str, str] = os.environ) -> Settings:
    """The defaults, turned by the settings file and then by the environment, which wins.

    ``ONRECORD_SETTINGS`` names another file than the user's own. Values in the environment are
    written as in TOML (``20_000_000``); empty ones do not count. Raises UsageError.
    """
    path, table = _file(environ.get("ONRECORD_SETTINGS"))
    settings = _turned(Settings(), table, str(path))
    for name in _NAMES:
        variable = f"ONRECORD_{name.upper()}"
        if value := environ.get(variable, "").strip():
            settings = _turned(settings, {name: _value(value)}, variable)
    return settings


def place(environ: Mapping[str, str] = os.environ) -> Path:
    """Where the settings file is, or would be."""
    named = environ.get("ONRECORD_SETTINGS")
    return Path(named) if named else _users_own()


def archive(environ: Mapping[str, str] = os.environ) -> Path:
    """Where the archive is, or would be: ``ONRECORD_ARCHIVE``, else among the user's data."""
    if named := environ.get("ONRECORD_ARCHIVE"):
        return Path(named)
    import platformdirs  # late: `--help` needs no archive

    return platformdirs.user_data_path("onrecord", appauthor=False) / "archive.db"


def _file(named: str | None) -> tuple[Path, dict[str, object]]:
    path = Path(named) if named else _users_own()
    try:
        return path, tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        if named:
            raise UsageError(f"{path}: no such file", "ONRECORD_SETTINGS is to name a TOML file.") from None
        return path, {}
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror or error})", _REMEDY) from error
    except ValueError as error:  # neither TOML nor, where it is no UTF-8, text
        raise UsageError(
            f"{path}: no valid TOML ({error})", "See https://toml.io for how it is written."
        ) from error


def _users_own() -> Path:
    import platformdirs  # late: `--help` needs no settings

    return platformdirs.user_config_path("onrecord", appauthor=False) / "settings.toml"


def _value(text: str) -> object:
    """The value as TOML has it, else the text, for the check to complain of."""
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text


def _turned(settings: Settings, table: Mapping[str, object], where: str) -> Settings:
    """The settings with those of the table; ``where`` is what an error names."""
    import msgspec  # late: `--help` needs no settings

    for name in table:
        if name not in _NAMES:
            raise UsageError(f"{where}: `{name}` is no setting", _REMEDY)
    try:
        return msgspec.convert({**asdict(settings), **table}, Settings)
    except msgspec.ValidationError as error:
        raise UsageError(f"{where}: {error}", _REMEDY) from error
