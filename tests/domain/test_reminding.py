"""Who is reminded of a corrective action, and when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from incident.domain.content import FreeText
from incident.domain.events.improving import ActionState, Element, Priority
from incident.domain.improving.plan import Action
from incident.domain.improving.reminding import Stage, is_in_hours, reminder_of

ACTION = Action(
    id="A1",
    seq=9,
    findings=("F1",),
    text=FreeText("write it down"),
    proof=FreeText("it hangs there"),
    element=Element.PLAN,
    priority=Priority.HIGH,
    owner="bo",
    due_at=datetime(2026, 12, 15, 23, 59, tzinfo=UTC),
    steps=(),
    planned_by="ana",
    planned_at=datetime(2026, 11, 1, tzinfo=UTC),
    approver="cy",
)


def _stage(at: str, action: Action = ACTION) -> tuple[Stage, tuple[str, ...]] | None:
    moment = datetime.fromisoformat(f"2026-12-{at}").replace(tzinfo=UTC)
    found = next(reminder_of("INC-1", action, moment, UTC), None)
    return (found.stage, found.told) if found else None


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("08T08:59", None),
        ("08T09:00", (Stage.WEEK, ("bo",))),
        ("14T09:00", (Stage.DAY, ("bo",))),
        ("16T08:59", (Stage.DAY, ("bo",))),
        ("16T09:00", (Stage.OVERDUE, ("bo",))),
        ("19T09:00", (Stage.APPROVER, ("cy", "bo"))),
    ],
)
def test_the_owner_hears_before_the_day_and_after_it_then_the_approver(
    at: str, told: tuple[Stage, tuple[str, ...]] | None
) -> None:
    assert _stage(at) == told


def test_without_an_approver_the_owner_hears_that_it_is_overdue_and_no_more() -> None:
    assert _stage("30T12:00", ACTION.changed(approver="")) == (Stage.OVERDUE, ("bo",))


def test_of_what_is_done_or_settled_nobody_is_reminded() -> None:
    done = ACTION.changed(state=ActionState.DONE, done_at=ACTION.planned_at)
    assert _stage("30T12:00", done) is None
    assert _stage("30T12:00", ACTION.changed(state=ActionState.REJECTED)) is None


def test_a_reminder_is_due_since_the_action_was_planned_and_named_by_its_date_and_owner() -> None:
    late = ACTION.changed(planned_at=datetime(2026, 12, 14, 12, tzinfo=UTC))
    assert _stage("14T11:00", late) is None
    moment = datetime(2026, 12, 14, 12, tzinfo=UTC)
    (one,), (other,) = (tuple(reminder_of("INC-1", each, moment, UTC)) for each in (late, late.changed(owner="dee")))
    assert (one.since, one.name == other.name) == (late.planned_at, False)


def test_the_hours_are_those_where_people_are() -> None:
    morning = datetime(2026, 12, 14, 1, tzinfo=UTC)
    assert is_in_hours(morning, ZoneInfo("Asia/Shanghai"))
    assert not is_in_hours(morning, UTC)
    assert not is_in_hours(morning + timedelta(hours=9), ZoneInfo("Asia/Shanghai"))
