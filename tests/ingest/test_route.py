"""No way leads to a machine that is not on the public internet."""

from __future__ import annotations

import httpcore2
import pytest

from onrecord.errors import FetchError, Refused
from onrecord.ingest.route import Route, is_public, resolved
from tests.served import here, serving

PRIVATE = """
0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 127.0.0.1 127.8.8.8 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1
192.0.2.1 192.168.1.1 198.18.0.1 198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255
:: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 64:ff9b::127.0.0.1 64:ff9b::a00:1
64:ff9b:1::1 100::1 2001:db8::1 2001::1 2002:7f00:1::1 2002:808:808::1 fc00::1 fd12:3456::1 fe80::1
fe80::1%eth0 fec0::1 ff02::1 localhost 127.1
"""
PUBLIC = "8.8.8.8 93.184.215.14 2606:2800:21f:cb07:6820:80da:af6b:8b2c ::ffff:8.8.8.8 64:ff9b::808:808"


@pytest.mark.parametrize("address", PRIVATE.split())
def test_no_public_address(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC.split())
def test_a_public_address(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "::1", "::ffff:7f00:1", "0"]
)
def test_however_this_machine_is_written_it_is_not_connected_to(host: str) -> None:
    with serving() as served:
        route = Route((), resolved)
        route.give(5.0)
        with pytest.raises((Refused, FetchError)):
            route.connect_tcp(host, served.port)


def test_the_address_that_was_checked_is_the_one_connected_to() -> None:
    """A name that means another machine when it is asked again (DNS rebinding) is not asked again."""
    answers = [["127.0.0.1"], ["169.254.169.254"]]
    with serving() as served:
        route = Route(("127.0.0.1",), lambda host, port: answers.pop(0))
        route.give(5.0)
        stream = route.connect_tcp("rebinding.example", served.port)
        assert stream.get_extra_info("server_addr")[0] == "127.0.0.1"
        stream.close()
    assert answers == [["169.254.169.254"]]


def test_of_several_addresses_only_public_ones_are_tried() -> None:
    route = Route((), lambda host, port: ["10.0.0.1", "fd00::1"])
    route.give(5.0)
    with pytest.raises(Refused, match=r"10\.0\.0\.1"):
        route.connect_tcp("inside.example", 80)


@pytest.mark.parametrize("local", ["127.0.0.1", "127.0.0.0/8", "inside.example", "Inside.Example"])
def test_what_the_user_names_may_be_asked(local: str) -> None:
    with serving() as served:
        route = Route((local,), here)
        route.give(5.0)
        route.connect_tcp("inside.example", served.port).close()


def test_naming_one_network_opens_no_other() -> None:
    route = Route(("127.0.0.0/8", "::1"), lambda host, port: ["10.0.0.1"])
    route.give(5.0)
    with pytest.raises(Refused):
        route.connect_tcp("inside.example", 80)


def test_a_name_that_nobody_knows_is_told_as_such() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    route = Route((), unknown)
    with pytest.raises(FetchError, match="no such host, or no network"):
        route.connect_tcp("nowhere.example", 80)


def test_time_that_is_up_is_up_for_whatever_is_done() -> None:
    with serving() as served:
        route = Route(("127.0.0.1",), here)
        route.give(5.0)
        stream = route.connect_tcp("inside.example", served.port)
        route.give(0.0)
        with pytest.raises(httpcore2.ReadTimeout):
            stream.read(1)
        stream.close()
