"""From 'this message is released' to one row of the outbox per recipient.

The rows enter the log's transaction with the event that caused them, so that a
message is either recorded and on its way, or neither.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from incident.application.ports import Directory, Ids, NewDelivery, OnUnknown, Recipient, Target
from incident.domain import exercise
from incident.domain.events import (
    AudienceUnreachable,
    Event,
    IncidentMode,
    MessageAcknowledged,
    MessageReleased,
    StepUndone,
    Wording,
)
from incident.domain.frozen import Frozen
from incident.domain.hashing import sha256
from incident.domain.incident import Incident, Message

__all__ = ["STATUS_EXPIRES", "Telling", "plan_telling"]

STATUS_EXPIRES = timedelta(hours=1)
"""A status message older than this misleads; it expires instead (reference/DELIVERY.md 2)."""


class Telling(Frozen):
    """What a command means for the outbox."""

    deliveries: tuple[NewDelivery, ...] = ()
    cancelled: tuple[str, ...] = ()
    """Messages whose pending deliveries are called back."""
    acknowledged: tuple[tuple[str, str], ...] = ()
    """Message and recipient that need not be told any more."""
    unreachable: tuple[AudienceUnreachable, ...] = ()
    """Messages whose audience has nobody who can be reached."""

    def with_rows(self, rows: tuple[NewDelivery, ...], message: Message) -> Telling:
        """This and one more message's rows; without any row its audience is unreachable."""
        if not rows:
            gap = AudienceUnreachable(message=message.id, audience=message.audience)
            return self.changed(unreachable=(*self.unreachable, gap))
        return self.changed(deliveries=self.deliveries + rows)


def plan_telling(
    incident: Incident, events: Sequence[Event], *, directory: Directory, ids: Ids, now: datetime
) -> Telling:
    """The rows, cancellations and gaps that these events bring; `incident` is as it stands after them."""
    telling = Telling()
    for index, event in enumerate(events):
        match event:
            case MessageReleased():
                message = incident.messages[event.message]
                recipients = directory.audience(
                    message.audience, incident.roles, exercise=incident.mode is IncidentMode.EXERCISE, at=now
                )
                blank = _Blank(incident=incident, message=message, event_index=index, now=now)
                rows = tuple(blank.row(r, directory.target(r.target_id), ids.new()) for r in recipients)
                telling = telling.with_rows(rows, message)
            case StepUndone():
                own = [message for message in incident.messages.values() if message.step == event.step]
                recalled = tuple(message.id for message in own if message.id not in event.left)
                telling = telling.changed(cancelled=telling.cancelled + recalled)
            case MessageAcknowledged():
                known = tuple((event.message, name) for name in _names(event.by, directory))
                telling = telling.changed(acknowledged=telling.acknowledged + known)
            case _:
                pass
    return telling


class _Blank(Frozen):
    """What all rows of one message share."""

    incident: Incident
    message: Message
    event_index: int
    now: datetime

    def row(self, recipient: Recipient, target: Target | None, new_id: str) -> NewDelivery:
        """The row of one recipient, in the language that they read."""
        incident, message = self.incident, self.message
        wording = _in_language(message, recipient.language)
        title, body = str(wording.title), f"{wording.body}\n\n{incident.id} {message.id}"
        is_exercise = incident.mode is IncidentMode.EXERCISE
        return NewDelivery(
            id=new_id,
            key=_key(incident.id, message, recipient),
            event_index=self.event_index,
            message=message.id,
            target_id=recipient.target_id,
            exercise=is_exercise,
            recipient=recipient.name,
            address=recipient.address,
            language=recipient.language,
            kind="status",
            title=exercise.wrapped_title(title) if is_exercise else title,
            body=exercise.wrapped(body) if is_exercise else body,
            due_at=self.now,
            expires_at=self.now + STATUS_EXPIRES,
            on_unknown=target.on_unknown if target else OnUnknown.HOLD,
        )


def _names(person_id: str, directory: Directory) -> tuple[str, ...]:
    """What the person's rows are addressed to; a name that two people share stops nothing, for it may be the other."""
    people = {person.id: person.name for person in directory.people()}
    name = people.get(person_id)
    is_theirs = name is not None and list(people.values()).count(name) == 1
    return (person_id, name) if is_theirs and name is not None else (person_id,)


def _in_language(message: Message, language: str) -> Wording:
    return message.wordings.get(language) or next(iter(message.wordings.values()))


def _key(incident_id: str, message: Message, recipient: Recipient) -> str:
    parts = (incident_id, message.id, str(message.released_seq), recipient.target_id, recipient.name, recipient.address)
    return sha256("\x1f".join(parts).encode()).hexdigest()
