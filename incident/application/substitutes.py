"""Who is asked to see to it when the incident commander has not.

Apart from the telling, which asks for an audience that somebody named; this looks for somebody.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from incident.application.ports import Directory
from incident.domain.events import IncidentMode
from incident.domain.incident import COMMANDER, Incident
from incident.domain.messages.alone import alone

__all__ = ["substitute_of"]

_ROLES: Final = ("deputy", COMMANDER)


def substitute_of(incident: Incident, directory: Directory, at: datetime) -> str:
    """The person: the deputy, else who is on duty, else who may be deputy or lead; '' where none can be reached."""
    is_exercise = incident.mode is IncidentMode.EXERCISE
    for person in dict.fromkeys(_able(incident, directory, at)):
        may_know = not incident.readers or person in incident.readers
        is_free = person and person != incident.person_of(COMMANDER)
        if may_know and is_free and directory.audience(alone(person), {}, exercise=is_exercise, at=at):
            return person
    return ""


def _able(incident: Incident, directory: Directory, at: datetime) -> Iterator[str]:
    yield incident.person_of(_ROLES[0]) or ""
    rotas = directory.rotas()
    if rotas:
        from incident.domain.duties.duty import on_duty, rotas_for  # here: not every team has a rota

        served = [rota for role in _ROLES for rota in rotas_for(rotas, role)]
        yield from (shift.person for rota in served for shift in on_duty(rota, at))
    for role in _ROLES:
        yield from (person.id for person in directory.people() if role in person.roles)
