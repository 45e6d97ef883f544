"""People's decisions replayed over what a machine says of an article: the person's word holds.

All of it is pure. A decision is about words of the article; which statement has them is found anew each time.
"""

from __future__ import annotations

import re
import textwrap
from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import chain, repeat

from onrecord.connect.said import is_passage
from onrecord.record import (
    Anchor,
    Article,
    Attribution,
    Decision,
    Reading,
    Span,
    Speaker,
    Statement,
    Step,
    Target,
    Verdict,
    Words,
)
from onrecord.store import anchor, succession
from onrecord.store.names import key

BY_A_PERSON = "decided by a person"

_WORD = re.compile(r"\w+")
# The share of words (Jaccard) from which a statement is the one that was decided on, as for ids.
_SAME = 0.5

_Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """The statement that a target is: its id by the machine, by which it may come back, and its id now."""

    by_machine: str | None
    now: str | None

    @property
    def address(self) -> str | None:
        """The id that leads there."""
        return self.now if self.now is not None else self.by_machine


@dataclass(frozen=True, slots=True)
class Corrected:
    """A reading as people decided, the decisions with what became of them, and where their targets are."""

    reading: Reading
    decisions: tuple[Decision, ...]
    places: Mapping[Target, Place]

    def target_of(self, statement: str) -> Target | None:
        """What earlier decisions on the statement are about, ``None`` where there are none."""
        return next((target for target, place in self.places.items() if place.now == statement), None)


def corrected(machine: Reading, decisions: Iterable[Decision]) -> Corrected:
    """The machine's reading with the decisions laid over it. Of two on one thing the later one holds."""
    told = tuple(decisions)
    groups: dict[Target, list[Decision]] = {}
    for one in told:
        if one.undone is None:
            groups.setdefault(one.target, []).append(one)
    if not groups:
        return Corrected(machine, told, {})
    bases, lost = _bases(machine, groups)
    by_id = {one.id: one for one in machine.statements}
    taken, now = set(by_id), dict[str, Statement | None]()
    added, places = list[Statement](), dict[Target, Place]()
    for target, group in groups.items():
        verdict = _last_word(one.verdict for one in group)
        if target in lost:
            continue
        base = bases.get(target)
        if base is None and target.kind == "missing" and not verdict.is_statement:
            lost[target] = "it was about a statement that somebody added and took back"
        elif verdict.is_statement is False:
            places[target] = Place(base, None)
            if base is not None:
                now[base] = None
        else:
            old = by_id[base] if base is not None else None
            new = _as_decided(machine, old, target, verdict, taken)
            taken.add(new.id)
            places[target] = Place(base, new.id)
            if base is not None:
                now[base] = new
            else:
                added.append(new)
    statements = _put_together(machine.statements, now, added)
    told = tuple(replace(one, lost=lost.get(one.target)) if one.undone is None else one for one in told)
    return Corrected(replace(machine, statements=statements), told, places)


def target(article: Article, said: Statement) -> Target:
    """What a first decision on a statement is about."""
    parts = (said.content, said.cue, said.source)
    return Target("statement", article.id, *(anchored(article.text, spans) for spans in parts))


def anchored(text: str, spans: _Spans) -> tuple[Anchor, ...]:
    """The spans, to be found again."""
    return tuple(anchor.anchor(text, span) for span in spans)


def moved(one: Decision, old: Article, new: Article) -> Decision:
    """The decision on its words in the article that took the other's place, or what says that it is lost."""
    texts = old.text, new.text
    about, verdict = one.target, one.verdict
    try:
        target = replace(
            about,
            article=new.id,
            content=_moved(about.content, *texts),
            cue=_moved(about.cue, *texts),
            source=_moved(about.source, *texts),
        )
        decided = replace(
            verdict,
            role=_moved(verdict.role, *texts) if verdict.role is not None else None,
            content=_moved(verdict.content, *texts) if verdict.content is not None else None,
            cue=_moved(verdict.cue, *texts) if verdict.cue is not None else None,
            source=_moved(verdict.source, *texts) if verdict.source is not None else None,
        )
    except _NotThere as error:
        return replace(one, lost=f"the article has changed, and has not for certain “{error.words}”")
    return replace(one, target=target, verdict=decided, lost=None)


