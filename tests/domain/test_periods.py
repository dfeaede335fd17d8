from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident.domain.law.periods import Calendar, End, LastDay, Period, Reckoning, Unit, end_of, noon_after
from tests.domain.duties import FEBRUARY, at, period

SHANGHAI = Reckoning(zone="Asia/Shanghai", calendar="cn")
BRUSSELS = Reckoning(zone="Europe/Brussels", is_european=True)
WEEKS = Calendar(id="weeks", settled_until=date(2040, 12, 31))


def _end(length: Period, start: datetime, reckoning: Reckoning = SHANGHAI, calendar: Calendar = FEBRUARY) -> End:
    end = end_of(length, start, reckoning, calendar)
    assert end is not None
    return end


@pytest.mark.parametrize(
    ("length", "start", "due"),
    [
        (period(30, "minute"), "2026-02-13 23:50", "2026-02-14 00:20"),
        (period(4, "hour"), "2026-02-14 23:30", "2026-02-15 03:30"),
        (period(72, "hour"), "2026-02-14 18:00", "2026-02-17 18:00"),
    ],
)
def test_hours_run_through_nights_and_holidays_from_the_stated_moment(length: Period, start: str, due: str) -> None:
    assert _end(length, at(start)) == End(at=at(due).astimezone(UTC))


def test_hours_are_hours_when_the_clocks_change() -> None:
    """On 2026-10-25 Berlin puts its clocks back: 72 hours end an hour earlier by the wall."""
    end = _end(period(72, "hour"), at("2026-10-24 18:00", "Europe/Berlin"), Reckoning(zone="Europe/Berlin"))
    assert end.at == at("2026-10-27 17:00", "Europe/Berlin")


@given(st.integers(0, 525_600), st.integers(1, 2000))
def test_hours_never_depend_on_the_calendar(minute: int, count: int) -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
    assert _end(period(count, "hour"), moment).at == moment + timedelta(hours=count)


@pytest.mark.parametrize("hour", ["00:00", "09:30", "23:59"])
def test_days_leave_the_first_one_out_and_end_at_midnight(hour: str) -> None:
    end = _end(period(3, "calendar_day"), at(f"2026-11-23 {hour}"))
    assert (end.at, end.day) == (at("2026-11-27 00:00"), date(2026, 11, 26))


def test_the_day_is_the_jurisdictions_and_not_that_of_utc() -> None:
    """22:00 UTC on Monday is Tuesday in Singapore."""
    start = datetime(2026, 11, 23, 22, tzinfo=UTC)
    assert _end(period(3, "calendar_day"), start, Reckoning(zone="Asia/Singapore")).day == date(2026, 11, 27)
    assert _end(period(3, "calendar_day"), start, Reckoning(zone="UTC")).day == date(2026, 11, 26)


def test_a_last_day_in_a_holiday_becomes_the_day_after_the_holiday() -> None:
    rule = SHANGHAI.changed(last_day=LastDay.AFTER_HOLIDAY)
    end = _end(period(30, "calendar_day"), at("2026-01-17 10:00"), rule)
    assert (end.day, end.was_moved) == (date(2026, 2, 24), True)


def test_a_plain_weekend_is_no_statutory_holiday() -> None:
    rule = SHANGHAI.changed(last_day=LastDay.AFTER_HOLIDAY)
    end = _end(period(2, "calendar_day"), at("2026-03-05 10:00"), rule)
    assert (end.day, end.was_moved) == (date(2026, 3, 7), False)


def test_a_last_day_may_move_to_the_next_working_day_where_the_rule_says_so() -> None:
    rule = SHANGHAI.changed(last_day=LastDay.NEXT_WORKING_DAY)
    assert _end(period(2, "calendar_day"), at("2026-03-05 10:00"), rule).day == date(2026, 3, 9)
    assert _end(period(2, "calendar_day"), at("2026-02-12 10:00"), rule).day == date(2026, 2, 14)


def test_without_such_a_rule_the_last_day_stands() -> None:
    assert _end(period(2, "calendar_day"), at("2026-02-14 10:00")).day == date(2026, 2, 16)


