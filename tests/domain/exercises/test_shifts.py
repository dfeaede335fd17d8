"""The night and the day off are shifts of their own."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from incident.domain.exercises.shifts import DayShift, shifts_at
from incident.domain.law.periods import Calendar

SHANGHAI = ZoneInfo("Asia/Shanghai")
CALENDAR = Calendar(id="", holidays=frozenset({date(2027, 10, 1)}), working_days=frozenset({date(2027, 10, 9)}))


@pytest.mark.parametrize(
    ("at", "shifts"),
    [
        (datetime(2027, 3, 10, 8, tzinfo=SHANGHAI), [DayShift.DAY]),
        (datetime(2027, 3, 10, 20, tzinfo=SHANGHAI), [DayShift.NIGHT]),
        (datetime(2027, 3, 13, 10, tzinfo=SHANGHAI), [DayShift.DAY_OFF]),
        (datetime(2027, 3, 14, 3, tzinfo=SHANGHAI), [DayShift.NIGHT, DayShift.DAY_OFF]),
        (datetime(2027, 10, 1, 10, tzinfo=SHANGHAI), [DayShift.DAY_OFF]),
        (datetime(2027, 10, 9, 10, tzinfo=SHANGHAI), [DayShift.DAY]),
    ],
)
def test_an_instant_belongs_to_the_shifts_of_the_teams_clock_and_calendar(at: datetime, shifts: list[DayShift]) -> None:
    assert list(shifts_at(at, SHANGHAI, CALENDAR)) == shifts
