"""What a page says twice: a pull quote, a paragraph that its phone view repeats."""

from __future__ import annotations

from onrecord.ingest.headline import bare

_SHORTEST = 30  # letters and figures; less stands twice for other reasons
_LONGEST_QUOTE = 400
_MOST_QUOTES = 500


def repeats(lines: list[str]) -> set[int]:
    """Which lines others say: those equal to one above, and short ones that stand within another."""
    letters = [bare(line) for line in lines]
    first: dict[str, int] = {}
    found = {
        at for at, line in enumerate(letters) if len(line) >= _SHORTEST and first.setdefault(line, at) != at
    }
    whole = "\n".join(line for at, line in enumerate(letters) if at not in found)
    short = [at for at, line in enumerate(letters) if _SHORTEST <= len(line) <= _LONGEST_QUOTE]
    return found | {at for at in short[:_MOST_QUOTES] if at not in found and whole.count(letters[at]) > 1}
