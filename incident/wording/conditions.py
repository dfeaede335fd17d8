"""A condition for those who see what is watched or what decided: as people say it, and as files have it."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from incident.domain.grading.tiers import Tier
from incident.domain.runbooks.condition_text import describe
from incident.domain.runbooks.conditions import Condition, Op
from incident.i18n import N_, _
from incident.wording.facts import fact_words, is_question
from incident.wording.safe import clean_line
from incident.wording.speech import Speech
from incident.wording.tiers import tier_phrase
from incident.wording.times import duration

__all__ = ["condition_phrase", "condition_words"]

_SIGNS: Final = {
    Op.LESS: "<",
    Op.AT_MOST: "≤",
    Op.MORE: ">",
    Op.AT_LEAST: "≥",
    Op.EQUAL: "=",
    Op.UNEQUAL: "≠",
}
_TURNED: Final = {Op.LESS: Op.MORE, Op.AT_MOST: Op.AT_LEAST, Op.MORE: Op.LESS, Op.AT_LEAST: Op.AT_MOST}
"""`1 < x` is said as `x > 1`."""
_THAN: Final = {
    Op.LESS: N_("less than {value}"),
    Op.AT_MOST: N_("at most {value}"),
    Op.MORE: N_("more than {value}"),
    Op.AT_LEAST: N_("at least {value}"),
    Op.EQUAL: "{value}",
    Op.UNEQUAL: N_("not {value}"),
}
_OTHERWISE: Final = {
    Op.LESS: Op.AT_LEAST,
    Op.AT_MOST: Op.MORE,
    Op.MORE: Op.AT_MOST,
    Op.AT_LEAST: Op.LESS,
    Op.EQUAL: Op.UNEQUAL,
    Op.UNEQUAL: Op.EQUAL,
}
"""What holds where the comparison does not."""
_AGO: Final = {
    Op.LESS: N_("less than {length} ago"),
    Op.AT_MOST: N_("at most {length} ago"),
    Op.MORE: N_("more than {length} ago"),
    Op.AT_LEAST: N_("at least {length} ago"),
    Op.EQUAL: N_("{length} ago"),
    Op.UNEQUAL: N_("not {length} ago"),
}


def condition_words(condition: Condition, speech: Speech) -> str:
    """The line as the runbook has it, such as `affected_share > 10%`; the same in every language."""
    facts = {fact.id: fact.type for fact in speech.bundle.runbook.facts} if speech.bundle else {}
    return clean_line(describe(condition, facts))


def condition_phrase(condition: Condition, speech: Speech) -> str:
    """The facts' questions with the values wanted: `Share of attempts that fail < 1%`."""
    match condition.op:
        case Op.AND | Op.OR:
            between = _(" and ") if condition.op is Op.AND else _(" or ")
            return between.join(_inner(part, condition.op, speech) for part in condition.args)
        case Op.NOT if condition.args[0].op is Op.FACT:
            return _wanted(condition.args[0].name, _("no"), speech)
        case Op.NOT if turned := _turned(condition.args[0]):
            return condition_phrase(turned, speech)
        case Op.NOT:
            return _("not ({condition})").format(condition=condition_phrase(condition.args[0], speech))
        case Op.FACT:
            return _wanted(condition.name, _("yes"), speech)
        case Op.IN:
            return _(" or ").join(_tier(part) for part in condition.args[1:])
        case Op.ELAPSED | Op.TIER | Op.LITERAL:
            return condition_words(condition, speech)
        case _:
            return _comparison(condition, speech)


def _turned(condition: Condition) -> Condition | None:
    """The opposite without a "not" before a bracket, which nobody reads at night, or None."""
    match condition.op:
        case Op.NOT:
            return condition.args[0]
        case Op.AND | Op.OR:
            op = Op.OR if condition.op is Op.AND else Op.AND
            return Condition(op=op, args=tuple(Condition(op=Op.NOT, args=(part,)) for part in condition.args))
        case op if op in _OTHERWISE:
            return Condition(op=_OTHERWISE[op], args=condition.args)
        case _:
            return None


def _wanted(fact_id: str, wanted: str, speech: Speech) -> str:
    """The question without its mark, for nobody is asked here, and what makes the condition hold."""
    question = speech.fact(fact_id).rstrip("?？ ")
    return _("{question}: {answer}").format(question=question, answer=wanted)


def _inner(part: Condition, outer: Op, speech: Speech) -> str:
    """In brackets only where they decide what is meant."""
    words = condition_phrase(part, speech)
    plain = _turned(part.args[0]) or part if part.op is Op.NOT else part
    return _("({words})").format(words=words) if plain.op in {Op.AND, Op.OR} - {outer} else words


def _comparison(condition: Condition, speech: Speech) -> str:
    left, right = condition.args
    op = condition.op
    if left.op is Op.LITERAL:
        left, right, op = right, left, _TURNED.get(op, op)
    if right.op is not Op.LITERAL:
        return condition_words(condition, speech)
    if left.op is Op.TIER:
        return f"{'' if op is Op.EQUAL else _SIGNS[op] + ' '}{_tier(right)}"
    if left.op is Op.ELAPSED:
        length = duration(timedelta(seconds=float(right.value or 0)))
        return _wanted(left.name, _(_AGO[op]).format(length=length), speech)
    value = fact_words(left.name, right.value, speech)
    if op is Op.EQUAL or is_question(left.name, speech):
        return _wanted(left.name, _(_THAN[op]).format(value=value), speech)
    return f"{speech.fact(left.name)} {_SIGNS[op]} {value}"


def _tier(literal: Condition) -> str:
    return tier_phrase(Tier(int(float(literal.value or 0))))
