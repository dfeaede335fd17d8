"""What is not done now: deferred, ruled out, held, asked of somebody."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.decide.items import item_of, open_item, workable_item
from incident.domain.decide.words import optional_text, require_text
from incident.domain.incident import Incident, StepState
from incident.domain.refusals import Refusal, Refused
from incident.domain.timing.clocks import timer_of
from incident.domain.walking.standing import Standing

__all__ = ["ask", "defer", "extend_timer", "hold", "resume", "rule_out"]


def defer(incident: Incident, command: c.DeferStep, now: datetime) -> Sequence[e.Event]:
    """Put a step off until an instant, a step or a person; it comes back by itself."""
    workable_item(incident, command.step, now)
    untils = (command.until_time, command.until_step, command.until_person)
    if sum(bool(until) for until in untils) != 1:
        raise Refused(Refusal.UNTIL_MISSING, step=command.step)
    if command.until_time is not None and command.until_time <= now:
        raise Refused(Refusal.UNTIL_PAST, step=command.step, until=command.until_time)
    if command.until_step:
        _check_awaited(incident, command.step, command.until_step, now)
    return [
        e.StepDeferred(
            step=command.step,
            because=require_text(command.because, "reason"),
            until_time=command.until_time,
            until_step=command.until_step or None,
            until_person=command.until_person or None,
        )
    ]


def _check_awaited(incident: Incident, step_id: str, awaited: str, now: datetime) -> None:
    """The step waited for must be open, and must not wait for this one itself, directly or over others."""
    if awaited != step_id:
        open_item(incident, awaited, now)
    if step_id in _awaited_by(incident, awaited):
        raise Refused(Refusal.UNTIL_CIRCULAR, step=step_id, dependant=awaited)


def _awaited_by(incident: Incident, step_id: str) -> Collection[str]:
    """The step, what it is deferred until and what it is made of, what those are deferred until, and so on."""
    standing = Standing(incident)
    found: dict[str, None] = {}
    following = [step_id]
    while following:
        each = following.pop()
        if each in found:
            continue
        found[each] = None
        step, progress = standing.steps.get(each), incident.steps.get(each)
        following += [below.id for below in standing.body(step)] if step else []
        following += [progress.until_step] if progress and progress.until_step else []
    return found


def rule_out(incident: Incident, command: c.RuleOutStep, now: datetime) -> Sequence[e.Event]:
    """Declare that a step does not apply; of what has steps of its own, those that were not worked do not either."""
    item = open_item(incident, command.step, now)
    if item.is_complete:
        raise Refused(Refusal.STEP_HAS_STEPS, step=command.step)  # its steps are done, or it has none here
    return [e.StepRuledOut(step=command.step, because=require_text(command.because, "reason"))]


def hold(incident: Incident, command: c.HoldStep, now: datetime) -> Sequence[e.Event]:
    """Interrupt the walk here, with a reason."""
    workable_item(incident, command.step, now)
    return [e.StepHeld(step=command.step, because=require_text(command.because, "reason"))]


def resume(incident: Incident, command: c.ResumeStep, now: datetime) -> Sequence[e.Event]:
    """Go on with a held step."""
    if item_of(incident, command.step, now).state is not StepState.HELD:
        raise Refused(Refusal.STEP_NOT_HELD, step=command.step)
    return [e.StepResumed(step=command.step)]


def extend_timer(incident: Incident, command: c.ExtendTimer, now: datetime) -> Sequence[e.Event]:
    """Give a step more time once its time is up: the answer to what the timer asks (reference/UX.md rule 21)."""
    item = workable_item(incident, command.step, now)
    runs = timer_of(incident, item.step, now)
    if runs is None:
        raise Refused(Refusal.STEP_WITHOUT_TIMER, step=command.step)
    if runs[1] > now:
        raise Refused(Refusal.TIMER_RUNS, step=command.step, until=runs[1])
    if command.more <= timedelta(0):
        raise Refused(Refusal.UNTIL_PAST, step=command.step, until=now)
    return [e.TimerExtended(step=command.step, until=now + command.more)]


def ask(incident: Incident, command: c.AskPerson, now: datetime) -> Sequence[e.Event]:
    """Ask a named person to see to a step; the question comes back when the time is up."""
    workable_item(incident, command.step, now)
    if command.within <= timedelta(0):
        raise Refused(Refusal.UNTIL_PAST, step=command.step, until=now)
    request = optional_text(command.request, "request")
    return [e.StepAsked(step=command.step, person=command.person, within=command.within, request=request)]
