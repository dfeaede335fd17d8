"""What a raise or another runbook would add to the running incident, what it did add, and how far the walk was then.

Apart from the checklist: they are read off the changes, one before a change is made, one when it is recorded, and one
whenever a line is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from incident.domain.frozen import Frozen
from incident.domain.grading.tiers import Tier
from incident.domain.incident import Addition, Incident, TierChange
from incident.domain.runbooks.rounds import unroll
from incident.domain.runbooks.runbook import Step
from incident.domain.walking.standing import was_worked

if TYPE_CHECKING:
    from incident.domain.walking.checklist import Item

__all__ = ["Gain", "gain", "place_of", "what_added"]


class Gain(Frozen):
    """What a tier, or another runbook, would put on the incident."""

    steps: int
    """How many more are on the list; those of branches come with their answer."""
    roles: tuple[str, ...]
    """The roles that it wants filled and nobody holds."""


def gain(incident: Incident, to: Tier, runbooks: Sequence[str] = ()) -> Gain:
    """What the raise to that tier, with those other runbooks, would add; what is done stays done."""
    trunk = [step for step in incident.runbook.steps() if step.branch is None]
    more = [
        step
        for step in trunk
        if _belongs(incident, step, to, runbooks) and not _belongs(incident, step, incident.tier, ())
    ]
    wanted = [*incident.roles_to_fill(to), *(r for each in runbooks for r in incident.runbook.added[each].get(to, ()))]
    empty = dict.fromkeys(role for role in wanted if incident.person_of(role) is None)
    return Gain(steps=len(more), roles=tuple(empty))


def _belongs(incident: Incident, step: Step, tier: Tier, runbooks: Sequence[str]) -> bool:
    has = step.added_by is None or step.added_by in runbooks or incident.has_added(step.added_by)
    return has and tier in step.tiers


def what_added(incident: Incident, step: Step) -> TierChange | Addition | None:
    """The raise, or the other runbook, since which the step is on the list.

    None if it was there from the beginning, or was worked before.
    """
    addition = next((each for each in incident.additions if each.runbook == step.added_by), None)
    since = addition.seq if addition else 0
    for change in reversed(incident.tier_changes):
        if change.seq < since:
            break
        if change.new not in step.tiers:
            return None
        if change.old not in step.tiers:
            return change if change.is_raise and not _was_worked_by(incident, step, change) else None
    return addition


def _was_worked_by(incident: Incident, step: Step, change: TierChange) -> bool:
    """Whether the step had come to a result before the tier changed."""
    progress = incident.steps.get(step.id)
    while progress is not None and progress.seq > change.seq:
        progress = progress.before
    return was_worked(progress)


def place_of(incident: Incident, current: Item | None) -> str | None:
    """The id of the step that the walk has reached; None when nothing can be worked.

    A step of the band stands behind that place, so while one is current the place is where an earlier raise found it.
    """
    if current is None or not current.in_band:
        return current.step.id if current else None
    order = {step.id: index for index, (_, step) in enumerate(unroll(incident.runbook, incident.steps).lines)}
    return max(_places(incident), key=lambda place: order.get(place, -1))


def _places(incident: Incident) -> Sequence[str]:
    raises = [change.place for change in incident.tier_changes if change.is_raise]
    return [place for place in (*raises, *(each.place for each in incident.additions)) if place is not None]
