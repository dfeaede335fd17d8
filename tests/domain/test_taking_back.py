"""Undoing what was done to a resource: by the command that undoes it, as far as the rules allow."""

from __future__ import annotations

from datetime import timedelta

import pytest

from incident.domain import commands as c
from incident.domain.events import AllocationState as S
from incident.domain.events import OutReason
from incident.domain.refusals import Refusal
from incident.domain.resources.resource import Claim
from incident.domain.resources.taking_back import Way, counter_commands, last_change_by, way_back
from incident.domain.resources.usage import person_hours
from tests.domain.stores import Store, a_resource
from tests.domain.walks import at


def undo(store: Store, by: str = "ann") -> Way:
    """Take the last change of that person back; what it comes to."""
    found = last_change_by(store.incident.resources, by)
    assert found is not None
    way = way_back(found[0], store.now)
    for command in counter_commands(found[0], by, "by mistake", store.now):
        store.do(command)
    return way


def states(store: Store) -> list[S]:
    return [each.state for each in store.incident.resources.allocations.values()]


def test_a_request_is_called_off_and_an_approval_is_asked_for_again() -> None:
    store = Store()
    name = store.ask("overflow-queue", needed_by=at("08:00"), whom="liaison")
    store.do(c.ApproveAllocation(by="ann", allocation=name), "07:31")
    assert undo(store) is Way.ASKED_AGAIN
    assert states(store) == [S.CANCELLED, S.REQUESTED]
    again = store.incident.resources.allocations["R2"]
    assert (again.type, again.needed_by, again.whom) == ("overflow-queue", at("08:00"), "liaison")
    assert store.stock.held("overflow-queue", exercise=False) == 0
    assert undo(store) is Way.CALLED_OFF
    assert states(store) == [S.CANCELLED, S.CANCELLED]


def test_what_was_taken_from_the_shelf_at_once_goes_back_there_with_its_money() -> None:
    store = Store()
    store.do(c.AllocateResource(by="dee", resource="travel", quantity=300_00, unit="CNY", to=S.EN_ROUTE))
    assert undo(store, "dee") is Way.GIVEN_BACK
    store.take("overflow-queue")
    assert undo(store) is Way.GIVEN_BACK
    assert states(store) == [S.CANCELLED, S.RELEASED]
    assert not store.own
    assert store.incident.resources.allocations["R1"].amount == 0


def test_a_move_is_undone_to_the_state_before_and_for_whom_it_was_then() -> None:
    store = Store()
    name = store.ask("overflow-queue")
    store.do(c.ApproveAllocation(by="ann", allocation=name), "07:31")
    order = c.MoveAllocation(by="ann", allocation=name, to=S.ORDERED, due_at=at("09:00"))
    store.do(order, "07:32")
    store.do(order.changed(to=S.ASSIGNED, whom="bo", due_at=None), "07:33")
    store.do(order.changed(to=S.ASSIGNED, whom="cy", due_at=None), "07:34")
    kept = []
    for clock in ("07:35", "07:36"):
        store.now = at(clock)
        assert undo(store) is Way.MOVED_BACK
        own = store.incident.resources.allocations[name]
        kept.append((own.state, own.whom))
    assert kept == [(S.ASSIGNED, "bo"), (S.ASSIGNED, "cy")]


def test_an_order_is_undone_to_its_approval_and_what_is_over_is_asked_for_anew() -> None:
    store = Store()
    name = store.ask("overflow-queue")
    store.do(c.ApproveAllocation(by="ann", allocation=name), "07:31")
    store.do(c.MoveAllocation(by="ann", allocation=name, to=S.ORDERED), "07:32")
    store.now = at("07:33")
    assert undo(store) is Way.MOVED_BACK
    assert states(store) == [S.APPROVED]
    store.do(c.EndAllocation(by="ann", allocation=name, how=S.RELEASED), "07:34")
    assert undo(store) is Way.ASKED_ANEW
    assert states(store) == [S.RELEASED, S.REQUESTED]


