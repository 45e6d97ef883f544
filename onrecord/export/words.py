"""What stands in several places that people read, in the same words."""

from __future__ import annotations

from onrecord.record import Anchor, Figure, Verdict


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
