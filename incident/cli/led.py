"""What whoever leads an exercise adds to its report, and players do not read.

Apart from the report's command, so that a real incident's report loads none of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.domain.frozen import Frozen

if TYPE_CHECKING:
    from incident.application.review.lengths import Run
    from incident.cli.session import Session
    from incident.domain.exercises.results import Results
    from incident.domain.exercises.scenario import ScenarioBundle
    from incident.domain.incident import Incident

__all__ = ["Led", "led_exercise", "led_results"]


class Led(Frozen):
    """How the exercise went, and the words of its scenario."""

    results: Results
    scenario: ScenarioBundle
    earlier: tuple[Run, ...] = ()
    """How long its tasks took the last times."""
    unread: tuple[str, ...] = ()
    """Exercises that may have been among these, and could not be read."""


def led_exercise(session: Session, incident: Incident) -> Led | None:
    """None for what is real, for an exercise without a scenario, and for whoever does not lead it."""
    if not _is_led(session, incident):
        return None
    from incident.application.review.task_runs import last_task_runs  # here: few incidents are exercises
    from incident.cli.commands.drill.leading import leading_of  # here, for the same reason

    leading, services = leading_of(session), session.services
    earlier, unread = last_task_runs(services.log, incident, session.by, services.service.load, leading.results)
    return Led(
        results=leading.results(incident.id),
        scenario=leading.standing(incident.id).bundle,
        earlier=earlier,
        unread=unread,
    )


def led_results(session: Session, incident: Incident) -> Results | None:
    """How it went, without what earlier ones came to; None as above."""
    if not _is_led(session, incident):
        return None
    from incident.cli.commands.drill.leading import leading_of  # here: few incidents are exercises

    return leading_of(session).results(incident.id)


def _is_led(session: Session, incident: Incident) -> bool:
    return incident.exercise is not None and session.by in incident.exercise.controllers
