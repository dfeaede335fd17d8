"""Which values a fact takes.

Apart from the stating of facts, because interfaces ask it of what a person typed before anything is stated.
"""

from __future__ import annotations

from datetime import datetime
from math import isfinite
from typing import Final

from incident.domain.refusals import Refusal, Refused
from incident.domain.runbooks.conditions import Value
from incident.domain.runbooks.runbook import Fact, FactType

__all__ = ["checked_value"]

_PERCENT: Final = (0.0, 100.0)


def checked_value(fact: Fact, value: Value) -> Value:
    """The value if the fact takes it; None and words are taken as they are.

    Raises:
        Refused: FACT_UNREADABLE or VALUE_IMPLAUSIBLE.
    """
    if value is None or fact.type is FactType.TEXT:
        return value
    unreadable = Refused(Refusal.FACT_UNREADABLE, fact=fact.id, value=str(value), type=fact.type.value)
    match fact.type:
        case FactType.YES_NO:
            if not isinstance(value, bool):
                raise unreadable
            return value
        case FactType.TIME:
            try:
                moment = datetime.fromisoformat(str(value))
            except ValueError:
                raise unreadable from None
            if moment.tzinfo is None:
                raise unreadable
            return str(value)
        case _:
            if isinstance(value, bool) or not isinstance(value, (int, float)) or not isfinite(value):
                raise unreadable
            return _within_range(fact, float(value))


def _within_range(fact: Fact, number: float) -> float:
    low, high = (fact.range.low, fact.range.high) if fact.range else (float("-inf"), float("inf"))
    if fact.type is FactType.PERCENT:
        low, high = max(low, _PERCENT[0]), min(high, _PERCENT[1])
    if not low <= number <= high:
        raise Refused(Refusal.VALUE_IMPLAUSIBLE, fact=fact.id, value=number, low=low, high=high)
    return number
