"""A reading as a person reads it: the article, then each statement with its speaker, its words, its place."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Callable, Iterator

import click

from onrecord.cli.plain import plain
from onrecord.export.words import step_words, verdict_words, voice_verdict_words
from onrecord.record import (
    Article,
    Decision,
    Dropped,
    Entry,
    Link,
    Reading,
    RoleHeld,
    Speaker,
    Statement,
    Voice,
    VoiceDecision,
    When,
)

# Of a title or of first words; the whole text is in the capture.
_LONGEST_TITLE = 100
_WIDEST = 100
_MARGIN = "    "
_MOST_TOLD = 8  # names or roles of a voice


def lines(found: Reading | Dropped) -> Iterator[str]:
    """The lines to print, without line ends."""
    if isinstance(found, Dropped):
        yield from _dropped(found)
        return
    yield from _head(found)
    for statement in found.statements:
        yield from _statement(found, statement)
        yield from link_lines(found, statement.id)
    for dropped in found.dropped:
        yield from _dropped(dropped)
    yield ""


_DOES = {
    "denies": "denies",
    "confirms": "confirms",
    "no_comment": "no comment on",
    "repeats": "repeats",
    "disagrees": "disagrees with",
    "updates": "updates",
}


def does(link: Link) -> str:
    """What the statement in which a link starts does to the other."""
    return link.hedge + _DOES[link.relation]


def link_lines(reading: Reading, statement: str) -> Iterator[str]:
    """What a statement does to others of its article: a line each."""
    by_id = {one.id: one for one in reading.statements}
    for link in reading.links:
        if link.start != statement:
            continue
        if link.end is None:
            yield _MARGIN + click.style(f"{does(link)} what nobody is on record saying", dim=True)
            continue
        is_of_figures = link.relation in ("disagrees", "updates")
        words = textwrap.shorten(plain(reading.quote(by_id[link.end].content)), 60, placeholder=" …")
        who = plain(by_id[link.end].speaker.name or "(unknown)")
        why = f" ({plain(link.reason)})" if is_of_figures else ""
        yield _MARGIN + click.style(f"{does(link)} {who}: {words}{why}", dim=True)


def entry_lines(entry: Entry) -> Iterator[str]:
    """A statement of an archive, with where it comes from and the id that `onrecord show` takes."""
    yield from _statement(entry, entry.statement)
    article = entry.article
    told = [article.outlet, _published(article) or "no date", _title(article), entry.statement.id]
    yield _MARGIN + click.style(" · ".join(plain(part) for part in told if part), dim=True)
    yield ""


def decision_lines(decision: Decision) -> Iterator[str]:
    """What a person decided, about which words, and what has become of it."""
    made, undone = decision.made, decision.undone
    yield f"{decision.id}  {made.at[:10]}  {plain(made.by)}: {plain(verdict_words(decision.verdict))}"
    words = " … ".join(one.words for one in decision.target.content)
    yield _MARGIN + textwrap.shorten(plain(words), _LONGEST_TITLE, placeholder=" …")
    told = f"{decision.statement} in {decision.target.article}"
    if undone is not None:
        told += f"; taken back by {undone.by} on {undone.at[:10]}"
    elif decision.lost is not None:
        told += f"; has lost its place: {decision.lost}"
    yield _MARGIN + click.style(plain(told), dim=True)
    yield ""


def voice_lines(voice: Voice) -> Iterator[str]:
    """A voice: its name and id, the names and the roles that articles use, and from when to when."""
    counts = [_count(voice.statements), f"{voice.articles} articles" if voice.articles != 1 else "1 article"]
    yield click.style(plain(voice.name), bold=True)
    yield _MARGIN + click.style(" · ".join([voice.id, voice.kind or "kind not known", *counts]), dim=True)
    if names := [one for one in voice.names if one.name != voice.name or len(voice.names) > 1]:
        told = ", ".join(f"{plain(one.name)} ({one.statements:,})" for one in names[:_MOST_TOLD])
        yield from _wrapped(f"named {told}{_more(len(names))}")
    if voice.roles:
        told = "; ".join(f"{plain(one.role)}{_between(one)}" for one in voice.roles[:_MOST_TOLD])
        yield from _wrapped(f"as {told}{_more(len(voice.roles))}")
    if voice.listed:
        yield from _wrapped(f"listed as {', '.join(map(plain, voice.listed))}")
    yield ""


def voice_decision_lines(decision: VoiceDecision, called: Callable[[str], str | None]) -> Iterator[str]:
    """What a person decided about voices, and what has become of it; ``called`` gives the name at an id."""

    def both(identity: str) -> str:
        name = called(identity)
        return f"{name} ({identity})" if name is not None else identity

    made, undone = decision.made, decision.undone
    told = voice_verdict_words(decision, both)
    yield f"{decision.id}  {made.at[:10]}  {plain(made.by)}: {plain(told)}"
    if undone is not None:
        yield _MARGIN + click.style(plain(f"taken back by {undone.by} on {undone.at[:10]}"), dim=True)
    elif decision.lost is not None:
        yield _MARGIN + click.style(plain(f"has lost its place: {decision.lost}"), dim=True)
    yield ""


def _between(role: RoleHeld) -> str:
    if role.first is None or role.last is None:
        return ""
    return f" ({role.first})" if role.first == role.last else f" ({role.first} to {role.last})"


def _more(there: int) -> str:
    return f" and {there - _MOST_TOLD} more" if there > _MOST_TOLD else ""


def _wrapped(told: str) -> Iterator[str]:
    width = max(40, min(_WIDEST, shutil.get_terminal_size().columns)) - len(_MARGIN)
    for line in textwrap.wrap(told, width, break_on_hyphens=False):
        yield _MARGIN + line


def _head(reading: Reading) -> Iterator[str]:
    article = reading.article
    yield click.style(_title(article), bold=True)
    told = [
        article.outlet,
        _published(article),
        f"by {article.author.removeprefix('By ')}" if article.author else None,
        "only a teaser" if article.teaser_only else None,
        f"{article.origin.capture.source}{', ' if article.origin.locator else ''}{article.origin.locator}",
        _count(len(reading.statements)),
    ]
    yield click.style(" · ".join(plain(part) for part in told if part), dim=True)


def _title(article: Article) -> str:
    span = article.title or article.standfirst
    words = plain((span.of(article.text) if span is not None else article.text[:400]).strip())
    return textwrap.shorten(words, _LONGEST_TITLE, placeholder=" …")


def _published(article: Article) -> str | None:
    return article.published.value[:10] if article.published is not None else None


def _count(statements: int) -> str:
    return {0: "nobody is quoted", 1: "1 statement"}.get(statements, f"{statements} statements")


def _statement(reading: Reading | Entry, statement: Statement) -> Iterator[str]:
    who = click.style(_speaker(statement.speaker, plain(reading.quote(statement.source))), fg="cyan")
    yield f"  {who} {plain(reading.quote(statement.cue))}".rstrip()
    width = max(40, min(_WIDEST, shutil.get_terminal_size().columns)) - len(_MARGIN)
    for line in textwrap.wrap(plain(reading.quote(statement.content)), width, break_on_hyphens=False):
        yield _MARGIN + line
    yield _MARGIN + click.style(", ".join(_notes(statement)), dim=True)


def _speaker(speaker: Speaker, source: str) -> str:
    if speaker.name is None:
        return f"(unknown: “{source}”)" if source else "(unknown)"
    told = [speaker.meant, speaker.role.text if speaker.role is not None else None]
    beside = ", ".join(plain(words) for words in told if words)
    return plain(speaker.name) + (f" ({beside})" if beside else "")


def _notes(statement: Statement) -> Iterator[str]:
    yield statement.manner
    if statement.act == "thought":
        yield "thought"
    if statement.via:
        yield ", ".join(plain(step_words(statement, step)) for step in statement.via)
    if statement.stance != "neutral":
        yield statement.stance
    if statement.parent is not None:
        yield "inside another's words"
    if statement.addressee is not None and statement.addressee not in (s.name for s in statement.via):
        yield f"to {plain(statement.addressee)}"
    if statement.medium is not None:
        yield f"“{plain(statement.medium.text)}”"
    if statement.when is not None:
        yield f"{plain(statement.when.text)} ({_days(statement.when)})"
    if statement.found_by == "marks":
        yield "found by its quotation marks"
    if statement.found_by == "person":
        yield "added by a person"
    yield "characters " + " and ".join(f"{span.start}–{span.end}" for span in statement.content)


def _days(when: When) -> str:
    return f"{when.first}" if when.first == when.last else f"{when.first} to {when.last}"


def _dropped(dropped: Dropped) -> Iterator[str]:
    begins = textwrap.shorten(plain(dropped.begins), 60, placeholder=" …")
    yield click.style(f"  left out ({dropped.reason}): {begins}", dim=True)
