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

__all__ = ["due_at", "tier_at", "tiers_until"]


def due_at(limits: Mapping[Tier, timedelta], incident: Incident, moment: datetime) -> datetime | None:
    """When a limit fell due for what happened at `moment`: later changes of tier count no more."""
    earlier = tuple(change for change in incident.tier_changes if change.at <= moment)
    return due_by(limits, replace(incident, tier_changes=earlier), moment)


def tier_at(incident: Incident, moment: datetime) -> Tier:
    """The tier that the incident had at `moment`."""
    return [tier for at, tier in tiers_until(incident) if at <= moment or at == incident.declared_at][-1]


def tiers_until(incident: Incident) -> Iterator[tuple[datetime, Tier]]:
    """Every tier that the incident had, with the moment from which on."""
    yield incident.declared_at, incident.declared_tier
    for change in incident.tier_changes:
        yield change.at, change.new
