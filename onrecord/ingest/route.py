"""The way to a host: its name resolved once, the address checked, and that very address connected to.

A check of the name alone would not hold: between the check and the connection a name may come to mean another
machine (DNS rebinding), and 2130706433, 0177.1 and ::ffff:127.0.0.1 are all names of this one.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING, Any

import httpcore2

from onrecord.errors import FetchError, Refused

if TYPE_CHECKING:
    import ssl

Resolve = Callable[[str, int], list[str]]

_CONNECT = 10.0  # seconds to wait for a connection
_MOST_TRIED = 4  # addresses of one name
_UNICAST = IPv6Network("2000::/3")
# The IPv4 internet as hosts with IPv6 alone see it (RFC 6052): the last 32 bits are the IPv4 address.
_TRANSLATED = IPv6Network("64:ff9b::/96")


def resolved(host: str, port: int) -> list[str]:
    """The addresses that a name stands for now."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def is_public(address: str) -> bool:
    """Whether an IP address can belong to a host on the public internet."""
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, IPv6Address):
        if ip in _TRANSLATED:
            ip = IPv4Address(int(ip) & 0xFFFFFFFF)
        elif ip.ipv4_mapped is not None:
            ip = ip.ipv4_mapped
        elif ip not in _UNICAST or ip.sixtofour is not None or ip.teredo is not None:
            return False
    return ip.is_global and not ip.is_multicast


def _is_in(address: str, network: str) -> bool:
    try:
        return ip_address(address.split("%", maxsplit=1)[0]) in ip_network(network, strict=False)
    except (ValueError, TypeError):  # a name, or the other version of IP
        return False


class Route(httpcore2.NetworkBackend):
    """Connects to public addresses and to those that ``local`` names, within the time that ``give`` gives."""

    def __init__(self, local: Iterable[str], resolve: Resolve = resolved) -> None:
        self._local = tuple(name.lower() for name in local)
        self._resolve = resolve
        self._sockets = httpcore2.SyncBackend()
        self._until = 0.0

    def give(self, seconds: float) -> None:
        """From now on all that is done over any of the connections has to be done in this time."""
        self._until = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds; raises ReadTimeout where there are none."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise httpcore2.ReadTimeout
        return left

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 (the library's own signature; time is given by `give`)
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """A connection to the host. Raises Refused, FetchError and the library's own errors."""
        wrong: Exception = httpcore2.ConnectError("no address")
        for address in self._addresses(host, port)[:_MOST_TRIED]:
            try:
                patience = min(self.left(), _CONNECT)
                stream = self._sockets.connect_tcp(address, port, patience, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                wrong = error
            else:
                return _Timed(stream, self.left)
        raise wrong

    def _addresses(self, host: str, port: int) -> list[str]:
        try:
            found = self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise FetchError(
                f"{host}: no such host, or no network", "See that the address is right and the network is up."
            ) from error
        allowed = [one for one in found if is_public(one) or self._is_named(host, one)]
        if not allowed:
            raise Refused(
                f"{host}: not on the public internet ({', '.join(found[:2])})",
                "If it is a host of your own, name it in `local_hosts` in the settings.",
            )
        return allowed

    def _is_named(self, host: str, address: str) -> bool:
        return host.lower() in self._local or any(_is_in(address, name) for name in self._local)


class _Timed(httpcore2.NetworkStream):
    """A connection on which nothing takes longer than what is left of the time for the whole."""

    def __init__(self, stream: httpcore2.NetworkStream, left: Callable[[], float]) -> None:
        self._stream = stream
        self._left = left

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        return self._stream.read(max_bytes, self._left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self._stream.write(buffer, self._left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore2.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._left())
        return _Timed(secured, self._left)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
