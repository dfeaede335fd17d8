"""What time makes happen, said once, however many terminals look at the clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from incident.application.service import APP, IncidentService
from incident.application.timers import due_commands, tick
from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.events import Recorded, Threshold
from incident.domain.grading.tiers import Tier
from incident.domain.runbooks.conditions import Condition, Op
from incident.domain.runbooks.runbook import Verb
from incident.domain.walking.checklist import build_checklist
from tests.application.worlds import ANA, World
from tests.domain.walks import body, minutes, plan, step

ONE_STEP = plan([step("a", within=minutes(10, 20, 60))])


def warnings(world: World, incident: str) -> list[tuple[str, Threshold]]:
    """Which clock warned of what, in order."""
    events = [entry.event for entry in world.log.read(incident)]
    return [(event.clock.split("@")[0], event.threshold) for event in events if isinstance(event, e.ClockWarned)]


def ticks(world: World, incident: str) -> Sequence[Recorded]:
    """The entries that the program made."""
    return [entry for entry in world.log.read(incident) if entry.actor == APP.person]


def share(service: IncidentService, incident: str, value: float) -> None:
    service.execute(incident, c.RecordFact(by="ana", fact="share", value=value), ANA)


def test_before_anything_is_due_nothing_is_said() -> None:
    world = World()
    service = world.terminal()
    assert tick(service, world.declared(service, bundle=ONE_STEP)) is None


def test_a_clock_warns_at_half_at_80_percent_and_at_zero_and_each_once() -> None:
    world = World()
    service = world.terminal()
    incident = world.declared(service, bundle=ONE_STEP)
    for _ in range(20):
        world.clock.forward(minutes=1)
        tick(service, incident)
        tick(service, incident)
    assert [threshold for clock, threshold in warnings(world, incident) if clock == "step:a"] == [
        Threshold.HALF,
        Threshold.MOST,
        Threshold.DUE,
    ]


def test_what_was_missed_while_nobody_looked_is_said_once_at_its_gravest() -> None:
    world = World()
    service = world.terminal()
    incident = world.declared(service, bundle=ONE_STEP)
    world.clock.forward(minutes=25)
    tick(service, incident)
    assert ("step:a", Threshold.DUE) in warnings(world, incident)
    assert ("step:a", Threshold.HALF) not in warnings(world, incident)
    assert tick(service, incident) is None


def test_a_clock_that_was_set_back_reminds_nobody_twice() -> None:
    """Fault 26: the hour that is lived again has been warned of."""
    world = World()
    service = world.terminal()
    incident = world.declared(service, bundle=ONE_STEP)
    world.clock.forward(minutes=25)
    tick(service, incident)
    before = warnings(world, incident)
    world.clock.forward(hours=-1)
    for _ in range(17):
        tick(service, incident)
        world.clock.forward(minutes=5)
    assert len(set(warnings(world, incident))) == len(warnings(world, incident))
    assert warnings(world, incident)[: len(before)] == before
    assert warnings(world, incident).count(("step:a", Threshold.DUE)) == 1


def test_two_terminals_warn_once() -> None:
    world = World()
    one, other = world.terminal(), world.terminal()
    incident = world.declared(one, bundle=ONE_STEP)
    other.load(incident)
    world.clock.forward(minutes=10)
    world.log.first = lambda: tick(other, incident)
    tick(one, incident)
    assert warnings(world, incident).count(("step:a", Threshold.HALF)) == 1
    assert len(warnings(world, incident)) == len(set(warnings(world, incident)))


def test_a_raise_that_brings_a_clock_forward_lets_it_warn_anew() -> None:
    world = World()
    service = world.terminal()
    incident = world.declared(service, bundle=ONE_STEP)
    world.clock.forward(minutes=12)
    tick(service, incident)
    service.execute(incident, c.RaiseTier(by="ana", to=Tier.MAJOR, because="worse"), ANA)
    world.clock.forward(minutes=8)
    tick(service, incident)
    assert [threshold for clock, threshold in warnings(world, incident) if clock == "step:a"] == [
        Threshold.HALF,
        Threshold.DUE,
    ]


def test_a_watched_step_ticks_and_unticks_itself_as_often_as_it_has_to() -> None:
    """The ids of the program's commands must differ in every round, or the second tick would be taken for the first."""
    world = World()
    service = world.terminal()
    incident = world.declared(service)
    for _ in range(3):
        share(service, incident, 0.5)
        world.clock.forward(minutes=30)
        tick(service, incident)
        assert service.load(incident).steps["quiet"].state.glyph == "(x)"
        share(service, incident, 7.0)
        tick(service, incident)
        assert service.load(incident).steps["quiet"].state.glyph == "[ ]"


