"""Working the steps: take, complete, answer, report, defer, rule out, hold, ask, sense."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.checklist import Item, build_checklist
from incident.domain.clocks import due_by
from incident.domain.conditions import evaluate
from incident.domain.decide import informing
from incident.domain.decide.words import optional_text, require_text
from incident.domain.facts import parse_number
from incident.domain.incident import Incident, Progress, StepState
from incident.domain.nearest import nearest
from incident.domain.recording import facts_to_record
from incident.domain.refusals import Refusal, Refused
from incident.domain.runbook import CONTAINERS, IfLate, Mode, Step, Verb
from incident.domain.standing import COMPLETE_STATES, Standing
from incident.domain.watching import has_soaked, is_true

__all__ = [
    "answer",
    "ask",
    "complete",
    "defer",
    "hold",
    "override",
    "report_not_as_expected",
    "resume",
    "rule_out",
    "sense",
    "take",
]

ALONE_AFTER = timedelta(seconds=10)
"""How long after taking a cross-check step its taker may check it alone (reference/UX.md rule 19)."""


def take(incident: Incident, command: c.TakeStep, now: datetime) -> Sequence[e.Event]:
    """Begin a step; a step that somebody has is taken over only on purpose."""
    item = _workable_item(incident, command.step, now)
    progress = item.progress
    if item.step.verb is Verb.WAIT:
        _check_wait(item, now)
    if progress and progress.taken_by and not command.over and not _is_asked(progress, command.by):
        raise Refused(Refusal.STEP_TAKEN, step=command.step, by=progress.taken_by, at=progress.taken_at)
    return [e.StepTaken(step=command.step, by=command.by)]


def _is_asked(progress: Progress, person: str) -> bool:
    """Whether this person was asked to see to the step; they need not take it over."""
    return progress.state is StepState.ASKED and progress.until_person == person


def complete(incident: Incident, command: c.CompleteStep, now: datetime) -> Sequence[e.Event]:
    """Say that the step went as expected; what that needs depends on its verb."""
    item = _workable_item(incident, command.step, now)
    step = item.step
    if step.verb is Verb.WAIT:
        return _complete_wait(item, command.by, now)
    taken = _taken(item, command.by)
    if step.mode is Mode.CROSS_CHECK and not _is_cross_checked(item.progress, command, now):
        return _wait_for_second_person(item.progress, command)
    results = _results(incident, step, command, now)
    if any(isinstance(result, e.StepAsked) for result in results):
        return [*taken, *results]
    value = optional_text(command.value, "value")
    return [*taken, *results, *_checked_by_phone(step, command), e.StepCompleted(step=step.id, value=value)]


def _complete_wait(item: Item, by: str, now: datetime) -> Sequence[e.Event]:
    """Begin the wait; end one that is over, where the program has not done so yet."""
    if item.pace.until is None:
        return [e.StepTaken(step=item.step.id, by=by)]
    _check_wait(item, now)
    return [e.StepSensed(step=item.step.id)]


def _check_wait(item: Item, now: datetime) -> None:
    """A wait that runs is neither done nor begun anew.

    Raises:
        Refused: STEP_WAITS, saying until when.
    """
    if item.pace.until is not None and now < item.pace.until:
        raise Refused(Refusal.STEP_WAITS, step=item.step.id, at=item.pace.until)


def _checked_by_phone(step: Step, command: c.CompleteStep) -> Sequence[e.Event]:
    """Who checked a step without standing at a terminal; the actor of the event entered it."""
    if step.mode is not Mode.CROSS_CHECK or step.verb is Verb.APPROVE or command.approved_by in (None, command.by):
        return []
    return [e.ApprovalGiven(step=step.id, by=command.approved_by or "")]


def _results(incident: Incident, step: Step, command: c.CompleteStep, now: datetime) -> Sequence[e.Event]:
    """What completing the step brings about, besides its mark."""
    match step.verb:
        case Verb.WATCH | Verb.REPEAT:
            raise Refused(Refusal.STEP_WATCHED, step=step.id)
        case Verb.ASK:
            raise Refused(Refusal.STEP_NEEDS_ANSWER, step=step.id, options=step.options)
        case Verb.RECORD:
            missing = facts_to_record(incident, step)
            if missing:
                raise Refused(Refusal.FACTS_MISSING, step=step.id, facts=missing)
        case Verb.TELL:
            return informing.tell(incident, step, command, now)
        case Verb.APPROVE:
            return _approval(incident, step, command, now)
        case Verb.REQUEST:
            return [e.ResourcesRequested(step=step.id, tier=incident.tier)]
        case _:
            _check_value(step, command.value)
    return []


def _check_value(step: Step, value: str) -> None:
    """The value that a step wants is there, and plausible where the step says what that is."""
    if not step.asks_value:
        return
    if not value.strip():
        raise Refused(Refusal.VALUE_MISSING, step=step.id)
    if step.range is None:
        return
    number = parse_number(value.strip().rstrip("%％ "))
    if number is None or not step.range.low <= number <= step.range.high:
        raise Refused(Refusal.VALUE_IMPLAUSIBLE, value=value, low=step.range.low, high=step.range.high)


def _approval(incident: Incident, step: Step, command: c.CompleteStep, now: datetime) -> Sequence[e.Event]:
    """The role's holder agrees, here or by phone; too late, the step says what then."""
    role = step.approver or ""
    holder = incident.person_of(role)
    approver = command.approved_by or command.by
    if approver == holder:
        return [e.ApprovalGiven(step=step.id, by=approver)]
    if holder is not None and command.approved_by is not None:
        raise Refused(Refusal.APPROVER_WRONG, step=step.id, role=role, person=holder, approver=approver)
    due = due_by(step.within, incident)
    if step.if_late is IfLate.PROCEED and due is not None and now >= due:
        return []
    if holder is None:
        raise Refused(Refusal.ROLE_EMPTY, role=role)
    raise Refused(Refusal.APPROVAL_NEEDED, step=step.id, role=role, person=holder)


