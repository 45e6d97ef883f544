"""A decision that was just taken, told on the page to which it led, so that it can be taken back at once."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.archive import Archive
from onrecord.errors import NotOnRecord
from onrecord.export.words import verdict_words, voice_verdict_words
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


def told(archive: Archive, one: Decision | VoiceDecision) -> Taken:
    """A decision as a page tells it."""
    if isinstance(one, Decision):
        about = " … ".join(anchor.words for anchor in one.target.content)
        address = f"/statements/{one.statement}"
        words = verdict_words(one.verdict)
    else:
        about, address = "", f"/voices/{one.voice}"
        words = voice_verdict_words(one, lambda identity: archive.called(identity) or identity)
    return Taken(one.id, words, one.made, one.undone, one.lost, about, address)


def taken(archive: Archive, identity: str) -> Taken | None:
    """The decision of an id; ``None`` where there is none."""
    if not identity:
        return None
    try:
        return told(archive, archive.decision(identity))
    except NotOnRecord:
        return None
