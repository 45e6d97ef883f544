"""Case files for whoever reads papers rather than Python: title, text, expected, each closed by a dot."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Case:
    title: str
    text: str
    expected: list[str]


def cases(path: Path) -> list[Case]:
    """The file's cases in order."""
    parts: list[list[str]] = [[]]
    for line in path.read_text(encoding="utf-8").splitlines():
        if line == ".":
            parts.append([])
        else:
            parts[-1].append(line)
    assert parts.pop() == [], f"{path}: the last case is not closed"
    assert len(parts) % 3 == 0, f"{path}: a case has a title, a text and what is expected"
    return [
        Case(" ".join(title), "\n".join(text), expected)
        for title, text, expected in zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    ]