def test_working_days_jump_over_the_holiday_and_count_the_saturday_that_makes_up() -> None:
    """From Friday 13 February: Saturday 14 is worked, 15 to 23 are off."""
    assert [_end(period(n, "working_day"), at("2026-02-13 16:00")).day for n in (1, 2, 5, 6)] == [
        date(2026, 2, 14),
        date(2026, 2, 24),
        date(2026, 2, 27),
        date(2026, 2, 28),
    ]


def test_a_year_whose_holidays_are_not_published_is_not_settled() -> None:
    assert _end(period(3, "working_day"), at("2026-12-28 10:00")).is_settled
    assert not _end(period(4, "working_day"), at("2026-12-28 10:00")).is_settled
    rule = SHANGHAI.changed(last_day=LastDay.AFTER_HOLIDAY)
    assert not _end(period(30, "calendar_day"), at("2026-12-28 10:00"), rule).is_settled


def test_without_a_calendar_weekdays_count_and_nothing_is_settled() -> None:
    end = end_of(period(1, "working_day"), at("2026-11-20 10:00"), SHANGHAI, None)
    assert end == End(at=at("2026-11-24 00:00").astimezone(UTC), day=date(2026, 11, 23), is_settled=False)


@pytest.mark.parametrize(
    ("start", "months", "day"),
    [
        ("2026-11-23", 1, date(2026, 12, 23)),
        ("2026-12-31", 2, date(2027, 2, 28)),
        ("2027-12-31", 2, date(2028, 2, 29)),
        ("2026-01-31", 1, date(2026, 2, 28)),
        ("2026-12-01", 1, date(2027, 1, 1)),
    ],
)
def test_months_end_with_the_day_of_the_same_number_or_the_last_one(start: str, months: int, day: date) -> None:
    assert _end(period(months, "month"), at(f"{start} 12:00")).day == day


def test_a_unit_is_counted_or_has_words_of_its_own() -> None:
    assert [unit for unit in Unit if not unit.is_counted] == [Unit.IMMEDIATELY, Unit.AS_REGULATED]


def test_a_day_may_end_with_the_close_of_business() -> None:
    rule = Reckoning(zone="America/New_York", day_ends=time(17, 30))
    assert _end(period(1, "calendar_day"), at("2026-11-23 09:00", "America/New_York"), rule).at == at(
        "2026-11-24 17:30", "America/New_York"
    )


@pytest.mark.parametrize("unit", [Unit.IMMEDIATELY, Unit.AS_REGULATED])
def test_a_rule_without_a_number_has_no_end(unit: Unit) -> None:
    assert end_of(Period(unit=unit), at("2026-11-23 09:00"), SHANGHAI, FEBRUARY) is None


def test_european_hours_are_planned_from_the_moment_and_may_end_an_hour_later() -> None:
    end = _end(period(72, "hour"), at("2026-12-24 18:20", "Europe/Brussels"), BRUSSELS)
    assert end.at == at("2026-12-27 18:20", "Europe/Brussels")
    assert end.law_until == at("2026-12-27 19:00", "Europe/Brussels")


def test_european_minutes_have_no_such_hour() -> None:
    assert _end(period(30, "minute"), at("2026-12-24 18:20", "Europe/Brussels"), BRUSSELS).law_until is None


def test_a_european_month_that_ends_on_a_sunday_may_end_on_monday() -> None:
    end = _end(period(1, "month"), at("2026-10-22 12:00", "Europe/Brussels"), BRUSSELS, WEEKS)
    assert (end.day, end.law_until) == (date(2026, 11, 22), at("2026-11-24 00:00", "Europe/Brussels"))
    assert _end(period(1, "month"), at("2026-10-23 12:00", "Europe/Brussels"), BRUSSELS, WEEKS).law_until is None


def test_noon_of_the_next_working_day_is_offered_on_days_off_only() -> None:
    assert noon_after(at("2026-11-21 03:00"), SHANGHAI, FEBRUARY) == at("2026-11-23 12:00")
    assert noon_after(at("2026-11-20 03:00"), SHANGHAI, FEBRUARY) is None


@given(st.dates(date(2026, 1, 1), date(2026, 12, 1)), st.integers(1, 15))
def test_working_days_are_never_days_off_and_more_of_them_end_later(day: date, count: int) -> None:
    start = at(f"{day} 12:00")
    first, second = _end(period(count, "working_day"), start), _end(period(count + 1, "working_day"), start)
    assert first.day is not None
    assert FEBRUARY.is_working_day(first.day)
    assert first.at < second.at
