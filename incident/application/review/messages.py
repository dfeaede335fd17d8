"""Messages with what became of each of their deliveries, from the log and the ledger.

Apart, because only here are the log and the ledger held against each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from incident.application.delivery.retrying import times_tried
from incident.application.ports import AttemptClass, AttemptRecord, Delivery, DeliveryState
from incident.application.review.rows import DeliveryRow, MessageRow
from incident.domain.incident import PROGRAM, Incident
from incident.domain.messages.message import Message

__all__ = ["Attempts", "message_rows"]

Attempts = Mapping[str, Sequence[AttemptRecord]]
"""Delivery id to its attempts, in order."""


def message_rows(incident: Incident, deliveries: Sequence[Delivery], attempts: Attempts) -> tuple[MessageRow, ...]:
    """Every message as it was written, a correction beside what it corrects; addresses stay out of the report."""
    return tuple(_row(message, deliveries, attempts) for message in incident.messages_told)


def _row(message: Message, deliveries: Sequence[Delivery], attempts: Attempts) -> MessageRow:
    own = [_delivery(row, attempts.get(row.id, ())) for row in deliveries if row.message == message.id]
    sent = (row.sent_at for row in own if row.sent_at is not None)
    return MessageRow(
        message=message.id,
        audience=message.audience,
        template=message.template,
        step=message.step,
        author=message.author,
        drafted_at=message.drafted_at,
        released_at=message.released_at,
        delivered_at=message.delivered_at or min(sent, default=None),
        approved_by=message.approved_by,
        is_agreed_by_phone=_is_agreed_by_phone(message),
        corrects=message.corrects,
        corrected_by=message.corrected_by,
        acknowledged_by=message.acknowledged_by,
        acknowledgements=message.acknowledgements,
        told_at=message.told_at,
        told_by=message.told_by,
        told_how=message.told_how,
        tellings=message.tellings,
        has_reached_nobody=message.has_reached_nobody,
        external=message.external,
        deliveries=tuple(own),
    )


def _is_agreed_by_phone(message: Message) -> bool:
    """Whether somebody approved it and another entered that; by night it was approved beforehand."""
    is_entered = message.approved_by is not None and message.night_until is None
    return is_entered and message.released_by not in (message.approved_by, PROGRAM)


def _delivery(delivery: Delivery, attempts: Sequence[AttemptRecord]) -> DeliveryRow:
    return DeliveryRow(
        delivery=delivery.id,
        recipient=delivery.recipient,
        target=delivery.target_id,
        language=delivery.language,
        state=delivery.state,
        assurance=delivery.assurance,
        tries=times_tried(delivery),
        sent_at=_sent_at(delivery, attempts),
        last_class=delivery.last_class,
        last_detail=delivery.last_detail,
    )


def _sent_at(delivery: Delivery, attempts: Sequence[AttemptRecord]) -> datetime | None:
    if delivery.state is not DeliveryState.SENT:
        return None
    taken = (attempt.ended_at for attempt in attempts if attempt.outcome.result is AttemptClass.DELIVERED)
    return next(taken, None)
