"""From 'this message is released' to one row of the outbox per recipient.

The rows enter the log's transaction with the event that caused them, so that a
message is either recorded and on its way, or neither.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from incident.application.correcting import Place, Reached, places_of_correction
from incident.application.ports import Directory, Ids, NewDelivery, OnUnknown, Recipient, Target
from incident.domain import exercise
from incident.domain.alone import person_alone
from incident.domain.events import (
    AudienceLeftOut,
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

__all__ = ["PAGE_EXPIRES", "STATUS_EXPIRES", "Telling", "names_of", "plan_telling"]

PAGE_EXPIRES = timedelta(hours=4)
"""A page asks one person to act; it is worth longer than news is (reference/DELIVERY.md 2)."""
STATUS_EXPIRES = timedelta(hours=1)
"""A status message older than this misleads; it expires instead (reference/DELIVERY.md 2)."""


class Telling(Frozen):
    """What a command means for the outbox."""

    deliveries: tuple[NewDelivery, ...] = ()
    cancelled: tuple[str, ...] = ()
    """Messages whose pending deliveries are called back."""
    acknowledged: tuple[tuple[str, str], ...] = ()
    """Message and recipient that need not be told any more."""
    stopped: tuple[str, ...] = ()
    """Deliveries that must not have begun to leave, and never will."""
    unreachable: tuple[AudienceUnreachable, ...] = ()
    """Messages whose audience has nobody who can be reached."""
    unreached: tuple[str, ...] = ()
    """Who may have a wrong text, and no way leads to them any more."""

    def with_rows(self, rows: tuple[NewDelivery, ...], message: Message) -> Telling:
        """This and one more message's rows; without any row its audience is unreachable."""
        if not rows:
            gap = AudienceUnreachable(message=message.id, audience=message.audience)
            return self.changed(unreachable=(*self.unreachable, gap))
        return self.changed(deliveries=self.deliveries + rows)


def plan_telling(
    incident: Incident,
    events: Sequence[Event],
    *,
    directory: Directory,
    ids: Ids,
    now: datetime,
    reached: Reached = Reached(),  # noqa: B008 - a value, and frozen
) -> Telling:
    """The rows, cancellations and gaps that these events bring; `incident` is as it stands after them."""
    telling = Telling()
    for index, event in enumerate(events):
        match event:
            case MessageReleased():
                message = incident.messages[event.message]
                blank = _Blank(incident=incident, message=message, event_index=index, now=now)
                telling = _released(telling, blank, reached, directory, ids)
            case StepUndone():
                own = [message for message in incident.messages.values() if message.step == event.step]
                recalled = tuple(message.id for message in own if message.id not in event.left)
                telling = telling.changed(cancelled=telling.cancelled + recalled)
            case MessageAcknowledged() if event.count is None or event.of is None or event.count >= event.of:
                known = tuple((event.message, name) for name in names_of(event.by, directory))
                telling = telling.changed(acknowledged=telling.acknowledged + known)
            case AudienceLeftOut():
                telling = _called_back(telling, incident, event, directory)
            case _:
                pass
    return telling


def _released(telling: Telling, blank: _Blank, reached: Reached, directory: Directory, ids: Ids) -> Telling:
    """The rows of a message; of a correction, what it corrects never leaves any more."""
    incident, message = blank.incident, blank.message
    is_exercise = incident.mode is IncidentMode.EXERCISE
    told = directory.audience(message.audience, incident.roles, exercise=is_exercise, at=blank.now)
    recipients = [each for each in told if not incident.is_left_out(message.audience, each.person or each.name)]
    places = tuple(Place(recipient=each) for each in recipients)
    if message.corrects is not None:
        places, lost = places_of_correction(recipients, reached, directory)
        stopped = tuple(row.id for row in reached.stopped)
        telling = telling.changed(cancelled=(message.corrects,), stopped=stopped, unreached=lost)
    rows = tuple(blank.row(each, directory.target(each.recipient.target_id), ids.new()) for each in places)
    if not rows and told:
        return telling  # nobody is left because of a decision: that is no gap
    return telling.with_rows(rows, message)


def _called_back(telling: Telling, incident: Incident, event: AudienceLeftOut, directory: Directory) -> Telling:
    """What waits for who is left out from now on does not leave."""
    own = [message.id for message in incident.messages.values() if message.audience == event.audience]
    if not event.who:
        return telling.changed(cancelled=telling.cancelled + tuple(own))
    names = names_of(event.who, directory)
    kept_from = tuple((message, name) for message in own for name in names)
    return telling.changed(acknowledged=telling.acknowledged + kept_from)


class _Blank(Frozen):
    """What all rows of one message share."""

    incident: Incident
    message: Message
    event_index: int
    now: datetime

    def row(self, place: Place, target: Target | None, new_id: str) -> NewDelivery:
        """The row of one recipient, in the language that they read."""
        incident, message, recipient = self.incident, self.message, place.recipient
        wording = _in_language(message.wordings if place.has_text else message.to_others, recipient.language)
        title, body = str(wording.title), f"{wording.body}\n\n{incident.id} {message.id}"
        is_exercise, is_page = incident.mode is IncidentMode.EXERCISE, bool(person_alone(message.audience))
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
            kind="page" if is_page else "status",
            title=exercise.wrapped_title(title) if is_exercise else title,
            body=exercise.wrapped(body) if is_exercise else body,
            due_at=self.now,
            expires_at=self.now + (PAGE_EXPIRES if is_page else STATUS_EXPIRES),
            on_unknown=target.on_unknown if target else OnUnknown.HOLD,
        )


def names_of(person_id: str, directory: Directory) -> tuple[str, ...]:
    """What the person's rows are addressed to; a name that two people share stops nothing, for it may be the other."""
    people = {person.id: person.name for person in directory.people()}
    name = people.get(person_id)
    is_theirs = name is not None and list(people.values()).count(name) == 1
    return (person_id, name) if is_theirs and name is not None else (person_id,)


def _in_language(wordings: Mapping[str, Wording], language: str) -> Wording:
    return wordings.get(language) or next(iter(wordings.values()))


def _key(incident_id: str, message: Message, recipient: Recipient) -> str:
    place = (recipient.target_id, recipient.name, recipient.address, recipient.language)
    parts = (incident_id, message.id, str(message.released_seq), *place)
    return sha256("\x1f".join(parts).encode()).hexdigest()
