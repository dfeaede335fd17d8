"""`incident mark`: a moment that clocks hang on."""

from __future__ import annotations

from typing import Final
from zoneinfo import ZoneInfo

from incident.cli.acting import act
from incident.cli.arguments import command_id, incident_id
from incident.cli.output import say
from incident.cli.parameters import moment
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.cli.texts import OneOf
from incident.domain.commands import MarkMilestone
from incident.domain.events import Milestone
from incident.i18n import N_, _
from incident.wording.milestones import milestone_word

__all__ = ["mark"]

_MOMENTS: Final = {
    "began": N_("The first failure."),
    "aware": N_("We knew."),
    "classified": N_("It was graded."),
    "contained": N_("It spreads no further."),
    "restored": N_("Service is back."),
    "handling-ended": N_("Nothing is left to do."),
}


@command("mark", words=_MOMENTS)
@incident_id
@argument("MOMENT", "milestone", type=OneOf([each.value for each in Milestone], case_sensitive=False))
@option("--at", metavar="TIME", required=True, help=N_("When: 02:40, '2026-11-21 02:40' or now."))
@command_id
@pass_session
def mark(session: Session, *, incident_id: str, milestone: str, at: str, command_id: str | None) -> None:
    """State the moment."""
    zone = ZoneInfo(session.services.workspace.zone)
    stated = moment(at, session.now(command_id), zone, "--at")
    order = MarkMilestone(by=session.by, milestone=Milestone(milestone.lower()), at=stated)
    act(session, incident_id, order, command_id)
    speech = session.speech()
    say(_("{milestone}: {time}").format(milestone=milestone_word(order.milestone), time=speech.moment(stated)))
