"""What a review holds beside its own times: how long it took before, and what was asked for and came."""

from __future__ import annotations

from datetime import timedelta

from incident.application.review import assemble_review
from incident.application.review.lengths import Work
from incident.domain import events as e
from tests.application.stories import a_night
from tests.cli.conftest import CommandLine
from tests.domain.walks import at

SCENARIO = "exercise.provider-down"


def exercised(cli: CommandLine, minutes: int) -> str:
    exercise = cli.done("drill", "run", SCENARIO, "--no-watch", "--solo").out.strip()
    cli.world.clock.forward(minutes=minutes)
    cli.done("drill", "stop", exercise)
    cli.world.clock.forward(minutes=1)
    return exercise


def test_the_last_three_exercises_of_the_runbook_stand_beside_a_measure(cli: CommandLine) -> None:
    """Of four before it the last three, the latest first; none that came after it, none that is not over."""
    every = [exercised(cli, minutes) for minutes in (5, 10, 20, 30, 40)]
    exercised(cli, 50)
    found = cli.done("review", every[-1], "--json").json["runs"]
    assert [each["incident"] for each in found] == [every[3], every[2], every[1]]
    assert [each["took"][-1] for each in found] == [
        {"kind": "close", "actual_seconds": seconds} for seconds in (1800, 1200, 600)
    ]
    assert "| Declared until closed | - | 40 min | - | 30 min | 20 min | 10 min |" in cli.done("review", every[-1]).out
    assert cli.done("review", every[0], "--json").json["runs"] == []


def test_what_was_asked_for_stands_with_its_wait_and_its_hours() -> None:
    walk = a_night()
    walk.now = at("03:00")
    asked = e.AllocationRequested(
        allocation="R1", kind="staff", type="agents", quantity=10, unit="", needed_by=at("03:30")
    )
    walk.record(asked, "bo")
    for clock, event in (
        ("03:10", e.AllocationApproved(allocation="R1", resource="agents-a", quantity=10, capacity=60, by="ana")),
        ("03:40", e.AllocationMoved(allocation="R1", to=e.AllocationState.ON_HAND)),
    ):
        walk.now = at(clock)
        walk.record(event, "ana")
    review = assemble_review(walk.entries, now=at("04:40"))
    (row,) = review.resources
    assert (row.requested_at, row.needed_by, row.arrived_at) == (at("03:00"), at("03:30"), at("03:40"))
    assert (row.state, row.ended_at) == (e.AllocationState.ON_HAND, None)
    assert review.work == (Work(kind="staff", at_work=10 * timedelta(hours=1)),)
