"""Steps that the program ticks when a condition holds or a time is over, and a person who lets them count before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.decide.items import own_item
from incident.domain.decide.words import require_text
from incident.domain.incident import Incident, StepState
from incident.domain.refusals import Refusal, Refused
from incident.domain.runbooks.conditions import evaluate
from incident.domain.runbooks.runbook import Step, Verb
from incident.domain.walking.checklist import Item, build_checklist
from incident.domain.walking.standing import Standing
from incident.domain.walking.watching import has_soaked, is_true

__all__ = ["override", "sense"]


def sense(incident: Incident, command: c.SenseStep, now: datetime) -> Sequence[e.Event]:
    """Tick what time or a fact has done: a watched step whose condition has held long enough, a wait, a repeat.

    A watched step whose condition no longer holds is un-ticked, unless its round is over.
    """
    item = build_checklist(incident, now).item(command.step)
    if item is None:
        return []
    if item.state is StepState.SENSED:
        return [e.StepUnsensed(step=command.step)] if _is_false_again(incident, item.step, now) else []
    if not _is_watched(item):
        return []
    return [e.StepSensed(step=command.step)] if _is_fulfilled(incident, item, now) else []


def _is_false_again(incident: Incident, step: Step, now: datetime) -> bool:
    if step.verb is not Verb.WATCH or step.condition is None or not Standing(incident).is_reached(step):
        return False
    return evaluate(step.condition, incident.situation(now)) is False


def _is_fulfilled(incident: Incident, item: Item, now: datetime) -> bool:
    """Whether what the program watches for has come."""
    match item.step.verb:
        case Verb.WATCH:
            return has_soaked(incident, item.step, now)
        case Verb.WAIT:
            return item.pace.until is not None and now >= item.pace.until
        case Verb.REPEAT:
            is_between = Standing(incident).is_round_over(item.step)
            return is_between and is_true(incident, item.step, now)
    return False


def _is_watched(item: Item) -> bool:
    """Whether the program may tick it: not while a person holds it, waits for it, or said that it does not apply."""
    if item.state is StepState.NOT_AS_EXPECTED:
        return not item.is_complete
    return item.state is StepState.WATCHED or (item.is_back and item.state is StepState.DEFERRED)


def override(incident: Incident, command: c.OverrideStep, now: datetime) -> Sequence[e.Event]:
    """Let a watched step count although its condition does not hold; end a wait or a repeat early."""
    item = own_item(incident, command.step, now)
    if item.step.verb not in (Verb.WATCH, Verb.WAIT, Verb.REPEAT):
        raise Refused(Refusal.STEP_NOT_WATCHED, step=command.step)
    return [e.StepOverridden(step=command.step, because=require_text(command.because, "reason"))]
