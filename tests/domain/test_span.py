"""Who reports to the commander, and when that is too many."""

from __future__ import annotations

from incident.domain import commands as c
from incident.domain.resources.span import members, reporting_to_commander, wants_split
from tests.domain.stores import Store


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
