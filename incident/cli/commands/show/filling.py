"""The roles that nobody holds, and whom to give one to: whoever is on duty for it now.

Apart from the rest of what needs somebody, because few teams have a rota.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from incident.domain.duties.rota import Rota
from incident.domain.incident import Incident
from incident.i18n import _
from incident.wording.speech import Speech

if TYPE_CHECKING:
    from incident.application.services import Services
    from incident.domain.duties.stretches import OnDuty

__all__ = ["empty_roles", "filling_lines", "rests_to_tell"]


def empty_roles(incident: Incident) -> list[str]:
    """The roles that the tier wants filled and nobody holds."""
    return [role for role in incident.roles_to_fill() if incident.person_of(role) is None]


def rests_to_tell(services: Services, incident: Incident, now: datetime) -> Mapping[str, datetime]:
    """Who rests, and until when, where somebody who is on duty will be named for a role."""
    if not services.directory.rotas() or incident.bundle is None or not empty_roles(incident):
        return {}
    from incident.application.rests import resting_people  # here: few teams have a rota

    return resting_people(services.service, incident.mode, now)


def filling_lines(
    incident: Incident, rotas: Sequence[Rota], speech: Speech, now: datetime, rests: Mapping[str, datetime]
) -> Iterator[str]:
    """All of them in a line, and the command for one: the first that somebody on duty does not sleep for."""
    empty = empty_roles(incident)
    if not empty:
        return
    yield _("Roles to fill: {roles}").format(roles=_(", ").join(map(speech.role, empty)))
    first = min(_on_duty(empty, rotas, now), key=lambda each: each[1].shift.person in rests, default=None)
    if first is None:
        yield f"  incident role {incident.id} {empty[0]} …"
        return
    role, found = first
    until = speech.when(found.until, now) if found.until else ""
    remark = _("on duty until {until}").format(until=until) if until else _("on duty")
    if (sleeps := rests.get(found.shift.person)) is not None:
        remark = _("rests until {until}").format(until=speech.when(sleeps, now))
    yield f"  incident role {incident.id} {role} {found.shift.person}    # {remark}"


def _on_duty(empty: Sequence[str], rotas: Sequence[Rota], now: datetime) -> Iterator[tuple[str, OnDuty]]:
    """Whoever is on duty for one of the roles, in the order in which they are woken."""
    served = [(role, rota) for role in empty for rota in rotas if role in rota.roles]
    if not served:
        return
    from incident.domain.duties.stretches import now_on_duty  # here: few teams have a rota

    for role, rota in served:
        yield from ((role, found) for found in now_on_duty(rota, now))
