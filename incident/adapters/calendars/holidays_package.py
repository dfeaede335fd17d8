"""Days off from the `holidays` package: 250 countries, their parts, and some markets."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from incident.adapters.calendars.source import DaysOff

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from holidays import HolidayBase

__all__ = ["HolidaysPackage"]

_MARKET = "market:"


class HolidaysPackage:
    """Implements `HolidaySource`."""

    @property
    def version(self) -> str:
        """The installed version."""
        return version("holidays")

    def places(self) -> Sequence[str]:
        """Countries, `COUNTRY-PART`, and `market:NAME`."""
        import holidays  # here: 90 ms, and only a calendar that has changed needs it

        parts = [f"{country}-{part}" for country, all_ in holidays.list_supported_countries().items() for part in all_]
        markets = [f"{_MARKET}{name}" for name in holidays.list_supported_financial()]
        return [*holidays.list_supported_countries(), *parts, *markets]

    def days_off(self, place: str, years: Iterable[int]) -> DaysOff | None:
        """Its holidays in those years, and the weekend days that it knows to be worked."""
        found = self._found(place, list(years))
        if found is None:
            return None
        return DaysOff(holidays=frozenset(found), working_days=frozenset(found.weekend_workdays))

    def _found(self, place: str, years: list[int]) -> HolidayBase | None:
        import holidays  # here: as above

        try:
            if place.startswith(_MARKET):
                return holidays.financial_holidays(place.removeprefix(_MARKET), years=years)
            country, _dash, part = place.partition("-")
            return holidays.country_holidays(country, subdiv=part or None, years=years)
        except NotImplementedError:
            return None
