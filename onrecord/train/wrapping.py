"""Statements put inside statements: PolNeAR marks none, so they are made.

A sentence is given a frame in which somebody reports it. Frames are those that the training documents
themselves have ("Z told reporters that …", "…, according to Z"), and a few written ones for forms that they
hardly have: who cites, who quotes, who rejects what another claimed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from onrecord.analyse.tags import Role
from onrecord.resolve.cues import cue_sense
from onrecord.resolve.lexicon import lexicon
from onrecord.train.marked import Edit, Marked, Place, Statement, edited, extent

_OUTLETS = (
    "Reuters", "AFP", "Bloomberg", "the Financial Times", "the BBC", "Al Jazeera", "Le Monde",
    "the newspaper", "the paper", "state media", "local media", "the news agency", "the broadcaster",
    "the state news agency TASS", "Xinhua", "Kyodo", "The Guardian", "El País", "the daily", "the website",
    "Haaretz", "Der Spiegel",
)  # fmt: skip
# A frame: the sentence stands for |, and {S:…} is its source, {C:…} its cue; {s:…} and {c:…} are those of a
# statement with the sentence as its content. What the frame's own content has beside the sentence is in [].
_PART = re.compile(r"\{([SCsc])(?::([^{}]*))?\}|([|\[\]])|([^{}|\[\]]+)")
_RELAYED = (
    "{S} {C:reported} that |", "{S} {C:reports} that |", "{S} {C:has reported} that |", "{S} {C:said} that |",
    "|, {S} {C:reported}", "|, {S} {C:reports}", "|, {C:according to} {S}", "{C:According to} {S}, |",
    "{S} {C:told} lawmakers on Monday that |", "{S} {C:recalled} that |", "{S} {C:testified} that |",
    "[“|,”] {S} {C:said}", "[“|,”] {C:said} {S}", "{S} {C:wrote} that [“|”]",
)  # fmt: skip
_CITED = (
    "{S}, {c:citing} {s}, {C:reported} that |", "{S} {C:reported}, {c:citing} {s}, that |",
    "{S} {C:reported} that |, {c:citing} {s}", "|, {S} {C:reported}, {c:citing} {s}",
    "|, {S} {C:reported} on Friday, {c:citing} {s}", "{c:Citing} {s}, {S} {C:said} that |",
    "|, {S} {C:said}, {c:citing} {s}", "{c:Citing} {s}, {S} {C:reported} |",
    "{S} {C:quoted} [{s} as {c:saying} that |]", "{S} {C:quoted} [{s} as {c:saying} |]",
    "{S} {C:cited} [{s} as {c:saying} |]", "{S} {C:recalled} [{s} {c:saying} that |]",
    "{S} {C:accused} [{s} of {c:claiming} that |]", "{S} {C:accused} [{s} of {c:telling} people that |]",
    "{S} {C:rejected} [{s}'s {c:claim} that |]", "{S} {C:dismissed} [{s}'s {c:allegation} that |]",
    "{S} {C:denied} [{s}'s {c:accusation} that |]", "{S} {C:disputed} [{s}’s {c:assertion} that |]",
    "{S} {C:denied} [{c:claims} that |]", "{S} {C:repeated} [{s}’s {c:claim} that |]",
    "{S} {C:has denied} [{c:allegations} by {s} that |]", "{S} {C:said} that [{s} {c:told} them that |]",
    "[{s} had {c:told} him that |], {S} {C:said}", "{S} {C:said} that [{s} {c:had said} that |]",
)  # fmt: skip

_DOUBLE = re.compile(r"[“”\"]|''|``")
# Not behind an initial or a short title. Sentences are found roughly: a cut in the wrong place is no frame's.
_ENDS = re.compile(
    r"(?<!\b[A-Z])(?<!\b(?:Mr|Ms|Dr|St|No))(?<!\b(?:Mrs|Sen|Rep|Gov|Gen))[.!?]+[”\"]?(?=\s|\Z)"
)
_LETTER = re.compile(r"[^\W\d_]")
_SHORTEST, _LONGEST = 30, 350  # characters of a sentence
_LONGEST_SOURCE = 70


@dataclass(frozen=True, slots=True)
class Frames:
    """What sentences are put into: templates, and who can stand in those that are written."""

    own: Sequence[str]
    outlets: Sequence[str]
    sources: Sequence[str]

    @classmethod
    def of(cls, documents: Sequence[Marked]) -> Frames:
        """The documents' own frames, the lexicon's outlets, the documents' sources that are no pronouns."""
        words = lexicon()
        sources = {
            document.text[slice(*one[Role.SOURCE][0])]
            for document in documents
            for one in document.outer
            if one[Role.SOURCE]
        }
        named = [
            source
            for source in sorted(sources)
            if 5 < len(source) < _LONGEST_SOURCE
            and source[0].isalpha()
            and source[-1].isalpha()
            and source.casefold() not in words.pronouns
            and not set(source) & set("|[]{}\n“”\"'’,;")
        ]
        own = [
            frame for document in documents for one in document.outer for frame in _own(document.text, one)
        ]
        outlets = [source for source in named if source.casefold() in words.outlets]
        return cls(own, [*outlets, *_OUTLETS], named)