def test_a_tick_still_comes_after_a_persons_mark_was_undone() -> None:
    world = World()
    service = world.terminal()
    incident = world.declared(service)
    share(service, incident, 0.5)
    for command in (
        c.OverrideStep(by="ana", step="quiet", because="counter broken"),
        c.UndoMark(by="ana"),
        c.HoldStep(by="ana", step="quiet", because="phone call"),
        c.ResumeStep(by="ana", step="quiet"),
    ):
        service.execute(incident, command, ANA)
    world.clock.forward(minutes=30)
    tick(service, incident)
    assert service.load(incident).steps["quiet"].state.glyph == "(x)"


def test_two_terminals_tick_a_step_once() -> None:
    world = World()
    one, other = world.terminal(), world.terminal()
    incident = world.declared(one)
    share(one, incident, 0.5)
    world.clock.forward(minutes=30)
    world.log.first = lambda: tick(other, incident)
    tick(one, incident)
    assert sum(isinstance(entry.event, e.StepSensed) for entry in ticks(world, incident)) == 1


def test_time_makes_nothing_happen_in_a_closed_incident() -> None:
    world = World()
    service = world.terminal()
    incident = world.declared(service, bundle=ONE_STEP)
    service.execute(incident, c.CompleteStep(by="ana", step="a"), ANA)
    service.execute(incident, c.CloseIncident(by="ana"), ANA)
    world.clock.forward(hours=9)
    assert tick(service, incident) is None


def test_a_closing_in_the_middle_of_a_tick_ends_it() -> None:
    world = World()
    one, other = world.terminal(), world.terminal()
    incident = world.declared(one, bundle=ONE_STEP)
    one.execute(incident, c.CompleteStep(by="ana", step="a"), ANA)
    world.clock.forward(hours=9)
    world.log.first = lambda: other.execute(incident, c.CloseIncident(by="ana"), ANA)
    assert tick(one, incident) is None
    assert ticks(world, incident) == []


def test_every_command_that_is_due_has_an_id_of_its_own() -> None:
    world = World()
    service = world.terminal()
    incident = service.load(world.declared(service))
    now = world.clock.forward(hours=9)
    ids = [command_id for command_id, _ in due_commands(incident, now)]
    assert len(set(ids)) == len(ids) > 1
    assert build_checklist(incident, now).current is not None


def test_a_wait_ends_by_itself_and_once() -> None:
    world = World()
    one, other = world.terminal(), world.terminal()
    settle = step("settle", Verb.WAIT, wait=timedelta(minutes=5))
    incident = world.declared(one, bundle=plan([settle, step("a")]))
    one.execute(incident, c.CompleteStep(by="ana", step="settle"), ANA)
    tick(one, incident)
    assert not ticks(world, incident)
    world.clock.forward(minutes=5)
    tick(one, incident)
    tick(other, incident)
    assert [entry.event for entry in ticks(world, incident)] == [e.StepSensed(step="settle")]


def test_the_next_round_is_announced_when_it_should_begin_and_a_repeat_ends_when_time_makes_it_so() -> None:
    world = World()
    service = world.terminal()
    passed = Condition(
        op=Op.AT_LEAST, args=(Condition(op=Op.ELAPSED, name="since"), Condition(op=Op.LITERAL, value=3600))
    )
    loop = step("loop", Verb.REPEAT, condition=passed, rounds=9, every=timedelta(minutes=10))
    incident = world.declared(service, bundle=plan([loop, step("look", branch=body("loop"))]))
    began = world.clock.now().isoformat()
    service.execute(incident, c.RecordFact(by="ana", fact="since", value=began), ANA)
    service.execute(incident, c.CompleteStep(by="ana", step="look"), ANA)
    world.clock.forward(minutes=9)
    tick(service, incident)
    assert not warnings(world, incident)
    world.clock.forward(minutes=1)
    tick(service, incident)
    assert warnings(world, incident) == [("round:loop", Threshold.DUE)]
    world.clock.forward(minutes=50)
    tick(service, incident)
    assert e.StepSensed(step="loop") in [entry.event for entry in ticks(world, incident)]
