"""From 'this message is released' to one row of the outbox per recipient.

The rows enter the log's transaction with the event that caused them, so that a
message is either recorded and on its way, or neither.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from incident.application.ports import Directory, Ids, NewDelivery, OnUnknown, Recipient
from incident.domain import exercise
from incident.domain.events import Event, IncidentMode, MessageAcknowledged, MessageReleased, StepUndone, Wording
from incident.domain.incident import Incident, Message

__all__ = ["STATUS_EXPIRES", "Telling", "plan_telling"]

STATUS_EXPIRES = timedelta(hours=1)
"""A status message older than this misleads; it expires instead (reference/DELIVERY.md 2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What a command means for the outbox."""

    deliveries: tuple[NewDelivery, ...] = ()
    cancelled: tuple[str, ...] = ()
    """Messages whose pending deliveries are called back."""
    acknowledged: tuple[tuple[str, str], ...] = ()
    """Message and recipient that need not be told any more."""
    unreachable: tuple[str, ...] = ()
    """Audiences with nobody who can be reached."""


def plan_telling(incident: Incident, events: Sequence[Event], directory: Directory, ids: Ids, now: datetime) -> Telling:
    """The rows, cancellations and gaps that these events bring; `incident` is as it stands after them."""
    deliveries: list[NewDelivery] = []
    unreachable: list[str] = []
    cancelled: list[str] = []
    acknowledged: list[tuple[str, str]] = []
    for index, event in enumerate(events):
        match event:
            case MessageReleased():
                message = incident.messages[event.message]
                rows = _rows(incident, message, index, directory, ids, now)
                deliveries.extend(rows)
                if not rows:
                    unreachable.append(message.audience)
            case StepUndone():
                cancelled.extend(m.id for m in incident.messages.values() if m.step == event.step)
            case MessageAcknowledged():
                acknowledged.append((event.message, event.by))
            case _:
                pass
    return Telling(
        deliveries=tuple(deliveries),
        cancelled=tuple(cancelled),
        acknowledged=tuple(acknowledged),
        unreachable=tuple(unreachable),
    )


def _rows(
    incident: Incident, message: Message, index: int, directory: Directory, ids: Ids, now: datetime
) -> list[NewDelivery]:
    is_exercise = incident.mode is IncidentMode.EXERCISE
    recipients = directory.audience(message.audience, incident.roles, exercise=is_exercise)
    return [_row(incident, message, index, r, directory, ids.new(), now) for r in recipients]


def _row(
    incident: Incident,
    message: Message,
    index: int,
    recipient: Recipient,
    directory: Directory,
    new_id: str,
    now: datetime,
) -> NewDelivery:
    wording = _in_language(message, recipient.language)
    is_exercise = incident.mode is IncidentMode.EXERCISE
    title, body = str(wording.title), f"{wording.body}\n\n{incident.id} {message.id}"
    target = directory.target(recipient.target_id)
    return NewDelivery(
        id=new_id,
        key=_key(incident.id, message.id, recipient),
        event_index=index,
        message=message.id,
        target_id=recipient.target_id,
        exercise=is_exercise,
        recipient=recipient.name,
        address=recipient.address,
        language=recipient.language,
        kind="status",
        title=exercise.wrap(title) if is_exercise else title,
        body=exercise.wrap(body) if is_exercise else body,
        due_at=now,
        expires_at=now + STATUS_EXPIRES,
        on_unknown=target.on_unknown if target else OnUnknown.HOLD,
    )


def _in_language(message: Message, language: str) -> Wording:
    return message.wordings.get(language) or next(iter(message.wordings.values()))


def _key(incident_id: str, message_id: str, recipient: Recipient) -> str:
    parts = (incident_id, message_id, recipient.target_id, recipient.name, recipient.address)
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
