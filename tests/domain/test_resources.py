"""Asking for resources, giving them, moving them, giving them back: who may, and what is refused."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.content import FreeText
from incident.domain.decide.approvers import approvers_of
from incident.domain.events import AllocationState as S
from incident.domain.refusals import Refusal
from incident.domain.resources.giver import giver_of
from incident.domain.resources.resource import Approval, Approver, Claim, Inventory, Rest, Stock
from incident.domain.runbooks.runbook import Want
from tests.domain.stores import CENTRE, Store, a_resource, agents
from tests.domain.walks import at


def test_a_request_goes_its_way_and_every_stage_says_who_and_why() -> None:
    store = Store()
    name = store.ask(because="the queue doubles", whom="liaison", needed_by=at("08:00"))
    store.do(c.ApproveAllocation(by="ann", allocation=name), "07:32")
    for to, clock in ((S.ORDERED, "07:33"), (S.EN_ROUTE, "07:40"), (S.ON_HAND, "07:50"), (S.ASSIGNED, "07:55")):
        store.do(c.MoveAllocation(by="bo", allocation=name, to=to, because=f"now {to}"), clock)
    store.do(c.EndAllocation(by="ann", allocation=name, how=S.RELEASED, because="thank you"), "09:00")
    kept = store.incident.resources.allocations[name]
    assert [(one.state, one.by, str(one.because or "")) for one in kept.changes] == [
        (S.REQUESTED, "bo", "the queue doubles"),
        (S.APPROVED, "ann", ""),
        (S.ORDERED, "bo", "now ordered"),
        (S.EN_ROUTE, "bo", "now en-route"),
        (S.ON_HAND, "bo", "now on-hand"),
        (S.ASSIGNED, "bo", "now assigned"),
        (S.RELEASED, "ann", "thank you"),
    ]
    assert (kept.resource, kept.whom, kept.needed_by) == ("overflow-queue", "liaison", at("08:00"))


def test_what_is_taken_from_the_shelf_was_asked_for_and_approved_in_the_same_breath() -> None:
    store = Store()
    events = store.do(c.AllocateResource(by="ann", resource="overflow-queue", whom="bo", because="now"))
    assert [type(each) for each in events] == [e.AllocationRequested, e.AllocationApproved, e.AllocationMoved]
    assert store.state("R1") is S.ASSIGNED


def _sited() -> Store:
    """Two vans, of which each stands somewhere else, and a bus."""
    vans = (a_resource("van-e", type="van", site="east"), a_resource("van-w", type="van", site="west"))
    return Store((*vans, a_resource("bus"), agents("lent", 5)), wants=())


def test_what_is_taken_from_the_shelf_fills_the_one_request_that_asks_for_it() -> None:
    store = _sited()
    store.ask("van", site="west", substitutes=("bus",), whom="bo")
    assert isinstance(store.do(c.AllocateResource(by="ann", resource="van-e"))[0], e.AllocationRequested)
    events = store.do(c.AllocateResource(by="ann", resource="van-w", because="closest"))
    assert [type(each) for each in events] == [e.AllocationApproved, e.AllocationMoved]
    kept = store.incident.resources.allocations["R1"]
    assert (kept.state, kept.resource, kept.whom) == (S.ASSIGNED, "van-w", "bo")
    assert [str(each.because or "") for each in kept.changes] == ["", "closest", ""]


def test_what_is_for_somebody_else_or_asks_for_more_or_is_left_aside_stays_open() -> None:
    store = _sited()
    store.ask("bus", whom="bo")
    store.ask("agent", quantity=3)
    for order in (
        c.AllocateResource(by="ann", resource="bus", whom="ann"),
        c.AllocateResource(by="ann", resource="lent", quantity=2),
        c.AllocateResource(by="ann", resource="lent", quantity=3, fills="none"),
    ):
        assert isinstance(store.do(order)[0], e.AllocationRequested)
    assert (store.state("R1"), store.state("R2")) == (S.REQUESTED, S.REQUESTED)


def test_where_several_requests_ask_for_it_one_is_named() -> None:
    store = _sited()
    store.ask("van")
    store.ask("van", site="east")
    store.ask("agent")
    order = c.AllocateResource(by="ann", resource="van-e")
    refused = store.refusal(order)
    assert (refused.code, refused.fields["names"]) == (Refusal.REQUEST_CHOICE, ("R1", "R2"))
    assert store.refusal(order.changed(fills="R3")).code is Refusal.RESOURCE_OTHER_TYPE
    store.do(order.changed(fills="r2"))
    assert (store.state("R1"), store.state("R2")) == (S.REQUESTED, S.ASSIGNED)
    assert store.refusal(c.AllocateResource(by="ann", resource="van-w", fills="R2")).code is Refusal.ALLOCATION_ANSWERED


def test_of_what_is_given_in_part_the_rest_stays_asked_for() -> None:
    store = Store()
    store.ask("agent", 210, site="chengdu")
    store.do(c.ApproveAllocation(by="ann", allocation="R1", resource="agents-off", quantity=100))
    store.do(c.AllocateResource(by="ann", resource="agents-lent", quantity=60, fills="R2"))
    every = store.incident.resources.allocations.values()
    assert [(each.quantity, each.state, each.site) for each in every] == [
        (100, S.APPROVED, "chengdu"),
        (60, S.ASSIGNED, "chengdu"),
        (50, S.REQUESTED, "chengdu"),
    ]


@pytest.mark.parametrize("to", [S.REQUESTED, S.APPROVED, S.OUT, S.RELEASED, S.DECLINED, S.CANCELLED])
def test_what_is_taken_from_the_shelf_goes_to_work_or_comes_and_nowhere_else(to: S) -> None:
    store = Store()
    refused = store.refusal(c.AllocateResource(by="ann", resource="overflow-queue", to=to))
    assert (refused.code, refused.fields["state"]) == (Refusal.ALLOCATION_NO_MOVE, to)
    name = store.take("overflow-queue", to=S.EN_ROUTE)
    store.do(c.MoveAllocation(by="ann", allocation=name, to=S.ON_HAND))
    assert store.refusal(c.MoveAllocation(by="ann", allocation=name, to=to)).code is Refusal.ALLOCATION_NO_MOVE
    store.do(c.EndAllocation(by="ann", allocation=name, how=S.RELEASED))
    assert not store.own


def test_a_step_asks_for_what_its_tier_wants_and_a_second_time_for_nothing() -> None:
    store = Store()
    asked = [each for each in store.done("staff") if isinstance(each, e.AllocationRequested)]
    assert [(one.type, one.quantity, one.need, one.needed_by) for one in asked] == [
        ("agent", 210, "+50%", at("08:00")),
        ("overflow-queue", 1, "1", None),
    ]
    store.do(c.UndoMark(by="ann", step="staff"))
    assert not [each for each in store.done("staff") if isinstance(each, e.AllocationRequested)]


def test_a_step_asks_only_for_what_nobody_has_asked_for_by_hand() -> None:
    store = Store()
    store.take("agents-off", 140)
    store.take("overflow-queue")
    asked = [each for each in store.done("staff") if isinstance(each, e.AllocationRequested)]
    assert [(one.type, one.quantity) for one in asked] == [("agent", 70)]


def test_a_step_asks_for_others_in_the_place_of_those_who_rest_meanwhile() -> None:
    store = Store()
    store.take("agents-off", 60)
    store.take("agents-off", 40)
    store.do(c.PutOut(by="ann", allocation="R1", reason=e.OutReason.REST, until=at("12:00")))
    asked = [each for each in store.done("staff") if isinstance(each, e.AllocationRequested)]
    assert ("agent", 170) in [(one.type, one.quantity) for one in asked]


def test_a_step_asks_for_a_budget_and_whoever_approves_says_how_much_of_it() -> None:
    store = Store(wants=[Want(kind="money", type="emergency-budget", need="1")])
    store.done("staff")
    approve = c.ApproveAllocation(by="dee", allocation="R1")
    assert store.incident.resources.allocations["R1"].quantity == 0
    assert store.refusal(approve).code is Refusal.AMOUNT_MISSING
    assert store.refusal(approve.changed(quantity=5, unit="EUR")).code is Refusal.BUDGET_OTHER
    store.do(approve.changed(quantity=300_00, unit="CNY"))
    kept = store.incident.resources.allocations["R1"]
    assert (kept.amount, kept.unit) == (300_00, "CNY")


def test_a_sum_of_one_currency_is_never_approved_out_of_a_budget_in_another() -> None:
    store = Store()
    store.do(c.RequestResource(by="bo", type="emergency-budget", kind="money", quantity=300_00, unit="USD"))
    for named, code in (("travel", Refusal.BUDGET_OTHER), ("", Refusal.RESOURCE_NONE_FITS)):
        assert store.refusal(c.ApproveAllocation(by="dee", allocation="R1", resource=named)).code is code
    refused = store.refusal(c.ApproveAllocation(by="dee", allocation="R1"))
    assert refused.fields["currency"] == "CNY", "there is money, and none of that currency"


def test_what_it_cost_in_the_end_is_said_in_the_money_that_was_approved() -> None:
    store = Store()
    name = store.take("travel", 300_00, by="dee", unit="CNY")
    released = c.EndAllocation(by="dee", allocation=name, how=S.RELEASED, spent=30_00, currency="EUR")
    refused = store.refusal(released)
    assert (refused.code, refused.fields["money"], refused.fields["currency"]) == (
        Refusal.SPENT_OTHERWISE,
        (300_00, "CNY"),
        "EUR",
    )
    store.do(released.changed(currency="CNY"))
    assert store.incident.resources.allocations[name].amount == 30_00


def test_a_share_is_not_filled_by_itself_with_those_whom_it_is_a_share_of() -> None:
    store = Store([agents("on", 40, on_duty=True), agents("off", 20)])
    store.done("staff")
    store.do(c.ApproveAllocation(by="ann", allocation="R1"))
    assert store.incident.resources.allocations["R1"].resource == "off"


def test_a_share_of_nobody_knows_what_is_asked_for_without_a_number_and_approved_with_one() -> None:
    store = Store([agents("pool", 30)])
    store.done("staff")
    assert store.incident.resources.allocations["R1"].quantity == 0
    assert store.refusal(c.ApproveAllocation(by="ann", allocation="R1")).code is Refusal.QUANTITY_MISSING
    store.do(c.ApproveAllocation(by="ann", allocation="R1", quantity=12))
    assert store.incident.resources.allocations["R1"].quantity == 12


def test_the_same_equipment_in_a_second_incident_is_refused_naming_the_holder() -> None:
    store = Store()
    store.elsewhere = (Claim(resource="overflow-queue", incident="INC-0007", allocation="R2", quantity=1),)
    refused = store.refusal(c.AllocateResource(by="ann", resource="overflow-queue"))
    assert (refused.code, refused.fields["holders"]) == (Refusal.RESOURCE_HELD, ("INC-0007",))


def test_an_exercise_takes_nothing_away_from_a_real_incident() -> None:
    store = Store()
    store.elsewhere = (
        Claim(resource="overflow-queue", incident="EX-0001", allocation="R1", quantity=1, exercise=True),
    )
    store.take("overflow-queue")
    assert store.state("R1") is S.ASSIGNED


def test_who_rests_is_not_assigned_before_the_rest_is_over() -> None:
    store = Store()
    refused = store.refusal(c.AllocateResource(by="ann", resource="agents-off", quantity=141))
    assert (refused.code, refused.fields["count"], refused.fields["until"]) == (
        Refusal.RESOURCE_RESTS,
        140,
        at("10:00"),
    )
    store.do(c.AllocateResource(by="ann", resource="agents-off", quantity=141), "10:00")


def test_where_some_rest_and_another_incident_holds_some_both_are_named() -> None:
    store = Store()
    store.elsewhere = (Claim(resource="agents-off", incident="INC-0007", allocation="R1", quantity=60),)
    refused = store.refusal(c.AllocateResource(by="ann", resource="agents-off", quantity=100))
    assert refused.code is Refusal.RESOURCE_SHORT
    assert dict(refused.fields) == {
        "resource": "agents-off",
        "count": 80,
        "resting": 70,
        "until": at("10:00"),
        "holders": ("INC-0007",),
    }


def test_a_person_who_was_sent_to_rest_comes_back_by_itself_and_not_before() -> None:
    store = Store([a_resource("ruiz", kind="staff", type="sre", person="ruiz")])
    name = store.take("ruiz")
    store.do(c.PutOut(by="ann", allocation=name, reason=e.OutReason.REST, until=at("10:00")), "08:00")
    for to in (S.ASSIGNED, S.ON_HAND):
        refused = store.refusal(c.MoveAllocation(by="ann", allocation=name, to=to), "09:59")
        assert (refused.code, refused.fields["until"]) == (Refusal.ALLOCATION_RESTS, at("10:00"))
    assert store.state(name) is S.OUT
    store.do(c.MoveAllocation(by="ann", allocation=name, to=S.ASSIGNED), "10:00")
    assert store.incident.resources.allocations[name].working_since == at("10:00")


def _resting(until: str) -> tuple[Store, str]:
    store = Store([a_resource("ruiz", kind="staff", type="sre", person="ruiz")])
    name = store.take("ruiz")
    store.do(c.PutOut(by="ann", allocation=name, reason=e.OutReason.REST, until=at(until)), "08:00")
    return store, name


@pytest.mark.parametrize("to", [S.ORDERED, S.EN_ROUTE])
def test_nobody_who_rests_is_on_the_way_either(to: S) -> None:
    store, name = _resting("10:00")
    refused = store.refusal(c.MoveAllocation(by="ann", allocation=name, to=to), "08:01")
    assert (refused.code, refused.fields["until"]) == (Refusal.ALLOCATION_RESTS, at("10:00"))


@pytest.mark.parametrize(
    ("reason", "until"), [(e.OutReason.STAFFING, None), (e.OutReason.STAFFING, "11:00"), (e.OutReason.REST, "08:02")]
)
def test_a_rest_is_made_longer_and_never_shorter(reason: e.OutReason, until: str | None) -> None:
    store, name = _resting("10:00")
    out = c.PutOut(by="ann", allocation=name, reason=reason, until=at(until) if until else None, because="no")
    assert store.refusal(out, "08:01").code is Refusal.ALLOCATION_RESTS
    store.do(c.PutOut(by="ann", allocation=name, reason=e.OutReason.REST, until=at("11:00")), "08:01")
    assert store.refusal(c.MoveAllocation(by="ann", allocation=name, to=S.ASSIGNED), "10:30").fields["until"] == at(
        "11:00"
    )
    repaired = out.changed(until=None, reason=e.OutReason.REPAIR)
    assert store.refusal(repaired, "11:00").code is Refusal.OUT_NO_REPAIR
    store.do(repaired.changed(reason=e.OutReason.STAFFING), "11:00")


def test_whoever_is_given_back_at_rest_is_not_taken_again_before_it_is_over() -> None:
    store, name = _resting("10:00")
    store.do(c.EndAllocation(by="ann", allocation=name, how=S.RELEASED), "08:01")
    take = c.AllocateResource(by="ann", resource="ruiz")
    asked = store.ask("sre", kind="staff")
    for order in (take, c.ApproveAllocation(by="ann", allocation=asked)):
        refused = store.refusal(order, "09:59")
        assert (refused.code, refused.fields["until"]) == (Refusal.RESOURCE_RESTS, at("10:00"))
        assert refused.fields["person"] == "ruiz", "no pool of which some are left"
    store.do(take, "10:00")


def test_repair_ends_when_somebody_says_so() -> None:
    store = Store()
    name = store.take("overflow-queue")
    store.do(c.PutOut(by="ann", allocation=name, reason=e.OutReason.REPAIR, because="no dial tone"))
    store.do(c.MoveAllocation(by="ann", allocation=name, to=S.ON_HAND))
    assert store.state(name) is S.ON_HAND


def test_a_commitment_above_the_approvers_limit_is_refused_naming_who_may() -> None:
    store = Store()
    order = c.AllocateResource(by="bo", resource="overflow-queue", amount=500_01, currency="CNY")
    refused = store.refusal(order)
    assert refused.code is Refusal.SPENDING_LIMIT
    assert refused.fields == {"approver": "bo", "money": (500_00, "CNY"), "approvers": ("ann", "dee")}
    assert store.refusal(order.changed(by="ann", amount=900_00)).fields["approvers"] == ("dee",)
    store.do(order.changed(by="dee", amount=900_00))
    assert store.incident.resources.allocations["R1"].approved_by == "dee"


def test_a_limit_holds_for_all_that_somebody_approves_and_cannot_be_cut_into_pieces() -> None:
    store = Store([*CENTRE, a_resource("van"), a_resource("bus")])
    store.take("van", by="bo", amount=300_00, currency="CNY")
    refused = store.refusal(c.AllocateResource(by="bo", resource="bus", amount=200_01, currency="CNY"))
    assert refused.code is Refusal.SPENDING_LIMIT
    store.take("bus", by="bo", amount=200_00, currency="CNY")


def test_what_costs_less_than_nothing_makes_nobodys_limit_wider() -> None:
    store = Store([*CENTRE, a_resource("van"), a_resource("bus")])
    store.ask("van")
    for order in (
        c.AllocateResource(by="bo", resource="bus", amount=-9000_00, currency="CNY"),
        c.ApproveAllocation(by="bo", allocation="R1", amount=-1, currency="CNY"),
    ):
        refused = store.refusal(order)
        assert (refused.code, refused.fields["money"]) == (Refusal.AMOUNT_NEGATIVE, (order.amount, "CNY"))
    refused = store.refusal(c.AllocateResource(by="bo", resource="bus", amount=8000_00, currency="CNY"))
    assert refused.code is Refusal.SPENDING_LIMIT


def test_an_approval_by_phone_keeps_both_names() -> None:
    store = Store()
    store.ask()
    store.do(c.ApproveAllocation(by="cy", allocation="R1", approved_by="dee"))
    assert store.incident.resources.allocations["R1"].approved_by == "dee"
    assert store.entries[-1].actor == "cy"


def test_whoever_is_no_approver_is_told_who_is() -> None:
    refused = Store().refusal(c.AllocateResource(by="cy", resource="overflow-queue"))
    assert (refused.code, refused.fields["approvers"]) == (Refusal.APPROVER_MAY_NOT, ("bo", "ann", "dee"))


def test_whoever_is_no_approver_is_sent_to_somebody_who_may_spend_as_much() -> None:
    store = Store([*CENTRE, a_resource("van")])
    order = c.AllocateResource(by="cy", resource="van", amount=800_01, currency="CNY", budget="travel")
    assert store.refusal(order).fields["approvers"] == ("dee",)


def test_where_the_team_has_not_said_who_approves_the_commander_does() -> None:
    store = Store()
    store.inventory = Inventory(resources=store.inventory.resources)
    assert store.refusal(c.AllocateResource(by="bo", resource="overflow-queue")).fields["approvers"] == ("ann",)
    assert [one.role for one in approvers_of(None)] == ["commander"]
    store.take("overflow-queue")


def test_a_budget_gives_what_it_has_and_says_who_holds_the_rest() -> None:
    store = Store([*CENTRE, a_resource("van")])
    store.elsewhere = (Claim(resource="travel", incident="INC-0009", allocation="R1", quantity=600_00),)
    order = c.AllocateResource(by="dee", resource="van", amount=400_01, currency="CNY", budget="travel")
    refused = store.refusal(order)
    assert refused.fields == {"resource": "travel", "money": (400_00, "CNY"), "holders": ("INC-0009",)}
    store.do(order.changed(amount=400_00))


def test_money_is_asked_for_and_given_in_its_smallest_unit() -> None:
    store = Store()
    name = store.ask("emergency-budget", 250_00, unit="CNY")
    (given,) = store.do(c.ApproveAllocation(by="ann", allocation=name))
    assert isinstance(given, e.AllocationApproved)
    assert (given.budget, given.amount, given.currency, given.budget_capacity) == ("travel", 250_00, "CNY", 1_000_00)
    store.do(c.EndAllocation(by="ann", allocation=name, how=S.RELEASED, spent=240_00))
    assert store.incident.resources.allocations[name].amount == 240_00


@pytest.mark.parametrize(
    "said",
    [
        {"quantity": 1},
        {"quantity": 300_00},
        {"quantity": 0, "unit": "CNY"},
        {"quantity": -1, "unit": "CNY"},
        {"quantity": 300_00, "unit": "CNY", "amount": 300_00, "currency": "CNY"},
        {"quantity": 0, "amount": 300_00, "currency": "CNY"},
    ],
)
def test_money_is_a_sum_above_nothing_with_its_currency_and_never_a_number(said: dict[str, Any]) -> None:
    """A number of it would be so many of its smallest unit, and no sum would be all that was asked for."""
    store = Store()
    name = store.ask("emergency-budget", 250_00, unit="CNY")
    for order in (
        c.AllocateResource(by="dee", resource="travel", **said),
        c.ApproveAllocation(by="dee", allocation=name, **said),
        c.ApproveAllocation(by="dee", allocation=name, resource="Hollis", elsewhere="vendor", **said),
    ):
        refused = store.refusal(order)
        assert (refused.code, refused.fields) == (
            Refusal.AMOUNT_MISSING,
            {"type_id": "emergency-budget", "currency": "CNY"},
        )


def test_the_policy_says_how_far_a_tier_may_reach() -> None:
    store = Store([a_resource("vendor", source="vendor")])
    assert store.refusal(c.AllocateResource(by="ann", resource="vendor")).code is Refusal.SOURCE_TOO_FAR


def test_the_reserve_is_for_tier_1() -> None:
    shelf = a_resource("phone", quantity=10, reserve=4)
    store = Store([shelf])
    refused = store.refusal(c.AllocateResource(by="ann", resource="phone", quantity=7))
    assert (refused.code, refused.fields["count"], refused.fields["reserve"]) == (Refusal.RESOURCE_RESERVED, 6, 4)
    assert store.refusal(c.AllocateResource(by="ann", resource="phone", quantity=11)).code is Refusal.RESOURCE_FEW
    store.do(c.RaiseTier(by="ann", to=store.incident.tier.MAJOR, because="worse"))
    store.take("phone", 7)


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (c.ApproveAllocation(by="ann", allocation="R9"), Refusal.ALLOCATION_UNKNOWN),
        (c.ApproveAllocation(by="ann", allocation="r1", resource="gone"), Refusal.RESOURCE_UNKNOWN),
        (c.ApproveAllocation(by="ann", allocation="R1", resource="travel"), Refusal.RESOURCE_OTHER_TYPE),
        (c.ApproveAllocation(by="ann", allocation="R2"), Refusal.RESOURCE_CHOICE),
        (c.ApproveAllocation(by="ann", allocation="R3"), Refusal.RESOURCE_NONE_FITS),
        (c.AllocateResource(by="ann", resource="agents-off", quantity=0), Refusal.QUANTITY_UNREADABLE),
        (
            c.AllocateResource(by="dee", resource="agents-off", amount=1, currency="EUR", budget="travel"),
            Refusal.BUDGET_OTHER,
        ),
        (c.RequestResource(by="ann", type="agnet"), Refusal.RESOURCE_TYPE_UNKNOWN),
        (c.RequestResource(by="ann", type="emergency-budget", quantity=5), Refusal.AMOUNT_MISSING),
        (c.RequestResource(by="ann", type="emergency-budget", quantity=0, unit="CNY"), Refusal.AMOUNT_MISSING),
        (c.RequestResource(by="ann", type="emergency-budget", kind="staff"), Refusal.AMOUNT_MISSING),
        (c.RequestResource(by="ann", type="overflow-queue", kind="money", quantity=5, unit="CNY"), Refusal.COUNTED),
        (c.RequestResource(by="ann", type="fuel", kind="materials", quantity=500, unit="CNY"), Refusal.COUNTED),
        (c.ApproveAllocation(by="dee", allocation="R1", unit="CNY", quantity=10), Refusal.COUNTED),
        (c.AllocateResource(by="dee", resource="agents-off", unit="CNY", quantity=10), Refusal.COUNTED),
        (c.MoveAllocation(by="ann", allocation="R1", to=S.ASSIGNED), Refusal.ALLOCATION_NOT_APPROVED),
        (c.PutOut(by="ann", allocation="R1", reason=e.OutReason.REPAIR), Refusal.ALLOCATION_NOT_APPROVED),
        (c.EndAllocation(by="ann", allocation="R1", how=S.RELEASED), Refusal.ALLOCATION_NOT_APPROVED),
        (c.EndAllocation(by="ann", allocation="R1", how=S.DECLINED), Refusal.TEXT_EMPTY),
        (c.DissolveTeam(by="ann", team="Alpha"), Refusal.TEAM_UNKNOWN),
        (c.BeginPeriod(by="ann", ends_at=at("07:00")), Refusal.OUT_UNTIL_PAST),
    ],
)
def test_what_cannot_be_is_refused(command: c.Command, code: str) -> None:
    store = Store()
    store.ask()
    store.ask("agent", 10)
    store.ask("van", kind="equipment")
    assert store.refusal(command).code == code


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (c.ApproveAllocation(by="ann", allocation="R1"), Refusal.ALLOCATION_ANSWERED),
        (c.MoveAllocation(by="ann", allocation="R1", to=S.ASSIGNED), Refusal.ALLOCATION_THERE),
        (c.PutOut(by="ann", allocation="R1", reason=e.OutReason.REST), Refusal.REST_WITHOUT_END),
        (c.PutOut(by="ann", allocation="R1", reason=e.OutReason.REST, until=at("07:00")), Refusal.OUT_UNTIL_PAST),
        (c.EndAllocation(by="ann", allocation="R1", how=S.DECLINED, because="no"), Refusal.ALLOCATION_GIVEN),
        (c.EndAllocation(by="ann", allocation="R1", how=S.CANCELLED, because="no"), Refusal.ALLOCATION_HERE),
        (c.EndAllocation(by="ann", allocation="R1", how=S.RELEASED, spent=1), Refusal.SPENT_TOO_MUCH),
        (c.EndAllocation(by="ann", allocation="R2", how=S.RELEASED), Refusal.ALLOCATION_OVER),
    ],
)
def test_what_is_there_is_not_made_to_be_there_again(command: c.Command, code: str) -> None:
    store = Store([*CENTRE, a_resource("van")])
    store.take("overflow-queue")
    store.take("van")
    store.do(c.EndAllocation(by="ann", allocation="R2", how=S.RELEASED))
    assert store.refusal(command).code == code


def test_who_asks_again_for_what_this_incident_has_is_not_sent_to_somebody_else() -> None:
    store = Store()
    store.take("overflow-queue")
    store.ask("overflow-queue")
    again = c.ApproveAllocation(by="ann", allocation="R2", resource="overflow-queue")
    assert store.refusal(again).code is Refusal.RESOURCE_HERE


def test_without_an_inventory_it_is_said_what_is_missing() -> None:
    store = Store([])
    store.ask("overflow-queue")
    assert store.refusal(c.ApproveAllocation(by="ann", allocation="R1")).code is Refusal.RESOURCE_NONE_FITS
    assert store.refusal(c.AllocateResource(by="ann", resource="x")).code is Refusal.NO_INVENTORY


def test_what_no_inventory_has_is_ordered_of_whoever_gives_it_and_comes_as_everything_else_does() -> None:
    store = Store([])
    store.ask("vendor-engineer", kind="staff", quantity=2)
    order = c.ApproveAllocation(by="ann", allocation="R1", resource=" Hollis Data ", elsewhere="team", to=S.ORDERED)
    approved, moved = store.do(order.changed(due_at=at("08:00"), because="J. Park, by phone"))
    assert isinstance(approved, e.AllocationApproved)
    assert isinstance(moved, e.AllocationMoved)
    assert (approved.quantity, approved.capacity, approved.by) == (2, 2, "ann")
    assert "Hollis" not in approved.resource, "a name typed freely has to be erasable"
    assert approved.because == FreeText("Hollis Data\nJ. Park, by phone")
    ordered = store.incident.resources.allocations["R1"]
    assert ordered.giver == FreeText("Hollis Data")
    assert ordered.changes[1].because == FreeText("J. Park, by phone")
    assert giver_of(approved.changed(because=FreeText(None))) == (FreeText(None), None)
    typed, why = approved.changed(resource="24/7 Locks", because=FreeText("Peak")), FreeText("Peak")
    assert giver_of(typed) == (None, why), "a log may have the giver where the resource stands"
    store.ask("vendor-engineer", kind="staff")
    store.do(order.changed(allocation="R2", resource="Hollis Data"))
    assert store.state("R2") is S.ORDERED, "a firm sends as many as it promises"
    store.do(c.MoveAllocation(by="ann", allocation="R1", to=S.ASSIGNED, whom="bo"))
    assert store.incident.resources.allocations["R1"].whom == "bo"


def test_what_somebody_else_gives_is_approved_by_whoever_may_as_far_as_they_may() -> None:
    store = Store()
    store.ask("vendor-engineer", kind="staff")
    order = c.ApproveAllocation(by="ann", allocation="R1", resource="Hollis", elsewhere="team", to=S.ORDERED)
    for wrong, code in (
        (order.changed(elsewhere="vendor"), Refusal.SOURCE_TOO_FAR),
        (order.changed(by="zed"), Refusal.APPROVER_MAY_NOT),
        (order.changed(amount=800_01, currency="CNY"), Refusal.SPENDING_LIMIT),
        (order.changed(resource="  "), Refusal.TEXT_EMPTY),
        (order.changed(to=S.RELEASED), Refusal.ALLOCATION_NO_MOVE),
        (order.changed(resource="overflow-queue"), Refusal.RESOURCE_OTHER_TYPE),
    ):
        assert store.refusal(wrong).code is code
    store.do(order.changed(amount=800_00, currency="CNY", budget="travel"))
    assert store.state("R1") is S.ORDERED


def test_a_substitute_serves_where_the_request_named_it() -> None:
    store = Store([a_resource("bus"), a_resource("van")])
    name = store.ask("van-seat", kind="equipment", substitutes=("bus",))
    store.do(c.ApproveAllocation(by="ann", allocation=name))
    assert store.incident.resources.allocations[name].resource == "bus"


def test_a_closed_incident_holds_nothing_and_waits_for_nothing() -> None:
    store = Store()
    store.take("overflow-queue")
    store.ask("agent", 3)
    for each in ("staff", "go"):
        store.do(c.RuleOutStep(by="ann", step=each, because="over"))
    store.do(c.CloseIncident(by="ann"))
    assert [each.state for each in store.incident.resources.allocations.values()] == [S.RELEASED, S.CANCELLED]
    assert not store.own


def test_a_team_is_formed_given_another_lead_and_dissolved() -> None:
    store = Store()
    store.do(c.FormTeam(by="ann", team="Alpha", lead="bo"))
    assert store.refusal(c.FormTeam(by="ann", team="Alpha", lead="bo")).code is Refusal.TEAM_STANDS
    store.do(c.FormTeam(by="ann", team="Alpha", lead="cy"))
    assert store.incident.resources.teams["Alpha"].lead == "cy"
    store.do(c.DissolveTeam(by="ann", team="Alpha"))
    assert not store.incident.resources.teams


def test_what_a_dissolved_team_had_awaits_or_asked_for_is_the_commanders_and_stays_where_it_was() -> None:
    store = Store()
    store.do(c.FormTeam(by="ann", team="Alpha", lead="bo"))
    at_work, resting = store.take("agents-off", 2, whom="Alpha"), store.take("agents-off", 3, whom="Alpha")
    store.do(c.PutOut(by="ann", allocation=resting, reason=e.OutReason.REST, until=at("11:00")))
    asked, over = store.ask(whom="Alpha"), store.take("agents-off", whom="Alpha")
    store.do(c.EndAllocation(by="ann", allocation=over, how=S.RELEASED))
    store.do(c.DissolveTeam(by="ann", team="Alpha"), "08:30")
    every = store.incident.resources.allocations
    assert {name: each.whom for name, each in every.items()} == {
        **dict.fromkeys((at_work, resting, asked), "commander"),
        over: "Alpha",
    }
    assert [(each.state, each.since) for each in every.values()] == [
        (state, at("07:30")) for state in (S.ASSIGNED, S.OUT, S.REQUESTED, S.RELEASED)
    ]
    assert every[resting].out_until == at("11:00"), "a rest goes on"


def test_whoever_is_at_work_for_somebody_else_has_been_at_work_all_the_while() -> None:
    store = Store()
    name = store.take("agents-off", whom="bo")
    store.do(c.MoveAllocation(by="ann", allocation=name, to=S.ASSIGNED, whom="ann"), "08:30")
    own = store.incident.resources.allocations[name]
    assert (own.since, own.changes[-1].at) == (at("07:30"), at("08:30"))


def test_operational_periods_are_counted() -> None:
    store = Store()
    for until in ("12:00", "18:00"):
        store.do(c.BeginPeriod(by="ann", ends_at=at(until)))
    period = store.incident.resources.period
    assert period is not None
    assert (period.number, period.ends_at) == (2, at("18:00"))


def test_who_rests_later_does_not_rest_now() -> None:
    pool = agents("pool", 9, rests=(Rest(quantity=2, until=at("08:00")), Rest(quantity=3, until=at("09:00"))))
    assert [pool.resting(at(clock)) for clock in ("07:59", "08:00", "09:00")] == [5, 3, 0]
    assert list(pool.resting_until(at("07:00")).items()) == [(at("08:00"), 2), (at("09:00"), 3)]
    assert pool.resting_until(at("08:00")) == {at("09:00"): 3}


_GIVE_BACK = c.EndAllocation(by="eve", allocation="R1", how=S.RELEASED)


@pytest.mark.parametrize(
    "command",
    [
        _GIVE_BACK,
        c.MoveAllocation(by="eve", allocation="R1", to=S.ON_HAND),
        c.PutOut(by="eve", allocation="R1", reason=e.OutReason.REST, until=at("12:00")),
        c.EndAllocation(by="eve", allocation="R2", how=S.DECLINED, because="no"),
    ],
)
def test_who_has_nothing_to_do_with_it_neither_gives_back_nor_moves_what_others_use(command: c.Command) -> None:
    store = Store()
    store.take("overflow-queue")
    store.ask("agent", quantity=3)
    refused = store.refusal(command)
    assert refused.code is Refusal.ALLOCATION_OF_OTHERS
    people = refused.fields["people"]
    assert isinstance(people, tuple)
    assert "ann" in people
    assert "eve" not in people


def test_who_asked_for_it_has_it_or_leads_the_team_that_has_it_says_what_becomes_of_it() -> None:
    store = Store()
    store.do(c.RequestResource(by="eve", type="agent", quantity=3))
    store.do(c.EndAllocation(by="eve", allocation="R1", how=S.CANCELLED, because="not needed"))
    store.do(c.FormTeam(by="ann", team="red", lead="eve"))
    store.do(c.AllocateResource(by="ann", resource="overflow-queue", whom="red"))
    store.do(_GIVE_BACK.changed(allocation="R2"))
    store.do(c.AllocateResource(by="ann", resource="overflow-queue", whom="eve"))
    store.do(_GIVE_BACK.changed(allocation="R3"))


def test_whom_the_team_lets_approve_at_the_tier_needs_no_role_for_it() -> None:
    store = Store()
    store.take("overflow-queue")
    policy = Approval(within=timedelta(hours=1), reach="team", approvers=(Approver(person="eve"),))
    inventory = Inventory(approvals={store.incident.tier: policy})
    store.do(_GIVE_BACK.changed(stock=Stock(inventory=inventory)))
