"""Who may say how far an action has come: its owner, its approver, and whoever leads improvement.

Apart from the rules, because a refusal names these people.
"""

from __future__ import annotations

from incident.domain.improving.plan import Action, Improving
from incident.domain.incident import COMMANDER, PROGRAM, Incident
from incident.domain.refusals import Refusal, Refused

__all__ = ["require_say", "who_has_say"]


def who_has_say(incident: Incident, action: Action) -> tuple[str, ...]:
    """Its owner and approver, the owner of the report, and who led: an exercise its leaders, else the commander.

    Before anybody took command, who declared it. Its owner may have left, so there is always somebody besides.
    """
    plan = incident.improving or Improving()
    exercise = incident.exercise
    led = exercise.leaders if exercise is not None else (incident.person_of(COMMANDER) or incident.declared_by,)
    people = (action.owner, action.approver, plan.debriefed.owner, *led)
    return tuple(dict.fromkeys(person for person in people if person and person != PROGRAM))


def require_say(incident: Incident, action: Action, by: str) -> None:
    """Whoever says it has a say in it.

    Raises:
        Refused: ACTION_OF_OTHERS, naming who may.
    """
    people = who_has_say(incident, action)
    if by not in people:
        raise Refused(Refusal.ACTION_OF_OTHERS, action=action.id, people=people)
