"""What a robots.txt lets us do (RFC 9309), and how long it asks us to wait between requests."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from protego import Protego

LARGEST = 512_000  # bytes; RFC 9309 asks for 500 KiB at least, and for a limit

_UNREACHABLE = "# cannot be had: "
_LINE_END = re.compile(r"\r\n?|\n")
_AGENT = re.compile(r"\s*user[- ]?agent\s*:\s*(.*)", re.IGNORECASE)
_TOKEN = re.compile(r"\*|[A-Za-z_-]+")
# The records that make groups. Any other ("Sitemap:", or one that nobody knows) stands between them and
# parts nothing, where protego takes it for the end of a group's list of agents.
_RECORD = re.compile(
    r"\s*(?:user[- ]?agent|allow|dis{1,2}al{1,2}[oa]w|diasllow|crawl[- ]?delay)\b", re.IGNORECASE
)


def allows(rules: str, address: str, agent: str) -> bool:
    """Whether the agent, a product token such as ``onrecord``, may fetch the address."""
    return _parsed(rules).can_fetch(address, agent)


def delay(rules: str, agent: str) -> float:
    """The seconds that the host wants between two requests, 0 where it asks for none."""
    asked = _parsed(rules).crawl_delay(agent)
    return asked if asked is not None and 0 < asked < math.inf else 0.0


def kept_from(why: str) -> str:
    """The rules that hold while a robots.txt cannot be had, for a reason: nobody may fetch anything."""
    return f"{_UNREACHABLE}{' '.join(why.split())}\nUser-agent: *\nDisallow: /\n"


def unreachable(rules: str) -> str:
    """The reason for which the robots.txt could not be had; empty where it could."""
    return rules.split("\n", 1)[0].removeprefix(_UNREACHABLE) if rules.startswith(_UNREACHABLE) else ""


def decoded(data: bytes) -> str:
    """The text of a robots.txt: UTF-8, what is broken in it replaced."""
    return data[:LARGEST].decode("utf-8-sig", "replace")


@lru_cache(maxsize=64)
def _parsed(rules: str) -> Protego:
    from protego import Protego  # late: only who fetches needs it

    return Protego.parse("\n".join(_record(line) for line in _LINE_END.split(rules) if _RECORD.match(line)))


def _record(line: str) -> str:
    """The line, an agent cut to its product token: "FooBot/2.1" and "Foo Bot" speak to FooBot and Foo."""
    if (agent := _AGENT.match(line)) and (token := _TOKEN.match(agent[1])):
        return f"User-agent: {token[0]}"
    return line
