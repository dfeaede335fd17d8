"""What may still be done to an incident that is closed, or whose runbook was erased.

Apart from what is decided, because it holds for every command alike.
"""

from __future__ import annotations

from incident.domain import commands as c
from incident.domain.incident import Incident, Status
from incident.domain.refusals import Refusal, Refused

__all__ = ["require_open"]

AFTER_CLOSING = (
    c.AddNote,
    c.AnswerQuestion,
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
    c.AskSatisfaction,
    c.FinishCases,
    c.ShowContacts,
    *c.OfLaw.__args__,
    *c.OfEvidence.__args__,
    *c.OfExercise.__args__,
    *c.OfImproving.__args__,
    *c.OfDebriefing.__args__,
)
"""What may still be done to a closed incident: talk about it, settle its messages and its legal deadlines,
finish the cases of its customers and ask them, keep, hand over and erase evidence, end play, learn from it."""
WHILE_HELD = (c.MarkMilestone, c.WarnClock)
"""What may be done to a closed incident that is held to the law: its clocks go on."""
WHILE_ASKING = (c.WarnClock,)
"""What may be done to a closed incident with cases: its customers are still asked whether they are content."""

WITHOUT_RUNBOOK = (
    *AFTER_CLOSING,
    *WHILE_HELD,
    *c.OfCases.__args__,
    c.NameReaders,
    c.RaiseTier,
    c.LowerTier,
    c.CloseIncident,
    c.EndAllocation,
)
"""What needs no runbook, so that an incident whose runbook was erased can still be brought to its end."""


def require_open(incident: Incident, command: c.Command) -> None:
    """Refuse what the incident, as it stands, does not take any more.

    Raises:
        Refused: it is not there, it is closed, or it has no runbook for this.
    """
    if incident.status is Status.UNDECLARED:
        raise Refused(Refusal.INCIDENT_UNKNOWN, incident=incident.id)
    if incident.status is Status.CLOSED and not isinstance(command, _after_closing(incident)):
        raise Refused(Refusal.INCIDENT_CLOSED, incident=incident.id, at=incident.closed_at)
    if not isinstance(command, WITHOUT_RUNBOOK) and incident.bundle is None:
        raise Refused(Refusal.RUNBOOK_ERASED, incident=incident.id)


def _after_closing(incident: Incident) -> tuple[type, ...]:
    held = () if incident.law.pinned is None else WHILE_HELD
    asking = () if incident.cases is None else WHILE_ASKING
    return (*AFTER_CLOSING, *held, *asking)
