"""What was in force at a moment: limits and tiers as they stood then, not as they came to stand.

Apart, because steps, measures and people all ask it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from incident.domain.grading.tiers import Tier
from incident.domain.incident import Incident
from incident.domain.timing.clocks import due_by

__all__ = ["allowed_until", "beyond", "due_after", "due_at", "tier_at", "tiers_until"]


def due_at(limits: Mapping[Tier, timedelta], incident: Incident, moment: datetime) -> datetime | None:
    """When a limit fell due for what happened at `moment`: later changes of tier and later pauses count no more."""
    return due_by(limits, _as_it_was(incident, moment), moment)


def due_after(incident: Incident, since: datetime, limit: timedelta, moment: datetime) -> datetime:
    """That much after `since`, and as much more as an exercise stood until `moment`."""
    return _as_it_was(incident, moment).put_off(since, since + limit, moment)


def beyond(incident: Incident, due: datetime, moment: datetime) -> timedelta:
    """How much later than due that was, negative where it was earlier; what an exercise stood is no time of it."""
    return moment - due if moment <= due else incident.between(due, moment)


def allowed_until(incident: Incident, due: datetime, moment: datetime) -> timedelta:
    """How long the declaration left for what was due then and happened at `moment`."""
    return incident.between(incident.declared_at, min(due, moment)) + max(timedelta(), due - moment)


def _as_it_was(incident: Incident, moment: datetime) -> Incident:
    exercise = incident.exercise
    if exercise is not None:
        turns = tuple(turn for turn in exercise.clock.turns if turn.at <= moment)
        exercise = exercise.changed(clock=exercise.clock.changed(turns=turns))
    earlier = tuple(change for change in incident.tier_changes if change.at <= moment)
    return replace(incident, tier_changes=earlier, exercise=exercise)


def tier_at(incident: Incident, moment: datetime) -> Tier:
    """The tier that the incident had at `moment`."""
    return [tier for at, tier in tiers_until(incident) if at <= moment or at == incident.declared_at][-1]


def tiers_until(incident: Incident) -> Iterator[tuple[datetime, Tier]]:
    """Every tier that the incident had, with the moment from which on."""
    yield incident.declared_at, incident.declared_tier
    for change in incident.tier_changes:
        yield change.at, change.new
