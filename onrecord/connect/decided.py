"""People's decisions about voices laid over what a machine says: the person's word holds. All is pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from onrecord.record import VoiceDecision


class Member(NamedTuple):
    """An appearance: its address, its place in order, its name as it is looked up, its article, its voice."""

    id: str
    order: tuple[str, str, str]
    key: str
    article: str
    machine: str


@dataclass(frozen=True, slots=True)
class Decided:
    """The voice of each appearance as people decided; names that they gave and added, by voice.

    ``decisions`` are all of them, each with what became of it.
    """

    voices: Mapping[str, str]
    shown: Mapping[str, str]
    added: Mapping[str, tuple[str, ...]]
    decisions: tuple[VoiceDecision, ...]


def decided(
    members: Iterable[Member],
    decisions: Iterable[VoiceDecision],
    leads: Callable[[str], str | None],
    key: Callable[[str], str],
) -> Decided:
    """The decisions laid over the machine's voices, one after the other; of two on one thing the later holds.

    ``leads`` says to which member an id leads, ``key`` how a name is looked up.
    """
    told = {one.id: one for one in members}
    part = {identity: one.machine for identity, one in told.items()}
    shown, added = dict[str, str](), defaultdict[str, list[str]](list)
    after: list[VoiceDecision] = []
    for one in decisions:
        if one.undone is not None:
            after.append(one)
            continue
        at, other = leads(one.voice), leads(one.other) if one.other is not None else None
        lost = "its voice is not there any more" if at is None or (one.other and other is None) else None
        after.append(replace(one, lost=lost))
        if at is None or lost is not None:
            continue
        mine = {identity for identity, voice in part.items() if voice == part[at]}
        match one.verb:
            case "merge":
                if other is not None:
                    theirs = {identity for identity, voice in part.items() if voice == part[other]}
                    part.update(dict.fromkeys(theirs, part[at]))
            case "split":
                names = {key(name) for name in one.names}
                away = {i for i in mine if told[i].key in names or told[i].article in one.names}
                part.update(dict.fromkeys(away, one.id))
            case "rename":
                shown[at] = one.names[0]
            case "alias":
                names = {key(name) for name in one.names}
                part.update({identity: part[at] for identity, member in told.items() if member.key in names})
                added[at] += one.names
    first = _first(told, part)
    voices = {identity: first[voice] for identity, voice in part.items()}
    names_added: dict[str, list[str]] = defaultdict(list)
    for at, more in added.items():
        names_added[voices[at]] += more
    return Decided(
        voices,
        {voices[at]: name for at, name in shown.items()},
        {voice: tuple(dict.fromkeys(names)) for voice, names in names_added.items()},
        tuple(after),
    )


def _first(told: Mapping[str, Member], part: Mapping[str, str]) -> dict[str, str]:
    """For each voice the id of its first appearance, which is the voice's."""
    found: dict[str, Member] = {}
    for identity, voice in part.items():
        one = told[identity]
        if voice not in found or one.order < found[voice].order:
            found[voice] = one
    return {voice: one.id for voice, one in found.items()}
