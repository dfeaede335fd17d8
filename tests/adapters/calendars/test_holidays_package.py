from __future__ import annotations

from datetime import date, timedelta

import pytest

from incident.adapters.calendars.holidays_package import HolidaysPackage
from incident.adapters.documents.obligations.library import ObligationLibrary
from incident.domain.law.periods import Calendar
from incident.shipped import library_root


@pytest.fixture(scope="module")
def shipped() -> dict[str, Calendar]:
    return dict(ObligationLibrary([library_root()], HolidaysPackage()).register().calendars)


@pytest.mark.parametrize(
    ("place", "day"),
    [("DE", date(2026, 10, 3)), ("GB-ENG", date(2026, 8, 31)), ("market:ECB", date(2026, 4, 3))],
)
def test_countries_parts_and_markets_have_their_days_off(place: str, day: date) -> None:
    found = HolidaysPackage().days_off(place, [2026])
    assert found is not None
    assert day in found.holidays
    assert place in HolidaysPackage().places()


@pytest.mark.parametrize("place", ["XX", "GB-XX", "market:XX", ""])
def test_a_place_that_nobody_knows_is_none(place: str) -> None:
    assert HolidaysPackage().days_off(place, [2026]) is None


@pytest.mark.parametrize("year", [2025, 2026])
def test_the_shipped_chinese_calendar_agrees_with_the_package_day_by_day(
    shipped: dict[str, Calendar], year: int
) -> None:
    """Two copies of the State Council's notice, made apart; weekend days inside a holiday stand in ours alone."""
    theirs = HolidaysPackage().days_off("CN", [year])
    assert theirs is not None
    package = Calendar(id="cn", holidays=theirs.holidays, working_days=theirs.working_days)
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(365)]
    assert [day for day in days if package.is_working_day(day) != shipped["cn"].is_working_day(day)] == []


def test_make_up_days_are_worked_and_swapped_days_are_not(shipped: dict[str, Calendar]) -> None:
    assert shipped["cn"].is_working_day(date(2026, 2, 14))
    assert not shipped["cn"].is_working_day(date(2026, 2, 23))
    assert not shipped["cn"].is_working_day(date(2026, 11, 21))


def test_the_year_that_is_not_published_is_not_settled(shipped: dict[str, Calendar]) -> None:
    assert shipped["cn"].settled_until == date(2026, 12, 31)
    assert shipped["cn"].is_holiday(date(2027, 10, 1))  # by the law on holidays; how it is swapped is not known yet