class _NotThere(LookupError):
    """Words that a new text does not have in one certain place."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = textwrap.shorten(words, 60, placeholder=" …")


def _moved(anchors: tuple[Anchor, ...], old: str, new: str) -> tuple[Anchor, ...]:
    """The words in the new text, in the same order."""
    found: list[Anchor] = []
    for one in anchors:
        there = anchor.moved(one, old, new)
        if there is None or (found and found[-1].span.end > there.start):
            raise _NotThere(one.words)
        found.append(there)
    return tuple(found)


# which statement a decision is about


def _bases(
    machine: Reading, groups: Mapping[Target, list[Decision]]
) -> tuple[dict[Target, str], dict[Target, str]]:
    """For each target the machine's statement that it is, and for those that have no place the reason.

    A statement is one target's alone: that of whose words it has most.
    """
    text, said = machine.article.text, machine.statements
    words = [succession.places(text, one.content) for one in said]
    lost: dict[Target, str] = {}
    claims: list[tuple[tuple[float, int], Target, str]] = []
    for target in groups:
        if not all(anchor.stands(one, text) for one in _anchors(target, groups[target])):
            lost[target] = "its words do not stand there any more"
            continue
        content, beside = _spans(target.content), {*_spans(target.cue), *_spans(target.source)}
        had = succession.places(text, content)
        for one, has in zip(said, words, strict=True):
            share = 1.0 if one.content == content else _share(had, has)
            if share >= (_SAME if target.kind == "statement" else 1.0):
                claims.append(((share, len(beside & {*one.cue, *one.source})), target, one.id))
    found: dict[Target, str] = {}
    claimed: set[str] = set()
    claims.sort(key=lambda claim: claim[0], reverse=True)
    for score, target, statement in claims:
        if target in found or statement in claimed or target in lost:
            continue
        rivals = [one for one in claims if one[0] == score and one[1] == target and one[2] not in claimed]
        if len(rivals) > 1:
            lost[target] = "two statements have its words now, and which one it was about is not certain"
            continue
        found[target] = statement
        claimed.add(statement)
    return found, lost


def _anchors(target: Target, group: list[Decision]) -> Iterator[Anchor]:
    yield from chain(target.content, target.cue, target.source)
    for one in group:
        verdict = one.verdict
        yield from chain(
            *(part or () for part in (verdict.content, verdict.cue, verdict.source, verdict.role))
        )


def _spans(anchors: tuple[Anchor, ...]) -> _Spans:
    return tuple(one.span for one in anchors)


def _share(had: frozenset[object], has: frozenset[object]) -> float:
    both = len(had & has)
    return both / (len(had) + len(has) - both) if both else 0.0


def _last_word(verdicts: Iterable[Verdict]) -> Verdict:
    """What holds of several verdicts: of each thing the last that is said of it."""
    told: dict[str, object] = {}
    for verdict in verdicts:
        for field in fields(verdict):
            if (value := getattr(verdict, field.name)) is not None:
                told[field.name] = value
    return Verdict(**told)  # type: ignore[arg-type]


# a statement as decided


def _as_decided(
    machine: Reading, old: Statement | None, target: Target, verdict: Verdict, taken: Container[str]
) -> Statement:
    """The statement as people decided; what they said nothing of is the machine's."""
    article = machine.article
    had = old if old is not None and target.kind == "statement" else None
    content, cue, source = (
        _spans(decided) if decided is not None else seen
        for decided, seen in (
            (verdict.content, had.content if had is not None else _spans(target.content)),
            (verdict.cue, had.cue if had is not None else _spans(target.cue)),
            (verdict.source, had.source if had is not None else _spans(target.source)),
        )
    )
    if old is not None and (content, cue, source) == (old.content, old.cue, old.source):
        new = old
    else:
        mark = Attribution(content, cue, source, "indirect", "person", 1.0)
        new = _restated(machine, mark, old)
        if old is not None:
            is_same_source = source == old.source
            new = replace(
                new,
                found_by=old.found_by,
                score=old.score,
                parent=old.parent,
                speaker=old.speaker if is_same_source else new.speaker,
            )
        is_moved = old is None or content != old.content
        new = replace(new, id=_free_id(article.id, content, taken) if is_moved or old is None else old.id)
    speaker = _speaker(new.speaker, verdict)
    return replace(new, speaker=speaker, stance=verdict.stance or new.stance)


def _restated(machine: Reading, mark: Attribution, old: Statement | None) -> Statement:
    """The statement that an attribution makes which a person has marked, among those of the network.

    It takes the place of the one that ``old`` was made of; where there is none, it stands in the smallest
    content around it. Its manner is that of the marks around its words.
    """
    from onrecord.analyse.quotations import inside, manner, quotations
    from onrecord.resolve import statements

    text, seen = machine.article.text, machine.analysis.attributions
    words = sorted(chain(*([m.span() for m in _WORD.finditer(text, *_ends(span))] for span in mark.content)))
    mark = replace(mark, manner=manner(inside(words, quotations(text))))
    number = next((place for place, one in enumerate(seen) if old is not None and _made(one, old)), None)
    if number is not None:
        attributions = (*seen[:number], replace(mark, parent=seen[number].parent), *seen[number + 1 :])
    else:
        attributions = _with(mark, seen)
    told = statements(machine.article, replace(machine.analysis, attributions=attributions))
    return next(said for said in told if said.found_by == "person")


def _made(one: Attribution, said: Statement) -> bool:
    return (one.content, one.cue, one.source) == (said.content, said.cue, said.source)