def _is_cross_checked(progress: Progress | None, command: c.CompleteStep, now: datetime) -> bool:
    if progress is None or progress.taken_by is None or progress.taken_at is None:
        return command.approved_by not in (None, command.by)
    if command.by != progress.taken_by or command.approved_by not in (None, command.by):
        return True
    return command.alone and now - progress.taken_at >= ALONE_AFTER


def _wait_for_second_person(progress: Progress | None, command: c.CompleteStep) -> Sequence[e.Event]:
    if progress is None or progress.taken_by is None:
        return [e.StepTaken(step=command.step, by=command.by)]
    raise Refused(Refusal.CROSS_CHECK_NEEDED, step=command.step, by=progress.taken_by, at=progress.taken_at)


def answer(incident: Incident, command: c.AnswerStep, now: datetime) -> Sequence[e.Event]:
    """Choose an option; choosing another one later opens its steps and closes the others."""
    item = _item(incident, command.step, now)
    if item.step.verb is not Verb.ASK or command.option not in item.step.options:
        raise Refused(Refusal.OPTION_UNKNOWN, step=command.step, option=command.option, options=item.step.options)
    progress = item.progress
    if progress is not None and progress.option == command.option:
        raise Refused(Refusal.OPTION_CHOSEN, step=command.step, option=command.option, by=progress.by, at=progress.at)
    return [*_taken(item, command.by), e.StepAnswered(step=command.step, option=command.option)]


def report_not_as_expected(incident: Incident, command: c.ReportNotAsExpected, now: datetime) -> Sequence[e.Event]:
    """Say that the expected result did not come; the step's way out opens. A repeat is given up with it."""
    item = _own_item(incident, command.step, now)
    observed = optional_text(command.observed, "observation")
    return [*_taken(item, command.by), e.StepNotAsExpected(step=command.step, observed=observed)]


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
    item = _own_item(incident, command.step, now)
    if item.step.verb not in (Verb.WATCH, Verb.WAIT, Verb.REPEAT):
        raise Refused(Refusal.STEP_NOT_WATCHED, step=command.step)
    return [e.StepOverridden(step=command.step, because=require_text(command.because, "reason"))]


def defer(incident: Incident, command: c.DeferStep, now: datetime) -> Sequence[e.Event]:
    """Put a step off until an instant, a step or a person; it comes back by itself."""
    _workable_item(incident, command.step, now)
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
        _open_item(incident, awaited, now)
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
    item = _open_item(incident, command.step, now)
    if item.is_complete:
        raise Refused(Refusal.STEP_HAS_STEPS, step=command.step)  # its steps are done, or it has none here
    return [e.StepRuledOut(step=command.step, because=require_text(command.because, "reason"))]


