"""All kinds of pages that a reader gets to, found as a reader finds them: by following links."""

from __future__ import annotations

import re
from collections import Counter, deque
from urllib.parse import urldefrag, urljoin, urlsplit
from urllib.request import urlopen

from lxml import html

# What an address has of its own: an id, the name of a voice.
_OWN = re.compile(r"(?<=/)(?:[avse]-)?[0-9a-f]{4,}(?=/|$)|(?<=/voices/)[^/]+")
# Of a kind so many are looked at: without a query and with one, say.
_OF_A_KIND = 2


def walked(base: str, *starts: str) -> list[str]:
    """The addresses of pages to which links lead from home and from some other addresses, two of each kind.

    Raises HTTPError where a link leads nowhere.
    """
    waiting, found, kinds, seen = deque(("/", *starts)), list[str](), Counter[str](), set[str]()
    while waiting:
        address = waiting.popleft()
        if address in seen or kinds[kind(address)] == _OF_A_KIND:
            continue
        seen.add(address)
        kinds[kind(address)] += 1
        with urlopen(base + address) as answer:
            if answer.headers.get_content_type() != "text/html":
                continue
            page = html.fromstring(answer.read())
        found.append(address)
        for link in page.iter("a"):
            there = urlsplit(urldefrag(urljoin(base + address, link.get("href", ""))).url)
            if f"{there.scheme}://{there.netloc}" == base:
                waiting.append(there._replace(scheme="", netloc="").geturl())
    return found


def kind(address: str) -> str:
    """What an address shares with all of its kind."""
    return _OWN.sub("…", urlsplit(address).path)
