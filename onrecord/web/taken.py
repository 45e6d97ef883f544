"""A decision that was just taken, told on the page to which it led, so that it can be taken back at once."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.archive import Archive
from onrecord.errors import NotOnRecord
from onrecord.export.words import verdict_words
from onrecord.record import Decision, Signed, VoiceDecision


@dataclass(frozen=True, slots=True)
class Taken:
    """A decision in words, who took it, and where its matter is to be looked at."""

    id: str
    words: str
    made: Signed
    undone: Signed | None
    lost: str | None
    about: str
    address: str


def told(one: Decision | VoiceDecision) -> Taken:
    """A decision as a page tells it."""
    if isinstance(one, Decision):
        about = " … ".join(anchor.words for anchor in one.target.content)
        address = f"/statements/{one.statement}"
        words = verdict_words(one.verdict)
    else:
        about, address, words = "", f"/voices/{one.voice}", _voice_words(one)
    return Taken(one.id, words, one.made, one.undone, one.lost, about, address)


def taken(archive: Archive, identity: str) -> Taken | None:
    """The decision of an id; ``None`` where there is none."""
    if not identity:
        return None
    try:
        return told(archive.decision(identity))
    except NotOnRecord:
        return None


def _voice_words(one: VoiceDecision) -> str:
    names = ", ".join(f"“{name}”" for name in one.names)
    return {
        "merge": f"{one.voice} and {one.other} are one and the same",
        "split": f"{names} is somebody else than {one.voice}",
        "rename": f"shown as {names}",
        "alias": f"{names} is another name of {one.voice}",
    }[one.verb]
