"""Who rests after an incident gave them back, whatever keeps the log: the last word counts, and it is said of all."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from incident.adapters.storage.log import StoredLog
from incident.adapters.storage.memory import MemoryLog
from incident.domain.content import FreeText
from incident.domain.events import AllocationMoved, AllocationOut, AllocationState, Event, OutReason, RestTakenBack
from incident.domain.resources.resource import Resting
from tests.contracts.batches import NOW, batch_of
from tests.contracts.test_claims import append, approved, ended, exercise

TEN, TWELVE = NOW + timedelta(hours=10), NOW + timedelta(hours=12)


def out(until: datetime | None, reason: OutReason = OutReason.REST) -> AllocationOut:
    return AllocationOut(allocation="R1", reason=reason, until=until)


def taken_back(until: datetime) -> RestTakenBack:
    return RestTakenBack(allocation="R1", until=until, because=FreeText("a mistake"))


BACK = AllocationMoved(allocation="R1", to=AllocationState.ASSIGNED)


def test_who_was_sent_to_rest_and_given_back_rests_until_then(log: MemoryLog | StoredLog) -> None:
    append(log, "INC-0001", approved(quantity=2, capacity=3), out(TEN))
    assert log.rests(NOW) == [], "they are held still"
    append(log, "INC-0001", ended())
    assert log.rests(NOW) == [Resting(resource="queue", quantity=2, until=TEN)]
    assert log.rests(TEN) == []


def test_who_rests_in_an_exercise_is_told_apart(log: MemoryLog | StoredLog) -> None:
    log.append(exercise(batch_of("EX-0001", 0, approved(), out(TEN), ended())))
    assert log.rests(NOW) == [Resting(resource="queue", quantity=1, until=TEN, exercise=True)]


@pytest.mark.parametrize(
    ("said", "until"),
    [
        ([out(TEN), out(TWELVE), ended()], TWELVE),
        ([out(TEN), BACK, ended()], None),
        ([out(TEN), out(None, OutReason.REPAIR), ended()], None),
        ([out(TEN), taken_back(TEN), ended()], None),
        ([out(TEN), ended(), taken_back(TEN)], None),
        ([out(TEN), out(TWELVE), taken_back(TWELVE), ended()], TEN),
        ([out(TEN), out(TEN), taken_back(TEN), ended()], TEN),
        ([out(TEN), taken_back(TEN), out(TEN), ended()], TEN),
        ([out(TEN), taken_back(TEN), out(TEN), taken_back(TEN), ended()], None),
    ],
)
def test_the_last_word_counts_and_what_was_taken_back_was_never_said(
    log: MemoryLog | StoredLog, said: list[Event], until: datetime | None
) -> None:
    append(log, "INC-0001", approved(), *said)
    assert [each.until for each in log.rests(NOW)] == ([until] if until else [])
