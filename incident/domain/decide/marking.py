"""Working the steps: take, complete, answer, report what went not as expected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.decide import informing
from incident.domain.decide.items import item_of, own_item, take_before, workable_item
from incident.domain.decide.noting import fact_recorded
from incident.domain.decide.undoing import depends_on_another
from incident.domain.decide.words import has_words, optional_text, require_text
from incident.domain.incident import Incident, Progress, StepState
from incident.domain.numbers import parse_number
from incident.domain.refusals import Refusal, Refused
from incident.domain.runbooks.conditions import Value
from incident.domain.runbooks.runbook import FactType, IfLate, Mode, Step, Verb
from incident.domain.walking.approving import is_late, roles_deciding
from incident.domain.walking.checklist import Item
from incident.domain.walking.recording import facts_to_record

__all__ = ["answer", "answer_wants_reason", "complete", "report_not_as_expected", "take"]

ALONE_AFTER = timedelta(seconds=10)
"""How long after taking a cross-check step its taker may check it alone (reference/UX.md rule 19)."""


def take(incident: Incident, command: c.TakeStep, now: datetime) -> Sequence[e.Event]:
    """Begin a step; a step that somebody has is taken over only on purpose."""
    item = workable_item(incident, command.step, now)
    progress = item.progress
    if item.step.verb is Verb.WAIT:
        _check_wait(item, now)
    if progress and progress.taken_by and not command.over and not _is_asked(progress, command.by):
        if progress.taken_by == command.by:
            raise Refused(Refusal.STEP_YOURS, step=command.step, at=progress.taken_at)
        raise Refused(Refusal.STEP_TAKEN, step=command.step, by=progress.taken_by, at=progress.taken_at)
    return [e.StepTaken(step=command.step, by=command.by)]


def _is_asked(progress: Progress, person: str) -> bool:
    """Whether this person was asked to see to the step; they need not take it over."""
    return progress.state is StepState.ASKED and progress.until_person == person


def complete(incident: Incident, command: c.CompleteStep, now: datetime) -> Sequence[e.Event]:
    """Say that the step went as expected; what that needs depends on its verb."""
    item = workable_item(incident, command.step, now)
    step = item.step
    if step.verb is Verb.WAIT:
        return _complete_wait(item, command.by, now)
    taken = take_before(item, command.by)
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
            return _recorded(incident, step, command.facts or {}, now)
        case Verb.TELL:
            return informing.tell(incident, step, command, now)
        case Verb.APPROVE:
            return _approval(incident, step, command, now)
        case Verb.REQUEST:
            return _requested(incident, step, command, now)
        case _:
            _check_value(step, command.value)
            return [fact_recorded(incident.runbook, fact, _counted(fact, command.value), now) for fact in step.facts]


def _requested(incident: Incident, step: Step, command: c.CompleteStep, now: datetime) -> Sequence[e.Event]:
    from incident.domain.decide.resources import requests_of_step  # here: few steps ask for resources

    asked = requests_of_step(incident, step.id, command.stock, now)
    return [e.ResourcesRequested(step=step.id, tier=incident.tier), *asked]


def _recorded(incident: Incident, step: Step, stated: Mapping[str, Value], now: datetime) -> Sequence[e.Event]:
    """What is stated with the mark; with what was stated before it, it has to be all that the step asks for."""
    missing = tuple(fact for fact in facts_to_record(incident, step) if fact not in stated)
    if missing:
        raise Refused(Refusal.FACTS_MISSING, step=step.id, facts=missing)
    return [fact_recorded(incident.runbook, fact, value, now) for fact, value in stated.items()]


def _check_value(step: Step, value: str) -> None:
    """The value that a step wants is there, and plausible where the step says what that is."""
    if not step.asks_value:
        return
    if not has_words(value):
        raise Refused(Refusal.VALUE_MISSING, step=step.id)
    if step.range is None:
        return
    number = parse_number(value.strip().rstrip("%％ "))
    if number is None or not step.range.low <= number <= step.range.high:
        raise Refused(Refusal.VALUE_IMPLAUSIBLE, value=value, low=step.range.low, high=step.range.high)


def _counted(fact: str, value: str) -> float:
    """The number that makes a fact known.

    Raises:
        Refused: FACT_UNREADABLE.
    """
    number = parse_number(value.strip().rstrip("%％ "))
    if number is None:
        raise Refused(Refusal.FACT_UNREADABLE, fact=fact, value=value, type=FactType.NUMBER.value)
    return number


def _approval(incident: Incident, step: Step, command: c.CompleteStep, now: datetime) -> Sequence[e.Event]:
    """The role's holder agrees, here or by phone; too late, the step says what then."""
    roles = roles_deciding(incident, step, now)
    role, holder = roles[-1], incident.person_of(roles[-1])
    approver = command.approved_by or command.by
    if approver in [incident.person_of(each) for each in roles]:
        return [e.ApprovalGiven(step=step.id, by=approver)]
    if holder is not None and command.approved_by is not None:
        raise Refused(Refusal.APPROVER_WRONG, step=step.id, role=role, person=holder, approver=approver)
    if step.if_late is IfLate.PROCEED and is_late(incident, step, now):
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
    if command.alone:
        seconds = int(ALONE_AFTER.total_seconds())
        raise Refused(Refusal.CROSS_CHECK_TOO_SOON, step=command.step, at=progress.taken_at, seconds=seconds)
    raise Refused(Refusal.CROSS_CHECK_NEEDED, step=command.step, by=progress.taken_by, at=progress.taken_at)


def answer(incident: Incident, command: c.AnswerStep, now: datetime) -> Sequence[e.Event]:
    """Choose an option; choosing another one later opens its steps and closes the others."""
    item = item_of(incident, command.step, now)
    if item.step.verb is not Verb.ASK or command.option not in item.step.options:
        raise Refused(Refusal.OPTION_UNKNOWN, step=command.step, option=command.option, options=item.step.options)
    progress = item.progress
    if progress is not None and progress.option == command.option:
        raise Refused(Refusal.OPTION_CHOSEN, step=command.step, option=command.option, by=progress.by, at=progress.at)
    answered = [*take_before(item, command.by), e.StepAnswered(step=command.step, option=command.option)]
    if progress is None or progress.option is None or not answer_wants_reason(incident, command.step, command.by):
        return answered
    if not has_words(command.because) or command.instead_of not in ("", progress.option):
        raise Refused(Refusal.OPTION_STANDS, step=command.step, option=progress.option, by=progress.by, at=progress.at)
    why = require_text(command.because, "reason")
    return [*answered, e.NoteAdded(kind=e.NoteKind.DECISION, text=why, step=command.step)]


def answer_wants_reason(incident: Incident, step: str, by: str) -> bool:
    """Whether the answer that stands is not this person's to change without a word.

    It is somebody else's, or somebody else has marked a step below it.
    """
    progress = incident.steps.get(step)
    if progress is None or progress.option is None:
        return False
    return progress.by != by or depends_on_another(incident, step, by)


def report_not_as_expected(incident: Incident, command: c.ReportNotAsExpected, now: datetime) -> Sequence[e.Event]:
    """Say that the expected result did not come; the step's way out opens. A repeat is given up with it."""
    item = own_item(incident, command.step, now)
    observed = optional_text(command.observed, "observation")
    return [*take_before(item, command.by), e.StepNotAsExpected(step=command.step, observed=observed)]
