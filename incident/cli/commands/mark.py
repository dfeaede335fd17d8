"""`incident mark`: a moment that clocks hang on."""

from __future__ import annotations

from typing import Final
from zoneinfo import ZoneInfo

from incident.cli.acting import act
from incident.cli.answering import ACT_SHAPE, answers_json
from incident.cli.arguments import command_id, incident_id
from incident.cli.output import say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.cli.texts import OneOf
from incident.cli.times import moment
from incident.domain.commands import MarkMilestone
from incident.domain.events import Milestone, MilestoneMarked
from incident.i18n import N_
from incident.wording.law import milestone_words

__all__ = ["mark"]

_MOMENTS: Final = {
    "began": N_("The first failure."),
    "discovered": N_("It was found."),
    "suspected": N_("There were grounds to suspect it."),
    "aware": N_("We knew."),
    "believed": N_("There were grounds to believe it."),
    "assessed": N_("It was found to be notifiable."),
    "classified": N_("It was graded."),
    "determined": N_("It was found to be material, or of the kind that a rule names."),
    "contained": N_("It spreads no further."),
    "restored": N_("Service is back."),
    "fixed": N_("A corrective measure is available."),
    "handling-ended": N_("Nothing is left to do."),
    "paid": N_("A ransom was paid."),
    "received": N_("The complaint or fault report came in."),
    "accepted": N_("The complaint was accepted."),
    "year-ended": N_("The year ended."),
}


@command("mark", words=_MOMENTS, json_shape=ACT_SHAPE)
@incident_id
@argument("MOMENT", "milestone", type=OneOf([each.value for each in Milestone], case_sensitive=False))
@option("--at", metavar="TIME", required=True, help=N_("When: 02:40, '2026-11-21 02:40' or now."))
@option("--for", "regime", metavar="REGIME", default="", help=N_("For this regime alone, such as cn.cac."))
@command_id
@answers_json
@pass_session
def mark(session: Session, *, incident_id: str, milestone: str, at: str, regime: str, command_id: str | None) -> None:
    """State the moment; stated again, it is corrected."""
    zone = ZoneInfo(session.services.workspace.zone)
    stated = moment(at, session.now(command_id), zone, "--at")
    order = MarkMilestone(by=session.by, milestone=Milestone(milestone.lower()), at=stated, regime=regime)
    outcome = act(session, incident_id, order, command_id)
    for entry in outcome.entries:
        if isinstance(entry.event, MilestoneMarked):
            say(milestone_words(entry.event, session.speech()))
