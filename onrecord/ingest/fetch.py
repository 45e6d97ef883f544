"""One request to one host: who asks is said honestly, and size and time have their limits."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version

import httpcore2

from onrecord.errors import FetchError, TooLarge
from onrecord.ingest.route import Resolve, Route, resolved
from onrecord.settings import Settings

AGENT = "onrecord"  # the product token that a robots.txt may speak to
WHOLE = (200, 203)  # the answers whose body is what was asked for

_ACCEPT = "application/rss+xml, application/atom+xml, application/feed+json, text/html;q=0.9, */*;q=0.5"
_IDLE = 20.0  # seconds for which a connection is kept for the next request
_CHUNK = 1 << 16
_GZIP = zlib.MAX_WBITS + 16


@dataclass(frozen=True, slots=True)
class Response:
    """What a host answered.

    ``headers`` are as they came, in their order. ``body`` is as sent, perhaps packed; empty where the status
    is none of ``WHOLE``. ``server`` is the IP address that answered.
    """

    address: str
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    server: str

    def header(self, name: str) -> str:
        """A header's value; empty where there is none."""
        return next((value for key, value in self.headers if key.lower() == name), "")

    def content(self, largest: int) -> bytes:
        """The body unpacked. Raises TooLarge past so many bytes, and FetchError where it cannot be."""
        packing = self.header("content-encoding").strip().lower()
        if packing in ("", "identity"):
            return self.body
        if packing not in ("gzip", "x-gzip"):
            raise FetchError(
                f"{self.address}: packed in a way that was not asked for ({packing[:40]})",
                "Save the page in a browser and give the file.",
            )
        try:
            return _unpacked(self.body, largest, self.address)
        except (zlib.error, EOFError) as error:
            raise FetchError(f"{self.address}: packed by gzip, and broken", "Try again later.") from error


class Client:
    """Asks hosts, one request at a time; to be closed."""

    def __init__(self, settings: Settings, resolve: Resolve = resolved) -> None:
        self._largest = settings.largest_response
        self._longest = settings.longest_response
        contact = f"; +{settings.contact}" if settings.contact else ""
        self._agent = f"{AGENT}/{version('onrecord')} (reads news for its user{contact})"
        self._route = Route(settings.local_hosts, resolve)
        # No proxy, no cookies, no passwords: what a host is told is this request and nothing of earlier ones.
        self._pool = httpcore2.ConnectionPool(
            ssl_context=httpcore2.default_ssl_context(),
            network_backend=self._route,
            max_connections=8,
            keepalive_expiry=_IDLE,
        )

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()

    def get(self, address: str, headers: Mapping[str, str]) -> Response:
        """What the host answers; redirects are an answer too. Raises FetchError, Refused and TooLarge."""
        asked = {"User-Agent": self._agent, "Accept": _ACCEPT, "Accept-Encoding": "gzip", **headers}
        self._route.give(self._longest)
        try:
            with self._pool.stream("GET", address, headers=list(asked.items())) as answer:
                body = self._body(answer, address) if answer.status in WHOLE else b""
                server = answer.extensions["network_stream"].get_extra_info("server_addr")[0]
                reason = answer.extensions.get("reason_phrase", b"").decode("latin-1")
                told = tuple(
                    (key.decode("latin-1"), value.decode("latin-1")) for key, value in answer.headers
                )
        except httpcore2.TimeoutException as error:
            raise FetchError(
                f"{address}: no whole answer within {self._longest:g} seconds",
                "Try again later, or raise `longest_response` in the settings.",
            ) from error
        except httpcore2.ConnectError as error:
            raise FetchError(
                f"{address}: cannot be reached ({_said(error)})", "Try again later, or see it in a browser."
            ) from error
        except (httpcore2.NetworkError, httpcore2.ProtocolError, OSError) as error:
            raise FetchError(
                f"{address}: broken off, or no HTTP ({_said(error)})",
                "Try again later, or see it in a browser.",
            ) from error
        return Response(address, answer.status, reason, told, body, server)

    def _body(self, answer: httpcore2.Response, address: str) -> bytes:
        parts, size = [], 0
        for chunk in answer.iter_stream():
            self._route.left()  # a stream of tiny chunks may come without our ever waiting for it
            size += len(chunk)
            if size > self._largest:
                raise _too_large(address, self._largest)
            parts.append(chunk)
        return b"".join(parts)


def _unpacked(body: bytes, largest: int, address: str) -> bytes:
    """The body out of gzip, member after member."""
    parts, size, rest = [], 0, body
    while rest:
        unpacking = zlib.decompressobj(_GZIP)
        while not unpacking.eof:
            part = unpacking.decompress(rest, _CHUNK)
            rest = unpacking.unconsumed_tail
            size += len(part)
            if size > largest:
                raise _too_large(address, largest)
            if not part and not rest and not unpacking.eof:
                raise EOFError
            parts.append(part)
        rest = unpacking.unused_data.lstrip(b"\0")
        if not rest.startswith(b"\x1f\x8b"):  # as browsers do: what stands behind it counts for nothing
            break
    return b"".join(parts)


def _too_large(address: str, largest: int) -> TooLarge:
    return TooLarge(
        f"{address}: more than {largest:,} bytes",
        "See that it is news; if it is, raise `largest_response` in the settings.",
    )


def _said(error: Exception) -> str:
    """The error in the system's words, without its number."""
    return str(error).split("] ", 1)[-1] or "closed"
