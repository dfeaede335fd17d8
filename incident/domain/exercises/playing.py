"""What each player does now, and how long ago they last did anything: for those who lead, to see who is stuck.

Apart from how the exercise went, which is about tasks and injects and not about persons.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from incident.domain.events import Recorded, RoleAssigned
from incident.domain.exercises.assessing import players
from incident.domain.exercises.scenario import EVERYBODY, Inject
from incident.domain.exercises.state import Exercise
from incident.domain.frozen import Frozen
from incident.domain.incident import Incident
from incident.domain.walking.standing import COMPLETE_STATES

__all__ = ["QUIET", "Playing", "playing", "unheld"]

QUIET = timedelta(minutes=5)
"""So long without an entry, and somebody is said to be quiet; a measure of this program, no standard."""


class Playing(Frozen):
    """One player, now."""

    person: str
    roles: tuple[str, ...]
    steps: tuple[str, ...]
    """What they began and did not finish."""
    last: Recorded | None
    """The last that they entered since the start; None if nothing."""
    silent_for: timedelta
    """How long ago that was, or that they got a role, by the clock of the exercise: a pause is no silence."""

    @property
    def is_quiet(self) -> bool:
        """Whether somebody might look after them."""
        return self.silent_for >= QUIET


def playing(incident: Incident, exercise: Exercise, entries: Sequence[Recorded], now: datetime) -> tuple[Playing, ...]:
    """Everybody who holds a role or worked on a step, in the order of the roles; who only leads is none of them."""
    persons = dict.fromkeys((*incident.roles.values(), *players(entries)))
    own = (each for each in persons if exercise.is_solo or each not in exercise.controllers)
    return tuple(_one(person, incident, exercise, entries, now) for person in own)


def unheld(incident: Incident, inject: Inject) -> tuple[str, ...]:
    """The roles that it is for and that nobody holds: no player reads it for them; alone one plays all of them."""
    if incident.exercise is not None and incident.exercise.is_solo:
        return ()
    return tuple(role for role in inject.to if role != EVERYBODY and incident.person_of(role) is None)


def _one(person: str, incident: Incident, exercise: Exercise, entries: Sequence[Recorded], now: datetime) -> Playing:
    began, shown = exercise.clock.began_at, exercise.clock.read
    since = [entry for entry in entries if began is not None and entry.occurred_at >= began]
    last = max((entry for entry in since if entry.person == person), key=lambda entry: entry.seq, default=None)
    heard = (entry.occurred_at for entry in since if entry is last or _gives_role(entry, person))
    begun = (
        step
        for step, progress in incident.steps.items()
        if progress.taken_by == person and progress.state not in COMPLETE_STATES
    )
    return Playing(
        person=person,
        roles=tuple(role for role, holder in incident.roles.items() if holder == person),
        steps=tuple(begun),
        last=last,
        silent_for=shown(now) - shown(max(heard, default=began or now)),
    )


def _gives_role(entry: Recorded, person: str) -> bool:
    return isinstance(entry.event, RoleAssigned) and entry.event.person == person
