"""Conditions over facts: a small tree, evaluated in three values.

A condition is true, false, or not known yet (None), because at 3 a.m. most
facts are missing. The logic is Kleene's: a false part decides an `and`, a true
part decides an `or`, and otherwise one unknown part leaves the whole unknown.
Conditions are written as one line and parsed elsewhere; this is their normal form.
"""

from __future__ import annotations

import operator
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias

from incident.domain.frozen import Frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from incident.domain.grading.tiers import Tier

__all__ = ["Condition", "Op", "Situation", "Value", "evaluate", "facts_of", "measured_in", "turning_points"]

Value: TypeAlias = bool | float | str | None
"""What a fact can be: yes or no, a number (a percent is 0 to 100), text or an ISO 8601 instant."""


class Op(StrEnum):
    """What a node of a condition does with its arguments."""

    AND = "and"
    OR = "or"
    NOT = "not"
    FACT = "fact"
    ELAPSED = "elapsed"
    TIER = "tier"
    LITERAL = "literal"
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="
    EQUAL = "=="
    UNEQUAL = "!="
    IN = "in"


class Condition(Frozen):
    """One node: `name` is a fact's id (FACT, ELAPSED), `value` a literal (durations in seconds)."""

    op: Op
    args: tuple[Condition, ...] = ()
    name: str = ""
    value: Value = None


class Situation(Frozen):
    """Everything that a condition may look at."""

    facts: Mapping[str, Value]
    """Known facts by id; a missing or None fact is unknown."""
    tier: Tier | None
    now: datetime


_COMPARE: dict[Op, Callable[[Any, Any], bool]] = {
    Op.LESS: operator.lt,
    Op.AT_MOST: operator.le,
    Op.MORE: operator.gt,
    Op.AT_LEAST: operator.ge,
}


def evaluate(condition: Condition, situation: Situation) -> bool | None:
    """Whether the condition holds: True, False, or None while a needed fact is unknown."""
    match condition.op:
        case Op.AND | Op.OR:
            decisive = condition.op is Op.OR
            parts = [evaluate(part, situation) for part in condition.args]
            if decisive in parts:
                return decisive
            return None if None in parts else not decisive
        case Op.NOT:
            inner = evaluate(condition.args[0], situation)
            return None if inner is None else not inner
        case Op.FACT | Op.LITERAL:
            value = _value(condition, situation)
            return value if isinstance(value, bool) else None
        case _:
            return _compare(condition, situation)


def facts_of(condition: Condition) -> frozenset[str]:
    """The ids of all facts that the condition reads."""
    own = {condition.name} if condition.op in (Op.FACT, Op.ELAPSED) else set[str]()
    return frozenset(own.union(*(facts_of(part) for part in condition.args)))


def measured_in(condition: Condition) -> frozenset[str]:
    """The ids of the facts since which time is counted."""
    own = {condition.name} if condition.op is Op.ELAPSED else set[str]()
    return frozenset(own.union(*(measured_in(part) for part in condition.args)))


def turning_points(condition: Condition, situation: Situation) -> tuple[datetime, ...]:
    """The instants at which the condition can turn by the passing of time alone: each `elapsed(fact)` at its limit."""
    own: list[datetime] = []
    match condition.args:
        case (Condition(op=Op.ELAPSED, name=name), Condition(op=Op.LITERAL, value=float() | int() as limit)):
            point = _limit(situation.facts.get(name), limit)
            own = [] if point is None else [point]
    return (*own, *(point for part in condition.args for point in turning_points(part, situation)))


def _compare(condition: Condition, situation: Situation) -> bool | None:
    match condition.args:
        case (Condition(op=Op.ELAPSED, name=name), Condition(op=Op.LITERAL, value=float() | int() as limit)):
            point = _limit(situation.facts.get(name), limit)
            if point is not None and condition.op in _COMPARE:
                return _COMPARE[condition.op](situation.now, point)
    left, *rest = (_value(part, situation) for part in condition.args)
    if left is None or None in rest:
        return None
    if condition.op is Op.IN:
        return left in rest
    if condition.op in (Op.EQUAL, Op.UNEQUAL):
        return (left == rest[0]) is (condition.op is Op.EQUAL)
    if isinstance(left, str) or isinstance(rest[0], str):
        return None  # the compiler refuses this; an old bundle must still be readable
    return _COMPARE[condition.op](left, rest[0] or 0)


def _value(condition: Condition, situation: Situation) -> Value:
    match condition.op:
        case Op.LITERAL:
            return condition.value
        case Op.FACT:
            return situation.facts.get(condition.name)
        case Op.TIER:
            return None if situation.tier is None else float(situation.tier)
        case Op.ELAPSED:
            return _seconds_since(situation.facts.get(condition.name), situation.now)
        case _:
            return evaluate(condition, situation)


def _seconds_since(start: Value, now: datetime) -> float | None:
    began_at = _instant(start)
    return None if began_at is None else (now - began_at).total_seconds()


def _limit(start: Value, seconds: float) -> datetime | None:
    """The instant at which so much time has gone since a time fact; None where there is none."""
    began_at = _instant(start)
    try:
        return None if began_at is None else began_at + timedelta(seconds=seconds)
    except OverflowError:
        return None


def _instant(value: Value) -> datetime | None:
    """The instant of a time fact; None for anything else, so that an old log can always be read."""
    if not isinstance(value, str):
        return None
    try:
        instant = datetime.fromisoformat(value)
    except ValueError:
        return None
    return instant if instant.tzinfo is not None else None
