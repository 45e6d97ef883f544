"""A web server of our own, for outlets that answer as a test wants them to."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from onrecord.settings import Settings

LOCAL = Settings(local_hosts=("127.0.0.1",), pause=2.0, longest_response=2.0, largest_response=100_000)

Answer = Callable[[BaseHTTPRequestHandler], None]


def sent(body: bytes | str = b"", status: int = 200, media_type: str = "text/html", **headers: str) -> Answer:
    """A whole answer; headers are written with _ for -."""
    data = body.encode() if isinstance(body, str) else body

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {"Content-Type": media_type, **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data)

    return answer


def in_turn(*answers: Answer) -> Answer:
    """One answer after the other, the last again and again."""
    left = list(answers)

    def answer(handler: BaseHTTPRequestHandler) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(handler)

    return answer


@dataclass
class Served:
    """What is served at which path of which host, and what was asked: host, path and headers."""

    port: int
    pages: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def address(self, place: str) -> str:
        """The address of "host/path"."""
        host, _, path = place.partition("/")
        return f"http://{host}:{self.port}/{path}"

    def paths(self) -> list[str]:
        """The places that were asked for, as "host/path"."""
        return [place for place, _ in self.asked]


@contextmanager
def serving() -> Iterator[Served]:
    """Serve, on a port of this machine; whatever has no page is not found."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            place = self.headers["Host"].split(":")[0] + self.path
            served.asked.append((place, {key.lower(): value for key, value in self.headers.items()}))
            try:
                served.pages.get(place, sent(b"not here", 404))(self)
            except OSError:  # whoever asked has had enough
                self.close_connection = True

        def log_message(self, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        served = Served(server.server_port)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield served
        server.shutdown()
        thread.join()


def here(host: str, port: int) -> list[str]:
    """Every name is this machine's."""
    return ["127.0.0.1"]


class StillClock:
    """A clock that moves where somebody sleeps."""

    def __init__(self) -> None:
        self.time = 1_740_000_000.0
        self.slept: list[float] = []

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds


def page(title: str) -> str:
    """A page of a fictional outlet with one thing said in it."""
    return f"""<!doctype html><html><head><title>{title}</title></head><body><article><h1>{title}</h1>
<p>The harbour of Ostrey has taken in the last ship of the week, which came with the tide on Tuesday and was
unloaded before noon by the men of the fish market.</p>
<p>“We waited nine days for it,” said Ines Calder, the harbour master. She added that the next one was
expected before the end of the month, if the weather held and the crane did not break again.</p></article>
</body></html>"""


def feed(*addresses: str) -> str:
    """A feed that names these pages."""
    items = "".join(
        f"<item><guid>{one}</guid><link>{one}</link><title>A ship</title></item>" for one in addresses
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Ostrey</title>{items}</channel></rss>'
