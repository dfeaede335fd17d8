"""Undoing what was done to a resource: by the command that undoes it, as far as the rules allow."""

from __future__ import annotations

import pytest

from incident.domain import commands as c
from incident.domain.events import AllocationState as S
from incident.domain.events import OutReason
from incident.domain.refusals import Refusal, Refused
from incident.domain.resources.resource import Claim
from incident.domain.resources.taking_back import Way, counter_commands, last_change_by, way_back
from tests.domain.stores import Store, a_resource
from tests.domain.walks import at


def undo(store: Store, by: str = "ann") -> Way:
    """Take the last change of that person back; what it comes to."""
    found = last_change_by(store.incident.resources, by)
    assert found is not None
    way = way_back(found[0])
    for command in counter_commands(found[0], by, "by mistake"):
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
    store.do(c.AllocateResource(by="dee", resource="travel", quantity=300_00, to=S.EN_ROUTE))
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


def test_a_rest_is_not_undone_before_it_is_over_and_what_was_out_is_said_anew() -> None:
    store = Store([a_resource("ruiz", kind="staff", type="sre", person="ruiz")])
    name = store.take("ruiz")
    store.do(c.PutOut(by="ann", allocation=name, reason=OutReason.REST, until=at("10:00")), "07:31")
    with pytest.raises(Refused) as refused:
        undo(store)
    assert refused.value.code is Refusal.ALLOCATION_RESTS
    store.do(c.MoveAllocation(by="ann", allocation=name, to=S.ASSIGNED), "10:01")
    assert undo(store) is Way.NONE
    assert states(store) == [S.ASSIGNED]


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
