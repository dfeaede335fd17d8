"""A real incident ceases play: the clock of every exercise stands from the moment at which it was declared.

Apart from the service, which calls it after each real declaration, because whoever runs an exercise asks too: a
terminal may have died between the two.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from incident.application.actor import Actor
from incident.application.errors import IncidentError
from incident.domain.commands import SuspendExercise
from incident.domain.events import IncidentMode
from incident.domain.incident import PROGRAM
from incident.domain.messages.alone import BROUGHT_ALONG
from incident.domain.refusals import Refused

if TYPE_CHECKING:
    from incident.application.ports import EventLog
    from incident.application.service import IncidentService

__all__ = ["ceases_play", "freeze", "freeze_all"]


def ceases_play(mode: IncidentMode, runbook: str) -> bool:
    """Whether what is declared so has happened: a test page or a reminder is a record only, and stops nobody."""
    return mode is IncidentMode.REAL and runbook not in BROUGHT_ALONG


def freeze_all(service: IncidentService, log: EventLog, real: str, at: datetime) -> None:
    """Suspend every exercise; one that cannot be is no reason to hold up what is real."""
    with suppress(IncidentError):
        for row in log.summaries():
            if row.mode is IncidentMode.EXERCISE:
                with suppress(IncidentError, Refused):
                    freeze(service, row.incident_id, real, at)


def freeze(service: IncidentService, exercise: str, real: str, at: datetime) -> bool:
    """Suspend it as of that instant; whether it was running, and had not heeded this incident before."""
    order = SuspendExercise(by=PROGRAM, incident=real)
    if service.load(exercise).exercise is None:
        return False
    outcome = service.execute(exercise, order, Actor(person=PROGRAM), f"freeze {exercise} {real}", at)
    return bool(outcome.entries) and not outcome.was_repeated
