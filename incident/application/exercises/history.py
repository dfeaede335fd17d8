"""The exercises that were held, read from the log.

Apart from leading one: what was held is no secret, and everybody may read it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from incident.application.errors import StorageDamaged, StorageTooNew
from incident.domain import events as e
from incident.domain.events import IncidentMode
from incident.domain.events.improving import ActionState
from incident.domain.exercises.additions import Done, Past, Real
from incident.domain.exercises.assessing import players
from incident.domain.exercises.holding import Held
from incident.domain.incident import StepState
from incident.domain.messages.alone import BROUGHT_ALONG

if TYPE_CHECKING:
    from incident.application.ports import EventLog
    from incident.application.service import IncidentService
    from incident.domain.incident import Incident

__all__ = ["held_exercises", "held_in", "is_taking", "past_of"]

_WORKED: Final = (StepState.AS_EXPECTED, StepState.NOT_AS_EXPECTED, StepState.SENSED, StepState.OVERRIDDEN)
"""What a step came to that somebody has gone through."""
_WELL: Final = (StepState.AS_EXPECTED, StepState.SENSED)
"""What shows that it works: an overridden one shows nothing of it."""


def held_exercises(service: IncidentService, log: EventLog) -> tuple[Sequence[Held], Sequence[str]]:
    """Those that ended and in which somebody worked on a step; one that nobody played was none.

    Beside them the ids of those that cannot be read.
    """
    held, unread = list[Held](), list[str]()
    for row in log.summaries(open_only=False):
        if row.mode is IncidentMode.EXERCISE:
            try:
                held += held_in(service.load(row.incident_id), log)
            except (StorageDamaged, StorageTooNew):
                unread.append(row.incident_id)
    return held, unread


def past_of(service: IncidentService, log: EventLog) -> Past:
    """What was held, what really happened and what waits to be verified, as far as the log can be read."""
    held: list[Held] = []
    real: list[Real] = []
    done: list[Done] = []
    unread: list[str] = []
    for row in log.summaries(open_only=False):
        if row.runbook in BROUGHT_ALONG:
            continue
        try:
            incident = service.load(row.incident_id)
        except (StorageDamaged, StorageTooNew):
            unread.append(row.incident_id)  # what all others ask for must not be hidden
            continue
        done += _done(incident)
        if incident.mode is IncidentMode.EXERCISE:
            held += held_in(incident, log)
        elif incident.closed_at is not None and incident.bundle is not None:
            gravest = min((incident.declared_tier, *(change.new for change in incident.tier_changes)))
            runbook, steps, at = incident.runbook.id, _worked(incident), incident.closed_at
            real.append(Real(incident=incident.id, runbook=runbook, tier=gravest, at=at, steps=steps))
    return Past(held=held, real=real, done=done, unread=unread)


def held_in(incident: Incident, log: EventLog) -> Iterator[Held]:
    """The exercise as it was held, if it ended and somebody played."""
    exercise = incident.exercise
    if exercise is None or exercise.ended_at is None:
        return
    entries = log.read(incident.id)
    worked = players(entries)
    if not worked:
        return
    steps = incident.steps.items()
    wrong = [name for name, each in steps if each.state is StepState.NOT_AS_EXPECTED or each.went_wrong_at]
    yield Held(
        exercise=incident.id,
        scenario=exercise.scenario,
        at=exercise.ended_at,
        players=_played(worked, entries, exercise.controllers),
        runbook=incident.runbook.id if incident.bundle else "",
        revision=incident.runbook.revision if incident.bundle else 0,
        roles=tuple(incident.roles),
        failed=tuple(wrong),
        done=_worked(incident),
        went_well=tuple(name for name, each in steps if each.state in _WELL and name not in wrong),
        began=exercise.clock.began_at,
        tiers=tuple(sorted({incident.declared_tier, *(change.new for change in incident.tier_changes)})),
        is_solo=exercise.is_solo,
        length=exercise.length,
        played=exercise.clock.read(exercise.ended_at),
        fastest=exercise.clock.fastest,
    )


def _played(worked: Iterable[str], entries: Sequence[e.Recorded], controllers: Iterable[str]) -> tuple[str, ...]:
    """Who worked on a step, and who held a role and wrote more than that they took it."""
    wrote = {entry.person for entry in entries if not is_taking(entry)} - set(controllers)
    holders = (entry.event.person for entry in entries if isinstance(entry.event, e.RoleAssigned))
    return tuple(dict.fromkeys((*worked, *(person for person in holders if person in wrote))))


def _worked(incident: Incident) -> tuple[str, ...]:
    """The steps that somebody worked on."""
    return tuple(name for name, each in incident.steps.items() if each.state in _WORKED)


def is_taking(entry: e.Recorded) -> bool:
    """Whether somebody came by a role with it: that alone is no playing."""
    match entry.event:
        case e.RoleAssigned(person=person) | e.CommandTaken(person=person):
            return person == entry.person
        case e.HandoverAccepted() | e.ReadersNamed():
            return True
        case _:
            return False


def _done(incident: Incident) -> Iterator[Done]:
    for action in incident.improving.actions.values() if incident.improving and incident.bundle else ():
        if action.state is ActionState.DONE and action.steps and action.done_at is not None:
            runbook = incident.runbook.id
            yield Done(incident=incident.id, action=action.id, runbook=runbook, at=action.done_at)
