"""`incident role`: who does what, or that nobody does it for now."""

from __future__ import annotations

import click

from incident.cli.acting import act
from incident.cli.answering import ACT_SHAPE, answers_json
from incident.cli.arguments import command_id, incident_id
from incident.cli.named import known_person, known_role
from incident.cli.output import say
from incident.cli.resting import agree_to_wake
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.domain.commands import AssignRole, VacateRole
from incident.i18n import N_, _
from incident.wording.roles import not_combined_words

__all__ = ["role"]


@command("role", json_shape=ACT_SHAPE)
@incident_id
@argument("ROLE")
@argument("[PERSON]", "person", required=False)
@option("--vacate", is_flag=True, help=N_("Nobody holds it for now."))
@option("--yes", is_flag=True, help=N_("Give it also to a person who rests."))
@command_id
@answers_json
@pass_session
def role(
    session: Session,
    *,
    incident_id: str,
    role: str,
    person: str | None,
    vacate: bool,
    yes: bool,
    command_id: str | None,
) -> None:
    """Give the role, or let nobody hold it."""
    if (person is None) != vacate:
        raise click.UsageError(_("Name the person who gets it, or say --vacate."))
    known = known_role(session, incident_id, role)
    if person is None:
        act(session, incident_id, VacateRole(by=session.by, role=known), command_id)
        say(_("{role}: nobody").format(role=session.speech().role(known)))
        return
    order = AssignRole(by=session.by, role=known, person=known_person(session, person))
    agree_to_wake(session, incident_id, order, command_id, yes=yes)
    outcome = act(session, incident_id, order, command_id)
    speech = session.speech()
    say(_("{role}: {person}").format(role=speech.role(order.role), person=speech.person(order.person)))
    beside = not_combined_words(outcome.incident, order.role, order.person, speech)
    if beside:
        say(beside)
