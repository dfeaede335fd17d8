"""All the rules: what a command makes happen now, or why it is refused.

One file a concern; here stands what holds for all commands. Events that come out are in
order and belong together: all of them are recorded, or none.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from incident.domain import commands as c
from incident.domain.decide import noting
from incident.domain.events import Event
from incident.domain.incident import Incident, Status
from incident.domain.refusals import Refusal, Refused

__all__ = ["decide"]

AFTER_CLOSING = (
    c.AddNote,
    c.CorrectEntry,
    c.EraseContents,
    c.AcknowledgeMessage,
    c.CorrectMessage,
    c.RetryDelivery,
    c.TellOtherwise,
    c.FallBack,
    c.ReportDelivered,
    c.ReportUndelivered,
    c.ReportConflict,
    *c.OfLaw.__args__,
)
"""What may still be done to a closed incident: talk about it, settle its messages and its legal deadlines."""
WHILE_HELD = (c.MarkMilestone, c.WarnClock)
"""What may be done to a closed incident that is held to the law: its clocks go on."""

WITHOUT_RUNBOOK = (*AFTER_CLOSING, *WHILE_HELD, c.NameReaders, c.RaiseTier, c.LowerTier, c.CloseIncident)
"""What needs no runbook, so that an incident whose runbook was erased can still be brought to its end."""


def decide(incident: Incident, command: c.Command, now: datetime) -> Sequence[Event]:
    """What the command makes happen; empty if it changes nothing.

    Raises:
        Refused: the rules do not allow it; nothing happens.
    """
    if not isinstance(command, c.DeclareIncident):
        _require_open(incident, command)
    if isinstance(command, c.AddNote):
        return noting.add_note(incident, command)  # as `route` would, without the rules of all others
    from incident.domain.decide.repeating import own_mark, refuse_repeat
    from incident.domain.decide.rounds import repeats_ended  # here: a note needs none of this
    from incident.domain.decide.routes import route

    try:
        events = route(incident, command, now)
    except Refused as refused:
        raise own_mark(refused, getattr(command, "step", None), command.by) from None
    refuse_repeat(incident, events, command.by, now)
    if isinstance(command, c.DeclareIncident):
        return events
    return [*events, *repeats_ended(incident, events, command.by, now)]


def _require_open(incident: Incident, command: c.Command) -> None:
    if incident.status is Status.UNDECLARED:
        raise Refused(Refusal.INCIDENT_UNKNOWN, incident=incident.id)
    allowed = AFTER_CLOSING if incident.law.pinned is None else (*AFTER_CLOSING, *WHILE_HELD)
    if incident.status is Status.CLOSED and not isinstance(command, allowed):
        raise Refused(Refusal.INCIDENT_CLOSED, incident=incident.id, at=incident.closed_at)
    if not isinstance(command, WITHOUT_RUNBOOK) and incident.bundle is None:
        raise Refused(Refusal.RUNBOOK_ERASED, incident=incident.id)
