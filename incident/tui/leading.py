"""What the gateway does for whoever leads an exercise, and reads for nobody else.

Apart from what it does for players: they have no way to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.tui.messages import ConsoleRead, ExercisesListed, Led

if TYPE_CHECKING:  # the first frame waits for none of it
    from collections.abc import Callable

    from incident.application.exercises.leading import Leading
    from incident.application.services import Services

__all__ = ["console", "exercises", "led"]


def exercises(services: Services) -> ExercisesListed:
    """The open ones, each with how it stands, as everybody may know it; where there is none, what can be played."""
    from incident.domain.events import IncidentMode  # here, as below: the first frame leads nothing

    rows = [row for row in services.log.summaries() if row.mode is IncidentMode.EXERCISE]
    opened = [(row, services.service.look(row.incident_id).exercise) for row in rows]
    return ExercisesListed(opened, () if opened else tuple(services.scenarios()))


def console(services: Services, exercise: str) -> ConsoleRead:
    """What is due by itself goes out; then how it stands.

    Raises:
        Refused: whoever sits here does not lead it.
    """
    own = _leading(services)
    own.led(exercise)
    own.advance(exercise)
    return ConsoleRead(own.console(exercise))


def led(services: Services, exercise: str, act: Callable[[Leading], object], said: str) -> Led:
    """Do it, and read the exercise anew."""
    own = _leading(services)
    own.led(exercise)
    act(own)
    return Led(own.console(exercise), said)


def _leading(services: Services) -> Leading:
    from incident.application.exercises.leading import Leading

    return Leading(services.service, services.log, services.log.leading(), services.ids, services.actor)
