"""While the list leaves room, Home says what ended lately and what would hurt tonight."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from threading import Event

import pytest
from rich.cells import cell_len

from incident.application.messages.trial import begin_trial
from incident.application.readiness import OnCall
from incident.application.services import Services
from incident.domain import commands as c
from incident.domain.duties.rota import Layer, Rota
from incident.domain.duties.stretches import now_on_duty
from incident.domain.events import IncidentMode
from incident.domain.events.improving import Element, FindingKind, Priority
from incident.domain.grading.tiers import Tier
from incident.domain.walking.checklist import build_checklist
from incident.tui import readings
from incident.tui.messages import ReadinessRead
from incident.tui.screens.home import Home
from incident.tui.views.home_panels import on_call_panel, panel_lines
from incident.tui.views.lines import line
from incident.wording.speech import Speech
from tests.bundles import a_bundle
from tests.rotas import ROTAS
from tests.tui.pages import PATIENCE_SECONDS, opened
from tests.tui.worlds import World


def _reachable(world: World, *, but: int = 0) -> None:
    """Give everybody a way to be reached, but for so many."""
    people = world.directory.everybody
    reach = (("mail", "somebody@example.org"),)
    everybody = tuple(replace(person, reach=reach if place >= but else ()) for place, person in enumerate(people))
    world.directory = replace(world.directory, everybody=everybody)


def _ended(world: World, title: str, mode: IncidentMode = IncidentMode.REAL) -> str:
    """Declare an incident and end it; its id."""
    me, incident = world.actor.acts_as, world.declared(Tier.GENERAL, title=title, mode=mode)
    while items := build_checklist(world.service.load(incident), world.clock.now()).open_items:
        world.does(incident, c.RuleOutStep(by=me, step=items[0].step.id, because="none here"))
    world.does(incident, c.CloseIncident(by=me))
    return incident


async def test_a_workspace_in_order_says_so_quietly(world: World) -> None:
    _reachable(world)
    async with opened(world) as page:
        await page.sees("BEFORE IT HURTS", "1 runbook current", "each can be reached", "no drill on record")


async def test_what_would_hurt_tonight_is_counted(world: World) -> None:
    _reachable(world, but=1)
    world.clock.forward(days=400)
    async with opened(world) as page:
        await page.sees("! 1 runbook overdue for review", "! 1 person cannot be reached")


async def test_a_corrective_action_that_is_overdue_is_counted(world: World) -> None:
    me, incident = world.actor.acts_as, world.declared(Tier.GENERAL)
    world.does(incident, c.RecordFinding(by=me, kind=FindingKind.IMPROVE, text="Nobody had the number"))
    action = c.PlanAction(
        by=me,
        findings=("F1",),
        text="Write the number of Legal down",
        proof="it hangs there",
        element=Element.PLAN,
        priority=Priority.HIGH,
        owner=me,
        due_at=world.clock.now() + timedelta(days=1),
    )
    world.does(incident, action)
    world.clock.forward(days=2)
    async with opened(world, size=(120, 60)) as page:
        await page.sees("BEFORE IT HURTS", "! 1 action overdue")


async def test_an_incident_that_ended_stays_for_a_week(world: World) -> None:
    ended = _ended(world, "yesterday's outage")
    async with opened(world) as page:
        await page.sees("LAST 7 DAYS", f"{ended} yesterday's outage")
    world.clock.forward(days=8)
    async with opened(world) as page:
        await page.sees("BEFORE IT HURTS")
        assert ended not in page.text


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20)])
async def test_the_cursor_goes_on_to_what_ended_lately_and_opens_it_or_its_report(
    world: World, size: tuple[int, int]
) -> None:
    first = _ended(world, "the day before")
    world.clock.forward(minutes=1)
    last = _ended(world, "yesterday's outage")
    going = world.declared(Tier.GENERAL, title="tonight's outage")
    async with opened(world, size=size) as page:
        await page.sees("BEFORE IT HURTS" if size[0] < 80 else "LAST 7 DAYS   j down to it")
        await page.press("j")
        await page.sees("Enter opens   V report", last, first)
        await page.press("enter")
        await page.sees(f"{last} yesterday's outage", "CLOSED at")
        await page.press("escape")
        await page.press("j", "V")
        await page.sees("REVIEW", first)
        await page.press("escape", "escape")
        await page.press("k", "k", "enter")
        await page.sees(going, "[>] 1")


async def test_where_nothing_is_open_a_key_down_leads_to_what_ended(world: World) -> None:
    ended = _ended(world, "yesterday's outage")
    async with opened(world) as page:
        await page.sees("LAST 7 DAYS   j down to it")
        await page.press("enter")
        await page.sees("Nothing is open. d declares an incident.")
        await page.press("j", "V")
        await page.sees("REVIEW", ended)


async def test_the_day_of_the_last_drill_is_counted(world: World) -> None:
    _ended(world, "a drill", IncidentMode.EXERCISE)
    world.clock.forward(days=12)
    async with opened(world) as page:
        await page.sees("last drill 12 days ago")


async def test_a_drill_that_runs_is_not_said_to_be_the_last_one(world: World) -> None:
    _ended(world, "a drill", IncidentMode.EXERCISE)
    world.clock.forward(days=12)
    world.exercise()
    async with opened(world) as page:
        await page.sees("an exercise is open now")


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20)])
@pytest.mark.parametrize("incidents", [0, 2, 9])
async def test_open_incidents_go_first_and_no_row_is_broken(
    world: World, size: tuple[int, int], incidents: int
) -> None:
    for number in range(incidents):
        world.declared(title=f"线路 {number} 中断")
    async with opened(world, size=size) as page:
        await page.press("c")
        await page.sees("开始")
        if incidents == 0:
            await page.sees("平时检查")
        rows = await page.settled()
        assert {cell_len(row) for row in rows} == {size[0]}
        assert sum("线路 " in row and "中断" in row for row in rows) == min(incidents, (size[1] - 12) // 2)


async def test_whoever_is_on_call_stands_on_home_with_the_end_of_the_duty(world: World) -> None:
    begins = world.clock.now().replace(hour=9, minute=0)
    first = Layer(
        name="first", people=("bo", "dee"), start=begins.date(), zone="UTC", begins=begins.time(), ends=begins.time()
    )
    rotas = (
        Rota(id="technical", name="", roles=("technical",), layers=(first,)),
        Rota(id="press", name="Press desk", roles=(), layers=()),
    )
    world.directory = replace(world.directory, all_rotas=rotas)
    _reachable(world)
    world.clock.set(begins)
    async with opened(world) as page:
        await page.sees("ON CALL", "Bo Chen until", "! Press desk", "NOBODY")
        world.clock.forward(days=7)
        await page.sees("Dee Novak until")


async def test_a_broad_home_has_frames_beside_each_other_and_the_runbooks_by_use(world: World) -> None:
    often = replace(a_bundle(), runbook=replace(a_bundle().runbook, id="outage.often"))
    world.bundles = (a_bundle(), often)
    world.directory = replace(world.directory, all_rotas=(Rota(id="press", name="Press desk", roles=(), layers=()),))
    _ended(world, "yesterday's outage")
    async with opened(world, size=(120, 40)) as page:
        await page.sees("RUNBOOKS, THE MOST USED FIRST", "STEPS 1/2/3", "o for all 2")
        await page.sees("┌─ LAST 7 DAYS", "┌─ BEFORE IT HURTS")
        rows = await page.settled()
        beside = [row for row in rows if "┌─ START" in row or "┌─ LAST 7 DAYS" in row]
        assert ["┌─ ON CALL" in beside[0], "┌─ BEFORE IT HURTS" in beside[1]] == [True, True]
        assert {cell_len(row) for row in rows} == {120}


_LAST_DAY = datetime(2027, 1, 30, tzinfo=UTC)
"""The runbook was reviewed on 2026-11-01, for 90 days."""


async def test_what_would_hurt_is_counted_again_within_the_hour_by_the_day_of_the_team(world: World) -> None:
    """23:30 of the last day in Shanghai; in UTC that day goes on for hours."""
    world.workspace = replace(world.workspace, zone="Asia/Shanghai")
    world.clock.set(_LAST_DAY.replace(hour=15, minute=30))
    ended = _ended(world, "a week ago")
    world.clock.set(_LAST_DAY.replace(hour=15, minute=30))
    async with opened(world) as page:
        await page.sees("1 runbook current", "LAST 7 DAYS", ended)
        world.clock.forward(minutes=60)
        await page.sees("! 1 runbook overdue for review")
        world.clock.forward(days=7)
        await page.until(lambda: ended not in page.text, "the incident to be older than a week")


async def test_what_would_hurt_is_counted_again_though_the_count_before_is_still_going_on(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    count, counted, goes_on = readings.readiness, Event(), Event()

    def slowly(services: Services) -> ReadinessRead:
        found = count(services)
        counted.set()
        goes_on.wait(PATIENCE_SECONDS)
        return found

    monkeypatch.setattr(readings, "readiness", slowly)
    world.clock.set(_LAST_DAY.replace(hour=23, minute=30))
    async with opened(world) as page:
        await page.until(counted.is_set, "the first count")
        world.clock.forward(minutes=60)
        home = page.app.screen
        await page.until(
            lambda: isinstance(home, Home) and (home._glance_at or _LAST_DAY) > world.clock.now(), "another glance"
        )
        goes_on.set()
        await page.sees("! 1 runbook overdue for review")


async def test_hours_of_a_duty_that_no_way_reaches_are_counted_before_they_hurt(world: World) -> None:
    everybody = [each.changed(reach=(), phone="") for each in world.directory.everybody]
    world.directory = replace(world.directory, everybody=everybody, all_rotas=ROTAS[1:])
    async with opened(world) as page:
        await page.sees("Eva Roth NO WAY TO REACH", "! on duty, no way to reach: 1")


async def test_what_would_hurt_is_counted_again_at_a_hand_over(world: World) -> None:
    turns = Layer(
        name="first", people=("bo", "dee"), start=_LAST_DAY.date(), zone="UTC", begins=time(), ends=time(), turn_days=1
    )
    rotas = (Rota(id="technical", name="", roles=("technical",), layers=(turns,)),)
    world.directory = replace(world.directory, all_rotas=rotas)
    _reachable(world)
    world.clock.set(_LAST_DAY.replace(hour=23, minute=55))
    async with opened(world) as page:
        await page.sees("Bo Chen until", "1 runbook current")
        world.clock.forward(minutes=6)
        await page.sees("Dee Novak until", "! 1 runbook overdue for review")


async def test_the_age_of_the_last_test_page_stands_there_and_stands_out_when_it_is_old(world: World) -> None:
    _reachable(world)
    async with opened(world) as page:
        await page.sees("no test page on record")
    begin_trial(world, "Test page to everybody")
    async with opened(world) as page:
        await page.sees("last test page today", "Nothing is open.", "no drill on record")
        assert "LAST 7 DAYS" not in page.text or "Test page to everybody" not in page.text
    world.clock.forward(days=31)
    async with opened(world) as page:
        await page.sees("! last test page 31 days ago")


def test_a_narrow_home_stacks_the_panels_and_what_is_wrong_goes_first() -> None:
    calm = ("ON CALL", [(line("  Technical"), line("Bo")), (line("  Press"), line("Dee"))])
    wrong = ("BEFORE IT HURTS", [(line("  3 runbooks current"), line()), (line("! 1 exercise overdue"), line())])
    rows = [row.plain.strip("─ ") for row in panel_lines((calm, wrong), 60, 7)]
    assert rows[:4] == ["", "BEFORE IT HURTS", "3 runbooks current", "! 1 exercise overdue"]
    assert rows[4] == "ON CALL"
    few = [row.plain.strip("─ ") for row in panel_lines((calm, wrong), 60, 4)]
    assert few == rows[:4]


@pytest.mark.parametrize("width", [60, 80])
@pytest.mark.parametrize("room", [2, 3])
def test_in_two_free_rows_a_panel_has_its_title_and_what_is_wrong(width: int, room: int) -> None:
    rows = [(line(f"  {n} of it as it should be"), line("")) for n in range(3)]
    panel = ("BEFORE IT HURTS", [*rows, (line("! 2 people cannot be reached"), line(""))])
    shown = [row.plain.rstrip() for row in panel_lines([panel], width, room)]
    assert len(shown) == room
    assert "BEFORE IT HURTS" in shown[0]
    assert shown[1] == "! 2 people cannot be reached"
    assert list(panel_lines([panel], width, 1)) == []


def test_whoever_is_on_call_and_no_way_reaches_stands_out() -> None:
    now = datetime(2026, 11, 21, 2, 40, tzinfo=UTC)
    first, desk = ((each, now_on_duty(each, now)) for each in ROTAS)
    _title, rows = on_call_panel(OnCall(rotas=(first, desk), mute={"bo"}), Speech(zone=UTC), now)
    assert [(head.plain[:2], who.plain.endswith("NO WAY TO REACH")) for head, who in rows] == [
        ("! ", True),
        ("  ", False),
    ]


def test_that_nobody_follows_is_said_beside_whoever_is_on_call() -> None:
    now = datetime(2026, 11, 21, 2, 40, tzinfo=UTC)
    first, desk = ((each, now_on_duty(each, now)) for each in ROTAS)
    _title, rows = on_call_panel(OnCall(rotas=(first, desk)), Speech(zone=UTC), now)
    assert [row[1].plain.endswith(", then NOBODY") for row in rows] == [True, False]
