"""What became of the messages, from draft to acknowledgement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from incident.domain import events as e
from incident.domain.events import Recorded
from incident.domain.evolve.changes import Change, Changes
from incident.domain.incident import CUSTOMERS, Incident, Message

__all__ = ["TELLING"]


def _drafted(incident: Incident, entry: Recorded, event: e.MessageDrafted) -> Changes:
    message = Message(
        id=event.message,
        audience=event.audience,
        template=event.template,
        step=event.step,
        author=entry.person,
        drafted_at=entry.occurred_at,
        drafted_seq=entry.seq,
        wordings=event.wordings,
        external=event.external,
    )
    return {"messages": {**incident.messages, event.message: message}}


def _released(incident: Incident, entry: Recorded, event: e.MessageReleased) -> Changes:
    message = incident.messages.get(event.message)
    if message is None:
        return {}
    at, seq = entry.occurred_at, entry.seq
    return _message(incident, message.changed(released_at=at, released_seq=seq, approved_by=event.approved_by))


def _unreachable(incident: Incident, entry: Recorded, event: e.AudienceUnreachable) -> Changes:
    message = incident.messages.get(event.message)
    return {} if message is None else _message(incident, message.changed(unreachable_seq=entry.seq))


def _told_otherwise(incident: Incident, entry: Recorded, event: e.AudienceToldOtherwise) -> Changes:
    """Its audience knows, so that the time to the next update runs from now."""
    message = incident.messages.get(event.message)
    if message is None:
        return {}
    changes = _message(incident, message.changed(told_at=entry.occurred_at, told_by=entry.person, told_how=event.how))
    if message.audience == CUSTOMERS:
        changes["last_update_at"] = max(filter(None, (incident.last_update_at, entry.occurred_at)))
    return changes


def _delivered(incident: Incident, entry: Recorded, event: e.MessageDelivered) -> Changes:
    """Its audience was told, whatever becomes of the step: what has left cannot be called back."""
    message = incident.messages.get(event.message)
    if message is None:
        return {}
    at = entry.occurred_at
    changes = _message(incident, message.changed(delivered_at=at, delivered_seq=entry.seq))
    if message.audience == CUSTOMERS:
        changes["last_update_at"] = max(filter(None, (incident.last_update_at, at)))
    return changes


def _undelivered(incident: Incident, entry: Recorded, event: e.MessageUndelivered) -> Changes:
    message = incident.messages.get(event.message)
    return {} if message is None else _message(incident, message.changed(undelivered_seq=entry.seq))


def _retried(incident: Incident, entry: Recorded, event: e.MessageRetried) -> Changes:
    return {"retried": {**incident.retried, event.delivery: entry.seq}}


def _message(incident: Incident, message: Message) -> Changes:
    return {"messages": {**incident.messages, message.id: message}}


def _acknowledged(incident: Incident, _: Recorded, event: e.MessageAcknowledged) -> Changes:
    message = incident.messages.get(event.message)
    if message is None:
        return {}
    known = replace(message, acknowledged_by=(*message.acknowledged_by, event.by))
    return {"messages": {**incident.messages, event.message: known}}


TELLING: Mapping[type, Change] = {
    e.MessageDrafted: _drafted,
    e.MessageReleased: _released,
    e.AudienceUnreachable: _unreachable,
    e.AudienceToldOtherwise: _told_otherwise,
    e.MessageDelivered: _delivered,
    e.MessageUndelivered: _undelivered,
    e.MessageRetried: _retried,
    e.MessageAcknowledged: _acknowledged,
}
