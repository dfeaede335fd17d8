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

__all__ = ["CLOCK_SKEW", "parse_moment", "parse_number", "parse_value"]

CLOCK_SKEW = timedelta(minutes=2)
"""How far in the future a stated moment may lie, by a watch that goes fast, before it must be a mistake."""

_YES = frozenset({"yes", "y", "true", "1", "是", "有", "能"})
_NO = frozenset({"no", "n", "false", "0", "否", "无", "没有", "不能", "不"})
_UNKNOWN = frozenset({"?", "？", "unknown", "not known", "unsure", "不清楚", "不知道", "未知", "不确定"})
_NUMBER = r"[+-]?\d+(?:[.,，]\d+)?"  # compiled when first used: most commands read no fact
_GROUPED = r"[+-]?\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?"
_CLOCK = r"(\d{1,2})[:：](\d{2})(?:[:：](\d{2}))?"


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
        case _:
            return parse_number(words.rstrip("%％ ") if kind is FactType.PERCENT else words)


def parse_number(words: str) -> float | None:
    """A number as people type it, `12,000` with groups of three and `12,5` with a decimal comma; None if unreadable."""
    if re.fullmatch(_GROUPED, words):
        return float(re.sub("[,，]", "", words))
    return float(re.sub("[,，]", ".", words)) if re.fullmatch(_NUMBER, words) else None


def parse_moment(words: str, now: datetime, zone: tzinfo) -> datetime | None:
    """An instant from `HH:MM` (the latest that is past), an ISO date and time, or `now`; None if unreadable.

    A watch that is `CLOCK_SKEW` fast means now, not yesterday. Where the clocks were put back, the later of the two
    moments that the words can mean; where they were put forward, none.
    """
    trimmed = words.strip()
    if trimmed.casefold() in {"now", "现在"}:
        return now
    clock = re.fullmatch(_CLOCK, trimmed)
    try:
        return _latest(clock, now, zone) if clock else _iso(trimmed, now, zone)
    except (ValueError, OverflowError):
        return None


def _latest(clock: re.Match[str], now: datetime, zone: tzinfo) -> datetime | None:
    hour, minute, second = (int(part or 0) for part in clock.groups())
    today = now.astimezone(zone).replace(hour=hour, minute=minute, second=second, microsecond=0)
    days = (today, today - timedelta(days=1))
    meant = [day.replace(fold=fold).astimezone(now.tzinfo) for day in days for fold in (0, 1)]
    moment = max(each for each in meant if each <= now + CLOCK_SKEW)
    exists = moment.astimezone(zone).time() == today.time()
    return min(moment, now) if exists else None


def _iso(words: str, now: datetime, zone: tzinfo) -> datetime:
    moment = datetime.fromisoformat(words)
    return (moment.replace(tzinfo=zone) if moment.tzinfo is None else moment).astimezone(now.tzinfo)
