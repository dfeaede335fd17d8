"""Teams, and operational periods."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.decide.words import require_text
from incident.domain.incident import Incident
from incident.domain.nearest import nearest
from incident.domain.refusals import Refusal, Refused

__all__ = ["begin_period", "dissolve", "form"]

_LONGEST = 40


def form(incident: Incident, command: c.FormTeam) -> Sequence[e.Event]:
    """Put a lead over a team, which is new or stands."""
    name = str(require_text(command.team, "team", _LONGEST))
    standing = incident.resources.teams.get(name)
    if standing is not None and standing.lead == command.lead:
        raise Refused(Refusal.TEAM_STANDS, team=name, person=command.lead)
    return [e.TeamFormed(team=name, lead=command.lead)]


def dissolve(incident: Incident, command: c.DissolveTeam) -> Sequence[e.Event]:
    """End a team; what it has, awaits or asked for is the commander's again."""
    teams = incident.resources.teams
    if command.team not in teams:
        raise Refused(Refusal.TEAM_UNKNOWN, team=command.team, near=nearest(command.team, teams))
    return [e.TeamDissolved(team=command.team)]


def begin_period(incident: Incident, command: c.BeginPeriod, now: datetime) -> Sequence[e.Event]:
    """Begin the next period, which ends in the future."""
    if command.ends_at <= now:
        raise Refused(Refusal.OUT_UNTIL_PAST, until=command.ends_at)
    period = incident.resources.period
    return [e.PeriodBegun(number=period.number + 1 if period else 1, ends_at=command.ends_at)]
