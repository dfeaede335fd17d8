"""Conditions as people write them, parsed and typed against the facts of the runbook.

The grammar is one line over facts: comparisons with numbers, percents and durations, `elapsed(fact)`, `tier in (1, 2)`,
`and`, `or`, `not` and parentheses. A comparison that can never make sense is refused here, so that the domain can
evaluate without asking what a value is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any, Final, TypeAlias

from lark import Lark, Token, Tree, UnexpectedInput

from incident.adapters.documents.reading.findings import did_you_mean
from incident.domain.runbooks.conditions import Condition, Op, Value
from incident.domain.runbooks.runbook import FactType
from incident.domain.timing.durations import parse_duration
from incident.i18n import N_, _

__all__ = ["LONGEST", "WORDS", "ConditionError", "parse_condition"]

LONGEST: Final = 200
"""Characters that a condition may have."""

WORDS: Final = frozenset({"and", "or", "not", "in", "tier", "elapsed", "otherwise"})
"""Words of the grammar; no fact can be called so."""

_GRAMMAR: Final = r"""
start: _either
_either: either | both | _part
either: (both | _part) ("or" (both | _part))+
both: _part ("and" _part)+
_part: negation | comparison | membership | fact | "(" _either ")"
negation: "not" _part
comparison: _value COMPARE _value
membership: "tier" "in" "(" WHOLE ("," WHOLE)* ")"
fact: NAME
elapsed: "elapsed" "(" NAME ")"
_value: fact | elapsed | TIER | PERCENT | DURATION | NUMBER | WHOLE | QUOTED
COMPARE: "<=" | ">=" | "==" | "!=" | "<" | ">"
TIER: "tier"
NAME: /[a-z][a-z0-9_]*/
PERCENT.3: /\d+(\.\d+)?%/
DURATION.3: /[1-9]\d*[smhd]\b/
NUMBER.2: /-?\d+\.\d+|-\d+/
WHOLE: /\d+/
QUOTED: /"[^"]*"|'[^']*'/
%ignore " "
"""

_Node: TypeAlias = "Tree[Token] | Token"


class _Kind(StrEnum):
    PERCENT = "percent"
    NUMBER = "number"
    YES_NO = "yes_no"
    TIME = "time"
    TEXT = "text"
    DURATION = "duration"
    TIER = "tier"


_NAMES: Final = {
    _Kind.PERCENT: N_("a percent"),
    _Kind.NUMBER: N_("a number"),
    _Kind.YES_NO: N_("a yes or no"),
    _Kind.TIME: N_("a time"),
    _Kind.TEXT: N_("a text"),
    _Kind.DURATION: N_("a duration"),
    _Kind.TIER: N_("a tier"),
}
_EXAMPLES: Final = {
    _Kind.PERCENT: N_("Write a percent such as 10%."),
    _Kind.NUMBER: N_("Write a number such as 50."),
    _Kind.TEXT: N_('Write a text in quotes, such as "vendor".'),
    _Kind.DURATION: N_("Write a duration such as 30m."),
    _Kind.TIER: N_("Write a tier: 1, 2 or 3."),
}
_ORDERED: Final = frozenset({_Kind.PERCENT, _Kind.NUMBER, _Kind.DURATION})
_EQUALITY: Final = frozenset({Op.EQUAL, Op.UNEQUAL})
_WHOLE_TIERS: Final = frozenset({"1", "2", "3"})


class ConditionError(Exception):
    """A condition makes no sense. `offset` counts characters from its beginning."""

    def __init__(self, offset: int, rule: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.offset, self.rule, self.message, self.hint = offset, rule, message, hint


@dataclass(frozen=True, slots=True, kw_only=True)
class _Operand:
    kind: _Kind
    condition: Condition
    token: Token

    @property
    def fixed(self) -> bool:
        return self.condition.op is Op.LITERAL


def parse_condition(text: str, facts: Mapping[str, FactType]) -> Condition:
    """The condition that the line says.

    Args:
        text: one line; `otherwise` is the business of triage and no condition.
        facts: the types of all declared facts.

    Raises:
        ConditionError: it cannot be read, or compares what cannot be compared.
    """
    if len(text) > LONGEST:
        said = _("The condition is longer than {limit} characters.").format(limit=LONGEST)
        raise ConditionError(0, "RB002", said, _("Split it into several lines."))
    try:
        tree = _parsed(text)
    except UnexpectedInput as error:
        raise _unreadable(text, error) from None
    return _condition(tree.children[0], facts)


@lru_cache(maxsize=512)
def _parsed(text: str) -> Tree[Token]:
    """The tree of a line, which triage and the rules for raising, and all languages of a runbook, often share."""
    return _parser().parse(text)


@cache
def _parser() -> Lark:
    return Lark(_GRAMMAR, parser="lalr", lexer="contextual")


def _unreadable(text: str, error: UnexpectedInput) -> ConditionError:
    hint = _("A condition reads like: affected_share > 10% and not workaround.")
    offset = int(getattr(error, "pos_in_stream", 0) or 0)
    token = getattr(error, "token", None)
    if token is not None and token.type == "$END":
        return ConditionError(len(text), "RB002", _("The condition ends too early."), hint)
    found = text[offset] if token is None else str(token)
    return ConditionError(offset, "RB002", _("'{found}' does not fit here.").format(found=found), hint)


def _condition(node: _Node, facts: Mapping[str, FactType]) -> Condition:
    assert isinstance(node, Tree)  # noqa: S101 - the grammar yields a bare token for operands only
    parts = node.children
    match node.data:
        case "either" | "both":
            op = Op.OR if node.data == "either" else Op.AND
            return Condition(op=op, args=tuple(_condition(part, facts) for part in parts))
        case "negation":
            return Condition(op=Op.NOT, args=(_condition(parts[0], facts),))
        case "membership":
            tiers = tuple(_tier(_token(part)) for part in parts)
            return Condition(op=Op.IN, args=(Condition(op=Op.TIER), *tiers))
        case "fact":
            return _claim(_operand(node, facts))
        case _:
            left, sign, right = parts
            return _comparison(_operand(left, facts), _operand(right, facts), _token(sign))


def _claim(fact: _Operand) -> Condition:
    if fact.kind is not _Kind.YES_NO:
        said = _("'{name}' is {kind} and needs a comparison.").format(name=fact.token, kind=_(_NAMES[fact.kind]))
        raise ConditionError(_start(fact.token), "RB011", said, _hint(fact))
    return fact.condition


def _operand(node: _Node, facts: Mapping[str, FactType]) -> _Operand:
    if isinstance(node, Token):
        return _literal(node)
    name = _token(node.children[0])
    if name not in facts:
        said = _("The fact '{name}' is not declared.").format(name=name)
        raise ConditionError(_start(name), "RB008", said, did_you_mean(str(name), facts))
    kind = _Kind(facts[str(name)].value)
    if node.data == "fact":
        return _Operand(kind=kind, condition=Condition(op=Op.FACT, name=str(name)), token=name)
    if kind is not _Kind.TIME:
        said = _("elapsed() needs a time; '{name}' is {kind}.").format(name=name, kind=_(_NAMES[kind]))
        raise ConditionError(_start(name), "RB011", said)
    return _Operand(kind=_Kind.DURATION, condition=Condition(op=Op.ELAPSED, name=str(name)), token=name)


def _literal(token: Token) -> _Operand:
    kind, value = _read(token)
    op = Op.TIER if kind is _Kind.TIER else Op.LITERAL
    return _Operand(kind=kind, condition=Condition(op=op, value=value), token=token)


def _read(token: Token) -> tuple[_Kind, Value]:
    match token.type:
        case "TIER":
            return _Kind.TIER, None
        case "PERCENT":
            return _Kind.PERCENT, _percent(token)
        case "DURATION":
            length = parse_duration(str(token))
            if length is None:
                raise ConditionError(_start(token), "RB002", _("'{text}' is too long a time.").format(text=token))
            return _Kind.DURATION, length.total_seconds()
        case "QUOTED":
            return _Kind.TEXT, str(token)[1:-1]
        case _:
            return _Kind.NUMBER, float(token)


def _percent(token: Token) -> float:
    value = float(token[:-1])
    if value > 100:  # noqa: PLR2004 - a share of customers
        said = _("'{text}' is more than 100%.").format(text=token)
        raise ConditionError(_start(token), "RB011", said)
    return value


def _tier(token: Token) -> Condition:
    if token not in _WHOLE_TIERS:
        said = _("There is no tier '{text}'.").format(text=token)
        raise ConditionError(_start(token), "RB011", said, _(_EXAMPLES[_Kind.TIER]))
    return Condition(op=Op.LITERAL, value=float(token))


def _comparison(left: _Operand, right: _Operand, sign: Token) -> Condition:
    op = Op(sign)
    if _Kind.TIER in (left.kind, right.kind):
        return _tier_comparison(left, op, right, sign)
    if left.fixed and right.fixed:
        said = _("The comparison looks at no fact.")
        raise ConditionError(_start(left.token), "RB011", said)
    if left.kind is not right.kind:
        raise _misfit(left, right)
    if left.kind not in _ORDERED and not (left.kind is _Kind.TEXT and op in _EQUALITY):
        said = _("'{name}' is {kind} and cannot be compared with '{sign}'.")
        said = said.format(name=left.token, kind=_(_NAMES[left.kind]), sign=sign)
        raise ConditionError(_start(sign), "RB011", said, _hint(left))
    return Condition(op=op, args=(left.condition, right.condition))


def _tier_comparison(left: _Operand, op: Op, right: _Operand, sign: Token) -> Condition:
    if left.kind is not _Kind.TIER or op not in _EQUALITY:
        said = _("A tier is compared with 'tier in (1, 2)' or 'tier == 1'.")
        raise ConditionError(_start(sign), "RB011", said)
    return Condition(op=op, args=(left.condition, _tier(right.token)))


def _misfit(left: _Operand, right: _Operand) -> ConditionError:
    fact, other = (right, left) if left.fixed else (left, right)
    said = _("'{fact}' is {kind}, but '{other}' is {other_kind}.")
    said = said.format(fact=fact.token, kind=_(_NAMES[fact.kind]), other=other.token, other_kind=_(_NAMES[other.kind]))
    return ConditionError(_start(other.token), "RB011", said, _hint(fact))


def _hint(operand: _Operand) -> str:
    if operand.kind is _Kind.TIME:
        return _("Write elapsed({name}) to compare how long ago it was.").format(name=operand.token)
    if operand.kind is _Kind.YES_NO:
        return _("Write '{name}' or 'not {name}'.").format(name=operand.token)
    return _(_EXAMPLES[operand.kind])


def _token(node: Any) -> Token:  # noqa: ANN401 - lark's children are not told apart by type
    assert isinstance(node, Token)  # noqa: S101 - the grammar says so
    return node


def _start(token: Token) -> int:
    return token.start_pos or 0
