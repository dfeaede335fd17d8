"""When a limit fell due for what happened at a moment: as things stood then, not as they came to stand.

Apart, because reviews and what verifies an action must judge alike what was late.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from incident.domain.grading.tiers import Tier
from incident.domain.incident import Incident
from incident.domain.timing.clocks import due_by

__all__ = ["due_after", "due_at", "speed_at"]


def due_at(limits: Mapping[Tier, timedelta], incident: Incident, moment: datetime) -> datetime | None:
    """When a limit fell due for what happened at `moment`: later changes of tier and later pauses count no more."""
    return due_by(limits, _as_it_was(incident, moment), moment)


def due_after(incident: Incident, since: datetime, limit: timedelta, moment: datetime) -> datetime:
    """That much after `since`, moved as an exercise stood or went faster until `moment`."""
    return _as_it_was(incident, moment).put_off(since, since + limit, moment)


def speed_at(incident: Incident, moment: datetime) -> int:
    """How fast its time passed then."""
    return _as_it_was(incident, moment).speed


def _as_it_was(incident: Incident, moment: datetime) -> Incident:
    exercise = incident.exercise
    if exercise is not None:
        exercise = exercise.changed(clock=exercise.clock.until(moment))
    earlier = tuple(change for change in incident.tier_changes if change.at <= moment)
    return replace(incident, tier_changes=earlier, exercise=exercise)
