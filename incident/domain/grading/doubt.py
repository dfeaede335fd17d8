"""What nobody knows and the tier hangs on: for half an hour it counts as the worse, then it is asked again.

Apart from the grading, which looks at one moment; this looks at a running incident (reference/STANDARDS.md 2.2, 3).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from incident.domain.frozen import Frozen
from incident.domain.grading.tiers import Tier, is_graver
from incident.domain.grading.triage import grade
from incident.domain.incident import Incident, Status
from incident.domain.runbooks.conditions import facts_of

__all__ = ["AS_THE_WORSE", "Doubt", "doubt"]

AS_THE_WORSE: Final = timedelta(minutes=30)
"""From declaration: how long what is unknown counts as the worse."""


class Doubt(Frozen):
    """A graver tier that hangs on what somebody was asked and did not know."""

    to: Tier
    facts: tuple[str, ...]
    counts: bool
    """Whether it counts as the worse now; else it is asked again."""


def doubt(incident: Incident, now: datetime) -> Doubt | None:
    """What is in doubt now; None where the tier hangs on nothing unknown, or is as grave already.

    A question that was never asked raises no doubt: whoever declared has chosen without it.
    """
    if incident.status is not Status.OPEN or incident.bundle is None:
        return None
    unknown = {fact for fact, entry in incident.facts.items() if entry.value is None}
    if not unknown:
        return None
    asked = replace(incident.runbook, raise_rules=())  # here they propose for themselves
    grading = grade(asked, incident.situation(now))
    decisive = [
        fact
        for line in grading.lines
        if line.is_in_doubt and is_graver(line.tier, than=incident.tier)
        for fact in sorted(facts_of(line.condition) & unknown)
    ]
    if not decisive or not is_graver(grading.tier, than=incident.tier):
        return None
    counts = now < incident.declared_at + AS_THE_WORSE
    return Doubt(to=grading.tier, facts=tuple(dict.fromkeys(decisive)), counts=counts)
