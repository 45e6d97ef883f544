"""Addresses on the web: told from paths, made whole, and checked before anybody is asked."""

from __future__ import annotations

import re

from onrecord.errors import Refused

_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_PARTS = re.compile(r"https?://(?:[^/?#@]*@)?([^/?#:]*)(?::\d*)?([^?#]*)(\?[^#]*)?", re.IGNORECASE)
_LONGEST = 8192  # characters; servers take 8,000 and more
# Below 1024 other protocols listen (mail, say), which a line of HTTP may move to something.
_PORTS = (80, 443)
_FIRST_FREE_PORT = 1024
_LAST_PORT = 65_535


def is_address(path: str) -> bool:
    """Whether it names something on the web and not a file."""
    return _SCHEME.match(path) is not None


def parts(address: str | None) -> tuple[str, str, str]:
    """Host, path and query as they are written, each empty where there is none."""
    found = _PARTS.match(address or "")
    return (found[1].lower(), found[2], found[3] or "") if found else ("", "", "")


def checked(address: str) -> str:
    """The address in its usual form, without a fragment. Raises Refused where it is not to be asked."""
    return joined(address, "")


def joined(address: str, reference: str) -> str:
    """The address that a reference on the page at an address leads to, as ``checked``."""
    import httpx2  # late: only who fetches needs it

    shown = (reference or address)[:200]
    try:
        if len(address) + len(reference) > _LONGEST:
            raise Refused(f"{shown}…: too long for an address", "Give a shorter one.")
        url = httpx2.URL(address.strip()).join(reference.strip()).copy_with(fragment=None)
        host = url.host
    except (httpx2.InvalidURL, ValueError) as error:
        raise Refused(f"{shown}: no address ({error})", "See that it is spelled right.") from error
    if url.scheme not in ("http", "https") or not host:
        raise Refused(f"{shown}: not an address of http or https", "Give one that begins with https://.")
    if url.userinfo:
        raise Refused(
            f"{url.copy_with(userinfo=b'')}: a name or password in the address",
            "Leave them out: the address is kept in the archive.",
        )
    port = url.port
    if port is not None and port not in _PORTS and not _FIRST_FREE_PORT <= port <= _LAST_PORT:
        raise Refused(f"{shown}: port {port} is not one for web pages", "See that it is spelled right.")
    # Not as it is shown, with letters of all scripts, but as it is asked for.
    return f"{url.scheme}://{url.netloc.decode('ascii')}{url.raw_path.decode('ascii')}"


def host(address: str) -> str:
    """The host's name in small letters, that of an IPv6 address without its brackets."""
    import httpx2  # late, as above

    return httpx2.URL(address).raw_host.decode("ascii").lower().rstrip(".")


def origin(address: str) -> str:
    """Scheme, host and port: what one robots.txt speaks for."""
    import httpx2  # late, as above

    url = httpx2.URL(address)
    return f"{url.scheme}://{url.netloc.decode('ascii')}"
