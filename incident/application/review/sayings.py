"""What people said: notes, decisions, facts, corrections; and what the clocks said.

Apart, because these texts are shown as they were said; nothing is computed from them.
"""

from __future__ import annotations

from collections.abc import Sequence

from incident.application.review.model import TierRow
from incident.application.review.rows import ClockWarning, CorrectionRow, FactRow, NoteRow
from incident.domain import events as e
from incident.domain.events import NoteKind, Recorded

__all__ = ["clock_warnings", "corrections", "decisions", "fact_rows", "note_rows", "tier_rows"]

DECISIVE = (
    e.StepAnswered,
    e.TierRaised,
    e.TierLowered,
    e.RunbookAdded,
    e.StepOverridden,
    e.StepRuledOut,
    e.AudienceLeftOut,
    e.AudienceLetIn,
    e.EscalationPaused,
)
"""Events that are decisions besides the notes that say so."""


def note_rows(entries: Sequence[Recorded]) -> tuple[NoteRow, ...]:
    """Every note, in order."""
    undone = {each.event.mark for each in entries if isinstance(each.event, e.QuestionMarkUndone)}
    answers = {
        each.event.question: each.event
        for each in entries
        if isinstance(each.event, e.QuestionAnswered) and each.event_id not in undone
    }
    return tuple(
        NoteRow(
            seq=entry.seq,
            at=entry.occurred_at,
            by=entry.person,
            kind=entry.event.kind,
            text=entry.event.text,
            step=entry.event.step,
            answer=answers.get(entry.seq),
        )
        for entry in entries
        if isinstance(entry.event, e.NoteAdded)
    )


def decisions(entries: Sequence[Recorded]) -> tuple[Recorded, ...]:
    """Every entry in which something was decided, in order."""
    return tuple(entry for entry in entries if _is_decision(entry.event))


def fact_rows(entries: Sequence[Recorded]) -> tuple[FactRow, ...]:
    """Every statement of a fact, in order."""
    return tuple(
        FactRow(
            seq=entry.seq,
            at=entry.occurred_at,
            by=entry.person,
            fact=entry.event.fact,
            value=entry.event.value,
            text=entry.event.text,
        )
        for entry in entries
        if isinstance(entry.event, e.FactRecorded)
    )


def corrections(entries: Sequence[Recorded]) -> tuple[CorrectionRow, ...]:
    """Every correction, in order."""
    return tuple(
        CorrectionRow(
            seq=entry.seq,
            corrects=entry.event.seq,
            at=entry.occurred_at,
            by=entry.person,
            text=entry.event.text,
        )
        for entry in entries
        if isinstance(entry.event, e.EntryCorrected)
    )


def clock_warnings(entries: Sequence[Recorded]) -> tuple[ClockWarning, ...]:
    """Every warning of a clock, in order."""
    return tuple(
        ClockWarning(seq=entry.seq, at=entry.occurred_at, clock=entry.event.clock, threshold=entry.event.threshold)
        for entry in entries
        if isinstance(entry.event, e.ClockWarned)
    )


def tier_rows(entries: Sequence[Recorded]) -> tuple[TierRow, ...]:
    """The declared tier and every change of it, in order."""
    rows = []
    for entry in entries:
        event = entry.event
        if not isinstance(event, (e.IncidentDeclared, e.TierRaised, e.TierLowered)):
            continue
        tier = event.tier if isinstance(event, e.IncidentDeclared) else event.to
        rows.append(TierRow(seq=entry.seq, at=entry.occurred_at, tier=tier, by=entry.person, because=event.because))
    return tuple(rows)


def _is_decision(event: e.Event) -> bool:
    if isinstance(event, e.NoteAdded):
        return event.kind is NoteKind.DECISION
    return isinstance(event, DECISIVE)
