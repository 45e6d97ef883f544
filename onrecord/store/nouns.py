"""Nouns as JSON in the archive, and back, each without what stands in a column beside it."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from onrecord.record import (
    Analysis,
    Article,
    Capture,
    Decision,
    Dropped,
    Listed,
    MadeBy,
    Origin,
    Piece,
    Statement,
    Step,
    VoiceDecision,
)


class _Via(msgspec.Struct):
    """What is read of a statement where only its steps are asked for."""

    via: tuple[Step, ...]


_NOWHERE = Origin(Capture("", "", ""), "", ())
_encoder = msgspec.json.Encoder()
_articles = msgspec.json.Decoder(Article)
_dropped = msgspec.json.Decoder(Dropped)
_analyses = msgspec.json.Decoder(Analysis)
_statements = msgspec.json.Decoder(Statement)
_several = msgspec.json.Decoder(tuple[Statement, ...])
_decisions = msgspec.json.Decoder(Decision)
_voice_decisions = msgspec.json.Decoder(VoiceDecision)
_listed = msgspec.json.Decoder(Listed)
_vias = msgspec.json.Decoder(_Via)
_pieces = msgspec.json.Decoder(tuple[Piece, ...])
_made_by = msgspec.json.Decoder(MadeBy)


def from_article(article: Article) -> str:
    """The article without its text and its origin, which may be several."""
    return _text(replace(article, text="", origin=_NOWHERE))


def to_article(noun: str, text: str, origin: Origin) -> Article:
    """The article whole."""
    found = _articles.decode(noun)
    # Nobody else has it yet, so it may be filled in: `replace` would cost more than the decoding.
    object.__setattr__(found, "text", text)
    object.__setattr__(found, "origin", origin)
    return found


def from_dropped(dropped: Dropped) -> str:
    """What was dropped, without its capture and its article's id."""
    return _text(replace(dropped, article=None, origin=replace(dropped.origin, capture=_NOWHERE.capture)))


def to_dropped(noun: str, article: str | None, capture: Capture) -> Dropped:
    """What was dropped, whole."""
    found = _dropped.decode(noun)
    return replace(found, article=article, origin=replace(found.origin, capture=capture))


def from_analysis(analysis: Analysis) -> str:
    """The analysis."""
    return _text(analysis)


def to_analysis(noun: str) -> Analysis:
    """The analysis."""
    return _analyses.decode(noun)


def from_statement(statement: Statement) -> str:
    """The statement."""
    return _text(statement)


def to_steps(noun: str) -> tuple[Step, ...]:
    """The steps of a statement, of which nothing else is asked."""
    # Most have none, which is seen without reading the whole; within a string the quotes would be escaped.
    return () if '"via":[]' in noun else _vias.decode(noun).via


def to_statement(noun: str) -> Statement:
    """The statement."""
    return _statements.decode(noun)


def from_statements(statements: tuple[Statement, ...]) -> str:
    """All statements of an article."""
    return _text(statements)


def to_statements(noun: str) -> tuple[Statement, ...]:
    """All statements of an article."""
    return _several.decode(noun)


def from_decision(decision: Decision) -> str:
    """The decision."""
    return _text(decision)


def to_decision(noun: str) -> Decision:
    """The decision."""
    return _decisions.decode(noun)


def from_voice_decision(decision: VoiceDecision) -> str:
    """The decision about voices."""
    return _text(decision)


def to_voice_decision(noun: str) -> VoiceDecision:
    """The decision about voices."""
    return _voice_decisions.decode(noun)


def from_listed(listed: Listed) -> str:
    """The row of a table."""
    return _text(listed)


def to_listed(noun: str) -> Listed:
    """The row of a table."""
    return _listed.decode(noun)


def from_pieces(pieces: tuple[Piece, ...]) -> str:
    """The pieces of an origin."""
    return _text(pieces)


def to_pieces(noun: str) -> tuple[Piece, ...]:
    """The pieces of an origin."""
    return _pieces.decode(noun)


def from_made_by(made_by: MadeBy) -> str:
    """What made a reading."""
    return _text(made_by)


def to_made_by(noun: str) -> MadeBy:
    """What made a reading."""
    return _made_by.decode(noun)


def _text(noun: object) -> str:
    return _encoder.encode(noun).decode()
