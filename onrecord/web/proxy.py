"""What a proxy that we know tells of those who come through it: their address, and whether by https."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from onrecord.errors import UsageError

Network = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True)
class Proxies:
    """The addresses and networks of proxies; what others say in such headers counts for nothing."""

    networks: tuple[Network, ...] = ()

    def has(self, address: str) -> bool:
        """Whether an address is that of a proxy."""
        try:
            ip = ip_address(address)
        except ValueError:
            return False
        if isinstance(ip, IPv6Address) and ip.ipv4_mapped is not None:
            ip = ip.ipv4_mapped
        return any(ip in network for network in self.networks)

    def client(self, peer: str, headers: Mapping[str, str]) -> str:
        """Who asked: the last address in `X-Forwarded-For` that is no proxy's, which a proxy wrote."""
        passed = [one.strip() for one in headers.get("x-forwarded-for", "").split(",") if one.strip()]
        at = peer
        while self.has(at) and passed:
            at = passed.pop()
        return at

    def scheme(self, peer: str, headers: Mapping[str, str], own: str) -> str:
        """How the browser came, `http` or `https`; ``own`` is how the connection to us did."""
        told = headers.get("x-forwarded-proto", own) if self.has(peer) else own
        return "https" if told.strip().lower() == "https" else "http"


def proxies(addresses: Iterable[str]) -> Proxies:
    """The proxies at these addresses, or in these networks. Raises UsageError."""
    found = []
    for address in addresses:
        try:
            found.append(ip_network(address, strict=False))
        except ValueError:
            raise UsageError(
                f"{address}: not an IP address or a network", "Write it so: 10.0.0.5, or 10.0.0.0/24."
            ) from None
    return Proxies(tuple(found))
