"""Words of an article by which something is found again when the article has changed."""

from __future__ import annotations

from onrecord.record import Anchor, Span

# Characters before and after the words; DESIGN sets it.
_AROUND = 32
# No text has it: intake replaces it.
_END = "\0"


def anchor(text: str, span: Span) -> Anchor:
    """The words of a span, to be found again by."""
    before = text[max(0, span.start - _AROUND) : span.start]
    return Anchor(before, span.of(text), text[span.end : span.end + _AROUND], span.start)


def stands(one: Anchor, text: str) -> bool:
    """Whether the words stand in the text at the place itself."""
    return text.startswith(one.words, one.start)


def moved(one: Anchor, old: str, new: str) -> Anchor | None:
    """The same words in the article's new text, ``None`` where it does not tell which they are.

    They are those with the same words around them, or those of a paragraph that stands there unchanged; and
    only where there is one such place in the new text and was one in the old. Words that look alike, where
    the old ones are gone, are others.
    """
    if not stands(one, old):
        return None
    found = {_by_surroundings(one, old, new), _by_paragraph(one, old, new)} - {None}
    if len(found) != 1:
        return None
    (start,) = found
    return anchor(new, Span(start, start + len(one.words))) if start is not None else None


def _by_surroundings(one: Anchor, old: str, new: str) -> int | None:
    """Where the words stand with the same characters around them."""
    before = one.before if len(one.before) == _AROUND else _END + one.before
    after = one.after if len(one.after) == _AROUND else one.after + _END
    place = _only_place(before + one.words + after, *(f"{_END}{text}{_END}" for text in (old, new)))
    return place + len(before) - len(_END) if place is not None else None


def _by_paragraph(one: Anchor, old: str, new: str) -> int | None:
    """Where the paragraph stands, from line end to line end, that has the words."""
    start = old.rfind("\n", 0, one.start) + 1
    end = old.find("\n", one.span.end)
    paragraph = old[start : end if end >= 0 else len(old)]
    place = _only_place(f"\n{paragraph}\n", *(f"\n{text}\n" for text in (old, new)))
    return place + one.start - start if place is not None else None


def _only_place(words: str, old: str, new: str) -> int | None:
    """Where the words stand in the new text, if they do once, and did in the old one."""
    place = new.find(words)
    is_only = place >= 0 and all(text.find(words, text.find(words) + 1) < 0 for text in (old, new))
    return place if is_only else None
