"""Asking a person in words, and what becomes of it: understood, answered, or put on one more screen.

Apart from the steps, which are marked: an answer marks nothing, it stands beside its question. Understanding is a mark
of whoever was asked; anybody may answer, and the first answer counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.decide.words import require_text
from incident.domain.incident import Incident
from incident.domain.questions.question import Question
from incident.domain.questions.waiting import named_question, open_questions, stand_in
from incident.domain.refusals import Refusal, Refused
from incident.domain.timing.clocks import ASKING, running_clocks
from incident.domain.walking.checklist import build_checklist

__all__ = ["answer", "ask", "assign", "understand", "warn_clock"]


def ask(incident: Incident, command: c.AskQuestion) -> Sequence[e.Event]:
    """Put a question to a named person; it stands in the timeline like any other."""
    _require_minutes(command.within)
    noted = e.NoteAdded(kind=e.NoteKind.QUESTION, text=require_text(command.text, "question"))
    assigned = e.QuestionAssigned(question=incident.version + 1, person=command.person, within=command.within)
    return [noted, assigned]


def assign(incident: Incident, command: c.AssignQuestion, now: datetime) -> Sequence[e.Event]:
    """Give a question to a person; a step is asked of another one by asking it again."""
    question = _open(incident, command.question, command.put_at)
    if question.is_of_step:
        raise Refused(Refusal.QUESTION_OF_STEP, question=question.seq, step=question.step)
    _require_minutes(command.within)
    if question.person == command.person and question.due_at > now:
        raise Refused(Refusal.QUESTION_ASSIGNED, question=question.seq, person=command.person, until=question.due_at)
    return [e.QuestionAssigned(question=question.seq, person=command.person, within=command.within)]


def understand(incident: Incident, command: c.UnderstandQuestion) -> Sequence[e.Event]:
    """Mark that who was asked has understood; whoever heard it from them may enter it."""
    question = _open(incident, command.question, command.put_at)
    if question.person is None:
        raise Refused(Refusal.QUESTION_UNASSIGNED, question=question.seq)
    if question.understood_at is not None:
        at = question.understood_at
        raise Refused(Refusal.QUESTION_UNDERSTOOD, question=question.seq, by=question.person, at=at)
    return [e.QuestionUnderstood(question=question.seq, by=question.person)]


def answer(incident: Incident, command: c.AnswerQuestion) -> Sequence[e.Event]:
    """Answer it; whoever comes second is told who was first."""
    question = _open(incident, command.question, command.put_at)
    words = require_text(command.text, "answer")
    return [e.QuestionAnswered(question=question.seq, text=words, by=command.answered_by or command.by)]


def warn_clock(incident: Incident, command: c.WarnClock, now: datetime) -> Sequence[e.Event]:
    """Record a passed threshold, once; with the last one the question goes to whoever stands in."""
    if command.threshold in incident.warned.get(command.clock, ()):
        return []
    warned = e.ClockWarned(clock=command.clock, threshold=command.threshold)
    if command.threshold is not e.Threshold.LAST or incident.bundle is None:
        return [warned]
    clocks = running_clocks(incident, build_checklist(incident, now), now)
    clock = next((each for each in clocks if each.key == command.clock and each.kind in ASKING), None)
    person = stand_in(incident, clock, now) if clock is not None else ""
    return [warned, e.QuestionPassedOn(clock=command.clock, person=person)] if person else [warned]


def _open(incident: Incident, number: int, put_at: datetime | None) -> Question:
    """The question, which waits for an answer.

    Raises:
        Refused: QUESTION_UNKNOWN, or QUESTION_ANSWERED saying by whom.
    """
    question = named_question(incident, number, put_at)
    if question is None:
        known = tuple(str(each.seq) for each in open_questions(incident))
        raise Refused(Refusal.QUESTION_UNKNOWN, question=number, questions=known)
    if question.answer is not None:
        raise Refused(Refusal.QUESTION_ANSWERED, question=question.seq, by=question.answer.by, at=question.answer.at)
    return question


def _require_minutes(within: timedelta) -> None:
    if within <= timedelta(0):
        raise Refused(Refusal.MINUTES_MISSING)
