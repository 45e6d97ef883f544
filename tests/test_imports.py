"""What is slow is loaded when it is needed, and not before."""

import subprocess
import sys

import pytest

SLOW = (
    "sqlite3",
    "numpy",
    "onnxruntime",
    "msgspec",
    "rich",
    "cchardet",
    "fasttext",
    "platformdirs",
    "multiprocessing",
    "socket",
    "ssl",
    "httpx2",
    "httpcore2",
    "protego",
    "fastwarc",
    "argon2",
    "itsdangerous",
)


@pytest.mark.parametrize(
    "command",
    [
        "import onrecord",
        "from onrecord.cli import main; import sys; sys.argv = ['onrecord', '--help']; main()",
    ],
)
def test_starting_up_loads_nothing_slow(command: str) -> None:
    told = f"print('loaded:', *(set(sys.modules) & set({SLOW!r})))"
    script = f"import atexit, sys\natexit.register(lambda: {told})\n{command}"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1].strip() == "loaded:"
