"""How often a password may be tried."""

from __future__ import annotations

from onrecord.web import tries
from onrecord.web.tries import Tries
from tests.web.houses import Clock


def test_one_account_is_tried_ten_times_from_anywhere_and_then_waits() -> None:
    clock = Clock()
    tried = Tries(clock)
    assert not any(tried.take("Ada", f"192.0.2.{number}") for number in range(10))
    clock.now += 60
    assert tried.take(" ADA ", "203.0.113.1") == 14 * 60
    clock.now += 14 * 60
    assert tried.take("Ada", "203.0.113.1") == 0


def test_one_address_tries_thirty_times_whatever_the_names() -> None:
    tried = Tries(Clock())
    assert not any(tried.take(f"x{number}", "192.0.2.1") for number in range(30))
    assert tried.take("Ada", "192.0.2.1") > 0
    assert tried.take("Ada", "192.0.2.2") == 0


def test_a_network_of_ipv6_is_one_address() -> None:
    tried = Tries(Clock())
    assert not any(tried.take(f"x{number}", f"2001:db8:1:2::{number:x}") for number in range(30))
    assert tried.take("Ada", "2001:db8:1:2:ffff::1") > 0
    assert tried.take("Ada", "2001:db8:1:3::1") == 0


def test_what_is_no_address_counts_as_one() -> None:
    tried = Tries(Clock())
    assert not any(tried.take(f"x{number}", f"192.0.2.1:{number}") for number in range(30))
    assert tried.take("Ada", "unknown") > 0


def test_the_right_password_forgives_the_account_and_not_the_address() -> None:
    tried = Tries(Clock())
    for _ in range(30):
        assert tried.take("Ada", "192.0.2.1") == 0
        tried.forgive("Ada")
    assert tried.take("Ada", "192.0.2.1") > 0
    assert tried.take("Ada", "192.0.2.2") == 0


def test_a_try_that_was_refused_does_not_count() -> None:
    clock = Clock()
    tried = Tries(clock)
    for _ in range(100):
        tried.take("Ada", "192.0.2.1")
    clock.now += 15 * 60
    assert tried.take("Ada", "192.0.2.1") == 0


def test_no_flood_of_names_fills_the_memory() -> None:
    tried = Tries(Clock())
    for number in range(tries.MOST):
        tried.take(f"x{number}", f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}")
    assert len(tried) <= tries.MOST
