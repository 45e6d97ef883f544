"""Nouns that the contract has no line for, as the API gives them."""

from __future__ import annotations

from onrecord import record
from onrecord.export.jsonl import told
from onrecord.web.api.shapes import Decided, Dispute, ReadingJob, Traced
from onrecord.web.job import Job


def traced(one: record.Traced) -> Traced:
    """A statement in a history."""
    return Traced(told(one.entry), told(one.link) if one.link is not None else None, list(one.copies))


def dispute(found: record.Dispute) -> Dispute:
    """A dispute."""
    return Dispute([traced(one) for one in found.claims], [traced(one) for one in found.answers])


def decided(found: record.Decided) -> Decided:
    """A correction, and what became of its statement."""
    return Decided(told(found.decision), told(found.entry) if found.entry is not None else None)


def job(found: Job) -> ReadingJob:
    """Something to read, and how far it is."""
    return ReadingJob(
        id=found.id,
        given=list(found.given),
        made=found.made,
        by=found.by,
        state=found.state,
        articles=found.articles,
        statements=found.statements,
        again=found.again,
        dropped=dict(found.dropped),
        failed=list(found.failed),
    )
