"""The line of the checklist that a command is about, in the state that the command needs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from incident.domain import events as e
from incident.domain.incident import Incident, StepState
from incident.domain.nearest import nearest
from incident.domain.refusals import Refusal, Refused
from incident.domain.runbooks.runbook import CONTAINERS, Step, Verb
from incident.domain.walking.checklist import Item, build_checklist
from incident.domain.walking.standing import COMPLETE_STATES

__all__ = ["item_of", "open_item", "own_item", "take_before", "workable_item"]


def take_before(item: Item, by: str) -> Sequence[e.Event]:
    """The take that stands before any result, unless somebody took the step already."""
    if item.progress is not None and item.progress.taken_by is not None:
        return []
    return [e.StepTaken(step=item.step.id, by=by)]


def item_of(incident: Incident, step_id: str, now: datetime) -> Item:
    """The step's line at this tier.

    Raises:
        Refused: STEP_UNKNOWN, STEP_OTHER_TIER, STEP_NOT_ADDED, STEP_OTHER_ROUND or STEP_NOT_APPLICABLE.
    """
    item = build_checklist(incident, now).item(step_id)
    step = incident.runbook.step(step_id)
    if step is None:
        near = nearest(step_id, (s.id for s in incident.runbook.steps()))
        raise Refused(Refusal.STEP_UNKNOWN, step=step_id, near=near)
    if item is None:
        raise _not_listed(incident, step)
    by_person = item.progress is not None and item.progress.state is StepState.NOT_APPLICABLE
    if item.state is StepState.NOT_APPLICABLE and not by_person:
        parent = step.branch.step if step.branch else ""
        raise Refused(Refusal.STEP_NOT_APPLICABLE, step=step_id, parent=parent)
    return item


def _not_listed(incident: Incident, step: Step) -> Refused:
    """Why the step is not on the list."""
    if incident.tier not in step.tiers:
        tiers = tuple(str(int(tier)) for tier in step.tiers)
        return Refused(Refusal.STEP_OTHER_TIER, step=step.id, tiers=tiers, tier=incident.tier)
    if step.added_by is not None and not incident.has_added(step.added_by):
        return Refused(Refusal.STEP_NOT_ADDED, step=step.id, runbook=step.added_by)
    parent = step.branch.step if step.branch else ""
    if step.branch is not None and step.branch.is_body:
        return Refused(Refusal.STEP_OTHER_ROUND, step=step.id, parent=parent)
    return Refused(Refusal.STEP_NOT_APPLICABLE, step=step.id, parent=parent)


def open_item(incident: Incident, step_id: str, now: datetime) -> Item:
    """The step's line, which must still be open.

    Raises:
        Refused: as `_item`, STEP_OVER where it ended by itself, or STEP_DONE naming who was first.
    """
    item = item_of(incident, step_id, now)
    progress = item.progress
    if progress is not None and progress.state is StepState.SENSED and item.step.verb is not Verb.WATCH:
        raise Refused(Refusal.STEP_OVER, step=step_id, at=progress.at)
    if progress is not None and progress.state in COMPLETE_STATES:
        by, at = progress.by, progress.at
        if progress.state is StepState.NOT_APPLICABLE:
            raise Refused(Refusal.STEP_DONE, step=step_id, by=by, at=at, why=str(progress.words or "-"))
        raise Refused(Refusal.STEP_DONE, step=step_id, by=by, at=at)
    return item


def own_item(incident: Incident, step_id: str, now: datetime) -> Item:
    """The line of an open step that is not only made of others.

    Raises:
        Refused: as `_open_item`, or STEP_HAS_STEPS.
    """
    item = open_item(incident, step_id, now)
    if item.step.verb in CONTAINERS:
        raise Refused(Refusal.STEP_HAS_STEPS, step=step_id)
    return item


def workable_item(incident: Incident, step_id: str, now: datetime) -> Item:
    """The line of an open step that somebody can work on; of a repeat with rounds to go, its steps are.

    Raises:
        Refused: as `_own_item`.
    """
    item = own_item(incident, step_id, now)
    if not item.is_work:
        raise Refused(Refusal.STEP_HAS_STEPS, step=step_id)
    return item
