"""What the rules propose but never do by themselves: raising and lowering the tier, taking in another runbook."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from incident.domain.frozen import Frozen
from incident.domain.grading.doubt import doubt
from incident.domain.grading.tiers import Tier, is_graver
from incident.domain.incident import Incident, Status
from incident.domain.runbooks.conditions import evaluate
from incident.domain.runbooks.runbook import RaiseRule
from incident.domain.walking.watching import lowering_holds

__all__ = ["Proposal", "proposals", "runbooks_called_for"]


class Proposal(Frozen):
    """A change that the facts call for; a person decides."""

    to: Tier
    """The tier that is proposed; the incident's own where only a runbook is."""
    words: str
    """Key of the bundle's words that say why; '' for a lowering, and where it is for doubt."""
    runbook: str = ""
    """The runbook whose steps would be added; '' for none."""
    unknown: tuple[str, ...] = ()
    """The facts that nobody knows and that count as the worse, of a raise for doubt."""

    def is_raise(self, incident: Incident) -> bool:
        """Whether it proposes a graver tier than the incident has."""
        return is_graver(self.to, than=incident.tier)

    def is_addition(self, incident: Incident) -> bool:
        """Whether it proposes to take in a runbook, and nothing else."""
        return bool(self.runbook) and not self.is_raise(incident)


def proposals(incident: Incident, now: datetime) -> tuple[Proposal, ...]:
    """The changes that the rules call for now: raises first, then additions; lowerings where there are neither."""
    if incident.status is not Status.OPEN or incident.bundle is None:
        return ()
    true = list(_true_rules(incident, now))
    raises = [
        Proposal(to=rule.to, words=f"raise.{n}", runbook=_missing(incident, rule))
        for n, rule in true
        if is_graver(rule.to, than=incident.tier)
    ]
    additions = {
        rule.also_run: Proposal(to=incident.tier, words=f"raise.{n}", runbook=_missing(incident, rule))
        for n, rule in reversed(true)
        if not is_graver(rule.to, than=incident.tier) and _missing(incident, rule)
    }
    doubts = doubt(incident, now)
    if doubts is not None and doubts.counts and not any(doubts.to >= each.to for each in raises):
        raises.append(Proposal(to=doubts.to, words="", unknown=doubts.facts))
    lowers = [
        Proposal(to=rule.to, words="")
        for n, rule in enumerate(incident.runbook.lower_rules)
        if is_graver(incident.tier, than=rule.to)
        and not any(is_graver(each.to, than=rule.to) for _, each in true)  # it would be raised again at once
        and lowering_holds(incident, n, now)
    ]
    return (*raises, *reversed(additions.values())) or tuple(lowers)


def runbooks_called_for(incident: Incident, tier: Tier, now: datetime) -> tuple[str, ...]:
    """The runbooks that come with a raise to that tier: their rules are true, and ask for no graver one."""
    called = (_missing(incident, rule) for _, rule in _true_rules(incident, now) if not is_graver(rule.to, than=tier))
    return tuple(dict.fromkeys(filter(None, called)))


def _true_rules(incident: Incident, now: datetime) -> Iterator[tuple[int, RaiseRule]]:
    situation = incident.situation(now)
    for number, rule in enumerate(incident.runbook.raise_rules if incident.bundle else ()):
        if evaluate(rule.when, situation):
            yield number, rule


def _missing(incident: Incident, rule: RaiseRule) -> str:
    """The runbook that the rule adds and the incident does not have yet, or ''."""
    return rule.also_run if rule.also_run is not None and not incident.has_added(rule.also_run) else ""
