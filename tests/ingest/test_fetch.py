"""One request: honest, and within limits."""

from __future__ import annotations

import gzip
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from http.server import BaseHTTPRequestHandler

import pytest

from onrecord.errors import FetchError, InputError, TooLarge
from onrecord.ingest.fetch import Client, Response
from tests.served import LOCAL, Answer, Served, here, sent, serving


@pytest.fixture
def served() -> Iterator[Served]:
    with serving() as one:
        yield one


def get(served: Served, place: str, **headers: str) -> Response:
    with closing(Client(LOCAL, here)) as client:
        return client.get(served.address(place), headers)


def broken(*parts: bytes, pause: float = 0.0) -> Answer:
    """The bytes as they are, then nothing more."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        for part in parts:
            handler.wfile.write(part)
            time.sleep(pause)
        handler.close_connection = True

    return answer


def test_what_the_host_answers_comes_as_sent(served: Served) -> None:
    packed = gzip.compress(b"words" * 100)
    served.pages["a.example/x"] = sent(packed, Content_Encoding="gzip", ETag='"1"')
    response = get(served, "a.example/x")
    assert (response.status, response.body, response.server) == (200, packed, "127.0.0.1")
    assert response.header("etag") == '"1"'
    assert response.content(500) == b"words" * 100


def test_who_asks_is_said_with_the_contact_that_the_user_gives(served: Served) -> None:
    settings = replace(LOCAL, contact="desk@ostrey.example")
    with closing(Client(settings, here)) as client:
        client.get(served.address("a.example/x"), {})
    (_, headers), *_ = served.asked
    assert headers["user-agent"].startswith("onrecord/")
    assert "desk@ostrey.example" in headers["user-agent"]
    assert "cookie" not in headers


def test_a_cookie_is_not_given_back(served: Served) -> None:
    served.pages["a.example/x"] = sent(b"words", Set_Cookie="who=you")
    with closing(Client(LOCAL, here)) as client:
        client.get(served.address("a.example/x"), {})
        client.get(served.address("a.example/x"), {})
    assert not any("cookie" in headers for _, headers in served.asked)


def test_a_body_that_is_too_large_is_not_read_to_its_end(served: Served) -> None:
    served.pages["a.example/x"] = sent(b"x" * 10_000_000)
    with pytest.raises(TooLarge, match="100,000 bytes"):
        get(served, "a.example/x")


def test_a_bomb_is_not_unpacked(served: Served) -> None:
    served.pages["a.example/x"] = sent(gzip.compress(b"\0" * 50_000_000), Content_Encoding="gzip")
    with pytest.raises(TooLarge):
        get(served, "a.example/x").content(LOCAL.largest_response)


@pytest.mark.parametrize(
    "answer",
    [
        broken(b"HTTP/1.1 200 OK\r\n\r\n", *[b"x"] * 100, pause=0.1),
        broken(b"HTTP/1.1 200 OK\r\n", *[b"X-A: b\r\n"] * 100, pause=0.1),
        broken(*[b"HTTP/1.1 100 Continue\r\n\r\n"] * 100, pause=0.1),
    ],
    ids=["body", "headers", "continue"],
)
def test_who_drips_is_left_when_the_time_is_up(served: Served, answer: Answer) -> None:
    served.pages["a.example/x"] = answer
    began = time.monotonic()
    settings = replace(LOCAL, longest_response=0.5)
    with closing(Client(settings, here)) as client, pytest.raises(FetchError, match=r"within 0\.5 seconds"):
        client.get(served.address("a.example/x"), {})
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    "answer",
    [
        broken(),
        broken(b"no HTTP at all\r\n\r\n"),
        broken(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort"),
        broken(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"),
        broken(b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nab"),
        broken(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n"),
        broken(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nwor"),
        broken(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 50_000),
        sent(gzip.compress(b"words" * 100)[:20], Content_Encoding="gzip"),
        sent(b"no gzip", Content_Encoding="gzip"),
        sent(b"words", Content_Encoding="br"),
    ],
)
def test_an_answer_that_is_broken_is_one_clear_line(served: Served, answer: Answer) -> None:
    served.pages["a.example/x"] = answer
    with pytest.raises(InputError) as told:
        get(served, "a.example/x").content(LOCAL.largest_response)
    assert "\n" not in told.value.message
    assert "a.example" in told.value.message


def test_more_than_one_member_of_gzip_is_one_body() -> None:
    body = gzip.compress(b"one ") + gzip.compress(b"two") + b"\0\0\0"
    response = Response("http://a.example/", 200, "OK", (("Content-Encoding", "GZIP"),), body, "8.8.8.8")
    assert response.content(100) == b"one two"


def test_nobody_there_is_one_clear_line() -> None:
    with serving() as served:
        address = served.address("a.example/x")
    with closing(Client(LOCAL, here)) as client, pytest.raises(FetchError, match="cannot be reached"):
        client.get(address, {})
