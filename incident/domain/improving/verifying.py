"""What shows that an action holds: a later exercise or incident in which each of its steps went as expected.

Apart from deciding, because it reads the log of another incident. That somebody says it is done shows nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from incident.domain.events import Recorded
from incident.domain.exercises.evidence import Evidence, EvidenceKind, met_from
from incident.domain.improving.plan import Action
from incident.domain.incident import Incident, StepState
from incident.domain.messages.message import Message
from incident.domain.timing.past import due_at

__all__ = ["is_rehearsal", "is_unended", "shown_by"]

_WENT = (StepState.AS_EXPECTED, StepState.SENSED)


def shown_by(action: Action, runbook: str, later: Incident, entries: Sequence[Recorded]) -> tuple[str, ...]:
    """The entries of the later incident that show it, by event id; empty where it shows nothing.

    Args:
        action: what was done.
        runbook: the runbook whose steps it names.
        later: another incident or exercise.
        entries: its entries, in the order of its log.
    """
    if not action.steps or action.done_at is None or later.declared_at <= action.done_at:
        return ()
    if later.bundle is None or later.runbook.id != runbook:
        return ()
    shown: list[str] = []
    for step in action.steps:
        if not _went(step, later):
            return ()
        found = met_from(Evidence(kind=EvidenceKind.STEP, name=step), entries, later.declared_at)
        if found is None:
            return ()
        shown += found.events
    return tuple(shown)


def is_rehearsal(later: Incident) -> bool:
    """Whether somebody played it for themselves, which shows what one person knows and not that a change holds."""
    return later.exercise is not None and later.exercise.is_solo


def is_unended(later: Incident) -> bool:
    """Whether it is an exercise that goes on: what it shows, only its end tells."""
    return later.exercise is not None and later.exercise.ended_at is None


def _went(name: str, later: Incident) -> bool:
    """Whether it was done as written: at once, within its limit, and with no message that reached nobody."""
    step, progress = later.runbook.step(name), later.steps.get(name)
    if step is None or progress is None or progress.state not in _WENT or progress.went_wrong_at is not None:
        return False
    due = due_at(step.within, later, progress.at)
    is_late = due is not None and progress.at > due
    return not is_late and not any(each.step == name and _told_nobody(each) for each in later.messages.values())


def _told_nobody(message: Message) -> bool:
    return message.is_undelivered and not message.tellings and not message.acknowledged_by
