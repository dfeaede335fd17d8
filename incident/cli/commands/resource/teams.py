"""`incident resource team`, `incident resource period`: who works under whom, and how long the plan holds."""

from __future__ import annotations

import click

from incident.cli.answering import ACT_SHAPE, answers_json
from incident.cli.arguments import command_id, incident_id
from incident.cli.commands.resource.said import acted, later
from incident.cli.named import known_person
from incident.cli.output import say
from incident.cli.resting import agree_to_wake
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.domain.commands import BeginPeriod, DissolveTeam, FormTeam
from incident.i18n import N_, _
from incident.wording.safe import clean_line

__all__ = ["period", "team"]


@command("team", json_shape=ACT_SHAPE)
@incident_id
@argument("TEAM")
@argument("[PERSON]", "person", required=False)
@option("--dissolve", is_flag=True, help=N_("The team is no more; whoever is in it reports to the commander."))
@option("--replace", is_flag=True, help=N_("The person leads it in the place of whoever does now."))
@option("--yes", is_flag=True, help=N_("Give it also to a person who rests."))
@command_id
@answers_json
@pass_session
def team(
    session: Session,
    /,
    *,
    incident_id: str,
    team: str,
    person: str | None,
    dissolve: bool,
    replace: bool,
    yes: bool,
    command_id: str | None,
) -> None:
    """Form it, give it another lead, or dissolve it."""
    if (person is None) != dissolve:
        raise click.UsageError(_("Name the person who leads it, or say --dissolve."))
    teams = session.load(incident_id).resources.teams
    if person is None:
        acted(session, incident_id, DissolveTeam(by=session.by, team=team), command_id)
        return
    order, speech = FormTeam(by=session.by, team=team, lead=known_person(session, person)), session.speech()
    standing = teams.get(team)
    if standing and standing.lead != order.lead and not replace:
        said = _("'{team}' is led by {person}. With --replace it gets another lead.")
        raise click.UsageError(said.format(team=clean_line(team), person=speech.person(standing.lead)))
    agree_to_wake(session, incident_id, order, command_id, yes=yes)
    acted(session, incident_id, order, command_id)
    if standing:
        say(_("Until now it was led by {person}.").format(person=speech.person(standing.lead)))
    if also := [clean_line(each.id) for each in teams.values() if each.lead == order.lead and each.id != team]:
        said = _("{person} leads {teams} as well.")
        say(said.format(person=speech.person(order.lead), teams=_(", ").join(also)))


@command("period", json_shape=ACT_SHAPE)
@incident_id
@argument("UNTIL", "until_")
@command_id
@answers_json
@pass_session
def period(session: Session, *, incident_id: str, until_: str, command_id: str | None) -> None:
    """Begin it; it ends at that time."""
    session.load(incident_id)
    ends = later(session, until_, command_id, "UNTIL")
    acted(session, incident_id, BeginPeriod(by=session.by, ends_at=ends or session.now()), command_id)
