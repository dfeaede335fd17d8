"""Setting again what one took back last: which mark that was, and by what command it comes again.

Apart from undoing, which knows from the incident what stands; what was taken back stands only in the log.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, assert_never

from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.content import FreeText
from incident.domain.events import Recorded
from incident.domain.incident import Incident, StepState
from incident.domain.questions.waiting import named_question
from incident.domain.runbooks.runbook import Mode, Verb
from incident.i18n import _
from incident.walk.moment import Walk
from incident.wording.events import event_words
from incident.wording.speech import Speech
from incident.wording.steps import state_word

__all__ = ["again", "again_on_walk", "again_words", "taken_back", "unread_words"]

_Redoable = (
    e.StepCompleted
    | e.StepAnswered
    | e.StepNotAsExpected
    | e.StepOverridden
    | e.StepDeferred
    | e.StepRuledOut
    | e.StepHeld
    | e.StepAsked
    | e.NowLineAnswered
    | e.QuestionUnderstood
    | e.QuestionAnswered
)
"""The marks that a person takes back."""
_STATES: Final[Mapping[type[object], StepState]] = {
    e.StepCompleted: StepState.AS_EXPECTED,
    e.StepAnswered: StepState.AS_EXPECTED,
    e.StepNotAsExpected: StepState.NOT_AS_EXPECTED,
    e.StepOverridden: StepState.OVERRIDDEN,
    e.StepDeferred: StepState.DEFERRED,
    e.StepRuledOut: StepState.NOT_APPLICABLE,
    e.StepHeld: StepState.HELD,
    e.StepAsked: StepState.ASKED,
}
"""How a step stands after its mark."""
_LEAVING: Final = frozenset({Verb.TELL, Verb.APPROVE, Verb.REQUEST, Verb.RECORD, Verb.RUN})
"""Verbs whose mark sends, orders or states more than itself: that is read again before it is done again."""


def taken_back(entries: Iterable[Recorded], person: str) -> Recorded | None:
    """The mark that the person took back last and has not set again; None once they set another one since."""
    marks: dict[str | int, Recorded] = {}
    waiting: list[Recorded] = []
    for entry in entries:
        event = entry.event
        if entry.person != person:
            continue
        if isinstance(event, (e.StepUndone, e.QuestionMarkUndone)):
            waiting += [marks[event.mark]] if event.mark in marks else []
        elif isinstance(event, e.NowLineAnswered) and not event.done and event.because is None:
            waiting += [marks[event.line]] if event.line in marks else []
        elif isinstance(event, _Redoable):
            marks[event.line if isinstance(event, e.NowLineAnswered) else entry.event_id] = entry
            is_again = bool(waiting) and waiting[-1].event == event
            waiting = waiting[:-1] if is_again else []
    return waiting[-1] if waiting else None


def again(entry: Recorded, incident: Incident, person: str) -> c.Command | None:
    """The command that sets it again; None of one that is to be read before it is set."""
    event = entry.event
    if not isinstance(event, _Redoable):
        return None
    if isinstance(event, (e.QuestionUnderstood, e.QuestionAnswered)):
        return _of_question(event, incident, person)
    if isinstance(event, e.NowLineAnswered):
        return c.AnswerNowLine(by=person, line=event.line, done=event.done, because=_words(event.because))
    step = incident.runbook.step(event.step)
    by_hand = step is None or step.verb in _LEAVING or step.mode is Mode.CROSS_CHECK
    return None if by_hand else _of_step(event, person)


def again_words(entry: Recorded, speech: Speech) -> str:
    """What was set again."""
    return _("Set again: {words}").format(words=event_words(entry.event, speech))


def again_on_walk(entry: Recorded, walk: Walk) -> str:
    """The same where steps have numbers, in the words in which it was taken back: `1 as expected 02:40`."""
    event = entry.event
    state = _STATES.get(type(event))
    step = walk.checklist.item(getattr(event, "step", ""))
    if state is None or step is None:
        return again_words(entry, walk.speech)
    said = _("answered") if isinstance(event, e.StepAnswered) else state_word(state)
    return _("Set again: {words}").format(words=f"{step.number} {said} {walk.speech.when(walk.now, walk.now)}")


def unread_words(entry: Recorded | None, speech: Speech) -> str:
    """Why nothing is set again."""
    if entry is None:
        return _("There is nothing to set again: you took nothing back, or have marked something since.")
    words = _("This does more than mark, so it is not set again unread: {words}. Go to the step and mark it.")
    return words.format(words=event_words(entry.event, speech))


def _of_question(event: e.QuestionUnderstood | e.QuestionAnswered, incident: Incident, person: str) -> c.Command:
    question = named_question(incident, event.question)
    put_at = question.at if question is not None else None
    if isinstance(event, e.QuestionUnderstood):
        return c.UnderstandQuestion(by=person, question=event.question, put_at=put_at)
    words = _words(event.text)
    return c.AnswerQuestion(by=person, question=event.question, text=words, answered_by=event.by, put_at=put_at)


def _of_step(
    event: e.StepCompleted
    | e.StepAnswered
    | e.StepNotAsExpected
    | e.StepOverridden
    | e.StepDeferred
    | e.StepRuledOut
    | e.StepHeld
    | e.StepAsked,
    person: str,
) -> c.Command:
    step = event.step
    match event:
        case e.StepCompleted():
            return c.CompleteStep(by=person, step=step, value=_words(event.value))
        case e.StepAnswered():
            return c.AnswerStep(by=person, step=step, option=event.option)
        case e.StepNotAsExpected():
            return c.ReportNotAsExpected(by=person, step=step, observed=_words(event.observed))
        case e.StepAsked():
            request = _words(event.request)
            return c.AskPerson(by=person, step=step, person=event.person, within=event.within, request=request)
        case e.StepOverridden() | e.StepDeferred() | e.StepRuledOut() | e.StepHeld():
            return _reasoned(event, person, _words(event.because))
    assert_never(event)


def _reasoned(
    event: e.StepOverridden | e.StepDeferred | e.StepRuledOut | e.StepHeld, person: str, because: str
) -> c.Command:
    match event:
        case e.StepOverridden():
            return c.OverrideStep(by=person, step=event.step, because=because)
        case e.StepRuledOut():
            return c.RuleOutStep(by=person, step=event.step, because=because)
        case e.StepHeld():
            return c.HoldStep(by=person, step=event.step, because=because)
        case e.StepDeferred():
            return c.DeferStep(
                by=person,
                step=event.step,
                because=because,
                until_time=event.until_time,
                until_step=event.until_step,
                until_person=event.until_person,
            )
    assert_never(event)


def _words(text: FreeText | None) -> str:
    """The words; '' of none, and of those that were erased: where they are needed, the rules ask for them."""
    return "" if text is None else str(text)
