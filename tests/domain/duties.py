"""Obligations made for one claim each, and the moments that they are asked about."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from incident.domain.law.obligations import (
    ANYWHERE,
    Confidence,
    LegalStatus,
    Moment,
    Obligation,
    Regime,
    Register,
    ReportPhase,
    Source,
)
from incident.domain.law.periods import Calendar, Period, Reckoning, Unit

__all__ = ["FEBRUARY", "SOURCE", "at", "duty", "period", "register_of"]

SOURCE = Source(
    legal_ref="Art. 1",
    where="here",
    confidence=Confidence.VERBATIM,
    verified_on=date(2026, 11, 1),
    review_by=date(2027, 5, 1),
)

FEBRUARY = Calendar(
    id="cn",
    holidays=frozenset(date(2026, 2, day) for day in range(15, 24)),
    working_days=frozenset({date(2026, 2, 14), date(2026, 2, 28)}),
    settled_until=date(2026, 12, 31),
)
"""The Spring Festival of 2026, with the two Saturdays that make up for it."""


def at(written: str, zone: str = "Asia/Shanghai") -> datetime:
    """A local wall-clock time as an instant."""
    return datetime.fromisoformat(written).replace(tzinfo=ZoneInfo(zone))


def period(n: int, unit: str) -> Period:
    return Period(n=n, unit=Unit(unit))


def duty(**changes: Any) -> Obligation:  # noqa: ANN401 - any field of an obligation
    """An obligation of four hours from awareness, but for what is changed."""
    plain = Obligation(
        id="test.rule.first",
        regime="test.rule",
        jurisdiction="cn",
        sector=ANYWHERE,
        status=LegalStatus.IN_FORCE,
        phase=ReportPhase.FIRST,
        start=Moment.AWARE,
        due=period(4, "hour"),
        reckoning=Reckoning(zone="Asia/Shanghai", calendar="cn"),
        source=SOURCE,
        recipients=("authority",),
    )
    return plain.changed(**changes)


def register_of(*duties: Obligation, **changes: Any) -> Register:  # noqa: ANN401 - any field of a regime
    """A register with one regime that has these obligations."""
    regime = Regime(id="test.rule", jurisdiction="cn", obligations=duties)
    return Register(regimes=(regime.changed(**changes),))