def _with(mark: Attribution, seen: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions with another one in its place among them."""
    number = bisect_right(seen, _order(mark.content), key=lambda one: _order(one.content))
    around = [place for place, one in enumerate(seen) if _is_inside(mark.content, one.content)]
    parent = min(around, key=lambda place: _extent(seen[place].content), default=None)
    return tuple(
        replace(one, parent=one.parent + 1) if one.parent is not None and one.parent >= number else one
        for one in (*seen[:number], replace(mark, parent=parent), *seen[number:])
    )


def _free_id(article: str, content: _Spans, taken: Container[str]) -> str:
    """The id of a statement of these words, the first of its kind that no other has."""
    from onrecord.resolve.identity import statement_ids

    return next(one for one in statement_ids(article, repeat(content)) if one not in taken)


def _speaker(old: Speaker, verdict: Verdict) -> Speaker:
    """Who a person says it is. What the machine knew of another is not said of them."""
    new = old
    if verdict.speakers is not None:
        name = " and ".join(verdict.speakers) or None
        names = verdict.speakers if len(verdict.speakers) > 1 else None
        if name is None or name != old.name:
            is_other = name is None or key(name) != key(old.name or "")
            kept = Speaker(None, None, None, None, None, None, None) if is_other else old
            standing = kept.standing or ("named" if name is not None else None)
            new = replace(kept, name=name, names=names, standing=standing)
        new = replace(new, score=1.0 if name is not None else None, rule=BY_A_PERSON, mention=None)
    if verdict.standing is not None:
        new = replace(new, standing=verdict.standing)
    if verdict.role is not None:
        words = [Words(one.words, one.span) for one in verdict.role]
        new = replace(new, role=words[0] if words else None)
    return new


# all of them


def _put_together(
    said: Sequence[Statement], now: Mapping[str, Statement | None], added: Iterable[Statement]
) -> tuple[Statement, ...]:
    """The statements in order, each in the one that it stands in."""
    now = {**dict(_with_it(said, now)), **now}
    told = [now.get(one.id, one) for one in said]
    found = [one for one in told if one is not None]
    for new in sorted(added, key=lambda one: _order(one.content)):
        at = bisect_right(found, _order(new.content), key=lambda one: _order(one.content))
        found.insert(at, new)
    ids = {old: new.id if new is not None else None for old, new in now.items()}
    before = {one.id: one for one in said}
    recut = {one.id for one in added} | {
        new.id for old, new in now.items() if new is not None and new.content != before[old].content
    }
    nested = _nested(found, ids, recut)
    names = {
        new.id: (before[old].speaker, new.speaker)
        for old, new in now.items()
        if new is not None and new.speaker.name != before[old].speaker.name
    }
    return tuple(_relayed(nested, names)) if names else tuple(nested)


def _with_it(
    said: Sequence[Statement], now: Mapping[str, Statement | None]
) -> Iterator[tuple[str, Statement | None]]:
    """The passages of what people decided on: of the same speaker, and gone where it has other words."""
    by_id = {one.id: one for one in said}
    for one in said:
        if one.parent is None or one.parent not in now or not is_passage(one, by_id.get(one.parent)):
            continue
        whole = now[one.parent]
        heir = replace(one, speaker=whole.speaker) if whole is not None else one
        yield one.id, heir if is_passage(heir, whole) else None


def _nested(
    said: Sequence[Statement], ids: Mapping[str, str | None], recut: Container[str]
) -> Iterator[Statement]:
    """Each statement in the one that it stands in now; where that is none any more it stands by itself."""
    by_id = {one.id: one for one in said}
    for one in said:
        parent = by_id.get(ids.get(one.parent, one.parent) or "") if one.parent is not None else None
        if parent is not None and (one.id in recut or parent.id in recut):
            parent = parent if _lies_in(one.content, parent.content) else None
        if parent is None and one.id in recut:
            around = [each for each in said if _is_inside(one.content, each.content)]
            parent = min(around, key=lambda each: _extent(each.content), default=None)
        identity = parent.id if parent is not None else None
        yield one if identity == one.parent else replace(one, parent=identity)


def _relayed(said: Iterable[Statement], names: Mapping[str, tuple[Speaker, Speaker]]) -> Iterator[Statement]:
    """The statements; those that came through somebody whom a person has named otherwise by that name."""
    told = list(said)
    parents = {one.id: one.parent for one in told}
    for one in told:
        via, seen, outer = one.via, {one.id}, one.parent
        while via and outer is not None and outer not in seen:
            if outer in names:
                via = tuple(_renamed(step, *names[outer]) for step in via)
            seen.add(outer)
            outer = parents.get(outer)
        yield one if via == one.via else replace(one, via=via)


def _renamed(step: Step, old: Speaker, new: Speaker) -> Step:
    if step.relation != "relay" or step.name is None or step.name != old.name:
        return step
    return replace(step, name=new.name, standing=new.standing, rule=BY_A_PERSON)


def _is_inside(content: _Spans, other: _Spans) -> bool:
    """Whether a content lies in another, which has more than it."""
    return _lies_in(content, other) and _extent(content) < _extent(other)


def _lies_in(content: _Spans, other: _Spans) -> bool:
    return all(any(span.start <= one.start and one.end <= span.end for span in other) for one in content)


def _extent(content: _Spans) -> int:
    return sum(span.end - span.start for span in content)


def _order(content: _Spans) -> tuple[int, int]:
    """What comes first in the text; an outer one before those inside it."""
    return (content[0].start, -_extent(content)) if content else (0, 0)


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end
