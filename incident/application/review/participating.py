"""Who took part in an exercise: invited, attended, acted, and who was there and silent (reference/DRILLS.md 3.1).

Apart from the roles, which say who held what and not who did anything.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from incident.application.exercises.history import is_taking
from incident.application.review.rows import Participant
from incident.domain.events import OfExercise, Recorded, RoleAssigned
from incident.domain.incident import PROGRAM, Incident

__all__ = ["participants", "with_invited"]


def participants(incident: Incident, entries: Sequence[Recorded]) -> tuple[Participant, ...]:
    """Every player who held a role or wrote anything while it was played, in that order; nobody in what is real."""
    exercise = incident.exercise
    if exercise is None or exercise.clock.began_at is None:
        return ()
    aside = {PROGRAM, *(() if exercise.is_solo else exercise.controllers)}
    over, began = exercise.ended_at, exercise.clock.began_at
    until = [each for each in entries if over is None or each.occurred_at <= over]
    played = [each for each in until if each.occurred_at >= began]
    roles: dict[str, dict[str, None]] = {}
    for each in until:
        if isinstance(each.event, RoleAssigned):
            roles.setdefault(each.event.person, {})[each.event.role] = None
    acts = [each.person for each in played if not isinstance(each.event, OfExercise.__args__) and not is_taking(each)]
    persons = dict.fromkeys((*roles, *(each.person for each in played)))
    return tuple(
        Participant(person=each, roles=tuple(roles.get(each, ())), acts=acts.count(each))
        for each in persons
        if each not in aside
    )


def with_invited(rows: Sequence[Participant], invited: Collection[str] | None) -> tuple[Participant, ...]:
    """With who was invited, and those of them who did not come; None: no plan says."""
    if invited is None:
        return tuple(rows)
    came = {each.person for each in rows}
    absent = (each for each in dict.fromkeys(invited) if each not in came)
    return (
        *(each.changed(is_invited=each.person in invited) for each in rows),
        *(Participant(person=each, is_invited=True, attended=False) for each in absent),
    )
