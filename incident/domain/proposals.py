"""What the rules propose but never do by themselves: raising and lowering the tier."""

from __future__ import annotations

from datetime import datetime

from incident.domain.conditions import evaluate
from incident.domain.frozen import Frozen
from incident.domain.incident import Incident, Status
from incident.domain.tiers import Tier, is_graver
from incident.domain.watching import lowering_holds

__all__ = ["Proposal", "proposals"]


class Proposal(Frozen):
    """A change of tier that the facts call for; a person decides."""

    to: Tier
    words: str
    """Key of the bundle's words that say why, or '' for a lowering."""

    def is_raise(self, incident: Incident) -> bool:
        """Whether it proposes a graver tier than the incident has."""
        return is_graver(self.to, than=incident.tier)


def proposals(incident: Incident, now: datetime) -> tuple[Proposal, ...]:
    """The changes of tier that the rules call for now, raises first."""
    if incident.status is not Status.OPEN or incident.bundle is None:
        return ()
    situation = incident.situation(now)
    raises = [
        Proposal(to=rule.to, words=f"raise.{n}")
        for n, rule in enumerate(incident.runbook.raise_rules)
        if is_graver(rule.to, than=incident.tier) and evaluate(rule.when, situation)
    ]
    lowers = [
        Proposal(to=rule.to, words="")
        for n, rule in enumerate(incident.runbook.lower_rules)
        if is_graver(incident.tier, than=rule.to) and lowering_holds(incident, n, now)
    ]
    return tuple(raises) or tuple(lowers)
