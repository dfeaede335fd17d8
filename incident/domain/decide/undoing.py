"""Taking back one's own step marks, as long as nobody has built on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.incident import Incident, Progress, StepState
from incident.domain.nearest import nearest
from incident.domain.refusals import Refusal, Refused
from incident.domain.standing import Standing, was_worked

__all__ = ["depends_on_another", "mark_to_undo", "undo"]


def undo(incident: Incident, command: c.UndoMark) -> Sequence[e.Event]:
    """The step is as it was before the mark; a pending message of it is cancelled."""
    _check_meant(incident, command)
    step, progress = mark_to_undo(incident, command.by, command.step)
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


def depends_on_another(incident: Incident, step: str, by: str) -> bool:
    """Whether somebody else has marked what builds on this person's mark on the step."""
    return _built_by_another(incident, step, by) is not None


def _built_by_another(incident: Incident, step: str, by: str) -> str | None:
    """The first step that builds on the mark and that somebody else worked on since."""
    since = incident.steps[step].seq
    built = (each for each in _built_on(incident, step, {step}) if incident.steps[each].seq > since)
    return next((each for each in built if _person_on(incident.steps[each]) not in (None, by)), None)


def mark_to_undo(incident: Incident, by: str, step: str | None = None) -> tuple[str, Progress]:
    """The step and its progress whose last mark this person would take back.

    Raises:
        Refused: NOTHING_TO_UNDO, or UNDO_OF_ANOTHER where the last mark on `step` is not theirs.
    """
    if step is None:
        found = next(_own_marks(incident, by), None)
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
    return step, progress


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


def _own_marks(incident: Incident, by: str) -> Iterator[tuple[str, Progress]]:
    """The person's marks that still count, the latest first."""
    mark = incident.marks
    while mark is not None:
        progress = incident.steps.get(mark.step)
        if mark.by == by and progress is not None and progress.mark == mark.event_id:
            yield mark.step, progress
        mark = mark.earlier


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
