"""`incident case satisfaction`: whether a customer is content, asked after the end of the case."""

from __future__ import annotations

from incident.cli.answering import ACT_SHAPE, answers_json
from incident.cli.arguments import command_id, incident_id
from incident.cli.commands.case.acting import say_done
from incident.cli.commands.case.chosen import CASE
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.domain.commands import AskSatisfaction
from incident.i18n import N_

__all__ = ["satisfaction"]


@command(
    "satisfaction",
    help=N_("Enter that a customer was asked whether they are content, and what they said."),
    json_shape=ACT_SHAPE,
)
@incident_id
@argument("CASE", "number", type=CASE)
@option("--score", type=int, metavar="1-5", help=N_("How content they are; without it, they have not answered yet."))
@option("--text", default="", metavar="WORDS", help=N_("What they said. Names in it are seen by all who read it."))
@command_id
@answers_json
@pass_session
def satisfaction(
    session: Session, *, incident_id: str, number: int, score: int | None, text: str, command_id: str | None
) -> None:
    """Within three working days of the end."""
    order = AskSatisfaction(by=session.by, case=number, score=score, text=text)
    say_done(session, incident_id, order, command_id)
