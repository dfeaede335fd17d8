"""Reading the value of a fact from what a person typed, in either language.

`12`, `12%`, `12％`; `yes`, `y`, `是`; `02:40` (the latest one that is not in the
future), `2026-11-21 02:40`; `?`, `unknown`, `不清楚` for 'asked, and not known'.
"""

from __future__ import annotations

import re
from datetime import datetime, tzinfo

from incident.domain.conditions import Value
from incident.domain.moments import parse_moment
from incident.domain.refusals import Refusal, Refused
from incident.domain.runbook import FactType

__all__ = ["parse_number", "parse_value"]

_YES = frozenset({"yes", "y", "true", "1", "是", "有", "能"})
_NO = frozenset({"no", "n", "false", "0", "否", "无", "没有", "不能", "不"})
_UNKNOWN = frozenset({"?", "？", "unknown", "not known", "unsure", "不清楚", "不知道", "未知", "不确定"})
_NUMBER = r"[+-]?\d+(?:[.,，]\d+)?"  # compiled when first used: most commands read no fact
_GROUPED = r"[+-]?\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?"


def parse_value(fact: str, kind: FactType, words: str, now: datetime, zone: tzinfo) -> Value:
    """The value that the words mean; None if they say that it is not known.

    Raises:
        Refused: FACT_UNREADABLE; for a time also TIME_SKIPPED, TIME_TWICE or TIME_FAR.
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
