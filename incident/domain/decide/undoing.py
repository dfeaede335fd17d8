"""Taking back one's own marks on steps and questions, as long as nobody has built on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TypeAlias

from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.frozen import Frozen
from incident.domain.incident import Incident, Mark, NowAnswer, Progress, StepState
from incident.domain.nearest import nearest
from incident.domain.questions.question import Question
from incident.domain.questions.waiting import named_question
from incident.domain.refusals import Refusal, Refused
from incident.domain.walking.standing import Standing, was_worked

__all__ = ["OnNowLine", "OnQuestion", "OnStep", "OwnMark", "depends_on_another", "mark_to_undo", "undo"]


class OnStep(Frozen):
    """A mark that still counts on a step."""

    step: str
    progress: Progress

    @property
    def at(self) -> datetime:
        """When it was set."""
        return self.progress.at


class OnQuestion(Frozen):
    """What was said of a question and still stands: its answer, or that it is understood and waits for one."""

    question: Question
    mark: str
    at: datetime

    @property
    def is_answer(self) -> bool:
        """Whether it is the answer."""
        return self.question.answer is not None


class OnNowLine(Frozen):
    """What was said of a line that comes before the first step."""

    line: int
    answer: NowAnswer

    @property
    def at(self) -> datetime:
        """When it was said."""
        return self.answer.at

    @property
    def mark(self) -> str:
        """The event that says so."""
        return self.answer.mark


OwnMark: TypeAlias = OnStep | OnQuestion | OnNowLine
"""What a person takes back."""


def undo(incident: Incident, command: c.UndoMark) -> Sequence[e.Event]:
    """The step is as it was before the mark; a pending message of it is cancelled. A line is open again."""
    _check_meant(incident, command)
    found = _meant(incident, command)
    if isinstance(found, OnNowLine):
        return [e.NowLineAnswered(line=found.line, done=False)]
    if isinstance(found, OnQuestion):
        return [e.QuestionMarkUndone(question=found.question.seq, mark=found.mark)]
    step, progress = found.step, found.progress
    _check_round(incident, step)
    dependant = _built_by_another(incident, step, command.by)
    if dependant is not None:
        by = _person_on(incident.steps[dependant])
        raise Refused(Refusal.UNDO_DEPENDED_ON, step=step, dependant=dependant, by=by)
    left = tuple(m for m in command.left if m in incident.messages and incident.messages[m].step == step)
    return [e.StepUndone(step=step, mark=progress.mark, left=left)]


def _check_meant(incident: Incident, command: c.UndoMark) -> None:
    """A mark that was seen is taken back once, however often and at how many terminals that is asked for.

    Raises:
        Refused: MARK_GONE.
    """
    if command.step is not None and command.marked_at is not None and incident.runbook.step(command.step):
        progress = incident.steps.get(command.step)
        if progress is None or progress.at != command.marked_at:
            raise Refused(Refusal.MARK_GONE, step=command.step, at=command.marked_at)


def _meant(incident: Incident, command: c.UndoMark) -> OwnMark:
    """The mark that the command names, or the latest.

    Raises:
        Refused: QUESTION_MARK_GONE, NOTHING_TO_UNDO of a line, and as `mark_to_undo`.
    """
    if command.line is not None:
        return _on_line(incident, command.line, command)
    if command.question is None:
        return mark_to_undo(incident, command.by, command.step)
    question = named_question(incident, command.question, command.put_at)
    number = question.seq if question is not None else command.question
    for found in _own_marks(incident, command.by):
        if isinstance(found, OnQuestion) and found.question.seq == number and command.marked_at in (None, found.at):
            return found
    raise Refused(Refusal.QUESTION_MARK_GONE, question=number)


def depends_on_another(incident: Incident, step: str, by: str) -> bool:
    """Whether somebody else has marked what builds on this person's mark on the step."""
    return _built_by_another(incident, step, by) is not None


def _built_by_another(incident: Incident, step: str, by: str) -> str | None:
    """The first step that builds on the mark and that somebody else worked on since."""
    since = incident.steps[step].seq
    built = (each for each in _built_on(incident, step, {step}) if incident.steps[each].seq > since)
    return next((each for each in built if _person_on(incident.steps[each]) not in (None, by)), None)


