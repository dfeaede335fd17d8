"""What whoever takes over reads of resources: what is on it, what comes and by when, who rests, teams, money."""

from __future__ import annotations

from datetime import timedelta

from incident.application.briefing import assemble_briefing
from incident.domain import commands as c
from incident.domain.events import AllocationState, OutReason
from incident.wording.briefing_open import people_lines
from incident.wording.speech import Speech
from tests.domain.stores import Store


def lines(store: Store) -> list[str]:
    briefing = assemble_briefing(store.entries, [], "INC-0001", "ann", store.now, inventory=store.inventory)
    roles = ("commander", "deputy", "scribe", "technical", "liaison", "resources")
    return [each for each in people_lines(briefing, Speech()) if not each.casefold().startswith(roles)]


def test_whoever_takes_over_reads_what_comes_and_by_when_and_who_rests() -> None:
    store = Store()
    in_an_hour = store.now + timedelta(hours=1)
    store.take("agents-off", 60, whom="commander")
    resting = store.take("agents-off", 2)
    store.do(c.PutOut(by="ann", allocation=resting, reason=OutReason.REST, until=in_an_hour))
    store.do(
        c.ApproveAllocation(
            by="ann",
            allocation=store.ask("overflow-queue"),
            resource="Hollis Data",
            elsewhere="team",
            to=AllocationState.ORDERED,
            due_at=in_an_hour,
            amount=450_00,
            currency="CNY",
            budget="travel",
        )
    )
    store.do(c.FormTeam(by="ann", team="desk", lead="bo"))
    assert lines(store) == [
        "coming: R3 1 × overflow queue (ordered, Hollis Data, by 08:30)",
        "at work: R1 60 × agents (commander)",
        "out of use: R2 2 × agents (agents-off, rest until 08:30)",
        "teams: desk (0), lead bo",
        "money: 450.00 CNY promised, 0.00 CNY spent",
    ]


def test_a_long_list_is_counted_and_the_soonest_of_it_is_named() -> None:
    store = Store()
    for _each in range(4):
        store.ask()
    store.ask(needed_by=store.now + timedelta(minutes=5))
    (asked,) = lines(store)
    assert asked.startswith("asked for, nobody has answered: R5 1 × overflow queue (by 07:35); R1 ")
    assert asked.endswith("; and 2 more ('incident resource list INC-0001')")


def test_a_step_that_asked_for_what_is_named_is_not_told_beside_it() -> None:
    store = Store()
    store.done("staff")
    assert [each.partition(":")[0] for each in lines(store)] == ["asked for, nobody has answered"]


def test_what_nobody_asked_for_is_not_mentioned() -> None:
    assert lines(Store()) == []
