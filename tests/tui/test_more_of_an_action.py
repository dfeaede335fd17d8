"""What is asked of a corrective action besides deed, owner and date: only of whoever has more to say."""

from __future__ import annotations

from datetime import UTC, datetime

from incident.application.improving.earlier import found_earlier
from incident.domain import commands as c
from incident.domain.events.improving import ActionKind, FindingKind
from incident.walk.flows.asking import Question, Ready
from incident.walk.flows.improving import ActionFlow
from incident.walk.reading import moment_of
from tests.tui.worlds import World

_TYPED = {
    "finding": "F1",
    "text": "Write the number down",
    "owner": "bo",
    "due": "2027-01-31",
    "proof": "it hangs there",
}


def _incident(world: World) -> str:
    incident = world.declared()
    world.does(
        incident, c.RecordFinding(by="ana", kind=FindingKind.IMPROVE, text="Nobody had the number", steps=("notice",))
    )
    return incident


def _asked(world: World, incident: str, **typed: str) -> tuple[list[str], c.PlanAction]:
    """What is asked after the priority, in order, and the order at the end."""
    moment = moment_of(world, world.service.look(incident), latest=1)
    earlier = found_earlier(world.service, world.log, moment.incident)
    flow = ActionFlow(walk=moment, people=tuple(world.directory.people()), earlier=earlier)
    answers, asked = {**_TYPED, "element": "plan", "priority": "high"}, []
    while isinstance(part := flow.part(answers), Question):
        asked.append(part.id)
        answers[part.id] = typed.get(part.id, "")
    assert isinstance(part, Ready)
    (command,) = part.commands
    assert isinstance(command, c.PlanAction)
    return asked, command


def test_whoever_has_no_more_to_say_is_asked_two_things(world: World) -> None:
    asked, order = _asked(world, _incident(world), kind="training", more="no")
    assert asked == ["kind", "more"]
    assert (order.kind, order.approver, order.change) == (ActionKind.TRAINING, "", "")


def test_a_change_of_the_runbook_is_asked_for_and_the_rest_of_whoever_wants(world: World) -> None:
    typed = {"change": "+ read it back", "approver": "cy", "department": "Legal", "begins": "2027-01-15"}
    asked, order = _asked(world, _incident(world), kind="runbook", more="yes", **typed)
    assert asked == ["kind", "change", "more", "approver", "department", "begins", "limit", "risk"]
    assert (order.change, order.approver, order.department) == ("+ read it back", "cy", "Legal")
    assert order.begins_at == datetime(2027, 1, 15, tzinfo=UTC), "the day itself, as by the command"
    assert (order.risk, order.repeats) == ("", ())


def test_nobody_is_an_answer_to_who_approves_it(world: World) -> None:
    _, order = _asked(world, _incident(world), kind="tool", more="yes", approver="-")
    assert order.approver == ""


def test_what_was_found_before_is_named_with_the_finding_and_kept_with_the_action(world: World) -> None:
    first = _incident(world)
    world.clock.forward(days=1)
    later = _incident(world)
    _, order = _asked(world, later, kind="tool", more="no")
    assert order.repeats == (f"{first} F1",)
    flow = ActionFlow(
        walk=moment_of(world, world.service.look(later), latest=1),
        people=(),
        earlier=found_earlier(world.service, world.log, world.service.load(later)),
    )
    question = flow.part({})
    assert isinstance(question, Question)
    assert question.choices[0].words == f"F1  Nobody had the number (found before: {first} F1)"
