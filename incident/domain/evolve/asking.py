"""What questions, their understanding and their answers change; another note changes no state."""

from __future__ import annotations

from collections.abc import Mapping

from incident.domain import events as e
from incident.domain.events import Recorded
from incident.domain.evolve.changes import Change, Changes
from incident.domain.incident import Incident, Mark, Progress, StepState
from incident.domain.questions.question import UNASSIGNED_WITHIN, Answer, Question
from incident.domain.questions.waiting import named_question

__all__ = ["CHANGES"]


def _noted(incident: Incident, entry: Recorded, event: e.NoteAdded) -> Changes:
    if event.kind is e.NoteKind.AGAIN:
        return {"times_again": incident.times_again + 1}
    question = Question(
        seq=entry.seq,
        by=entry.person,
        at=entry.occurred_at,
        due_at=entry.occurred_at + UNASSIGNED_WITHIN,
        text=event.text,
        step=event.step,
    )
    return {"questions": {**incident.questions, entry.seq: question}}


def _assigned(incident: Incident, entry: Recorded, event: e.QuestionAssigned) -> Changes:
    """Whoever it is put to has not understood it yet, whoever had before."""
    return _with(
        incident,
        event.question,
        person=event.person,
        asked_at=entry.occurred_at,
        due_at=entry.occurred_at + event.within,
        understood_at=None,
    )


def _understood(incident: Incident, entry: Recorded, event: e.QuestionUnderstood) -> Changes:
    changed = _with(incident, event.question, understood_at=entry.occurred_at, understood_mark=entry.event_id)
    return {**changed, "marks": _mark(incident, entry, event.question)}


def _answered(incident: Incident, entry: Recorded, event: e.QuestionAnswered) -> Changes:
    answer = Answer(by=event.by, at=entry.occurred_at, text=event.text, mark=entry.event_id)
    return {**_with(incident, event.question, answer=answer), "marks": _mark(incident, entry, event.question)}


def _undone(incident: Incident, _: Recorded, event: e.QuestionMarkUndone) -> Changes:
    """It waits again as it did before; what was taken back already, or no longer stands, changes nothing."""
    question = named_question(incident, event.question)
    if question is not None and question.answer is not None and question.answer.mark == event.mark:
        return _with(incident, event.question, answer=None)
    if question is not None and question.understood_mark == event.mark:
        return _with(incident, event.question, understood_at=None, understood_mark="")
    return {}


def _mark(incident: Incident, entry: Recorded, question: int) -> Mark:
    return Mark(step="", question=question, event_id=entry.event_id, by=entry.person, earlier=incident.marks)


def _passed_on(incident: Incident, _: Recorded, event: e.QuestionPassedOn) -> Changes:
    return {"passed_on": {**incident.passed_on, event.clock: event.person}}


def _with(incident: Incident, number: int, **fields: object) -> Changes:
    """The question changed, in the timeline or at its step; the step stands as it did."""
    question = incident.questions.get(number)
    if question is not None:
        return {"questions": {**incident.questions, number: question.changed(**fields)}}
    asked = next((step for step, each in incident.steps.items() if _is_asked(each, number)), None)
    if asked is None:
        return {}
    return {"steps": {**incident.steps, asked: incident.steps[asked].changed(**fields)}}


def _is_asked(progress: Progress, number: int) -> bool:
    return progress.state is StepState.ASKED and progress.seq == number


CHANGES: Mapping[type, Change] = {
    e.NoteAdded: _noted,
    e.QuestionAssigned: _assigned,
    e.QuestionUnderstood: _understood,
    e.QuestionAnswered: _answered,
    e.QuestionMarkUndone: _undone,
    e.QuestionPassedOn: _passed_on,
}
