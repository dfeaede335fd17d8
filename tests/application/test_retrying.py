"""When a message goes again: quick at first, slow later, never past its end."""

from __future__ import annotations

from datetime import timedelta

import pytest

from incident.application.delivery.reasons import Reason, detail, reason_of
from incident.application.delivery.retrying import LONGEST_WAIT, next_state, wait_after
from incident.application.ports import AttemptClass, AttemptOutcome, DeliveryState, OnUnknown
from tests.deliveries import a_delivery
from tests.fakes import START


def middle() -> float:
    return 0.5


def outcome(result: AttemptClass, retry_after: timedelta | None = None) -> AttemptOutcome:
    return AttemptOutcome(result=result, retry_after=retry_after)


def test_the_waits_grow_from_seconds_to_a_quarter_of_an_hour() -> None:
    waits = [wait_after(tries, None, middle).total_seconds() for tries in range(1, 10)]
    assert waits == pytest.approx([5, 15, 45, 120, 300, 600, 900, 900, 900])


@pytest.mark.parametrize(("chance", "seconds"), [(0.0, 4.0), (0.5, 5.0), (0.999999, 6.0)])
def test_a_wait_differs_by_a_fifth(chance: float, seconds: float) -> None:
    assert wait_after(1, None, lambda: chance).total_seconds() == pytest.approx(seconds, abs=0.001)


@pytest.mark.parametrize(
    ("asked", "waited"),
    [(timedelta(seconds=70), timedelta(seconds=70)), (timedelta(days=1), LONGEST_WAIT), (timedelta(-1), timedelta(0))],
)
def test_what_the_provider_asks_for_wins_within_reason(asked: timedelta, waited: timedelta) -> None:
    assert wait_after(1, asked, middle) == waited


@pytest.mark.parametrize(
    ("result", "on_unknown", "state"),
    [
        (AttemptClass.DELIVERED, OnUnknown.HOLD, DeliveryState.SENT),
        (AttemptClass.PERMANENT, OnUnknown.REPEAT, DeliveryState.FAILED),
        (AttemptClass.UNKNOWN, OnUnknown.HOLD, DeliveryState.UNKNOWN),
        (AttemptClass.UNKNOWN, OnUnknown.REPEAT, DeliveryState.PENDING),
        (AttemptClass.NOT_SENT, OnUnknown.HOLD, DeliveryState.PENDING),
    ],
)
def test_an_outcome_leads_to_a_state(result: AttemptClass, on_unknown: OnUnknown, state: DeliveryState) -> None:
    row = a_delivery(on_unknown=on_unknown)
    due_at = START + timedelta(seconds=5) if state is DeliveryState.PENDING else None
    assert next_state(row, outcome(result), tries=1, now=START, chance=middle) == (state, due_at)


@pytest.mark.parametrize(
    ("result", "state"),
    [(AttemptClass.NOT_SENT, DeliveryState.EXPIRED), (AttemptClass.UNKNOWN, DeliveryState.UNKNOWN)],
)
def test_what_could_only_go_too_late_does_not_wait_for_it(result: AttemptClass, state: DeliveryState) -> None:
    row = a_delivery(on_unknown=OnUnknown.REPEAT)
    late = row.expires_at - timedelta(minutes=10)
    assert next_state(row, outcome(result), tries=9, now=late, chance=middle) == (state, None)


@pytest.mark.parametrize(("left", "waited"), [(41, timedelta(minutes=40)), (40, LONGEST_WAIT)])
def test_a_turn_is_waited_for_in_whole_and_what_has_none_in_time_is_looked_at_again(
    left: int, waited: timedelta
) -> None:
    row = a_delivery(expires_at=START + timedelta(minutes=left))
    turn = outcome(AttemptClass.NOT_SENT, timedelta(minutes=40)).changed(detail=Reason.TURN_LATER)
    assert next_state(row, turn, tries=1, now=START, chance=middle) == (DeliveryState.PENDING, START + waited)


@pytest.mark.parametrize("line", ["status: 503 Service Unavailable", "dns", "", "somebody's own words: here"])
def test_a_line_of_the_ledger_is_a_reason_and_its_evidence(line: str) -> None:
    reason, evidence = reason_of(line)
    assert (detail(reason, evidence) if reason else evidence) == line
    assert (reason is None) == (not line or "own" in line)


def test_every_reason_can_be_read_back() -> None:
    assert [reason_of(detail(each, "x")) for each in Reason] == [(each, "x") for each in Reason]
