"""Raising and lowering the tier of a running incident, and taking in another runbook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.decide.words import optional_text, require_text
from incident.domain.grading.proposals import runbooks_called_for
from incident.domain.grading.tiers import is_graver
from incident.domain.incident import COMMANDER, Incident
from incident.domain.refusals import Refusal, Refused

__all__ = ["add_runbook", "lower_tier", "raise_tier"]


def raise_tier(incident: Incident, command: c.RaiseTier, now: datetime) -> Sequence[e.Event]:
    """Demand more; anybody may, at once. The runbooks that the rules call for at that tier come with it."""
    if command.to == incident.tier:
        raise Refused(Refusal.TIER_NOT_GRAVER, tier=incident.tier, to=command.to)
    if not is_graver(command.to, than=incident.tier):
        number = int(command.to)
        raise Refused(Refusal.TIER_NOT_GRAVER, tier=incident.tier, to=command.to, incident=incident.id, number=number)
    added = [e.RunbookAdded(runbook=each) for each in runbooks_called_for(incident, command.to, now)]
    return [e.TierRaised(to=command.to, because=require_text(command.because, "reason")), *added]


def add_runbook(incident: Incident, command: c.AddRunbook) -> Sequence[e.Event]:
    """Take in the steps of a runbook that a raise rule names; anybody may, whether or not its condition is known."""
    offered = tuple(incident.runbook.added)
    if command.runbook not in offered:
        raise Refused(Refusal.RUNBOOK_NOT_OFFERED, runbook=command.runbook, runbooks=offered)
    if incident.has_added(command.runbook):
        raise Refused(Refusal.RUNBOOK_ADDED, runbook=command.runbook)
    return [e.RunbookAdded(runbook=command.runbook, because=optional_text(command.because, "reason"))]


def lower_tier(incident: Incident, command: c.LowerTier, now: datetime) -> Sequence[e.Event]:
    """Demand less; the commander alone, with a reason, and not below what an open legal clock requires."""
    if command.to == incident.tier:
        raise Refused(Refusal.TIER_NOT_LOWER, tier=incident.tier, to=command.to)
    if not is_graver(incident.tier, than=command.to):
        number = int(command.to)
        raise Refused(Refusal.TIER_NOT_LOWER, tier=incident.tier, to=command.to, incident=incident.id, number=number)
    commander = incident.person_of(COMMANDER)
    if commander is not None and commander != command.by:
        raise Refused(Refusal.LOWER_NEEDS_ROLE, role=COMMANDER, person=commander)
    if incident.law.pinned is not None:
        from incident.domain.decide.law import require_room_below  # here: few incidents are held to any law

        require_room_below(incident, command.to, now)
    return [e.TierLowered(to=command.to, because=require_text(command.because, "reason"))]
