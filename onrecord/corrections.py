"""What people correct in an archive. Each function is called inside a transaction."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import count, pairwise

import msgspec

from onrecord import replay, voices
from onrecord.errors import NotOnRecord, SeveralPlaces, UsageError
from onrecord.record import (
    Anchor,
    Article,
    Correction,
    Decided,
    Decision,
    Entry,
    MadeBy,
    Reading,
    Signed,
    Span,
    Target,
    Verdict,
)
from onrecord.replay import Corrected, Place
from onrecord.store import decisions, read, succession, write
from onrecord.store.names import askable

_LONGEST_NAME = 300
_MOST_NAMES = 20
# Longer words are told by their positions.
_LONGEST_WORDS = 20_000
_MOST_PIECES = 100
_DIGITS = 16

_POSITIONS = re.compile(r"(\d{1,9})\s*[-–]\s*(\d{1,9})")
_OR_POSITIONS = "Positions will do too, as `onrecord show` prints them: 212-259."
_COPY = f"Copy them from the article. {_OR_POSITIONS}"
# Typed straight, printed curled.
_MARKS = {
    **dict.fromkeys('"“”„«»', '["“”„«»]'),
    **dict.fromkeys("'’‘", "['’‘]"),
}


@dataclass(frozen=True, slots=True)
class Kept:
    """An article of an archive as its machine has it, what made that, and as people decided."""

    machine: Reading
    made_by: MadeBy
    corrected: Corrected


def kept(connection: sqlite3.Connection, article: str) -> Kept:
    """An article that is there."""
    reading, made_by = read.reading(connection, article)
    machine = decisions.undecided(connection, reading)
    return Kept(machine, made_by, replay.corrected(machine, decisions.of(connection, article)))


def added(connection: sqlite3.Connection, new: Reading, made_by: MadeBy, place: write.Place) -> Reading:
    """Keep a new article; decisions on it from when it was here before find their places again."""
    write.reading(connection, new, made_by, place)
    if not decisions.of(connection, new.article.id):
        voices.added(connection, new)
        return new
    return rewritten(connection, Kept(new, made_by, replay.corrected(new, ())))


def rewritten(connection: sqlite3.Connection, now: Kept, before: Corrected | None = None) -> Reading:
    """Keep what a machine says now of an article that is there, with the decisions on it laid over that.

    ``before`` is the article as people decided until now, where that is not what ``now`` holds.
    """
    article = now.machine.article.id
    before = before or now.corrected
    after = replay.corrected(now.machine, decisions.of(connection, article))
    known = {
        place.address: _address(after.places.get(target), place)
        for target, place in before.places.items()
        if place.address is not None
    }
    write.reading_again(connection, after.reading, now.made_by, known)
    voices.added(connection, after.reading)
    decisions.changed(connection, after.decisions)
    if any(one.undone is None for one in after.decisions):
        decisions.kept_undecided(connection, now.machine)
    else:
        decisions.none_stands(connection, article)
    return after.reading


def _address(place: Place | None, before: Place) -> str | None:
    """Where an id leads now; ``None`` where it may come back by itself."""
    address = place.address if place is not None else before.by_machine
    return address if address != before.address else None


def moved_on(connection: sqlite3.Connection, old: Article, new: str | None) -> dict[str, str]:
    """Take the decisions on an article to the one that takes its place; those that find none say so.

    Gives back where the ids of statements lead that somebody decided on.
    """
    told = decisions.of(connection, old.id)
    if not told:
        return {}
    if new is None:
        gone = "its article is not there any more, and none took its place"
        decisions.changed(connection, [replace(one, lost=gone) for one in told])
        return {}
    before, there = kept(connection, old.id).corrected, kept(connection, new)
    moved = [replay.moved(one, old, there.machine.article) for one in told]
    decisions.changed(connection, moved)
    rewritten(connection, there)
    after = kept(connection, new).corrected
    ids = (
        (before.places.get(was.target), after.places.get(now.target))
        for was, now in zip(told, moved, strict=True)
    )
    return {
        was.address: now.address
        for was, now in ids
        if was is not None and now is not None and was.address is not None and now.address is not None
    }


# what a person says


def correct(
    connection: sqlite3.Connection, article: str, statement: str, correction: Correction, made: Signed
) -> Decided:
    """Decide something about a statement that is there. Raises UsageError."""
    there = kept(connection, article)
    before = there.corrected
    said = next(one for one in before.reading.statements if one.id == statement)
    target = before.target_of(statement) or replay.target(there.machine.article, said)
    verdict = _verdict(there.machine.article.text, correction, said.content)
    if verdict == Verdict():
        raise UsageError("nothing is corrected", "Say what is, such as `--speaker NAME`.")
    places = {**before.places, target: before.places.get(target) or Place(statement, statement)}
    return _decide(
        connection,
        replace(there, corrected=replace(before, places=places)),
        Decision("", target, statement, verdict, made),
    )


def add_missing(
    connection: sqlite3.Connection, article: str, correction: Correction, made: Signed
) -> Decided:
    """Decide that words of an article are a statement that was passed over. Raises UsageError."""
    there = kept(connection, article)
    text = there.machine.article.text
    content = _pieces(text, correction.content or (), ())
    if not content:
        raise UsageError("the missing words are not given", "Say which: `--missing WORDS`.")
    words = succession.places(text, content)
    for one in there.corrected.reading.statements:
        if one.content == content or (words and words == succession.places(text, one.content)):
            raise UsageError("these words are a statement already", f"Correct that one: {one.id}")
    verdict = _verdict(text, replace(correction, content=None, is_statement=None), content)
    target = Target(
        "missing",
        article,
        replay.anchored(text, content),
        verdict.cue or (),
        verdict.source or (),
    )
    verdict = replace(verdict, is_statement=True, cue=None, source=None)
    return _decide(connection, there, Decision("", target, "", verdict, made))


def undo(connection: sqlite3.Connection, identity: str, undone: Signed) -> Decision:
    """Take a decision back; what was so without it is so again. Raises NotOnRecord, UsageError."""
    identity = askable(identity)
    found = decisions.beginning(connection, identity) if len(identity) > 2 else []
    if not found:
        raise NotOnRecord(f"{identity}: no decision", "`onrecord decisions` lists them.")
    if len(found) > 1 and found[0].id != identity:
        raise NotOnRecord(f"{identity}: more than one begins so", "Give more of the id.")
    one = found[0]
    if one.undone is not None:
        raise UsageError(
            f"{one.id}: taken back already by {one.undone.by} on {one.undone.at[:10]}",
            "`onrecord correct` decides anew.",
        )
    article = one.target.article
    there = kept(connection, article) if read.has_article(connection, article) else None
    now = replace(one, undone=undone, lost=None)
    decisions.changed(connection, [now])
    if there is not None:
        rewritten(connection, there)
    return now


def _decide(connection: sqlite3.Connection, there: Kept, one: Decision) -> Decided:
    """Keep a decision. Raises UsageError where its own words do not tell what it is about."""
    told = [*there.corrected.decisions, one]
    after = replay.corrected(there.machine, told)
    lost = after.decisions[-1].lost
    if lost is not None:
        raise UsageError(f"this cannot be decided: {lost}", "Correct the other statement first.")
    place = after.places[one.target]
    one = replace(one, statement=one.statement or place.now or "")
    one = replace(one, id=_id(connection, one))
    decisions.added(connection, one)
    reading = rewritten(connection, there)
    said = next((said for said in reading.statements if said.id == place.now), None)
    return Decided(one, Entry(reading.article, said) if said is not None else None)


def _id(connection: sqlite3.Connection, one: Decision) -> str:
    """A digest of what was decided and by whom, the first that no other has."""
    noun = msgspec.json.encode(replace(one, made=Signed(one.made.by, "")))
    names = (f"d-{hashlib.sha256(noun + str(number).encode()).hexdigest()[:_DIGITS]}" for number in count())
    return next(name for name in names if not decisions.has(connection, name))


# words of the article


def _verdict(text: str, correction: Correction, content: tuple[Span, ...]) -> Verdict:
    """What a person says, its words found in the article. Raises UsageError."""
    told = correction
    names = tuple(map(_name, told.speakers)) if told.speakers is not None else None
    if names is not None and len(names) > _MOST_NAMES:
        raise UsageError(
            f"{len(names)} speakers are too many", f"Give {_MOST_NAMES} at most, or a description."
        )
    recut = _pieces(text, told.content, content) if told.content is not None else content
    if not recut:
        raise UsageError("a statement has words", "Say that it is none with `--not-a-statement`.")
    return Verdict(
        is_statement=told.is_statement,
        speakers=tuple(dict.fromkeys(name for name in names if name)) if names is not None else None,
        standing=told.standing,
        role=_beside(text, (told.role,), recut) if told.role is not None else None,
        stance=told.stance,
        content=replay.anchored(text, recut) if told.content is not None else None,
        cue=_beside(text, told.cue, recut) if told.cue is not None else None,
        source=_beside(text, told.source, recut) if told.source is not None else None,
    )


def _name(name: str) -> str:
    name = " ".join(askable(name).split())
    if len(name) > _LONGEST_NAME:
        raise UsageError(f"“{name[:60]} …” is too long a name", f"Give {_LONGEST_NAME} characters at most.")
    return name


def signer(name: str) -> str:
    """The name of somebody who decides. Raises UsageError."""
    name = _name(name)
    if not name:
        raise UsageError("who decides is not known", "Say who you are with `--by NAME`.")
    return name


def _pieces(text: str, words: tuple[str, ...], near: tuple[Span, ...]) -> tuple[Span, ...]:
    """Where the words stand, in order. What stands more than once is meant where it touches ``near``."""

    def only(said: str, places: list[Span]) -> Span:
        touching = [
            one for one in places if any(one.start < span.end and span.start < one.end for span in near)
        ]
        found = touching if len(touching) == 1 else places
        if len(found) > 1:
            raise SeveralPlaces(
                f"{_quoted(said)} stands {len(found)} times in the article",
                f"Add more of them. {_OR_POSITIONS}",
                said,
                tuple((one.start, one.end) for one in found),
            )
        return found[0]

    return _found(text, words, only)


def _beside(text: str, words: tuple[str, ...], content: tuple[Span, ...]) -> tuple[Anchor, ...]:
    """Where the words stand nearest to a content."""

    def nearest(said: str, places: list[Span]) -> Span:
        def away(one: Span) -> int:
            return min(max(span.start - one.end, one.start - span.end, 0) for span in content)

        closest = min(map(away, places))
        found = [one for one in places if away(one) == closest]
        if len(found) > 1:
            raise SeveralPlaces(
                f"{_quoted(said)} stands {len(places)} times in the article, two of them as near",
                _OR_POSITIONS,
                said,
                tuple((one.start, one.end) for one in found),
            )
        return found[0]

    given = tuple(said for said in words if said.strip())  # an empty one says that there is none
    return replay.anchored(text, _found(text, given, nearest))


def _found(text: str, words: tuple[str, ...], choose: Callable[[str, list[Span]], Span]) -> tuple[Span, ...]:
    if len(words) > _MOST_PIECES:
        raise UsageError(f"{len(words)} pieces are too many", f"Give {_MOST_PIECES} at most.")
    found = sorted(_at(text, said) or choose(said, _places(text, said)) for said in words)
    for one, following in pairwise(found):
        if one.end > following.start:
            raise UsageError(
                f"{_quoted(one.of(text))} and {_quoted(following.of(text))} overlap", "Give them in one."
            )
    return tuple(found)


def _at(text: str, said: str) -> Span | None:
    """The words at positions, where those are given instead of words."""
    match = _POSITIONS.fullmatch(said.strip())
    if match is None:
        return None
    start, end = int(match[1]), int(match[2])
    if not start < end <= len(text) or not text[start:end].strip():
        raise UsageError(
            f"{said.strip()} is nowhere in the article", f"It has {len(text)} characters. {_COPY}"
        )
    return Span(start, end)


def _places(text: str, said: str) -> list[Span]:
    """Everywhere the words stand, whatever the white space in them and however marks are curled."""
    if len(said) > _LONGEST_WORDS:
        raise UsageError(f"{_quoted(said)} is too long to look for", _OR_POSITIONS)
    words = askable(said).split()
    if not words:
        raise UsageError("there are no words to look for", _COPY)
    letters = ("".join(_MARKS.get(letter, re.escape(letter)) for letter in word) for word in words)
    pattern = r"\s+".join(letters)
    whole = rf"(?<!\w){pattern}(?!\w)" if words[0][0].isalnum() else rf"{pattern}(?!\w)"
    if not words[-1][-1].isalnum():
        whole = whole.removesuffix(r"(?!\w)")
    # In scripts that put no space between words none stands apart.
    for one in (whole, pattern):
        if found := [Span(*match.span()) for match in re.finditer(one, text)]:
            return found
    raise UsageError(f"{_quoted(said)} is not in the article", _COPY)


def _quoted(words: str) -> str:
    words = " ".join(words.split())
    return f"“{words if len(words) <= 60 else words[:60] + ' …'}”"
