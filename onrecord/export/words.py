"""What stands in several places that people read, in the same words."""

from __future__ import annotations

from collections.abc import Callable

from onrecord.record import Anchor, Figure, Statement, Step, Verdict, VoiceDecision


def figure_words(figure: Figure) -> str:
    """A figure as it was read: "about 57 % of Ukrainians"."""
    parts = (
        "about" if figure.approx else "",
        f"{figure.value:.12g}",
        f"to {figure.to:.12g}" if figure.to is not None else "",
        figure.unit or "",
        f"of {figure.of}" if figure.of else "",
    )
    return " ".join(part for part in parts if part)


def step_words(one: Statement, step: Step) -> str:
    """A step on a statement's way to the page: "via two officials", "to Anna Weber", "at The Courier"."""
    name = step.name or "somebody without a name"
    if step.relation == "relay":
        return f"via {name}"
    return f"to {name}" if name == one.addressee else f"at {name}"


def verdict_words(verdict: Verdict) -> str:
    """What a person decided."""
    if verdict.is_statement is False:
        return "no statement"
    told = ["a statement that was missing"] if verdict.is_statement else []
    if verdict.speakers is not None:
        told.append(
            f"speaker “{' and '.join(verdict.speakers)}”" if verdict.speakers else "speaker not known"
        )
    told += [f"{name} {value}" for name in ("standing", "stance") if (value := getattr(verdict, name))]
    for name in ("role", "content", "cue", "source"):
        anchors: tuple[Anchor, ...] | None = getattr(verdict, name)
        if anchors is not None:
            words = " … ".join(one.words for one in anchors)
            told.append(f"{name} “{words}”" if words else f"no {name}")
    return ", ".join(told)


def voice_verdict_words(one: VoiceDecision, called: Callable[[str], str]) -> str:
    """What a person decided about voices; ``called`` says how the voice of an id is told of."""
    names = ", ".join(f"“{name}”" for name in one.names)
    voice, other = called(one.voice), called(one.other or "")
    return {
        "merge": f"{voice} and {other} are one voice",
        "split": f"{names} of {voice} is another voice",
        "rename": f"{voice} is shown as {names}",
        "alias": f"{names} is {voice}",
    }[one.verb]
