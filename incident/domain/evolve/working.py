"""What became of the steps: every mark keeps what the step was before it, so that it can be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from incident.domain import events as e
from incident.domain.events import Recorded
from incident.domain.evolve.changes import Change, Changes
from incident.domain.incident import PROGRAM, Incident, Mark, NowAnswer, Progress, StepState
from incident.domain.messages.message import Message
from incident.domain.runbooks.runbook import Verb

__all__ = ["CHANGES"]


def _taken(incident: Incident, entry: Recorded, event: e.StepTaken) -> Changes:
    """Somebody is on it; what went not as expected stays so, whoever goes on with it."""
    before = incident.steps.get(event.step)
    if before is not None and before.state is StepState.NOT_AS_EXPECTED:
        progress = before.changed(taken_by=event.by, taken_at=entry.occurred_at)
        return {"steps": {**incident.steps, event.step: progress}}
    progress = Progress(
        state=StepState.TO_DO,
        by=event.by,
        at=entry.occurred_at,
        mark=entry.event_id,
        seq=entry.seq,
        taken_by=event.by,
        taken_at=entry.occurred_at,
        before=before,
    )
    return {"steps": {**incident.steps, event.step: progress}}


def _mark(incident: Incident, entry: Recorded, step: str, state: StepState, **fields: Any) -> Changes:  # noqa: ANN401  (fields of Progress)
    """A person's mark on a step; it can be undone. Nobody is on a step that is put off."""
    before = incident.steps.get(step)
    taker = before if before and state is not StepState.DEFERRED else None
    progress = Progress(
        state=state,
        by=entry.person,
        at=entry.occurred_at,
        mark=entry.event_id,
        seq=entry.seq,
        taken_by=taker.taken_by if taker else None,
        taken_at=taker.taken_at if taker else None,
        before=before,
        **fields,
    )
    mark = Mark(step=step, event_id=entry.event_id, by=entry.person, earlier=incident.marks)
    return {"steps": {**incident.steps, step: progress}, "marks": mark}


def _completed(incident: Incident, entry: Recorded, event: e.StepCompleted) -> Changes:
    """Done; an approval that was given for this mark belongs to it, and goes with it if it is undone."""
    before = incident.steps.get(event.step)
    if before is None or before.approved_by is None:
        return _mark(incident, entry, event.step, StepState.AS_EXPECTED, words=event.value)
    without = incident.changed(steps={**incident.steps, event.step: before.changed(approved_by=None)})
    approved = before.approved_by
    return _mark(without, entry, event.step, StepState.AS_EXPECTED, words=event.value, approved_by=approved)


def _answered(incident: Incident, entry: Recorded, event: e.StepAnswered) -> Changes:
    return _mark(incident, entry, event.step, StepState.AS_EXPECTED, option=event.option)


def _not_as_expected(incident: Incident, entry: Recorded, event: e.StepNotAsExpected) -> Changes:
    return _mark(incident, entry, event.step, StepState.NOT_AS_EXPECTED, words=event.observed)


def _sensed(incident: Incident, entry: Recorded, event: e.StepSensed) -> Changes:
    """Seen by the program, whoever's act brought it about."""
    marked = _mark(incident, entry, event.step, StepState.SENSED)["steps"]
    return {"steps": {**marked, event.step: marked[event.step].changed(by=PROGRAM)}}


def _unsensed(incident: Incident, entry: Recorded, event: e.StepUnsensed) -> Changes:
    """Open again; a repeat only because a mark was taken back, so it is as before it was ticked."""
    step = incident.runbook.step(event.step) if incident.bundle else None
    if step is not None and step.verb is Verb.REPEAT:
        progress = incident.steps.get(event.step)
        return {"steps": _with(incident, event.step, progress.before if progress else None)}
    return {"steps": _mark(incident, entry, event.step, StepState.TO_DO)["steps"]}


def _overridden(incident: Incident, entry: Recorded, event: e.StepOverridden) -> Changes:
    return _mark(incident, entry, event.step, StepState.OVERRIDDEN, words=event.because)


