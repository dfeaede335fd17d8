"""What was in force at a moment: tiers as they stood then, and the time from one to another.

Apart, because steps, measures and people all ask it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from incident.domain.grading.tiers import Tier
from incident.domain.incident import Incident
from incident.domain.timing.past import speed_at

__all__ = ["allowed_until", "beyond", "tier_at", "tiers_until"]


def beyond(incident: Incident, due: datetime, moment: datetime) -> timedelta:
    """How much later than due that was, negative where it was earlier; of an exercise in its own time."""
    return (moment - due) * speed_at(incident, moment) if moment <= due else incident.between(due, moment)


def allowed_until(incident: Incident, due: datetime, moment: datetime) -> timedelta:
    """How long the declaration left for what was due then and happened at `moment`."""
    left = max(timedelta(), due - moment) * speed_at(incident, moment)
    return incident.between(incident.declared_at, min(due, moment)) + left


def tier_at(incident: Incident, moment: datetime) -> Tier:
    """The tier that the incident had at `moment`."""
    return [tier for at, tier in tiers_until(incident) if at <= moment or at == incident.declared_at][-1]


def tiers_until(incident: Incident) -> Iterator[tuple[datetime, Tier]]:
    """Every tier that the incident had, with the moment from which on."""
    yield incident.declared_at, incident.declared_tier
    for change in incident.tier_changes:
        yield change.at, change.new