def hold(incident: Incident, command: c.HoldStep, now: datetime) -> Sequence[e.Event]:
    """Interrupt the walk here, with a reason."""
    _workable_item(incident, command.step, now)
    return [e.StepHeld(step=command.step, because=require_text(command.because, "reason"))]


def resume(incident: Incident, command: c.ResumeStep, now: datetime) -> Sequence[e.Event]:
    """Go on with a held step."""
    if _item(incident, command.step, now).state is not StepState.HELD:
        raise Refused(Refusal.STEP_NOT_HELD, step=command.step)
    return [e.StepResumed(step=command.step)]


def ask(incident: Incident, command: c.AskPerson, now: datetime) -> Sequence[e.Event]:
    """Ask a named person to see to a step; the question comes back when the time is up."""
    _workable_item(incident, command.step, now)
    if command.within <= timedelta(0):
        raise Refused(Refusal.UNTIL_PAST, step=command.step, until=now)
    request = optional_text(command.request, "request")
    return [e.StepAsked(step=command.step, person=command.person, within=command.within, request=request)]


def _taken(item: Item, by: str) -> Sequence[e.Event]:
    """The take that stands before any result, unless somebody took the step already."""
    if item.progress is not None and item.progress.taken_by is not None:
        return []
    return [e.StepTaken(step=item.step.id, by=by)]


def _item(incident: Incident, step_id: str, now: datetime) -> Item:
    """The step's line at this tier.

    Raises:
        Refused: STEP_UNKNOWN, STEP_OTHER_TIER, STEP_NOT_ADDED, STEP_OTHER_ROUND or STEP_NOT_APPLICABLE.
    """
    item = build_checklist(incident, now).item(step_id)
    step = incident.runbook.step(step_id)
    if step is None:
        near = nearest(step_id, (s.id for s in incident.runbook.steps()))
        raise Refused(Refusal.STEP_UNKNOWN, step=step_id, near=near)
    if item is None:
        raise _not_listed(incident, step)
    by_person = item.progress is not None and item.progress.state is StepState.NOT_APPLICABLE
    if item.state is StepState.NOT_APPLICABLE and not by_person:
        parent = step.branch.step if step.branch else ""
        raise Refused(Refusal.STEP_NOT_APPLICABLE, step=step_id, parent=parent)
    return item


def _not_listed(incident: Incident, step: Step) -> Refused:
    """Why the step is not on the list."""
    if incident.tier not in step.tiers:
        tiers = tuple(str(int(tier)) for tier in step.tiers)
        return Refused(Refusal.STEP_OTHER_TIER, step=step.id, tiers=tiers, tier=incident.tier)
    if step.added_by is not None and not incident.has_added(step.added_by):
        return Refused(Refusal.STEP_NOT_ADDED, step=step.id, runbook=step.added_by)
    parent = step.branch.step if step.branch else ""
    if step.branch is not None and step.branch.is_body:
        return Refused(Refusal.STEP_OTHER_ROUND, step=step.id, parent=parent)
    return Refused(Refusal.STEP_NOT_APPLICABLE, step=step.id, parent=parent)


def _open_item(incident: Incident, step_id: str, now: datetime) -> Item:
    """The step's line, which must still be open.

    Raises:
        Refused: as `_item`, STEP_OVER where it ended by itself, or STEP_DONE naming who was first.
    """
    item = _item(incident, step_id, now)
    progress = item.progress
    if progress is not None and progress.state is StepState.SENSED and item.step.verb is not Verb.WATCH:
        raise Refused(Refusal.STEP_OVER, step=step_id, at=progress.at)
    if progress is not None and progress.state in COMPLETE_STATES:
        raise Refused(Refusal.STEP_DONE, step=step_id, by=progress.by, at=progress.at)
    return item


def _own_item(incident: Incident, step_id: str, now: datetime) -> Item:
    """The line of an open step that is not only made of others.

    Raises:
        Refused: as `_open_item`, or STEP_HAS_STEPS.
    """
    item = _open_item(incident, step_id, now)
    if item.step.verb in CONTAINERS:
        raise Refused(Refusal.STEP_HAS_STEPS, step=step_id)
    return item


def _workable_item(incident: Incident, step_id: str, now: datetime) -> Item:
    """The line of an open step that somebody can work on; of a repeat with rounds to go, its steps are.

    Raises:
        Refused: as `_own_item`.
    """
    item = _own_item(incident, step_id, now)
    if not item.is_work:
        raise Refused(Refusal.STEP_HAS_STEPS, step=step_id)
    return item