def _on_line(incident: Incident, line: int, command: c.UndoMark) -> OnNowLine:
    answer = incident.now_answers.get(line)
    if answer is None or answer.by != command.by or command.marked_at not in (None, answer.at):
        raise Refused(Refusal.NOTHING_TO_UNDO, by=command.by)
    return OnNowLine(line=line, answer=answer)


def mark_to_undo(incident: Incident, by: str, step: str | None = None) -> OwnMark:
    """The mark that this person would take back: the last on that step, else their last on anything.

    Raises:
        Refused: NOTHING_TO_UNDO, or UNDO_OF_ANOTHER where the last mark on `step` is not theirs.
    """
    if step is None:
        answers = (OnNowLine(line=n, answer=each) for n, each in incident.now_answers.items() if each.by == by)
        last = max(answers, key=lambda each: each.answer.seq, default=None)
        found = next(_own_marks(incident, by), None)
        if last is not None and (found is None or found.at <= last.at):
            return last
        if found is None:
            raise Refused(Refusal.NOTHING_TO_UNDO, by=by)
        return found
    if incident.runbook.step(step) is None:
        raise Refused(Refusal.STEP_UNKNOWN, step=step, near=nearest(step, (s.id for s in incident.runbook.steps())))
    progress = incident.steps.get(step)
    if progress is None or progress.state in (StepState.TO_DO, StepState.SENSED):
        raise Refused(Refusal.NOTHING_TO_UNDO, by=by)
    if progress.by != by:
        raise Refused(Refusal.UNDO_OF_ANOTHER, step=step, by=progress.by, at=progress.at)
    return OnStep(step=step, progress=progress)


def _check_round(incident: Incident, step_id: str) -> None:
    """A round whose next one was begun is over: a step of it that was open again would stand nowhere.

    Raises:
        Refused: UNDO_DEPENDED_ON, naming the step of the later round.
    """
    standing = Standing(incident)
    step = standing.steps.get(step_id)
    for repeat, number in standing.rounds_around(step) if step else ():
        later = standing.round_of(repeat, standing.running_round(repeat))
        built = next((each for each in later if was_worked(incident.steps.get(each.id))), None)
        if built is not None and standing.running_round(repeat) > number:
            by = incident.steps[built.id].by
            raise Refused(Refusal.UNDO_DEPENDED_ON, step=step_id, dependant=built.id, by=by)


def _own_marks(incident: Incident, by: str) -> Iterator[OnStep | OnQuestion]:
    """The person's marks that still count, the latest first."""
    mark = incident.marks
    while mark is not None:
        found = _still_counts(incident, mark) if mark.by == by else None
        if found is not None:
            yield found
        mark = mark.earlier


def _still_counts(incident: Incident, mark: Mark) -> OnStep | OnQuestion | None:
    """The mark as it stands; None of one that was taken back, or that a later one covers.

    That a question is understood is covered by its answer, whoever gave it.
    """
    if mark.question is None:
        progress = incident.steps.get(mark.step)
        stands = progress is not None and progress.mark == mark.event_id
        return OnStep(step=mark.step, progress=progress) if stands and progress is not None else None
    question = named_question(incident, mark.question)
    if question is None:
        return None
    if question.answer is not None:
        is_answer = question.answer.mark == mark.event_id
        return OnQuestion(question=question, mark=mark.event_id, at=question.answer.at) if is_answer else None
    if question.understood_at is None or question.understood_mark != mark.event_id:
        return None
    return OnQuestion(question=question, mark=mark.event_id, at=question.understood_at)


def _built_on(incident: Incident, step_id: str, seen: set[str]) -> Iterator[str]:
    """The steps below this one's branches, and those deferred until it, that carry a mark."""
    for step in Standing(incident).steps.values():
        progress = incident.steps.get(step.id)
        if progress is None or step.id in seen:
            continue
        if (step.branch and step.branch.step == step_id) or progress.until_step == step_id:
            seen.add(step.id)
            yield step.id
            yield from _built_on(incident, step.id, seen)


def _person_on(progress: Progress) -> str | None:
    """Who would lose work; None where only the program marked the step."""
    if progress.state in (StepState.TO_DO, StepState.SENSED):
        return progress.taken_by
    return progress.by
