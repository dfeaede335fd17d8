"""What the law needs stands on the walk: in the head, under NEEDS YOU, and in the way of closing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from incident import i18n
from incident.application.errors import DocumentError, Problem
from incident.domain import commands as c
from incident.domain.events import Milestone
from incident.domain.exercises.clock import ExerciseClock
from incident.domain.exercises.state import Exercise, Phase
from incident.domain.law.holding import HeldTo, Profile
from incident.tui.views.head import head_lines
from incident.tui.views.law import law_lines
from incident.walk.flows.asking import Card, Ready
from incident.walk.flows.closing import CloseFlow
from incident.walk.moment import Walk
from incident.walk.needs import needs
from incident.wording.speech import Speech
from tests.desks import LEAK, shipped_register
from tests.tui.pages import opened
from tests.tui.worlds import World


@pytest.fixture
def walk(tmp_path: Path) -> Walk:
    """A million people in the mainland, known of for three hours."""
    i18n.use("en")
    world = World(folder=tmp_path)
    rules = HeldTo(register=shipped_register(), profile=Profile(jurisdictions=("cn",), sectors=()))
    incident_id = world.declared(held_to=rules, facts={**LEAK, "people_affected": 1_000_000.0})
    aware = c.MarkMilestone(by="ana", milestone=Milestone.AWARE, at=world.clock.now() - timedelta(hours=3))
    incident = world.does(incident_id, aware)
    speech = Speech.to(world.directory.people(), bundle=incident.bundle, law=incident.law.pinned)
    return Walk(incident=incident, person="ana", speech=speech, now=world.clock.now())


def test_the_head_shows_the_next_legal_report_beside_the_update(walk: Walk) -> None:
    second = head_lines(walk, 120)[1].plain
    assert "LEGAL REPORT IN 1 h" in second
    assert "UPDATE IN" in second


def test_needs_you_names_the_report_and_the_tier_that_the_law_asks_for(walk: Walk) -> None:
    words = list(needs(walk))
    assert words[0].startswith(
        "L: due 03:40: CAC: Report to the provincial cyberspace administration, by: Hotline 12387"
    )
    assert "L: open legal reports ask for tier 1 (major)" in words


def test_what_is_overdue_comes_before_everything(walk: Walk) -> None:
    later = walk.at(walk.now + timedelta(hours=2))
    assert needs(later)[0] == "L: the legal time is up: CAC: Report to the provincial cyberspace administration"


@pytest.mark.parametrize(
    ("phase", "rate", "says"),
    [(Phase.PAUSED, 1, True), (Phase.RUNNING, 10, True), (Phase.RUNNING, 1, False), (Phase.ENDED, 10, False)],
)
def test_legal_times_of_an_exercise_that_leaves_the_day_are_said_to_go_by_it(
    walk: Walk, phase: Phase, rate: int, *, says: bool
) -> None:
    clock = ExerciseClock().going(walk.now - timedelta(hours=1), rate)
    exercise = Exercise(
        scenario="exercise.small",
        revision=1,
        controllers=("eve",),
        length=timedelta(hours=2),
        phase=phase,
        clock=clock if phase is Phase.RUNNING else clock.standing(walk.now),
    )
    walk = replace(walk, incident=walk.incident.changed(exercise=exercise))
    rows = [row.plain.rstrip() for row in law_lines(walk, 80)]
    assert needs(walk)[0].startswith("L: by the day, due 03:40" if says else "L: due 03:40")
    assert ("   by the day, whether the exercise stands or is sped up" in rows) is says
    assert any(row.endswith("(by the day)") for row in rows) is says


def test_closing_over_a_deadline_takes_a_reason_and_a_key_of_its_own(walk: Walk) -> None:
    flow = CloseFlow(walk=walk)
    card = flow.part({"because": "stable"})
    assert isinstance(card, Card)
    assert "CAC: Report to the provincial cyberspace administration" in card.notes
    ready = flow.part({"because": "stable", "left": "yes", "phrase": walk.incident.id})
    assert isinstance(ready, Ready)
    (command,) = ready.commands
    assert isinstance(command, c.CloseIncident)
    assert command.with_deadlines


async def test_rules_that_cannot_be_read_keep_nobody_from_declaring(world: World) -> None:
    problem = Problem(path="runbooks/house.yaml", line=3, column=1, rule="OB001", message="unknown key 'star'.")
    world.workspace = replace(world.workspace, names_law=True)
    world.lawless = DocumentError((problem,))
    async with opened(world) as page:
        await page.press("d")
        await page.sees("Enter takes it")
        await page.press("enter")
        await page.sees("2  TIER 2")
        await page.press("2")
        await page.sees("No legal clock will run", "unknown key 'star'")
        await page.press("o")
        await page.sees("NEEDS YOU  no legal clock runs: incident law INC-0001")


async def test_files_that_are_wrong_are_said_at_the_start_and_what_they_said_before_holds(world: World) -> None:
    problem = Problem(path="people.yaml", line=3, column=1, rule="WS001", message="unknown key 'naem'.")
    world.stale_because = (problem,)
    async with opened(world) as page:
        await page.sees("people.yaml:3:1: unknown key 'naem'.")


async def test_the_law_has_a_key_that_shows_what_is_due_and_what_to_type(world: World) -> None:
    rules = HeldTo(register=shipped_register(), profile=Profile(jurisdictions=("cn",), sectors=()))
    incident = world.declared(held_to=rules, facts={**LEAK, "people_affected": 1_000_000.0})
    world.does(incident, c.MarkMilestone(by="ana", milestone=Milestone.AWARE, at=world.clock.now()))
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("L")
        await page.sees("CLOCKS AND LAW", "LEGAL REPORTS")
        await page.press("G")
        await page.sees(f"incident mark {incident}")
        await page.press("escape")
        await page.sees("[>] 1")


async def test_the_first_report_says_what_it_holds_and_a_key_shows_all(world: World) -> None:
    rules = HeldTo(register=shipped_register(), profile=Profile(jurisdictions=("cn",), sectors=()))
    incident = world.declared(held_to=rules, facts={**LEAK, "people_affected": 1_000_000.0})
    world.does(incident, c.MarkMilestone(by="ana", milestone=Milestone.AWARE, at=world.clock.now()))
    async with opened(world, incident=incident, size=(120, 130)) as page:
        await page.sees("NEEDS YOU", "by: Hotline 12387")
        await page.press("L")
        await page.sees("how: Hotline 12387", "[ ] 1. Name of the unit")
        count = page.text.count("source:")
        await page.press("d")
        await page.until(lambda: page.text.count("source:") > count, "every report in full")


async def test_home_names_the_report_that_is_due_first(world: World) -> None:
    rules = HeldTo(register=shipped_register(), profile=Profile(jurisdictions=("cn",), sectors=()))
    incident = world.declared(held_to=rules, facts={**LEAK, "people_affected": 1_000_000.0})
    early = world.clock.now() - timedelta(hours=3, minutes=50)
    world.does(incident, c.MarkMilestone(by="ana", milestone=Milestone.AWARE, at=early))
    async with opened(world, size=(120, 40)) as page:
        await page.sees("LEGAL REPORT IN 10:00", "CAC: Report to the provincial cyberspace administration")


async def test_without_rules_the_key_says_so(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.press("L")
        await page.sees("The incident is held to no rules of law.")
