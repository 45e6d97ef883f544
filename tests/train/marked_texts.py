"""Small marked texts of our own."""

from onrecord.analyse.tags import Role
from onrecord.train.marked import Marked, Place, Statement

TEXT = (
    "Bridge shut\n\nThe mayor said that the bridge is safe. It rained. “We saw cracks,” Anna Weber told us."
)


def place(text: str, words: str) -> Place:
    return text.index(words), text.index(words) + len(words)


def statement(text: str, source: str, cue: str, *content: str) -> Statement:
    return {
        Role.SOURCE: [place(text, source)] if source else [],
        Role.CUE: [place(text, cue)],
        Role.CONTENT: [place(text, piece) for piece in content],
    }


def article() -> Marked:
    """Two statements, and one sentence in the article's own voice."""
    outer = [
        statement(TEXT, "The mayor", "said", "that the bridge is safe"),
        statement(TEXT, "Anna Weber", "told", "“We saw cracks,”"),
    ]
    return Marked("a", "2016-01-01", TEXT, outer, doubted_names=[(0, len(TEXT))])


def words_of(text: str, one: Statement) -> dict[str, list[str]]:
    return {role.value: [text[start:end] for start, end in one[role]] for role in Role}
