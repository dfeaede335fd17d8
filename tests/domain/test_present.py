from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from incident.domain.timing.present import Present, days_since, local_day

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
LEAST = timedelta(microseconds=1)
HONG_KONG = ZoneInfo("Asia/Hong_Kong")


@pytest.mark.parametrize(
    ("ask", "until"),
    [
        (lambda now, other: now >= other, NOON + SECOND),
        (lambda now, other: other > now, NOON + SECOND),
        (lambda now, other: now > other, NOON + SECOND + LEAST),
        (lambda now, other: other >= now, NOON + SECOND + LEAST),
    ],
)
def test_a_comparison_holds_until_the_instant_it_was_made_with(
    ask: Callable[[datetime, datetime], bool], until: datetime
) -> None:
    now = Present.of(NOON)
    answer = ask(now, NOON + SECOND)
    assert now.until == until
    assert ask(until - LEAST, NOON + SECOND) == answer
    assert ask(until, NOON + SECOND) != answer


@pytest.mark.parametrize("hours", [0, 5, 24, 47, 48, 200, -3])
def test_whole_days_hold_until_the_next_is_full(hours: int) -> None:
    then, now = NOON - timedelta(hours=hours), Present.of(NOON)
    days = days_since(now, then)
    assert days == (NOON - then).days == days_since(NOON, then)
    assert now.until > NOON
    assert days_since(now.until - LEAST, then) == days
    assert days_since(now.until, then) == days + 1


def test_a_comparison_with_the_past_holds_for_ever() -> None:
    now = Present.of(NOON)
    assert now >= NOON
    assert now > NOON - SECOND
    assert now.lasts(NOON + timedelta(days=40_000))


@pytest.mark.parametrize(
    "ask",
    [
        lambda now: now - NOON,
        lambda now: NOON - now,
        lambda now: now + SECOND,
        lambda now: now == NOON,
        hash,
        lambda now: now.second,
        lambda now: now.astimezone(HONG_KONG),
        lambda now: f"{now:%H:%M:%S}",
        pickle.dumps,
    ],
)
def test_whatever_else_is_asked_holds_for_this_very_instant(ask: Callable[[datetime], object]) -> None:
    now = Present.of(NOON)
    assert ask(now) == ask(NOON)
    assert not now.lasts(NOON)


def test_the_day_is_another_one_from_the_local_midnight_on() -> None:
    now = Present.of(NOON)
    assert str(local_day(now, HONG_KONG)) == "2026-11-21"
    assert now.until == datetime(2026, 11, 22, tzinfo=HONG_KONG)


def test_nothing_holds_for_a_clock_that_was_put_back() -> None:
    assert not Present.of(NOON).lasts(NOON - LEAST)
