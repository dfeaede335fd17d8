"""Reading the value of a fact from what a person typed, in either language, whichever they read.

`12`, `12%`, `12％`; `yes`, `y`, `是`; `02:40` (the latest one that is past, unless
today's is nearer), `2026-11-21 02:40`; `?`, `unknown`, `不清楚` for 'asked, and not known'.
"""

from __future__ import annotations

from datetime import datetime, tzinfo

from incident.domain.numbers import parse_number
from incident.domain.refusals import Refusal, Refused
from incident.domain.runbooks.conditions import Value
from incident.domain.runbooks.runbook import FactType
from incident.wording.typed_moments import moment_of_either_day

__all__ = ["parse_value"]

_YES = frozenset({"yes", "y", "true", "1", "是", "有", "能"})
_NO = frozenset({"no", "n", "false", "0", "否", "无", "没有", "不能", "不"})
_UNKNOWN = frozenset({"?", "？", "unknown", "not known", "unsure", "不清楚", "不知道", "未知", "不确定"})


def parse_value(fact: str, kind: FactType, words: str, now: datetime, zone: tzinfo) -> Value:
    """The value that the words mean; None if they say that it is not known.

    Raises:
        Refused: FACT_PLACEHOLDER or FACT_UNREADABLE; for a time also TIME_EITHER_DAY and those of `parse_moment`.
    """
    trimmed = words.strip()
    if trimmed.casefold() in _UNKNOWN:
        return None
    if trimmed and not trimmed.strip(".…_"):
        raise Refused(Refusal.FACT_PLACEHOLDER, fact=fact, value=words)
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
            moment = moment_of_either_day(words, now, zone)
            return moment.isoformat() if moment else None
        case _:
            return parse_number(words.rstrip("%％ ") if kind is FactType.PERCENT else words)