@pytest.fixture
def resting() -> Store:
    """Ruiz works for bo since 07:30, and was sent to rest until 10:00 at 08:00."""
    store = Store([a_resource("ruiz", kind="staff", type="sre", person="ruiz")])
    store.take("ruiz", whom="bo")
    store.do(_REST, "08:00")
    return store


_REST = c.PutOut(by="ann", allocation="R1", reason=OutReason.REST, until=at("10:00"))
_NO_REST = c.TakeBackRest(by="bo", allocation="R1", because="the other Ruiz")


def test_a_rest_that_was_entered_by_mistake_is_as_though_it_had_never_been_said(resting: Store) -> None:
    resting.now = at("08:30")
    assert undo(resting) is Way.RESTS_NOT
    own = resting.incident.resources.allocations["R1"]
    assert (own.state_at(at("08:30")), own.whom, own.working_since, own.since) == (
        S.ASSIGNED,
        "bo",
        at("07:30"),
        at("07:30"),
    )
    assert person_hours(resting.incident.resources, at("07:30"), at("09:30")) == timedelta(hours=2)
    assert [each.state for each in own.changes] == [S.REQUESTED, S.APPROVED, S.ASSIGNED, S.OUT, S.ASSIGNED]
    assert way_back(own, resting.now) is Way.NONE, "both stand in the log"
    resting.do(c.MoveAllocation(by="ann", allocation="R1", to=S.ASSIGNED, whom="cy"), "08:31")


def test_a_rest_that_was_made_longer_by_mistake_is_as_long_as_before(resting: Store) -> None:
    resting.do(_REST.changed(until=at("12:00")), "08:10")
    resting.do(_NO_REST, "08:20")
    assert resting.refusal(c.MoveAllocation(by="ann", allocation="R1", to=S.ASSIGNED)).fields["until"] == at("10:00")
    resting.do(_NO_REST, "08:21")
    assert resting.state("R1") is S.ASSIGNED


def test_whoever_was_given_back_at_rest_by_mistake_is_there_again(resting: Store) -> None:
    resting.do(c.EndAllocation(by="ann", allocation="R1", how=S.RELEASED), "08:10")
    take = c.AllocateResource(by="ann", resource="ruiz")
    assert resting.refusal(take).code is Refusal.RESOURCE_RESTS
    resting.do(_NO_REST, "08:20")
    assert resting.state("R1") is S.RELEASED
    resting.do(take)


def test_no_rest_is_taken_back_without_a_reason_or_when_nobody_rests(resting: Store) -> None:
    assert resting.refusal(_NO_REST.changed(because=" ")).code is Refusal.TEXT_EMPTY
    assert resting.refusal(_NO_REST.changed(allocation="R9")).code is Refusal.ALLOCATION_UNKNOWN
    assert resting.refusal(_NO_REST, "10:00").code is Refusal.ALLOCATION_NOT_RESTING


def test_what_was_out_until_it_came_back_is_said_anew(resting: Store) -> None:
    resting.do(c.MoveAllocation(by="ann", allocation="R1", to=S.ASSIGNED), "10:01")
    assert undo(resting) is Way.NONE
    assert states(resting) == [S.ASSIGNED]


def test_undoing_gives_nothing_that_somebody_else_has_since() -> None:
    store = Store()
    store.take("overflow-queue")
    store.do(c.EndAllocation(by="ann", allocation="R1", how=S.RELEASED), "07:31")
    store.elsewhere = (Claim(resource="overflow-queue", incident="INC-0002", allocation="R1", quantity=1),)
    undo(store)
    approve = c.ApproveAllocation(by="ann", allocation="R2", resource="overflow-queue")
    assert store.refusal(approve).code is Refusal.RESOURCE_HELD


def test_whoever_changed_nothing_has_nothing_to_undo() -> None:
    store = Store()
    store.take("overflow-queue")
    assert last_change_by(store.incident.resources, "bo") is None
