"""Which statements of one article answer others: deny, confirm or repeat them, or are silent on them.

What a statement does is told by its cue, else by its words ("that is not true"). Whom it answers is told by
what both speak about, else by words that stand for a claim ("the allegations", "it"). A denial of what nobody
is on record saying denies the claim inside it, or leads nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.connect.answering import HEAD, Answer, answer
from onrecord.connect.topics import answers, topics, words_of
from onrecord.record import Article, Link, Statement

# Of what the two speak about, the share of the one that says less, and the words that must be shared.
_SAME, _FEWEST = 0.34, 2
# A denial in words alone ("did not", against "did") and a repeat must be of the very same.
_CLOSE, _MANY = 0.5, 3
_CLOSER = 0.66
# Characters between "the allegations" and what they are.
_FAR, _NEAR = 2_000, 700
# What a content speaks about where "it" or "the claims" says all.
_BARE = 3
# A claim stands in an article more than once; so many of its statements are answered at most.
_MOST = 3
# An article of a parliament's day has thousands of statements: each is compared with so many on either side.
_AROUND = 150


@dataclass(frozen=True, slots=True)
class _Said:
    """A statement with its words."""

    statement: Statement
    cue: list[str]
    words: list[str]
    topics: frozenset[str]
    answer: Answer | None
    by_words: tuple[str, ...]

    @property
    def start(self) -> int:
        return self.statement.content[0].start

    @property
    def is_negated(self) -> bool:
        return not answers().negations.isdisjoint(self.words)


def links(article: Article, statements: Sequence[Statement]) -> tuple[Link, ...]:
    """The links between the statements of an article, in order of the first."""
    said = [_said(article.text, one) for one in statements if one.content]
    found: dict[tuple[str, str | None], Link] = {}
    for number, one in enumerate(said):
        around = said[max(0, number - _AROUND) : number] + said[number + 1 : number + 1 + _AROUND]
        for link in [*_answers(one, around), *_repeats(one, said[max(0, number - _AROUND) : number])]:
            found.setdefault((link.start, link.end), link)
    return tuple(found.values())


def _said(text: str, statement: Statement) -> _Said:
    cue = words_of(" ".join(span.of(text) for span in statement.cue))
    words = words_of(" ".join(span.of(text) for span in statement.content))
    does, phrase = answer(statement, cue, words)
    return _Said(statement, cue, words, topics([*words, *_himself(statement, words)]), does, phrase)


def _himself(statement: Statement, words: Sequence[str]) -> list[str]:
    """The speaker's last name, where a pronoun may mean him."""
    names = words_of(statement.speaker.name or "") if statement.speaker.standing == "named" else []
    return names[-1:] if not answers().own.isdisjoint(words) else []


def _answers(one: _Said, others: Sequence[_Said]) -> Iterator[Link]:
    if one.answer is None:
        yield from (_link("denies", one, other, 0.6) for other in _opposed(one, others))
        return
    found = _targets(one, others)
    yield from (_link(one.answer, one, other, 0.7 + 0.3 * _likeness(one, other)) for other in found)
    if not found and (one.answer == "no_comment" or one.statement.stance == "denial"):
        yield _link(one.answer, one, None, 0.5)


def _targets(one: _Said, others: Sequence[_Said]) -> list[_Said]:
    """The statements that one answers: inside it, of others who speak of the same, or meant by a word."""
    inside = [other for other in others if other.statement.parent == one.statement.id]
    if inside and one.answer == "denies":
        return inside[:1]
    claims = [other for other in others if _may_be_answered(one, other)]
    alike = [other for other in claims if _shared(one, other) >= _FEWEST and _likeness(one, other) >= _SAME]
    if alike:
        alike.sort(key=lambda other: (-_likeness(one, other), abs(one.start - other.start)))
        return alike[:_MOST]
    return _meant(one, claims)


