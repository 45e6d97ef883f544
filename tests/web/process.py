"""`onrecord` as processes of its own, of a user whose home is empty: what only a real server shows."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import urlopen

ROOT = Path(__file__).parents[2]


class House:
    """`onrecord serve` over the archive `news.db` of a folder."""

    def __init__(self, folder: Path, *options: str, host: str = "127.0.0.1") -> None:
        with socket.create_server((host, 0)) as free:
            port = free.getsockname()[1]
        self.folder = folder
        self.address = f"http://{host}:{port}"
        self.process = started(folder, "serve", "--port", str(port), *options)
        while True:
            try:
                assert self.ask("/healthz") == "ok\n"
                break
            except URLError:
                assert self.process.poll() is None, "it did not start"

    def ask(self, path: str, **data: str) -> str:
        return self._opened(path, **data)[1]

    def _opened(self, path: str, **data: str) -> tuple[str, str]:
        """The path to which an address leads, and what it answers."""
        with urlopen(self.address + path, urlencode(data).encode() if data else None) as answer:
            return answer.url.removeprefix(self.address), answer.read().decode()

    def give(self, text: str) -> str:
        """The address of the job that reads a text."""
        form = re.search(r'name="word" value="([^"]+)"', self.ask("/add"))
        assert form
        return self._opened("/add", word=form[1], text=text)[0]

    def done(self, job: str) -> str:
        while "http-equiv" in (told := self.ask(job)):
            pass
        return told


@contextmanager
def house(folder: Path, *options: str, host: str = "127.0.0.1") -> Iterator[House]:
    one = House(folder, *options, host=host)
    try:
        yield one
    finally:
        one.process.kill()
        one.process.wait()


def started(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """A command that runs by itself."""
    return subprocess.Popen(
        _command(*arguments), cwd=folder, stdout=subprocess.DEVNULL, env=_environment(folder)
    )


def done(folder: Path, *arguments: str, told: str = "") -> str:
    """What a command prints; ``told`` is its standard input."""
    return subprocess.run(
        _command(*arguments),
        cwd=folder,
        env=_environment(folder),
        input=told,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "onrecord.cli", *arguments]


def _environment(folder: Path) -> dict[str, str]:
    others = {name: value for name, value in os.environ.items() if not name.startswith(("ONRECORD_", "XDG_"))}
    told = {"ONRECORD_LOCAL_HOSTS": '["127.0.0.1"]', "ONRECORD_PAUSE": "0.01", "ONRECORD_ARCHIVE": "news.db"}
    return {**others, **told, "PYTHONPATH": str(ROOT), "HOME": str(folder / "home")}
