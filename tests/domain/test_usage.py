"""Hours at work, worked out by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from incident.domain import commands as c
from incident.domain.events import AllocationState, OutReason
from incident.domain.resources.spending import spends
from incident.domain.resources.usage import person_hours, uses
from tests.domain.stores import Store
from tests.domain.walks import at

HOUR = timedelta(hours=1)


def test_hours_are_counted_by_unit_and_a_rest_is_held_and_not_worked() -> None:
    """10 agents from 08:00: 2 h at work, 1 h out, 1 h at work, then released: 40 h held, 30 at work."""
    store = Store()
    store.do(c.RequestResource(by="bo", type="overflow-queue"))
    store.do(c.AllocateResource(by="ann", resource="agents-off", quantity=10), "08:00")
    store.do(c.PutOut(by="ann", allocation="R2", reason=OutReason.STAFFING), "10:00")
    store.do(c.MoveAllocation(by="ann", allocation="R2", to=AllocationState.ASSIGNED), "11:00")
    store.do(c.EndAllocation(by="ann", allocation="R2", how=AllocationState.RELEASED), "12:00")
    store.take("travel", 100, unit="CNY")
    (one,) = uses([store.incident], at("15:00"))
    assert (one.kind, one.incident, one.quarter) == ("staff", "INC-0001", "2026-Q4")
    assert (one.held, one.at_work) == (40 * HOUR, 30 * HOUR)


def test_person_hours_are_those_of_people_at_work_since_then() -> None:
    """10 agents from 08:00, out from 10:00 to 11:00; asked at 12:00: 30 h in all, 20 h since 09:00."""
    store = Store()
    store.take("overflow-queue")
    store.do(c.AllocateResource(by="ann", resource="agents-off", quantity=10), "08:00")
    store.do(c.PutOut(by="ann", allocation="R2", reason=OutReason.STAFFING), "10:00")
    store.do(c.MoveAllocation(by="ann", allocation="R2", to=AllocationState.ASSIGNED), "11:00")
    own = store.incident.resources
    assert [person_hours(own, at(clock), at("12:00")) for clock in ("07:00", "09:00")] == [30 * HOUR, 20 * HOUR]


def test_what_lasts_over_the_turn_of_a_quarter_counts_in_both() -> None:
    store = Store()
    store.do(c.AllocateResource(by="ann", resource="overflow-queue"), "08:00")
    found = uses([store.incident], datetime(2027, 1, 1, 5, tzinfo=UTC))
    assert [one.quarter for one in found] == ["2026-Q4", "2027-Q1"]
    assert found[1].at_work == 5 * HOUR


def test_money_counts_where_it_was_promised_and_drifts_by_no_unit() -> None:
    store = Store()
    store.do(c.AllocateResource(by="dee", resource="overflow-queue", amount=333_33, currency="CNY", budget="travel"))
    store.do(c.AllocateResource(by="dee", resource="travel", quantity=666_67, unit="CNY"))
    store.do(c.EndAllocation(by="dee", allocation="R1", how=AllocationState.RELEASED, spent=111_11))
    kept = [(one.kind, one.quarter, one.promised, one.spent) for one in spends([store.incident])]
    assert kept == [("equipment", "2026-Q4", 0, 111_11), ("money", "2026-Q4", 666_67, 0)]
    store.do(c.EndAllocation(by="dee", allocation="R2", how=AllocationState.RELEASED, spent=0))
    assert [one.kind for one in spends([store.incident])] == ["equipment"]
