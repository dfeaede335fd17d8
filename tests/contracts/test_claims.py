"""What incidents hold of resources and budgets, whatever keeps the log: written with its entry, to the last unit."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import LiteralString

import pytest

from incident.adapters.storage import open_log
from incident.adapters.storage.log import StoredLog
from incident.adapters.storage.memory import MemoryLog
from incident.application.errors import LostRace, StorageError
from incident.application.ports import Batch
from incident.domain.events import AllocationApproved, AllocationEnded, AllocationState, Event, IncidentMode
from incident.domain.resources.resource import Claim
from tests.contracts.batches import a_summary, batch_of, fold, note
from tests.contracts.tampering import raw, raw_behind_guards
from tests.contracts.test_guards import Refusal


def approved(allocation: str = "R1", resource: str = "queue", **fields: object) -> AllocationApproved:
    given = AllocationApproved(allocation=allocation, resource=resource, quantity=1, capacity=1, by="ann")
    return given.changed(**fields)


def money(allocation: str = "R1", amount: int = 600, **fields: object) -> AllocationApproved:
    budget = {"budget": "travel", "budget_capacity": 1000, "currency": "CNY", "amount": amount}
    return approved(allocation, "travel", quantity=amount, capacity=1000, **budget, **fields)


def ended(
    allocation: str = "R1", how: AllocationState = AllocationState.RELEASED, spent: int | None = None
) -> AllocationEnded:
    return AllocationEnded(allocation=allocation, how=how, spent=spent)


def exercise(batch: Batch) -> Batch:
    return replace(batch, summary=a_summary(batch.incident_id, mode=IncidentMode.EXERCISE))


def append(log: MemoryLog | StoredLog, incident: str, *events: Event) -> None:
    log.append(batch_of(incident, len(log.read(incident)), *events))


def test_what_is_approved_is_held_until_it_is_given_back(log: MemoryLog | StoredLog) -> None:
    append(log, "INC-0001", approved())
    assert log.claims() == [Claim(resource="queue", incident="INC-0001", allocation="R1", quantity=1)]
    append(log, "INC-0001", ended())
    assert log.claims() == []
    append(log, "INC-0002", approved())
    assert [claim.incident for claim in log.claims()] == ["INC-0002"]
    assert log.verify() == []


def test_a_second_incident_does_not_get_what_the_first_holds(log: MemoryLog | StoredLog) -> None:
    append(log, "INC-0001", approved(quantity=2, capacity=3))
    with pytest.raises(LostRace):
        append(log, "INC-0002", note(), approved(quantity=2, capacity=3))
    assert not log.read("INC-0002")
    append(log, "INC-0002", approved(quantity=1, capacity=3))
    assert log.verify() == []


def test_an_exercise_holds_beside_a_real_incident_and_never_against_it(log: MemoryLog | StoredLog) -> None:
    append(log, "INC-0001", approved())
    log.append(exercise(batch_of("EX-0001", 0, approved())))
    assert {claim.exercise for claim in log.claims()} == {False, True}
    with pytest.raises(LostRace):
        log.append(exercise(batch_of("EX-0002", 0, approved())))


def test_a_budget_is_not_promised_twice_and_what_was_not_spent_comes_back(log: MemoryLog | StoredLog) -> None:
    append(log, "INC-0001", money("R1", 600))
    with pytest.raises(LostRace):
        append(log, "INC-0002", money("R1", 401))
    append(log, "INC-0001", ended("R1", spent=250))
    append(log, "INC-0002", money("R1", 750))
    assert sum(claim.quantity for claim in log.claims()) == 1000
    append(log, "INC-0002", ended("R1", AllocationState.CANCELLED, spent=0))
    assert [(claim.incident, claim.quantity) for claim in log.claims()] == [("INC-0001", 250)]
    assert log.verify() == []


def test_what_was_promised_and_never_said_to_be_less_is_spent(log: MemoryLog | StoredLog) -> None:
    """A vendor who went home has to be paid all the same."""
    append(log, "INC-0001", approved(amount=300, currency="CNY", budget="travel", budget_capacity=1000))
    append(log, "INC-0001", ended())
    assert [(claim.resource, claim.quantity) for claim in log.claims()] == [("travel", 300)]
    assert log.verify() == []


@pytest.mark.parametrize("spent", [500, 400])
def test_money_is_settled_though_others_hold_the_reserve(log: MemoryLog | StoredLog, spent: int) -> None:
    """The first was given money at tier 3, which leaves the reserve alone; the second at tier 1, which may have it."""
    append(log, "INC-0001", money("R1", 500).changed(capacity=800, budget_capacity=800))
    append(log, "INC-0002", money("R1", 500))
    append(log, "INC-0001", ended("R1", spent=spent))
    assert {claim.incident: claim.quantity for claim in log.claims()} == {"INC-0001": spent, "INC-0002": 500}
    with pytest.raises(LostRace):
        append(log, "INC-0003", money("R1", 501 - spent))
    assert log.verify() == []


def test_the_reserve_is_not_given_out_because_another_incident_may_have_it(log: MemoryLog | StoredLog) -> None:
    append(log, "INC-0001", approved(quantity=1, capacity=100))
    with pytest.raises(LostRace):
        append(log, "INC-0002", approved(quantity=60, capacity=60))
    append(log, "INC-0002", approved(quantity=59, capacity=60))


def test_of_two_at_once_one_gets_the_last_unit(log: MemoryLog | StoredLog) -> None:
    every: list[type[Exception] | None] = []
    ready = threading.Barrier(2)

    def take(incident: str) -> None:
        ready.wait()
        try:
            log.append(batch_of(incident, 0, approved()))
        except LostRace as lost:
            every.append(type(lost))
        else:
            every.append(None)

    threads = [threading.Thread(target=take, args=(f"INC-000{n}",)) for n in (1, 2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(every, key=str) == [LostRace, None]
    assert len(log.claims()) == 1


def test_a_rebuild_puts_back_what_is_gone_and_ends_what_should_have_ended(stored: StoredLog, address: str) -> None:
    append(stored, "INC-0001", approved(), money("R2"), ended())
    append(stored, "INC-0002", approved())
    stored.rebuild_summaries(fold)
    raw_behind_guards(address, "UPDATE reservations SET ended_seq = NULL WHERE incident_id = 'INC-0001'")
    raw_behind_guards(address, "DELETE FROM budget_holds")
    assert {one.code for one in stored.verify()} == {"claim-altered", "claim-missing"}
    assert stored.rebuild_summaries(fold) == 2
    assert stored.verify() == []


@pytest.mark.parametrize(
    "loss",
    [
        "DELETE FROM reservations",
        "DELETE FROM reservations WHERE incident_id = 'INC-0001'",
        "DELETE FROM reservations WHERE incident_id = 'INC-0002'",
    ],
)
def test_a_rebuild_puts_back_what_was_given_out_of_fewer_before(
    stored: StoredLog, address: str, loss: LiteralString
) -> None:
    append(stored, "INC-0002", approved(quantity=10, capacity=60))
    append(stored, "INC-0001", approved(quantity=90, capacity=100))
    stored.rebuild_summaries(fold)
    raw_behind_guards(address, loss)
    assert stored.rebuild_summaries(fold)
    assert sorted(claim.quantity for claim in stored.claims()) == [10, 90]
    assert stored.verify() == []


def test_a_rebuild_ends_what_one_gave_back_before_it_gives_it_to_another(stored: StoredLog, address: str) -> None:
    append(stored, "INC-0002", approved(), ended())
    append(stored, "INC-0001", approved())
    stored.rebuild_summaries(fold)
    raw_behind_guards(address, "DELETE FROM reservations WHERE incident_id = 'INC-0001'")
    raw_behind_guards(address, "UPDATE reservations SET ended_seq = NULL")
    assert stored.rebuild_summaries(fold) == 2
    assert stored.verify() == []


@pytest.mark.parametrize(
    "edit",
    [
        "UPDATE reservations SET quantity = 9, capacity = 9",
        "UPDATE reservations SET resource_id = 'other'",
        "UPDATE reservations SET ended_seq = NULL",
        "UPDATE budget_holds SET quantity = 1",
        "UPDATE budget_holds SET ended_seq = 3",
        "DELETE FROM reservations",
        "DELETE FROM budget_holds",
        "INSERT INTO reservations SELECT 'x', 'other', exercise, incident_id, 'R9', 1, 1, 1, NULL FROM reservations",
        (
            "INSERT INTO budget_holds SELECT 'x', 'other', exercise, incident_id, 'R9', 2, 1, 1, 'EUR', NULL "
            "FROM budget_holds"
        ),
        (
            "INSERT INTO budget_holds SELECT 'x', resource_id, exercise, incident_id, allocation, event_seq, quantity, "
            "capacity, currency, NULL FROM budget_holds"
        ),
    ],
)
def test_raw_sql_neither_makes_changes_nor_ends_a_claim(stored: StoredLog, address: str, edit: LiteralString) -> None:
    append(stored, "INC-0001", approved(), money("R2"), ended())
    with pytest.raises(Refusal):
        raw(address, edit)


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        ("UPDATE reservations SET quantity = 2", "claim-altered"),
        ("UPDATE reservations SET exercise = NOT exercise", "claim-altered"),
        ("UPDATE budget_holds SET currency = 'EUR'", "claim-altered"),
        ("DELETE FROM reservations", "claim-missing"),
        ("DELETE FROM budget_holds", "claim-missing"),
    ],
)
def test_a_claim_that_was_changed_behind_the_guards_shows(
    stored: StoredLog, address: str, edit: LiteralString, code: str
) -> None:
    append(stored, "INC-0001", approved(capacity=2), money("R2"))
    assert stored.verify() == []
    raw_behind_guards(address, edit)
    assert [one.code for one in stored.verify()] == [code]
    assert [one.code for one in stored.verify("INC-0001")] == [code]


def test_two_programs_race_for_the_last_unit_and_one_wins(address: str) -> None:
    """Two connections, as two terminals have them; forty times, since a race is won by chance."""
    logs = [open_log(address, patience_seconds=20) for _ in range(2)]
    won: list[str] = []

    def race(log: StoredLog, wait: Callable[[], object], incidents: Sequence[str]) -> None:
        for number, incident in enumerate(incidents):
            wait()
            try:
                log.append(batch_of(incident, 0, approved(resource=f"queue-{number}")))
                won.append(f"queue-{number}")
            except (LostRace, StorageError):
                pass

    barrier = threading.Barrier(2, timeout=60)
    threads = [
        threading.Thread(target=race, args=(log, barrier.wait, [f"INC-{side}{n:03}" for n in range(20)]))
        for side, log in enumerate(logs, 1)
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(won) == sorted({f"queue-{n}" for n in range(20)})
    assert logs[0].verify() == []
    for log in logs:
        log.close()