def _deferred(incident: Incident, entry: Recorded, event: e.StepDeferred) -> Changes:
    return _mark(
        incident,
        entry,
        event.step,
        StepState.DEFERRED,
        words=event.because,
        until_time=event.until_time,
        until_step=event.until_step,
        until_person=event.until_person,
    )


def _ruled_out(incident: Incident, entry: Recorded, event: e.StepRuledOut) -> Changes:
    return _mark(incident, entry, event.step, StepState.NOT_APPLICABLE, words=event.because)


def _held(incident: Incident, entry: Recorded, event: e.StepHeld) -> Changes:
    return _mark(incident, entry, event.step, StepState.HELD, words=event.because)


def _asked(incident: Incident, entry: Recorded, event: e.StepAsked) -> Changes:
    return _mark(
        incident,
        entry,
        event.step,
        StepState.ASKED,
        words=event.request,
        until_person=event.person,
        until_time=entry.occurred_at + event.within,
    )


def _more_time(incident: Incident, entry: Recorded, event: e.TimerExtended) -> Changes:
    """The step stands as it did; only its timer ends later."""
    before = incident.steps.get(event.step)
    if before is None:
        return {}
    progress = before.changed(more_time=(entry.occurred_at, event.until))
    return {"steps": {**incident.steps, event.step: progress}}


def _approved(incident: Incident, _: Recorded, event: e.ApprovalGiven) -> Changes:
    before = incident.steps.get(event.step)
    if before is None:
        return {}
    return {"steps": {**incident.steps, event.step: before.changed(approved_by=event.by)}}


def _resumed(incident: Incident, _: Recorded, event: e.StepResumed) -> Changes:
    """As before the interruption, however often it was held."""
    progress = incident.steps.get(event.step)
    while progress is not None and progress.state is StepState.HELD:
        progress = progress.before
    return {"steps": _with(incident, event.step, progress)}


def _undone(incident: Incident, _: Recorded, event: e.StepUndone) -> Changes:
    """As before the mark; the take that came with it goes with it, and so do its messages."""
    progress = incident.steps.get(event.step)
    if progress is None or progress.mark != event.mark:
        return {}
    now = progress.unmarked
    own = {key: message for key, message in incident.messages.items() if message.step == event.step}
    after = now.seq if now else 0
    undone = {
        key: message.changed(was_undone=True) if key in event.left else _taken_back(message, after)
        for key, message in own.items()
    }
    return {"steps": _with(incident, event.step, now), "messages": {**incident.messages, **undone}}


def _taken_back(message: Message, after: int) -> Message:
    """The message without what happened to it after that entry: a release goes before the draft does."""
    if message.drafted_seq > after:
        return message.changed(is_withdrawn=True)
    if message.released_seq > after:
        return message.changed(released_at=None, released_seq=0, approved_by=None)
    return message


def _with(incident: Incident, step: str, progress: Progress | None) -> dict[str, Progress]:
    others = {key: value for key, value in incident.steps.items() if key != step}
    return others if progress is None else {**others, step: progress}


def _now_line(incident: Incident, entry: Recorded, event: e.NowLineAnswered) -> Changes:
    answers = {line: each for line, each in incident.now_answers.items() if line != event.line}
    if event.done or event.because is not None:
        answers[event.line] = NowAnswer(
            done=event.done,
            by=entry.person,
            at=entry.occurred_at,
            because=event.because,
            seq=entry.seq,
            mark=entry.event_id,
        )
    return {"now_answers": answers}


CHANGES: Mapping[type, Change] = {
    e.NowLineAnswered: _now_line,
    e.StepTaken: _taken,
    e.StepCompleted: _completed,
    e.StepAnswered: _answered,
    e.StepNotAsExpected: _not_as_expected,
    e.StepSensed: _sensed,
    e.StepUnsensed: _unsensed,
    e.StepOverridden: _overridden,
    e.StepDeferred: _deferred,
    e.StepRuledOut: _ruled_out,
    e.StepHeld: _held,
    e.StepAsked: _asked,
    e.TimerExtended: _more_time,
    e.ApprovalGiven: _approved,
    e.StepResumed: _resumed,
    e.StepUndone: _undone,
}
