"""Raising and lowering the tier of a running incident."""

from __future__ import annotations

from collections.abc import Sequence

from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.decide.words import require_text
from incident.domain.incident import COMMANDER, Incident
from incident.domain.refusals import Refusal, Refused
from incident.domain.tiers import is_graver

__all__ = ["lower_tier", "raise_tier"]


def raise_tier(incident: Incident, command: c.RaiseTier) -> Sequence[e.Event]:
    """Demand more; anybody may, at once."""
    if not is_graver(command.to, than=incident.tier):
        raise Refused(Refusal.TIER_NOT_GRAVER, tier=incident.tier, to=command.to)
    return [e.TierRaised(to=command.to, because=require_text(command.because, "reason"))]


def lower_tier(incident: Incident, command: c.LowerTier) -> Sequence[e.Event]:
    """Demand less; the commander alone, with a reason (reference/STANDARDS.md 2.2)."""
    if not is_graver(incident.tier, than=command.to):
        raise Refused(Refusal.TIER_NOT_LOWER, tier=incident.tier, to=command.to)
    commander = incident.person_of(COMMANDER)
    if commander is not None and commander != command.by:
        raise Refused(Refusal.LOWER_NEEDS_ROLE, role=COMMANDER, person=commander)
    return [e.TierLowered(to=command.to, because=require_text(command.because, "reason"))]
