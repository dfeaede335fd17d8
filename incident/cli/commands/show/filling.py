"""The roles that nobody holds, and whom to give one to: whoever is on duty for it now.

Apart from the rest of what needs somebody, because few teams have a rota.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from incident.domain.duties.rota import Rota
from incident.domain.incident import Incident
from incident.i18n import _
from incident.wording.speech import Speech

__all__ = ["empty_roles", "filling_lines"]


def empty_roles(incident: Incident) -> list[str]:
    """The roles that the tier wants filled and nobody holds."""
    return [role for role in incident.roles_to_fill() if incident.person_of(role) is None]


def filling_lines(incident: Incident, rotas: Sequence[Rota], speech: Speech, now: datetime) -> Iterator[str]:
    """All of them in a line, and the command for one: the first that somebody is on duty for, if there is such."""
    empty = empty_roles(incident)
    if not empty:
        return
    yield _("Roles to fill: {roles}").format(roles=_(", ").join(map(speech.role, empty)))
    yield next(_commands(incident, empty, rotas, speech, now), f"  incident role {incident.id} {empty[0]} …")


def _commands(
    incident: Incident, empty: Sequence[str], rotas: Sequence[Rota], speech: Speech, now: datetime
) -> Iterator[str]:
    served = [(role, rota) for role in empty for rota in rotas if role in rota.roles]
    if not served:
        return
    from incident.domain.duties.stretches import now_on_duty  # here: few teams have a rota

    for role, rota in served:
        for found in now_on_duty(rota, now)[:1]:
            words = f"  incident role {incident.id} {role} {found.shift.person}"
            until = speech.when(found.until, now) if found.until else ""
            remark = _("on duty until {until}").format(until=until) if until else _("on duty")
            yield f"{words}    # {remark}"
