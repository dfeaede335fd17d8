"""Records that are neither incident nor exercise: on a runbook that the program brings along, and closed at once.

So what has no incident of its own (a test page, an approved plan of exercises, an invitation) stands in the log as
everything does: who, when, under a chain (ADR 29). Apart from what each of them does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final

from incident.domain.grading.tiers import Tier
from incident.domain.runbooks.runbook import Bundle, Phase, Runbook, Step, TierPolicy

__all__ = ["short_runbook"]

_HOUR: Final = timedelta(hours=1)


def short_runbook(runbook_id: str, steps: Sequence[Step], words: Mapping[str, Mapping[str, str]]) -> Bundle:
    """A runbook of one phase, `page`, whose steps are all of the least tier."""
    policy = TierPolicy(fill=(), first_update=_HOUR, update_every=_HOUR, restore=_HOUR)
    runbook = Runbook(
        id=runbook_id,
        revision=1,
        family="",
        owner="",
        reviewed_on="2026-11-22",
        review_every=timedelta(days=365),
        facts=(),
        triage={Tier.GENERAL: ()},
        tiers={Tier.GENERAL: policy},
        roles=(),
        phases=(Phase(id="page", steps=tuple(steps)),),
    )
    return Bundle(runbook=runbook, words=words)
