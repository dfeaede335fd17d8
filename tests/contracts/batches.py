"""Batches ready to append, so that a claim about the log says only what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

from incident.application.ports import (
    AttemptClass,
    AttemptOutcome,
    AttemptRecord,
    Batch,
    Delivery,
    NewDelivery,
    NewEvent,
    Summary,
    Target,
)
from incident.domain.content import FreeText
from incident.domain.events import Event, IncidentMode, MessageReleased, NoteAdded, NoteKind, Recorded, StepTaken
from incident.domain.grading.tiers import Tier

__all__ = [
    "NOW",
    "TARGETS",
    "a_delivery",
    "a_summary",
    "an_attempt",
    "batch_of",
    "fold",
    "note",
    "released",
    "taken",
    "telling",
]

NOW = datetime(2026, 11, 21, 2, 40, tzinfo=UTC)
TARGETS = (
    Target(id="mail", exercise=False, kind="smtp", secret=""),
    Target(id="chat", exercise=False, kind="apprise", secret="env:CHAT"),
    Target(id="sandbox", exercise=True, kind="apprise", secret=""),
)
_numbers = count()


def note(words: str = "5xx now 4.1 %") -> NoteAdded:
    return NoteAdded(kind=NoteKind.FACT, text=FreeText(words))


def released(message: str = "M1") -> MessageReleased:
    return MessageReleased(message=message)


def telling(incident_id: str, expected_seq: int, *rows: NewDelivery) -> Batch:
    """A batch that releases the messages of these rows, and makes the rows."""
    messages = list(dict.fromkeys(row.message for row in rows))
    placed = [replace(row, event_index=messages.index(row.message)) for row in rows]
    return batch_of(incident_id, expected_seq, *map(released, messages), deliveries=placed)


def taken() -> StepTaken:
    return StepTaken(step="voice-notice", by="ann")


def a_summary(incident_id: str = "INC-0001", **fields: object) -> Summary:
    row = Summary(
        incident_id=incident_id,
        title="A core channel is down",
        tier=Tier.SERIOUS,
        mode=IncidentMode.REAL,
        status="open",
        runbook="outage.core-channel",
        commander="ann",
        declared_at=NOW,
        updated_at=NOW,
        seq=0,
        step="notice",
        steps_done=3,
        steps_total=25,
        next_due_at=NOW + timedelta(minutes=20),
        next_due="update",
    )
    return replace(row, **fields)  # type: ignore[arg-type]  # any field of a summary


def batch_of(incident_id: str, expected_seq: int, *events: Event, **fields: object) -> Batch:
    """A batch with ids of its own; `fields` are any others of `Batch`."""
    number = next(_numbers)
    batch = Batch(
        incident_id=incident_id,
        expected_seq=expected_seq,
        command_id=f"{incident_id}-c{number}",
        request_digest="ab" * 32,
        actor="ann",
        on_behalf_of=None,
        occurred_at=NOW,
        recorded_at=NOW,
        events=[NewEvent(event_id=f"{incident_id}-e{number}-{n}", event=e) for n, e in enumerate(events)],
        summary=a_summary(incident_id),
    )
    return replace(batch, **fields)  # type: ignore[arg-type]  # any field of a batch


def a_delivery(delivery_id: str, **fields: object) -> NewDelivery:
    new = NewDelivery(
        id=delivery_id,
        key=f"key-{delivery_id}",
        event_index=0,
        message="M1",
        target_id="mail",
        exercise=False,
        recipient="bo",
        address="bo@example.org",
        language="en",
        kind="page",
        title="Outage",
        body="A core channel is down.",
        due_at=NOW,
        expires_at=NOW + timedelta(hours=1),
    )
    return replace(new, **fields)  # type: ignore[arg-type]  # any field of a delivery


def an_attempt(delivery: Delivery, result: AttemptClass = AttemptClass.DELIVERED, **fields: object) -> AttemptRecord:
    outcome = replace(AttemptOutcome(result=result), **fields)  # type: ignore[arg-type]  # any field of an outcome
    return AttemptRecord(
        delivery_id=delivery.id,
        fence=delivery.fence,
        started_at=NOW,
        ended_at=NOW + timedelta(milliseconds=250),
        outcome=outcome,
    )


def fold(entries: Sequence[Recorded]) -> Summary:
    """A summary that depends on the whole log, as the real one does."""
    texts = [str(entry.event.text) for entry in entries if isinstance(entry.event, NoteAdded)]
    return a_summary(entries[0].incident_id, title=texts[-1] if texts else "", steps_done=len(entries))
