"""Reading the value of a fact from what a person typed, in either language.

`12`, `12%`, `12％`; `yes`, `y`, `是`; `02:40` (the latest one that is not in the
future), `2026-11-21 02:40`; `?`, `unknown`, `不清楚` for 'asked, and not known'.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, tzinfo

from incident.domain.conditions import Value
from incident.domain.refusals import Refusal, Refused
from incident.domain.runbook import FactType

__all__ = ["parse_moment", "parse_value"]

_YES = frozenset({"yes", "y", "true", "1", "是", "有", "能"})
_NO = frozenset({"no", "n", "false", "0", "否", "无", "没有", "不能", "不"})
_UNKNOWN = frozenset({"?", "？", "unknown", "not known", "unsure", "不清楚", "不知道", "未知", "不确定"})
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_CLOCK = re.compile(r"(\d{1,2})[:：](\d{2})(?:[:：](\d{2}))?")


def parse_value(fact: str, kind: FactType, words: str, now: datetime, zone: tzinfo) -> Value:
    """The value that the words mean; None if they say that it is not known.

    Raises:
        Refused: FACT_UNREADABLE.
    """
    trimmed = words.strip()
    if trimmed.casefold() in _UNKNOWN:
        return None
    value = _parse(kind, trimmed, now, zone)
    if value is None:
        raise Refused(Refusal.FACT_UNREADABLE, fact=fact, value=words, type=kind.value)
    return value


def _parse(kind: FactType, words: str, now: datetime, zone: tzinfo) -> Value:
    match kind:
        case FactType.TEXT:
            return words or None
        case FactType.YES_NO:
            folded = words.casefold()
            return True if folded in _YES else False if folded in _NO else None
        case FactType.TIME:
            moment = parse_moment(words, now, zone)
            return moment.isoformat() if moment else None
        case FactType.PERCENT | FactType.NUMBER:
            number = words.rstrip("%％ ") if kind is FactType.PERCENT else words
            return float(number.replace(",", ".")) if _NUMBER.fullmatch(number) else None


def parse_moment(words: str, now: datetime, zone: tzinfo) -> datetime | None:
    """An instant from `HH:MM` (the latest that is past), an ISO date and time, or `now`; None if unreadable."""
    trimmed = words.strip()
    if trimmed.casefold() in {"now", "现在"}:
        return now
    clock = _CLOCK.fullmatch(trimmed)
    if clock is None:
        return _iso(trimmed, zone)
    hour, minute, second = (int(part or 0) for part in clock.groups())
    local_now = now.astimezone(zone)
    try:
        moment = local_now.replace(hour=hour, minute=minute, second=second, microsecond=0)
    except ValueError:
        return None
    if moment > local_now:
        moment = (moment - timedelta(days=1)).replace(tzinfo=zone)
    return moment.astimezone(now.tzinfo)


def _iso(words: str, zone: tzinfo) -> datetime | None:
    try:
        moment = datetime.fromisoformat(words)
    except ValueError:
        return None
    return moment.replace(tzinfo=zone) if moment.tzinfo is None else moment
