"""From 'this message is released' to one row of the outbox per recipient.

The rows enter the log's transaction with the event that caused them, so that a
message is either recorded and on its way, or neither.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from incident.application.messages.correcting import Place, places_of_correction
from incident.application.messages.escalating import Attempt, attempts_of
from incident.application.messages.shared import kept, open_ways
from incident.application.messages.told import Reached, Telling
from incident.application.ports import (
    PAGE_EXPIRES,
    Delivery,
    Directory,
    Escalation,
    Ids,
    NewDelivery,
    OnUnknown,
    Recipient,
    Target,
)
from incident.domain.events import (
    AudienceLeftOut,
    AudienceToldOtherwise,
    EscalationPlanned,
    Event,
    IncidentClosed,
    IncidentMode,
    MessageAcknowledged,
    MessageReleased,
    ObligationExtended,
    ObligationRuledOut,
    ReportFiled,
    Rung,
    StepUndone,
    Wording,
)
from incident.domain.exercises import mark
from incident.domain.frozen import Frozen
from incident.domain.hashing import sha256
from incident.domain.incident import Incident
from incident.domain.messages.escalating import is_settled, rungs_ahead, rungs_over
from incident.domain.messages.message import Message

__all__ = ["STATUS_EXPIRES", "plan_telling"]

_SOON = timedelta(minutes=1)
STATUS_EXPIRES = timedelta(hours=1)
"""A status message older than this misleads; it expires instead (reference/DELIVERY.md 2)."""


def plan_telling(
    incident: Incident,
    events: Sequence[Event],
    *,
    directory: Directory,
    ids: Ids,
    now: datetime,
    reached: Reached = Reached(),  # noqa: B008 - a value, and frozen
) -> Telling:
    """The rows, cancellations and gaps that these events bring; `incident` is as it stands after them.

    `TELLING` names the events that bring any.
    """
    telling = Telling()
    for index, event in enumerate(events):
        match event:
            case MessageReleased():
                blank = _Blank(incident=incident, message=incident.messages[event.message], event_index=index, now=now)
                telling = _released(telling, blank, reached, directory, ids)
            case StepUndone():
                telling = telling.changed(cancelled=telling.cancelled + _recalled(incident, event))
            case MessageAcknowledged() | AudienceToldOtherwise() if not _is_of_some(event):
                telling = telling.with_ended((*reached.theirs, *rungs_over(incident, incident.messages[event.message])))
            case AudienceLeftOut():
                telling = _called_back(telling, incident, event, reached)
            case ReportFiled() | ObligationExtended() | ObligationRuledOut():
                telling = telling.changed(cancelled=telling.cancelled + _settled(incident))
            case IncidentClosed():
                every = incident.messages.values()
                telling = telling.with_ended([rung for each in every for rung in rungs_ahead(each, now)])
            case _:
                pass
    return telling


def _is_of_some(event: MessageAcknowledged | AudienceToldOtherwise) -> bool:
    """Whether it says of a team that some of it have not read it."""
    if isinstance(event, AudienceToldOtherwise) or event.count is None or event.of is None:
        return False
    return event.count < event.of


def _released(telling: Telling, blank: _Blank, reached: Reached, directory: Directory, ids: Ids) -> Telling:
    """The rows of a message; of a correction, what it corrects never leaves any more."""
    if reached.refused is not None and reached.instead is not None:
        return telling.with_rows(
            (blank.instead(reached.refused, reached.instead, directory, ids.new()),), blank.message
        )
    incident, message = blank.incident, blank.message
    is_exercise = incident.mode is IncidentMode.EXERCISE
    told = directory.audience(message.audience, incident.roles, exercise=is_exercise, at=blank.now)
    recipients = kept(incident, message.audience, told, directory)
    places = tuple(Place(recipient=each) for each in recipients)
    if message.corrects is not None:
        places, lost = places_of_correction(recipients, reached, directory)
        stopped = tuple(row.id for row in reached.stopped)
        telling = telling.changed(cancelled=(message.corrects,), stopped=stopped, unreached=lost)
    if directory.escalation(message.audience, incident.roles, exercise=is_exercise, at=blank.now) is not None:
        return _escalating(telling, blank, _attempts(blank, recipients, places, directory), directory, ids)
    rows = tuple(blank.row(each, directory.target(each.recipient.target_id), ids.new()) for each in places)
    if not rows and told:
        return telling  # nobody is left because of a decision: that is no gap
    return telling.with_rows(rows, message)


def _attempts(
    blank: _Blank, told: Sequence[Recipient], places: Sequence[Place], directory: Directory
) -> Sequence[tuple[Place, Attempt]]:
    """Each attempt, and which text it carries; of a correction, nobody but the places had the wrong one."""
    incident, audience = blank.incident, blank.message.audience
    is_exercise = incident.mode is IncidentMode.EXERCISE

    def escalation(after: timedelta) -> Escalation:
        then = directory.escalation(audience, incident.roles, exercise=is_exercise, at=blank.now + after)
        return then or Escalation(after=after)

    attempts = attempts_of(
        told,
        escalation,
        lambda person: open_ways(incident, audience, person, directory, blank.now),
        lambda who: incident.is_left_out(audience, who),
        [each.recipient for each in places],
    )
    texts = {each.recipient.name: each.has_text for each in places}
    otherwise = blank.message.corrects is None
    return [(Place(recipient=a.recipient, has_text=texts.get(a.recipient.name, otherwise)), a) for a in attempts]


def _escalating(
    telling: Telling, blank: _Blank, attempts: Sequence[tuple[Place, Attempt]], directory: Directory, ids: Ids
) -> Telling:
    """All rows of a message that wants an answer, and the plan that the log keeps of them."""
    rows = tuple(
        blank.page(place, directory.target(place.recipient.target_id), ids.new(), attempt.after)
        for place, attempt in attempts
    )
    told = telling.with_rows(rows, blank.message)
    rungs = tuple(
        Rung(delivery=row.id, who=attempt.who, way=row.target_id, chains=attempt.chains, due_at=row.due_at)
        for row, (_place, attempt) in zip(rows, attempts, strict=True)
        if attempt.chains
    )
    plan = EscalationPlanned(message=blank.message.id, rungs=rungs)
    return told.changed(planned=(*told.planned, plan)) if rungs else told


def _recalled(incident: Incident, undone: StepUndone) -> tuple[str, ...]:
    """The messages of a mark that was taken back, but for those that had left."""
    own = (message.id for message in incident.messages.values() if message.step == undone.step)
    return tuple(message for message in own if message not in undone.left)


def _settled(incident: Incident) -> tuple[str, ...]:
    """The messages that asked for what was done by now."""
    return tuple(key for key, each in incident.messages.items() if is_settled(incident, each))


def _called_back(telling: Telling, incident: Incident, event: AudienceLeftOut, reached: Reached) -> Telling:
    """What waits for who is left out from now on does not leave."""
    own = [message.id for message in incident.messages.values() if message.audience == event.audience]
    if not event.who:
        return telling.changed(cancelled=telling.cancelled + tuple(own))
    for message in own:
        telling = telling.with_ended(rungs_over(incident, incident.messages[message]))
    return telling.with_ended(reached.theirs)


class _Blank(Frozen):
    """What all rows of one message share."""

    incident: Incident
    message: Message
    event_index: int
    now: datetime

    def instead(self, refused: Delivery, way: Recipient, directory: Directory, new_id: str) -> NewDelivery:
        """The row of a delivery that was refused for good, by another way: the same words, for as long."""
        made = self.row(Place(recipient=way), directory.target(way.target_id), new_id)
        title, body, kind = refused.title, refused.body, refused.kind
        key = sha256(f"{made.key}\x1f{refused.id}".encode()).hexdigest()  # a rung may go there
        too_late = max(refused.expires_at, self.now + _SOON)
        return made.changed(key=key, title=title, body=body, kind=kind, expires_at=too_late)

    def row(self, place: Place, target: Target | None, new_id: str) -> NewDelivery:
        """The row of one recipient, in the language that they read."""
        incident, message, recipient = self.incident, self.message, place.recipient
        wording = _in_language(message.wordings if place.has_text else message.to_others, recipient.language)
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
            title=mark.wrapped_title(title) if is_exercise else title,
            body=mark.wrapped(body) if is_exercise else body,
            due_at=self.now,
            expires_at=self.now + STATUS_EXPIRES,
            on_unknown=target.on_unknown if target else OnUnknown.HOLD,
        )

    def page(self, place: Place, target: Target | None, new_id: str, after: timedelta) -> NewDelivery:
        """The row of one attempt of an escalation: it wants an answer, and may be due later."""
        due_at = self.now + after
        return self.row(place, target, new_id).changed(kind="page", due_at=due_at, expires_at=due_at + PAGE_EXPIRES)


def _in_language(wordings: Mapping[str, Wording], language: str) -> Wording:
    return wordings.get(language) or next(iter(wordings.values()))


def _key(incident_id: str, message: Message, recipient: Recipient) -> str:
    place = (recipient.target_id, recipient.name, recipient.address, recipient.language)
    parts = (incident_id, message.id, str(message.released_seq), *place)
    return sha256("\x1f".join(parts).encode()).hexdigest()
