"""How often a password may be tried: counted by account and by the address that tries."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, IPv6Network, ip_address

# A person mistypes some times; a program that guesses gets a thousand guesses a day at one account.
_OF_ACCOUNT, _OF_ADDRESS = 10, 30
_WINDOW = 15 * 60.0  # seconds
MOST = 20_000  # accounts and addresses that are remembered; the oldest are forgotten first


class Tries:
    """The tries of the last quarter of an hour, in bounded memory."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        # For each account or address when its window began, and how many tries fell in it.
        self._counted: OrderedDict[str, tuple[float, int]] = OrderedDict()

    def __len__(self) -> int:
        """How many accounts and addresses are remembered."""
        return len(self._counted)

    def take(self, account: str, address: str) -> float:
        """Count a try before it is made. The seconds to wait where there was one too many, else 0."""
        limits = ((_account(account), _OF_ACCOUNT), (_address(address), _OF_ADDRESS))
        with self._lock:
            now = self._clock()
            waits = [self._wait(key, limit, now) for key, limit in limits]
            if any(waits):
                return max(waits)
            for key, _ in limits:
                began, number = self._counted.pop(key, (now, 0))
                self._counted[key] = (now, 1) if now - began >= _WINDOW else (began, number + 1)
            while len(self._counted) > MOST:
                self._counted.popitem(last=False)
            return 0.0

    def forgive(self, account: str) -> None:
        """The password was right: earlier tries at this account were its owner's."""
        with self._lock:
            self._counted.pop(_account(account), None)

    def _wait(self, key: str, limit: int, now: float) -> float:
        began, number = self._counted.get(key, (now, 0))
        return max(began + _WINDOW - now, 0.0) if number >= limit else 0.0


def _account(name: str) -> str:
    return f"account {name.strip().casefold()[:100]}"


def _address(address: str) -> str:
    """What one machine may call itself: with IPv6 it has a network of its own."""
    try:
        ip = ip_address(address)
    except ValueError:
        return "address of whoever has none"  # not the words themselves: they could be others each time
    if isinstance(ip, IPv6Address):
        mapped = ip.ipv4_mapped
        return f"address {mapped}" if mapped else f"address {IPv6Network((int(ip), 64), strict=False)}"
    return f"address {ip}"