def _own(text: str, statement: Statement) -> Iterator[str]:
    """The statement without its content: "SOURCE CUE that |" or "|, SOURCE CUE", in one sentence."""
    if any(len(statement[role]) != 1 for role in Role):
        return
    (content,), (source,), (cue,) = (statement[role] for role in (Role.CONTENT, Role.SOURCE, Role.CUE))
    start, end = extent(statement)
    frame = text[start : content[0]] + text[content[1] : end]
    if set(frame) & set('|[]{}\n“”"') or source[1] - source[0] > _LONGEST_SOURCE:
        return
    named = sorted([(source, "S"), (cue, "C")])
    begins = text[max(0, start - 2) : start] in ("", ". ", "\n\n")
    if content[1] == end and begins and text[slice(*content)].startswith("that "):
        yield _template(text, named, start, content[0]) + "that |"
    elif content[0] == start and text[content[1] : content[1] + 2] == ", " and text[end : end + 1] == ".":
        yield "|" + _template(text, named, content[1], end)


def _template(text: str, named: Sequence[tuple[Place, str]], start: int, end: int) -> str:
    made, at = "", start
    for (first, last), name in named:
        made += text[at:first] + f"{{{name}:{text[first:last]}}}"
        at = last
    return made + text[at:end]


def wrapped(marked: Marked, frames: Frames, share: float, chance: Random) -> Marked:
    """The document with about this share of its sentences put into frames."""
    found = [sentence for sentence in _sentences(marked) if chance.random() < share]
    made = [_framed(marked.text, sentence, frames, chance) for sentence in found]
    edits = [edit for one in made for edit in one.edits]
    moved = edited(marked, edits)
    outer, inner, doubted = list(moved.outer), list(moved.inner), list(moved.doubted_inside)
    by = 0
    for one in made:
        start = one.edits[0].start + by
        by += sum(len(edit.text) - (edit.end - edit.start) for edit in one.edits)
        sentence = start + one.sentence[0], start + one.sentence[1]
        inner = [each for each in inner if not _overlap(extent(each), sentence)]
        told = [each for each in outer if _overlap(extent(each), sentence)]
        outer = [each for each in outer if not _overlap(extent(each), sentence)]
        doubted = [place for place in doubted if not _overlap(place, sentence)]
        said, unclear = sorted_inside(moved.text, told)
        inner += [*said, *(_at(each, start) for each in one.inner)]
        doubted += unclear
        outer.append(_at(one.outer, start))
    return replace(moved, outer=outer, inner=inner, doubted_inside=doubted)


def sorted_inside(text: str, statements: Iterable[Statement]) -> tuple[list[Statement], list[Place]]:
    """Of statements inside others those by which something is said, and the places of the doubtful ones.

    What somebody is said to think is neither: a statement's own words are full of wishes and views.
    """
    said: list[Statement] = []
    doubtful: list[Place] = []
    for one in statements:
        cue, content = (
            " ".join(text[slice(*place)] for place in one[role]) for role in (Role.CUE, Role.CONTENT)
        )
        if cue_sense(cue, content).act == "thought":
            continue
        if _SAYING.search(cue):
            said.append(one)
        else:
            doubtful += [place for role in Role for place in one[role]]
    return said, doubtful


