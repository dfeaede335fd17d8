"""What an incident would be closed without: roles nobody holds, clocks that run, customers not told, steps ruled out.

Apart from the refusals of closing, because none of this keeps anybody from it; it is read before it is agreed to.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from incident.domain.incident import CUSTOMERS, Incident, StepState
from incident.domain.timing.clock_kinds import ClockKind
from incident.domain.timing.clocks import running_clocks
from incident.domain.walking.checklist import Checklist
from incident.i18n import _
from incident.wording.clocks import clock_name
from incident.wording.completion import ended_counts
from incident.wording.delivery import reached_nobody

if TYPE_CHECKING:
    from incident.wording.speech import Speech

__all__ = ["closing_gaps", "counted"]


def counted(checklist: Checklist) -> str:
    """How the steps ended: `13 done  1 overridden  15 n/a`."""
    items = [*checklist.applicable, *checklist.in_state(StepState.NOT_APPLICABLE)]
    return ended_counts(items) or _("{count} done").format(count=0)


def closing_gaps(incident: Incident, checklist: Checklist, now: datetime, speech: Speech) -> Iterator[str]:
    """A sentence for each, the gravest first."""
    yield from reached_nobody(incident, speech)
    yield from _unfinished(incident)
    if incident.bundle is None:
        return
    steps = incident.runbook.steps()
    if incident.last_update_at is None and any(step.audience == CUSTOMERS for step in steps):
        yield _("No message went to the customers as a whole.")
    for clock in running_clocks(incident, checklist, now):
        if clock.kind in (ClockKind.UPDATE, ClockKind.RESTORE):
            words = _("Not stated, and its clock runs: {name}, due {time}.")
            yield words.format(name=clock_name(clock, speech), time=speech.when(clock.due_at, now))
    empty = [speech.role(role) for role in incident.roles_to_fill() if incident.person_of(role) is None]
    if empty:
        yield _("Nobody holds: {roles}.").format(roles=_(", ").join(empty))
    ruled_out = checklist.in_state(StepState.NOT_APPLICABLE)
    by_people = [item for item in ruled_out if item.progress is not None]
    if by_people:
        words = _("Ruled out as not applicable: {count} of {total} steps, by people; {others} by their conditions.")
        total, others = len(checklist.applicable) + len(by_people), len(ruled_out) - len(by_people)
        yield words.format(count=len(by_people), total=total, others=others)


def _unfinished(incident: Incident) -> Iterator[str]:
    """Which customers were told what comes of their case, and wait for it still."""
    if incident.cases is None:
        return
    from incident.domain.cases.register import register_of  # here, as below: few incidents have cases
    from incident.wording.cases import cases_phrase

    cases = map(register_of(incident).case, register_of(incident).numbers)
    left = [case.number for case in cases if case.told is not None and not case.is_over]
    if left:
        words = _("Told, but not done: {cases}. What is not finished now can be afterwards: incident case done.")
        yield words.format(cases=cases_phrase(left))
