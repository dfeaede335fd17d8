"""Keeps loops within loops countable: with every round counted, a runbook has a bound on its steps."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from incident.adapters.documents.foreign.tree import Ask, Do, Given, Option, Plan, Repeat, Step, Together
from incident.adapters.documents.runbooks.joining import MOST_STEPS
from incident.i18n import _

if TYPE_CHECKING:
    from incident.adapters.documents.foreign.notes import Notes

__all__ = ["fewer_rounds"]

_FEWER: Final = (5, 3, 2, 1)


def fewer_rounds(plan: Plan, notes: Notes) -> Plan:
    """The plan with as many rounds of each loop as a runbook has room for; what we wrote ourselves stays as it was."""
    if _count(plan) <= MOST_STEPS:
        return plan
    most = next((most for most in _FEWER if _count(_with(plan, most)) <= MOST_STEPS), 1)
    said = _("With all rounds of all loops these would be more than {limit} steps; each loop has {most} rounds.")
    notes.changed(said.format(limit=MOST_STEPS, most=most))
    return _with(plan, most)


def _with(plan: Plan, most: int) -> Plan:
    return replace(plan, phases=tuple(replace(phase, steps=_limited(phase.steps, most)) for phase in plan.phases))


def _count(plan: Plan) -> int:
    return sum(_counted(phase.steps) for phase in plan.phases)


def _counted(steps: tuple[Step, ...]) -> int:
    return sum(1 + sum(times * _counted(inner) for times, inner in _below(step)) for step in steps)


def _below(step: Step) -> list[tuple[int, tuple[Step, ...]]]:
    """The steps that hang on one, with how often they are worked at most."""
    match step.verb:
        case Ask(options=options) | Together(branches=options):
            return [(1, option.steps) for option in options]
        case Repeat() as verb:
            return [(verb.most, verb.steps)]
        case Given() as verb:
            rounds = verb.keys.get("max")
            body = (rounds if isinstance(rounds, int) else 1, verb.body)
            return [body, *((1, option.steps) for option in (*verb.options, *verb.branches)), (1, _steps(verb.if_not))]
        case Do() as verb:
            return [(1, _steps(verb.if_not))]
    return []


def _steps(way_out: tuple[Step, ...] | str) -> tuple[Step, ...]:
    return () if isinstance(way_out, str) else way_out  # a sentence becomes a step as well; there is room for those


def _limited(steps: tuple[Step, ...], most: int) -> tuple[Step, ...]:
    return tuple(_less(step, most) for step in steps)


def _less(step: Step, most: int) -> Step:
    match step.verb:
        case Repeat() as verb:
            return replace(step, verb=replace(verb, most=min(most, verb.most), steps=_limited(verb.steps, most)))
        case Ask() as verb:
            return replace(step, verb=replace(verb, options=_options(verb.options, most)))
        case Together() as verb:
            return replace(step, verb=replace(verb, branches=_options(verb.branches, most)))
        case Given() as verb:
            options, branches = _options(verb.options, most), _options(verb.branches, most)
            body, way_out = _limited(verb.body, most), _way_out(verb.if_not, most)
            return replace(step, verb=replace(verb, options=options, branches=branches, body=body, if_not=way_out))
        case Do() as verb:
            return replace(step, verb=replace(verb, if_not=_way_out(verb.if_not, most)))
    return step


def _options(options: tuple[Option, ...], most: int) -> tuple[Option, ...]:
    return tuple(replace(option, steps=_limited(option.steps, most)) for option in options)


def _way_out(way_out: tuple[Step, ...] | str, most: int) -> tuple[Step, ...] | str:
    return way_out if isinstance(way_out, str) else _limited(way_out, most)