_SAYING = re.compile(
    r"\b(?:sa(?:y|ys|id|ying)|t(?:ell|ells|old|elling)|wr(?:ite|ites|ote|itten|iting)|call(?:s|ed|ing)?|ask(?:s|ed|ing)?"
    r"|according|claim\w*|alleg\w+|assert\w*|den(?:y|ies|ied|ying|ial)|report(?:s|ed|ing)?|announc\w+|argu\w+|add(?:s|ed|ing)"
    r"|warn\w*|insist\w*|accus\w+|admit\w*|acknowledg\w+|conced\w+|confirm\w*|declar\w+|demand(?:s|ed|ing)?|describ\w+"
    r"|explain\w*|promis\w+|pledg\w+|vow\w*|threat\w*|suggest\w*|testif\w+|tweet\w*|urg(?:es|ed|ing)|conclud\w+"
    r"|criticiz\w+|criticis\w+|found|finds|show(?:s|ed)|estimat\w+|cit(?:es|ed|ing)|quot(?:es|ed|ing)|request\w*|assur\w+)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence without its full stop, and whether there are statements in it."""

    start: int
    end: int
    is_told: bool


@dataclass(frozen=True, slots=True)
class _Framed:
    """How a sentence is framed; places count from where the frame begins."""

    edits: Sequence[Edit]
    sentence: Place
    outer: Statement
    inner: Sequence[Statement]


def _framed(text: str, at: _Sentence, frames: Frames, chance: Random) -> _Framed:
    sentence = text[at.start : at.end]
    can_follow = sentence[-1] not in '”"' and text[at.end : at.end + 1] == "."
    while True:
        template = chance.choice(chance.choice((frames.own, _RELAYED)) if at.is_told else _CITED)
        is_quoting = "“" in template
        if (can_follow or template.endswith(("|", "|]"))) and not (is_quoting and _DOUBLE.search(sentence)):
            break
    outlet, other = chance.choice(frames.outlets), chance.choice(frames.sources)
    if chance.random() < 0.5:
        outlet = chance.choice(frames.sources)
    first = sentence[0]
    is_small = sentence.split()[0].casefold() in lexicon().determiners | _SMALL
    if _opens(template) and not is_quoting and is_small:
        first = first.lower()
    return _rendered(template, at, first, {"S": _inside(outlet), "s": _inside(other)})


def _opens(template: str) -> bool:
    """Whether words of the frame stand before the sentence."""
    return not template.startswith(("|", "[“|"))


_SMALL = frozenset(
    "he she it they we in on at by for from but and as if when while after before there".split()
)


def _inside(source: str) -> str:
    """The source as it stands within a sentence."""
    word = source.split(maxsplit=1)[0]
    return (
        source[0].lower() + source[1:] if word in ("A", "An", "One", "Some", "Many", "His", "Her") else source
    )


def _rendered(template: str, at: _Sentence, first: str, who: dict[str, str]) -> _Framed:
    """The template around the sentence, which begins with the letter ``first`` now."""
    before, behind = "", ""
    placed: dict[str, Place] = {}
    length = 0
    said: list[int] = []
    sentence: Place = (0, 0)
    for name, words, mark, plain in _PART.findall(template):
        if mark == "|":
            sentence = length, length + at.end - at.start
            length = sentence[1]
        elif mark:
            said.append(length)
        else:
            put = (words or who[name]) if name else plain
            put = put[0].upper() + put[1:] if _opens(template) and length == 0 else put
            if name:
                placed[name] = length, length + len(put)
            length += len(put)
            before, behind = (before, behind + put) if sentence[1] else (before + put, behind)
    content: Place = (said[0], said[1]) if said else sentence
    edits = [
        Edit(at.start, at.start, before),
        Edit(at.start, at.start + 1, first),
        Edit(at.end, at.end, behind),
    ]
    inner = [_statement(placed, "s", "c", sentence)] if "c" in placed else []
    return _Framed(edits, sentence, _statement(placed, "S", "C", content), inner)


def _statement(placed: dict[str, Place], source: str, cue: str, content: Place) -> Statement:
    return {
        Role.SOURCE: [placed[source]] if source in placed else [],
        Role.CUE: [placed[cue]],
        Role.CONTENT: [content],
    }


def _at(statement: Statement, start: int) -> Statement:
    return {role: [(start + a, start + b) for a, b in places] for role, places in statement.items()}


def _sentences(marked: Marked) -> Iterator[_Sentence]:
    """The sentences that can be framed: whatever statements touch them lie in them whole."""
    extents = sorted(extent(one) for one in marked.outer)
    at = 0
    for line in re.finditer(r"[^\n]+", marked.text):
        start = line.start()
        for stop in _ENDS.finditer(marked.text, line.start(), line.end()):
            end = stop.end() if stop[0][-1] in '”"' else stop.start()
            while at < len(extents) and extents[at][1] <= start:
                at += 1
            touching = [one for one in extents[at : at + 8] if one[0] < stop.end() and one[1] > start]
            fits = all(start <= first and last <= end for first, last in touching)
            sentence = marked.text[start:end]
            is_plain = not touching and _DOUBLE.search(sentence)
            if fits and not is_plain and _SHORTEST < len(sentence) < _LONGEST and sentence[0].isalpha():
                yield _Sentence(start, end, bool(touching))
            start = (
                stop.end() + len(marked.text[stop.end() :][:2]) - len(marked.text[stop.end() :][:2].lstrip())
            )


def _overlap(one: Place, other: Place) -> bool:
    return one[0] < other[1] and other[0] < one[1]
