"""Which commands want to know more than the state of the incident says.

Apart from the service, which asks before every command but a note; `completing` finds it out for them.
"""

from __future__ import annotations

from incident.domain import commands as c
from incident.domain.incident import Incident

__all__ = ["wants_ledgers", "wants_stock"]

_INCOMPLETE = (
    c.AcknowledgeMessage,
    c.AlertSubstitute,
    c.ConfirmErasure,
    c.DeclineErasure,
    c.CorrectMessage,
    c.EraseContents,
    c.FallBack,
    c.LeaveOut,
    c.PauseEscalation,
    c.ProposeErasure,
    c.ReceiveCases,
    c.RetryDelivery,
    c.ShowContacts,
    c.TellOtherwise,
    c.PauseCases,
    c.ResumeCases,
    c.AnswerCases,
    c.TellCases,
    c.FinishCases,
    c.ExtendCase,
    c.AskSatisfaction,
    c.UndoMark,
)
"""Commands to which the ledger of deliveries, the log or the directory has something to say, always."""
_GIVING = (c.RequestResource, c.ApproveAllocation, c.AllocateResource)
_HANDLING = (c.MoveAllocation, c.PutOut, c.EndAllocation)


def wants_stock(command: c.Command, incident: Incident) -> bool:
    """Whether the command gives something out, requests what a tier wants, or is a stranger's."""
    if isinstance(command, _HANDLING):
        return command.by not in incident.roles.values()  # whom the team lets approve may do it too
    if not isinstance(command, c.CompleteStep):
        return isinstance(command, _GIVING)
    if incident.bundle is None or not incident.runbook.wants:
        return False
    step = incident.runbook.step(command.step)
    return step is not None and step.verb == "request"


def wants_ledgers(command: c.Command) -> bool:
    """Whether the outbox, the log or the directory know what the command needs."""
    is_by_night = isinstance(command, c.CompleteStep | c.SendMessage) and command.night
    return is_by_night or isinstance(command, _INCOMPLETE)
