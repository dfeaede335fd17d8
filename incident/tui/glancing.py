"""What the list of incidents does not say of each: how much of it needs a person, and what the law waits for next.

Apart from the gateway, which says when it is read and by which thread.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from incident.application.delivery.broken import broken_targets
from incident.application.delivery.stuck import gets_nothing_out
from incident.domain.duties.carrying import offers
from incident.domain.incident import StepState
from incident.domain.questions.waiting import open_questions
from incident.domain.timing.clock_kinds import ClockKind
from incident.domain.timing.clocks import QUIET, due_first, legal_clocks
from incident.walk.needs import needs
from incident.walk.reading import moment_of
from incident.walk.stand import Stand

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from incident.application.services import Services
    from incident.domain.content import PinnedRegister
    from incident.domain.exercises.clock import ExerciseClock
    from incident.domain.incident import Incident

__all__ = [
    "Owed",
    "asked_of",
    "broken_of",
    "exercise_clocks_of",
    "gets_nothing_out_of",
    "givers_of",
    "needs_of",
    "owed_of",
    "places_of",
]


def needs_of(services: Services, incident_ids: Sequence[str]) -> Mapping[str, int]:
    """How many things of each incident need a person."""
    return {name: len(needs(moment_of(services, services.service.look(name)))) for name in incident_ids}


def givers_of(services: Services, incident_ids: Sequence[str]) -> Mapping[str, str]:
    """By incident who hands their work over to whoever sits here, and waits for their word."""
    now, person = services.clock.now(), services.actor.acts_as
    found = {name: offers(services.service.look(name), now) for name in incident_ids}
    return {name: each.giver for name, made in found.items() for each in made if each.to == person}


def places_of(services: Services, incident_ids: Sequence[str]) -> Mapping[str, tuple[str, str]]:
    """Of each incident the number of the step at which somebody holds, and of the step that is due first; '' of none.

    A current step that is due needs no number: opening the incident shows it.
    """
    now = services.clock.now()
    return {name: _place(Stand(services.service.look(name), now)) for name in incident_ids}


def _place(stand: Stand) -> tuple[str, str]:
    checklist = stand.checklist
    held = next((item.number for item in checklist.in_state(StepState.HELD)), "")
    current = checklist.current.step.id if checklist.current else ""
    first = due_first([clock for clock in stand.clocks if clock.kind not in QUIET], current)
    due = checklist.item(first.subject) if first is not None and first.kind is ClockKind.STEP else None
    return held, due.number if due is not None and due.step.id != current else ""


def exercise_clocks_of(services: Services, incident_ids: Sequence[str]) -> Mapping[str, ExerciseClock]:
    """The clocks of those of them that are exercises."""
    incidents = (services.service.look(name) for name in incident_ids)
    return {each.id: each.along for each in incidents if each.along is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """What others wait for in one incident."""

    report: str
    """The legal report whose time runs out first; '' of none."""
    law: PinnedRegister | None
    """The rules that have its words."""
    clocks: Sequence[tuple[str, datetime]]
    """That report and the customers' update, each with when it is due; empty in an exercise."""


def owed_of(services: Services, incident_ids: Sequence[str]) -> Mapping[str, Owed]:
    """Of each incident what others wait for: once it is late, that is said before anything else."""
    now = services.clock.now()
    return {each.id: _owed(each, now) for each in map(services.service.look, incident_ids)}


def _owed(incident: Incident, now: datetime) -> Owed:
    legal = legal_clocks(incident, now)[:1]
    update = [clock for clock in Stand(incident, now).clocks if clock.kind is ClockKind.UPDATE]
    clocks = [(clock.id, clock.due_at) for clock in (*legal, *update)] if incident.along is None else []
    return Owed(report=legal[0].subject if legal else "", law=incident.law.pinned, clocks=clocks)


def asked_of(services: Services, incident_ids: Sequence[str], waiting: Collection[str]) -> Sequence[Incident]:
    """The incidents in which the person waits for an answer, and those in which they waited."""
    person = services.actor.acts_as
    found = [services.service.look(name) for name in dict.fromkeys([*incident_ids, *waiting])]
    return [each for each in found if each.id in waiting or any(q.by == person for q in open_questions(each))]


def broken_of(services: Services, incident_ids: Sequence[str]) -> Sequence[str]:
    """The targets that refused for good what these incidents sent last."""
    rows = (row for name in incident_ids for row in services.outbox.deliveries(name))
    return sorted(broken_targets(rows, services.directory))


def gets_nothing_out_of(services: Services, incident_ids: Sequence[str]) -> bool:
    """Whether messages of these incidents are tried in vain, and none of any of them leaves."""
    rows = [row for name in incident_ids for row in services.outbox.deliveries(name)]
    return gets_nothing_out(rows, services.clock.now())
