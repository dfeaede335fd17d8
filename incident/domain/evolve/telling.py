"""What became of the messages, from draft to acknowledgement."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from incident.domain import events as e
from incident.domain.events import Recorded
from incident.domain.evolve.changes import Change, Changes
from incident.domain.incident import CUSTOMERS, Incident
from incident.domain.messages.drafts import stands_for
from incident.domain.messages.message import Acknowledgement, LeftOut, Message, Pause, Told
from incident.domain.messages.promising import is_update

__all__ = ["CHANGES"]


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
        corrects=event.corrects,
        to_others=event.to_others,
    )
    earlier = {key: _replaced(each, event) for key, each in incident.messages.items()}
    return {"messages": {**earlier, event.message: message}}


def _replaced(message: Message, event: e.MessageDrafted) -> Message:
    """A text that still waits is never sent once the same is written anew: for its step, or outside the steps."""
    is_waiting = message.released_at is None and not message.is_withdrawn
    return message.changed(is_withdrawn=True) if is_waiting and stands_for(event, message) else message


def _released(incident: Incident, entry: Recorded, event: e.MessageReleased) -> Changes:
    known = incident.messages.get(event.message)
    if known is not None and known.released_at is not None:
        return {}  # it goes by one more target, for a recipient who was told before: `DeliveryFellBack` says which
    at, by = entry.occurred_at, event.approved_by
    said = {"released_at": at, "released_seq": entry.seq, "released_by": entry.person, "approved_by": by}
    released = _changed(incident, event.message, **said)
    message = incident.messages.get(event.message)
    if message is None or message.corrects is None:
        return released
    return _changed(incident.changed(**released), message.corrects, corrected_by=message.id) or released


def _by_night(incident: Incident, _: Recorded, event: e.NightPolicyUsed) -> Changes:
    return _changed(incident, event.message, night_until=event.until, night_role=event.role)


def _planned(incident: Incident, _: Recorded, event: e.EscalationPlanned) -> Changes:
    return _changed(incident, event.message, rungs=event.rungs)


def _paused(incident: Incident, entry: Recorded, event: e.EscalationPaused) -> Changes:
    message, later = incident.messages.get(event.message), timedelta(minutes=event.minutes)
    pause = Pause(by=entry.person, at=entry.occurred_at, until=event.until, because=event.because)
    rungs = tuple(
        rung.changed(due_at=rung.due_at + later) if rung.delivery in event.deliveries else rung
        for rung in (message.rungs if message is not None else ())
    )
    return _changed(incident, event.message, rungs=rungs, pause=pause)


def _left_out(incident: Incident, entry: Recorded, event: e.AudienceLeftOut) -> Changes:
    by, at = entry.person, entry.occurred_at
    decision = LeftOut(audience=event.audience, who=event.who, by=by, at=at, because=event.because)
    return {"left_out": {**incident.left_out, (event.audience, event.who): decision}}


def _let_in(incident: Incident, _: Recorded, event: e.AudienceLetIn) -> Changes:
    over = (event.audience, event.who)
    return {"left_out": {key: each for key, each in incident.left_out.items() if key != over}}


def _unreachable(incident: Incident, entry: Recorded, event: e.AudienceUnreachable) -> Changes:
    return _changed(incident, event.message, unreachable_seq=entry.seq)


def _told_otherwise(incident: Incident, entry: Recorded, event: e.AudienceToldOtherwise) -> Changes:
    """Its audience knows, so that the time to the next update runs from now; not where only some of it were told."""
    at, known = entry.occurred_at, incident.messages.get(event.message)
    said = Told(by=entry.person, at=at, how=event.how, whom=event.whom)
    tellings = (*known.tellings, said) if known is not None else ()
    if event.whom:
        return _changed(incident, event.message, tellings=tellings)
    told = _changed(incident, event.message, told_at=at, told_by=entry.person, told_how=event.how, tellings=tellings)
    return {**told, **_updated(incident, event.message, at)}


def _delivered(incident: Incident, entry: Recorded, event: e.MessageDelivered) -> Changes:
    """Its audience was told, whatever becomes of the step: what has left cannot be called back."""
    at = entry.occurred_at
    told = _changed(incident, event.message, delivered_at=at, delivered_seq=entry.seq)
    return {**told, **_updated(incident, event.message, at)}


def _undelivered(incident: Incident, entry: Recorded, event: e.MessageUndelivered) -> Changes:
    return _changed(incident, event.message, undelivered_seq=entry.seq)


def _retried(incident: Incident, entry: Recorded, event: e.MessageRetried) -> Changes:
    return {"retried": {**incident.retried, event.delivery: entry.seq}}


def _acknowledged(incident: Incident, entry: Recorded, event: e.MessageAcknowledged) -> Changes:
    message = incident.messages.get(event.message)
    known = [each for each in message.acknowledgements if each.by != event.by] if message is not None else []
    latest = Acknowledgement(
        by=event.by,
        at=event.at or entry.occurred_at,
        recorded_by=entry.person,
        how=event.how,
        count=event.count,
        of=event.of,
    )
    return _changed(incident, event.message, acknowledgements=(*known, latest))


def _fell_back(incident: Incident, _: Recorded, event: e.DeliveryFellBack) -> Changes:
    message = incident.messages.get(event.message)
    fell_back = (*message.fell_back, event.delivery) if message is not None else ()
    return _changed(incident, event.message, fell_back=fell_back)


def _changed(incident: Incident, message_id: str, **fields: object) -> Changes:
    """The message with these fields; nothing where it was never written."""
    message = incident.messages.get(message_id)
    return {} if message is None else {"messages": {**incident.messages, message_id: message.changed(**fields)}}


def _updated(incident: Incident, message_id: str, at: datetime) -> Changes:
    """When customers were told last, by what is no mere correction."""
    message = incident.messages.get(message_id)
    if message is None or message.audience != CUSTOMERS or not is_update(incident, message, incident.last_update_at):
        return {}
    return {"last_update_at": max(filter(None, (incident.last_update_at, at)))}


CHANGES: Mapping[type, Change] = {
    e.MessageDrafted: _drafted,
    e.MessageReleased: _released,
    e.EscalationPlanned: _planned,
    e.EscalationPaused: _paused,
    e.NightPolicyUsed: _by_night,
    e.AudienceUnreachable: _unreachable,
    e.AudienceLeftOut: _left_out,
    e.AudienceLetIn: _let_in,
    e.AudienceToldOtherwise: _told_otherwise,
    e.MessageDelivered: _delivered,
    e.MessageUndelivered: _undelivered,
    e.MessageRetried: _retried,
    e.DeliveryFellBack: _fell_back,
    e.MessageAcknowledged: _acknowledged,
}
