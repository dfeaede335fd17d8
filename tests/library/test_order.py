"""What is due sooner stands sooner: nobody works down a list past a limit that has run out.

Apart from the walks, because a walk takes no account of time; and from `runbook check`, because a team may put first
what matters most and not what is due first.
"""

from __future__ import annotations

from itertools import combinations

import pytest

from incident.domain.grading.tiers import Tier
from tests.library.test_contents import _bundle as bundle_of
from tests.library.test_contents import every_runbook


@every_runbook
@pytest.mark.parametrize("tier", Tier)
def test_within_a_phase_the_shorter_limit_stands_first(runbook: str, tier: Tier) -> None:
    for phase in bundle_of(runbook).runbook.phases:
        steps = [step for step in phase.steps if step.branch is None and not step.added_by and tier in step.tiers]
        limited = [step for step in steps if tier in step.within]
        late = [
            (sooner.id, later.id)
            for later, sooner in combinations(limited, 2)
            if sooner.within[tier] < later.within[tier]
        ]
        assert late == []
