"""Batches ready to append, so that a bench measures the log and not the rules."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count

from incident.application.ports import Batch, NewEvent, Summary
from incident.domain.content import FreeText
from incident.domain.events import Event, IncidentMode, NoteAdded, NoteKind, StepTaken
from incident.domain.tiers import Tier

__all__ = ["NOW", "batch_of", "note", "summary", "taken"]

NOW = datetime(2026, 11, 21, 2, 40, tzinfo=UTC)
_numbers = count()


def note(words: str = "5xx now 4.1 %, was 31 % at 03:02") -> Event:
    return NoteAdded(kind=NoteKind.FACT, text=FreeText(words))


def taken() -> Event:
    return StepTaken(step="voice-notice", by="ann")


def summary(incident_id: str, seq: int) -> Summary:
    return Summary(
        incident_id=incident_id,
        title="A customer channel is down",
        tier=Tier.SERIOUS,
        mode=IncidentMode.REAL,
        status="open",
        runbook="outage.core-channel",
        commander="ann",
        declared_at=NOW,
        updated_at=NOW,
        seq=seq,
        step="voice-notice",
        steps_done=3,
        steps_total=25,
        next_due_at=NOW,
        next_due="update",
    )


def batch_of(incident_id: str, expected_seq: int, *events: Event) -> Batch:
    number = next(_numbers)
    return Batch(
        incident_id=incident_id,
        expected_seq=expected_seq,
        command_id=f"{incident_id}-c{expected_seq}-{number}",
        request_digest="0" * 64,
        actor="ann",
        on_behalf_of=None,
        occurred_at=NOW,
        recorded_at=NOW,
        events=[NewEvent(event_id=f"{incident_id}-{expected_seq + n}-{number}", event=e) for n, e in enumerate(events)],
        summary=summary(incident_id, expected_seq + len(events)),
    )
