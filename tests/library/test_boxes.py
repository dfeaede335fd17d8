"""Every step of a shipped runbook fits its box on a screen of 80 by 24, in both languages, with nothing cut.

Apart from `runbook check`, which counts the lines of single words: here the box is drawn, with all that stands in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from incident import i18n
from incident.domain.grading.tiers import Tier
from incident.tui.views.box import box_lines
from incident.tui.widgets.walk_body import BOX
from incident.walk.moment import Walk
from incident.wording.speech import Speech
from tests.domain.walks import Walk as Course
from tests.library.test_contents import LANGUAGES, every_runbook
from tests.library.test_contents import _bundle as bundle_of

WIDTH, ENDLESS = 80, 99


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    i18n.use(request.param)
    yield request.param
    i18n.use("en")


@every_runbook
@pytest.mark.parametrize("tier", Tier)
@pytest.mark.usefixtures("language")
def test_every_step_is_whole_in_its_box(runbook: str, tier: Tier) -> None:
    bundle = bundle_of(runbook)
    course = Course(bundle, tier=tier, by="ann")
    walk = Walk(incident=course.incident, person="ann", speech=Speech.to((), bundle=bundle), now=course.now)
    for item in walk.checklist.items:
        rows = [row.plain for row in box_lines(replace(walk, look=item.step.id), WIDTH, ENDLESS)]
        assert not [row for row in rows if "…" in row], item.step.id
        assert len(rows) <= BOX, item.step.id
