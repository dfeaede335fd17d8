"""Who reports to the commander, and when that is too many."""

from __future__ import annotations

from incident.domain import commands as c
from incident.domain.resources.span import led, members, overfull, reporting_to_commander, wants_split
from tests.domain.stores import Store, a_resource, agents


def test_a_team_counts_as_one_and_equipment_reports_to_nobody() -> None:
    store = Store()
    store.take("overflow-queue")
    names = [store.take("agents-off") for _ in range(8)]
    assert reporting_to_commander(store.incident.resources) == tuple(names)
    assert wants_split(store.incident.resources)
    store.do(c.FormTeam(by="ann", team="Alpha", lead="bo"))
    for name in names[:2]:
        store.do(c.MoveAllocation(by="ann", allocation=name, to=store.state(name), whom="Alpha"))
    assert [each.id for each in members(store.incident.resources, "Alpha")] == names[:2]
    assert len(reporting_to_commander(store.incident.resources)) == 7
    assert not wants_split(store.incident.resources)


def test_a_team_is_split_at_eight_too_and_its_lead_and_its_things_are_not_counted() -> None:
    store = Store([a_resource("bo", kind="staff", type="sre", person="bo"), agents("pool", 20), a_resource("van")])
    store.do(c.FormTeam(by="ann", team="Alpha", lead="bo"))
    for name in [store.take("bo"), store.take("van"), *[store.take("pool") for _ in range(7)]]:
        store.do(c.MoveAllocation(by="ann", allocation=name, to=store.state(name), whom="Alpha"))
    assert (led(store.incident.resources, "Alpha"), overfull(store.incident.resources)) == (7, ())
    store.do(c.AllocateResource(by="ann", resource="pool", whom="Alpha"))
    assert overfull(store.incident.resources) == ("Alpha",)
    assert not wants_split(store.incident.resources)


def test_whoever_leads_a_team_and_is_assigned_themself_reports_once() -> None:
    store = Store([a_resource("bo", kind="staff", type="sre", person="bo")])
    name = store.take("bo")
    assert reporting_to_commander(store.incident.resources) == (name,)
    store.do(c.FormTeam(by="ann", team="Alpha", lead="bo"))
    assert reporting_to_commander(store.incident.resources) == ("Alpha",)
