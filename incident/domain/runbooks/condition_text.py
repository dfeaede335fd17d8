"""A condition in its written form, for people who want to see what is watched or what decided.

Apart from the evaluation, because only screens and reports ask for it. The line
is the one that compiles into the condition, so it is the same in every language.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from incident.domain.runbooks.conditions import Condition, Op
from incident.domain.runbooks.runbook import FactType
from incident.domain.timing.durations import write_duration

__all__ = ["describe"]


def describe(condition: Condition, facts: Mapping[str, FactType]) -> str:
    """The line that compiles into `condition`; `facts` tell whether a number is a percent."""
    match condition.op:
        case Op.AND | Op.OR:
            return f" {condition.op} ".join(_inner(part, facts) for part in condition.args)
        case Op.NOT:
            return f"not {_inner(condition.args[0], facts)}"
        case Op.IN:
            return f"tier in ({', '.join(_number(part) for part in condition.args[1:])})"
        case Op.FACT | Op.ELAPSED | Op.TIER | Op.LITERAL:
            return _operand(condition, condition, facts)
        case _:
            left, right = condition.args
            return f"{_operand(left, right, facts)} {condition.op} {_operand(right, left, facts)}"


def _inner(part: Condition, facts: Mapping[str, FactType]) -> str:
    text = describe(part, facts)
    return f"({text})" if part.op in (Op.AND, Op.OR) else text


def _operand(operand: Condition, other: Condition, facts: Mapping[str, FactType]) -> str:
    match operand.op:
        case Op.FACT:
            return operand.name
        case Op.ELAPSED:
            return f"elapsed({operand.name})"
        case Op.TIER:
            return "tier"
        case _:
            return _literal(operand, other, facts)


def _literal(literal: Condition, other: Condition, facts: Mapping[str, FactType]) -> str:
    if isinstance(literal.value, str):
        return f"'{literal.value}'" if '"' in literal.value else f'"{literal.value}"'
    if other.op is Op.ELAPSED:
        return write_duration(timedelta(seconds=float(literal.value or 0)))
    percent = facts.get(other.name) is FactType.PERCENT
    return f"{_number(literal)}{'%' if percent else ''}"


def _number(literal: Condition) -> str:
    value = float(literal.value or 0)
    return f"{value:.0f}" if value.is_integer() else f"{value!r}"
