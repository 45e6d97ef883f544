"""Readings and what an archive holds beside them as JSON Lines, as the contract has it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, overload

import msgspec

from onrecord import pipeline, record
from onrecord.connect.notes import notes
from onrecord.export import contract

_encoder = msgspec.json.Encoder()


Line = (
    record.Reading
    | record.Dropped
    | record.Entry
    | record.Sighting
    | record.Kinship
    | record.Story
    | record.Audit
    | record.Link
    | record.Succession
    | record.Forgotten
    | record.Decision
    | record.Voice
    | record.VoiceDecision
)


def line(found: Line, made_by: record.MadeBy | None = None) -> bytes:
    """One line, its line end included, UTF-8; ``made_by`` is what read it where that was not this program."""
    return _encoder.encode(told(found, made_by)) + b"\n"


@overload
def told(found: record.Reading, made_by: record.MadeBy | None = None) -> contract.ArticleLine: ...
@overload
def told(found: record.Entry) -> contract.StatementLine: ...
@overload
def told(found: record.Kinship) -> contract.KinshipLine: ...
@overload
def told(found: record.Link) -> contract.LinkLine: ...
@overload
def told(found: record.Story) -> contract.StoryLine: ...
@overload
def told(found: record.Audit) -> contract.AuditLine: ...
@overload
def told(found: record.Voice) -> contract.VoiceLine: ...
@overload
def told(found: record.Decision) -> contract.DecisionLine: ...
@overload
def told(found: record.VoiceDecision) -> contract.VoiceDecisionLine: ...
@overload
def told(
    found: record.Decision | record.VoiceDecision,
) -> contract.DecisionLine | contract.VoiceDecisionLine: ...
@overload
def told(found: Line, made_by: record.MadeBy | None = None) -> msgspec.Struct: ...
def told(found: Line, made_by: record.MadeBy | None = None) -> msgspec.Struct:
    """The same as the contract has it, not written yet."""
    if isinstance(found, record.Reading):
        return _article_line(found, made_by or pipeline.made_by())
    return _LINES[type(found)](found)


def dropped_part(part: record.Dropped) -> contract.DroppedPart:
    """What was left out for an article, as its line has it."""
    return contract.DroppedPart(part.reason, part.detail, part.begins, _origin(part.origin))


def _statement_line(entry: record.Entry) -> contract.StatementLine:
    article = entry.article
    return contract.StatementLine(
        contract.CONTRACT,
        contract.EntryArticle(
            article.id,
            article.outlet,
            _published(article.published),
            article.url,
            article.title.of(article.text) if article.title is not None else None,
            _origin(article.origin),
        ),
        _statement(article.text, entry.statement, entry.links),
    )


def _article_line(reading: record.Reading, made_by: record.MadeBy) -> contract.ArticleLine:
    article = reading.article
    return contract.ArticleLine(
        contract=contract.CONTRACT,
        made_by=_made_by(reading.analysis.network, made_by),
        id=article.id,
        key=article.key,
        text=article.text,
        title=_place(article.title),
        standfirst=_place(article.standfirst),
        byline=_place(article.byline),
        dateline=_place(article.dateline),
        author=article.author,
        outlet=article.outlet,
        url=article.url,
        published=_published(article.published),
        modified=article.modified,
        language=article.language,
        teaser_only=article.teaser_only,
        origin=_origin(article.origin),
        statements=[_statement(article.text, statement, reading.links) for statement in reading.statements],
        links=[
            contract.Link(one.relation, one.start, one.end, _rounded(one.score), one.is_sure, one.reason)
            for one in reading.links
        ],
        dropped=[dropped_part(part) for part in reading.dropped],
        notes=[
            contract.Note(one.kind, one.span.start, one.span.end, one.span.of(article.text))
            for one in notes(article)
        ],
    )


def _dropped_line(dropped: record.Dropped) -> contract.DroppedLine:
    return contract.DroppedLine(
        contract.CONTRACT, dropped.reason, dropped.detail, dropped.begins, _origin(dropped.origin)
    )


def _story_line(story: record.Story) -> contract.StoryLine:
    return contract.StoryLine(
        contract=contract.CONTRACT,
        id=story.id,
        title=contract.Headline(
            story.central, story.title.span.start, story.title.span.end, story.title.text
        ),
        first=story.first.isoformat(),
        last=story.last.isoformat(),
        articles=list(story.articles),
        outlets=[
            contract.Coverage(one.outlet, one.articles, _standings(one.standings)) for one in story.outlets
        ],
        voices=[contract.NameUsed(one.name, one.statements) for one in story.voices],
    )


def _audit_line(audit: record.Audit) -> contract.AuditLine:
    return contract.AuditLine(
        contract=contract.CONTRACT,
        outlet=audit.outlet,
        articles=audit.articles,
        stories=audit.stories,
        single_source=audit.single_source,
        standings=_standings(audit.standings),
        steps=list(audit.steps),
        doubt=audit.doubt,
        doubted=[contract.Doubted(one.speaker, one.cue, one.statements) for one in audit.doubted],
    )


def _standings(counts: record.Standings) -> contract.Standings:
    return contract.Standings(
        counts.named, counts.unnamed, counts.group, counts.document, counts.outlet, counts.unknown
    )


def _decision_line(decision: record.Decision) -> contract.DecisionLine:
    about, verdict = decision.target, decision.verdict
    return contract.DecisionLine(
        contract=contract.CONTRACT,
        id=decision.id,
        about=contract.Target(
            target=about.kind,
            article=about.article,
            statement=decision.statement,
            content=_anchors(about.content),
            cue=_anchors(about.cue),
            source=_anchors(about.source),
        ),
        verdict=contract.Verdict(
            is_statement=verdict.is_statement,
            speakers=list(verdict.speakers) if verdict.speakers is not None else None,
            standing=verdict.standing,
            role=_anchors(verdict.role) if verdict.role is not None else None,
            stance=verdict.stance,
            content=_anchors(verdict.content) if verdict.content is not None else None,
            cue=_anchors(verdict.cue) if verdict.cue is not None else None,
            source=_anchors(verdict.source) if verdict.source is not None else None,
        ),
        made=_signed(decision.made),
        undone=_signed(decision.undone) if decision.undone is not None else None,
        lost=decision.lost,
    )


def _voice_line(voice: record.Voice) -> contract.VoiceLine:
    return contract.VoiceLine(
        contract=contract.CONTRACT,
        id=voice.id,
        name=voice.name,
        what=voice.kind,
        names=[contract.NameUsed(one.name, one.statements) for one in voice.names],
        roles=[
            contract.RoleHeld(
                one.role,
                one.articles,
                one.first.isoformat() if one.first is not None else None,
                one.last.isoformat() if one.last is not None else None,
            )
            for one in voice.roles
        ],
        articles=voice.articles,
        statements=voice.statements,
        listed=list(voice.listed),
    )


def _voice_decision_line(decision: record.VoiceDecision) -> contract.VoiceDecisionLine:
    return contract.VoiceDecisionLine(
        contract=contract.CONTRACT,
        id=decision.id,
        verb=decision.verb,
        voice=decision.voice,
        other=decision.other,
        names=list(decision.names),
        made=_signed(decision.made),
        undone=_signed(decision.undone) if decision.undone is not None else None,
        lost=decision.lost,
    )


def _anchors(anchors: Iterable[record.Anchor]) -> list[contract.Anchor]:
    return [contract.Anchor(one.start, one.span.end, one.words, one.before, one.after) for one in anchors]


def _signed(signed: record.Signed) -> contract.Signed:
    return contract.Signed(signed.by, signed.at)


def _statement(text: str, statement: record.Statement, links: Iterable[record.Link]) -> contract.Statement:
    return contract.Statement(
        id=statement.id,
        content=_quotes(text, statement.content),
        cue=_quotes(text, statement.cue),
        source=_quotes(text, statement.source),
        speaker=_speaker(statement.speaker),
        via=[_step(text, step) for step in statement.via],
        act=statement.act,
        manner=statement.manner,
        stance=statement.stance,
        of=[
            one.end
            for one in links
            if one.start == statement.id
            and one.end is not None
            and one.is_sure
            and one.relation in ("denies", "confirms")
        ],
        parent=statement.parent,
        medium=_quote(statement.medium),
        addressee=statement.addressee,
        when=_when(statement.when),
        figures=[_figure(figure) for figure in statement.figures],
        found_by=statement.found_by,
        score=_rounded(statement.score),
    )


def _speaker(speaker: record.Speaker) -> contract.Speaker:
    return contract.Speaker(
        name=speaker.name,
        names=list(speaker.names) if speaker.names is not None else None,
        standing=speaker.standing,
        role=_quote(speaker.role),
        meant=speaker.meant,
        speaking_for=speaker.speaking_for,
        voice=list(speaker.voice) if isinstance(speaker.voice, tuple) else speaker.voice,
        score=_rounded(speaker.score) if speaker.score is not None else None,
    )


def _published(published: record.Published | None) -> contract.Published | None:
    return contract.Published(published.value, published.source) if published is not None else None


def _when(when: record.When | None) -> contract.When | None:
    if when is None:
        return None
    return contract.When(
        when.text, when.span.start, when.span.end, when.first.isoformat(), when.last.isoformat()
    )


def _step(text: str, step: record.Step) -> contract.Step:
    return contract.Step(step.name, step.standing, step.relation, _quotes(text, step.spans))


def _figure(figure: record.Figure) -> contract.Figure:
    words = figure.words
    return contract.Figure(
        words.text,
        words.span.start,
        words.span.end,
        figure.value,
        figure.to,
        figure.unit,
        figure.of,
        figure.approx,
    )


def _quote(words: record.Words | None) -> contract.Quote | None:
    return contract.Quote(words.span.start, words.span.end, words.text) if words is not None else None


def _quotes(text: str, spans: Iterable[record.Span]) -> list[contract.Quote]:
    return [contract.Quote(span.start, span.end, span.of(text)) for span in spans]


def _place(span: record.Span | None) -> contract.Place | None:
    return contract.Place(span.start, span.end) if span is not None else None


def _origin(origin: record.Origin) -> contract.Origin:
    capture = origin.capture
    return contract.Origin(
        contract.Capture(capture.source, capture.sha256, capture.media_type, capture.fetched),
        origin.locator,
        [(piece.text_start, piece.capture_start, piece.length) for piece in origin.pieces],
    )


def _rounded(score: float) -> float:
    """Four places: more would differ between processors and say nothing."""
    return round(score, 4)


@cache
def _made_by(network: str | None, made_by: record.MadeBy) -> contract.MadeBy:
    return contract.MadeBy(
        onrecord=made_by.onrecord,
        network=f"sha256:{network}" if network is not None else None,
        engine=made_by.engine,
    )


def _sighting_line(found: record.Sighting) -> contract.SightingLine:
    return contract.SightingLine(contract.CONTRACT, found.article, _origin(found.origin))


def _kinship_line(found: record.Kinship) -> contract.KinshipLine:
    return contract.KinshipLine(
        contract.CONTRACT, found.relation, found.article, found.of, _rounded(found.score), found.reason
    )


def _link_line(found: record.Link) -> contract.LinkLine:
    return contract.LinkLine(
        contract.CONTRACT,
        found.relation,
        found.start,
        found.end,
        _rounded(found.score),
        found.is_sure,
        found.reason,
    )


def _succession_line(found: record.Succession) -> contract.SuccessionLine:
    return contract.SuccessionLine(contract.CONTRACT, found.old, found.new)


def _forgotten_line(found: record.Forgotten) -> contract.ForgottenLine:
    return contract.ForgottenLine(contract.CONTRACT, found.id, found.reason, found.day.isoformat())


# What makes a line of each noun but a reading, which has what made it beside it.
_LINES: dict[type, Callable[[Any], msgspec.Struct]] = {
    record.Dropped: _dropped_line,
    record.Entry: _statement_line,
    record.Sighting: _sighting_line,
    record.Kinship: _kinship_line,
    record.Link: _link_line,
    record.Story: _story_line,
    record.Audit: _audit_line,
    record.Succession: _succession_line,
    record.Forgotten: _forgotten_line,
    record.Decision: _decision_line,
    record.Voice: _voice_line,
    record.VoiceDecision: _voice_decision_line,
}
