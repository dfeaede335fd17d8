"""What a raise of the running incident added, and how far the walk had come by then.

Apart from the checklist: both are read off the changes of tier, the one when a
line is drawn, the other when the change itself is recorded.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from incident.domain.incident import Incident, TierChange
from incident.domain.runbook import Step
from incident.domain.standing import was_worked

if TYPE_CHECKING:
    from incident.domain.checklist import Item

__all__ = ["place_of", "raise_that_added"]


def raise_that_added(incident: Incident, step: Step) -> TierChange | None:
    """The raise since which the step is on the list; None if it was there before, or was worked before."""
    for change in reversed(incident.tier_changes):
        if change.new not in step.tiers:
            return None
        if change.old not in step.tiers:
            return change if change.is_raise and not _was_worked_by(incident, step, change) else None
    return None


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
    order = {step.id: index for index, step in enumerate(incident.runbook.steps())}
    return max(_places(incident.tier_changes), key=lambda place: order.get(place, -1))


def _places(changes: Sequence[TierChange]) -> list[str]:
    return [change.place for change in changes if change.is_raise and change.place is not None]
