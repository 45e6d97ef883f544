"""Addresses: told from paths, made whole, checked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import Refused
from onrecord.ingest.address import checked, host, is_address, joined, origin


@pytest.mark.parametrize("path", ["news.txt", "./https/x", "-", "ftp://x.example/", "http:/x", "C:\\http"])
def test_a_path_is_no_address(path: str) -> None:
    assert not is_address(path)


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ("HTTPS://Ostrey.Example/a#part", "https://ostrey.example/a"),
        ("http://ostrey.example:80/a b?q=ä", "http://ostrey.example/a%20b?q=%C3%A4"),
        ("https://müller.example/", "https://xn--mller-kva.example/"),
        ("https://[2001:db8::1]:8080/x", "https://[2001:db8::1]:8080/x"),
        (" https://ostrey.example", "https://ostrey.example/"),
    ],
)
def test_an_address_is_asked_for_in_its_usual_form(given: str, asked: str) -> None:
    assert checked(given) == asked
    assert checked(asked) == asked


@pytest.mark.parametrize(
    "address",
    [
        "https://",
        "https:///path",
        "file:///etc/passwd",
        "gopher://ostrey.example/",
        "https://ostrey.example@evil.example/",
        "https://me:secret@ostrey.example/",
        "http://ostrey.example:25/",
        "http://ostrey.example:99999/",
        "http://[::1/",
        "https://ostrey.example/" + "a" * 9000,
    ],
)
def test_what_is_not_to_be_asked_is_refused_in_one_line_without_its_password(address: str) -> None:
    with pytest.raises(Refused) as refused:
        checked(address)
    assert "\n" not in refused.value.message
    assert "secret" not in refused.value.message


def test_a_reference_leads_on_from_its_page() -> None:
    assert joined("https://ostrey.example/a/b", "../c?d#e") == "https://ostrey.example/c?d"
    assert joined("https://ostrey.example/a", "//elsewhere.example") == "https://elsewhere.example/"
    for trap in ("javascript:alert(1)", "mailto:desk@ostrey.example", "http://x:y@127.0.0.1/"):
        with pytest.raises(Refused):
            joined("https://ostrey.example/", trap)


def test_a_host_is_one_host_however_it_is_written() -> None:
    assert host("https://OSTREY.example.:8080/") == host("http://ostrey.example/") == "ostrey.example"
    assert origin("https://ostrey.example:8443/a") == "https://ostrey.example:8443"


@given(st.text())
def test_whatever_is_written_is_an_address_or_refused(text: str) -> None:
    try:
        address = joined("https://ostrey.example/", text)
    except Refused:
        return
    assert address.isascii()
    assert address.startswith(("http://", "https://"))
    assert host(address)
