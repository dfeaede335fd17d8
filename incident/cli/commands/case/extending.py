"""`incident case extend`: more time for a case, while its time still runs."""

from __future__ import annotations

from incident.cli.answering import ACT_SHAPE, answers_json
from incident.cli.arguments import because, command_id, incident_id
from incident.cli.commands.case.acting import say_done
from incident.cli.commands.case.chosen import CASE
from incident.cli.named import known_person
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.cli.times import ahead
from incident.domain.commands import ExtendCase
from incident.i18n import N_

__all__ = ["extend"]


@command(
    "extend",
    help=N_("Give a case more time: with a reason, an approver and word to the customer, before its time is up."),
    json_shape=ACT_SHAPE,
)
@incident_id
@argument("CASE", "number", type=CASE)
@option("--until", required=True, metavar="TIME", help=N_("The new date: a time, or a length of time from now."))
@because
@option(
    "--approved-by",
    required=True,
    metavar="PERSON",
    help=N_("Who agreed: somebody else with a role in the incident, who reads of it."),
)
@option("--told", required=True, metavar="WORDS", help=N_("What the customer was told of it."))
@command_id
@answers_json
@pass_session
def extend(
    session: Session,
    *,
    incident_id: str,
    number: int,
    until: str,
    because: str | None,
    approved_by: str,
    told: str,
    command_id: str | None,
) -> None:
    """What was due stays in the record."""
    order = ExtendCase(
        by=session.by,
        case=number,
        until=ahead(until, session.now(command_id), session.speech().zone, "--until"),
        because=because or "",
        approved_by=known_person(session, approved_by),
        text=told,
    )
    say_done(session, incident_id, order, command_id)