def _meant(one: _Said, claims: Sequence[_Said]) -> list[_Said]:
    """The claim before it that "the allegations", "it" or "any such thing" stands for.

    An accusation or a claim if there is one, else what was said just before; nothing where it has words of
    its own that nobody has said.
    """
    known = answers()
    head = set(one.words[: HEAD + 3])
    is_bare = len(one.topics) <= _BARE
    is_named = not head.isdisjoint(known.claims) or (is_bare and not head.isdisjoint(known.pronouns))
    may_be = is_bare and (bool(one.by_words) or not head.isdisjoint(known.definite))
    if not (is_named or may_be or one.answer == "no_comment"):
        return []
    before = [other for other in claims if 0 < one.start - other.start <= _FAR]
    claimed = [other for other in before if other.statement.stance in ("accusation", "doubt")]
    near = [other for other in before if is_named and one.start - other.start <= _NEAR]
    return (claimed or near)[-1:]


def _opposed(one: _Said, others: Sequence[_Said]) -> list[_Said]:
    """Of those who speak of the very same the ones that say it, where one says that it is not so."""
    if not one.is_negated or one.statement.act != "said" or not answers().negations.isdisjoint(one.cue):
        return []
    return [
        other
        for other in others
        if _may_be_answered(one, other)
        and not other.is_negated
        and _shared(one, other) >= _MANY
        and _likeness(one, other) >= _CLOSER
    ][:_MOST]


def _may_be_answered(one: _Said, other: _Said) -> bool:
    """Whether the other is another's claim: nobody denies himself, nor what others deny too."""
    ours, theirs = one.statement, other.statement
    if other.answer in ("denies", "no_comment") or ours.id == theirs.parent or theirs.id == ours.parent:
        return False
    return ours.speaker.name is None or _voice(ours) != _voice(theirs)


def _repeats(one: _Said, before: Sequence[_Said]) -> list[Link]:
    """The statements before it in which the same speaker says the same."""
    if one.statement.speaker.name is None or one.answer == "no_comment":
        return []
    found = [
        other
        for other in before
        if _voice(one.statement) == _voice(other.statement)
        and (one.statement.stance == "denial") == (other.statement.stance == "denial")
        and _is_close(one, other)
    ]
    return [_link("repeats", one, other, _likeness(one, other)) for other in found[-_MOST:]]


def _voice(statement: Statement) -> str | None:
    speaker = statement.speaker
    return speaker.speaking_for or speaker.name


def _shared(one: _Said, other: _Said) -> int:
    return len(one.topics & other.topics)


def _likeness(one: _Said, other: _Said) -> float:
    """The share of what the one that says less speaks about that the other speaks about, 0 to 1."""
    return _shared(one, other) / max(1, min(len(one.topics), len(other.topics)))


def _is_close(one: _Said, other: _Said) -> bool:
    likeness, shared = _likeness(one, other), _shared(one, other)
    return (shared >= _MANY and likeness >= _CLOSE) or (shared >= _FEWEST and likeness >= _CLOSER)


def _link(
    relation: Literal["denies", "confirms", "no_comment", "repeats"],
    one: _Said,
    other: _Said | None,
    score: float,
) -> Link:
    told = []
    if relation != "repeats" and one.cue:
        told.append(f"“{' '.join(one.cue)}”")
    if one.by_words:
        told.append(f"“{' '.join(one.by_words)}”")
    if other is None:
        told.append("nobody is on record saying it")
    elif same := sorted(one.topics & other.topics):
        told.append("both speak of " + ", ".join(_whole(one, stem) for stem in same[:4]))
    elif other.statement.parent == one.statement.id:
        told.append("said of what stands inside it")
    else:
        told.append("said of the claim before it")
    return Link(
        relation,
        one.statement.id,
        other.statement.id if other is not None else None,
        min(score, 1.0),
        "; ".join(told),
    )


def _whole(one: _Said, stem: str) -> str:
    return next((word for word in one.words if word.startswith(stem)), stem)
