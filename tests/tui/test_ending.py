"""What the walk says where no step is left: the key that ends it only to whoever may end it, no word of it cut."""

from __future__ import annotations

import pytest

from incident import i18n
from incident.domain import commands as c
from incident.domain.events import Milestone
from incident.domain.grading.tiers import Tier
from incident.tui.views.box import box_lines
from incident.tui.views.hints import walk_hints
from incident.walk.moment import Walk
from incident.wording.speech import Speech
from tests.tui.worlds import World


def _done(world: World, person: str = "ana") -> Walk:
    """The walk of an incident of which nothing is open, as that person sees it."""
    incident = world.declared()
    for step in world.service.load(incident).runbook.steps():
        if Tier.SERIOUS in step.tiers and step.branch is None:
            world.does(incident, c.RuleOutStep(by="ana", step=step.id, because="test"))
    state = world.service.load(incident)
    speech = Speech.to(world.directory.people(), bundle=state.bundle)
    return Walk(incident=state, person=person, speech=speech, now=world.clock.now())


def _box(walk: Walk, width: int = 80) -> str:
    return " ".join(" ".join(row.plain.strip("┃━┏┓┗┛ ") for row in box_lines(walk, width, 14)).split())


def test_closing_is_offered_to_whoever_leads_and_the_hand_over_to_everybody_else(world: World) -> None:
    walk = _done(world)
    other = Walk(incident=walk.incident, person="bo", speech=walk.speech, now=walk.now)
    assert "C closes the incident." in _box(walk)
    assert "walk.close" in dict(walk_hints(walk))
    assert "Ana Lima leads and closes the incident; H is the hand-over of command." in _box(other)
    assert "walk.close" not in dict(walk_hints(other))


def test_a_clock_that_only_a_stated_moment_ends_is_named_with_its_keys_until_then(world: World) -> None:
    walk = _done(world)
    assert "Not stated yet: service restored. L opens the clocks, M there states when." in _box(walk)
    incident = world.does(
        walk.incident.id, c.MarkMilestone(by="ana", milestone=Milestone.RESTORED, at=walk.now, regime="")
    )
    assert "Not stated yet" not in _box(Walk(incident=incident, person="ana", speech=walk.speech, now=walk.now))


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("width", [60, 80])
def test_no_word_of_an_ended_walk_is_cut(world: World, width: int, language: str) -> None:
    i18n.use(language)
    walk = _done(world)
    closed = world.does(walk.incident.id, c.CloseIncident(by="ana", because="-", with_deadlines=True))
    for person, incident in (("ana", walk.incident), ("bo", walk.incident), ("ana", closed)):
        assert "…" not in _box(Walk(incident=incident, person=person, speech=walk.speech, now=walk.now), width)
