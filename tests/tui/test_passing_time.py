"""What is not made anew every second is what it would be if it were."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from textual.app import App

from incident.domain import commands as c
from incident.domain.incident import Incident
from incident.domain.runbooks.runbook import Bundle
from incident.tui.views.below import below_lines
from incident.tui.views.beneath import beneath_lines, next_lines
from incident.tui.views.box import box_rows
from incident.tui.views.head import head_rows
from incident.tui.views.passing import Passing, at_once
from incident.tui.views.rail import rail_lines
from incident.tui.views.rows import done_lines
from incident.tui.views.side import side_lines
from incident.tui.views.status import status_lines
from incident.walk.moment import Walk
from incident.wording.speech import Speech
from tests.domain.plans import Act, acts, bundles
from tests.domain.test_every_history import play
from tests.domain.walks import Walk as Told
from tests.tui.pages import opened
from tests.tui.worlds import World

ROUND: Final = settings(
    max_examples=60,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
PANES: Final = (
    *(head_rows, rail_lines, done_lines, box_rows, below_lines, next_lines, side_lines, beneath_lines),
    lambda walk, width, _height: status_lines(walk, None, width),
)


def played(bundle: Bundle, history: list[Act]) -> Told:
    told = Told(bundle)
    for _before, _command, after in play(bundle, history):
        told = after
    return told


def walk_at(incident: Incident, now: datetime, look: str | None = None) -> Walk:
    return Walk(incident=incident, person="ana", speech=Speech(bundle=incident.bundle), now=now, look=look)


def instants(incident: Incident, now: datetime) -> list[datetime]:
    """Just before, at and just after everything that is due, and some between."""
    dues = [clock.due_at for clock in walk_at(incident, now).clocks]
    least = timedelta(microseconds=1)
    near = [at + step for at in dues for step in (-least, timedelta(0), least)]
    far = [now + timedelta(seconds=seconds) for seconds in (1, 2, 40, 59, 61, 600, 3601, 86_400, 200_000)]
    return sorted(at for at in (*near, *far) if at >= now)


@ROUND
@given(bundles(), acts())
def test_how_an_incident_stands_is_what_the_rules_say_at_every_instant(bundle: Bundle, history: list[Act]) -> None:
    told = played(bundle, history)
    walk = walk_at(told.incident, told.now)
    for now in instants(told.incident, told.now):
        walk = walk.at(now)
        fresh = walk_at(told.incident, now)
        assert walk.checklist == fresh.checklist
        assert walk.clocks == fresh.clocks
        assert walk.proposals == fresh.proposals


@ROUND
@given(bundles(), acts(), st.integers(0, 30))
def test_a_pane_that_is_left_alone_says_what_it_would_say_now(bundle: Bundle, history: list[Act], place: int) -> None:
    told = played(bundle, history)
    items = walk_at(told.incident, told.now).checklist.items
    look = items[place % len(items)].step.id if items else None
    laters = [walk_at(told.incident, now, look) for now in instants(told.incident, told.now)]
    for lines in PANES:
        seen = walk_at(told.incident, told.now, look).at(told.now)
        rows = lines(seen, 80, 20)
        for later in laters:
            now = later.now
            fresh = at_once(lines(later, 80, 20), later)
            if not seen.lasts(now):
                seen = walk_at(told.incident, now, look).at(now)
                rows = lines(seen, 80, 20)
            shown = at_once(rows, later)
            assert len(shown) == len(fresh)
            assert all(old.is_same(new) for old, new in zip(shown, fresh, strict=True))


def test_only_what_shows_time_is_made_anew_within_a_quiet_second(world: World) -> None:
    walk = walk_at(world.does(world.declared()), world.clock.now())
    passing, alone = [], []
    for lines in PANES:
        seen = walk.at(walk.now)
        passing.append(sum(isinstance(row, Passing) for row in lines(seen, 80, 20)))
        alone.append(seen.lasts(walk.now + timedelta(seconds=1)))
    assert passing == [3, 0, 0, 1, 0, 0, 0, 0, 0], "the time and what is due in the head, the time of the step"
    assert alone == [True, True, True, True, True, True, False, True, True], "beside it, all clocks in their frame"


def test_another_incident_is_never_taken_for_the_one_before(world: World) -> None:
    name = world.declared()
    walk = walk_at(world.does(name), world.clock.now())
    later = replace(walk.at(walk.now), incident=world.does(name, c.CompleteStep(by="ana", step="agents")))
    assert later.stand is not walk.stand


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_clock_that_passes_zero_says_so_within_its_second(world: World, size: tuple[int, int]) -> None:
    incident = world.does(world.declared())
    due = min(clock.due_at for clock in walk_at(incident, world.clock.now()).clocks)
    world.clock.set(due - timedelta(seconds=1))
    async with opened(world, size=size) as page:
        await page.press("enter")
        await page.sees("00:01")
        world.clock.set(due)
        await page.sees("LATE")


async def test_what_a_second_changes_is_sent_in_one_piece(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(world, incident=world.declared(), size=(120, 40)) as page:
        await page.settled()
        sent: list[object] = []
        monkeypatch.setattr(App, "_display", lambda _app, _screen, drawing: sent.append(drawing))
        world.clock.set(world.clock.now() + timedelta(seconds=1))
        page.app.pass_second()
        assert len(sent) == 1, "each piece wakes the thread that writes"


async def test_a_second_lets_the_clocks_of_the_whole_list_go(world: World) -> None:
    async with opened(world, incident=world.declared()) as page:
        await page.press("g")
        await page.sees("T+00:00:00", "Enter look at it")
        world.clock.forward(seconds=65)
        page.app.pass_second()
        await page.sees("T+00:01:05")
