"""What a player's program does where the program that led an exercise is gone and could not let it stand (ADR 50).

Apart from leading: it knows nothing but that somebody led it, and pauses as anybody may.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from incident.application.actor import Actor
from incident.application.errors import IncidentError, StorageError
from incident.domain.commands import PauseExercise
from incident.domain.exercises.reserved import UNLED
from incident.domain.exercises.state import Phase
from incident.domain.incident import PROGRAM
from incident.domain.refusals import Refused

if TYPE_CHECKING:
    from incident.application.ports import EventLog
    from incident.application.service import IncidentService
    from incident.domain.incident import Incident

__all__ = ["PATIENCE", "Vigil"]

PATIENCE: Final = timedelta(seconds=15)
"""Of the day: a server that restarts and a leader who opens the program again take less, and an inject that fell due
meanwhile still goes by itself afterwards (UNLED_AFTER)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """That a program led it."""

    going_since: datetime | None
    """The stretch of play in which that was so: who lets it go on unwatched wants it so."""
    gone_since: datetime | None = None
    """Since when none does; None while one does."""


class Vigil:
    """For one program, as long as it is open: only what it saw being led can be without a lead."""

    def __init__(self, service: IncidentService, log: EventLog) -> None:
        self._service = service
        self._log = log
        self._seen: dict[str, _Seen] = {}

    def is_over(self, incident: Incident) -> bool:
        """Whether a program led it in this stretch of play, and none has for long enough."""
        exercise = incident.exercise
        if exercise is None or exercise.phase is not Phase.RUNNING or exercise.is_solo:
            return False
        seen, going_since, now = self._seen.get(incident.id), exercise.clock.going_since, self._service.now()
        try:
            is_led = self._log.presence().is_led(incident.id)
        except StorageError:  # cut off from where that is told: nobody knows
            is_led = seen is not None
        if is_led:
            self._seen[incident.id] = _Seen(going_since=going_since)
        elif seen is not None and seen.going_since == going_since:
            gone_since = seen.gone_since or now
            self._seen[incident.id] = _Seen(going_since=going_since, gone_since=gone_since)
            return now - gone_since >= PATIENCE
        return False

    def let_stand(self, incident: Incident) -> None:
        """Pause it, unless anything was entered since it was read: another program may have been first."""
        order = PauseExercise(by=PROGRAM, because=UNLED, after=incident.version)
        with suppress(IncidentError, Refused):  # what stands, or cannot be written now, is looked at again
            self._service.execute(incident.id, order, Actor(person=PROGRAM))
