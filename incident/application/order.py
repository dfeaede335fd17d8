"""A command on its way: what is recorded about it, what it would make of the incident, and the batch it becomes.

Apart from the service, which says in which order these things happen.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from incident.application.actor import Actor
from incident.application.messages.told import Telling
from incident.application.ports import Batch, NewEvent, Summary
from incident.application.repeats import request_digest
from incident.domain import commands as c
from incident.domain.events import ContentErased, EscalationPaused, MessageRetried, Recorded
from incident.domain.evolve import evolve
from incident.domain.frozen import Frozen
from incident.domain.incident import Incident, Status

__all__ = ["Order", "batch_of", "imagined"]


class Order(Frozen):
    """A command on its way, with all that is recorded about it."""

    command: c.Command
    actor: Actor
    command_id: str
    occurred_at: datetime


def imagined(incident: Incident, new: Sequence[NewEvent], order: Order) -> Incident:
    """The incident as it would be after these events, for the summary and the messages."""
    for event in new:
        entry = Recorded(
            incident_id=incident.id,
            seq=incident.version + 1,
            event_id=event.event_id,
            event=event.event,
            actor=order.actor.person,
            on_behalf_of=order.actor.on_behalf_of,
            occurred_at=order.occurred_at,
            recorded_at=order.occurred_at,
        )
        incident = evolve(incident, entry)
    return incident


def batch_of(
    before: Incident,
    summary: Summary,
    *,
    new: Sequence[NewEvent],
    telling: Telling,
    order: Order,
    recorded_at: datetime,
) -> Batch:
    """All that one transaction holds."""
    return Batch(
        incident_id=before.id,
        expected_seq=before.version,
        command_id=order.command_id,
        request_digest=_digest(before, order.command),
        actor=order.actor.person,
        on_behalf_of=order.actor.on_behalf_of,
        occurred_at=order.occurred_at,
        recorded_at=recorded_at,
        events=new,
        summary=summary,
        deliveries=telling.deliveries,
        cancel_messages=telling.cancelled,
        cancel_deliveries=telling.ended,
        stop_deliveries=telling.stopped,
        command=order.command,
        retry_delivery=_again(new),
        pause_deliveries=_put_off(new),
        erase_contents=_erased(new),
    )


def _digest(before: Incident, command: c.Command) -> str:
    return request_digest("" if before.status is Status.UNDECLARED else before.id, command)


def _again(new: Sequence[NewEvent]) -> str | None:
    return next((event.event.delivery for event in new if isinstance(event.event, MessageRetried)), None)


def _put_off(new: Sequence[NewEvent]) -> list[str]:
    return [each for event in new if isinstance(event.event, EscalationPaused) for each in event.event.deliveries]


def _erased(new: Sequence[NewEvent]) -> list[str]:
    return [each for event in new if isinstance(event.event, ContentErased) for each in event.event.contents]
